#!/usr/bin/env bash
# profile.sh BUILD: --profile: stacks of the timed work alone, beside the figures and without any effect on them; and what is
# said where perf is missing, forbidden or broken.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

offer=kx/x25519/offer
loopback=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4
cat >little.ini <<'EOT2'
[suite]
rounds = 1
chunks = 2
chunk-ms = 1
sample-operations = 1
window-ms = 50
warm-up-ms = 10
[kx]
kx = x25519
operation = offer
[handshake]
transport = loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
connections = 4
EOT2
profile=("$tlsbench" run ./little.ini --modules "$faulty" --no-steady --no-plain --profile)

# What cannot be done is said before anything is measured.
mkdir empty
run env PATH="$scratch/empty" "${profile[@]}" --library fault-none
expect_exit 4
expect_err "--profile: perf is not on the PATH; install it with apt-get install linux-perf"
expect "nothing was measured" test ! -e results
run "${profile[@]}" --library fault-none --metric instructions
expect_exit 2
expect_err "--profile do not apply to instructions"
printf '[suite]\nrounds = 1\n[kx]\nkx = x25519\noperation = offer\nthreads = 2\n' >threads.ini
run "$tlsbench" run ./threads.ini --modules "$faulty" --library fault-none --no-steady --profile
expect_exit 2
expect_err "no selected case can be profiled"
run "${profile[@]}" --library fault-none --dry-run
expect_exit 0
expect_out "profiles are taken after the rounds, 2 s of each case and library"
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --case "$offer/threads-2" --operations 10 --regions
expect_exit 2
expect_err "of several threads only times are measured"

# A perf that does nothing: where even perf_event_open is forbidden, that is what is said.
mkdir broken
printf '#!/bin/sh\necho "no samples for you" >&2\nexit 1\n' >broken/perf
chmod +x broken/perf
run env PATH="$scratch/broken:$PATH" "${profile[@]}" --library fault-none --case "$offer"
if [ "$status" -eq 4 ]; then
    expect_err "--profile: " "perf_event"
    echo "not tried: a profile, because $err"
    exit 0
fi
expect_exit 0
expect_err "no profile of $offer on fault-none: failed: " "no samples for you"
summary_is results/latest fault-none ok
expect "no file of stacks" test ! -e results/latest/profile-fault-none.folded
if ! command -v perf >/dev/null; then
    echo 'not tried: a profile (Debian: linux-perf)'
    exit 0
fi

# The worker says when the timed work was, once for each call, and nothing of the warm-up.
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --case "$offer" --operations 10 --chunks 3 --regions
expect_exit 0
expect "three regions in their order" python3 - "$out" <<'PYTHON'
import json, sys
metrics = json.loads(sys.argv[1])["metrics"]
times = [time for region in zip(metrics["region_from"], metrics["region_to"]) for time in region]
assert len(times) == 6 and times == sorted(times), times
PYTHON

run "${profile[@]}" --library fault-none,other="$faulty/fault-none.so" --case "$offer" --results local
expect_exit 0
expect_out "Profile of fault-none: local/" "profile-fault-none.folded (1 process, " "Profile of other: " "tlsbench report local/"
run "${profile[@]}" --library fault-none --case "$loopback" --results pair
expect_good pair/latest
python3 - "$offer" "$loopback" <<'PYTHON' || broken "stacks of the timed work, and figures that know nothing of them"
import collections, csv, json, os, re, sys
offer, loopback = sys.argv[1:]
for folder, case, libraries, sides in (("local", offer, ["fault-none", "other"], [""]), ("pair", loopback, ["fault-none"], ["client", "server"])):
    facts = json.load(open(f"{folder}/latest/run.json"))
    workers = facts["profiles"]["workers"]
    if folder == "pair" and any(worker["status"] == "disturbed" for worker in workers):
        continue
    assert [(worker["library"], worker["side"]) for worker in workers] == [(library, side) for library in libraries for side in sides]
    for worker in workers:
        assert worker["status"] == "ok" and worker["case"] == case and worker["file"] == f"profile-{worker['library']}.folded", worker
        assert worker["timed_s"] > 0 and worker["samples"] > 0, worker
    for library in libraries:
        sums = collections.Counter()
        for line in open(f"{folder}/latest/profile-{library}.folded"):
            stack, count = re.fullmatch(r"(.*) (\d+)\n", line).groups()
            frames = stack.split(";")
            side = frames[1] if sides != [""] else ""
            assert frames[0] == case and side in sides, line
            assert frames[2 if side else 1] in ("tb_timed_chunk_[tlsbench]", "tb_pair_turn_[tlsbench]", "main_[tlsbench]", "[unknown caller]"), line
            sums[side] += int(count)
        assert sums == {worker["side"]: worker["samples"] for worker in workers if worker["library"] == library}, sums
    # No sample of a profile is among those that count.
    rows = list(csv.DictReader(open(f"{folder}/latest/samples.csv", newline="")))
    assert {row["round"] for row in rows if row["status"] == "ok"} <= {"1"} and not any("region" in row["metric"] for row in rows)
PYTHON
run "$tlsbench" show local/latest
expect_exit 0
if [ -r /usr/share/javascript/vega/vega-util.min.js ]; then
    run "$tlsbench" report local/latest --output page.html
    expect_exit 0
    expect "flame graphs" grep -q 'Where the time goes' page.html
fi

# A damaged file is said on the page.
if [ -r page.html ]; then
    echo 'no count' >local/latest/profile-other.folded
    run "$tlsbench" report local/latest --output page.html
    expect_exit 0
    expect "the file and the line" grep -q 'profile-other.folded:1: not of the form' page.html
fi

# perf writes frames in lines, so a path with a line break is refused before anything is measured; times alone need no perf.
odd=$'two\nlines'
mkdir "$odd"
cp "$faulty/fault-none.so" "$odd/odd.so"
run "${profile[@]}" --library "./$odd/odd.so" --case "$offer" --results odd
expect_exit 2
expect_err "--profile: perf writes a line for each function" "a file of odd has a line break; move it"
expect "nothing was measured" test ! -e odd
run "$tlsbench" run ./little.ini --modules "$faulty" --no-steady --library "./$odd/odd.so" --case "$offer" --results odd
expect_exit 0

# A kill keeps the profiles so far: perf hangs with the second library.
mkdir slow
cat >slow/perf <<EOT
#!/bin/sh
if [ "\$1" = record ]; then
    echo >>"$scratch/begun"
    [ "\$(wc -l <"$scratch/begun")" -lt 2 ] || exec sleep 600
fi
exec "$(command -v perf)" "\$@"
EOT
chmod +x slow/perf
begun_two() {
    [ "$(wc -l <begun)" -eq 2 ]
}
: >begun
PATH=$scratch/slow:$PATH "${profile[@]}" --library "fault-none,other=$faulty/fault-none.so" --case "$offer" --results cut >out 2>err </dev/null &
pid=$!
await 120 begun_two || broken "perf that hangs"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
folder=$(echo cut/*Z-little)
expect "the profile of the first library" python3 - "$folder" <<'PYTHON'
import json, os, sys
run = json.load(open(f"{sys.argv[1]}/run.json"))
assert run["complete"] is False and run["profiles"]["processes"] == 2 and run["disturbance"]["samples"] > 0, run
(worker,) = run["profiles"]["workers"]
assert worker["library"] == "fault-none" and worker["status"] == "ok", worker
assert sum(int(line.rsplit(" ", 1)[1]) for line in open(f"{sys.argv[1]}/profile-fault-none.folded")) == worker["samples"]
assert not os.path.exists(f"{sys.argv[1]}/profile-other.folded")
PYTHON
run "$tlsbench" show "$folder"
expect_exit 0
expect_out "without the profiles of 1 of 2 processes"
run "$tlsbench" export "$folder" markdown
expect_exit 0
expect_out "without the profiles of 1 of 2 processes"
