#!/usr/bin/env bash
# windows.sh BUILD: samples with many connections, and servers with impossible counts: a row has valid windows, or it is
# void, or disturbed if the machine may be to blame, with the reason.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

# Whatever the machine does: windows of several turn-overs, or the reason why there are none.
last="$tlsbench run many.ini"
timeout -k 5 280 "$tlsbench" run "$suites/many.ini" --modules "$faulty" --library fault-none --results results --no-plain \
    --no-steady --timeout 60 >"$scratch/out" 2>"$scratch/err" </dev/null
status=$? out=$(cat "$scratch/out") err=$(cat "$scratch/err")
[ "$status" -le 1 ] || broken "exit code 0 or 1"
expect "samples with whole windows, or a reason" python3 - results/latest/samples.csv <<'PYTHON'
import csv, re, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
known = r"each long enough to replace|in flight|a window needs|the window lasted|is not steady|had finished"
for row in rows:
    good = row["status"] in ("ok", "replaced") and int(row["turn_overs"]) >= 3 and int(row["window"]) >= 30000000
    if not good and not (row["status"] in ("void", "disturbed", "replaced") and re.search(known, row["reason"])):
        sys.exit(f"{row['case']}: {row['status']}, {row['turn_overs']} turn-overs in {row['window']} ns: {row['reason']}")
if len({row["case"] for row in rows}) != 6:
    sys.exit("a case is missing")
PYTHON

# liar.py LIE: a server of plain handshakes that reports wrong counts.
cat >liar.py <<'PYTHON'
import selectors, socket, sys, time
lie = sys.argv[1]
server = socket.create_server(("127.0.0.1", 0), backlog=64)
print(server.getsockname()[1], flush=True)
link, _ = server.accept()
units = 0

def counts():
    wall, cpu = time.monotonic_ns(), time.process_time_ns()
    told = units // 2 if lie == "units" else units
    return f"counts {2 * wall if lie == 'wall' else wall} {3 * wall if lie == 'cpu' else cpu} {told} {told}\n"

def hear():
    for line in link.recv(4096).decode().splitlines():
        answer = "ready\n" if line.startswith("hello") else counts() if line == "mark" else "bye\n"
        link.sendall(answer.encode())
        if answer == "bye\n":
            sys.exit()

ready = selectors.DefaultSelector()
for end in (link, server):
    ready.register(end, selectors.EVENT_READ)
while True:
    for key, _ in ready.select():
        if key.fileobj is link:
            hear()
        else:
            connection, _ = server.accept()
            connection.sendall(b".")
            connection.close()
            units += 1
PYTHON

case=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4
client=("$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$case" --role client --chunks 2 --chunk-ms 30
    --warm-up-ms 20)

meets() { # meets LIE STATUS TEXT [OPTION...]
    local lie=$1 its_status=$2 text=$3 liar
    shift 3
    : >port
    python3 liar.py "$lie" >port &
    liar=$!
    for _ in $(seq 200); do
        [ -s port ] && break
        sleep 0.05
    done
    run "${client[@]}" --connect "127.0.0.1:$(cat port)" "$@"
    kill "$liar" 2>/dev/null
    wait "$liar" 2>/dev/null
    expect_record "$its_status" "$text"
}

for _ in 1 2 3 4 5; do # an honest one, that a busy machine may spoil
    (meets nothing ok "") >honest && break
    grep -q '"status":"disturbed"' honest || break
done
expect "nothing to say of an honest server, but: $(cat honest)" test ! -s honest
meets units disturbed "with 4 connections in flight" --limit-ms 2000
meets wall disturbed "the window lasted" --limit-ms 2000
meets cpu void "more than its one core can give"
meets nothing void "each long enough to replace 4 connections 3 times, would take" --chunk-ms 100 --limit-ms 150

# More connections than local ports or descriptors are available: reported before anything begins.
if [ -w /proc/sys/net/ipv4/ip_local_port_range ] && unshare --net true 2>/dev/null; then
    wide=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/500
    run unshare --net bash -c 'echo 40000 40099 >/proc/sys/net/ipv4/ip_local_port_range && exec "$@"' _ \
        "$worker" --module "$build/modules/plain.so" --pki "$pki" --case "$wide" --role client --check
    expect_record failed "500 connections need as many local ports, and the kernel has 100"
fi
