#!/usr/bin/env bash
# tidy.sh TOP BUILD: clang-tidy has nothing to say of any file that was compiled into a program or a module; .clang-tidy has its checks,
# and why others are off.
# Exit 77 (skipped) without the clang-tidy that they are of: releases differ.
set -euo pipefail
cd "$1"
release=14 # of Debian 12
tidy=$(command -v "clang-tidy-$release" || command -v clang-tidy || true)
if [ -z "$tidy" ] || ! "$tidy" --version | grep -qE "version $release\."; then
    echo "skipped: clang-tidy $release is not installed"
    exit 77
fi
# Each once, though a backend's file is compiled for every library.
mapfile -t files < <(jq -r '.[].file' "$2/compile_commands.json" | grep '\.c$' | sort -u |
    grep -F -e "$PWD/src/" -e "$PWD/bench/" -e "$PWD/backends/" |
    grep -vF cpu_info_x86_64.c) # clang 14 refuses the names of features that it does not know
if [ "${#files[@]}" -eq 0 ]; then
    echo 'no sources found: this check would check nothing'
    exit 1
fi
# The preset ci makes an error of each warning of the compiler, gcc: clang has others, which are not asked for here.
if ! said=$(printf '%s\0' "${files[@]}" | xargs -0 -n 10 -P "$(nproc)" "$tidy" -p "$2" --extra-arg=-Wno-error --quiet 2>/dev/null); then
    printf '%s\n' "$said"
    exit 1
fi
printf '%d files are clean\n' "${#files[@]}"
