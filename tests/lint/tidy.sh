#!/usr/bin/env bash
# tidy.sh TOP BUILD: checks every compiled file with clang-tidy; .clang-tidy has the checks, and why others are off.
# Exit 77 (skipped) without the right clang-tidy, because releases differ.
set -euo pipefail
cd "$1"
release=14 # of Debian 12
tidy=$(command -v "clang-tidy-$release" || command -v clang-tidy || true)
if [ -z "$tidy" ] || ! "$tidy" --version | grep -qE "version $release\."; then
    echo "skipped: clang-tidy $release is not installed"
    exit 77
fi
# Each file once, although a backend's file is compiled for every library: clang-tidy would read it with each command that
# it finds.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
jq 'unique_by(.file)' "$2/compile_commands.json" >"$scratch/compile_commands.json"
mapfile -t files < <(jq -r '.[].file' "$scratch/compile_commands.json" | grep '\.c$' |
    grep -F -e "$PWD/src/" -e "$PWD/bench/" -e "$PWD/backends/" |
    grep -vF cpu_info_x86_64.c) # clang 14 refuses the names of features that it does not know
if [ "${#files[@]}" -eq 0 ]; then
    echo 'no sources found: this check would check nothing'
    exit 1
fi
# The preset ci turns warnings of the compiler, gcc, into errors; clang's other warnings are not used here.
if ! said=$(printf '%s\0' "${files[@]}" | xargs -0 -n 10 -P "$(nproc)" "$tidy" -p "$scratch" --extra-arg=-Wno-error --quiet 2>/dev/null); then
    printf '%s\n' "$said"
    exit 1
fi
printf '%d files are clean\n' "${#files[@]}"
