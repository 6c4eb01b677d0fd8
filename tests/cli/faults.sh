#!/usr/bin/env bash
# faults.sh BUILD: libraries that crash, hang or lie.  Their rows say so, the others go on, and the exit code tells.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results results --no-floor)

check() { # check LIBRARY STATUS TEXT CASES [SECONDS]: beside the honest library, which must stay ok
    local library=$1 its_status=$2 text=$3 cases=$4 patience=${5-60}
    rm -rf results
    run "${suite[@]}" --library "fault-none,$library" --case "$cases" --timeout "$patience"
    expect_exit 1
    summary_is results/latest fault-none ok
    summary_is results/latest "$library" "$its_status" "$text"
}

rm -rf results
run "${suite[@]}" --library fault-none
expect_good results/latest
summary_is results/latest fault-none ok

check fault-crash failed SIGSEGV 'kx/*'
check fault-hang timeout "" 'kx/x25519/offer' 10
check fault-error-later failed "fault injected" 'kx/*'
check fault-exit failed "" 'kx/*'
check fault-garbage failed "" 'kx/*'
check fault-lie-version void "" 'handshake/*'
check fault-lie-group void "" 'handshake/*'
check fault-lie-unknown void "an unknown group where x25519 was asked, an unknown signature scheme where" 'handshake/*'
check fault-lie-resumed void "" 'handshake/*'
check fault-unverified void "" 'handshake/*'

# Unsupported is no failure: a row with the reason, and exit code 0.
rm -rf results
run "${suite[@]}" --library fault-none,fault-unsupported
expect_good results/latest
summary_is results/latest fault-unsupported unsupported

# A module that calls itself something else is never measured under the name that was asked for.
run "${suite[@]}" --library fault-none,fault-impostor
[ "$status" -ne 0 ] || broken "a failure"
expect_err somebody-else
for module in abi size incomplete stranger; do
    run "${suite[@]}" --library "fault-none,fault-$module"
    [ "$status" -ne 0 ] || broken "a failure with fault-$module"
    expect_err "fault-$module"
done
