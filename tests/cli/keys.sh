#!/usr/bin/env bash
# keys.sh BUILD: each operation has its own key of the peer, only the operation is counted, and values that a library
# caches in a key affect only `same`.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

verify=signature/rsa-2048/rsa_pss_rsae_sha256/verify

# ---- A library whose keys work only once ----

one_use() { # one_use CASE OPTION...
    run "$worker" --module "$faulty/fault-one-use.so" --pki "$pki" --case "$@"
}
for case in "$verify" kx/rsa/rsa-2048/encrypt kx/rsa/rsa-2048/exchange; do
    one_use "$case/fresh" --operations 100 --chunks 3
    expect_exit 0
    expect_record ok
    one_use "$case/fresh" --chunk-size 1
    expect_exit 0
    expect_record ok
    one_use "$case/fresh" --benchmark_min_time=0.001
    expect_exit 0
    one_use "$case/same" --operations 100 --chunks 3
    expect_exit 1
    expect_record failed 'fault injected: one-use'
done
# A server's own key is used for all operations.
one_use signature/rsa-2048/rsa_pss_rsae_sha256/sign --operations 100 --chunks 3
expect_record ok
one_use kx/rsa/rsa-2048/decrypt --operations 100 --chunks 3
expect_record ok

# Runs from before this parameter have no such case name.
one_use "$verify" --operations 1 --chunks 1
expect_exit 2
expect_err 'ends before its key'

# ---- Instructions ----

if ! command -v valgrind >/dev/null || [ ! -e "$build/bin/tlsbench-still.so" ]; then
    echo "nothing can be counted here: no valgrind, or a build with sanitizers"
    exit 0
fi

# count MODULE CASE OPERATIONS: sets $each, the instructions of one operation
count() {
    rm -f profile.*
    run env LD_LIBRARY_PATH="$build/bin" LD_PRELOAD=tlsbench-still.so TLSBENCH_STILL=1767225600 \
        OPENSSL_ia32cap='~0x4000000000000000:~0x40000' valgrind --quiet --tool=callgrind --instr-atstart=no \
        --dump-line=no --callgrind-out-file="$scratch/profile" "$worker" --module "$1" --pki "$pki" --case "$2" \
        --instructions --operations "$3"
    expect_exit 0
    each=$(awk -v operations="$3" '$1 == "totals:" { sum += $2 } END { printf "%d", sum / operations }' profile.*)
    [ "$each" -gt 0 ] || broken "a count of $2"
    printf '%s: %s, %s operations: %s each\n' "$(basename "$1")" "$2" "$3" "$each"
}

# about PERMILLE A B: they differ by that much at most
about() {
    [ $((1000 * ($2 > $3 ? $2 - $3 : $3 - $2))) -le $(($1 * $3)) ]
}

# Parsing takes this library 2000 iterations of a loop, and using a key next to nothing.
count "$faulty/fault-one-use.so" "$verify/fresh" 40
[ "$each" -lt 2000 ] || broken "parsing a key is not counted"

# With more operations than are prepared at once, each costs as much as the first: none uses anything that another
# left.  With one object for all, an operation never costs more, and less if a library caches something in it; if none
# did, a fresh key would not be fresh.  The tolerance of 25 in a thousand is for the random padding of an encryption.
saved=0
for library in openssl-3.5 boringssl wolfssl-5.7; do
    module=$build/modules/$library.so
    [ -f "$module" ] || continue
    for case in "$verify" kx/rsa/rsa-2048/encrypt trust/rsa-2048/verify-parsed/2/1/none; do
        [ "$library $case" != "wolfssl-5.7 trust/rsa-2048/verify-parsed/2/1/none" ] || continue # from DER alone
        count "$module" "$case/fresh" 1
        first=$each
        count "$module" "$case/fresh" 20
        fresh=$each
        about 25 "$fresh" "$first" || broken "$library: 20 times $case cost $fresh each, and the first $first"
        count "$module" "$case/same" 20
        [ "$each" -le $((fresh + fresh / 200)) ] || broken "$library: $case costs more with one key for all"
        about 50 "$each" "$fresh" || saved=$((saved + 1))
    done
done
[ "$saved" -gt 0 ] || broken "a library that keeps something in a key"

# The steps add up to the exchange, in which no share occurs twice; so none may in the steps.  A library that caches the
# points that it has seen (FP_ECC) took a quarter of the time for shares that were always the same.  The tolerance of 50
# in a thousand is for the clock that an exchange reads.
for library in openssl-3.5 boringssl wolfssl-5.7 wolfssl-distro; do
    module=$build/modules/$library.so
    [ -f "$module" ] || continue
    steps=0
    for step in offer answer finish; do
        count "$module" "kx/p256/$step" 20
        steps=$((steps + each))
    done
    count "$module" kx/p256/exchange 20
    about 50 "$steps" "$each" || broken "$library: the steps of an exchange cost $steps, the exchange $each"
done
