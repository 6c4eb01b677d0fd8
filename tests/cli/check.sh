#!/usr/bin/env bash
# check.sh BUILD: builds are compared, what was slowed down is found, what is the same passes, and bad input says why.
#
# By clockwork: what is looked at is what becomes of figures, and these are the same on any machine, however busy.  The
# controls, which no make-believe library has a part in, are left out, or run in real time where no verdict is wanted.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clockwork
cat >little.ini <<'EOT'
[suite]
rounds = 6
chunks = 3
chunk-ms = 1
[check]
threshold = 90%
[kx]
kx = x25519
operation = offer exchange
[aead]
suite = aes-128-gcm
size = 64
operation = seal
EOT
cp "$faulty/fault-none.so" candidate.so
check=("$tlsbench" check --suite ./little.ini --modules "$faulty" --second-rounds 8 --no-controls)

# A build against its copy: said to be the same, measured all the same, and it passes.
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 1000%
expect_exit 0
expect_out "PASS" "Baseline fault-none, candidate candidate"
expect_err "byte for byte"
expect "samples of both builds" grep -q ',candidate,' results/latest/samples.csv

# Rounds that cannot confirm anything: said before they are measured.
run "${check[@]}" --baseline fault-none --candidate candidate.so --rounds 5 --second-rounds 4 --dry-run
expect_exit 0
expect_err "5 rounds are too few for any verdict: at 95% confidence it takes --rounds 6" \
    "4 fresh rounds are too few to confirm any regression: it takes --second-rounds 5"
run "${check[@]}" --baseline fault-none --candidate candidate.so --rounds 6 --second-rounds 5 --dry-run
expect_exit 0
if grep -q "too few" "$scratch/err"; then broken "no warning when there are enough"; fi

# Against itself, by name: two variants all the same.
run "${check[@]}" --baseline fault-none --candidate fault-none --threshold 1000%
expect_exit 0
expect_out "candidate fault-none#2"

# What was slowed down is found, in both looks, and the files say that it was.
run "${check[@]}" --baseline fault-none --candidate new=candidate.so --inject 900
expect_exit 1
expect_out "regressed" "again: +" "FAIL" "slowed down on purpose by 900%"
python3 - results/latest/comparison.csv <<'PYTHON' || broken "confirmed regressions in comparison.csv"
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["primary"] == "yes" and row["kind"] == "case"]
worse = [row for row in rows if row["verdict"] == "worse"]
assert len(rows) == 3 and worse
assert all(row["suspect"] == "yes" and float(row["p"]) <= 0.05 and row["second_rounds"] == "8" for row in worse)
PYTHON
expect "rounds of the second look" grep -q ',14,' results/latest/samples.csv
python3 - results/latest <<'PYTHON' || broken "--inject in the files, on the candidate alone"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/samples.csv", newline="")))
assert {row["injected"] for row in rows if row["library"] == "new"} == {"900"}
assert {row["injected"] for row in rows if row["library"] != "new"} == {""}
assert json.load(open(sys.argv[1] + "/run.json"))["injected_pct"] == {"new": 900}
PYTHON

# The other way round it is an improvement, which fails nothing; nor does a regression that nobody asked about.
run "${check[@]}" --baseline fault-none --candidate candidate.so --inject fault-none=900 --threshold 40
expect_exit 0
expect_out "improved" "PASS"
run "${check[@]}" --baseline fault-none --candidate candidate.so --inject 900 --fail-on missing
expect_exit 0
expect_out "regressed"

# The suite's threshold, and a rule of the command line for some of the cases.
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 'kx/*=1000'
for pattern in 'kx/x25519/offer .* of 1000.0%' 'kx/x25519/exchange .* of 1000.0%' 'aead/.* of 90.0%'; do
    grep -q "$pattern" "$scratch/out" || broken "$pattern"
done

# One side cannot do it at all; the harness and a build that does not work are no verdict either.
run "${check[@]}" --baseline fault-none --candidate fault-unsupported --threshold 1000%
expect_exit 3
expect_out "invalid" "unsupported"
run "${check[@]}" --baseline fault-none --candidate fault-abi --threshold 1000%
expect_exit 3
expect_err "fault-abi cannot be measured" "interface"

# Controls: they run for every build, take no part in --inject, and are no rows of the table.
real_time
run "${check[@]:0:8}" --baseline fault-none --candidate candidate.so --threshold 1000% --inject 900 --case 'aead/*'
clockwork
expect_out "controls, which no library has a part in: arithmetic "
python3 - results/latest/summary.csv <<'PYTHON' || broken "controls of both builds, not slowed down"
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["driver"] == "control"]
assert {(row["library"], row["case"]) for row in rows} == {(library, "control/" + name)
        for library in ("fault-none", "candidate") for name in ("arithmetic", "ping-pong")}
assert {row["injected"] for row in rows} == {""} and {row["status"] for row in rows} == {"ok"}
PYTHON

# Calibration: floors of this host, which checks of the same amount go by, and no copy is left behind.
mkdir temporary
export TMPDIR=$PWD/temporary
calibrate=("$tlsbench" calibrate --suite ./little.ini --modules "$faulty" --second-rounds 4 --no-controls)
run "${calibrate[@]}" --library fault-none --checks 3
expect_exit 0
expect_out "in 3 checks of a build against its copy, so at most" "%  kx/x25519/offer" "%  aead/"
expect "no copy is left" test -z "$(ls temporary)"
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 0
expect_out "in 3 checks of a build against its copy, so at most"
if grep -q ' of 0.0%' "$scratch/out"; then broken "thresholds of at least the floors"; fi
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 0 --rounds 7
expect_out "this host is not calibrated for that" " of 0.0%"
run "${calibrate[@]}" --library fault-none --checks 4
expect_exit 0
expect "one calibration, the newest" test "$(python3 -c 'import sqlite3
print(*sqlite3.connect("results/history.db").execute("SELECT count(*), max(checks) FROM calibration").fetchone())')" = "1 4"
expect_out "in 4 checks"
echo damaged >results/history.db
run "${check[@]}" --baseline fault-none --candidate candidate.so
expect_exit 3
expect_err "results/history.db: file is not a database"
run "${calibrate[@]}" --library fault-none --checks 3
expect_exit 3
expect "a damaged file is kept" grep -q damaged results/history.db
run "${calibrate[@]}" --library fault-none --checks 2
expect_exit 2
run "${calibrate[@]}"
expect_exit 2
expect_err "calibrate takes one --library"

rm results/history.db

# A stored run as the baseline: compared, with a warning; not if it is another machine's.
run "$tlsbench" run ./little.ini --modules "$faulty" --library fault-none --no-controls --results stored --rounds 9
expect_exit 0
run "${check[@]}" --baseline stored/latest --candidate candidate.so --threshold 1000
expect_exit 0
expect_out "the baseline is a stored run" "PASS"
run "${check[@]}" --baseline stored/latest --candidate candidate.so --threshold 1000 --chunks 9
expect_exit 3
expect_err "chunks: " "against 9"
run "${check[@]}" --baseline stored/latest --candidate candidate.so --inject 1000 --rounds 9
expect_exit 1
sed -i 's/"cpu": ".*"/"cpu": "Z80"/' stored/latest/run.json
run "${check[@]}" --baseline stored/latest --candidate candidate.so
expect_exit 4
expect_err "Z80"

# Bad input.
refused() { # refused TEXT OPTION...
    local text=$1
    shift
    run "${check[@]}" "$@"
    expect_exit 2
    expect_err "$text"
}
rm -rf results
mkdir nowhere
refused "--baseline is missing" --candidate candidate.so
refused "--candidate is missing" --baseline fault-none
refused "there is no library 'fault-nome'" --baseline fault-nome --candidate candidate.so
refused "module nowhere.so: No such file" --baseline fault-none --candidate nowhere.so
refused "a label has" --baseline fault-none --candidate 'a b=candidate.so'
refused "nowhere is a folder" --baseline fault-none --candidate nowhere
refused "nowhere" --baseline nowhere --candidate candidate.so
refused "no --library" --baseline fault-none --candidate candidate.so --library plain
refused "what is 'candidate.so'" --baseline fault-none candidate.so
refused "a threshold is a percentage" --baseline fault-none --candidate candidate.so --threshold x
refused "did you mean 'noisy'" --baseline fault-none --candidate candidate.so --fail-on nosy
refused "not a percentage from 0.1 to 1000" --baseline fault-none --candidate candidate.so --inject 0.01
refused "'other' is not measured here" --baseline fault-none --candidate candidate.so --inject other=5
refused "no side of kx/x25519/offer can be slowed down alone" --baseline fault-none --candidate candidate.so \
    --inject 5:server
printf '[suite]\n[check]\nthreshold = much\n[kx]\nkx = x25519\n' >bad.ini
refused "bad.ini:3: 'much'" --baseline fault-none --candidate candidate.so --suite ./bad.ini
printf '[check]\nthresholds = 3\n[kx]\nkx = x25519\n' >bad.ini
refused "[check] has no key 'thresholds'" --baseline fault-none --candidate candidate.so --suite ./bad.ini
printf '[check]\nsecond-rounds = 0\n[kx]\nkx = x25519\n' >bad.ini
refused "bad.ini:2: second-rounds = 0: not a number from 1 to 1000" --baseline fault-none --candidate candidate.so \
    --suite ./bad.ini
expect "nothing was left behind" test ! -e results
