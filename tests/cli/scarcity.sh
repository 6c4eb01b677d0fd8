#!/usr/bin/env bash
# scarcity.sh BUILD: memory that runs out at any one allocation of a short command loses nothing in silence.
# (tests/torture tries all commands, at random allocations.)
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0:detect_leaks=0

# without_memory N COMMAND...: at its Nth allocation
without_memory() {
    run env LD_PRELOAD="$build/tests/scarcity.so" SCARCITY_AT="$1" "${@:2}"
}
allocations_of() { # of COMMAND
    run env LD_PRELOAD="$build/tests/scarcity.so" SCARCITY_COUNT="$scratch/count" "$@"
    expect_exit 0
    cat "$scratch/count"
}

# The words of the command line: without memory for them, export would be list, which is what no word means.
run "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none --no-plain --rounds 1 --case kx/x25519/offer \
    --results results --history kept.db
expect_exit 0
run "$tlsbench" history export --history kept.db
whole=$out
for ((at = 1; at <= 16; at++)); do
    without_memory "$at" "$tlsbench" history export --history kept.db
    [ "$status" -ne 0 ] || expect "the history, at allocation $at" test "$out" = "$whole"
    [ "$status" -eq 0 ] || expect "its reason, at allocation $at" grep -q memory <<<"$err"
done

# Nor does a comparison of stored runs become a measurement.
stored=("$tlsbench" compare "$scratch"/results/2* --against operation=offer)
for ((at = 1; at <= 40; at++)); do
    without_memory "$at" "${stored[@]}" --history none
    expect "no measurement, at allocation $at" test "$(find results -maxdepth 1 -name '2*' | wc -l)" -eq 1
    expect "nothing tried, at allocation $at" sh -c '! grep -q "sizing\|round 1/" err'
done

# A record: its keys, too, are there or the record is not.
measure=("$worker" --module "$faulty/fault-none.so" --pki "$pki" --case kx/x25519/offer --operations 3 --chunks 2)
all=$(allocations_of "${measure[@]}")
expect "many allocations" test "$all" -gt 100
for ((at = all - 80; at <= all; at++)); do
    without_memory "$at" "${measure[@]}"
    [ -z "$out" ] || expect "a whole record, at allocation $at of $all" jq -e '.status and .case and .metrics' <<<"$out" >/dev/null
    [ "$status" -ne 0 ] || expect "a record, at allocation $at of $all" test -n "$out"
done
