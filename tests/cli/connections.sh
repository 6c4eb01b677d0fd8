#!/usr/bin/env bash
# connections.sh BUILD: connections that stay open and idle, what they hold, and how many are possible.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

plain=$build/modules/plain.so none=$faulty/fault-none.so boringssl_module=$build/modules/$boringssl.so
handshakes=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm
held=held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm

# ---- What cannot be asked ----
run "$tlsbench" run --case "$held/handshake/usual/999"
expect_exit 2
expect_err "999 connections are too few to tell what each of them holds; use 1000 to 10000"
run "$tlsbench" run --case "$held/handshake/16384/usual/1000"
expect_exit 2
run "$tlsbench" run --case "$held/dat/16384/usual/1000"
expect_exit 2
expect_err "there is no state 'dat'; did you mean 'data'?"
run "$tlsbench" run --case "$handshakes/full/4/idle-10001"
expect_exit 2
expect_err "idle '10001' is not a whole number from 1 to 10000"
printf '[suite]\n[handshake]\ntransport = memory\ntls = tls1.3\nkx = x25519\nauth = ecdsa-p256\nidle = 5\n' >memory.ini
run "$tlsbench" run ./memory.ini
expect_exit 2
expect_err "names idle, which none of its cases has"

# More than the descriptors allow: how many are possible, and how there can be more.
limited=("$worker" --module "$plain" --pki "$pki" --role client --connect 127.0.0.1:1 --check --case)
run bash -c 'ulimit -n 132; exec "$@"' _ "${limited[@]}" "$held/handshake/usual/1000"
expect_exit 1
expect_record failed "1000 connections need 1032 file descriptors, and the hard limit is 132, enough for 100 connections; as root, raise it (ulimit -H -n 1032)"
run bash -c 'ulimit -n 132; exec "$@"' _ "${limited[@]}" "$handshakes/full/4/idle-97"
expect_record failed "101 connections need 133 file descriptors"
run bash -c 'ulimit -n 132; exec "$@"' _ "${limited[@]}" "$handshakes/full/4/idle-96"
expect_record ok
run bash -c 'ulimit -n 132; exec "$@"' _ "${limited[@]}" "$handshakes/full/4/threads-5/own"
expect_record failed "20 connections of several threads need 180 file descriptors, and the hard limit is 132, enough for 0 connections; as root, raise it (ulimit -H -n 180), or use fewer threads or connections"

# The same of ports; arrivals have no number of connections that could be less.
if unshare -n true 2>/dev/null; then
    run unshare -n bash -c 'echo "40000 40009" >/proc/sys/net/ipv4/ip_local_port_range; exec "$@"' _ "${limited[@]}" "$handshakes/full/11"
    expect_record failed "11 connections need as many local ports, and the kernel has 10"
    expect_out 'has 64512), or use fewer connections'
    run unshare -n bash -c 'echo "40000 40009" >/proc/sys/net/ipv4/ip_local_port_range; exec "$@"' _ "${limited[@]}" \
        "$handshakes/full/arrivals-1000/fixed"
    expect_record failed "64 connections need as many local ports, and the kernel has 10"
    expect "nothing of fewer connections" test "$(record_field reason | grep -c fewer)" -eq 0
fi

# ---- A client and a server by hand ----
start_server() { # start_server MODULE CASE
    : >server.out
    "$worker" --module "$1" --pki "$pki" --case "$2" --role server --listen 127.0.0.1:0 >server.out 2>/dev/null </dev/null &
    server=$!
    await 60 has_line server.out
    address=$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)
}
pair() { # pair MODULE CASE [OPTION...]: leaves the client's record in $out
    local module=$1 its_case=$2
    shift 2
    start_server "$module" "$its_case"
    run "$worker" --module "$module" --pki "$pki" --case "$its_case" --role client --chunks 3 --chunk-ms 50 --warm-up-ms 20 \
        --connect "$address" "$@"
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}

# A library whose connections hold 30,000 bytes more than another's, and a server's twice as many: each side's slope says so.
for state in handshake data/16384; do
    pair "$none" "$held/$state/usual/1000"
    expect_record ok
    tail -n 1 out >light
    pair "$faulty/fault-heavy.so" "$held/$state/usual/1000"
    expect_record ok
    tail -n 1 out >heavy
    expect "the weight of a connection after $state" python3 - light heavy <<'PYTHON'
import json, sys
light, heavy = (json.load(open(path))["metrics"] for path in sys.argv[1:])
for side, ballast in ("client", 30000), ("server", 60000):
    for metrics in light, heavy:
        assert all(len(values) == 1 for values in metrics.values()), metrics
        heap = [metrics[f"{side}_heap_{point}"][0] for point in ("1pct", "10pct", "all")]
        each = metrics[f"{side}_heap_each"][0]
        assert heap[0] < heap[1] < heap[2] and abs((heap[2] - heap[1]) / 900 / each - 1) < 0.01, (heap, each)
        assert metrics[f"{side}_pss_all"][0] > metrics[f"{side}_heap_all"][0] / 2
    more = heavy[f"{side}_heap_each"][0] - light[f"{side}_heap_each"][0]
    assert ballast <= more <= ballast + 100, more
    resident = heavy[f"{side}_pss_each"][0] - light[f"{side}_pss_each"][0]
    assert 0.8 * ballast <= resident <= 1.2 * ballast, resident
PYTHON
done
expect "all of them" test "$(record_field operations)" = 1000

# What is not idle, is not what was asked, or does not end in time has no weight.
pair "$faulty/fault-chatters.so" "$held/handshake/usual/1000"
expect_record void "data arrived on a connection that should be idle"
pair "$faulty/fault-lie-later.so" "$held/handshake/usual/1000"
expect_record void "TLS 1.2 instead of TLS 1.3"
pair "$faulty/fault-error-later.so" "$held/handshake/usual/1000"
expect_record failed
pair "$boringssl_module" "$held/data/16384/usual/10000" --limit-ms 50
expect_record void "connections that are opened first were open; use a longer --timeout, or fewer of them"

# ---- Beside connections that work ----
good_pair() { # the same, again where the machine was busy; false: it always was
    for _ in 1 2 3; do
        pair "$@"
        [ "$(record_field status)" != ok ] || return 0
        [ "$(record_field status)" = disturbed ] || broken "a good sample"
    done
    return 1
}
good_pair "$plain" "$handshakes/full/4/idle-200"
good_pair "$boringssl_module" "$handshakes/ticket/1/4/idle-50"
good_pair "$boringssl_module" "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/1024/upload/2/idle-50"
pair "$faulty/fault-chatters.so" "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/1024/upload/2/idle-10"
expect_record void "data arrived on a connection that should be idle"
start_server "$plain" "$handshakes/full/4/idle-300"
"$worker" --module "$plain" --pki "$pki" --case "$handshakes/full/4/idle-300" --role client --chunks 3 --chunk-ms 60000 \
    --connect "$address" >/dev/null 2>&1 &
client=$!
opens() { # opens PID NUMBER: has that many descriptors
    [ "$(find "/proc/$1/fd" -mindepth 1 2>/dev/null | wc -l)" -ge "$2" ]
}
await 60 opens "$server" 304 || broken "a server with 300 idle connections and 4 others"
await 60 opens "$client" 304 || broken "a client with as many"
kill "$server" "$client"
wait "$server" "$client" 2>/dev/null

# ---- A run ----
cat >held.ini <<'EOF'
[suite]
rounds = 1
[held]
state = data
size = 1024
buffers = usual released
connections = 1000
EOF
libraries=$boringssl
[ -e "$build/modules/openssl-3.5.so" ] && libraries+=,openssl-3.5
run "$tlsbench" run held.ini --library "$libraries" --no-steady --results results
expect_good results/latest
expect_out "Memory of idle connections" "server heap each" "client pss each" "released buffers" "unsupported"
expect "no limit of a rate that there is not" sh -c '! grep -q "limited by" out'
last="python3 on summary.csv"
python3 - "$libraries" <<'PYTHON' || broken "memory in summary.csv as it must be"
import csv, sys
rows = {(r["case"], r["metric"], r["library"]): r for r in csv.DictReader(open("results/latest/summary.csv", newline=""))}
held = "held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/"
def value(case, metric, library):
    row = rows[held + case, metric, library]
    assert row["status"] == "ok" and row["unit"] == "B", row
    return float(row["value"])
for library in sys.argv[1].split(","):
    usual, given_back = "data/1024/usual/1000", "data/1024/released/1000"
    for side in "client", "server":
        assert 1000 < value(usual, f"{side}_heap_each", library) < 1e6
        assert value(usual, f"{side}_heap_each", library) > 3 * value(usual, f"{side}_heap_each", "plain")
        assert value(usual, f"{side}_pss_each", library) > 1000
    released = rows[held + given_back, "server_heap_each", library]
    if library.startswith("openssl"): # what has the mode has less after it
        assert value(given_back, "server_heap_each", library) < value(usual, "server_heap_each", library)
    else:
        assert released["status"] == "unsupported" and "buffers=usual" in released["reason"], released
PYTHON
run "$tlsbench" show results/latest --metric '*pss*'
expect_exit 0
expect_out "server pss all" "server pss 1pct"
