#!/usr/bin/env bash
# machine.sh BUILD: samples that the machine spoilt are measured again; a sample that is still lost costs a round, not a
# row.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
# shellcheck source=canned.sh
. "$here/canned.sh"

cp "$faulty/fault-none.so" copy.so
figures=(handshakes_per_second=2000 latency_p50=8000 latency_p99=9000 client_cpu=500000 server_cpu=200000
    client_capacity=2000 server_capacity=5000 client_busy=1 server_busy=0.4)
can "$faulty/fault-none.so" "${figures[@]}"
can copy.so "${figures[@]}"

measure() { # measure TLSBENCH_FAULT_SPOILT COMMAND...: with these samples of the copy spoilt
    export TLSBENCH_FAULT_SPOILT=$1
    shift
    rm -rf results seeds
    run "$canned" "$@" --modules "$faulty" --no-steady
}
measure_run() { # measure_run TLSBENCH_FAULT_SPOILT
    measure "$1" run ./pair.ini --library fault-none,copy.so --no-plain
}
facts() { # facts: of results/latest, "library rounds status reason or note" of each row of the rate
    python3 - <<'PYTHON'
import csv
for row in csv.DictReader(open("results/latest/summary.csv", newline="")):
    if row["metric"] == "handshakes_per_second":
        print(row["library"], row["rounds"], row["status"], row["reason"] or row["note"])
PYTHON
}
facts_are() { # facts_are FAULT-NONE COPY
    expect "facts: $1; $2" [ "$(facts)" = "$1"$'\n'"$2" ]
}
empty="client: window 1 is empty: too short, or the machine is too busy"

# All libraries of the turn are measured again, and nothing is missing.
measure_run 3:1
expect_exit 0
facts_are "fault-none 6 ok " "copy 6 ok "
expect_out "measured again on all libraries 1 time"
python3 - <<'PYTHON' || broken "both samples of the spoilt turn are marked as replaced, and say why"
import csv
rows = [row for row in csv.DictReader(open("results/latest/samples.csv", newline=""))]
spoilt = [row for row in rows if "disturbed" in row["status"] + row["reason"]]
assert {(row["library"], row["round"], row["status"]) for row in spoilt} == {("copy", "3", "replaced")}, spoilt
assert {row["reason"] for row in spoilt} == {"disturbed: client: window 1 is empty: too short, or the machine is too busy"}
mine = [row for row in rows if row["library"] == "fault-none" and row["round"] == "3"]
assert {row["status"] for row in mine} == {"ok", "replaced"} and all(row["value"] for row in mine), mine
assert {bool(row["reason"]) for row in mine if row["status"] == "replaced"} == {True}
PYTHON

# Spoilt repeatedly: the round is lost, only for this library, and the row says so in every output.
measure_run 3:9
expect_exit 0
facts_are "fault-none 6 ok " "copy 5 ok 5 of 6 rounds; round 3: $empty"
expect_out "[1] 5 of 6 rounds; round 3: $empty" "Medians of 5 to 6 rounds"
python3 "$here/check_run.py" results/latest complete || broken "files that agree with each other"
run "$canned" export results/latest markdown
expect_exit 0
expect_out "5 of 6 rounds; round 3&#58; client&#58; window 1 is empty"

# A repeated loss is not an accident: the row has no value, the exit code reports it, and there are no endless attempts.
measure_run "3:9 4:9 5:9 6:9"
expect_exit 1
facts_are "fault-none 6 ok " "copy 2 disturbed 4 of 6 rounds: $empty"
# In addition, a turn may be measured again once because of steal.
expect "at most two further tries in the whole run" test "$(wc -l <seeds)" -le 9

# One lost sample does not cost a comparison its verdict, nor change a check's exit code.
measure 3:9 compare fault-none copy.so --suite ./pair.ini --rounds 8
expect_exit 0
expect_out "copy: 7 of 8 rounds; round 3: $empty"
python3 - <<'PYTHON' || broken "a verdict on the seven rounds that both sides have"
import csv
rows = [row for row in csv.DictReader(open("results/latest/comparison.csv", newline="")) if row["primary"] == "yes"]
assert [(row["rounds"], row["verdict"]) for row in rows] == [("7", "same")], rows
assert "copy: 7 of 8 rounds" in rows[0]["note"]
PYTHON
measure 3:9 check --baseline fault-none --candidate copy.so --suite ./pair.ini --rounds 7
expect_exit 0
expect_out "unchanged" "copy: 6 of 7 rounds; round 3: $empty" "PASS"
