#!/usr/bin/env bash
# pair.sh BUILD: a server and a client worker by hand, and the errors if one of them is not what the other expects.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

case=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4
plain=$build/modules/plain.so
drive=(--pki "$pki" --chunks 2 --chunk-ms 150 --warm-up-ms 50)

start_server() { # start_server MODULE CASE [OPTION...]: leaves $server (pid) and $address
    local module=$1 its_case=$2
    shift 2
    : >server.out # the shell empties it in the background, which may be too late
    "$worker" --module "$module" --pki "$pki" --case "$its_case" --role server --listen 127.0.0.1:0 "$@" \
        >server.out 2>server.err </dev/null &
    server=$!
    await 60 has_line server.out
    address=$(sed -n 's/.*"listening" *: *"\([^"]*\)".*/\1/p' server.out)
    [ -n "$address" ] && return
    last="server $module" status=- out=$(cat server.out) err=$(cat server.err)
    broken "a server that listens"
}
end_server() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}

# The good case; the server exits by itself.  Attempts that a busy machine spoils are repeated.
for _ in 1 2 3 4 5; do
    start_server "$plain" "$case"
    run "$worker" --module "$plain" --case "$case" --role client --connect "$address" "${drive[@]}"
    [ "$(record_field status)" = disturbed ] || break
    end_server
done
expect_exit 0
expect_record ok
expect_out handshakes_per_second latency_p99 server_cpu
wait "$server" || broken "a server that leaves with exit code 0"
expect "the server's record" grep -q '"status":"ok"' server.out

# The port is taken.
start_server "$plain" "$case"
run "$worker" --module "$plain" --case "$case" --pki "$pki" --role server --listen "$address"
expect_exit 1
expect_record failed "$address"
end_server

# Nobody listens there.
run "$worker" --module "$plain" --case "$case" --role client --connect "$address" "${drive[@]}"
expect_exit 1
expect_record failed

# The server was told another case.
start_server "$plain" bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download/1
run "$worker" --module "$plain" --case "$case" --role client --connect "$address" "${drive[@]}"
expect_exit 1
expect_record failed
end_server

# The server dies in the middle: an end, not a hang.
start_server "$faulty/fault-crash.so" "$case"
run "$worker" --module "$faulty/fault-none.so" --case "$case" --role client --connect "$address" --pki "$pki" \
    --chunks 3 --chunk-ms 2000
expect_exit 1
expect_record failed
end_server

# A peer that speaks another protocol: garbage in both directions.
python3 -c '
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    client, _ = server.accept()
    try:
        client.sendall(b"\x00garbage that is no protocol of ours\r\n" * 50)
    except OSError:
        pass' >port &
garbage=$!
await 60 has_line port || broken "a port"
run "$worker" --module "$plain" --case "$case" --role client --connect "127.0.0.1:$(cat port)" "${drive[@]}"
kill "$garbage"
expect_exit 1
expect_record failed

# Too few file descriptors for the connections asked for.
wide=handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/500
start_server "$plain" "$wide"
run bash -c "ulimit -n 64; exec \"\$@\"" _ "$worker" --module "$plain" --case "$wide" --role client \
    --connect "$address" "${drive[@]}"
end_server
expect_exit 1
expect_record failed descriptor

# tlsbench is stopped (Ctrl-Z) until the server has given up: not the library's failure, and it is measured again.
mkdir -p doctored/bin
cp "$tlsbench" doctored/bin/tlsbench
ln -s "$build/modules" doctored/modules
ln -s "$pki" doctored/pki
"$worker" --module "$faulty/fault-none.so" --info | tail -n 1 | jq -c --arg case "$case" \
    '.case = $case | .role = "server" | .status = "timeout" | .reason = "no client connected within 60 s"' >given-up
cat >doctored/bin/tlsbench-worker <<EOT
#!/usr/bin/env bash
real="$worker" scratch="$scratch"
EOT
cat >>doctored/bin/tlsbench-worker <<'EOT'
before='' channel=1 server=''
for word; do
    [ "$before" != --record-fd ] || channel=$word
    [ "$word" != --listen ] || server=yes
    before=$word
done
{ [ "$server" ] && mkdir "$scratch/stopped" 2>/dev/null; } || exec "$real" "$@"
kill -STOP "$PPID"
{ echo '{"listening":"127.0.0.1:1"}' && cat "$scratch/given-up"; } >&"$channel"
eval "exec $channel>&-"
{ sleep 0.5 && kill -CONT "$PPID"; } >/dev/null 2>&1 &
exit 1
EOT
chmod +x doctored/bin/tlsbench-worker
run doctored/bin/tlsbench run "$suites/tiny.ini" --library fault-none --modules "$faulty" --case "$case" --rounds 1 \
    --no-plain --no-steady
expect_good results/latest
expect "the reason" grep -q "tlsbench was stopped before it could start the client; server: no client connected" \
    results/latest/samples.csv
expect "another sample" test "$(sed 1d results/latest/samples.csv | grep -vc ,replaced,)" -gt 0
