#!/usr/bin/env bash
# strangers.sh BUILD: other programs that connect to a measured server are dropped, counted and named, and the real
# client is not affected.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

cat >strangers.py <<'PYTHON'
"""strangers.py PORT first|during TLS: connects in many manners; "during" goes on until it is killed.  Says how many of
those that speak TLS were served."""
import os, socket, ssl, sys, time
port, when, tls = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "tls"
address = ("127.0.0.1", port)
open_ones = []

def connect():
    return socket.create_connection(address, timeout=5)

def say(line):
    s = connect()
    s.sendall(line)
    open_ones.append(s)

def speak_tls():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with context.wrap_socket(connect()) as s:
            return s.version() is not None
    except OSError:
        return False

served = 0
if when == "first":
    say(b"GET / HTTP/1.1\r\n\r\n")
    for _ in range(20):  # more than there are places for guests
        open_ones.append(connect())
    say(b"hello 1 kx/x25519/offer\n")
    say(b"hello 2 0123456789abcdef case\n")
    say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500))
    say(b"x" * 5000)
    connect().close()
    time.sleep(0.2)
    print("done", flush=True)
    time.sleep(600)  # the silent ones stay open
while True:
    try:
        say(b"\x00garbage\n")
        open_ones.append(connect())
        connect().close()
        served += tls and speak_tls()
    except OSError:  # reset, or the server has left
        pass
    with open(sys.argv[4] + ".new", "w") as file:
        file.write(str(served))
    os.replace(file.name, sys.argv[4])  # whoever kills us finds a number
    time.sleep(0.01)
PYTHON

token=5ca1ab1e5ca1ab1e
meets() { # meets MODULE CASE TLS: a client beside strangers, before it and during its sample
    local server first during
    : >server.out
    "$worker" --module "$build/modules/$1.so" --pki "$pki" --case "$2" --role server --listen 127.0.0.1:0 \
        --token "$token" >server.out 2>server.err </dev/null &
    server=$!
    await 60 has_line server.out || broken "a server that listens"
    address=$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)
    : >came
    python3 strangers.py "${address##*:}" first "$3" >came 2>&1 </dev/null &
    first=$!
    await 60 has_line came || broken "strangers that came first"
    : >served
    python3 strangers.py "${address##*:}" during "$3" served >/dev/null 2>&1 </dev/null &
    during=$!
    await 60 has_line served || broken "strangers that come all the time"
    run "$worker" --module "$build/modules/$1.so" --pki "$pki" --case "$2" --role client --connect "$address" \
        --token "$token" --chunks 3 --chunk-ms 200
    wait "$server"
    local its_status=$?
    kill "$first" "$during"
    wait "$first" "$during" 2>/dev/null
    # a busy machine may leave windows without work, which does not concern strangers
    if [ "$status" -ne 0 ] && [ "$(record_field status)" = disturbed ] && ! grep -q stranger <<<"$out"; then return; fi
    expect_exit 0
    expect_record ok
    last="server of $2" out=$(cat server.out) err=$(cat server.err)
    [ "$its_status" -eq 0 ] || broken "a server that leaves with exit code 0"
    python3 - server.out <<'PYTHON' || broken "strangers that were counted, the first of them named"
import json, sys
record = json.loads(open(sys.argv[1]).read().splitlines()[-1])
assert record["status"] == "ok", record
assert record["strangers"] > 20, record["strangers"]
assert record["stranger"].startswith("127.0.0.1:"), record["stranger"]
PYTHON
    [ "$(cat served)" = 0 ] || broken "no stranger that was served, not $(cat served)"
}
for library in openssl-3.5 wolfssl-5.7 boringssl-2023; do # one will do
    [ -f "$build/modules/$library.so" ] || continue
    meets "$library" handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4 tls
    meets "$library" bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download/2 tls
    break
done
meets plain http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/1024/new/4 plain
meets plain http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/1024/kept/4 plain

# More strangers than there are places, all behind the client before the server runs: it hears the client first.
: >server.out
case=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4
"$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role server --listen 127.0.0.1:0 \
    --token "$token" >server.out 2>/dev/null </dev/null &
server=$!
await 60 has_line server.out || broken "a server that listens"
address=$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)
kill -STOP "$server"
"$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role client --connect "$address" \
    --token "$token" --chunks 1 --chunk-ms 50 >client.out 2>/dev/null </dev/null &
client=$!
connected() { # connected NUMBER: so many connections to the server
    [ "$(grep -c ":$(printf %04X "${address##*:}") .* 01 " /proc/net/tcp)" -ge "$1" ]
}
await 60 connected 1 || broken "a client that has come"
sleep 0.2 # its hello follows
: >came
python3 - "${address##*:}" >came <<'PYTHON' &
import socket, sys, time
all = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(14)]
print("done", flush=True)
time.sleep(600)
PYTHON
strangers=$!
await 60 has_line came || broken "strangers"
kill -CONT "$server"
wait "$client"
last="client behind which strangers came" out=$(cat client.out) err=''
expect "what a busy machine may spoil, and nothing else" jq -es '.[-1] | .status == "ok" or .status == "disturbed"' client.out >/dev/null
wait "$server"
kill "$strangers" 2>/dev/null
wait "$strangers" 2>/dev/null

# A wrong token, or none: not the expected client, and both sides report it.
case=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4
: >server.out
"$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role server --listen 127.0.0.1:0 \
    --token "$token" >server.out 2>/dev/null </dev/null &
server=$!
await 60 has_line server.out || broken "a server that listens"
address=$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)
for given in "--token other" ""; do
    # shellcheck disable=SC2086 # words
    run "$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role client --connect "$address" \
        --chunks 1 --chunk-ms 50 $given
    expect_exit 1
    expect_record failed "the server refused: this server expects another token"
done
kill "$server"
wait "$server" 2>/dev/null
run "$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role client --connect "$address" \
    --token "two words"
expect_exit 2
expect_err "--token must be one word"
