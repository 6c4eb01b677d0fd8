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

mkdir -p prefix/include prefix/lib
configure "tb_add_library(NAME mine BACKEND openssl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err libssl.a libcrypto.a "$scratch/prefix"
configure "tb_add_library(NAME mine BACKEND opensl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err "'opensl'"
configure "tb_add_library(NAME Mine! BACKEND openssl PREFIX $scratch/prefix)"
[ "$status" -ne 0 ] || broken "a failure"
expect_err "Mine!"

run "$top/backends/libraries/bring" --dest "$scratch/libraries" opensssl-3.5
expect_exit 2
expect_err openssl-3.5
