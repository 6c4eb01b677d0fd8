#!/usr/bin/env bash
# worker.sh BUILD: the worker alone.  Errors are in the record or, before there can be one, a message and exit code 2.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

measure() { # measure MODULE CASE [OPTION...]
    local module=$1 case=$2
    shift 2
    run "$worker" --module "$faulty/fault-$module.so" --pki "$pki" --case "$case" "$@"
}
few=(--operations 10 --chunks 2)
many=(--operations 3000 --chunks 2)

run "$worker" --module "$faulty/fault-none.so" --info
expect_exit 0
expect_record ok
[ "$(record_field instance)" = fault-none ] || broken "the instance that was loaded"
measure none kx/x25519/exchange "${few[@]}"
expect_exit 0
expect_record ok
expect_out '"time"' '"client_time"'
clockwork # an exchange is four calls of some 400 ns and four looks at the clock: about 2,970 fit into 5 ms
measure none kx/x25519/exchange --chunk-size 5
real_time
expect_exit 0
[ "$(record_field operations)" -gt 2500 ] || broken "thousands of make-believe operations fit into 5 ms"

run "$worker" --modul x
expect_exit 2
expect_err --modul --module
measure none kx/x25519/ofer "${few[@]}"
expect_exit 2
expect_err "'ofer'" "'offer'"
measure none kx/x25519/offer --operations ten --chunks 2
expect_exit 2
expect_err --operations
run "$worker" --module nowhere.so --pki "$pki" --case kx/x25519/offer "${few[@]}"
[ "$status" -ne 0 ] || broken "a failure without a module"
grep -qF nowhere.so out err || broken "the name of the module that is not there"

# A module with another version of the contract is refused, and both are named.
measure abi kx/x25519/offer "${few[@]}"
expect_exit 1
expect_record failed "has interface"
measure size kx/x25519/offer "${few[@]}"
expect_exit 1
expect_record failed "build the module again"
measure stranger kx/x25519/offer "${few[@]}"
expect_exit 1
expect_record failed tb_backend
measure incomplete kx/x25519/offer "${few[@]}"
expect_exit 1
expect_record failed open

# A failed operation does not count as work, nor does a wrong result.
measure error-later kx/x25519/offer "${many[@]}"
expect_exit 1
expect_record failed "fault injected"
measure wrong-secret kx/x25519/exchange "${few[@]}"
expect_exit 1
expect_record void
measure unsupported kx/x25519/exchange "${few[@]}"
expect_exit 1
expect_record unsupported

# Negotiated as requested.
for lie in lie-version lie-group lie-unknown lie-resumed unverified; do
    measure "$lie" handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full "${few[@]}"
    expect_exit 1
    expect_record void
done
measure lie-later handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full --operations 50 --chunks 3
expect_exit 1
expect_record void

# Keys and certificates that cannot be read.
run "$worker" --module "$faulty/fault-none.so" --pki "$scratch/nowhere" \
    --case handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full "${few[@]}"
expect_exit 1
expect_record failed "$scratch/nowhere"

# A record that cannot be written is reported.
timeout 120 "$worker" --module "$faulty/fault-none.so" --info >/dev/full 2>err
status=$? out='' err=$(cat err) last="worker --info >/dev/full"
[ "$status" -ne 0 ] || broken "a failure when the disk is full"
[ -s err ] || broken "a message when the disk is full"

# Google Benchmark's own flags; its exit code alone would be 0 in the two failing ones.
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --benchmark_list_tests
expect_exit 0
expect_out kx/x25519/offer
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --benchmark_filter='^kx/x25519/offer$' \
    --benchmark_format=json --benchmark_out="$scratch/b.json" --benchmark_out_format=json
expect_exit 0
python3 -c 'import json, sys
names = [b["name"] for b in json.load(open(sys.argv[1]))["benchmarks"]]
sys.exit(not any(name.startswith("kx/x25519/offer") for name in names))' "$scratch/b.json" ||
    broken "the case in Google Benchmark's JSON"
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --benchmark_filter=nothing-has-this-name
[ "$status" -ne 0 ] || broken "a failure when the filter matches nothing"
run "$worker" --module "$faulty/fault-error-later.so" --pki "$pki" --benchmark_filter='^kx/x25519/offer$'
[ "$status" -ne 0 ] || broken "a failure when a benchmark fails"
