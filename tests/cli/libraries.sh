#!/usr/bin/env bash
# libraries.sh BUILD TOP: a library by prefix that is not there, or not whole, stops the configuration with the names
# of what is missing. shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2

configure() { # configure LINE: with one line in a file of the user's
    printf '%s\n' "$1" >mine.cmake
    rm -rf tree
    run cmake -S "$top" -B tree -DTLSBENCH_MY_LIBRARIES="$scratch/mine.cmake" -DTLSBENCH_LIBRARIES="$scratch/none"
}

mkdir -p prefix/include prefix/lib none/tiny-0123456789ab
# What was brought at a commit is offered by its manifest, and needs no line anywhere.
echo '{"instance": "tiny-0123456789ab", "backend": "openssl"}' >none/tiny-0123456789ab/manifest.json
configure "tb_add_library(NAME mine BACKEND openssl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err libssl.a libcrypto.a "$scratch/prefix"
expect_out "tiny-0123456789ab: not there"
configure "tb_add_library(NAME mine BACKEND opensl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err "'opensl'"
configure "tb_add_library(NAME Mine! BACKEND openssl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err "Mine!"

# Where one of the default set could not be had, who names it learns why, what is there instead, and what to do.
if [ ! -e "$build/modules/boringssl.so" ] && [ -e "$build/modules/boringssl-2023.so" ]; then
    run "$tlsbench" info boringssl
    expect_exit 2
    expect_err "boringssl could not be brought" "In its place there is boringssl-2023." "bench/run --setup-only --bring boringssl" \
        TLSBENCH_GIT_MIRROR
    run "$tlsbench" run quick --dry-run --case steady/arithmetic
    expect_exit 0
    expect_out boringssl-2023
fi

run "$top/backends/libraries/bring" --dest "$scratch/libraries" opensssl-3.5
expect_exit 2
expect_err openssl-3.5
