#!/usr/bin/env bash
# csv.sh BUILD: the tables of results by themselves: each names its run and machine, samples that do not count say so,
# CPU features stand in run.json once, and the tables of an older tlsbench are read as before.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

made() { # made FOLDER [KEY=VALUE]...
    python3 "$here/make_run.py" "$@" || broken "a made-up run in $1"
}

# ---- Samples that were replaced, in this schema and the older one ----
made plain
python3 - <<'PYTHON' || broken "two more forms of the run, each with two samples that were measured again"
import csv, shutil
def write(folder, change, more):
    rows = list(csv.DictReader(open("plain/samples.csv", newline="")))
    first = [row for row in rows if row["round"] == "2" and row["case"] == rows[0]["case"]]
    at = rows.index(first[0])
    absurd = [{**row, "place": str(100 + int(row["place"])), "value": "1", "was": "replaced"} for row in first]
    shutil.copytree("plain", folder)
    with open(f"{folder}/samples.csv", "w", newline="") as file:
        out = csv.DictWriter(file, [*rows[0], *more], extrasaction="ignore", restval="")
        out.writeheader()
        out.writerows(change(row) for row in rows[:at] + absurd + rows[at:])
write("new", lambda row: {**row, "schema": 2, "status": row.get("was", "ok"), "reason": "a word" if "was" in row else ""}, [])
write("older", lambda row: {**row, "replaced": int("was" in row), "cpu_features": "AVX2"}, ["cpu_features", "replaced"])
write("newer", lambda row: {**row, "schema": 3}, [])
PYTHON
for folder in plain new older; do
    run "$tlsbench" export $folder bmf $folder.json
    expect_exit 0
    run "$tlsbench" show $folder
    expect_exit 0
    tail -n +2 "$scratch/out" >$folder.txt # without the name of the run
done
for folder in new older; do
    expect "$folder: the replaced samples do not count" cmp $folder.json plain.json
    expect "$folder: the same tables" cmp $folder.txt plain.txt
done
run "$tlsbench" show newer
expect_exit 2
expect_err "samples.csv, row 2: schema '3', but this tlsbench reads 1 to 2"
sed '2s/,ok,/,replacd,/' new/samples.csv >spoilt.csv
cp -r new spoilt && mv spoilt.csv spoilt/samples.csv
run "$tlsbench" show spoilt
expect_exit 2
expect_err "there is no status 'replacd'"

# ---- Tables that would need any amount of memory, and any time: nothing that tlsbench writes ----
absurd() { # absurd FOLDER EXPRESSION: a run with those samples, (round, case, library)
    mkdir "$1"
    python3 - "$1/samples.csv" "$2" <<'PYTHON'
import csv, sys
path, samples = sys.argv[1:]
with open(path, "w", newline="") as file:
    out = csv.writer(file)
    out.writerow("schema run round place case library version client server metric unit chunk value status reason".split())
    for round, case, library in eval(samples):
        out.writerow([1, "a", round, 1, case, library, 1, library, library, "time", "ns", 1, 100, "ok", ""])
PYTHON
}
absurd sparse '[(1, "kx/x25519/offer", f"l{i}") for i in range(900)] + [(10000, "kx/x25519/offer", "l0")]'
run "$tlsbench" show sparse
expect_exit 2
expect_err "sparse: 901 rows for 1 cases of 900 libraries in 10000 rounds"
absurd crowded '[(1, "kx/x25519/offer", f"l{i}") for i in range(2000)]'
run "$tlsbench" show crowded
expect_exit 2
expect_err "crowded/samples.csv, row 1002: more than 1000 libraries"
absurd endless '[(1, f"aead/aes-128-gcm/{i}/once/seal", "a") for i in range(16, 12000)]'
run "$tlsbench" show endless
expect_exit 2
expect_err "endless/samples.csv, row 10002: there are more than 10000 cases"

python3 -c 'import json
json.dump({"libraries": [{"name": "alpha"}] * 20000}, open("absurd.json", "w"))'
cp -r plain known
mv absurd.json known/run.json
run "$tlsbench" show known
expect_exit 2
expect_err "known/run.json: more than 1000 libraries"

# ---- Two machines: whose rows are whose ----
made there host=there seed=2
mkdir dest
run "$tlsbench" compare plain there --across-hosts --output dest --library alpha
expect_exit 0
python3 - <<'PYTHON' || broken "both runs and machines in comparison.csv"
import csv
rows = list(csv.DictReader(open("dest/comparison.csv", newline="")))
names = {tuple(row[name] for name in ("base_run", "base_host", "run", "host")) for row in rows}
assert names == {("plain", "here", "there", "there")} and {row["kind"] for row in rows} == {"case", "steady", "group"}, names
PYTHON

# ---- What a run writes ----
make_suite one.ini 6 2 'sample-operations = 1' "${section_kx[@]}" 'operation = offer'
clockwork
measure=("$tlsbench" run ./one.ini --modules "$faulty" --no-steady)
run "${measure[@]}" --library fault-none,fault-other-cpu
expect_exit 0
python3 "$here/check_run.py" results/latest complete || broken "files that agree with each other"
python3 - <<'PYTHON' || broken "CPU features in run.json once, and in no row of samples.csv"
import csv, json
run = json.load(open("results/latest/run.json"))
assert [of["cpu_features"] for of in run["libraries"] if of["name"] == "fault-other-cpu"] == ["AVX-512"], run["libraries"]
rows = list(csv.DictReader(open("results/latest/samples.csv", newline="")))
assert {row["schema"] for row in rows} == {"2"} and {row["run"] for row in rows} == {run["run"]}
assert not {"cpu_features", "replaced"} & set(rows[0]), rows[0]
PYTHON

# Code for other CPU features is other code, and no figure is made of both.  It is the fourth process: one reported what
# it is, one sized the chunks.
TLSBENCH_FAULT_TURNS=$PWD/turns TLSBENCH_FAULT_TURN=4 run "${measure[@]}" --library fault-none,fault-other-cpu
expect_exit 1
summary_is results/latest fault-none ok
summary_is results/latest fault-other-cpu void "1 of 6 rounds: it chose its code for other CPU features than when the run began (now 'AVX-512', then 'AVX2')"
real_time

# ---- The lines of bench/README.md for pandas ----
if python3 -c 'import pandas' 2>/dev/null; then
    run "$tlsbench" compare fault-none fault-other-cpu --suite ./one.ini --modules "$faulty" --no-steady --rounds 6
    # shellcheck disable=SC2016 # the fences of Markdown
    sed -n '/^```python/,/^```/{/^```/d;p}' "$here/../../bench/README.md" |
        sed 's/openssl-3.5/fault-none/g; s/boringssl/fault-other-cpu/g; s/there\/latest/results\/latest/' >lines.py
    expect "lines of Python" test -s lines.py
    run python3 lines.py
    expect_exit 0
    expect_out kx/x25519/offer
else
    echo 'not tried: pandas (it is not installed)'
fi
