#!/usr/bin/env bash
# export.sh BUILD: files for other tools, read by external readers: Python, node, Google's own compare.py.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

check() { # check FOLDER [RUN]
    expect "files that Python reads" python3 "$here/check_exports.py" "$@"
    if command -v node >/dev/null; then
        expect "files that node reads" node "$here/check_exports.js" "$1"
    else
        echo 'not tried: node is not installed'
    fi
}

all=gbench,gbench-rounds,bmf,markdown,junit
suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --no-plain --results results)

# Real runs, the first with a decimal comma in the locale; one library supports nothing, one fails.
run env LC_ALL=de_DE.UTF-8 LOCPATH="$build/tests/unit/locales" "${suite[@]}" --library fault-none --rounds 10 --seed 7 --export "$all"
check results/latest results/latest
run "${suite[@]}" --library fault-none,fault-unsupported,fault-error-later --export "$all" --export junit=further.xml
expect_exit 1
check results/latest results/latest
expect "a file where it was asked for" cmp further.xml results/latest/junit.xml
expect "nothing half-written" test -z "$(find . -name '*.new')"

# The exports of compare.
run "$tlsbench" compare fault-none "twin=$faulty/fault-none.so" --modules "$faulty" --suite "$suites/tiny.ini" \
    --results compared --rounds 6 --no-plain --no-steady --export "$all"
[ "$status" -ne 3 ] || status=1 # a row without a verdict: of a busy machine it may have one over loopback
expect_good compared/latest
check compared/latest compared/latest
for file in report.md junit.xml medians.gbench.json; do
    expect "builds that are the same, in $file" \
        grep -q 'fault-none and twin are the same library, byte for byte' compared/latest/$file
done
expect "a comparison" grep -q '^\*\*<code>twin</code> against <code>fault-none</code>: ' compared/latest/report.md

# A stored run gives the same files.
for format in bmf markdown junit; do
    file=$("$tlsbench" list formats | awk -v format=$format '$1 == format { print $2 }')
    run "$tlsbench" export results/latest $format
    expect_exit 0
    expect "$format as when it was measured" cmp "$scratch/out" "results/latest/$file"
done
for format in gbench gbench-rounds; do
    file=$("$tlsbench" list formats | awk -v format=$format '$1 == format { print $2 }')
    run "$tlsbench" export results/latest $format stored.json
    expect_exit 0
    python3 - stored.json "results/latest/$file" <<'PYTHON' || broken "$format as when it was measured"
import json, sys
stored, measured = ([(row["name"], row["real_time"], row["cpu_time"], row.get("iterations")) for row in json.load(open(path))["benchmarks"]]
                    for path in sys.argv[1:])
sys.exit(stored != measured)
PYTHON
done
# So does a stored comparison.
mkdir kept
run "$tlsbench" compare compared/latest --output kept --export "$all"
[ "$status" -ne 3 ] || status=1
expect_good compared/latest
check kept compared/latest
for file in report.md junit.xml bmf.json; do
    expect "$file as when it was measured" cmp kept/$file compared/latest/$file
done
# A comma or a blank in the name of a file stands behind a backslash, and who forgets it is told.
run "${suite[@]}" --library fault-none --case 'kx/x25519/offer' --rounds 1 --export 'markdown=a\,b c.md,junit=a\ b.xml'
expect_exit 2
expect_err "there is no format 'c.md'" 'stands behind a backslash, as in --export '"'"'markdown=a\,b.md'"'"
run "${suite[@]}" --library fault-none --case 'kx/x25519/offer' --rounds 1 --export 'markdown=a\,b\ c.md,junit=a\ b.xml'
expect_exit 0
expect "both files" test -s 'a,b c.md' -a -s 'a b.xml'
run "$tlsbench" export results/latest gbensh
expect_exit 2
expect_err "did you mean 'gbench'?"
run "$tlsbench" export results/latest csv
expect_exit 2
expect_err "the folder of each run has CSV files: summary.csv"
run "$tlsbench" export nowhere gbench
expect_exit 2
expect_err nowhere
run "$tlsbench" export results/latest bmf /nowhere/x
expect_exit 3
expect_err /nowhere/x

# A comparison with every verdict, and names that try to break out of every format.
mkdir made-up
run "$build/bin/unit_export" made-up
expect_exit 0
check made-up

# Google's own tool, from Debian's package.
compare=$(dpkg -L libbenchmark-tools 2>/dev/null | grep '/compare\.py$')
if [ -n "$compare" ] && /usr/bin/python3 -c 'import scipy' 2>/dev/null; then
    run "${suite[@]}" --library "fault-none,twin=$faulty/fault-none.so" --rounds 10 --seed 8 --export "$all"
    newest=$(readlink -f results/latest)
    first=$(find results -mindepth 1 -maxdepth 1 -type d | sort | head -n 1)
    google=(/usr/bin/python3 "$compare" --no-color)
    run "${google[@]}" benchmarks "$first/medians.gbench.json" "$newest/medians.gbench.json"
    expect_exit 0
    expect_out kx/x25519/offer/fault-none OVERALL_GEOMEAN
    run "${google[@]}" benchmarks "$first/rounds.gbench.json" "$newest/rounds.gbench.json"
    expect_exit 0
    expect_out 'kx/x25519/offer/fault-none_pvalue' 'U Test, Repetitions: 10 vs 10'
    expect "enough repetitions for the U test" test -z "$(grep -E 'kx/.*WARNING' "$scratch/out")"
    # Within one file, one library against another.
    run "${google[@]}" filters "$newest/rounds.gbench.json" fault-none twin
    expect_exit 0
    expect_out 'kx/x25519/offer/[fault-none vs. twin]_pvalue' 'U Test, Repetitions: 10 vs 10'
else
    echo 'not tried: compare.py (Debian: libbenchmark-tools, python3-scipy)'
fi

# What a run is read from is not replaced, whoever asks for it; another export is.
for file in run.json samples.csv summary.csv; do
    for again in "export results/latest markdown results/latest/$file" \
        "compare compared/latest --export markdown=results/latest/$file"; do
        # shellcheck disable=SC2086 # words
        run "$tlsbench" $again
        [ "$status" -ge 2 ] || broken "an exit code for what is not written"
        expect_err "results/latest/$file cannot be written: a measurement is kept there, and would be lost"
    done
done
run "$tlsbench" export results/latest markdown results/latest/report.md
expect_exit 0

# Impossible requests are refused before anything is measured.
rm -r results
run "${suite[@]}" --library fault-none --export gbensh
expect_exit 2
expect_err "there is no format 'gbensh'; did you mean 'gbench'?"
run "${suite[@]}" --library fault-none --export markdown=/nowhere/report.md
expect_exit 2
expect_err /nowhere/report.md
run "${suite[@]}" --library fault-none --export markdown=
expect_exit 2
expect "nothing was measured" test ! -e results
mkdir taken
run "${suite[@]}" --library fault-none --export markdown=taken
expect_exit 2
expect_err "taken cannot be written: a folder of that name is there"
expect "nothing was measured" test ! -e results
# Found out at the end only: the CSV files are there, the exit code tells.
run "${suite[@]}" --library fault-none --export markdown=/dev/full,junit=kept.xml
expect_exit 3
expect_err "/dev/full: No space left"
expect "the other export and the CSV files" test -s kept.xml -a -s results/latest/summary.csv

# A device is written to, and stays what it is; so does a link.
ln -s target.xml link.xml
touch target.xml
for file in /dev/null link.xml; do
    run "$tlsbench" export results/latest junit "$file"
    expect_exit 0
done
expect "a device" test -c /dev/null
expect "a link to what was written" test -L link.xml -a -s target.xml
# A folder of the name latest costs a warning, and nothing else.
rm results/latest
mkdir results/latest
run "${suite[@]}" --library fault-none
expect_exit 0
expect_err "warning: " "results/latest does not point to this run"
rm -r results/latest

run "$tlsbench" list formats
expect_out gbench-rounds bmf.json
