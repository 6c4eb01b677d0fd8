#!/usr/bin/env bash
# handshakes.sh BUILD: every kind of handshake on the libraries that set-up brings, and the reports if a library does
# something else, or a peer breaks off.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

libraries=(openssl-3.5 "$boringssl" wolfssl-5.7)
# P-256 for both: in TLS 1.2 a server that verifies an ECDSA certificate must accept its curve, and may support only
# one.
rest=p256/ecdsa-p256/aes-128-gcm
memory=handshake/memory

check() { # check MODULE CASE: leaves the record in $out
    run "$worker" --module "$1" --pki "$pki" --case "$2" --check
}

# shows LIBRARY OPERATION WORD...: runs the case once, and expects these words in this order in what was negotiated
shows() {
    local library=$1 case=$2 seen
    shift 2
    check "$build/modules/$library.so" "$case"
    expect_exit 0
    expect_record ok
    seen=$(record_field negotiated)
    for word; do
        grep -qwF -- "$word" <<<"$seen" || broken "'$word' in what $library negotiated: $seen"
    done
}

for library in "${libraries[@]}"; do
    [ -f "$build/modules/$library.so" ] || continue
    for version in 1.2 1.3; do
        shows "$library" "$memory/tls$version/$rest/full" "TLS $version" verified
        shows "$library" "$memory/tls$version/$rest/negotiate" "TLS $version" verified
        shows "$library" "$memory/tls$version/$rest/unverified" "not verified"
        shows "$library" "$memory/tls$version/$rest/mutual" verified
        check "$build/modules/$library.so" "$memory/tls$version/$rest/stapled"
        if [ "$(record_field status)" = unsupported ]; then # a client that cannot read OCSP responses
            expect_record unsupported OCSP
        else
            shows "$library" "$memory/tls$version/$rest/stapled" stapled
        fi
    done
    shows "$library" "$memory/tls1.2/$rest/session-id" resumed
    shows "$library" "$memory/tls1.2/$rest/ticket" resumed
    shows "$library" "$memory/tls1.3/$rest/retry" p256
    for tickets in 1 2 7; do # counted on the wire
        shows "$library" "$memory/tls1.3/$rest/ticketed/$tickets" "TLS 1.3"
    done
    shows "$library" "$memory/tls1.3/$rest/ticket/1" resumed p256
    shows "$library" "$memory/tls1.3/$rest/early-data/1" resumed early-data
done

# Both transports, as a suite: every row is ok, and sessions are resumed on both ends where they should be.
run "$tlsbench" run "$suites/handshakes.ini" --results results --no-plain
expect_good results/latest
expect "every sample ok, resumed ones resumed" python3 - results/latest/samples.csv <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
rows = [row for row in rows if not (row["status"] == "unsupported" and row["operation"] == "stapled")]
rows = [row for row in rows if "the machine is too busy" not in row["reason"]]
bad = [row for row in rows if row["status"] not in ("ok", "replaced") or
       ("resumed" in row["negotiated"]) != (row["operation"] in ("session-id", "ticket", "early-data"))]
for row in bad:
    print(row["case"], row["library"], row["status"], row["negotiated"], row["reason"])
sys.exit(not rows or bool(bad))
PYTHON

# ---- A library that does something other than requested: void, with the reason ----

refuses() { # refuses FAULT CASE TEXT...
    local fault=$1 case=$2 text
    shift 2
    check "$faulty/fault-$fault.so" "$case"
    expect_exit 1
    for text; do
        expect_record void "$text"
    done
}
check "$faulty/fault-none.so" "$memory/tls1.2/$rest/session-id"
expect_exit 0
expect_record ok
refuses not-resumed "$memory/tls1.2/$rest/session-id" "a full handshake instead of a resumed session"
refuses no-session "$memory/tls1.2/$rest/session-id" "no session that can be resumed"
refuses lie-resumed "$memory/tls1.3/$rest/full" "a resumed session instead of a full handshake"
refuses one-more "$memory/tls1.2/$rest/session-id" "on the wire: ClientHello | " "NewSessionTicket"
refuses one-more "$memory/tls1.3/$rest/full" "flight 2 has" "a message that the case does not ask for"
refuses compresses "$memory/tls1.3/$rest/full" "flight 2 has" "missing, or compressed"
refuses none "$memory/tls1.3/$rest/ticketed/2" "no ticket arrived, and 2 were requested"
refuses none "$memory/tls1.3/$rest/stapled" "no stapled response instead of a stapled response"
check "$faulty/fault-none.so" "$memory/tls1.3/$rest/early-data/1"
expect_exit 1
expect_record unsupported "early data"
run "$tlsbench" run "$suites/handshakes.ini" --modules "$faulty" --library fault-none,fault-not-resumed --no-plain \
    --results faulty --case 'handshake/loopback/tls1.2/*/session-id/*'
expect_exit 1
summary_is faulty/latest fault-none ok
summary_is faulty/latest fault-not-resumed void "a full handshake instead of a resumed session"

# A pair's libraries are compared with the case, too; and a connection that ends without close_notify may have been
# truncated.
run "$tlsbench" run "$suites/handshakes.ini" --modules "$faulty" --library fault-none,fault-one-more,fault-truncates \
    --no-plain --results parting --case 'handshake/loopback/tls1.2/*/session-id/*'
expect_exit 1
summary_is parting/latest fault-none ok
summary_is parting/latest fault-one-more void "NewSessionTicket"
summary_is parting/latest fault-truncates void "close_notify failed after"

# ---- A peer that breaks off: an error that names it, and never a hang ----

# peer.py MANNER [PORT CASE]: speaks the link as the harness does, as a server, or as a client of PORT.  Its TLS
# connections are closed after the first bytes, answered with garbage, or left without an answer.
cat >peer.py <<'PYTHON'
import socket, sys, threading
manner = sys.argv[1]

def misbehave(connection):
    try:
        if manner == "garbage":
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20)
        connection.recv(65536)
        if manner == "silence":
            threading.Event().wait()
        connection.close()
    except OSError:
        pass

def answer(connection):
    try:
        for line in connection.makefile():
            connection.sendall(b"ready\n" if line.startswith("hello ") else b"bye\n")
    except OSError:
        pass

if len(sys.argv) > 2:
    address = ("127.0.0.1", int(sys.argv[2]))
    line = socket.create_connection(address)
    line.sendall(f"hello 2 - {sys.argv[3]}\n".encode())
    assert line.recv(100) == b"ready\n"
    connection = socket.create_connection(address)
    connection.sendall(b"GET / HTTP/1.1\r\n\r\n" if manner == "garbage" else b"\x16\x03\x01\x02\x00\x01")
    if manner == "closed":
        connection.close()
    print(line.recv(1000).decode())
else:
    server = socket.create_server(("127.0.0.1", 0))
    print(server.getsockname()[1], flush=True)
    first, _ = server.accept()
    threading.Thread(target=answer, args=(first,), daemon=True).start()
    while True:
        connection, _ = server.accept()
        threading.Thread(target=misbehave, args=(connection,), daemon=True).start()
PYTHON

meets_server() { # meets_server LIBRARY MANNER CASE TEXT: its client fails, and says so
    local peer
    : >port
    python3 peer.py "$2" >port &
    peer=$!
    await 60 has_line port || broken "a port"
    run "$worker" --module "$build/modules/$1.so" --pki "$pki" --case "$3" --role client \
        --connect "127.0.0.1:$(cat port)" --chunks 2 --chunk-ms 150
    kill "$peer"
    expect_exit 1
    case $(record_field status) in
        failed | void | timeout) ;;
        *) broken "a record of a failure" ;;
    esac
    expect "'$4' in the reason" grep -qF -- "$4" <<<"$(record_field reason)"
}

meets_client() { # meets_client LIBRARY MANNER CASE TEXT: its server fails, and says so
    local server
    : >server.out
    "$worker" --module "$build/modules/$1.so" --pki "$pki" --case "$3" --role server --listen 127.0.0.1:0 \
        >server.out 2>/dev/null &
    server=$!
    await 60 has_line server.out || broken "a server that listens"
    run python3 peer.py "$2" "$(sed -n 's/.*"listening":"[^:]*:\([0-9]*\)".*/\1/p' server.out)" "$3"
    expect_exit 0
    expect_out failed "$4"
    wait "$server"
    expect "a server that leaves with exit code 1" [ $? -eq 1 ]
}

loopback=handshake/loopback
for library in "${libraries[@]}"; do
    [ -f "$build/modules/$library.so" ] || continue
    meets_server "$library" closed "$loopback/tls1.3/$rest/full/2" "the client's handshake failed after 0 good"
    meets_server "$library" garbage "$loopback/tls1.3/$rest/full/2" "the client's handshake failed after 0 good"
    meets_server "$library" garbage "$loopback/tls1.2/$rest/session-id/2" "the client's handshake failed after 0 good"
    meets_client "$library" closed "$loopback/tls1.3/$rest/full/2" "the server's handshake failed after 0 good"
    meets_client "$library" garbage "$loopback/tls1.3/$rest/early-data/1/2" "the server's handshake failed after 0 good"
done
library=$(for each in "${libraries[@]}"; do [ -f "$build/modules/$each.so" ] && echo "$each"; done | head -n 1)
meets_server "$library" silence "$loopback/tls1.3/$rest/full/2" "no progress for 5 s"
