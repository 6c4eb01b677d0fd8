#!/usr/bin/env bash
# load.sh BUILD: arrivals by plan, over real sockets, and the search for a capacity, on workers that answer by a formula.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

loopback=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm http=http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm
overloaded="the server could not keep up" late="the generator could not keep up"

# ---- What cannot be asked ----
run "$tlsbench" run --case "$loopback/full/arrivals-500"
expect_exit 2
expect_err "ends before its process"
run "$tlsbench" run --case "$loopback/full/arrivals-2000000/fixed"
expect_exit 2
expect_err "arrivals '2000000' is not a whole number from 1 to 1000000"
printf '[suite]\n[handshake]\ntransport = loopback\ntls = tls1.3\nkx = x25519\nauth = ecdsa-p256\nprocess = fixed\n' >none.ini
run "$tlsbench" run ./none.ini
expect_exit 2
expect_err "names process, which none of its cases has"
printf '[suite]\n[bulk]\ntransport = loopback\ntls = tls1.3\nsuite = aes-128-gcm\nsize = 1\ndirection = upload\narrivals = 5\n' >none.ini
run "$tlsbench" run ./none.ini
expect_exit 2
expect_err "bulk cases have no parameter 'arrivals'; these have it: handshake, http"
run "$tlsbench" run --case "$http/0/new/arrivals-3/fixed/threads-4/own"
expect_exit 2
expect_err "3 arrivals a second are fewer than one for each of 4 threads; use more arrivals"
run "$tlsbench" capacity "$loopback/full"
expect_exit 2
expect_err "--within p99=5ms"
run "$tlsbench" capacity "$loopback/full" --within p98=5ms
expect_exit 2
expect_err "there is no percentile 'p98'; did you mean 'p90'?  It is one of: p50 p90 p95 p99 p99.9"
run "$tlsbench" capacity "$loopback/full" --within 5ms
expect_exit 2
expect_err "there is no percentile '5ms'.  It is one of: p50 p90 p95 p99 p99.9"
for wrong in p99 p99= p99=5 p99=5m p99=0ms p99=2h p99=1.2.3ms; do
    run "$tlsbench" capacity "$loopback/full" --within "$wrong"
    expect_exit 2
    expect_err "--within $wrong: not a time from 1us to 60s"
done
run "$tlsbench" capacity "$loopback/full/16" --within p99=5ms
expect_exit 2
expect_err "without the number of connections"
run "$tlsbench" capacity "$loopback/full/threads-2/own" --within p99=5ms
expect_exit 2
expect_err "threads stand behind arrivals: full/arrivals-500/poisson/threads-2/own"
run "$tlsbench" capacity "$loopback/full/arrivals-500/poisson/threads-51/own" --within p99=5ms
expect_exit 2
expect_err "use fewer than 51 threads"
run "$tlsbench" capacity "$http/1024/kept" --within p99=5ms --library "$boringssl" --dry-run
expect_exit 0
expect_out "$http/1024/kept/arrivals-500/poisson/16"
run "$tlsbench" capacity kx/x25519/exchange --within p99=5ms
expect_exit 2
expect_err "no rate of arrivals"
run "$tlsbench" capacity "$loopback/ful" --within p99=5ms
expect_exit 2
expect_err "did you mean 'full'?"

# ---- A client and a server by hand ----
plain=$build/modules/plain.so
pair() { # pair MODULE CASE [OPTION...]: leaves the client's record in $out
    local module=$1 its_case=$2 server
    shift 2
    : >server.out
    "$worker" --module "$module" --pki "$pki" --case "$its_case" --role server --listen 127.0.0.1:0 >server.out \
        2>/dev/null </dev/null &
    server=$!
    await 60 has_line server.out
    run "$worker" --module "$module" --pki "$pki" --case "$its_case" --role client --chunks 5 --chunk-ms 50 \
        --warm-up-ms 20 --connect "$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)" "$@"
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}
good_pair() { # the same, again where the machine was busy; false: it always was
    for _ in 1 2 3; do
        pair "$@"
        [ "$(record_field status)" != ok ] || return 0
        [[ $(record_field reason) =~ ^("$overloaded"|"$late") || $(record_field status) == disturbed ]] || broken "a good sample"
    done
    return 1
}

# All figures, from as many arrivals as p99.9 needs, although the windows asked for are shorter.
if good_pair "$plain" "$loopback/full/arrivals-1000/fixed" --turn-seed 1; then
    expect "metrics of arrivals" python3 - "$(tail -n 1 out)" <<'PYTHON'
import json, sys
record = json.loads(sys.argv[1])
metrics = record["metrics"]
assert "handshakes_per_second" not in metrics and "server_capacity" not in metrics and "resumed_share" not in metrics
tail = [metrics[f"latency_{name}"] for name in ("p50", "p90", "p95", "p99", "p999")]
assert all(len(values) == 1 and values[0] > 0 for values in tail) and tail == sorted(tail), tail
assert len(metrics["offered_rate"]) == len(metrics["achieved_rate"]) == 5
assert all(900 < rate < 1100 for rate in metrics["offered_rate"]), metrics["offered_rate"]
assert metrics["unfinished"][0] + metrics["refused"][0] <= 1 and metrics["lateness"][0] <= 1000
assert 0.99 <= metrics["on_time"][0] <= 1 and len(metrics["on_time"]) == 1
assert record["window_ns"] >= 200e6 and record["operations"] >= 900
PYTHON
fi

# Half of the arrivals resume; which do is drawn from the seed, and each end says that they did.
if good_pair "$build/modules/$boringssl.so" "$loopback/ticket/1/arrivals-400/poisson/50" --turn-seed 2; then
    expect "half of them" jq -e '.metrics.resumed_share[0] > 0.4 and .metrics.resumed_share[0] < 0.6' <<<"$(tail -n 1 out)"
fi

# Requests, on kept connections and on new ones; threads share the rate out, and idle connections do not matter.
for its_case in "$http/1024/kept/arrivals-4001/fixed/4/idle-3/threads-2" "$http/1024/new/arrivals-2001/fixed"; do
    if good_pair "$plain" "$its_case" --turn-seed 1; then
        expect "metrics of requests" python3 - "$(tail -n 1 out)" <<'PYTHON'
import json, sys
record = json.loads(sys.argv[1])
metrics = record["metrics"]
for name in "requests_per_second", "throughput", "thread_rate", "server_capacity", "resumed_share":
    assert name not in metrics, name
tail = [metrics[f"latency_{name}"] for name in ("p50", "p90", "p95", "p99", "p999")]
assert all(len(values) == 1 and values[0] > 0 for values in tail) and tail == sorted(tail), tail
assert len(metrics["offered_rate"]) == len(metrics["achieved_rate"]) == 5 == len(metrics["server_cpu"])
asked = int(record["case"].split("arrivals-")[1].split("/")[0])
assert all(0.9 * asked < rate < 1.1 * asked for rate in metrics["offered_rate"]), metrics["offered_rate"]
assert all(len(metrics[name]) == 1 for name in ("lateness", "on_time", "unfinished", "refused"))
assert metrics["unfinished"][0] + metrics["refused"][0] <= 1 and metrics["lateness"][0] <= 1000
assert record["operations"] >= 900, record["operations"]
PYTHON
    fi
done
for library in openssl-3.5 "$boringssl" wolfssl-5.7; do
    [ -e "$build/modules/$library.so" ] || continue
    if good_pair "$build/modules/$library.so" "$http/1024/kept/arrivals-4000/poisson/2" --turn-seed 3; then
        expect "TLS, read back" grep -q "TLS 1.3 .* verified" <<<"$(record_field negotiated)"
    fi
done
pair "$faulty/fault-chatters.so" "$http/16/kept/arrivals-100/fixed/2"
expect_record void "data arrived on a connection that should be idle"

# Far beyond what any machine does: no survivors' percentiles, but the reason.
for its_case in "$loopback/full/arrivals-1000000/fixed" "$http/16/kept/arrivals-1000000/fixed/4"; do
    pair "$plain" "$its_case"
    [[ $(record_field status) =~ ^(void|disturbed)$ ]] || broken "no figures"
    [[ $(record_field reason) =~ ^("$overloaded"|"$late"|window\ ) ]] || broken "the reason"
done

# Fewer descriptors than a second of arrivals needs are enough as long as the server keeps up.
run bash -c 'ulimit -n 60; exec "$@"' _ "$worker" --module "$plain" --case "$loopback/full/arrivals-500/fixed" --role client \
    --connect 127.0.0.1:1 --pki "$pki" --check
expect_exit 1
expect_record failed "enough for 28 connections; as root, raise it (ulimit -H -n 96)"
run bash -c 'ulimit -n 200; exec "$@"' _ "$worker" --module "$plain" --case "$loopback/full/arrivals-500/fixed" --role client \
    --connect 127.0.0.1:1 --pki "$pki" --check
expect_exit 0

# A sample would take too long.
pair "$plain" "$loopback/full/arrivals-1/fixed" --limit-ms 2000
expect_record void "use a longer --timeout, or more arrivals"

# ---- The search, on workers whose latency is 1 ms * C / (C - rate): p99 is within 4 ms up to 3/4 of C ----
mkdir -p doctored/bin
cp "$tlsbench" doctored/bin/tlsbench
ln -s "$build/modules" doctored/modules
ln -s "$build/pki" doctored/pki
cat >records.py <<'PYTHON'
import json, subprocess, sys
worker, *modules = sys.argv[1:]
for module in modules:
    said = subprocess.run([worker, "--module", module, "--info"], stdout=subprocess.PIPE, check=True, text=True).stdout
    record = json.loads(said.splitlines()[-1])
    for role in ("client", "server"):
        latencies = {f"latency_{p}": ["@LATENCY@"] for p in ("p50", "p90", "p95", "p99", "p999")}
        record.update({"case": "@CASE@", "role": role, "status": "@STATUS@", "reason": "@REASON@", "metrics":
                       dict(latencies, client_busy=[0.5, 0.5], server_busy=[0.9, 0.9]) if role == "client" else {}})
        name = module.split("/")[-1].removesuffix(".so")
        with open(f"{name}.{role}", "w") as file:
            print(json.dumps(record).replace('"@LATENCY@"', "@LATENCY@"), file=file)
PYTHON
cp "$faulty/fault-none.so" twice.so
python3 records.py "$worker" "$faulty/fault-none.so" ./twice.so || broken "records"
cat >doctored/bin/tlsbench-worker <<EOT
#!/usr/bin/env bash
real="$worker" scratch="$scratch" overloaded="$overloaded" late="$late"
EOT
cat >>doctored/bin/tlsbench-worker <<'EOT'
# It is started some hundred times, so it starts no other program.
shopt -u patsub_replacement 2>/dev/null # since bash 5.2 an & in what is put in would be what was found
is_now() { # is_now FROM FOR: is this one of so many samples from that on?
    [ -n "$1" ] && [ "${#asked[@]}" -ge "$1" ] && [ "${#asked[@]}" -lt $(($1 + $2)) ]
}
role='' channel=1 before=''
for word; do
    case $before in
    --module) module=${word##*/} module=${module%.so} ;;
    --case) its_case=$word ;;
    --listen) role=server ;;
    --connect) role=client ;;
    --record-fd) channel=$word ;;
    esac
    before=$word
done
[ -n "$role" ] || exec "$real" "$@"
rate=${its_case#*arrivals-} rate=${rate%%/*} late_from='' late_for='' late_above='' busy_from='' busy_for=''
read -r most <"$scratch/$module.most"
[ ! -e "$scratch/$module.late" ] || read -r late_from late_for late_above <"$scratch/$module.late"
[ ! -e "$scratch/$module.busy" ] || read -r busy_from busy_for <"$scratch/$module.busy"
status=ok reason='' latency=1
if [ "$rate" -ge "$most" ]; then
    status=void reason="$overloaded: too much"
else
    latency=$((1000 * most / (most - rate)))
fi
if [ -e "$scratch/$module.hang" ]; then
    : >"$scratch/$module.hangs"
    exec sleep 600
fi
if [ -e "$scratch/$module.void" ]; then status=void reason="it is broken"; fi
if [ "$role" = client ]; then
    echo >>"$scratch/$module.asked"
    mapfile -t asked <"$scratch/$module.asked"
    if is_now "$late_from" "$late_for" && [ "$rate" -ge "$late_above" ]; then
        status=void reason="$late: 2 ms"
        [ -e "$scratch/$module.kept-up" ] || latency=60000000
    fi
    if is_now "$busy_from" "$busy_for"; then status=disturbed reason="other programs ran"; fi
else
    status=ok reason=''
fi
exec >&"$channel"
[ "$role" = client ] || echo '{"listening":"127.0.0.1:1"}'
read -r record <"$scratch/$module.$role"
record=${record//@CASE@/$its_case} record=${record//@STATUS@/$status} record=${record//@REASON@/$reason}
printf '%s\n' "${record//@LATENCY@/$latency}"
[ "$status" = ok ]
EOT
chmod +x doctored/bin/tlsbench-worker
search() {
    rm -rf results ./*.asked
    run "$scratch/doctored/bin/tlsbench" capacity "$loopback/full" --within "${within:-p99=4ms}" --library fault-none,./twice.so \
        --modules "$faulty" --rounds "${rounds:-6}" --seed 7 --suites "$here/../../bench/suites" "$@"
}
echo 1000 >fault-none.most
echo 2000 >twice.most
search
expect_exit 0
expect_out "p99 within 4ms" "client 50%, server 90% busy" "Results: results/" "tlsbench capacity $loopback/full" "host " \
    "median of 6 searches, each with samples of its own; [low, high] is its 96.9% interval, from order statistics."
expect "a folder that tells what it has" test -e results/*Z-capacity/run.json
expect "the name of the file once" test "$(grep -c '^Results: ' out)" -eq 1
expect "the rates that keep the promise, and every sample" python3 - results/*/capacity.csv <<'PYTHON'
import csv, math, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
found = {row["library"]: row for row in rows if row["kind"] == "capacity"}
(run,) = {row["run"] for row in rows}
assert run in sys.argv[1] and all(row["started"] and row["host"] and row["cpu"] for row in rows), rows[0]
samples = [row for row in rows if row["kind"] == "sample"]
for name, capacity in (("fault-none", 750), ("twice", 1500)):
    row = found[name]
    value, low, high = float(row["value"]), float(row["low"]), float(row["high"])
    assert row["status"] == "ok" and abs(math.log(value / capacity)) < 0.03 and low <= value <= high, row
    assert row["arrivals"] == str(round(value)) and float(row["coverage"]) >= 0.95 and row["searches"] == "6"
    for sample in samples:
        if sample["library"] == name:
            assert sample["kept"] == ("yes" if int(sample["arrivals"]) <= capacity else "no"), sample
    rounds = {int(sample["round"]) for sample in samples if sample["library"] == name}
    assert rounds == set(range(7)), rounds
assert abs(math.log(float(found["twice"]["ratio"]) / 2)) < 0.06 and not found["fault-none"]["ratio"]
starts = {sample["arrivals"] for sample in samples if sample["library"] == "twice"}
assert len(starts) > 12 # rounds do not share the rates that they try
PYTHON
expect "the facts of the run, and no others" test "$(cd results/* && echo *)" = "capacity.csv run.json"

# The same table again, a page of it, and what else takes it; whatever the folder's name, which once ended with that of a suite.
mv results/*Z-capacity results/20260101T000000Z-load
table() {
    sed -n '/^Capacity: /,/^Client and server have /p' "$scratch/out"
}
found=$(table)
expect "a table" grep -q '1.9[0-9]*x\|2.0[0-9]*x' <<<"$found"
run "$tlsbench" show results/*
expect_exit 0
expect_out "capacity $loopback/full"
expect "the same table" test "$(table)" = "$found"
run "$tlsbench" show results/* --case 'kx/*'
expect_exit 2
expect_err "--case has no effect on the results of a search for a capacity"
# On a terminal, which shows ten steps a second: if the first one of the search is among them, it has a time that is left.
shown=$(rm -rf ./*.asked && python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$scratch/doctored/bin/tlsbench" capacity \
    "$loopback/full" --within p99=4ms --library fault-none --modules "$faulty" --rounds 1 --suites "$here/../../bench/suites" \
    --results terminal </dev/null)
[[ $shown == *" left: fault-none "* ]] || broken "progress on a terminal"
[[ $shown != *"first search   0%"* || $shown =~ "first search   0%, "[1-9][0-9:]*" "[a-z]*" left: fault-none 500/s" ]] || broken "the first line of progress"

run "$tlsbench" report results/* --output page.html
expect_exit 0
expect "a page" grep -q 'Capacity: the highest rate of arrivals with p99 within 4ms' page.html
run "$tlsbench" history import results/* --history history.db
expect_exit 2
expect_err "has capacity.csv, the results of a search for a capacity, which tlsbench show and tlsbench report take"
mkdir damaged open
python3 - results/*/capacity.csv open/capacity.csv <<'PYTHON' || broken "a copy whose interval is open, as an older tlsbench wrote it"
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
rows[1][rows[0].index("low")], rows[1][rows[0].index("reason")] = "", "in 2 of 7 searches"
searches = rows[0].index("searches")
csv.writer(open(sys.argv[2], "w", newline="")).writerows(row[:searches] + row[searches + 1:] for row in rows)
PYTHON
run "$tlsbench" show open
expect_exit 0
expect_out "/s [?, " "(in 2 of 7 searches)" "median of 6 searches"
python3 - results/*/capacity.csv damaged/capacity.csv <<'PYTHON' || broken "a damaged copy"
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
rows[1][rows[0].index("value")] = "many"
csv.writer(open(sys.argv[2], "w", newline="")).writerows(rows)
PYTHON
run "$tlsbench" show damaged
expect_exit 2
expect_err "damaged/capacity.csv, row 2: 'many' is not a number (value)"
for wrong in 1:value=-5 1:value=0 1:low=9999 1:high=1 1:coverage=7 2:ratio=0 2:ratio_low=9 2:ratio_high=-1 1:client_busy=-1; do
    python3 - results/*/capacity.csv damaged/capacity.csv "$wrong" <<'PYTHON' || broken "a copy with $wrong"
import csv, re, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
row, column, value = re.split("[:=]", sys.argv[3])
rows[int(row)][rows[0].index(column)] = value
csv.writer(open(sys.argv[2], "w", newline="")).writerows(rows)
PYTHON
    run "$tlsbench" show damaged
    expect_exit 2
    expect_err "damaged/capacity.csv, row $((${wrong%%:*} + 1)): " ", so the file is damaged"
done

# What has been found is there while it searches, and after a kill.
rm -rf results ./*.asked
"$scratch/doctored/bin/tlsbench" capacity "$loopback/full" --within p99=4ms --library fault-none,./twice.so --modules "$faulty" \
    --rounds 1000 --suites "$here/../../bench/suites" --quiet >/dev/null 2>&1 </dev/null &
searcher=$!
has_searches() { # has_searches N: samples of so many rounds at least
    [ "$(python3 -c 'import csv, sys; print(len({(row["library"], row["round"]) for row in csv.DictReader(open(sys.argv[1]))
        if row["kind"] == "sample"}))' results/*/capacity.csv 2>/dev/null || echo 0)" -ge "$1" ]
}
await 60 has_searches 8 || broken "what was found so far"
run "$tlsbench" show results/*
expect_exit 0
expect_out "is still under way; this is what it has found so far"
kill -KILL "$searcher"
wait "$searcher" 2>/dev/null
run "$tlsbench" show results/*
expect_exit 0
expect_out "was interrupted; this is what it found" "fault-none"
expect "the number of the searches that ended" sh -c '! grep -q "1000 searches" out'
expect "all rounds that were there" has_searches 8
run "$tlsbench" report results/* --output page.html
expect_exit 0
run "$tlsbench" export results/* markdown
expect_exit 2
expect_err "has capacity.csv, the results of a search for a capacity"

# A kill before anything is found leaves the folder of a search all the same.
rm -rf results ./*.asked
touch fault-none.hang
"$scratch/doctored/bin/tlsbench" capacity "$loopback/full" --within p99=4ms --library fault-none,./twice.so --modules "$faulty" \
    --suites "$here/../../bench/suites" --quiet >/dev/null 2>&1 </dev/null &
searcher=$!
await 60 test -e fault-none.hangs || broken "a worker that hangs"
kill -KILL "$searcher"
wait "$searcher" 2>/dev/null
rm fault-none.hang fault-none.hangs
run "$tlsbench" show results/*
expect_exit 0
expect_out "was interrupted; this is what it found" "not measured, because the run ended first"

# One that is ended says so with its table.
rm -rf results ./*.asked
touch fault-none.hang
"$scratch/doctored/bin/tlsbench" capacity "$loopback/full" --within p99=4ms --library fault-none,./twice.so --modules "$faulty" \
    --suites "$here/../../bench/suites" --quiet >ended.out 2>&1 </dev/null &
searcher=$!
await 60 test -e fault-none.hangs || broken "a worker that hangs"
kill -TERM "$searcher"
wait "$searcher" 2>/dev/null
rm fault-none.hang fault-none.hangs
expect "what the table is" stands ended.out "note: the search was interrupted; this is what it found"
expect "how it ended, in the last line" test "$(tail -n 1 ended.out)" = "tlsbench: interrupted by SIGTERM"

# Fewer searches than an interval of 95 % needs: what they have is said, and what it takes.
rounds=3 search
expect_exit 0
expect_err "3 rounds are too few for an interval of 95% confidence, which needs --rounds 6"
expect_out "median of 3 searches" "is its 75% interval" "So few searches do not give 95%: use --rounds 6 or more."
rounds=1 search
expect_exit 0
expect_out "It is what one search found, which has no" "/s [one search]" "x [one round]"
expect "no interval" sh -c '! grep -q "is its" out'
single=$(table)
run "$tlsbench" show results/*
expect "the same table" test "$(table)" = "$single"

# Another percentile: the worker's latency is the same in all, so the rate is, too.
within=p95=4ms search
expect_exit 0
expect_out "p95 within 4ms"
expect "the rate that keeps it" python3 - results/*/capacity.csv <<'PYTHON'
import csv, math, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["kind"] == "capacity"]
assert {row["promise"] for row in rows} == {"p95 within 4ms"}, rows
found = {row["library"]: float(row["value"]) for row in rows}
assert abs(math.log(found["fault-none"] / 750)) < 0.03 and abs(math.log(found["twice"] / 1500)) < 0.03, found
PYTHON

# A worker of another version, which does not tell that percentile, neither keeps nor breaks the promise.
cp fault-none.client good.client
sed -i 's/"latency_p95": [^]]*], //' fault-none.client
within=p95=4ms search
expect_exit 1
expect_out "void at 500/s: the sample has no latency_p95; use the tlsbench-worker of this tlsbench" "/s ["
mv good.client fault-none.client

# One client for all: which one is which is said, as in a run.
rounds=1 search --client fault-none
expect_exit 0
expect_out "fault-none+twice" "A+B: client A, server B."

# One that fails in another way has no figure; the other one has.
touch twice.void
search --inject fault-none=20
expect_exit 1
expect_out "void at 500/s: client: it is broken" "/s [" "warning: fault-none was slowed down on purpose by 20%"
expect "the file says so" python3 - results/*/capacity.csv <<'PYTHON'
import csv, sys
assert {(row["library"], row["injected"]) for row in csv.DictReader(open(sys.argv[1], newline=""))} == {("fault-none", "20"), ("twice", "")}
PYTHON
rm twice.void

# A promise that even the lowest rate breaks, and one that the highest keeps.
echo 40 >fault-none.most
echo 100000000 >twice.most
search
expect_exit 1
expect_out "in 1 of 1 searches the promise was broken even at 50/s" "in 1 of 1 searches the promise was kept at the highest rate" \
    "at least 1000000/s"

# A client that is late at every rate says nothing of the server; and connections of other programs are told.
echo 1 1000000 0 >twice.late
cp fault-none.server good.server
sed -i 's/"strangers": 0/"strangers": 2/; s/"stranger": ""/"stranger": "127.0.0.1:9"/' fault-none.server
search
expect_exit 1
expect_out "in 1 of 1 searches the client came late to its arrivals even at 50/s, so the server was not asked" \
    "warning: foreign programs connected to the servers under test" "127.0.0.1:9"
mv good.server fault-none.server
rm twice.late

# A client that is late for a moment, and another program in the middle of a search: neither changes a figure.
echo 1000 >fault-none.most
echo 2000 >twice.most
echo 30 1 0 >fault-none.late
echo 20 5 >twice.busy
search
expect_exit 0
expect "the same figures" test "$(table)" = "$found"
expect "a late client, and another program" python3 - results/*/capacity.csv <<'PYTHON'
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["kind"] == "sample"]
assert [row["library"] for row in rows if row["reason"].endswith(": 2 ms")] == ["fault-none"], rows
assert [row["library"] for row in rows if row["status"] == "disturbed"] == ["twice"], rows
PYTHON

# The client is late, but the latencies, which have that in them, keep the promise: it is an answer.
: >fault-none.kept-up
for nth in 28 30 32; do
    echo "$nth" 1 0 >fault-none.late
    search
    expect_exit 0
    expect "the same figures" test "$(table)" = "$found"
    cat results/*/capacity.csv >>late.csv
done
expect "kept, though late" python3 - late.csv <<'PYTHON'
import csv, sys
rows = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["reason"].endswith(": 2 ms")]
for row in rows:
    assert row["status"] == "void" and row["kept"] == ("yes" if float(row["latency"]) <= 4000 else "unknown"), row
assert {row["kept"] for row in rows} == {"yes", "unknown"}, rows
PYTHON
rm fault-none.kept-up fault-none.late

# In more than a quarter of the rounds it does, and the reason is there.
echo 12 20 >twice.busy
search
expect_exit 1
expect_out "other work on the machine ended the searches of 2 rounds, twice each; stop other programs, and run it again"
expect "the file says so" grep -q ',disturbed,other work on the machine ended the searches of 2 rounds' <(tr -d '"' <results/*/capacity.csv)

# The same in the first search, which is made again; until it is clear that the machine will not let it end.
echo 2 5 >twice.busy
search
expect_exit 0
expect "both figures" test "$(grep -c '/s \[' out)" -eq 2
# A client that is late after that, at a rate that it has offered.
echo 3 5 >twice.busy
echo 8 >twice.late
rounds=1 search
expect_exit 0
expect "both figures" test "$(grep -c '/s \[' out)" -eq 2
rm twice.late
echo 2 15 >twice.busy
search
expect_exit 1
expect_out "other work on the machine ended the first search 3 times; the last time: client: other programs ran"
expect "one figure" test "$(grep -c '/s \[' out)" -eq 1

# A client that is late for the whole of a search costs an end of the intervals, and neither the figure nor the ratio.
rm twice.busy
echo 20 12 650 >fault-none.late
rounds=8 search
expect_exit 0
expect "two figures, one with an open end" test "$(grep -c '/s \[' out) $(grep -c '/s \[[0-9,]*, ?\]' out)" = "2 1"
expect_out "x [?, " "of 9 searches the promise was kept at the highest rate that the client could offer, at least 6"
expect "the file says so" python3 - results/*/capacity.csv <<'PYTHON'
import csv, math, sys
base, twice = [row for row in csv.DictReader(open(sys.argv[1], newline="")) if row["kind"] == "capacity"]
assert base["low"] and not base["high"] and base["status"] == twice["status"] == "ok", base
assert abs(math.log(float(twice["ratio"]) / 2)) < 0.06 and not twice["ratio_low"], twice
assert 2 < float(twice["ratio_high"]) < 2000 / 600, twice
PYTHON
found=$(table)
run "$tlsbench" show results/*
expect_exit 0
expect "the same table" test "$(table)" = "$found"
run "$tlsbench" report results/* --output page.html
expect_exit 0

rm fault-none.late

# Results that can no longer be saved: what is there stays, and the search does not pass for a whole one.
rm -rf results ./*.asked
"$scratch/doctored/bin/tlsbench" capacity "$loopback/full" --within p99=4ms --library fault-none,./twice.so --modules "$faulty" \
    --rounds 1000 --suites "$here/../../bench/suites" --quiet >ended.out 2>ended.err </dev/null &
searcher=$!
await 60 has_searches 3 || broken "what was found so far"
rm -rf results
wait "$searcher"
status=$? out=$(<ended.out) err=$(<ended.err) last="a search whose folder is gone"
expect_exit 3
expect "why it ended" stands ended.err "capacity.csv: No such file or directory"
expect "that it ended early" stands ended.out "note: the search was interrupted; this is what it found"
expect "no word of results that are not there" sh -c '! grep -q "^Results:" ended.out'
