#!/usr/bin/env bash
# answers.sh BUILD: output of a stored run, in whole and in part, the main result of a run, and cases compared with each
# other.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

made() { # made FOLDER [KEY=VALUE]...
    python3 "$here/make_run.py" "$@" || broken "a made-up run in $1"
}
show() { # show ARGUMENT...
    run "$tlsbench" show "$@"
}
compare() { # compare ARGUMENT...
    run "$tlsbench" compare "$@"
}

# ---- The main result agrees with the rows above it ----
made three libraries=alpha,beta,gamma ratios=0.5,1.003 rounds=10 cases=kx/x25519/offer,kx/x25519/exchange,kx/p256/offer
show three
expect_exit 0
expect_out 'In short' 'Key exchange, 3 cases: beta is 2.0' '; gamma is 0.99' 'x as fast as alpha [' 'more is better' 'the 97.5% confidence interval'
mkdir dest
compare three --output dest
cp "$scratch/out" compared
show three
python3 - "$scratch/out" compared dest/comparison.csv <<'PYTHON' || broken "one ratio, and its mean, in run, in compare and in comparison.csv"
import csv, re, statistics, sys
shown, compared = (open(path).read() for path in sys.argv[1:3])
rows = [row for row in csv.DictReader(open(sys.argv[3], newline="")) if row["kind"] == "case" and row["other"] == "beta"]
means = {row["other"]: row for row in csv.DictReader(open(sys.argv[3], newline="")) if row["kind"] == "group"}
words = lambda row: "%.*fx [%.*f, %.*f]" % sum(((3 if float(row["high"]) - float(row["low"]) < 0.02 else 2, float(row[key]))
                                                for key in ("ratio", "low", "high")), ())
assert len(rows) == 3
for row in rows:
    assert words(row) in shown and words(row) in compared, words(row)
for name, mean in means.items():
    ratio, interval = words(mean).split(" ", 1)
    sentence = f"{name} is {ratio} as fast as alpha {interval}"
    assert sentence in shown and sentence in compared, sentence
for column in ("ratio", "low", "high"):
    mean = statistics.geometric_mean(float(row[column]) for row in rows)
    assert abs(float(means["beta"][column]) / mean - 1) < 1e-12
PYTHON
made doubtful ratios=1.0 noise=0.1 rounds=9
show doubtful
expect_out 'so either may be faster'
made few rounds=3
show few
expect_out '(3 rounds: too few for a verdict)'

# ---- A part of a run, at any width ----
show three --case 'kx/x25519/*' --library gamma,alpha
expect_exit 0
expect_out 'Key exchange, 2 cases: alpha is 1.00' 'x as fast as gamma'
if grep -qE 'beta|p256' "$scratch/out"; then broken "neither another library nor another case"; fi
widest() {
    sed -n '/^Key exchange:/,/^Medians/p' "$scratch/out" | awk '{ if (length($0) > most && !/Medians/) most = length($0) } END { print most }'
}
show three --width 60
[ "$(widest)" -le 60 ] || broken "tables of 60 columns"
run env COLUMNS=70 "$tlsbench" show three
[ "$(widest)" -le 70 ] || broken "tables of 70 columns"
show three --width 200
narrow=$(grep -c 'offer' "$scratch/out")
[ "$narrow" -eq 2 ] || broken "one table where there is room"

# ---- What a run says at its end, a stored run says again ----
made told libraries=alpha,beta rounds=9 cases=kx/x25519/offer,kx/p256/offer
jq '.libraries = [{name: "alpha", missing: "AES-NI"}, {name: "beta", faults: "x25519: is wrong (all of it); seen"}] |
    .disturbance = {samples: 100, pairs: 50, replaced_pairs: 7} | .conditions = {nice: 5, cores_allowed: "0-1"} |
    .settings.sample_operations = 99' told/run.json >told.json
mv told.json told/run.json
sed -i '1s/$/,operations/; 2,$s/$/,11/' told/samples.csv # 33 in a sample
tr -d '\r' <told/samples.csv >told.csv
mv told.csv told/samples.csv
remarks=('alpha lacks fast code' '7 of 50 turns' 'nice 5: ' 'operations are slow in 2 cases: a sample of kx/x25519/offer has 33 of them, not 99')
show told
expect_exit 0
expect_out "${remarks[@]}" 'note: beta, x25519: is wrong: see tlsbench info beta'
compare told
expect_out "${remarks[@]}"
run "$tlsbench" report told --output told.html
expect_exit 0
expect "the remarks on the page" grep -qF 'alpha lacks fast code' told.html
run "$tlsbench" export told markdown
expect_exit 0
expect_out '- Warning: <code>alpha lacks fast code' '- Note: <code>7 of 50 turns'
show told --library beta
if grep -qF 'alpha lacks' "$scratch/out"; then broken "no remark on a library that is not shown"; fi
compare told --against kx=x25519
expect "the note of beta in beta's table only" test "$(grep -c '^note: beta, x25519' "$scratch/out")" -eq 1

# What the processor counted, if the run did: without --metric, and of an older tlsbench, which did not record it.
made counted libraries=alpha,beta cases=kx/x25519/offer
sed -i '/,kx\/x25519/{p; s/,time,ns,/,cycles,count,/}' counted/samples.csv
show counted
expect_exit 0
expect_out 'cycles'
compare counted # whose words are of speed
expect_exit 0
if grep -qF cycles "$scratch/out"; then broken "a comparison of times"; fi

refused() { # refused TEXT ARGUMENT...
    local text=$1
    shift
    run "$tlsbench" "$@"
    expect_exit 2
    expect_err "$text"
}
for command in 'show three' 'export three bmf' 'compare three'; do
    # shellcheck disable=SC2086 # several words
    refused "matches no case of three; the nearest is 'kx/x25519/offer'" $command --case 'kx/x25519/off'
    # shellcheck disable=SC2086
    refused "did you mean 'beta'?  There are: alpha beta gamma" $command --library bata
    # shellcheck disable=SC2086
    refused "did you mean 'time'?" $command --metric tyme
done
refused "matches no case of three; one of its cases is 'kx/x25519/offer'" show three --case zzz
refused 'there is no folder nowhere' show nowhere
refused 'the folder of one run' show
refused 'not a number from 20' show three --width 3
refused 'use bmf or markdown' export three gbench --metric time
cp -r three spoilt
sed -i '9s/,[0-9.]*,ok,/,fast,ok,/' spoilt/samples.csv
refused "row 9: 'fast' is not a number" show spoilt

# ---- Figures are the same in every file, and the export of a stored run equals the run's own, including plain TCP ----
run "$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library "fault-none,twin=$faulty/fault-none.so" --rounds 3 \
    --results results --export gbench,gbench-rounds,bmf,markdown,junit
expect_good results/latest
grep -E '^(warning|note): ' "$scratch/out" >said
show results/latest
expect "the remarks of the run" cmp said <(grep -E '^(warning|note): ' "$scratch/out")
for format in gbench gbench-rounds bmf markdown junit; do
    file=$("$tlsbench" list formats | awk -v format=$format '$1 == format { print $2 }')
    run "$tlsbench" export results/latest $format
    expect_exit 0
    expect "$format as when it was measured" cmp "$scratch/out" "results/latest/$file"
done
expect "the transfers without TLS" grep -q '/plain"' results/latest/bmf.json
run "$tlsbench" export results/latest bmf --case 'handshake/loopback/*' --library twin --metric server_cpu
python3 - "$scratch/out" <<'PYTHON' || broken "one metric of one case, without TLS beside it"
import json, sys
rows = {name: row for name, row in json.load(open(sys.argv[1])).items() if not name.startswith("steady/")}
assert {name.rsplit("/", 1)[1] for name in rows} <= {"twin", "plain"}, list(rows)
assert all(list(row) == ["server-cpu-ns"] for row in rows.values()), rows
PYTHON
mkdir kept
compare results/latest --output kept --export markdown,bmf
python3 - kept results/latest/summary.csv <<'PYTHON' || broken "figures of report.md, bmf.json, comparison.csv and summary.csv"
import csv, json, re, sys
folder, summary = sys.argv[1:]
bmf = json.load(open(folder + "/bmf.json"))
values = {(row["case"], row["library"], row["metric"]): row["value"] for row in csv.DictReader(open(summary, newline=""))}
report = open(folder + "/report.md").read()
assert "median chunk, as in summary.csv and bmf.json" in report and "fastest chunk" in report
checked = 0
for row in csv.DictReader(open(folder + "/comparison.csv", newline="")):
    if row["kind"] != "case" or not row["base_value"]:
        continue
    for side in ("base", "other"):
        library = row[side].split("+")[0]
        assert float(row[side + "_value"]) == float(values[row["case"], library, row["metric"]]), row["case"]
        if row["metric"] == "time":
            value = bmf[row["case"] + "/" + library]["latency"]["value"]
            assert value == float(row[side + "_value"]), row["case"]
            line = [line for line in report.splitlines() if f">{row['case']}<" in line and "| time |" in line][0]
            said = [float(text.replace(",", "")) * {"ns": 1, "us": 1e3, "ms": 1e6}[unit]
                    for text, unit in re.findall(r"\| ([0-9.,]+) (ns|us|ms) ", line)]
            assert any(abs(number / value - 1) < 0.006 for number in said), (line, value)
            checked += 1
assert checked
PYTHON

# ---- Cases compared with each other ----
made cases libraries=alpha,beta ratios=1 drift=0.001 costs=1,1,2,4 \
    cases=kx/x25519/offer,kx/x25519/exchange,kx/p256/offer,kx/p256/exchange
compare cases --against kx=x25519 --library alpha --output dest
expect_exit 0
expect_out 'alpha: each case against the same case with kx=x25519' 'kx=p256 is 0.35' 'x as fast as kx=x25519 [' '0 faster, 2 slower'
python3 "$here/check_comparison.py" dest/comparison.csv cases || broken "comparison.csv as computed again from the samples"
# The machine during the run: the reference work moves by some percent from round to round, and that is reported.
made restless libraries=alpha drift=0.05 cases=kx/x25519/offer,kx/p256/offer
compare restless --against kx=x25519
expect_out 'warning: the reference work moved by'
made steady libraries=alpha drift=0.001 cases=kx/x25519/offer,kx/p256/offer
compare steady --against kx=x25519
expect_exit 0
expect_out 'reference work, which uses no library, moved: arithmetic 0.'
if grep -q 'the reference work moved' "$scratch/out"; then broken "no warning of a machine that holds still"; fi
sed -i '/steady\//d' steady/samples.csv
compare steady --against kx=x25519
expect_out 'warning: no reference work was measured'
compare cases --against kx=p256 --output dest --export markdown
expect_exit 0
expect_out 'beta: each case against the same case with kx=p256' 'kx=x25519 is 2.8' '2 faster, 0 slower'
expect "a file for each library" test -s dest/comparison-alpha.csv -a -s dest/comparison-beta.csv -a -s dest/report-beta.md
expect "ratios in Markdown as everywhere" grep -q '| 4.0[0-9]*x | \[' dest/report-beta.md
compare cases --against operation=offer --case 'kx/x25519/*' --library alpha
expect_out 'x as fast as operation=offer ['
made lonely cases=kx/x25519/offer,kx/p256/offer,kx/p384/exchange,aead/aes-128-gcm/64/once/seal libraries=alpha
sed -i '/aead/d' lonely/samples.csv
compare lonely --against kx=x25519
expect_exit 0
expect_out 'kx/x25519/exchange was not measured' '1 invalid'
# One thread has no context, so its case has no partner; that is no fault of it.
verify=trust/ed25519/verify/2/1/none
made threaded libraries=alpha drift=0.001 costs=4,2,1 cases=$verify/threads-1,$verify/threads-2/own,$verify/threads-2/shared,kx/x25519/offer
sed -i '/trust/s/,time,ns,/,operations_per_second,1\/s,/' threaded/samples.csv
compare threaded --against context=own
expect_exit 0
expect_out 'context=shared is ' "left out, because there is no case to compare with: $verify/threads-1: context does not apply to it" \
    "left out, because there is no case to compare with: kx cases have no parameter 'context'" '0 faster, 1 slower' '0 invalid'

refused "there is no parameter 'kex'; did you mean 'kx'?" compare cases --against kex=x25519
refused "there is no kx 'x25518'; did you mean 'x25519'?" compare cases --against kx=x25518
refused "kx cases have no parameter 'size'" compare cases --against size=256
refused 'is given twice' compare cases --against kx=x25519,kx=p256
refused 'not of the form PARAMETER=VALUE' compare cases --against kx
refused 'name one folder' compare cases three --against kx=x25519

# Measured: partners are added, and shown next to their cases.
make_suite against.ini 2 2 '[aead]' 'suite = aes-128-gcm' 'size = 64 512' 'operation = seal' \
    "${section_kx[@]}" 'operation = offer'
compare fault-none --suite ./against.ini --modules "$faulty" --results live --against size=256
expect_exit 0
expect_err "left out, because there is no case to compare with: kx cases have no parameter 'size'"
expect_out 'size=64 is ' 'size=512 is ' 'x as fast as size=256 ['
python3 - live/latest/samples.csv <<'PYTHON' || broken "10 rounds, in which a partner is measured with its cases"
import csv, sys
rounds = {}
for row in csv.DictReader(open(sys.argv[1], newline="")):
    assert row["driver"] in ("aead", "steady"), row["case"]
    if row["status"] == "ok" and row["driver"] == "aead":
        rounds.setdefault(row["round"], set()).add(row["size"])
assert len(rounds) == 10 and all(sizes == {"64", "256", "512"} for sizes in rounds.values()), rounds
PYTHON
expect_out 'reference work, which uses no library, moved: arithmetic '
cp live/latest/comparison.csv .
compare live/latest --against size=256 --output dest
expect "a stored run compares as the live one did" cmp comparison.csv dest/comparison.csv
compare fault-none --suite ./against.ini --modules "$faulty" --against direction=upload
expect_exit 2
expect_err 'no case has a partner'
compare fault-none --suite ./against.ini --modules "$faulty" --against size=256 --rounds 6
expect_exit 2
expect_err 'needs --rounds 7'
