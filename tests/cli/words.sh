#!/usr/bin/env bash
# words.sh BUILD: text and file names from others: none of it moves a cursor, and every file can be named.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

clean() { # clean FILE: no control characters but line ends, nothing that is no UTF-8
    python3 - "$1" <<'PYTHON' || broken "no escapes in $1"
import sys, unicodedata
text = open(sys.argv[1], "rb").read().decode()
bad = [c for c in text if (unicodedata.category(c) in ("Cc", "Cf")) and c not in "\r\n\t"]
assert not bad, bad
PYTHON
}

# A library whose last output is terminal control sequences: in the table, in the files, and in exports.
run "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results results --no-plain --no-steady --rounds 1 \
    --library fault-none,fault-loud --case 'kx/x25519/offer'
expect_exit 1
expect_out "last words"
clean out
clean err
clean results/latest/samples.csv
clean results/latest/summary.csv
summary_is results/latest fault-loud failed "last words"
run "$tlsbench" history export all.csv
clean all.csv
run "$tlsbench" export results/latest junit
clean out

# Names from an imported file.
run "$tlsbench" history export --history results/history.db names.csv
sed $'s/fault-none/a\e[31mred\e]0;title\a/g' names.csv >hostile.csv
run "$tlsbench" history import --history imported.db hostile.csv
expect_exit 0
for command in list show export; do
    run "$tlsbench" history $command --history imported.db
    clean out
    clean err
done

# A message that is too long is truncated, not lost.
long=$(printf 'x%.0s' $(seq 5000))
run "$tlsbench" run "$long"
expect_exit 2
expect_err "there is no suite 'xxxxx" "xxx..."
run "$tlsbench" export "$long" markdown
expect_exit 2
expect_err "xxxxx"

# A file that never ends.
run "$tlsbench" run /dev/zero
expect_exit 2
expect_err "/dev/zero: "

# A module in a folder with a blank, a comma and quotes in its name.
odd="it's a, \"folder\""
mkdir "$odd"
cp "$faulty/fault-none.so" "$odd/my module.so"
for word in "./$odd/my module.so" "mine=./$odd/my module.so" "fault-none,mine=$odd/my module.so"; do
    case $word in fault-none*) cp -r "$odd" plain; word="fault-none,mine=./plain/my module.so" ;; esac
    run "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --results modules --no-plain --no-steady --rounds 1 \
        --library "$word" --case 'kx/x25519/offer'
    expect_exit 0
done

# Temporary files of a tlsbench that was killed are removed by the next one that makes some.
mkdir tmp
export TMPDIR=$PWD/tmp
copies() { find tmp -name 'tlsbench-*' | wc -l; }
start() { # start: a calibration, which measures a library and its copy; leaves $pid
    rm -rf kept
    "$tlsbench" calibrate --library fault-none --suite "$suites/tiny.ini" --modules "$faulty" --no-steady \
        --case 'kx/x25519/offer' --results kept --rounds 500 >calibrate.out 2>&1 </dev/null &
    pid=$!
    await 60 has_samples kept 3 || broken "a calibration under way"
}
start
kill -KILL "$pid"
wait "$pid" 2>/dev/null
[ "$(copies)" -eq 1 ] || broken "a copy of the module that is left behind"
find tmp -name 'tlsbench-*' -exec touch -d '1 hour ago' {} +
start
first=$pid
[ "$(copies)" -eq 1 ] || broken "only the copy that is in use"
find tmp -name 'tlsbench-*' -exec touch -d '1 hour ago' {} + # it looks old, and it is in use
start
[ "$(copies)" -eq 2 ] || broken "both copies that are in use"
kill "$first" "$pid"
wait "$first" "$pid" 2>/dev/null
[ "$(copies)" -eq 0 ] || broken "nothing that is left"
