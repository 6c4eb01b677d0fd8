#!/usr/bin/env bash
# tables.sh BUILD: tables of three libraries at 80 columns, what stands above them, and marks that need no colour.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# A run of primitives, handshakes and transfers, and the facts of its run.json.
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 python3 - <<'PYTHON' || broken "a made-up run"
import json
import page_worlds
names = ["openssl-3.5", "boringssl", "wolfssl-5.7"]
page_worlds.run("three", names, page_worlds.CASES + [f"signature/{key}/{scheme}/{operation}"
                for key, scheme in (("rsa-2048", "rsa_pss_rsae_sha256"), ("ecdsa-p256", "ecdsa_secp256r1_sha256"))
                for operation in ("sign", "verify/fresh")])
facts = json.load(open("three/run.json"))
facts.update(run="three", tlsbench="9.8.7", started="2026-05-04T03:02:01Z", seed="42", command_line=["tlsbench", "run", "a suite"],
             host={"name": "here", "cpu": "A CPU", "cores": 2, "hypervisor": "KVM", "kernel": "Linux 6"},
             libraries=[{"name": name, "version": "1.0", "date": "2026-03-04", "date_of": "release"} for name in names])
json.dump(facts, open("three/run.json", "w"))
PYTHON

widest() { # of the tables: from the first title to the legend
    python3 - "$scratch/out" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
lines = text[text.index("\nKey exchange"):].split("\nMedians")[0].split("\nGeometric")[0].splitlines()
figures = [line for line in lines if not re.match(r"[A-Z][A-Za-z ]+: |note: |\[\d", line)]
print(max(map(len, figures)))
PYTHON
}
tables() { # the number of tables in which a library has a column
    grep -cE "(^| )$1( |\$)" "$scratch/out"
}

# ---- Side by side at 80 columns ----
run env COLUMNS=80 "$tlsbench" show three
expect_exit 0
[ "$(widest)" -le 80 ] || broken "tables of 80 columns, not $(widest)"
expect "three libraries in every table" test "$(grep -cE '^ +openssl-3.5 +boringssl +wolfssl-5.7( +plain)?$' "$scratch/out")" -eq \
    "$(grep -cE '^ +openssl-3.5' "$scratch/out")"
expect_out "Key exchange" "Signatures" "AEAD" "Handshakes: memory" "Handshakes: loopback" "Bulk transfer: loopback"
if grep -q 'ticks/B' "$scratch/out"; then broken "no second unit of one ratio"; fi
for width in 60 100 120 200; do
    run "$tlsbench" show three --width $width
    [ "$(widest)" -le $width ] || broken "tables of $width columns, not $(widest)"
done
run env COLUMNS=80 "$tlsbench" compare three
expect_exit 0
[ "$(widest)" -le 80 ] || broken "tables of 80 columns, not $(widest)"
expect "the verdict beside its figures" test -z "$(grep -E '^ +(ratio +)?verdict$' "$scratch/out")"

# ---- What stands above ----
for command in show compare; do
    run "$tlsbench" $command three
    python3 - "$scratch/out" <<'PYTHON' || broken "command, program, run, host and libraries above the tables of $command"
import sys
above = open(sys.argv[1]).read().split("\n\n")[0].splitlines()
assert above == ["tlsbench run 'a suite'", "tlsbench 9.8.7, three, begun 2026-05-04T03:02:01Z, 9 rounds, seed 42",
                 "host here: A CPU, 2 cores, hypervisor KVM, Linux 6",
                 "openssl-3.5: 1.0 2026-03-04; boringssl: 1.0 2026-03-04; wolfssl-5.7: 1.0 2026-03-04"], above
PYTHON
done

# ---- Marks: beta is the best, gamma is as good as alpha ----
python3 "$here/make_run.py" marks libraries=alpha,beta,gamma ratios=0.5,1.0 noise=0.02 rounds=10 || broken "a made-up run"
run "$tlsbench" show marks
expect "the best of each row" test "$(grep -cE '^(offer|exchange) .*\]\* ' "$scratch/out")" -eq 2
expect "what is open" grep -qE '^exchange .*\]\?$' "$scratch/out"
expect_out "*: the best of its row" "?: the interval has 1.00x in it"
run "$tlsbench" show marks --library gamma,alpha --case kx/x25519/exchange
expect "nobody is the best where the interval holds 1.00x" test -z "$(grep -E '\*( |$)' "$scratch/out")"
python3 "$here/make_run.py" few libraries=alpha,beta ratios=0.5 rounds=3 || broken "a made-up run"
run "$tlsbench" show few
expect "nobody is the best of too few rounds" test -z "$(grep -E '\*( |$)' "$scratch/out")"
python3 "$here/make_run.py" moved libraries=alpha,beta ratios=0.5 rounds=10 steady=0.8 || broken "a made-up run"
run "$tlsbench" show moved
expect "nobody is the best if the machine changed" test -z "$(grep -E '\*( |$)' "$scratch/out")"

# ---- On a terminal: bold titles unless NO_COLOR is set, and the same marks ----
terminal() { # terminal [VARIABLE=VALUE]...: the output of show on a terminal of 80 columns
    last="show marks on a terminal, $*"
    python3 - "$tlsbench" "$@" <<'PYTHON' >"$scratch/out"
import fcntl, os, pty, struct, sys, termios
program, *variables = sys.argv[1:]
environment = {**os.environ, "TERM": "vt100", **dict(variable.split("=", 1) for variable in variables)}
pid, end = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    os.execve(program, ["tlsbench", "show", "marks"], environment)
text = b""
try:
    while True:
        more = os.read(end, 65536)
        if not more:
            break
        text += more
except OSError:
    pass # the other side has ended
os.waitpid(pid, 0)
sys.stdout.write(text.decode().replace("\r\n", "\n"))
PYTHON
}
terminal
expect "a bold title" grep -q $'^\033\\[1mKey exchange' "$scratch/out"
expect "marks" grep -qE '\]\*' "$scratch/out"
terminal NO_COLOR=1
expect "no bold title" grep -q '^Key exchange' "$scratch/out"
expect "the same marks" grep -qE '\]\*' "$scratch/out"

# ---- Which metrics, of a stored run and of one that is measured ----
run "$tlsbench" show three --show server_cpu
expect_exit 0
expect_out "CPU time of the server process for one handshake"
if grep -qE 'Key exchange|p50|client' "$scratch/out"; then broken "server_cpu alone"; fi
run "$tlsbench" compare three --show server_cpu,client_cpu
expect_exit 0
expect_out "server cpu, us" "client cpu, us"
if grep -qE 'Key exchange|p50' "$scratch/out"; then broken "CPU times alone"; fi
cat >mine.ini <<'EOT'
[suite]
rounds = 7
chunks = 2
chunk-ms = 1
[aead]
suite = aes-128-gcm
size = 64
operation = seal
[kx]
kx = x25519
operation = offer
EOT
measured() { # measured COMMAND...: libraries that are the same, but for their names
    run "$tlsbench" "$@" --modules "$faulty" --no-steady --results results --quiet
    expect_exit 0
}
twins="fault-none,one=$faulty/fault-none.so"
measured run ./mine.ini --library "$twins"
expect_out "AEAD" "Key exchange" "GB/s" "tlsbench run ./mine.ini"
if grep -qE 'ticks/B' "$scratch/out"; then broken "no second unit of one ratio"; fi
measured run ./mine.ini --library "$twins" --show 'cycles_*' --export bmf
expect_out "AEAD" "ticks/B"
if grep -qE 'Key exchange|GB/s' "$scratch/out"; then broken "ticks alone"; fi
expect "files have all metrics" grep -q throughput results/latest/bmf.json
expect "files have all metrics" grep -q 'kx/x25519/offer' results/latest/summary.csv
measured compare fault-none "one=$faulty/fault-none.so" --suite ./mine.ini --show cycles_per_byte
expect_out "AEAD" "ticks/B" "tlsbench compare"
if grep -qE 'Key exchange|GB/s' "$scratch/out"; then broken "ticks alone"; fi

# ---- The mean beside the median ----
python3 "$here/make_run.py" means libraries=alpha,beta ratios=1.5 noise=0 rounds=9 means=1.021,0.996 || broken "a made-up run"
for command in show compare; do
    run env COLUMNS=80 "$tlsbench" $command means
    expect_exit 0
    expect_out "mean_time (all operations, without waiting for the core) is -0.4% to +2.1% from the median time in 4 figures; furthest: kx/x25519/" \
        ", alpha." "tlsbench show RUN --metric time,mean_time"
done
run "$tlsbench" show means --metric time,mean_time
expect_out "mean time, ns"
if grep -q "from the median time" "$scratch/out"; then broken "no word about what is shown"; fi
# A sample has one mean and three chunks, and is whole all the same.
run "$tlsbench" show means --metric mean_time
expect_exit 0
expect_out "mean time of an operation over the whole sample"
run "$tlsbench" show marks
if grep -q "from the median time" "$scratch/out"; then broken "no word about means that there are not"; fi
