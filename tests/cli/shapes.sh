#!/usr/bin/env bash
# shapes.sh BUILD: a cost that does not occur on every operation is found, both in a library and as an artificial
# slowdown; and the correct library passes.
#
# Uses clockwork: an operation counts as a third of a millisecond, like an RSA signature, and no time passes.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clockwork
operations_take 330000
make_suite shapes.ini 6 12 '[check]' 'threshold = 3%' 'second-rounds = 10' \
    "${section_kx[@]}" 'operation = answer' "${section_memory[@]}"
check=("$tlsbench" check --suite ./shapes.ini --modules "$faulty" --baseline fault-none --no-steady --history none)

# by METRIC CASE: that row of the latest comparison was confirmed to be worse; of a third word, that it was not
by() {
    last="comparison.csv of $last"
    python3 - results/latest/comparison.csv "$@" <<'PYTHON' || broken "$*"
import csv, sys
path, metric, case, *unmoved = sys.argv[1:]
rows = [row for row in csv.DictReader(open(path, newline="")) if row["metric"] == metric and row["case"].startswith(case)]
for row in rows:
    print(row["case"], row["metric"], row["ratio"], row["low"], row["high"], row["threshold"], row["verdict"], row["p"])
assert len(rows) == 1 and (rows[0]["verdict"] == "worse") == (not unmoved), rows
PYTHON
}

# The correct library, with at least 96 operations per sample.
cp "$faulty/fault-none.so" twin.so
run "${check[@]}" --candidate twin.so
expect_exit 0
expect_out "PASS"
python3 - results/latest/samples.csv <<'PYTHON' || broken "at least 96 operations a sample, and a mean of each"
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert min(int(row["operations"]) * 12 for row in rows) >= 96
assert {(row["metric"], row["chunk"]) for row in rows if row["metric"] == "mean_time"} == {("mean_time", "1")}
PYTHON

# A cost that no fastest chunk shows is in the mean.
run "${check[@]}" --candidate fault-every-8
expect_exit 1
by mean_time kx/x25519/answer
by mean_time handshake/memory
run "${check[@]}" --candidate fault-every-32
expect_exit 1
expect_out "regressed" "kx/x25519/answer mean_time"
by time kx/x25519/answer not
by mean_time kx/x25519/answer
by mean_time handshake/memory
run "${check[@]}" --candidate fault-from-30 --case 'handshake/*'
expect_exit 1
by time handshake/memory not
by mean_time handshake/memory
run "${check[@]}" --candidate fault-tail --case 'kx/*'
expect_exit 1
by time kx/x25519/answer not
by mean_time kx/x25519/answer
run "${check[@]}" --candidate fault-server
expect_exit 1
by time kx/x25519/answer not
by time handshake/memory

# A sample of 24 operations, as before, misses costs that begin at the 30th, whatever else it says about the case.
run "${check[@]}" --candidate fault-from-30 --case 'handshake/*' --sample-operations 1
[ "$status" -eq 0 ] || [ "$status" -eq 3 ] || broken "an exit code of what was not found"
by time handshake/memory not
by mean_time handshake/memory not

# A case that is too slow for 96 operations in half a second reports how many it had: 4 in each of 12 chunks and the
# discarded one.
TLSBENCH_FAULT_WORK=8000000 run "${check[@]}" --candidate twin.so --case 'kx/*' --rounds 6 --second-rounds 5
expect_out "operations are slow in 1 case: a sample of kx/x25519/answer has 48 of them, not 96" "; --chunk-ms 6"

# The same as an artificial slowdown, and what the files record.
run "${check[@]}" --candidate twin.so --inject twin=20:every-32
expect_exit 1
by time kx/x25519/answer not
by mean_time kx/x25519/answer
expect_out "slowed down on purpose by 20%, on average over its operations: --inject 20:every-32"
python3 - results/latest <<'PYTHON' || broken "the shape in the files"
import csv, json, sys
for name in ("samples", "summary"):
    rows = list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv", newline="")))
    assert {row["injected"] for row in rows if row["library"] == "twin"} == {"20:every-32"}
    assert {row["injected"] for row in rows if row["library"] != "twin"} == {""}
run = json.load(open(sys.argv[1] + "/run.json"))
assert run["injected"] == {"twin": "20:every-32"} and run["injected_pct"] == {"twin": 20}
assert run["settings"]["sample_operations"] == 96
PYTHON
run "${check[@]}" --candidate twin.so --inject 20:from-30 --case 'kx/*'
expect_exit 1
by mean_time kx/x25519/answer
run "${check[@]}" --candidate twin.so --inject 60:tail-5 --case 'kx/*'
expect_exit 1
by mean_time kx/x25519/answer
run "${check[@]}" --candidate twin.so --inject 20:server --case 'handshake/*'
expect_exit 1
by time handshake/memory
by server_time handshake/memory
by client_time handshake/memory not

# run and compare report where the mean disagrees.
alone=(--case 'kx/*' --modules "$faulty" --no-steady --history none)
for command in run "compare --suite"; do
    # shellcheck disable=SC2086 # a command, and an option
    run "$tlsbench" $command ./shapes.ini "${alone[@]}" --library fault-none,fault-every-32
    expect_out "The mean disagrees with the typical time in" "kx/x25519/answer, fault-every-32 against fault-none: " " by the mean" \
        "Next: look at the chunks of these rows in samples.csv"
done
run "$tlsbench" run ./shapes.ini "${alone[@]}" --library fault-every-32
expect_out "kx/x25519/answer, fault-every-32: its mean is 1."
run "$tlsbench" run ./shapes.ini "${alone[@]}" --library fault-none
if grep -q "The mean disagrees" "$scratch/out"; then broken "no word about means that agree"; fi

# Options without effect are refused.
refused() { # refused TEXT OPTION...
    local text=$1
    shift
    run "${check[@]}" --candidate twin.so "$@"
    [ "$status" -ge 2 ] || broken "an exit code for what is wrong"
    expect_err "$text"
}
refused "one side of kx/x25519/answer cannot be slowed down alone" --inject 5:server
refused "there is no shape 'evry-8'" --inject 5:evry-8
refused "twin is already slowed down" --inject twin=5,twin=6:every-8
refused "has no effect on kx/x25519/answer, whose samples have 104 operations" --inject 5:every-200
refused "has no effect on kx/x25519/answer" --inject 5:from-1000
run "$worker" --module "$faulty/fault-none.so" --case kx/x25519/answer --operations 8 --inject 5:server
expect_exit 2
expect_err "one side of this case cannot be slowed down alone"

# Over loopback, in real time: 3 ms of CPU time at the end of every handshake of the server are detected by the server's
# CPU time, whichever side is busier.
real_time
export TLSBENCH_FAULT_WORK=4000000
loopback=(--case handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/2 --window-ms 40 --chunks 2)
run "${check[@]}" --candidate fault-server "${loopback[@]}" --rounds 7 --second-rounds 8
# a busy machine may leave nothing to judge, which does not concern shapes
if [ "$status" -ne 3 ] || ! python3 "$here/only_machine.py" results/latest >not-judged; then
    expect_exit 1
    by server_cpu handshake/loopback
fi
unset TLSBENCH_FAULT_WORK
run "${check[@]}" --candidate twin.so "${loopback[@]}" --rounds 6 --second-rounds 5 --inject twin=500:every-8:server
expect_out "slowed down on purpose by 500%"
python3 - results/latest/samples.csv <<'PYTHON' || broken "the server's worker alone is slowed down"
import collections, csv, statistics, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert {row["injected"] for row in rows if row["library"] == "twin"} == {"500:every-8:server"}
cpu = collections.defaultdict(list)
for row in rows:
    if row["status"] == "ok" and row["metric"] == "server_cpu":
        cpu[row["library"]].append(float(row["value"]))
disturbed = any(row["status"] == "disturbed" for row in rows)
assert len(cpu) == 2 or disturbed, rows
assert len(cpu) < 2 or statistics.median(cpu["twin"]) > 2 * statistics.median(cpu["fault-none"]), cpu
PYTHON
