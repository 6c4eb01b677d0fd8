#!/usr/bin/env bash
# verdicts.sh BUILD: the verdicts of a check on known figures: a cost on one side, varying figures, lost rounds.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
# shellcheck source=canned.sh
. "$here/canned.sh"

cp "$faulty/fault-none.so" copy.so
cp "$faulty/fault-none.so" odd.so
# says MODULE RATE CLIENT_CPU SERVER_CPU P99
says() {
    can "$1" handshakes_per_second="$2" latency_p50=8000 latency_p99="$5" client_cpu="$3" server_cpu="$4" \
        client_capacity=2000 server_capacity=5000 client_busy=1 server_busy=0.4
}
check() { # check [OPTION]...
    rm -rf results seeds
    run "$canned" check --baseline fault-none --candidate copy.so --suite ./pair.ini --modules "$faulty" --no-steady \
        --second-rounds 5 "$@"
}
says "$faulty/fault-none.so" 2000 500000 200000 9000
says copy.so 2000 500000 200000 9000
check
expect_exit 0
expect_out "1 unchanged" "PASS: no confirmed regression." "0 of 1 cases could not be judged"

# The client is the limit, and the server needs 80 us more per connection: the rate does not show it, the check does.
says copy.so 2000 500000 280000 9000
check --export junit=junit.xml,markdown=report.md
expect_exit 1
expect_out "regressed    $case_name server_cpu" "+40.0% [+40.0%, +40.0%] of 5.0%" "FAIL: 1 confirmed regression: $case_name (server_cpu)."
expect "a failed test" grep -q "<testcase classname=\"handshake\" name=\"$case_name on copy\" time=\"0\">" junit.xml
expect "which says by what" grep -q '<failure message="regressed: cost of server_cpu +40.0%' junit.xml
expect "the page says so" grep -q '^\*\*FAIL\. ' report.md
python3 - <<'PYTHON' || broken "rows that gate, and those that do not"
import csv
rows = {row["metric"]: row for row in csv.DictReader(open("results/latest/comparison.csv", newline=""))
        if row["kind"] == "case"}
assert {name for name, row in rows.items() if row["gates"] == "yes"} == {"handshakes_per_second", "client_cpu", "server_cpu"}
assert rows["server_cpu"]["verdict"] == "worse" and rows["server_cpu"]["suspect"] == "yes"
PYTHON

# Additional metrics gate if they are named: on the command line, or by the suite.
says copy.so 2000 500000 200000 18000
check --gate latency_p99,latency_p50
expect_exit 1
expect_out "regressed    $case_name latency_p99" "of 10.0%" "FAIL: 1 confirmed regression: $case_name (latency_p99)."
check --gate latency_p99 --threshold latency_p99=150
expect_exit 0
check --threshold latency_p99=10
expect_exit 2
expect_err "add --gate latency_p99"
printf '[check]\ngate = latency_p99\n' >>pair.ini
check
expect_exit 1
sed -i '/^gate/d' pair.ini

# Figures that go up and down from round to round cannot be judged, which is reported, and is not a PASS if there is
# nothing else.
says copy.so 2400 500000 200000 9000
says odd.so 1600 500000 200000 9000
check --gate client_cpu,server_cpu # named, they count like the rate, and the case is judged by its worst
expect_exit 3
expect_out "inconclusive $case_name" "unchanged    $case_name server_cpu" "check: 1 inconclusive" \
    "1 of 1 cases could not be judged (1 inconclusive, thresholds 5.0%, noise floors unknown)"
says copy.so 2400 600000 160000 9000
says odd.so 1600 400000 240000 9000
for options in '' '--fail-on regressed'; do
    # shellcheck disable=SC2086 # two words, or none
    check $options --export junit=junit.xml
    expect_exit 3
    expect_out "NO VERDICT: the only case is inconclusive"
    expect "no green tests" grep -q '<error message="NO VERDICT' junit.xml
done
rm records/odd.*

# One failure in 21 rounds costs its round, with the reason; for more of them the candidate is to blame.
says copy.so 2000 500000 200000 9000
export TLSBENCH_FAULT_SPOILT=4:9:failed
check --rounds 21
expect_exit 0
expect_out "copy: 20 of 21 rounds; round 4 failed: client: window 1 is empty" "1 unchanged"
check --rounds 12
expect_exit 1
expect_out "FAIL: the candidate failed in 1 case" "1 of 12 rounds: client: window 1 is empty"

# So does one failure in the fresh rounds, of which there were 7 to spare.
says copy.so 2000 500000 280000 9000
export TLSBENCH_FAULT_SPOILT=18:9:failed
check --rounds 14 --second-rounds 12
expect_exit 1
expect_out "FAIL: 1 confirmed regression: " "in 11 fresh rounds, 11 worse" "round 18 failed: client: window 1 is empty"
