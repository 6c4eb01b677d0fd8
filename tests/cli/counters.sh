#!/usr/bin/env bash
# counters.sh BUILD: --counters agrees with other tools: valgrind for allocations, strace for system calls, and the
# protocol for bytes.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

memory=handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full
cat >little.ini <<'EOT'
[suite]
rounds = 1
chunks = 2
chunk-ms = 1
window-ms = 150
warm-up-ms = 10
[handshake]
transport = memory loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
[bulk]
transport = memory
tls = tls1.2 tls1.3
suite = aes-128-gcm
size = 1024 16384
direction = download
[http]
size = 1000
reuse = kept new
[kx]
kx = x25519
operation = exchange finish
EOT

# If nothing can be counted, that is reported before anything is measured.
run "$tlsbench" run ./little.ini --case "$memory" --counters --modules "$faulty" --library fault-none --no-steady
if [ ! -x "$build/bin/tlsbench-counters" ]; then
    expect_exit 2
    expect_err "use a build without sanitizers"
    exit 0
fi
expect_exit 0
printf '[suite]\nrounds = 1\n[startup]\ntls = tls1.3\nauth = ecdsa-p256\noperation = client\n' >none.ini
run "$tlsbench" run ./none.ini --counters --modules "$faulty" --library fault-none
expect_exit 2
expect_err "no selected case has counters; select cases of kx, signature, aead, schedule, trust, handshake, bulk or http"
run "$build/bin/tlsbench-counters" --module "$faulty/fault-none.so" --pki "$pki" --operations 1 \
    --case startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/client/1
expect_exit 2
expect_err "has no counters; name a case of kx, signature, aead, schedule, trust, handshake, bulk or http"

# A library that fails has no counters; the others have.
run "$tlsbench" run ./little.ini --case "$memory" --counters --modules "$faulty" --library fault-none,fault-crash \
    --no-steady
expect_exit 1
expect "counters of the one that works, and of no other" python3 - <<'PYTHON'
import csv, json
rows, run = list(csv.DictReader(open("results/latest/counters.csv", newline=""))), json.load(open("results/latest/run.json"))
assert {row["library"] for row in rows} == {"fault-none"}, rows
assert {(row["run"], row["started"], row["host"]) for row in rows} == {(run["run"], run["started"], run["host"]["name"])}
PYTHON

# A tlsbench that is ended in the middle of the pass: the fourth process, the second one of the second library, hangs.
mkdir -p doctored/bin
cp "$tlsbench" doctored/bin/tlsbench
ln -s "$worker" doctored/bin/tlsbench-worker
ln -s "$build/modules" "$pki" doctored
cat >doctored/bin/tlsbench-counters <<EOT
#!/bin/sh
echo >>"$scratch/counted"
[ "\$(wc -l <"$scratch/counted")" -lt 4 ] || exec sleep 600
exec "$build/bin/tlsbench-counters" "\$@"
EOT
chmod +x doctored/bin/tlsbench-counters
counted_four() {
    [ "$(wc -l <counted)" -eq 4 ]
}
end_in_pass() { # end_in_pass SIGNAL: leaves $folder, that of the run
    rm -rf ended counted
    : >counted
    "$scratch/doctored/bin/tlsbench" run ./little.ini --case "$memory" --counters --modules "$faulty" \
        --library fault-none,fault-greedy --no-steady --results ended >ended.out 2>ended.err </dev/null &
    local pid=$!
    await 60 counted_four || broken "a process that hangs in the pass"
    kill "-$1" "$pid"
    wait "$pid" 2>/dev/null
    status=$? out=$(cat ended.out) err=$(cat ended.err) last="run --counters, then SIG$1"
    folder=$(echo ended/*Z-little)
    expect "counters of the one library, and of nothing else" python3 - "$folder" <<'PYTHON'
import csv, json, sys
raw, run = open(f"{sys.argv[1]}/counters.csv", newline="").read(), json.load(open(f"{sys.argv[1]}/run.json"))
rows = list(csv.DictReader(raw.splitlines()))
assert raw.endswith("\r\n") and {row["library"] for row in rows} == {"fault-none"}, rows
assert any(row["status"] == "ok" for row in rows) and not any(row["reason"] == "" for row in rows if row["status"] != "ok"), rows
assert run["complete"] is False and run["passes"] == ["counters"] and run["disturbance"]["samples"] > 0, run
PYTHON
    run "$tlsbench" show "$folder"
    expect_exit 0
    expect_out "without the counters of 1 of 2 cells (a case on a library)" "Counters (client / server)"
    run "$tlsbench" export "$folder" markdown
    expect_exit 0
    expect_out "without the counters of 1 of 2 cells"
    expect_err "without the counters of 1 of 2 cells"
}
end_in_pass KILL
run "$tlsbench" compare "$folder"
expect_out "note: tlsbench was killed during the run in $folder" "without the counters of 1 of 2 cells"
run "$tlsbench" history import "$folder" --history killed.db
expect_exit 0
end_in_pass TERM
expect "how it ended" stands ended.err "interrupted by SIGTERM"
expect "what is missing" stands ended.out "note: the run ended without the counters of 1 of 2 cells"
expect "why there is none" stands ended.out "-: not counted: the run ended first"

# Counters that gate: both builds are counted after the rounds, and any increase is a regression, without a clock.
make_suite gate.ini 6 1 "${section_memory[@]}" "${section_kx[@]}" 'operation = offer'
clockwork
gate() { # gate CANDIDATE METRICS [OPTION]...
    run "$tlsbench" check --suite ./gate.ini --modules "$faulty" --baseline fault-none --candidate "$1" --no-steady \
        --second-rounds 6 --threshold 50 --results gated --gate "$2" "${@:3}"
}
gate fault-greedy allocations,locks --export junit=junit.xml,markdown=report.md
expect_exit 1
expect_out "regressed    $memory server_allocations" "unchanged    $memory client_allocations" "of 0.5%" \
    "unchanged    $memory server_locks" "unchanged    kx/x25519/offer allocations" "unchanged    kx/x25519/offer locks" \
    "FAIL: 1 confirmed regression: $memory (server_allocations)."
expect "one failed test, which says by what" grep -q 'failure message="regressed: cost of server_allocations' junit.xml
expect "the page's table" grep -q '| server_allocations | ' report.md
for file in junit:junit.xml markdown:report.md; do
    run "$tlsbench" export gated/latest "${file%:*}"
    expect "$file again, as the check wrote it" cmp "$scratch/out" "${file#*:}"
done
python3 - <<'PYTHON' || broken "rows of counters in comparison.csv, counters.csv and the history"
import csv, sqlite3
rows = {row["metric"]: row for row in csv.DictReader(open("gated/latest/comparison.csv", newline=""))}
row = rows["server_allocations"]
assert (row["gates"], row["verdict"], row["unit"], row["rounds"]) == ("yes", "worse", "count", "2"), row
assert float(row["other_value"]) == float(row["base_value"]) + 3, row
assert rows["client_allocations"]["verdict"] == rows["client_locks"]["verdict"] == "same"
assert (rows["allocations"]["case"], rows["allocations"]["base_value"], rows["locks"]["base_value"]) == ("kx/x25519/offer", "1", "0"), rows
counted = {row["library"] for row in csv.DictReader(open("gated/latest/counters.csv", newline=""))}
assert counted == {"fault-none", "fault-greedy"}, counted
kept = sqlite3.connect("gated/history.db").execute("SELECT client, value FROM sample JOIN series ON series.id = series"
    " WHERE metric = 'server_allocations' AND sampling = 'counted' ORDER BY client, round").fetchall()
assert kept == 2 * [("fault-greedy", float(row["other_value"]))] + 2 * [("fault-none", float(row["base_value"]))], kept
PYTHON

# A stored run keeps its counters: in a history, in its tables and in exports.
run "$tlsbench" history import gated/latest --history again.db
expect_exit 0
expect_out "imported"
run "$tlsbench" show gated/latest
expect_exit 0
expect_out "Counters (client / server): Handshakes: memory" "Counters: Key exchange: x25519, offer
" "allocated bytes"
run "$tlsbench" report gated/latest --output page.html
expect_exit 0
expect "a table of each kind in the page" grep -q 'What an operation takes without a connection: 14 rows' page.html
expect "a table of each kind in the page" grep -q 'What each side takes for an operation: 24 rows' page.html
run "$tlsbench" export gated/latest gbench again.gbench.json
expect_exit 0
run "$tlsbench" export gated/latest bmf again.bmf.json
expect_exit 0
python3 - <<'PYTHON' || broken "counters of a stored run"
import csv, json, sqlite3
def kept(path):
    return sqlite3.connect(path).execute("SELECT client, metric, unit, round, value FROM sample JOIN series ON series.id ="
        " series WHERE sampling = 'counted' ORDER BY client, metric, round").fetchall()
assert kept("gated/history.db") == kept("again.db") != [], kept("again.db")
counted = {(row["case"] + "/" + row["library"], row["metric"] if row["side"] == "local" else f"{row['side']}_{row['metric']}"):
           float(row["value"]) for row in csv.DictReader(open("gated/latest/counters.csv", newline="")) if row["status"] == "ok"}
assert ("kx/x25519/offer/fault-none", "allocations") in counted and not any("kx/" in name and "_bytes" in counter
    and counter != "allocated_bytes" for name, counter in counted), counted
times = {row["name"]: row for row in json.load(open("again.gbench.json"))["benchmarks"]}
bmf = json.load(open("again.bmf.json"))
for (name, counter), value in counted.items():
    assert times[name][counter] == value, (name, counter)
    assert any(measure.startswith(counter.replace("_", "-")) and of["value"] == value
               for measure, of in bmf[name].items()), (name, counter, bmf[name])
PYTHON
# Where the terminal is narrow, a value that did not repeat keeps both of its sides.
cp -rL gated/latest varied
python3 - <<'PYTHON'
import csv
rows = list(csv.reader(open("gated/latest/counters.csv", newline="")))
value, again, metric = (rows[0].index(name) for name in ("value", "again", "metric"))
for row in rows[1:]:
    if row[metric] == "allocations":
        row[again] = str(float(row[value]) + 1)
csv.writer(open("varied/counters.csv", "w", newline="")).writerows(rows)
PYTHON
for width in 200 60 30; do
    run "$tlsbench" show varied --case 'handshake/*' --width "$width"
    expect_exit 0
    expect "client and server at a width of $width" grep -Eq 'allocations +[0-9]+ +/ [0-9]+ ~' out
done
sed '2,$s/,server,/,sever,/' gated/latest/counters.csv >spoilt.csv
cp -rL gated/latest spoilt && cp spoilt.csv spoilt/counters.csv
run "$tlsbench" show spoilt
expect_exit 2
expect_err "counters.csv, row" "there is no side 'sever'"
sed 's/,count,local,/,count,client,/' gated/latest/counters.csv >spoilt/counters.csv
run "$tlsbench" show spoilt
expect_exit 2
expect_err "counters.csv, row" "there is no side 'client' of such a case"
grep -v ',local,\|,read_locks,' gated/latest/counters.csv >spoilt/counters.csv # as before there were any
run "$tlsbench" show spoilt
expect_exit 0
expect_out "Counters (client / server)" "-: the run is of an earlier tlsbench"

gate fault-queues locks
expect_exit 1
expect_out "regressed    kx/x25519/offer locks" "regressed    $memory client_locks"

# Slow operations are counted fewer times.
operations_take 100000000
run "$tlsbench" run ./gate.ini --case kx/x25519/offer --counters --modules "$faulty" --library fault-none --no-steady --rounds 1 --results slow
expect_exit 0
unset TLSBENCH_FAULT_WORK
python3 - <<'PYTHON' || broken "4 of the slow operations, and 64 of the usual ones"
import csv
operations = [{row["operations"] for row in csv.DictReader(open(f"{folder}/latest/counters.csv", newline=""))
               if row["driver"] == "kx"} for folder in ("gated", "slow")]
assert operations == [{"64"}, {"4"}], operations
PYTHON

gate fault-greedy server_allocations --threshold "allocations=1000"
expect_exit 0
expect_out "unchanged    $memory server_allocations" "of 1000.0%"
gate fault-none allocated_bytes
expect_exit 0
expect_out "unchanged    $memory server_allocated_bytes"
rm -rf gated
gate fault-none allocations --dry-run
expect_exit 0
expect_out "counters are counted after the rounds, twice for each case"
gate fault-none alocations
expect_exit 2
expect_err "--gate alocations: no selected case has this metric; did you mean 'allocations'?"
gate fault-none locks --threshold 'allocations=5'
expect_exit 2
expect_err "a check does not judge allocations by default; add --gate allocations"
gate fault-none allocations --metric instructions
expect_exit 2
run "$tlsbench" check --suite ./none.ini --modules "$faulty" --baseline fault-none --candidate fault-none --gate locks \
    --results gated --rounds 6 --second-rounds 6
expect_exit 2
expect_err "--gate locks: no selected case has this metric"
expect "nothing was measured" test ! -e gated
run "$tlsbench" run ./gate.ini --modules "$faulty" --library fault-none --no-steady --rounds 9 --results stored
run "$tlsbench" check --suite ./gate.ini --modules "$faulty" --baseline stored/latest --candidate fault-none \
    --no-steady --rounds 9 --gate allocations
expect_exit 2
expect_err "counters need two builds, and stored/latest is a stored run"
real_time

# Several threads: what they do to each other. The module holds one lock in each step, and sleeps meanwhile. A local case counts
# what is timed: the module's own number of locks, allocations and sleeps in an operation, but none of the steps before that
# are prepared for it, 16 at a time.
module=$faulty/fault-queues.so
counter() { # counter CASE
    run "$build/bin/tlsbench-counters" --module "$module" --pki "$pki" --case "$1" --operations 200
    expect_exit 0
    tail -n 1 out
}
counter "$memory/threads-1" >one
for context in own shared; do
    counter "$memory/threads-2/$context" >two
    expect "contended locks of two threads, and none of one" python3 - one two <<'PYTHON'
import json, sys
one, two = (json.load(open(path))["metrics"] for path in sys.argv[1:])
for side in "client", "server":
    assert one[f"{side}_contended_locks"] == [0], one
    assert one[f"{side}_locks"] == two[f"{side}_locks"] and two[f"{side}_locks"][0] >= 1, (one, two)
    assert 0 < two[f"{side}_contended_locks"][0] <= two[f"{side}_locks"][0], two
    assert one[f"{side}_allocations"] == two[f"{side}_allocations"], (one, two)
    if f"{side}_system_calls" in one: # calls can be traced here: who finds a lock taken sleeps, and is woken
        assert one[f"{side}_futex_calls"] == [0] and two[f"{side}_futex_calls"][0] > 0, two
    assert f"{side}_system_calls" not in two and f"{side}_bytes" not in two
PYTHON
done
for step in 'offer 1 0 1' 'answer 1 0 0' 'finish 2 1 0' 'exchange 4 1 1'; do
    read -r operation held read allocations <<<"$step"
    counter "kx/x25519/$operation" >one
    counter "kx/x25519/$operation/threads-2" >two
    expect "locks and allocations of an operation, in one thread and in two" python3 - one two "$held" "$read" "$allocations" <<'PYTHON'
import json, sys
one, two = (json.load(open(path))["metrics"] for path in sys.argv[1:3])
held, read, allocations = map(int, sys.argv[3:])
for metrics in one, two:
    assert (metrics["locks"], metrics["read_locks"], metrics["allocations"]) == ([held + read], [read], [allocations]), metrics
    assert metrics["allocated_bytes"] == [16 * allocations], metrics # a pointer and a length
    assert not any(name.startswith(("client", "server")) or name in ("bytes", "peak_bytes") for name in metrics), metrics
assert one["contended_locks"] == [0] and 0 < two["contended_locks"][0] <= held, (one, two)
if "system_calls" in one: # calls can be traced here: it sleeps with each of these locks, and after it
    assert one["system_calls"] == [2 * held] and one["futex_calls"] == [0] and two["futex_calls"][0] > 0, (one, two)
assert "system_calls" not in two
PYTHON
done
run "$build/bin/tlsbench-counters" --module "$faulty/fault-error-later.so" --pki "$pki" --case kx/x25519/finish --operations 200
expect_record failed "fault injected: error-later"
run "$build/bin/tlsbench-counters" --module "$faulty/fault-one-thread.so" --pki "$pki" --case "$memory/threads-2/own" --operations 2
expect_record unsupported "only one thread may call the library"
run "$build/bin/tlsbench-counters" --module "$faulty/fault-lie-version.so" --pki "$pki" --case "$memory/threads-2/own" --operations 2
expect_record void "thread 1 of 2: "
run "$build/bin/tlsbench-counters" --module "$faulty/fault-crash.so" --pki "$pki" --case "$memory/threads-2/own" --operations 200
expect "the crash of a thread is the program's" test "$status" -gt 128
run "$tlsbench" run ./gate.ini --case "$memory/threads-2/own" --counters --modules "$faulty" --library fault-queues --no-steady \
    --rounds 1 --results threads
expect_exit 0
expect_out "contended locks" "futex calls" "Left out: of several threads, only allocations and locks are counted"
counted_lines() { # the counters that stand in the table, in one line
    sed -n '/^Counters/,/^Values are/p' "$scratch/out" | grep -oE '(bytes|records|writes|calls|allocations|locks) +[0-9]' |
        sed 's/ .*//' | tr '\n' ' '
}
expect "a line for what is counted of several threads" test "$(counted_lines)" = "allocations bytes locks locks locks calls "
expect "no line without a number" sh -c '! sed -n "/^Counters/,/^Values are/p" out | grep -qE "(bytes|records|writes|calls) +-"'
run "$tlsbench" show threads/latest
expect_exit 0
expect "the same lines of the stored run" test "$(counted_lines)" = "allocations bytes locks locks locks calls "

found=()
for library in openssl-3.5 "$boringssl" wolfssl-5.7; do
    [ ! -f "$build/modules/$library.so" ] || found+=("$library")
done
[ "${#found[@]}" -gt 0 ] || broken "a library in $build/modules"
libraries=$(IFS=,; echo "${found[*]}")

# Over loopback each thread is both ends of its connections, and an operation takes what it takes in one thread.
for library in "${found[@]}"; do
    module=$build/modules/$library.so
    for alone in "${memory/memory/loopback}/16" http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/1000/kept/16 \
        bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download/1; do
        several=$alone/threads-2
        [[ $alone != handshake* ]] || several+=/own
        counter "$alone" >one
        counter "$several" >two
        expect "as many locks and allocations an operation in two threads as in one" python3 - one two <<'PYTHON'
import json, sys
one, two = (json.load(open(path)) for path in sys.argv[1:])
assert two["negotiated"] == one["negotiated"] != "", (one, two)
one, two = one["metrics"], two["metrics"]
for side in "client", "server":
    for counter in "locks", "allocations":
        less, more = sorted((one[f"{side}_{counter}"][0], two[f"{side}_{counter}"][0]))
        assert more - less <= 0.02 * more + 0.1, (side, counter, less, more)
    assert f"{side}_contended_locks" in two and f"{side}_bytes" not in two and f"{side}_system_calls" not in two, two
    assert (f"{side}_futex_calls" in two) == (f"{side}_futex_calls" in one), two
PYTHON
    done
    counter "${memory/memory/loopback}/16/threads-2/shared"
done

# The timed pass is the same with and without counters, and the counts follow the protocol.
run "$tlsbench" run ./little.ini --library "$libraries" --no-steady --results without
expect_good without/latest
run "$tlsbench" run ./little.ini --library "$libraries" --no-steady --counters
expect_good results/latest
expect_out "Counters (client / server)"
expect "no file of counters without" test ! -e without/latest/counters.csv
expect "counters that obey the protocol" python3 - "$libraries" <<'PYTHON'
import csv, sys
def table(path):
    return list(csv.DictReader(open(path, newline="")))
libraries = sys.argv[1].split(",")
timed = [[(row["case"], row["library"], row["metric"]) for row in table(f"{folder}/latest/summary.csv")]
         for folder in ("without", "results")]
assert timed[0] == timed[1], "the counters left something in summary.csv"
rows = table("results/latest/counters.csv")
assert all(row["status"] == "ok" or row["library"] == "plain" for row in rows), [row for row in rows if row["status"] != "ok"][:3]
assert libraries == [name for name in libraries if any(row["library"] == name for row in rows)]
def value(case, library, metric, side):
    (row,) = [row for row in rows if (row["case"], row["library"], row["metric"], row["side"]) == (case, library, metric, side)]
    return float(row["value"])
for library in libraries:
    for tls, overhead in (("tls1.2", 5 + 8 + 16), ("tls1.3", 5 + 1 + 16)):  # header, nonce or type, tag
        for size in (1024, 16384):
            case = f"bulk/memory/{tls}/p256/ecdsa-p256/aes-128-gcm/{size}/download"
            assert value(case, library, "bytes", "server") == size + overhead, (library, case)
            assert value(case, library, "records", "server") == 1 and value(case, library, "bytes", "client") == 0
    memory = "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full"
    loopback = memory.replace("memory", "loopback") + "/16"
    # Over loopback one byte of data follows, which proves the connection, a record of 23 bytes, and then close_notify from
    # both ends: an alert is a record of 5 + 2 + 1 + 16 bytes (ECDSA's signatures vary by a byte or two).
    for side, bytes, records in (("client", 24, 1), ("server", 23 + 24, 2)):
        more = value(loopback, library, "bytes", side) - value(memory, library, "bytes", side)
        assert abs(more - bytes) < 3, (library, side, more)
        for metric in ("records", "writes"):
            more = value(loopback, library, metric, side) - value(memory, library, metric, side)
            assert more == records, (library, side, metric, more)
    assert value(memory, library, "idle_bytes", "client") > 0 and value(memory, library, "peak_bytes", "client") > 0
    new = [row for row in rows if row["library"] == library and row["case"].startswith("http/") and row["reuse"] == "new"
           and row["metric"] == "bytes" and row["side"] == "server"]
    kept = [row for row in rows if row["library"] == library and row["case"].startswith("http/") and row["reuse"] == "kept"
            and row["metric"] == "bytes" and row["side"] == "server"]
    assert len(new) == len(kept) == 1 and float(new[0]["value"]) - float(kept[0]["value"]) > 800, "a handshake more"
openssl = [row for row in rows if row["library"] == "openssl-3.5" and row["metric"] in ("allocations", "locks", "records",
           "writes", "system_calls") and row["case"].startswith("handshake/memory")]
assert all(row["repeats"] == "yes" for row in openssl), [row for row in openssl if row["repeats"] != "yes"]
kx = [row for row in rows if row["driver"] == "kx"]
assert {row["side"] for row in kx} == {"local"} and {row["metric"] for row in kx} == {"system_calls", "allocations", "allocated_bytes",
    "locks", "read_locks", "contended_locks", "futex_calls"}, kx
for library in libraries: # finish is a part of exchange
    part, whole = (value(f"kx/x25519/{operation}", library, "allocations", "local") for operation in ("finish", "exchange"))
    assert 0 <= part < whole, (library, part, whole)
PYTHON

# What others count: the difference of two workers, one of which does more operations (the warm-up does them, too).
work() { # work OPERATIONS COMMAND...: the worker under a command
    local operations=$1
    shift
    "$@" "$worker" --module "$build/modules/$library.so" --pki "$pki" --case "$counted" --operations "$operations" \
        --chunks 1
}
allocations() {
    work "$1" valgrind --leak-check=no 2>&1 >/dev/null | sed -n 's/.*usage: \([0-9,]*\) allocs.*/\1/p' | tr -d ,
}
locks() { # of so many operations of a local case: calls in the region that is timed, of the functions that wait
    rm -f calls.out*
    valgrind --quiet --tool=callgrind --instr-atstart=no --callgrind-out-file=calls.out "$worker" --instructions \
        --module "$build/modules/$library.so" --pki "$pki" --case "$counted" --operations "$1" >/dev/null 2>&1
    awk -F '[()= ]' '/^c?fn=/ { if ($5) name[$3] = $5; called = name[$3] }
        /^calls=/ && called ~ /^_*pthread_(mutex_lock|spin_lock|rwlock_rdlock|rwlock_wrlock)/ { sum += $2 }
        END { print sum + 0 }' calls.out*
}
calls() {
    work "$1" strace -f -qq -o calls >/dev/null 2>&1
    grep -c '(' calls
}
agree() { # agree WHAT METRIC LESS MORE: (MORE - LESS) / 80 is the sum of both sides, or the count of a local case
    last="$library: $1 $3 and $4"
    expect "as many $1 as $2 says" python3 - "$library" "$counted" "$2" "$3" "$4" <<'PYTHON'
import csv, sys
library, case, metric, less, more = sys.argv[1:]
ours = sum(float(row["value"]) for row in csv.DictReader(open("results/latest/counters.csv", newline=""))
           if (row["library"], row["case"], row["metric"]) == (library, case, metric))
theirs = (int(more) - int(less)) / 80
print(library, metric, ours, theirs)
sys.exit(abs(ours - theirs) > 0.01 * ours + 0.2)
PYTHON
}
library=${found[-1]} # wolfSSL allocates least, and valgrind is slow
for counted in "$memory" kx/x25519/exchange; do
    agree allocations allocations "$(allocations 20)" "$(allocations 60)"
    agree "system calls" system_calls "$(calls 20)" "$(calls 60)"
done
library=${found[0]}
agree allocations allocations "$(allocations 20)" "$(allocations 60)"
agree locks locks 0 "$(locks 80)"
