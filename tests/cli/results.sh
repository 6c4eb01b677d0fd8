#!/usr/bin/env bash
# results.sh BUILD: the files on disk are written atomically, and results are kept when a run is interrupted.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

suite=("$tlsbench" run "$suites/tiny.ini" --modules "$faulty" --library fault-none --no-plain)
few=(--case 'kx/*,handshake/memory/*') # a disk or memory is filled without waiting for windows
long=("${suite[@]}" --rounds 500)

run "${suite[@]}" --results results --seed 7
expect_good results/latest
expect_out "fault-none" "≤2026-03-04" # which version, and of which day, above every table
expect "results/latest is a link to the run" test -L results/latest
for file in samples.csv summary.csv run.json; do
    expect "$file" test -s "results/latest/$file"
done
expect "nothing half-written" test -z "$(find results/ -name '*.partial*' -o -name '*.tmp*')"
python3 "$here/check_run.py" results/latest complete || broken "files that agree with each other"
expect "version and day in every row" python3 - <<'PYTHON'
import csv, json
for name in "summary.csv", "samples.csv":
    for row in csv.DictReader(open(f"results/latest/{name}", newline="")):
        assert (row["version"], row["date"], row["date_of"]) == ("1.0", "2026-03-04", "package"), row
(library,) = json.load(open("results/latest/run.json"))["libraries"]
assert (library["version"], library["date"], library["date_of"], library["says"]) == ("1.0", "2026-03-04", "package", "1.0")
PYTHON

# A second run is stored next to the first.
run "${suite[@]}" --results results --seed 7
expect_good results/latest
expect "the same seed draws the same for each sample, and not the same for two of them" python3 - <<'PYTHON'
import csv, glob
runs = [{(row["case"], row["round"], row["library"]): row["sample_seed"] for row in csv.DictReader(open(name, newline=""))}
        for name in sorted(glob.glob("results/2*/samples.csv"))]
assert len(runs) == 2 and runs[0] == runs[1], runs
assert len(set(runs[0].values())) == len(runs[0]) and "0" not in runs[0].values(), runs[0]
PYTHON
expect "two runs" test "$(find results -mindepth 1 -maxdepth 1 -type d | wc -l)" -eq 2

# A folder that cannot be written is detected before anything is measured.
printf 'a file' >taken
run "${suite[@]}" --results taken
expect_exit 2
expect_err taken
run "${suite[@]}" --results /proc/nowhere
expect_exit 2

own_workers() { # those that run in this test's folder: other tests may run the same module beside it
    local pid
    for pid in $(pgrep -f "$worker.*fault-none"); do
        [ "$(readlink "/proc/$pid/cwd")" = "$scratch" ] && echo "$pid"
    done
}

# Ctrl-C: the results so far are kept and marked.
interrupt() { # interrupt SIGNAL EXIT
    rm -rf cut
    "${long[@]}" --results cut >out 2>err </dev/null &
    local pid=$!
    await 60 has_samples cut 60
    kill "-$1" "$pid"
    wait "$pid"
    status=$? out=$(cat out) err=$(cat err) last="run, then SIG$1"
    expect_exit "$2"
}
# A background job of a script ignores SIGINT unless job control is on.
set -m
interrupt INT 130
set +m
python3 "$here/check_run.py" cut/latest incomplete || broken "what was measured before Ctrl-C"
grep -qiE 'incomplete|interrupted' out err || broken "word that the run is not complete"
expect "no worker left behind" test -z "$(own_workers)"
interrupt TERM 143
python3 "$here/check_run.py" cut/latest incomplete || broken "what was measured before SIGTERM"

# SIGKILL of the controller: the samples so far are kept.
rm -rf cut
"${long[@]}" "${few[@]}" --library fault-unsupported --results cut >out 2>err </dev/null &
pid=$!
await 60 has_samples cut 60
kill -KILL "$pid"
wait "$pid" 2>/dev/null
expect "samples survive" test "$(cat cut/*/samples.csv* | wc -l)" -gt 60

# ... and with them the facts: the run can be exported, compared and imported, up to its last complete sample.
killed=$(echo cut/*Z-tiny)
python3 - "$killed/run.json" <<'PYTHON' || broken "the facts of a run that was killed"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["complete"] is False and run["ended"] == "" and "killed" in run["ended_by"], run["ended_by"]
assert run["host"]["kernel"] and run["libraries"][0]["name"] == "fault-none" and run["seed"]
PYTHON
run "$tlsbench" export "$killed" markdown
expect_exit 0
expect_out "is not complete" "fault-unsupported" # which has not a single sample
run "$tlsbench" show "$killed"
expect_exit 0
expect_out "unsupported"
run "$tlsbench" history import --history killed.db "$killed"
expect_exit 0
expect_out imported
cp -r results/latest/. whole
run "$tlsbench" compare whole "$killed"
expect_out "note: tlsbench was killed during the run in $killed"
torn() { # torn ROWS BYTES: the partial file of a run, its last row but for BYTES of it; then what an export makes of it
    rm -rf torn
    cp -r "$killed" torn
    python3 - "$1" "$2" torn/samples.csv.partial <<'PYTHON'
import sys
rows, left, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lines = open(path, "rb").read().split(b"\r\n")[:rows + 1]
open(path, "wb").write(b"\r\n".join(lines[:-1] + [lines[-1][:left]]))
PYTHON
    run "$tlsbench" export torn gbench torn.json
    expect_exit 0
    cat torn.json
}
# The first two samples are of one case each, with two rows or more. If the file is torn within its last row, the second
# sample is dropped completely, wherever the row is torn; if it is torn at the sample's first row, only the first sample
# remains.
rows_of() { # rows_of N: of the first N samples
    python3 - "$killed/samples.csv.partial" "$1" <<'PYTHON'
import csv, sys
seen, count = [], 0
for row in csv.DictReader(open(sys.argv[1], newline="")):
    key = row["round"], row["place"]
    if key not in seen:
        seen.append(key)
    if len(seen) > int(sys.argv[2]):
        break
    count += 1
print(count)
PYTHON
}
two=$(rows_of 2) one=$(rows_of 1)
torn "$((one + 1))" 100 >without
for left in 100 60 200; do
    torn "$two" "$left" >with
    expect "no half of a sample" cmp <(grep -v '"date"' without) <(grep -v '"date"' with)
done

# A signal that is ignored at the start remains ignored: nohup.
rm -rf cut
(trap '' HUP; exec "${suite[@]}" --results cut --rounds 30 --case 'kx/*') >nohup.out 2>nohup.err </dev/null &
pid=$!
await 60 has_samples cut 5
kill -HUP "$pid"
run "$tlsbench" history import --history under_way.db "$(echo cut/*Z-tiny)"
if kill -0 "$pid" 2>/dev/null && [ "$status" -ne 0 ]; then expect_err "is under way"; fi
wait "$pid"
status=$? out=$(cat nohup.out) err=$(cat nohup.err) last="a run with SIGHUP ignored, then SIGHUP"
expect_good cut/latest
python3 "$here/check_run.py" cut/latest complete || broken "a run that SIGHUP did not end"

# Every other signal ends it in an orderly way.
set -m
interrupt QUIT 131
interrupt USR1 138
for signal in XCPU:152 ALRM:142 VTALRM:154 PROF:155 PWR:158 RTMIN+3:165; do
    interrupt "${signal%:*}" "${signal#*:}"
    stands err "interrupted by SIG${signal%:*}" || broken "the name of the signal"
done
set +m
python3 "$here/check_run.py" cut/latest incomplete || broken "what was measured before the signal"

# What a run did not reach did not fail: here the second case hangs.
mkdir -p hung/bin
cp "$tlsbench" hung/bin/tlsbench
ln -s "$build/modules" hung/modules
ln -s "$build/pki" hung/pki
cat >hung/bin/tlsbench-worker <<EOT
#!/bin/sh
case "\$*" in
*kx/x25519/offer*--operations*) its=offer ;;
*kx/x25519/exchange*--operations*) its=exchange ;;
*) exec "$worker" "\$@" ;;
esac
mkdir "$scratch/first" 2>/dev/null && : >"$scratch/first/\$its"
[ -e "$scratch/first/\$its" ] && exec "$worker" "\$@"
: >"$scratch/second"
exec sleep 600
EOT
chmod +x hung/bin/tlsbench-worker
rm -rf cut
hung/bin/tlsbench run "$suites/tiny.ini" --modules "$faulty" --library fault-none --case 'kx/*' --no-steady --results cut >out 2>err </dev/null &
pid=$!
await 60 test -e second || broken "a sample that hangs"
kill -TERM "$pid"
wait "$pid"
status=$? out=$(cat out) err=$(cat err) last="a run that hangs, then SIGTERM"
expect_exit 143
expect_out "unmeasured [1]" "not measured, because the run ended first"
expect "one case of each kind" python3 - <<'PYTHON'
import csv
rows = list(csv.DictReader(open("cut/latest/summary.csv", newline="")))
assert {row["status"] for row in rows} == {"ok", "unmeasured"} and len({row["case"] for row in rows}) == 2, rows
PYTHON
for _ in 1 2; do # the second time as an older tlsbench wrote it
    run "$tlsbench" show cut/latest
    expect_exit 0
    expect_out "unmeasured [1]" "not measured, because the run ended first"
    run "$tlsbench" export cut/latest markdown
    expect_exit 0
    expect_out "1 rows: measured, 1 unmeasured."
    sed -i 's/,unmeasured,/,failed,/' cut/latest/summary.csv
done

# Somebody removes the folder meanwhile: the link still leads to the run before it.
rm -rf cut
run "${suite[@]}" --results cut --case 'kx/*' --no-steady
before=$(readlink cut/latest)
"${long[@]}" --results cut --case 'kx/*' --no-steady >out 2>err </dev/null &
pid=$!
is_second() {
    [ "$(find cut -name samples.csv.partial -size +1 | wc -l)" -eq 1 ]
}
await 60 is_second
rm -r "$(dirname "$(find cut -name samples.csv.partial)")"
kill -TERM "$pid"
wait "$pid"
status=$? out=$(cat out) err=$(cat err) last="a run without its folder"
expect_exit 143
expect_err "samples.csv.partial: No such file" "results/latest does not point to this run"
expect "the link as it was" test "$(readlink cut/latest)" = "$before"

# A limit on file size is an error that is reported, and what was written before is kept.
rm -rf cut
run bash -c 'ulimit -f 80 && exec "$@"' - "${suite[@]}" --results cut --rounds 60 "${few[@]}" --history none
if [ "$status" -eq 0 ] || [ "$status" -ge 128 ]; then broken "an error, and no signal"; fi
expect_err "File too large"
python3 "$here/check_run.py" cut/latest incomplete || broken "what fits into a file of 80 KiB"

# A full disk: only root can simulate one.
if [ "$(id -u)" -eq 0 ] && mkdir small && mount -t tmpfs -o size=256k tmpfs small 2>/dev/null; then
    run "${suite[@]}" --results small --rounds 60 "${few[@]}"
    kept=$(cat small/*/samples.csv* | wc -l)
    umount small
    [ "$status" -ne 0 ] || broken "a failure when the disk is full"
    expect_err "No space left"
    expect "what was measured is kept" test "$kept" -gt 60
else
    echo 'not tried: a full disk (no right to mount a small one)'
fi

# The controller's memory, over many samples.
is_sanitized || python3 - "${suite[@]}" --results memory --rounds 40 "${few[@]}" <<'PYTHON' >out 2>err || broken "the controller stays below 50 MiB"
import os, subprocess, sys, time
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
peak = 0
while child.poll() is None:
    try:
        for line in open(f"/proc/{child.pid}/status"):
            if line.startswith("VmHWM"):
                peak = max(peak, int(line.split()[1]))
    except OSError:
        pass
    time.sleep(0.05)
print(f"peak {peak} KiB, exit {child.returncode}")
sys.exit(child.returncode != 0 or not 0 < peak < 50 * 1024)
PYTHON
