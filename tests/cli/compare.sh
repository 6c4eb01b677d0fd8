#!/usr/bin/env bash
# compare.sh BUILD: comparisons of new measurements, of stored runs, and of invalid runs.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

compare() { # compare ARGUMENT...
    run "$tlsbench" compare "$@"
}
made() { # made FOLDER [KEY=VALUE]...
    python3 "$here/make_run.py" "$@" || broken "a made-up run in $1"
}
checked() { # checked FILE FOLDER [FOLDER]
    python3 "$here/check_comparison.py" "$@" || broken "$1 as computed again from the samples"
}
column() { # column FILE COLUMN: its values in the rows of cases
    python3 -c 'import csv, sys
print(*(row[sys.argv[2]] for row in csv.DictReader(open(sys.argv[1], newline="")) if row["kind"] == "case"))' "$@"
}
verdicts_are() { # verdicts_are FILE VERDICT...
    local file=$1
    shift
    [ "$(column "$file" verdict)" = "$*" ] || broken "verdicts $*, not $(column "$file" verdict)"
}

# ---- Measured together: a library and itself ----
suite=(--suite "$suites/tiny.ini" --modules "$faulty" --no-plain --rounds 7)
compare fault-none fault-none "${suite[@]}" --results results
live=$status # 3 where a busy machine spoilt the rows over loopback
[ "$live" -eq 0 ] || expect "nothing but a busy machine's doing" python3 "$here/only_machine.py" results/latest
expect_out 'Key exchange' 'Geometric means' 'fault-none#2'
expect_err 'byte for byte'
checked results/latest/comparison.csv results/latest
mkdir dest
compare results/latest --output dest
expect_exit "$live"
expect "a stored run compares as the live one did" cmp results/latest/comparison.csv dest/comparison.csv

# ---- The bounds for differences: the suite's thresholds, the command line's, this host's noise floors ----
make_suite little.ini 9 2 '[check]' 'threshold = 0% kx*=900%' \
    "${section_kx[@]}" 'operation = offer' "${section_seal[@]}"
little=(--suite ./little.ini --modules "$faulty" --no-steady --results floors)
# bounds FILE EXPRESSION: of `kx` and `aead`, rows of the case's first metric; numbers, None where there is none
bounds() {
    python3 - "$1" "$2" <<'PYTHON' || broken "$2 in $1"
import csv, sys, types
rows = {}
for row in csv.DictReader(open(sys.argv[1], newline="")):
    if row["kind"] == "case" and row["primary"] == "yes":
        rows[row["driver"]] = types.SimpleNamespace(**{
            key: float(row[key]) if row[key] else None for key in ("threshold", "floor")})
sys.exit(not eval(sys.argv[2], rows))
PYTHON
}
clockwork
compare fault-none twin="$faulty/fault-none.so" "${little[@]}" --no-plain
expect_exit 0
expect_out "Noise floors of this host (known for 0 of 4 rows" "fault-none: warning: no noise floor for this host" \
    "tlsbench calibrate --library fault-none --suite ./little.ini --modules $faulty --results floors"
bounds floors/latest/comparison.csv 'kx.threshold == 9 and kx.floor is None and aead.threshold == 0'
checked floors/latest/comparison.csv floors/latest
compare floors/latest --output dest
expect_exit 0
expect "the suite's thresholds are those of the stored run" cmp floors/latest/comparison.csv dest/comparison.csv
compare floors/latest --output dest --threshold 'aead*=800'
bounds dest/comparison.csv 'kx.threshold == 9 and aead.threshold == 8'
run "$tlsbench" calibrate --library fault-none "${little[@]}" --checks 3 --second-rounds 5
expect_exit 0
compare fault-none twin="$faulty/fault-none.so" "${little[@]}" --no-plain
expect_exit 0
expect_out "known for 4 of 4 rows, above the threshold in " "fault-none: false alarms on this host: "
if grep -qF 'to calibrate, run:' "$scratch/out"; then broken "floors that are known need no calibration"; fi
bounds floors/latest/comparison.csv 'kx.threshold == 9 and aead.threshold == 0 and aead.floor > 0'
checked floors/latest/comparison.csv floors/latest
compare floors/latest --output dest
expect_out "known for 4 of 4 rows"
expect "floors hold for the stored run, too" cmp floors/latest/comparison.csv dest/comparison.csv
compare floors/latest --output dest --history none
expect_out "known for 0 of 4 rows"
mv floors/history.db elsewhere.db
compare floors/latest --output dest --history elsewhere.db
expect_out "known for 4 of 4 rows"
mv elsewhere.db floors/history.db
compare fault-none fault-none "${little[@]}" --no-plain --rounds 8
expect_out "known for 0 of 4 rows" "--results floors --rounds 8"
sed -i 's/"name": "[^"]*"/"name": "elsewhere"/' "$(readlink -f floors/latest)/run.json"
compare floors/latest
expect_exit 0
expect_out "not used, because" "elsewhere"

real_time
# Rounds that cannot end in a verdict are not measured; default numbers of rounds suffice.
compare fault-none fault-none fault-none --suite ./little.ini --modules "$faulty" --results none --rounds 6
expect_exit 2
expect_err '3 libraries at 97.5% confidence needs --rounds 7; use 10'
compare fault-none fault-none --suite ./little.ini --modules "$faulty" --results none --rounds 2
expect_exit 2
expect_err '--rounds 2 is too few' 'at 95% confidence needs --rounds 6; use 9'
expect "nothing was measured for nothing" test ! -e none
sed -i 's/rounds = 9/rounds = 2/' little.ini
compare fault-none fault-none --suite ./little.ini --modules "$faulty" --dry-run
expect_out '9 rounds, '
compare fault-none fault-none fault-none --suite ./little.ini --modules "$faulty" --dry-run
expect_out '10 rounds, '
compare fault-none fault-none fault-none --suite ./little.ini --modules "$faulty" --dry-run --rounds 7
expect_out '7 rounds, '

# A case that a library does not support is a row with the reason.
compare fault-none fault-unsupported "${suite[@]}" --rounds 6 --results results
expect_exit 3
expect_out 'fault-unsupported: unsupported: '
compare results/latest --output dest
expect_exit 3
expect_out 'fault-unsupported: unsupported: '

# ---- Known ratios ----
made slower ratios=1.10
compare slower --output dest
expect_exit 0
expect_out 'beta is 0.9' 'x as fast as alpha [0.90' '0 faster, 2 slower, 0 same' 'more is better'
checked dest/comparison.csv slower
verdicts_are dest/comparison.csv worse worse
compare slower --output dest --threshold 'kx/x25519/offer=12'
verdicts_are dest/comparison.csv same worse
compare slower --output dest --threshold '20,kx/*/offer=5'
verdicts_are dest/comparison.csv worse same
compare slower --only same
expect_exit 0
expect_out '--only hides 2 of 2 rows'
for group in driver case verdict none; do
    compare slower --group "$group" --sort ratio
    expect_exit 0
    expect_out exchange slower
done

made same ratios=1.005
compare same --output dest
checked dest/comparison.csv same
verdicts_are dest/comparison.csv same same
made noisy ratios=1.04 noise=0.2
compare noisy --output dest
expect_out 'inconclusive: about'
checked dest/comparison.csv noisy
made hopeless ratios=1.02 noise=0.05 rounds=9 seed=3 cases=kx/x25519/offer
compare hopeless --output dest
border=$(python3 -c 'import csv
row = next(csv.DictReader(open("dest/comparison.csv", newline="")))
print("%.12f" % (100 * (max(float(row["ratio"]), 1 / float(row["ratio"])) - 1)))')
compare hopeless --threshold "$border" # right at the measured difference
expect_out 'more than 1000 would be needed' 'use a quieter machine'
if grep -oE 'about [0-9]{5,} rounds' "$scratch/out"; then broken "advice that can be followed"; fi
made few rounds=5 ratios=2
compare few --output dest
expect_out '(5 rounds: too few for a verdict)'
verdicts_are dest/comparison.csv inconclusive inconclusive

# Reference work: a warning above 2 %, no verdict above 5 %.
made moved ratios=1.10 steady=1.03
compare moved --output dest
expect_out 'moved by 3.' '2 slower'
made lost ratios=1.10 steady=0.9
compare lost --output dest
expect_exit 0
expect_out 'there are no verdicts' 'which uses no TLS library, moved by 11.'
verdicts_are dest/comparison.csv invalid invalid
checked dest/comparison.csv lost

# Three: the fastest only against each of the others.
made three libraries=alpha,beta,gamma ratios=0.8,0.5
compare three --output dest
expect_out '97.5% interval' 'Fastest: gamma is 1.' 'x as fast as beta ['
checked dest/comparison.csv three
made close libraries=alpha,beta,gamma ratios=0.5,0.5 noise=0.02
compare close
expect_out 'Too close to call: '
made open libraries=alpha,beta,gamma ratios=0.8,1 noise=0.002,0.002,0.9
compare open
expect_out 'Too close to call: beta or gamma may be the fastest'

made lost-three libraries=alpha,beta,gamma ratios=0.8,0.5 steady=0.9
compare lost-three
expect_out 'gamma is ' 'x as fast as alpha ['
if grep -q 'Fastest: ' <<<"$out"; then broken "no claim when the reference work moved"; fi

# ---- Two runs ----
made first libraries=alpha drift=0.01 seed=1
made second libraries=beta drift=0.01 seed=2
compare first second --output dest
expect_exit 0
expect_out 'these runs share no rounds' 'first:alpha' 'second:beta'
checked dest/comparison.csv first second
made both drift=0.01 seed=3
compare slower both --output dest
expect_exit 0
checked dest/comparison-alpha.csv slower both
checked dest/comparison-beta.csv slower both
compare slower first
expect_exit 0
expect_out 'first:alpha'

# ---- Two runs that differ in more than the library ----
facts() { # facts RUN PYTHON: run.json after a change of `f`
    python3 -c 'import json, sys
path = sys.argv[1] + "/run.json"
f = json.load(open(path))
exec(sys.argv[2])
json.dump(f, open(path, "w"))' "$@"
}
as() { # as FOLDER PYTHON [KEY=VALUE]...: another run, with other facts
    local folder=$1 change=$2
    shift 2
    rm -rf "$folder"
    made "$folder" libraries=alpha drift=0.01 seed=4 "$@"
    facts "$folder" "$change"
}
unwatched='warning: not all reference work was measured on both sides'
as unwatched ''
sed -i '/steady\//d' unwatched/samples.csv
compare first unwatched --output dest --export markdown
expect_exit 0
expect_out "$unwatched"
expect "the same in the report" grep -q 'not all reference work was measured on both sides' dest/report.md
compare unwatched first
expect_out "$unwatched"
compare first second
if grep -qF 'no reference work' "$scratch/out"; then broken "no warning of reference work that both have"; fi
expect_out 'Ratios compare the medians of two runs'
if grep -qF 'within a round' "$scratch/out"; then broken "two runs share no round"; fi
as cores01 'f["settings"]["cores"] = [0, 1]'
as cores23 'f["settings"]["cores"] = [2, 3]' seed=5
compare cores01 cores23
expect_exit 2
expect_err 'cores: [0, 1] and [2, 3]' '--cpus'
compare first cores23 # nobody knows
expect_exit 0
as newer 'f["tlsbench"] = "0.2.0"; f["libraries"] = [{"name": "alpha", "product": "wolfSSL"}]' seed=6
as older 'f["tlsbench"] = "0.1.0"; f["libraries"] = [{"name": "alpha", "product": "OpenSSL"}]'
compare older newer --output dest --export junit,markdown
expect_exit 0
expect_out "tlsbench: 0.1.0 and 0.2.0; alpha's product: OpenSSL and wolfSSL"
for file in junit.xml report.md; do
    expect "the same in $file" grep -q "0.1.0 and 0.2.0; alpha's product.*OpenSSL and wolfSSL" dest/$file
done
as stopped 'f["complete"] = False' seed=7
compare stopped first --output dest --export markdown
expect_out 'the run in stopped was interrupted'
expect "the base's state" grep -q '^- Warning: <code>the run .* is not complete' dest/report.md
compare first stopped --output dest --export markdown
expect "the other's state" grep -q '^- Warning: <code>the run .* is not complete' dest/report.md
as lax 'f["suite"] = {"thresholds": ["30"]}' ratios=1
as strict 'f["suite"] = {"thresholds": ["3"]}' seed=8 costs=1.1
for pair in 'lax strict' 'strict lax'; do
    # shellcheck disable=SC2086 # two runs
    compare $pair --output dest
    expect_out 'the smaller one of each row counts'
    [ "$(column dest/comparison.csv threshold)" = '0.03 0.03' ] || broken "the smaller threshold for $pair"
done
compare lax strict --output dest --threshold 20
[ "$(column dest/comparison.csv threshold)" = '0.2 0.2' ] || broken "--threshold before the suites"
# A check was stored: a comparison of its runs is none.
as checked 'f["command_line"] = ["tlsbench", "check"]' libraries=alpha,beta
compare checked --output dest --export markdown
expect "a comparison's words" grep -q '1.20x means' dest/report.md
# Slowed down on purpose: every format says so, or leaves it out.
as slowed 'f["injected"] = {"beta": "10"}' libraries=alpha,beta
compare slowed --output dest --export markdown,junit,bmf,gbench
expect_err 'bmf leaves it out: beta was slowed down on purpose by 10%' 'gbench leaves it out: beta'
expect "the report says so" grep -q 'beta was slowed down on purpose' dest/report.md
expect "JUnit says so" grep -q 'beta was slowed down on purpose' dest/junit.xml
[ "$(column dest/comparison.csv injected)" = 'beta=10 beta=10' ] || broken "the CSV says so"
for file in dest/bmf.json dest/medians.gbench.json; do
    if grep -q '/beta"' "$file"; then broken "nothing of beta in $file"; fi
done
expect "alpha is a figure" grep -q '/alpha"' dest/bmf.json
# What one library lacks does not hide the others.
made lacking cases=kx/x25519/offer,kx/p256/offer
awk -F, -v OFS=, '$5 == "kx/p256/offer" && $6 == "alpha" { $10 = $11 = $12 = $13 = ""; $14 = "unsupported"; $15 = "no p256" } 1' \
    lacking/samples.csv | awk -F, '!($14 == "unsupported" && seen[$3 $5 $6]++)' >edited.csv
mv edited.csv lacking/samples.csv
compare lacking --against kx=x25519 --output dest
expect_exit 0
expect_out 'beta: each case against the same case with kx=x25519'
expect_err 'alpha: no case could be compared'
# A file that cannot be written is an error, whatever else was compared.
mkdir -p taken/comparison-beta.csv
compare slower both --output taken
expect_exit 3
expect_err 'beta: ' 'comparison-beta.csv: Is a directory'
# Names of libraries are only parts of names of files.
made strange1 libraries='alpha,x/../y'
made strange2 libraries='alpha,x/../y' seed=2
compare strange1 strange2 --output dest
expect_exit 0
expect "a harmless name" test -s dest/comparison-x_.._y.csv
long=$(printf 'l%.0s' {1..120})
made long1 libraries="${long}a,${long}b"
made long2 libraries="${long}a,${long}b" seed=2
mkdir long
compare long1 long2 --output long
expect_exit 0
expect "a file for each" test "$(find long -name '*.csv' | wc -l)" -eq 2

# ---- Exports of stored runs ----
junit_says() { # junit_says FILE VERDICT NUMBER
    python3 - "$@" <<'PYTHON' || broken "$3 cases that are $2 in $1"
import sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot().find("testsuite")
said = [node.get("message") for case in suite.findall("testcase") for node in case]
sys.exit(sum(text.startswith(sys.argv[2] + ":") for text in said) != int(sys.argv[3]))
PYTHON
}
compare slower --export markdown=one.md,junit=one.xml,gbench=one.json,bmf=two.json
expect_exit 0
expect "the verdict in Markdown" grep -qF '**<code>beta</code> against <code>alpha</code>: 2 slower.**' one.md
junit_says one.xml slower 2
run "$tlsbench" export slower gbench
expect "a run's own times, compared or not" cmp "$scratch/out" one.json
run "$tlsbench" export slower bmf
expect "a run's own figures, compared or not" cmp "$scratch/out" two.json
compare first second --output dest --export markdown,junit=two.xml
expect_exit 0
expect "both runs are told" grep -q "^..<code>second.*beta</code> against <code>first.*alpha</code>" dest/report.md
expect "what unpaired runs are worth" grep -q 'share no rounds' dest/report.md
expect "the hosts of both" test "$(grep -c 'libraries, how to reproduce this' dest/report.md)" -eq 2
expect "JUnit of two runs" test -s two.xml
compare slower both --output dest --export junit
expect_exit 0
expect "a file for each library" test -s dest/junit-alpha.xml -a -s dest/junit-beta.xml

# ---- Invalid input ----
refused() { # refused EXIT TEXT ARGUMENT...
    local code=$1 text=$2
    shift 2
    rm -rf kept
    cp -r slower kept
    compare "$@" --output dest
    expect_exit "$code"
    expect_err "$text"
    diff -r slower kept || broken "runs that stay as they are"
}
spoilt() { # spoilt EXIT TEXT SED: samples.csv of a run after an edit
    rm -rf spoilt
    cp -r slower spoilt
    sed -i "$3" spoilt/samples.csv
    refused "$1" "$2" spoilt
}
spoilt 2 "schema '9'" 's/^1,/9,/'
spoilt 2 "no column 'metric'" '1s/metric/metrics/'
spoilt 2 'row 40: has 9 fields' '40s/\(\([^,]*,\)\{8\}\).*/\1/'
spoilt 2 "row 9: is not valid CSV" '9s/alpha/"alpha/'
spoilt 2 "row 9: 'fast' is not a number" '9s/,[0-9.]*,ok,/,fast,ok,/'
spoilt 2 "row 9: '1.7e308' cannot have been measured" '9s/,[0-9.]*,ok,/,1.7e308,ok,/'
spoilt 2 "row 9: '1e-320' cannot have been measured" '9s/,[0-9.]*,ok,/,1e-320,ok,/'
spoilt 2 "row 9: time is -5; no figure is below 0" '9s/,[0-9.]*,ok,/,-5,ok,/'
spoilt 2 "time = 0" '9s/,[0-9.]*,ok,/,0,ok,/'
spoilt 2 "does not follow the one before" 2p
spoilt 2 "has 2 values of time, not 3" 4d
rm -rf spoilt && cp -r slower spoilt && sed -n '2,4p' slower/samples.csv >>spoilt/samples.csv
refused 2 "is there twice" spoilt
made sparse rounds=1 cases="$(printf ',kx/%s' {x25519,p256,p384}/{offer,answer,finish,exchange} | cut -c 2-)"
sed -i '2s/^1,sparse,1,/1,sparse,10000,/' sparse/samples.csv
refused 2 "sparse: 78 rows for 13 cases of 2 libraries in 10000 rounds, so its tables are not as tlsbench wrote them" sparse
spoilt 2 "no status 'fine'" '9s/,ok,/,fine,/'
spoilt 2 "time is in 'us'; this tlsbench reads it in ns" '9s/,ns,/,us,/'
spoilt 2 "no metric 'tim'" '9s/,time,/,tim,/'
spoilt 2 'this tlsbench does not know the case' '9s/x25519/x25518/'
spoilt 2 'round 1e+18' '9s/slower,[0-9]*,/slower,1000000000000000000,/'
spoilt 2 'has no sample' '2,9999d'
spoilt 2 'is empty' d
spoilt 2 'measured with --pairs' '9s/alpha,alpha/alpha,beta/;12s/beta,beta/beta,alpha/'
rm -rf spoilt && cp -r slower spoilt && printf '{"schema": 1,' >spoilt/run.json
refused 2 'spoilt/run.json, line 1' spoilt
rm -rf spoilt && cp -r slower spoilt && mv spoilt/samples.csv spoilt/samples.csv.partial
head -c 4096 /dev/zero >>spoilt/samples.csv.partial # as a power cut leaves it
compare spoilt
expect_exit 0
expect_out 'tlsbench was killed during the run in spoilt'
rm spoilt/samples.csv.partial
refused 2 'no samples.csv' spoilt
cp -r slower copy
refused 2 'are the same run' slower copy
refused 2 'are the same run' slower slower
made elsewhere host=there seed=9
refused 4 'name: "here" and "there"' slower elsewhere
compare slower elsewhere --across-hosts
expect_exit 0
expect_out 'the runs come from different machines'
rm elsewhere/run.json
refused 4 'elsewhere has no run.json' slower elsewhere
made shorter chunk_ms=1 seed=2
refused 2 'chunk_ms: 10 and 1' slower shorter
made other cases=kx/p256/offer steady=1 seed=9
sed -i '/steady\//d' other/samples.csv
refused 3 'no case was measured on both sides' slower other
made strangers libraries=gamma,delta seed=9
refused 3 'no library in common' slower strangers
refused 3 'has only one library' first
refused 2 'at most two runs' slower same noisy
refused 2 'name libraries only, or runs only' slower alpha

refused 2 '--export junit=x.xml: 2 libraries are compared' slower both --export junit=x.xml
refused 2 'tlsbench export RUN gbench' first second --export gbench=x.json
refused 2 'tlsbench export RUN bmf' first second --export markdown,bmf
refused 2 "did you mean 'junit'?" slower --export junot=x.xml
refused 2 '--export: /nowhere/x.md cannot be written: there is no folder /nowhere' slower --export markdown=/nowhere/x.md
expect "no export of what was refused" test ! -e x.xml -a ! -e x.json
compare slower --export markdown
expect_exit 2
expect_err 'markdown=FILE or --output DIR'

compare
expect_exit 2
compare alpha
expect_exit 2
expect_err 'two or more libraries'
compare slower --sort size
expect_exit 2
expect_err 'case, ratio, verdict'
compare slower --only fastr
expect_exit 2
expect_err "did you mean 'faster'"
compare slower --threshold kx=much
expect_exit 2
expect_err 'is not a threshold'
compare slower --output nowhere
expect_exit 2
expect_err "there is no folder nowhere; make it with: mkdir -p nowhere"
compare fault-none fault-none --output dest
expect_exit 2
compare slower --rounds 3
expect_exit 2
expect_err 'is a stored run'
