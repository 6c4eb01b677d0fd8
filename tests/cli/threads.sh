#!/usr/bin/env bash
# threads.sh BUILD: cases with several threads, from a suite to the tables, and what cannot be asked of them.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# One thread is measured as ever, under the name that it has; asked for by name, it is the base of the others.
cat >threads.ini <<'EOF'
[suite]
rounds = 2
chunks = 2
chunk-ms = 1
sample-operations = 1
[kx as ever]
kx = x25519
operation = offer
[kx]
kx = x25519
operation = offer
threads = 1 2 5
[aead]
suite = aes-128-gcm
size = 256
operation = seal
threads = 2
[handshake]
transport = memory
tls = tls1.2
kx = x25519
auth = ecdsa-p256
operation = session-id
threads = 2
context = own shared
[trust]
auth = ecdsa-p256
operation = verify
threads = 2
context = own shared
EOF
libraries=$boringssl
[ -e "$build/modules/wolfssl-5.7.so" ] && libraries+=,wolfssl-5.7
run taskset -c "$(taskset -pc $$ | sed 's/.*: *//; s/[-,].*//')" "$tlsbench" run threads.ini --library "$libraries" --results results
expect_exit 0
expect_out "operations per second, of all threads together" "efficiency: the rate of N threads / " "more threads than the 1 core of this process" "kx/x25519/offer/threads-2"
run "$tlsbench" export results/latest markdown
expect_exit 0
expect_out "operations_per_second" "; efficiency "
run "$tlsbench" show results/latest --metric waits
expect_exit 0
if grep -q "efficiency: " "$scratch/out"; then broken "no word of what is not shown"; fi
expect "no library is faster for its waits" sh -c '! grep -q "as fast as" out'
run "$tlsbench" show results/latest --metric efficiency
expect_exit 2
expect_err "it is a column of summary.csv"
last="python3 on the tables of threads.ini"
python3 - "$boringssl" <<'PYTHON' || broken "threads in summary.csv and samples.csv as they must be"
import csv, sys
ours = sys.argv[1]
rows = list(csv.DictReader(open("results/latest/summary.csv", newline="")))
def find(case, metric, library=ours):
    found = [r for r in rows if (r["case"], r["metric"], r["library"]) == (case, metric, library)]
    assert len(found) == 1, (case, metric, len(found))
    return found[0]
def metrics(case):
    return {r["metric"] for r in rows if r["case"] == case and r["library"] == ours}
offer = "kx/x25519/offer"
assert metrics(offer) == {"time", "cpu_time", "mean_time"}, metrics(offer)
assert find(offer, "time")["threads"] == ""
assert metrics(offer + "/threads-1") == {"operations_per_second", "time", "cpu_time", "mean_time"}
several = {"operations_per_second", "cpu_time", "thread_rate", "slowest_thread", "fastest_thread", "waits"}
assert metrics(offer + "/threads-2") == several, metrics(offer + "/threads-2")
assert metrics("aead/aes-128-gcm/256/once/seal/threads-2") == several - {"operations_per_second"} | {"throughput"}
assert find(offer + "/threads-1", "operations_per_second")["efficiency"] == ""
for threads in "2", "5":
    row = find(f"{offer}/threads-{threads}", "operations_per_second")
    assert row["threads"] == threads and row["status"] == "ok", row
    assert 0 < float(row["efficiency_low"]) <= float(row["efficiency"]) <= float(row["efficiency_high"]), row
    assert find(f"{offer}/threads-{threads}", "cpu_time")["efficiency"] == ""
for context in "own", "shared":
    handshake = f"handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/session-id/threads-2/{context}"
    row = find(handshake, "operations_per_second")
    assert row["context"] == context and row["status"] == "ok" and row["efficiency"] == "", row
    assert find(f"trust/ecdsa-p256/verify/2/1/none/threads-2/{context}", "operations_per_second")["status"] == "ok"
if any(r["library"] == "wolfssl-5.7" for r in rows):
    row = find("trust/ecdsa-p256/verify/2/1/none/threads-2/shared", "operations_per_second", "wolfssl-5.7")
    assert row["status"] == "unsupported" and "cannot share a trust store" in row["reason"], row
samples = [r for r in csv.DictReader(open("results/latest/samples.csv", newline="")) if r["library"] == ours]
core = {r["cores"].split()[0] for r in samples if r["threads"] not in ("", "1")}
assert len(core) == 1, core
for r in samples:
    threads = int(r["threads"] or 1)
    assert r["cores"].split() == ([] if threads == 1 else threads * list(core)), r
assert all("resumed" in r["negotiated"] for r in samples if r["driver"] == "handshake")
PYTHON

# A stored run shows the same.
run "$tlsbench" show results/latest --case '*threads*'
expect_exit 0
expect_out "efficiency" "5 threads"

# What cannot be is told before anything is measured.
refuse() { # refuse LINES TEXT...: a suite of these lines
    printf '%b' "$1" >wrong.ini
    run "$tlsbench" run wrong.ini --library "$boringssl" --results wrong
    expect_exit 2
    shift
    expect_err "$@"
    expect "nothing was measured" test ! -e wrong
}
for threads in 0 -1 100000 two; do
    refuse "[kx]\nkx = x25519\nthreads = $threads\n" "wrong.ini:3" "threads '$threads' is not a whole number from 1 to 1024"
done
refuse '[held]\nstate = handshake\nthreads = 2\n' "held cases have no parameter 'threads'; these have it: kx, signature, aead"
refuse '[http]\nsize = 0\nreuse = kept\nthreads = 2\ncontext = shared\n' "section [http] names context, which none of its cases has"
run "$tlsbench" run --case handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16/threads-65/own
expect_exit 2
expect_err "over loopback there are at most 64 threads, not 65"
refuse '[kx]\nkx = x25519\nthreads = 2\ncontext = shared\n' "kx cases have no parameter 'context'; these have it: trust, handshake, http"

two=kx/x25519/offer/threads-2
run "$tlsbench" run --case "$two" --library "$boringssl" --cpus "$(taskset -pc $$ | sed 's/.*: *//; s/[-,].*//')" --dry-run
expect_exit 0
expect_err "--cpus names the core of one thread of a process, and the 2 threads of $two also run on others"
run "$worker" --module "$faulty/fault-one-thread.so" --case "$two" --check
expect_record unsupported "only one thread may call the library: it was built without locks (configure with --enable-locks)"
run "$worker" --module "$faulty/fault-one-thread.so" --case kx/x25519/offer/threads-1 --check
expect_record ok
run "$worker" --module "$faulty/fault-none.so" --case "$two" --instructions --operations 1
expect_exit 2
expect_err "of several threads only times are measured; leave /threads-2 out of the case"
run "$worker" --module "$faulty/fault-none.so" --case "$two" --benchmark_min_time=0.01
expect_exit 2
expect_err "leave /threads-2 out of the case"

# A thread that fails ends the sample, and is named.
run "$worker" --module "$faulty/fault-error-later.so" --case "$two" --operations 1000 --chunks 2
expect_exit 1
expect_record failed "of 2: "
run "$worker" --module "$faulty/fault-wrong-secret.so" --case "$two" --operations 10
expect_exit 1
expect_record void "of 2: client and server have different secrets"
run "$worker" --module "$faulty/fault-crash.so" --case "$two" --operations 1000
expect "the worker crashed" test "$status" -gt 128

# Over loopback each thread of the client meets one of the server.
loopback=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm
pair() { # pair MODULE CASE [OPTION...]: leaves the client's record in $out, and the server's first line in server.out
    local module=$1 its_case=$2 server
    shift 2
    : >server.out
    "$worker" --module "$module" --pki "$pki" --case "$its_case" --role server --listen 127.0.0.1:0 >server.out 2>/dev/null </dev/null &
    server=$!
    await 60 has_line server.out
    run "$worker" --module "$module" --pki "$pki" --case "$its_case" --role client --chunks 3 --chunk-ms 50 --warm-up-ms 20 \
        --connect "$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)" "$@"
    [ "$(record_field status)" != ok ] || await 20 has_ended "$server" || broken "a server that ends by itself"
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}
has_ended() {
    ! kill -0 "$1" 2>/dev/null
}
good_pair() { # the same, again where the machine was busy; false: it always was
    for _ in 1 2 3; do
        pair "$@"
        [ "$(record_field status)" != ok ] || return 0
        [ "$(record_field status)" = disturbed ] || broken "a good sample"
    done
    return 1
}
boringssl_module=$build/modules/$boringssl.so
measured=0
http=http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm bulk=bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm
for its_case in "$loopback/full/4/threads-3/own" "$loopback/full/certificates-3/4/idle-5/threads-3/shared" \
    "$loopback/ticket/1/4/threads-2/shared" "$http/1024/new/4/threads-2/shared" "$http/1024/kept/4/idle-5/threads-2" \
    "$bulk/1024/download/2/idle-5/threads-2"; do
    good_pair "$boringssl_module" "$its_case" || continue
    measured=$((measured + 1))
    expect "one port for each thread" grep -qE '"127.0.0.1:[0-9]+(,[0-9]+)+"' server.out
    expect "the figures of all threads" python3 - "$(tail -n 1 out)" <<'PYTHON'
import json, statistics, sys
record = json.loads(sys.argv[1])
metrics, case = record["metrics"], record["case"]
threads = len(record["cores"].split())
assert threads == (3 if "threads-3" in case else 2), record["cores"]
rate = {"handshake": "handshakes_per_second", "http": "requests_per_second", "bulk": "throughput"}[case.split("/")[0]]
for sum_, slowest, median, fastest in zip(*(metrics[m] for m in (rate, "slowest_thread", "thread_rate", "fastest_thread"))):
    sum_ *= 1e9 / 1024 if rate == "throughput" else 1 # of GB/s, writes of 1024 bytes
    assert threads * slowest <= sum_ * 1.000001 and sum_ <= threads * fastest * 1.000001 and slowest <= median <= fastest
for name in rate, "thread_rate", "slowest_thread", "fastest_thread", "client_cpu", "server_cpu":
    assert len(metrics[name]) == 3, (name, metrics[name])
assert "operations_per_second" not in metrics and "waits" not in metrics
if rate != "throughput":
    assert 0 < metrics["latency_p50"][0] <= metrics["latency_p99"][0] and len(metrics["latency_p50"]) == 1
assert all(0 < busy <= 1.05 for busy in metrics["client_busy"] + metrics["server_busy"])
assert record["operations"] >= 3 * threads * 6, record["operations"] # three turn-overs of two connections a window
assert ("resumed" in record["negotiated"]) == ("/ticket/" in case)
PYTHON
done
[ "$measured" -gt 0 ] || broken "a case that the machine let finish, in three tries of each"

# One thread that fails ends the sample on both sides, and says why.
pair "$faulty/fault-lie-later.so" "$loopback/full/4/threads-2/own"
expect_record void "of 2: "
grep -qF "TLS 1.2 instead of TLS 1.3" <<<"$(record_field reason)" || broken "the cause"
pair "$faulty/fault-one-thread.so" "$loopback/full/4/threads-2/own"
expect_record unsupported "only one thread may call the library"
run "$worker" --module "$faulty/fault-none.so" --pki "$pki" --case "$loopback/full/4/threads-2/own" --role client --connect 127.0.0.1:1
expect_record failed "127.0.0.1:1 has no port for each of 2 threads"

# In a table, with the efficiency, and what limits the rate.
cat >loopback.ini <<'INI'
[suite]
rounds = 1
chunks = 2
window-ms = 50
warm-up-ms = 20
[handshake]
transport = loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
connections = 4
threads = 1 2
context = own shared
INI
run "$tlsbench" run loopback.ini --library "$boringssl" --no-steady --results loopback
expect_good loopback/latest
expect_out "handshakes per second" "2 threads shared context" "limited by" "client cpu, x plain" "plain"
