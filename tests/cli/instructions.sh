#!/usr/bin/env bash
# instructions.sh BUILD: counts repeat, an added 1 % is found, and cases that cannot be counted or compared are refused.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

cat >little.ini <<'EOT'
[suite]
rounds = 6
[check]
threshold = 90%
[kx]
kx = x25519
operation = exchange
[aead]
suite = aes-128-gcm
size = 64
operation = seal
[handshake]
transport = memory loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
EOT
cp "$faulty/fault-none.so" copy.so
own=(--suite ./little.ini --modules "$faulty" --results results)
check=("$tlsbench" check --metric instructions "${own[@]}" --baseline fault-none)

# ---- Invalid requests, whatever the machine has ----

run "$tlsbench" run little.ini --modules "$faulty" --metric instruction
expect_exit 2
expect_err "time, instructions, cycles and energy" "did you mean 'instructions'"
run "$tlsbench" run little.ini --modules "$faulty" --metric instructions --rounds 1
expect_exit 2
expect_err "--rounds 2"
run "$tlsbench" run little.ini --modules "$faulty" --metric instructions --chunk-ms 5
expect_exit 2
expect_err "apply to times only"
run "$tlsbench" run little.ini --modules "$faulty" --metric instructions --counters
expect_exit 2
run "$tlsbench" calibrate --library fault-none --modules "$faulty" --metric instructions
expect_exit 2
expect_err "--metric"
run "$tlsbench" compare fault-none copy.so --metric instructions --modules "$faulty"
expect_exit 2
expect_err "not comparable" "tlsbench check --metric instructions"
mkdir folder
run "$tlsbench" check --metric instructions "${own[@]}" --baseline folder --candidate copy.so
expect_exit 2
expect_err "both builds"

# Without valgrind: the environment is insufficient, and the message says what to do.
run env PATH=/nowhere "${check[@]}" --candidate copy.so
expect_exit 4
expect_err "valgrind is not on the PATH" "apt-get install valgrind"
expect "no folder of results" test ! -e results

if ! command -v valgrind >/dev/null || [ ! -e "$build/bin/tlsbench-still.so" ]; then
    run "${check[@]}" --candidate copy.so
    expect_exit 4
    echo "nothing can be counted here: no valgrind, or a build with sanitizers"
    exit 0
fi

# ---- Comparable libraries, and cases that can be counted ----

run "${check[@]}" --candidate plain
expect_exit 2
expect_err "fault-none is fault and plain is plain" "instructions of two implementations are not comparable"
run "${check[@]}" --candidate copy.so --case 'handshake/loopback/*'
expect_exit 2
expect_err "no case to measure" "local and memory cases"
run "$worker" --module "$faulty/fault-none.so" --case kx/x25519/exchange --pki "$pki" --instructions --operations 1
expect_exit 1
expect_record failed "callgrind"

# ---- Counts ----

# A copy has the same counts, and the loopback case was left out with the reason.  Settings of valgrind that stand in this
# folder have no effect, and TMPDIR may have a character that valgrind has a use for.
echo --no-such-option >.valgrindrc
mkdir '50%off'
run env TMPDIR="$scratch/50%off" "${check[@]}" --candidate copy.so
expect_exit 0
expect_out "3 unchanged" "PASS" "agree within 0.2%"
expect_err "1 of 4 cases are left out"
expect "why loopback was left out" grep -q 'handshake/loopback.*local and memory cases' results/latest/run.json
python3 - results/latest <<'PYTHON' || broken "two counts of each case and build, equal, and of both sides"
import collections, csv, sys
counts = collections.defaultdict(set)
for row in csv.DictReader(open(sys.argv[1] + "/samples.csv", newline="")):
    assert row["status"] == "ok" and row["unit"] == "count", row
    counts[row["case"], row["library"], row["metric"]].add((row["round"], row["value"]))
of = {key[2]: 0 for key in counts}
for key, values in counts.items():
    of[key[2]] += 1
    assert {number for number, _ in values} == {"1", "2"}, (key, values)
    low, high = sorted(float(value) for _, value in values)
    assert 0 < low and high <= 1.002 * low, (key, values)
assert of == {"instructions": 6, "client_instructions": 2, "server_instructions": 2}, of
total, sides = [sum(float(v) for k, vs in counts.items() for _, v in vs if k[0].startswith("handshake") and which(k[2]))
                for which in (lambda metric: metric == "instructions", lambda metric: metric != "instructions")]
assert 0.5 * total < sides <= total, (total, sides)
rows = list(csv.DictReader(open(sys.argv[1] + "/comparison.csv", newline="")))
assert all(float(row["threshold"]) == 0.005 for row in rows if row["kind"] == "case")  # not the suite's 90 %
PYTHON

# 1 % more is found, 0.4 % is not, unless the threshold is lower.
run "${check[@]}" --candidate copy.so --inject 1
expect_exit 1
expect_out "3 regressed" "FAIL" "slowed down on purpose by 1%"
run "${check[@]}" --candidate copy.so --inject 0.4 --case 'aead/*'
expect_exit 0
run "${check[@]}" --candidate copy.so --case 'aead/*' --threshold advised --dry-run
expect_exit 2
expect_err "--threshold advised has no effect with --metric instructions"
run "${check[@]}" --candidate copy.so --inject 0.4 --case 'aead/*' --threshold 0.3
expect_exit 1

# A count that does not repeat is void, with both counts, and a check of it has no verdict.
run "$tlsbench" run little.ini --modules "$faulty" --results results --metric instructions --rounds 4 --case 'kx/*' \
    --library fault-none,fault-restless
expect_exit 1
summary_is results/latest fault-none ok
summary_is results/latest fault-restless void "differ by more than 0.2 %"
run "${check[@]}" --candidate "$faulty/fault-restless.so" --rounds 4 --case 'kx/*'
expect_exit 3
expect_out "NO VERDICT"

# Counts are exported as such, and not compared with times.
run "$tlsbench" run little.ini --modules "$faulty" --results counts --metric instructions --case 'kx/*' \
    --library fault-none --export bmf
expect_exit 0
expect "a count for bencher" grep -q '"instructions-count"' counts/latest/bmf.json
run "$tlsbench" export counts/latest gbench
expect_exit 3
expect_err "holds times"
run "$tlsbench" compare counts/latest results/latest
expect_exit 2
expect_err "has counts"
run "$tlsbench" check "${own[@]}" --baseline counts/latest --candidate fault-none
expect_exit 2
expect_err "check compares times with a stored run"

# Real libraries: two counts of operations with random numbers agree.  The preloaded library that ensures this also
# works in a folder with a blank and a quote in its name; with a colon it cannot, and is refused.
move() { # move FOLDER: the programs
    mkdir -p "$1/bin"
    cp "$build"/bin/tlsbench{,-worker,-still.so} "$1/bin"
    ln -s "$build/pki" "$build/modules" "$1"
}
for bad in "a:b" "a;b"; do
    move "$bad"
    run "$bad/bin/tlsbench" run little.ini --modules "$faulty" --metric instructions --case 'kx/*' --library fault-none
    expect_exit 4
    expect_err "cannot be preloaded, because its path has a colon or a semicolon"
done
move "it's a build"
for module in "$build"/modules/*.so; do
    library=$(basename "$module" .so)
    [ "$library" != plain ] || continue
    printf '[signature]\nauth = ecdsa-p256\nscheme = ecdsa_secp256r1_sha256\noperation = sign\n' >sign.ini
    run "it's a build/bin/tlsbench" run sign.ini --results real --metric instructions --library "$library"
    expect_exit 0
    summary_is real/latest "$library" ok
done
