#!/usr/bin/env bash
# libraries.sh BUILD TOP: requesting a library that is not here explains why, and what to do.  User-defined lines:
# lines.sh.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"
top=$2

# If a default library could not be had, requesting it explains why, what is there instead, and what to do.
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

# A survey of prefixes reports errors before it builds anything.
survey=$top/backends/libraries/survey
run "$survey"
expect_exit 2
expect_err "name a prefix"
run "$survey" "$scratch/nowhere"
expect_exit 2
expect_err "$scratch/nowhere is not a folder"
mkdir -p one/same two/same
run "$survey" --out "$scratch/survey" one/same two/same
expect_exit 2
expect_err "two prefixes are called same" "NAME="
run "$survey" --rounds none one/same
expect_exit 2
expect_err "--rounds none"
