#!/usr/bin/env bash
# faults.sh BUILD: libraries that crash, hang or lie.  Their rows report it, the others continue, and the exit code
# reflects it.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results results --no-plain)

printf '[suite]\nchunks = 2\nchunk-ms = 1\n[kx]\nkx = x25519\noperation = offer\n' >one.ini

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

# Once is enough: a crash is not measured again, not left out, and makes the row bad although five rounds are good.  It
# is the second sample of the third round: one process sized the chunks, two rounds were good.
export TLSBENCH_FAULT_TURNS=$PWD/turns TLSBENCH_FAULT_TURN=4
rm -rf results turns
run "${suite[@]}" --library fault-none,fault-crash-once --case 'kx/x25519/offer' --rounds 6
expect_exit 1
summary_is results/latest fault-none ok
summary_is results/latest fault-crash-once failed "1 of 6 rounds: crashed with SIGSEGV"
expect_out "[1] 1 of 6 rounds: crashed with SIGSEGV"
expect "no sample of it was left out" test "$(grep -c ',fault-crash-once,.*,failed,' results/latest/samples.csv)" -eq 1
rm turns
run "$tlsbench" compare fault-none fault-crash-once --suite ./one.ini --modules "$faulty" --rounds 8 \
    --no-steady
expect_out "1 of 8 rounds: crashed with SIGSEGV" invalid
rm turns
run "$tlsbench" check --baseline fault-none --candidate fault-crash-once --suite ./one.ini --modules "$faulty" \
    --rounds 6 --threshold 1000% --no-steady --export junit=junit.xml
expect_exit 1
expect_out "1 of 6 rounds: crashed with SIGSEGV" "FAIL: the candidate crashed in 1 case (kx/x25519/offer: " \
    "a quieter machine does not help"
expect "a crash is a failed test, and so is the check" [ "$(grep -c '<failure' junit.xml)" -eq 2 ]
# A worker that is killed from outside says nothing about its library: the turn is measured again.
rm turns
run "$tlsbench" check --baseline fault-none --candidate fault-killed-once --suite ./one.ini --modules "$faulty" \
    --rounds 6 --threshold 1000% --no-steady
expect_exit 0
expect_out "other work on the machine made a sample fail"
expect "the reason" grep -q "killed with SIGKILL by somebody else" results/latest/samples.csv
unset TLSBENCH_FAULT_TURNS TLSBENCH_FAULT_TURN

check fault-hang timeout "" 'kx/x25519/offer' 10
check fault-error-later failed "fault injected" 'kx/*'
check fault-exit failed "" 'kx/*'
check fault-garbage failed "" 'kx/*'
check fault-lie-version void "" 'handshake/*'
check fault-lie-group void "" 'handshake/*'
check fault-lie-unknown void "an unknown group instead of x25519, an unknown signature scheme instead of" 'handshake/*'
check fault-lie-resumed void "" 'handshake/*'
check fault-unverified void "" 'handshake/*'

# Output of a library never goes into a record: not at load, not from a worker under the controller, not from one run by
# hand.
rm -rf results
run "${suite[@]}" --library fault-none,fault-chatty
expect_good results/latest
summary_is results/latest fault-chatty ok
run "$worker" --module "$faulty/fault-chatty.so" --pki "$pki" --case kx/x25519/offer --operations 10 --chunks 2
expect_exit 0
expect "one line, the record" test "$(wc -l <out)" -eq 1
expect_record ok
expect_err "the library says hello"

# Of two processes that wait for each other, the one that hung is named, whichever side it was on.
pair=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --no-plain --no-steady --rounds 1 --timeout 15
    --case 'handshake/loopback/*')
rm -rf results
run "${pair[@]}" --library fault-none --server fault-hang
expect_exit 1
summary_is results/latest fault-none+fault-hang timeout "server: killed, because it had not ended within 5 s; it hung, and the client reports: "
rm -rf results
run "${pair[@]}" --library fault-hang --server fault-none
expect_exit 1
summary_is results/latest fault-hang+fault-none timeout "client: killed, because it had not ended within 15 s"

# A server that no client reached did not hang.  (A new network has no way to itself until it is switched on.)
if unshare -n true 2>/dev/null; then
    rm -rf results
    run unshare -n "${pair[@]}" --library fault-none
    expect_exit 1
    summary_is results/latest fault-none failed "client: cannot connect to 127.0.0.1:"
fi

# Nor does the client know that the server has exited: the server is named, also when the run is shown again.
rm -rf results
run "${pair[@]}" --library fault-none --server fault-exit
expect_exit 1
summary_is results/latest fault-none+fault-exit failed "server: exit code 0 and no record"
run "$tlsbench" show results/latest
expect_out "server: exit code 0 and no record"
rm -rf results
run "${pair[@]}" --library fault-none --server fault-crash
expect_exit 1
summary_is results/latest fault-none+fault-crash failed "server: crashed with SIGSEGV"

# Unsupported is not a failure: a row with the reason, and exit code 0.
rm -rf results
run "${suite[@]}" --library fault-none,fault-unsupported
expect_good results/latest
summary_is results/latest fault-unsupported unsupported

# A module with another instance name is never measured under the requested name.
run "${suite[@]}" --library fault-none,fault-impostor
[ "$status" -ne 0 ] || broken "a failure"
expect_err somebody-else
for module in abi size incomplete stranger; do
    run "${suite[@]}" --library "fault-none,fault-$module"
    [ "$status" -ne 0 ] || broken "a failure with fault-$module"
    expect_err "fault-$module"
done
