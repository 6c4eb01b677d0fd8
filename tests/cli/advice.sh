#!/usr/bin/env bash
# advice.sh BUILD: a build whose relinked copy is slower raises false alarms when it is calibrated; calibrate advises
# thresholds that ignore them, and a check follows this advice if it is told to, visibly.
#
# Uses clockwork: an operation counts as a third of a millisecond, and the "relinked" build is a simulated library that
# is slower.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clockwork
operations_take 330000
make_suite little.ini 6 12 '[check]' 'threshold = 3% aead*=4%' 'second-rounds = 5' \
    "${section_kx[@]}" 'operation = answer' "${section_seal[@]}"
options=(--suite ./little.ini --no-steady --modules "$faulty")
mkdir -p own/relinked
slower_by() { # slower_by SHAPE: the relinked build has this cost
    cp "$faulty/fault-none.so" own/build.so
    cp "$faulty/fault-$1.so" own/relinked/build.so
}
check() { # check OPTION...: a later candidate with the layout of the relinked build
    run "$tlsbench" check "${options[@]}" --baseline own/build.so --candidate own/relinked/build.so "$@"
}

# Whether so few rounds show that nothing changed, or leave it open, is left to chance.
expect_no_alarm() {
    [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || broken "exit code 0 or 3"
    if grep -q '^  regressed' "$scratch/out"; then broken "no alarm"; fi
}

# A cost that the fastest chunk does not show is one of the mean: the advice is for this metric of the case.
slower_by every-32
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'kx/*'
expect_exit 0
expect_out "3 in 3 checks" "  check 3: kx/x25519/answer mean_time: the copy seemed " "with a threshold of 5.0%" \
    "These alarms were raised by unchanged code.  The cause may be its layout in memory" "  --threshold advised" \
    "  --threshold 'kx/x25519/answer:mean_time=" "  threshold = 3% aead*=4% kx/x25519/answer:mean_time=" \
    "%  kx/x25519/answer:mean_time (alarms in 3 of 3 checks)" \
    "tlsbench check --metric instructions --case 'kx/x25519/answer'"

# Nobody asked to follow it: the check fails, and says what is known.
check --case 'kx/*'
expect_exit 1
expect_out "FAIL: 1 confirmed regression: kx/x25519/answer (mean_time)" \
    "note: a calibration of this machine has found this difference in unchanged code" "use --threshold advised" \
    "Thresholds: in 1 of 2 rows unchanged code raised false alarms when this host was calibrated"
check --case 'kx/*' --threshold advised --export markdown=report.md
expect_no_alarm
expect_out "Thresholds: 1 of 2 rows have the larger threshold that calibrate advised" "not found: kx/x25519/answer mean_time " \
    "counted without the thresholds that are advised"
expect "the page says so" grep -q 'rows have the larger threshold that calibrate advised' report.md
python3 - results/latest/comparison.csv <<'PYTHON' || broken "the advised threshold in comparison.csv"
import csv, sys
rows = {row["metric"]: row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["kind"] == "case"}
assert rows["time"]["advised"] == "no" and float(rows["time"]["threshold"]) == 0.03
assert rows["mean_time"]["advised"] == "yes" and float(rows["mean_time"]["threshold"]) > 0.05
PYTHON
# In a suite, the word is for every check with it.  A larger slowdown is found as before.
sed 's/^threshold = .*/threshold = 3% advised/' little.ini >following.ini
check --suite ./following.ini --case 'kx/*' --inject 60
expect_exit 1
expect_out "regressed    kx/x25519/answer " "(advised)"

# An alarm of the first metric is one of the case; another case keeps its advice when it is not measured.
advised() { # advised ROW...: these rows have advice in the history
    last="advice in the history" out=$(python3 -c 'import sqlite3
for row in sorted(sqlite3.connect("results/history.db").execute("SELECT case_name, metric FROM floor WHERE metric LIKE ?", ("advised:%",))):
    print(*row)')
    [ "$out" = "$(printf '%s\n' "$@")" ] || broken "advice for $*"
}
slower_by every-8
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'aead/*' --threshold 2
expect_exit 0
expect_out "  --threshold '2,advised'"
rule=$(sed -n "s/^  --threshold '\(.*=.*\)'$/\1/p" "$scratch/out")
[[ $rule =~ ^2,aead/aes-128-gcm/64/once/seal=[0-9.]+$ ]] || broken "a rule for the case after those of the command line"
advised 'aead/aes-128-gcm/64/once/seal advised:mean_time' 'aead/aes-128-gcm/64/once/seal advised:throughput' \
    'kx/x25519/answer advised:mean_time'
check --case 'aead/*' --threshold "$rule"
expect_no_alarm
expect_out " of ${rule##*=}%"

# A build that is slower than its copy: the same alarm, if the next baseline is like the copy.
cp "$faulty/fault-every-32.so" own/build.so
cp "$faulty/fault-none.so" own/relinked/build.so
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'kx/*' --history exchanged.db
expect_exit 0
expect_out "3 in 3 checks" "  check 3: kx/x25519/answer mean_time: the build seemed " "% slower [" "with the two sides exchanged" \
    "%  kx/x25519/answer:mean_time (alarms in 3 of 3 checks)"
rule=$(sed -n "s/^  --threshold '\(.*=.*\)'$/\1/p" "$scratch/out")
run "$tlsbench" check "${options[@]}" --baseline own/relinked/build.so --candidate own/build.so --case 'kx/*'
expect_exit 1
check --case 'kx/*' --history exchanged.db
expect_out "  improved     kx/x25519/answer mean_time " "note: a calibration of this machine has found this difference in unchanged code"
run "$tlsbench" check "${options[@]}" --baseline own/relinked/build.so --candidate own/build.so --case 'kx/*' --threshold "$rule"
expect_no_alarm

# Rules do the same as the advice: a metric that a rule names needs one of its own, and no rule loses its effect.
slower_by every-8
for rules in mean_time=2 aead/aes-128-gcm/64/once/seal=2 aead/aes-128-gcm/64/once/seal:throughput=2; do
    run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'aead/*' --threshold "$rules"
    expect_exit 0
    rule=$(sed -n "s/^  --threshold '\(.*=.*\)'$/\1/p" "$scratch/out" | tail -n 1)
    check --case 'aead/*' --threshold "$rule"
    expect_no_alarm
done
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'aead/*' --threshold mean_time=2
expect_out "  --threshold 'mean_time=2,aead/aes-128-gcm/64/once/seal:throughput=" ",aead/aes-128-gcm/64/once/seal:mean_time="
check --case 'aead/*' --threshold advised --rounds 7
expect_out "warning: --threshold advised has no effect, because there is no calibration to follow"

# The next calibration of a case replaces what is known of it.
slower_by none
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --checks 3 --case 'kx/*'
expect_exit 0
expect_out "are kept from earlier"
if grep -q -e '--threshold advised' "$scratch/out"; then broken "no advice without an alarm"; fi
advised 'aead/aes-128-gcm/64/once/seal advised:mean_time' 'aead/aes-128-gcm/64/once/seal advised:throughput'

# Bad input.
run "$tlsbench" calibrate "${options[@]}" --library own/build.so --threshold advised --dry-run
expect_exit 2
expect_err "--threshold advised: a calibration counts false alarms to give this advice"
check --threshold advise --dry-run
expect_exit 2
expect_err "'advise' is not a threshold" "or advised, for what tlsbench calibrate advised"
check --threshold 'kx/*:mean_tim=5' --dry-run
expect_exit 2
expect_err "--threshold 'kx/*:mean_tim' has no effect: these cases have no metric 'mean_tim' that is judged; did you mean 'mean_time'?"
check --threshold 'kz/*:mean_time=5' --dry-run
expect_exit 2
expect_err "no case matches 'kz/*'; the nearest is 'kx/x25519/answer'"
check --threshold 'kx/*:cpu_time=5' --dry-run
expect_exit 2
expect_err "a check does not judge cpu_time by default; add --gate cpu_time"
