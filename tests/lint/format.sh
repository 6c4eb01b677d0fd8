#!/usr/bin/env bash
# format.sh TOP: checks that all C is formatted by .clang-format.  Exit 77 (skipped) without clang-format 14, because
# releases differ.
set -euo pipefail
cd "$1"
release=14 # of Debian 12
format=$(command -v "clang-format-$release" || command -v clang-format || true)
if [ -z "$format" ] || ! "$format" --version | grep -qE "version $release\."; then
    echo "skipped: clang-format $release is not installed"
    exit 77
fi
mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.c' '*.h' '*.cc' | while read -r file; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
done)
if [ "${#files[@]}" -eq 0 ]; then
    echo 'no sources found: this check would check nothing'
    exit 1
fi
printf '%s\0' "${files[@]}" | xargs -0 -n 40 -P "$(nproc)" "$format" --dry-run -Werror
printf '%d files are laid out as .clang-format says\n' "${#files[@]}"
