#!/usr/bin/env bash
# readme.sh TOP: runs every command of README.md, that is every line "$ command" of a ```console block, in order, in
# one folder. A block right after a line "<!-- not run: why -->" is left out.  Exit 1 at the first command that fails.
set -euo pipefail
cd "$1"

commands() {
    awk '/^<!-- not run:/ { skip = 1; next }
         /^```console/    { inside = !skip; skip = 0; next }
         /^```/           { inside = 0; next }
         inside && /^\$ / { print substr($0, 3) }
         !inside && NF    { skip = 0 }' README.md
}

mapfile -t lines < <(commands)
if [ "${#lines[@]}" -eq 0 ]; then
    echo 'README.md has no commands to run: this check would check nothing'
    exit 1
fi
for line in "${lines[@]}"; do
    printf '$ %s\n' "$line"
    if ! bash -euo pipefail -c "$line" </dev/null; then
        printf 'README.md: this command failed: %s\n' "$line"
        exit 1
    fi
done
printf '%d commands ran\n' "${#lines[@]}"
