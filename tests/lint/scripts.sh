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
shellcheck --external-sources --source-path=SCRIPTDIR "${scripts[@]}"
printf '%d scripts are clean\n' "${#scripts[@]}"
