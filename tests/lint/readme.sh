#!/usr/bin/env bash
# readme.sh TOP: runs every command of README.md and of the pages below, that is, every line of a ```sh block, in order,
# in one folder.  A comment right before a block changes that:
#     <!-- not run: why -->        the block is left out
#     <!-- run as: COMMAND -->     COMMAND is run in place of its first line: the same in short
# README.md's commands are run as they are.  On other pages, commands that would measure are run with --dry-run, which
# checks all their names and options.  Exit 1 at the first command that fails.  If only the stand-in of a default
# library is built (backends/libraries/instances), the commands are run with that.  Rows that a busy machine spoilt are
# not a failure of the command.
set -euo pipefail
cd "$1"

# Only whether the command works matters here, so measurements are very short.
shorten() { # shorten LINE
    local moments=' --chunks 2 --chunk-ms 1 --sample-operations 1'
    case $1 in
        *--dry-run*) echo "$1" ;;
        ./bench/run*--case*) echo "$1$moments --rounds 1" ;; # of cases that have no windows
        ./bench/run*) echo "$1$moments --rounds 1 --window-ms 20" ;;
        'build/release/bin/tlsbench run '* | 'build/release/bin/tlsbench compare '*) echo "$1$moments --window-ms 20" ;;
        'build/release/bin/tlsbench anatomy '*) echo "$1 --chunks 2 --chunk-ms 1" ;;
        *--benchmark_filter*) echo "$1 --benchmark_min_time=0.01" ;;
        *) echo "$1" ;;
    esac
}

pages=(README.md bench/README.md backends/libraries/README.md)

commands() { # PAGE: a command a line
    awk '/^<!-- not run:/ { skip = 1; next }
         /^<!-- run as:/  { instead = $0; sub(/^<!-- run as: */, "", instead); sub(/ *-->$/, "", instead); next }
         /^```sh/         { inside = !skip; skip = 0; next }
         /^```/           { inside = 0; instead = ""; next }
         inside && NF && !/^#/ { print instead == "" ? $0 : instead; instead = "" }
         !inside && NF    { skip = 0; instead = "" }' "$1"
}

stand_ins() { # "boringssl boringssl-2023"
    sed -n -E 's/^([^# ]+) .* for:([^ ]+) .*/\2 \1/p' backends/libraries/instances | while read -r name instead; do
        if [ ! -e "build/release/modules/$name.so" ] && [ -e "build/release/modules/$instead.so" ]; then
            echo "$name $instead"
        fi
    done
}

# in_a_page LINE: a command on a page other than README.md, which must not take the time of a measurement.
in_a_page() {
    case $1 in
        *--dry-run*) echo "$1" ;;
        'tlsbench run '* | 'tlsbench compare '* | 'tlsbench check '* | 'tlsbench calibrate '* | 'tlsbench anatomy '* | \
        'tlsbench capacity '*)
            echo "$1 --dry-run >/dev/null"
            ;;
        tlsbench-worker*) echo "$1 --benchmark_list_tests >/dev/null" ;;
        *) echo "$1 >/dev/null" ;;
    esac
}

lines=()
for page in "${pages[@]}"; do
    mapfile -t of_page < <(commands "$page")
    if [ "${#of_page[@]}" -eq 0 ] && [ "$page" = README.md ]; then
        echo "$page has no commands to run: this check would check nothing"
        exit 1
    fi
    for line in "${of_page[@]}"; do
        [ "$page" = README.md ] || line=$(in_a_page "$line")
        lines+=("$line")
    done
done
export PATH="$PWD/build/release/bin:$PATH" # as README.md says; each command has a shell of its own here
# spoilt_by_others CODE BEFORE: a row of a run newer than BEFORE is not ok (run: 1, compare: 3), and the machine is to
# blame for all such rows.
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
        printf 'this command failed: %s\n' "$line"
        exit 1
    fi
done
printf '%d commands ran\n' "${#lines[@]}"
