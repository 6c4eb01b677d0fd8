#!/usr/bin/env bash
# scripts.sh TOP: every shell script passes shellcheck, also what is only sourced.  Exit 77 (skipped) without it.
set -euo pipefail
cd "$1"

if ! command -v shellcheck >/dev/null; then
    echo 'skipped: shellcheck is not installed'
    exit 77
fi
mapfile -t scripts < <(git ls-files --cached --others --exclude-standard | while read -r file; do
    [ -f "$file" ] || continue
    [[ $file == *.sh || $file == *.bash ]] || head -c 64 "$file" | head -n 1 | grep -qaE '^#!.*\b(ba)?sh\b' || continue
    printf '%s\n' "$file"
done)
if [ "${#scripts[@]}" -eq 0 ]; then
    echo 'no scripts found: this check would check nothing'
    exit 1
fi
# A few at a time: shellcheck keeps what it has read, and takes twice as long for all in one call.
printf '%s\0' "${scripts[@]}" | xargs -0 -n 4 -P "$(nproc)" shellcheck --external-sources --source-path=SCRIPTDIR
printf '%d scripts are clean\n' "${#scripts[@]}"
