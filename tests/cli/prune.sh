#!/usr/bin/env bash
# prune.sh BUILD: old runs are removed, and nothing that would be missed.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

name() { # name N: of the N'th run
    echo "2026010${1}T000000Z-quick"
}
made() { # made N: a run with all that identifies it
    local folder
    folder=results/$(name "$1")
    python3 "$here/make_run.py" "$folder" cases=kx/x25519/offer rounds=2 seed="$1" || broken "a made-up run"
    python3 - "$folder" "$1" <<'PYTHON'
import json, os, sys
folder, number = sys.argv[1:]
facts = json.load(open(f"{folder}/run.json"))
facts.update(run=os.path.basename(folder), started=f"2026-01-0{number}T00:00:00Z", seed=number, id=f"id-{number}")
json.dump(facts, open(f"{folder}/run.json", "w"))
PYTHON
}
have() { # have N...: these runs and no others are there
    local number expected=()
    for number; do
        expected+=("$(name "$number")")
    done
    expect "the runs $*" test "$(cd results && echo [0-9]*-quick)" = "${expected[*]}"
}

run "$tlsbench" prune
expect_exit 2
expect_err "results: No such file" "--results"
run "$tlsbench" prune results/latest
expect_exit 2
expect_err "'results/latest' is one" "--results"
run "$tlsbench" prune --keep 0
expect_exit 2
expect_err "--keep 0: not a number from 1"
mkdir results
run "$tlsbench" prune
expect_exit 0
expect_out "No run is removed: results has 0"

for number in 1 2 3 4 5 6 7 8; do
    made $number
done
have 1 2 3 4 5 6 7 8
run "$tlsbench" prune
expect_exit 0
expect_out "No run is removed: results has 8, and the newest 20 stay"

# Without the history nothing is removed: it would be lost.
run "$tlsbench" prune --keep 1
expect_exit 3
expect_err "results/history.db: No such file" "Nothing was removed" "--history none"
have 1 2 3 4 5 6 7 8

# Each of these has a reason to stay, but for 1 and 7.
run "$tlsbench" history import results/2026010[123457]T*
expect_exit 0
ln -s "$(name 2)" results/latest
ln -s "$(name 3)" results/baseline
echo "the fan was broken" >"results/$(name 4)/notes.txt"
mv "results/$(name 5)/samples.csv" "results/$(name 5)/samples.csv.partial"
exec 9<"results/$(name 5)/samples.csv.partial"
flock 9
echo ratios >"results/$(name 1)/comparison.csv"
echo ratios >"results/$(name 1)/comparison-alpha.csv"
echo page >"results/$(name 1)/report.html"
echo half >"results/$(name 7)/run.json.aB3dE6.new" # of writers that were killed: now, and of an older tlsbench
echo half >"results/$(name 7)/summary.csv.new"
python3 - "results/$(name 7)/run.json" <<'PYTHON'
import json, sys
facts = json.load(open(sys.argv[1]))
json.dump({**facts, "injected_pct": {"beta": 5}}, open(sys.argv[1], "w"))
PYTHON
# These are no runs, whatever their names.
cp -r "results/$(name 1)" results/before-tuning
mkdir results/20260101T000001Z-empty "results/.removed-mine"
echo text >results/20260101T000001Z-file
ln -s "$(name 8)" results/20260101T000000Z-link
everything() {
    find results -not -name history.db | sort
}

run "$tlsbench" prune --keep 1 --dry-run
expect_exit 0
others=$(grep -o 'with [^ ]*, [^ ]*, [^ ]*, which' "$scratch/out" | tr ' ' '\n' | sort | tr -d '\n')
expect "its files that the history does not have" test "$others" = "comparison-alpha.csv,comparison.csv,report.html,whichwith" \
    -o "$others" = "comparison.csv,comparison-alpha.csv,report.html,whichwith"
expect_out "would remove results/$(name 1), " "would remove results/$(name 7), " \
    "with the samples that were slowed down on purpose (--inject), which the history does not have" \
    "kept results/$(name 2): results/latest leads to it" "kept results/$(name 3): results/baseline leads to it" \
    "kept results/$(name 4): it has notes.txt, which prune does not remove" \
    "kept results/$(name 5): tlsbench is still writing it" \
    "kept results/$(name 6): results/history.db does not have it; to store its values: tlsbench history import results/$(name 6)" \
    "2 runs would be removed, " "6 stay"
have 1 2 3 4 5 6 7 8

# A search for a capacity is a run, too, and no history has it.
mkdir results/20250101T000000Z-capacity
cp "results/$(name 1)/run.json" results/20250101T000000Z-capacity
echo 'schema,kind' >results/20250101T000000Z-capacity/capacity.csv
run "$tlsbench" prune --keep 1 --dry-run
expect_exit 0
expect_out "kept results/20250101T000000Z-capacity: it has the results of a search for a capacity" "--history none" "7 stay"
echo 'schema' >results/20250101T000000Z-capacity/samples.csv.partial # it was killed
run "$tlsbench" prune --keep 1 --dry-run
expect_exit 0
expect_out "kept results/20250101T000000Z-capacity: it has the results of a search for a capacity"
run "$tlsbench" prune --keep 8 --dry-run --history none
expect_exit 0
expect_out "would remove results/20250101T000000Z-capacity, "
rm -r results/20250101T000000Z-capacity

# The size is what the disk gets back; besides the two folders nothing is gone.
everything | grep -v -e "$(name 1)" -e "$(name 7)" >before
freed=$(python3 - "results/$(name 1)" "results/$(name 7)" <<'PYTHON'
import os, sys
bytes = sum(512 * os.stat(f"{folder}/{name}").st_blocks for folder in sys.argv[1:] for name in os.listdir(folder))
print(f"{-(-bytes // 1000)} kB" if bytes < 1e6 else f"{bytes / 1e6:.1f} MB")
PYTHON
)
run "$tlsbench" prune --keep 1
expect_exit 0
expect_out "removed results/$(name 1), " "2 runs were removed, $freed of disk space; 6 stay." "not the single chunks"
have 2 3 4 5 6 8
everything >after
expect "all others as they were" cmp before after
run "$tlsbench" history show kx/x25519/offer --library beta
expect_exit 0
expect_out "2026-01-01" "2026-01-07"
run "$tlsbench" show results/latest
expect_exit 0
run "$tlsbench" prune --keep 1
expect_exit 0
expect_out "No run is removed, for the reasons above."

# A run.json that cannot be read: nobody knows what it was.
echo '{' >"results/$(name 6)/run.json"
run "$tlsbench" prune --keep 1
expect_exit 0
expect_out "kept results/$(name 6): its run.json cannot be read"

# A damaged history is not asked, and is not a reason to remove anything.
cp results/history.db kept.db
echo letter >results/history.db
run "$tlsbench" prune --keep 1
expect_exit 3
expect_err "results/history.db: file is not a database" "Nothing was removed"
have 2 3 4 5 6 8
mv kept.db results/history.db

# Killed in the middle of a removal: no half of a run is left under its name, and the next call completes it.
exec 9<&-
if strace -e trace=none true 2>/dev/null; then
    strace -e trace=unlink,unlinkat -e inject=unlink,unlinkat:signal=KILL:when=2 "$tlsbench" prune --keep 1 >out 2>err
    have 2 3 4 6 8
    expect "the rest of it under another name" test -d "results/.removed-$(name 5)"
else
    echo 'not tried: a kill (strace does not work here)'
    mv "results/$(name 5)" "results/.removed-$(name 5)"
fi
run "$tlsbench" prune --dry-run
expect_exit 0
expect_out "would complete 1 interrupted removal"
run "$tlsbench" prune
expect_exit 0
expect_out "completed 1 interrupted removal"
expect "nothing is left of it" test ! -e "results/.removed-$(name 5)"
expect "a folder of another's is" test -d results/.removed-mine

# Asked to, it removes what no history has; what holds a run still does.
run "$tlsbench" prune --keep 1 --history none
expect_exit 0
expect_out "removed results/$(name 6), " "1 run was removed, " "No history was asked"
have 2 3 4 8
