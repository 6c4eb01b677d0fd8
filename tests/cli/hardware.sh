#!/usr/bin/env bash
# hardware.sh BUILD: --metric cycles and --metric energy: figures where the machine has them, else rows that say why not.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

offer=kx/x25519/offer
hardware=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none --rounds 2 --chunks 2 --chunk-ms 20)

run "${hardware[@]}" --metric cycle
expect_exit 2
expect_err "not one of time, instructions, cycles and energy" "did you mean 'cycles'?"
run "${hardware[@]}" --metric energy --pairs
expect_exit 2
expect_err "do not apply to energy"
run "$tlsbench" compare fault-none fault-none --modules "$faulty" --metric cycles
expect_exit 2
expect_err "use tlsbench run --metric cycles"
run "$tlsbench" check --baseline fault-none --candidate fault-none --modules "$faulty" --metric energy
expect_exit 2
expect_err "a check decides by time or instructions"
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --case "$offer" --operations 10 --hardware heat
expect_exit 2
expect_err "cycles or energy can be counted"

tables() { # tables FILE
    sed -n '/^Key exchange/,/^$/p' "$scratch/$1"
}
for metric in cycles energy; do
    run "${hardware[@]}" --metric $metric --results $metric
    cp "$scratch/out" "$scratch/measured"
    expect_err "$metric can be counted in local and memory cases only"
    # A package's energy may not move in so short a time.
    [ $metric != energy ] || [ ! -e /sys/class/powercap/intel-rapl:0 ] || continue
    if [ "$status" -ne 0 ]; then # no case could be measured, for one reason
        expect_exit 3
        summary_is $metric/latest fault-none unsupported "rounds: "
        grep -qE 'offers no hardware counters|may not count hardware|does not tell its energy|cannot be read' $metric/latest/summary.csv ||
            broken "why $metric cannot be counted"
        echo "not tried: $metric, which this machine does not count"
    fi
    expect "rows of $metric, times in the samples, and no other headline" python3 - $metric "$status" <<'PYTHON'
import csv, sys
metric, status = sys.argv[1:]
rows = [row for row in csv.DictReader(open(f"{metric}/latest/summary.csv", newline="")) if row["driver"] != "steady"]
assert {row["metric"] for row in rows} >= {metric} and not any("loopback" in row["case"] for row in rows)
if status == "0":
    assert all(float(row["value"]) > 0 for row in rows if row["metric"] == metric)
    assert any(row["metric"] == "time" for row in rows)
PYTHON
    run "$tlsbench" show $metric/latest
    expect_exit 0
    expect_out "$metric"
    expect "the tables of the run" cmp <(tables measured) <(tables out)
    run "$tlsbench" show $metric/latest --metric $metric
    expect "no sentence of speed about $metric" test 0 -eq "$(grep -cF 'as fast' "$scratch/out")"
done
