#!/usr/bin/env bash
# check.sh BUILD: builds are compared, an artificial slowdown is found, identical builds pass, and bad input is
# explained.
#
# Uses clockwork: the test is about the evaluation of figures, which are then the same on any machine, however busy.
# The reference work, which uses no simulated library, is left out, or run in real time where no verdict is needed.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clockwork
make_suite little.ini 6 3 '[check]' 'threshold = 90%' \
    "${section_kx[@]}" 'operation = offer exchange' "${section_seal[@]}"
cp "$faulty/fault-none.so" candidate.so
check=("$tlsbench" check --suite ./little.ini --modules "$faulty" --second-rounds 8 --no-steady)
one=(--case 'aead/*') # where one case tells as much as three

# A build against its copy: reported as identical, measured nevertheless, and it passes.
: >fresh.db # as mktemp makes it, or a full disk leaves it: it has no floors
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate candidate.so --threshold 1000% --history fresh.db
expect_exit 0
expect "then it has the run" test -s fresh.db
expect_out "PASS" "Baseline fault-none, candidate candidate"
expect_err "byte for byte"
expect "samples of both builds" grep -q ',candidate,' results/latest/samples.csv

# A plan that cannot end in "regressed" is refused before anything is measured, and the message says what is needed.
rm -rf results
run "${check[@]}" --baseline fault-none --candidate candidate.so --inject 900 --rounds 4
expect_exit 2
expect_err "4 rounds are too few for any verdict"
run "${check[@]}" --baseline fault-none --candidate candidate.so --rounds 5 --second-rounds 4 --dry-run
expect_exit 2
expect_err "5 rounds are too few for any verdict" \
    "4 fresh rounds are too few to confirm a regression; use --second-rounds 5, which is enough for one suspect (6 suspects need 7"
run "$tlsbench" calibrate --suite ./little.ini --modules "$faulty" --library fault-none --second-rounds 4
expect_exit 2
expect_err "4 fresh rounds are too few"
expect "nothing was measured" test ! -e results
run "${check[@]}" --baseline fault-none --candidate candidate.so --rounds 6 --second-rounds 5 --dry-run
expect_exit 0
if grep -q "too few" "$scratch/err"; then broken "no warning when there are enough"; fi
expect_out "with 5 fresh rounds for one suspect, or 7 if all 6 comparisons that gate are suspects"

# The number of fresh rounds grows with the suspects: three of them, with as many rounds as one would need.
run "${check[@]}" --baseline fault-none --candidate candidate.so --inject 900 --second-rounds 5
expect_exit 1
expect_out "6 suspects were measured again in 7 fresh rounds" "FAIL: 3 confirmed regressions: kx/x25519/offer (time, mean_time), " \
    " (throughput, mean_time)."

# Against itself, by name: still two variants.
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate fault-none --threshold 1000%
expect_exit 0
expect_out "candidate fault-none#2"

# A slowdown is found in both looks, and the files record it.
run "${check[@]}" --baseline fault-none --candidate new=candidate.so --inject 900
expect_exit 1
expect_out "regressed" "again: +" "FAIL" "slowed down on purpose by 900%"
expect "the difference is not called noise" sh -c "! grep -q 'are the same library' '$scratch/out' '$scratch/err'"
python3 - results/latest/comparison.csv <<'PYTHON' || broken "confirmed regressions in comparison.csv"
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["primary"] == "yes" and row["kind"] == "case"]
worse = [row for row in rows if row["verdict"] == "worse"]
assert len(rows) == 3 and worse
assert all(row["suspect"] == row["gates"] == "yes" and float(row["p"]) <= 0.05 for row in worse)
assert all(int(row["second_rounds"]) >= 8 for row in worse)
PYTHON
expect "rounds of the second look" grep -q ',14,' results/latest/samples.csv
python3 - results/latest <<'PYTHON' || broken "--inject in the files, on the candidate alone"
import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/samples.csv", newline="")))
assert {row["injected"] for row in rows if row["library"] == "new"} == {"900"}
assert {row["injected"] for row in rows if row["library"] != "new"} == {""}
assert json.load(open(sys.argv[1] + "/run.json"))["injected_pct"] == {"new": 900}
PYTHON

# In the other direction it is an improvement, which does not fail; a regression fails whatever the other options.
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate candidate.so --inject fault-none=900 --threshold 40
expect_exit 0
expect_out "improved" "PASS"
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate candidate.so --inject 900 --fail-on missing
expect_exit 1
expect_out "regressed" "FAIL"

# The suite's threshold, and a rule on the command line for some of the cases.
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 'kx/*=1000'
for pattern in 'kx/x25519/offer .* of 1000.0%' 'kx/x25519/exchange .* of 1000.0%' 'aead/.* of 90.0%'; do
    grep -q "$pattern" "$scratch/out" || broken "$pattern"
done

# The candidate does not support it, which another machine would not change; a build that does not work cannot be
# measured, either.
run "${check[@]}" --baseline fault-none --candidate fault-unsupported --threshold 1000%
expect_exit 1
expect_out "invalid" "unsupported" "FAIL: 2 cases are missing"
run "${check[@]}" --baseline fault-unsupported --candidate fault-none --threshold 1000% --case 'kx/*'
expect_exit 3
expect_out "NO VERDICT: no case could be compared"
run "${check[@]}" --baseline fault-none --candidate fault-abi --threshold 1000%
expect_exit 2
expect_err "fault-abi cannot be used" "interface"

# A candidate that crashes fails the check, and the message does not suggest a quieter machine.
run "${check[@]}" --baseline fault-none --candidate fault-crash --threshold 1000%
expect_exit 1
expect_out "FAIL: the candidate crashed in 3 cases (kx/x25519/offer: " "SIGSEGV"
run "${check[@]}" --baseline fault-crash --candidate fault-none --threshold 1000%
expect_exit 3
expect_out "NO VERDICT: "

# Reference work: it runs for every build, is not affected by --inject, and is not a row of the table.
real_time
run "${check[@]:0:8}" --baseline fault-none --candidate candidate.so --threshold 1000% --inject 900 --case 'aead/*'
clockwork
expect_out "reference work (no TLS library): arithmetic "
python3 - results/latest/summary.csv <<'PYTHON' || broken "reference work of both builds, not slowed down"
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["driver"] == "steady"]
assert {(row["library"], row["case"]) for row in rows} == {(library, "steady/" + name)
        for library in ("fault-none", "candidate") for name in ("arithmetic", "ping-pong")}
assert {row["injected"] for row in rows} == {""} and {row["status"] for row in rows} == {"ok"}
PYTHON

# The last rule that matches counts; one that none is left for is refused.
refused_rule() {
    run "${check[@]}" --baseline fault-none --candidate candidate.so --dry-run --threshold "$1"
    expect_exit 2
    expect_err "$2"
}
refused_rule 'kx/*=5,1000' "--threshold 'kx/*' has no effect: the rule for '*' comes later"
refused_rule '5,1000' "--threshold '*' has no effect: the rule for '*' comes later"
run "${check[@]}" --baseline fault-none --candidate candidate.so --dry-run --threshold '1000,kx/*=5'
expect_exit 0

# A regression fails the check also where a file that was asked for cannot be written.
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate candidate.so --inject 900 --export junit=/dev/full
expect_exit 1
expect_out "FAIL: 1 confirmed regression"
expect_err "/dev/full"

# A baseline that can do few of the cases is no base.
run "${check[@]}" --baseline fault-unsupported --candidate fault-none --threshold 1000
expect_exit 3
expect_out "NO VERDICT: the baseline cannot run 2 of 3 cases"

# Calibration: floors of this host, used by checks of the same amount of measurement, and no copy is left behind.
mkdir temporary
export TMPDIR=$PWD/temporary
calibrate=("$tlsbench" calibrate --suite ./little.ini --modules "$faulty" --second-rounds 5 --no-steady)
run "${calibrate[@]}" --library fault-none --checks 3
expect_exit 0
expect_out "in 3 checks of a build against its copy, which means at most" "%  kx/x25519/offer" "%  aead/"
expect "a head as in check" grep -q '^tlsbench calibrate --suite' "$scratch/out"
expect_out "host " "fault-none: "
expect "no copy is left" test -z "$(ls temporary)"
run "${check[@]}" --baseline fault-none --candidate candidate.so
expect_out "in 3 checks of a build against its copy, which means at most" " of 90.0%, floor "
if grep -q 'have another threshold' "$scratch/out"; then broken "the thresholds that alarms were counted under"; fi
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 0
expect_out "in 3 checks of a build against its copy, which means at most" " of 0.0%, floor " \
    "6 of these 6 comparisons have another threshold"
run "${check[@]}" --baseline fault-none --candidate candidate.so --threshold 0 --rounds 7
expect_out "no noise floor for this host" " of 0.0%"
run "${calibrate[@]}" --library fault-none --checks 4
expect_exit 0
expect "one calibration, the newest" test "$(python3 -c 'import sqlite3
print(*sqlite3.connect("results/history.db").execute("SELECT count(*), max(checks) FROM calibration").fetchone())')" = "1 4"
expect_out "in 4 checks"
# Of a few cases: what is known of the others is kept.
run "${calibrate[@]}" "${one[@]}" --library fault-none --checks 3
expect_exit 0
expect_out "The floors of " " other rows, which this calibration did not measure, are kept" "in 4 checks"
run "${check[@]}" --baseline fault-none --candidate candidate.so
expect_out "(known for 6 of 6 rows"
if grep -q "candidate: warning: no noise floor" "$scratch/out"; then broken "a candidate needs no floor of its own"; fi
run "${calibrate[@]}" --library fault-none --checks 4
expect_exit 0
run "${calibrate[@]}" "${one[@]}" --library fault-none --checks 3 --inject 50
expect_exit 0
expect_out "Nothing is stored, because the copy was slowed down on purpose"
expect "no floor of a slowed copy" test "$(python3 -c 'import sqlite3
print(*sqlite3.connect("results/history.db").execute("SELECT count(*), max(checks) FROM calibration").fetchone())')" = "1 4"
echo damaged >results/history.db
run "${check[@]}" "${one[@]}" --baseline fault-none --candidate candidate.so
expect_exit 3
expect_err "results/history.db: file is not a database"
run "${calibrate[@]}" "${one[@]}" --library fault-none --checks 3
expect_exit 3
expect "a damaged file is kept" grep -q damaged results/history.db
run "${calibrate[@]}" --library fault-none --checks 2
expect_exit 2
printf '[suite]\nrounds = 6\n[handshake]\ntransport = memory\ntls = tls1.3\nkx = x25519\nauth = ecdsa-p256\n' >hand.ini
run "$tlsbench" calibrate --suite ./hand.ini --modules "$faulty" --library fault-none --no-steady --gate allocations --dry-run
expect_exit 2
expect_err "--gate names a counter"
# TLS 1.3 has no fifth flight, which neither build is to blame for.
sed 's/^tls = .*/tls = tls1.2 tls1.3/' hand.ini >flights.ini
run "${check[@]}" --suite ./flights.ini --history none --baseline fault-none --candidate candidate.so \
    --gate flight5_time --threshold 1000
expect_exit 0
expect_out "handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/full flight5_time" "check: 2 unchanged"
run "${calibrate[@]}" "${one[@]}" --library fault-none --checks 3 --inject 900 --results alarmed
expect_exit 0
expect_out "3 in 3 checks" "  check 1: aead/aes-128-gcm/64/once/seal: the copy seemed" "with a threshold of 90.0%"
run "${calibrate[@]}"
expect_exit 2
expect_err "calibrate needs exactly one --library"
run "${calibrate[@]}" --library fault-none --history none
expect_exit 2
expect_err "floors are stored in the history"

rm results/history.db

# The build is compared with its relinked version if tb_add_library made one; else with a byte copy, and a note says so.
run "${calibrate[@]}" --library fault-none --dry-run
expect_exit 0
expect_out "note: the build is compared with a byte copy" "relinked/fault-none.so"
mkdir -p own/relinked
cp "$faulty/fault-none.so" own/build.so
cp "$faulty/fault-none.so" own/relinked/build.so
run "${calibrate[@]}" --library own/build.so --dry-run
expect_exit 0
expect_out "compared with itself, relinked with the members of its archives in another order"
touch -d '1 hour ago' own/relinked/build.so
run "${calibrate[@]}" --library own/build.so --dry-run
expect_out "note: the build is compared with a byte copy" "is older than the module"

# A stored run as the baseline: compared, with a warning; refused if it is from another machine.
run "$tlsbench" run ./little.ini --modules "$faulty" --library fault-none --no-steady --results stored --rounds 9
expect_exit 0
printf '[suite]\nrounds = 9\n[kx]\nkx = p256\noperation = offer\n' >other.ini
stored=("$tlsbench" check --suite ./little.ini --modules "$faulty" --no-steady --baseline stored/latest
    --candidate candidate.so)
run "${stored[@]}" --threshold 1000 --rounds 9
expect_exit 0
expect_out "the baseline is a stored run" "PASS"
run "${stored[@]}" --rounds 9 --threshold 1000 --case 'kx/*' # the other cases are not missing: nobody asked for them
expect_exit 0
expect_out "check: 2 unchanged"
if grep -q 'aead/' "$scratch/out"; then broken "no word about the others"; fi
run "${stored[@]}" --threshold 1000
expect_exit 2
expect_err "6 rounds are too few for any verdict"
run "${stored[@]}" --second-rounds 20 --rounds 9
expect_exit 2
expect_err "--second-rounds has no effect"
run "${stored[@]}" --threshold 1000 --chunks 9 --rounds 9
expect_exit 2
expect_err "(chunks: 3 and 9)"
rm -rf results
run "$tlsbench" check --suite ./other.ini --modules "$faulty" --no-steady --baseline stored/latest --candidate candidate.so
expect_exit 2
expect_err "stored/latest has none of these cases; name its suite with --suite"
cp -r stored/latest/. slowed
sed -i 's/"injected": {[^}]*}/"injected": {}/; s/"injected_pct": {[^}]*}/"injected_pct": {"fault-none": 50}/' slowed/run.json
run "$tlsbench" check --suite ./little.ini --modules "$faulty" --no-steady --baseline slowed --candidate candidate.so
expect_exit 2
expect_err "fault-none was slowed down on purpose in slowed (--inject)"
cp -r stored/latest/. elsewhere
python3 -c 'import json
facts = json.load(open("elsewhere/run.json"))
facts["settings"]["cores"] = [77, 78]
json.dump(facts, open("elsewhere/run.json", "w"))'
run "$tlsbench" check --suite ./little.ini --modules "$faulty" --no-steady --baseline elsewhere --candidate candidate.so \
    --rounds 9
expect_exit 2
expect_err "elsewhere was measured on cores 77 and 78, but this check uses"
expect "nothing was measured" test ! -e results
run "${stored[@]}" --inject 1000 --rounds 9
expect_exit 1
expect_out "FAIL: 3 regressions, found against a stored run and not confirmed: "
# Of most cases the baseline knows nothing; and it was stopped.
rm -rf part
cp -r stored/latest/. part
sed -i '/,kx\//d' part/samples.csv part/summary.csv
sed -i 's/"complete": true/"complete": false/' part/run.json
part=("$tlsbench" check --suite ./little.ini --modules "$faulty" --no-steady --baseline part --candidate candidate.so
    --rounds 9 --threshold 1000)
run "${part[@]}"
expect_exit 3
expect_out "NO VERDICT: 2 of 3 cases are not in the baseline's run" "the run in part was interrupted"
run "${part[@]}" --fail-on noisy=90
expect_exit 0
expect_out "PASS: no regression; 2 of 3 cases are not in the baseline's run"
# In one round the baseline crashed: as in a check of two builds, such a case is not judged.
rm -rf fallen
cp -r stored/latest/. fallen
python3 - <<'PYTHON'
import csv
stored = list(csv.DictReader(open("fallen/samples.csv", newline="")))
rows = [dict(row, round=int(row["round"]) + 9 * again) for again in range(3) for row in stored] # one in 27 would be borne
first = dict(next(row for row in rows if row["case"].startswith("aead/")))
key = [first[name] for name in ("case", "client", "round")]
kept = [row for row in rows if [row[name] for name in ("case", "client", "round")] != key]
first.update(metric="", unit="", chunk="", value="", status="failed", reason="crashed with SIGSEGV (Segmentation fault)")
with open("fallen/samples.csv", "w", newline="") as file:
    out = csv.DictWriter(file, rows[0])
    out.writeheader()
    out.writerows(kept + [first])
PYTHON
run "$tlsbench" check --suite ./little.ini --modules "$faulty" --no-steady --baseline fallen --candidate candidate.so \
    --rounds 9 --threshold 1000
expect_exit 3
expect_out "crashed with SIGSEGV" "NO VERDICT: "
sed -i 's/"cpu": ".*"/"cpu": "Z80"/' stored/latest/run.json
run "${stored[@]}" --rounds 9
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
refused "does not take --library" --baseline fault-none --candidate candidate.so --library plain
refused "unexpected 'candidate.so'" --baseline fault-none candidate.so
refused "is not a threshold" --baseline fault-none --candidate candidate.so --threshold x
refused "has no effect: it matches no case, and no metric that is judged; did you mean 'kx/*'?" \
    --baseline fault-none --candidate candidate.so --threshold kz=5
refused "the nearest is 'kx/x25519/offer'" --baseline fault-none --candidate candidate.so --threshold 'kx/x25519/ofer=5'
refused "a check does not judge cpu_time by default; add --gate cpu_time" --baseline fault-none --candidate candidate.so \
    --threshold cpu_time=0.1
refused "threshold 'aead/*' has no effect" --baseline fault-none --candidate candidate.so --case 'kx/*' \
    --threshold 'aead/*=5'
refused "--gate cpu_tim: no selected case has this metric; did you mean 'cpu_time'?" --baseline fault-none \
    --candidate candidate.so --gate cpu_tim
refused "--window-ms has no effect" --baseline fault-none --candidate candidate.so --window-ms 50
refused "noisy takes a percentage" --baseline fault-none --candidate candidate.so --fail-on noisy=much
refused "--gate cycles: a check does not read the processor's counters" --baseline fault-none --candidate candidate.so --gate cycles
refused "noisy is given twice" --baseline fault-none --candidate candidate.so --fail-on noisy=20,missing,noisy=30
refused "did you mean 'noisy'" --baseline fault-none --candidate candidate.so --fail-on nosy
refused "not a percentage from 0.1 to 1000" --baseline fault-none --candidate candidate.so --inject 0.01
refused "'other' is not measured here" --baseline fault-none --candidate candidate.so --inject other=5
refused "one side of kx/x25519/offer cannot be slowed down alone" --baseline fault-none --candidate candidate.so \
    --inject 5:server
printf '[suite]\n[check]\nthreshold = much\n[kx]\nkx = x25519\n' >bad.ini
refused "bad.ini:3: 'much'" --baseline fault-none --candidate candidate.so --suite ./bad.ini
printf '[check]\nthresholds = 3\n[kx]\nkx = x25519\n' >bad.ini
refused "[check] has no key 'thresholds'" --baseline fault-none --candidate candidate.so --suite ./bad.ini
printf '[check]\nsecond-rounds = 0\n[kx]\nkx = x25519\n' >bad.ini
refused "bad.ini:2: second-rounds = 0: not a number from 1 to 1000" --baseline fault-none --candidate candidate.so \
    --suite ./bad.ini
printf '[check]\nthreshold = 3%% kx*=5%% trust*=9%%\n[kx]\nkx = x25519\n' >bad.ini
refused "the suite's threshold 'trust*' has no effect" --baseline fault-none --candidate candidate.so --suite ./bad.ini
printf '[check]\ngate = server_cpu\n[kx]\nkx = x25519\n' >bad.ini
refused "the suite's gate = server_cpu: no selected case has this metric" --baseline fault-none --candidate candidate.so \
    --suite ./bad.ini
expect "nothing was left behind" test ! -e results
run "$tlsbench" calibrate --suite ./little.ini --modules "$faulty" --library fault-none --threshold kz=5
expect_exit 2
expect_err "did you mean 'kx/*'"
run "$tlsbench" compare fault-none candidate.so --suite ./little.ini --modules "$faulty" --threshold kz=5
expect_exit 2
expect_err "it matches no case, and no metric that is compared; did you mean 'kx/*'"
expect "nothing was measured" test ! -e results
