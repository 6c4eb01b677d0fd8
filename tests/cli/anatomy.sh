#!/usr/bin/env bash
# anatomy.sh BUILD: a handshake is split into parts, which add up or are void, and bad input is explained.
#
# Nothing here depends on how long anything takes: whether the parts add up on this machine is unknown, and does not
# affect the exit code, but parts that do not must be reported.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

case=handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full
anatomy=("$tlsbench" anatomy --modules "$faulty" --results results --chunks 2 --chunk-ms 1 --no-steady)

# Every row of anatomy.csv: shares of the whole, by flight and by phase, and the disagreement of the methods.
adds_up() { # adds_up FILE [METHOD that must not be there]
    python3 - "$@" <<'PYTHON'
import collections, csv, os, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert {row["run"] for row in rows} == {os.path.basename(os.path.realpath(os.path.dirname(sys.argv[1])))}
assert all(row["started"] and row["host"] for row in rows)
methods = ("clock", "primitives", "instructions")
for method in methods:
    share, status = method + "_share", method + "_status"
    told = [row for row in rows if row[share]]
    assert all(row[status] in ("ok", "astray") for row in told), "a share of what is not to be shown"
    assert all(row["reason"] for row in rows if row[status] != "ok"), "a status without its reason"
    if len(sys.argv) > 2 and method == sys.argv[2]:
        assert not told and all("valgrind" in row["reason"] for row in rows)
    sums = collections.Counter()
    for row in told:
        if row["flight"] != "all" and (row["phase"] == "all") == (method == "clock"):
            sums[row["case"], row["library"]] += float(row[share])
    for row in told:
        total = sums[row["case"], row["library"]]
        assert abs(total - float(row[method + "_sum"])) < 1e-9, (method, total, row)
        assert (row[status] == "ok") == (0.98 <= total <= 1.02), (method, total, row)
for row in rows:
    shares = [float(row[method + "_share"]) for method in methods if row[method + "_share"]]
    if len(shares) > 1 and (row["flight"], row["phase"]) != ("all", "all"):
        assert abs(float(row["disagreement"]) - (max(shares) - min(shares))) < 1e-9
    else:
        assert not row["disagreement"]
flights = {row["flight"]: row for row in rows if row["phase"] == "all"}
if rows[0]["clock_status"] == "ok" and "not reached" not in rows[0]["reason"]:  # the wire is looked at last
    assert {"1", "2", "3", "outside", "all"} <= set(flights), sorted(flights)
    assert flights["1"]["side"] == "client" and flights["1"]["messages"] == "ClientHello"
    assert flights["2"]["side"] == "server" and flights["2"]["messages"].startswith("ServerHello")
    least = 0 if rows[0]["library"] == "fault-none" else 100  # the make-believe one says next to nothing
    assert int(flights["2"]["bytes"]) > int(flights["1"]["bytes"]) > least
PYTHON
}

run "${anatomy[@]}" "$case" --library fault-none --rounds 2
expect_exit 0
expect_out "fault-none, $case" "disagreement" "sum of the parts" "anatomy.csv"
expect "a head as in run" grep -q '^tlsbench anatomy .*--chunks 2' <(head -n 1 "$scratch/out")
expect_out "host " "fault-none: "
adds_up results/latest/anatomy.csv || broken "parts that add up in anatomy.csv"
# Parts that do not add up are measured again, up to three times as long.
rounds=$(python3 -c "import csv; print(max(int(row['round']) for row in csv.DictReader(open('results/latest/samples.csv'))))")
if grep -qE 'clock: the sum of the parts|primitives: the sum of the parts' results/latest/anatomy.csv; then
    [ "$rounds" -eq 8 ] || broken "8 rounds of what does not add up, not $rounds"
    more="note: the parts did not add up after 2 rounds, so 6 more rounds of these cases were measured"
    expect_out "$more" "the parts do not add up ("
    run "$tlsbench" show results/latest
    expect_out "$more" "note: fault-none, $case (clock " "the sum of the parts is " "; more --rounds may help"
elif [ $((rounds % 2)) -ne 0 ] || [ "$rounds" -gt 8 ]; then
    broken "2, 4, 6 or 8 rounds, not $rounds"
fi
[ "$(sed 's/\r//' results/latest/anatomy.csv | head -n 1)" = "$(sed -n '/^## anatomy.csv/,/^## /p' "$here/../../results/README.md" |
    grep '^| [a-z]' | grep -v '^| column ' | cut -d' ' -f2 | paste -sd,)" ] || broken "the columns of results/README.md"

# The functions of each library are found: only callgrind's method is independent of other work on the machine.
for library in openssl-3.5 "$boringssl" wolfssl-5.7; do
    [ -f "$build/modules/$library.so" ] || continue
    run "$tlsbench" anatomy "$case" --library "$library" --rounds 2 --chunks 2 --chunk-ms 1 --no-steady --results results
    expect_exit 0
    adds_up results/latest/anatomy.csv || broken "parts that add up in anatomy.csv"
    if [ ! -f "$build/bin/tlsbench-still.so" ] || ! command -v valgrind >/dev/null; then continue; fi
    python3 - results/latest/anatomy.csv <<'PYTHON' || broken "the phases of $library"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert all(row["instructions_status"] == "ok" for row in rows), rows[0]["reason"]
share = {(row["flight"], row["phase"]): float(row["instructions_share"]) for row in rows}
# The table of functions fits the library: every phase occurs where the protocol has it, and nowhere else.  Its size
# depends on the processor.
assert share["all", "remainder"] + share.get(("all", "other"), 0) < share["all", "kx"] + share["all", "certificates"]
assert share["1", "kx"] > 0 and share["2", "kx"] > share["1", "kx"]
assert share["2", "signature"] > 0 and share["3", "signature"] > 0
assert share["3", "certificates"] > share["3", "signature"]  # two signatures of the chain, and one of the handshake
assert ("2", "certificates") not in share and ("1", "signature") not in share
assert min(share["2", "schedule"], share["3", "schedule"]) > 0
PYTHON
done

# Without valgrind the other two methods are shown, and how to get it.
mkdir -p empty
run env PATH="$scratch/empty" "${anatomy[@]}" "$case" --library fault-none --rounds 2
expect_exit 0
expect_out "callgrind: unsupported: valgrind is not on the PATH; install it with apt-get install valgrind"
adds_up results/latest/anatomy.csv instructions || broken "the other methods, and why there is no callgrind"
run "$tlsbench" show results/latest
expect_exit 0
expect_out "note: fault-none, $case (clock " ", callgrind unsupported): " "callgrind: valgrind is not on the PATH; install it"
cp -r results/latest/. damaged
echo 'no,row' >>damaged/anatomy.csv
run "$tlsbench" show damaged
expect_exit 2
expect_err "damaged/anatomy.csv, row "

# A crash is a failure.
run "${anatomy[@]}" "$case" --library fault-none,fault-crash --rounds 1
expect_exit 1
expect_out "SIGSEGV"

# A case that a library does not support has the reason for every method, and is not a failure; measuring nothing is
# one.
run "${anatomy[@]}" "$case" --library fault-none,fault-unsupported --rounds 1
expect_exit 0
expect_out "clock: unsupported" "callgrind: unsupported"
run "$tlsbench" show results/latest
expect_exit 0
expect_out "note: fault-unsupported, $case (clock unsupported, primitives " ", callgrind unsupported): clock: "
run "$tlsbench" show results/latest --library fault-none
expect_exit 0
expect "none of another library" sh -c '! grep -q "^note: fault-unsupported" out'
run "${anatomy[@]}" "$case" --library fault-unsupported --rounds 1
expect_exit 3

# Bad input.
run "${anatomy[@]}" kx/x25519/offer --library fault-none
expect_exit 2
expect_err "kx/x25519/offer is not a handshake over memory" "such as handshake/memory/"
run "${anatomy[@]}" handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4 --library fault-none
expect_exit 2
expect_err "is not a handshake over memory"
run "${anatomy[@]}" handshake/memory/tls1.3/x25519/ecdsa-p265/aes-128-gcm/full --library fault-none
expect_exit 2
expect_err "ecdsa-p256"
run "${anatomy[@]}" "$case" --library fault-none --metric instructions
expect_exit 2
expect_err "--metric"

# Ctrl-C keeps the results so far.
rm -rf cut
set -m # a background job of a script ignores SIGINT otherwise
"${anatomy[@]}" "$case" --library fault-none --rounds 500 --results cut >out 2>err </dev/null &
pid=$!
set +m
await 60 has_samples cut 40 || broken "samples before Ctrl-C"
kill -INT "$pid"
wait "$pid"
status=$? out=$(cat out) err=$(cat err) last="anatomy, then SIGINT"
expect_exit 130
expect_out "INCOMPLETE" "callgrind: unmeasured: not reached"
adds_up cut/latest/anatomy.csv || broken "what was measured before Ctrl-C"

# A kill keeps the anatomies so far: callgrind hangs with the second library.
if [ ! -f "$build/bin/tlsbench-still.so" ] || ! command -v valgrind >/dev/null; then
    echo 'not tried: a kill under callgrind (Debian: valgrind)'
    exit 0
fi
mkdir slow
cat >slow/valgrind <<EOT
#!/bin/sh
echo >>"$scratch/begun"
[ "\$(/usr/bin/wc -l <"$scratch/begun")" -lt 2 ] || exec /usr/bin/env -i sleep 600
exec "$(command -v valgrind)" "\$@"
EOT
chmod +x slow/valgrind
rm -rf cut
: >begun
PATH=$scratch/slow:$PATH "${anatomy[@]}" "$case" --library fault-none,fault-greedy --rounds 1 --results cut >out 2>err </dev/null &
pid=$!
begun_two() {
    [ "$(wc -l <begun)" -eq 2 ]
}
await 60 begun_two || broken "callgrind that hangs"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
folder=$(echo cut/*Z-anatomy)
expect "the anatomy of the first library, and what is known of the second" python3 - "$folder/anatomy.csv" <<'PYTHON'
import csv, sys
raw = open(sys.argv[1], newline="").read()
rows = [row for row in csv.DictReader(raw.splitlines()) if (row["flight"], row["phase"]) == ("all", "all")]
of = {row["library"]: row for row in rows}
assert raw.endswith("\r\n") and set(of) == {"fault-none", "fault-greedy"}, rows
assert of["fault-none"]["instructions_status"] != "unmeasured" and float(of["fault-none"]["clock"]) > 0, of
assert "not reached" not in of["fault-none"]["reason"]
assert of["fault-greedy"]["instructions_status"] == "unmeasured" and float(of["fault-greedy"]["clock"]) > 0, of
assert "callgrind: not reached" in of["fault-greedy"]["reason"], of
PYTHON
run "$tlsbench" show "$folder"
expect_exit 0
expect_out "tlsbench was killed during the run" "without the instructions by callgrind of 1 of 2 handshakes" \
    ", callgrind unmeasured): " "callgrind: not reached"
run "$tlsbench" export "$folder" markdown
expect_exit 0
expect_out "without the instructions by callgrind of 1 of 2 handshakes"
