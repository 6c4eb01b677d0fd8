#!/usr/bin/env bash
# readme.sh TOP: runs every command of README.md, that is every line "$ command" of a ```console block, in order, in
# one folder. A block right after a line "<!-- not run: why -->" is left out.  Exit 1 at the first command that fails.
# Where only the stand-in of a default library is built (backends/libraries/instances), the commands are run with that.
# What a busy machine did to some rows of a run is no failure of the command.
set -euo pipefail
cd "$1"

# What is measured is of no interest here: that the command works is.  So it is measured for moments.
shorten() { # shorten LINE
    local moments=' --chunks 2 --chunk-ms 1 --sample-operations 1'
    case $1 in
        *--dry-run*) echo "$1" ;;
        ./bench/run*) echo "$1$moments --window-ms 20 --rounds 1" ;;
        'build/release/bin/tlsbench run '* | 'build/release/bin/tlsbench compare '*) echo "$1$moments --window-ms 20" ;;
        'build/release/bin/tlsbench anatomy '*) echo "$1 --chunks 2 --chunk-ms 1" ;;
        *--benchmark_filter*) echo "$1 --benchmark_min_time=0.01" ;;
        *) echo "$1" ;;
    esac
}

commands() {
    awk '/^<!-- not run:/ { skip = 1; next }
         /^```console/    { inside = !skip; skip = 0; next }
         /^```/           { inside = 0; next }
         inside && /^\$ / { print substr($0, 3) }
         !inside && NF    { skip = 0 }' README.md
}

stand_ins() { # "boringssl boringssl-2023"
    sed -n -E 's/^([^# ]+) .* for:([^ ]+) .*/\2 \1/p' backends/libraries/instances | while read -r name instead; do
        if [ ! -e "build/release/modules/$name.so" ] && [ -e "build/release/modules/$instead.so" ]; then
            echo "$name $instead"
        fi
    done
}

mapfile -t lines < <(commands)
if [ "${#lines[@]}" -eq 0 ]; then
    echo 'README.md has no commands to run: this check would check nothing'
    exit 1
fi
# spoilt_by_others CODE BEFORE: some row of a run newer than BEFORE is not ok (run: 1, compare: 3), and all such rows are
# the machine's doing.
spoilt_by_others() {
    case $1 in 1 | 3) ;; *) return 1 ;; esac
    [ "$(readlink -f results/latest)" != "$2" ] && python3 tests/cli/only_machine.py results/latest
}
mapfile -t instead < <(stand_ins)
for pair in "${instead[@]}"; do
    printf '%s is not built here: the commands are run with %s\n' "${pair% *}" "${pair#* }"
done
for line in "${lines[@]}"; do
    for pair in "${instead[@]}"; do
        line=$(sed -E "s/(^|[^a-z0-9-])${pair% *}($|[^a-z0-9-])/\\1${pair#* }\\2/g" <<<"$line")
    done
    printf '$ %s\n' "$line"
    before=$(readlink -f results/latest || true)
    code=0
    bash -euo pipefail -c "$(shorten "$line")" </dev/null || code=$?
    if [ "$code" -ne 0 ] && ! spoilt_by_others "$code" "$before"; then
        printf 'README.md: this command failed: %s\n' "$line"
        exit 1
    fi
done
printf '%d commands ran\n' "${#lines[@]}"
