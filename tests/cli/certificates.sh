#!/usr/bin/env bash
# certificates.sh BUILD: a server with several certificates, of which it presents the one for the name that the client
# asks for, on the real libraries; and what is noticed if it presents another one.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

startup=startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm memory=handshake/memory/tls1.3/x25519
measure() { # measure CASE: with the library $library and the certificates in $pki
    run "$worker" --module "$build/modules/$library.so" --pki "$pki" --case "$1" --operations 2 --chunks 1
}
tampered() { # a copy of the certificates, to be damaged
    rm -rf "$scratch/pki"
    mkdir "$scratch/pki"
    cp -r "$good_pki/." "$scratch/pki"
    pki=$scratch/pki
}
good_pki=$pki

every_case() {
    local tested
    for tested in "$startup"/{server/certificates-{1,20},first/1/certificates-2} startup/tls1.2/p256/rsa-2048/aes-128-gcm/server/certificates-2 \
        "$memory"/{ecdsa-p256,ed25519}/aes-128-gcm/full/certificates-2 "$memory"/ecdsa-p256/aes-128-gcm/full/certificates-{1,20} \
        handshake/memory/tls1.2/p256/ecdsa-p256/aes-128-gcm/full/certificates-20 \
        "$memory"/ecdsa-p256/aes-128-gcm/full/certificates-5/threads-3/{own,shared}; do
        measure "$tested"
        expect_exit 0
        expect_record ok
    done
}

# Each certificate takes memory, and malloc tells how much, unless a sanitizer replaces it.
memory_grows() {
    local few many
    measure "$startup/server/certificates-2"
    few=$(record_field 'metrics.context_memory[0] // 0')
    measure "$startup/server/certificates-12"
    many=$(record_field 'metrics.context_memory[0] // 0')
    is_sanitized && return
    expect "10 certificates take 5 KiB or more" test $((many - few)) -ge 5120
    expect "2, and the one that every server has, take at least twice what one takes" test $((5 * few)) -ge $((many - few))
}

# Certificates that no client accepts, and none at all.
damaged() {
    tampered
    cp "$pki/ecdsa-p256/root.pem" "$pki/ecdsa-p256/issuer.pem"
    measure "$startup/server/certificates-2"
    expect_record failed 'issuer.pem does not load'
    cp "$pki/ecdsa-p256/key.pem" "$pki/ecdsa-p256/issuer.pem"
    measure "$memory/ecdsa-p256/aes-128-gcm/full/certificates-2"
    expect_record void 'handshake of the client'
    rm "$pki/ecdsa-p256/issuer.pem"
    measure "$memory/ecdsa-p256/aes-128-gcm/full/certificates-2"
    expect_record failed 'issuer.pem: No such file'
    cp "$pki/ecdsa-p256/key.pem" "$pki/ecdsa-p256/chain-2.der"
    measure "$startup/first/1/certificates-2"
    expect_record failed 'chain-2.der is not a certificate chain'
}

found=0
for library in openssl-3.5 "$boringssl" wolfssl-5.7; do
    [ -f "$build/modules/$library.so" ] || continue
    found=$((found + 1))
    pki=$good_pki
    every_case
    memory_grows
done
[ "$found" -gt 0 ] || broken "a library in $build/modules"
library=$boringssl
damaged

# A server that does not look at names, and presents one certificate to all.
run "$worker" --module "$faulty/fault-one-use.so" --pki "$good_pki" --case "$memory/ecdsa-p256/aes-128-gcm/full/certificates-3" \
    --operations 2 --chunks 1
expect_record void 'without looking up the name'
run "$worker" --module "$faulty/fault-one-use.so" --pki "$good_pki" --operations 2 --chunks 1 \
    --case "$memory/ecdsa-p256/aes-128-gcm/full/certificates-3/threads-2/shared"
expect_record void 'of 2: the server presented a certificate without looking up the name'

# Over sockets, from a suite to the tables.
cat >names.ini <<'EOF'
[suite]
rounds = 2
chunks = 2
window-ms = 20
warm-up-ms = 20
[handshake]
transport = loopback
tls = tls1.3
kx = x25519
auth = ecdsa-p256
certificates = 1 50
connections = 4
[startup]
tls = tls1.3
auth = ecdsa-p256
operation = server
certificates = 5
EOF
run "$tlsbench" run ./names.ini --library "$library" --no-steady --results results
expect_good results/latest
expect_out "50 certificates"
expect "certificates in summary.csv" python3 - <<'PYTHON'
import csv
rows = list(csv.DictReader(open("results/latest/summary.csv", newline="")))
assert {row["certificates"] for row in rows if row["driver"] == "handshake" and row["library"] != "plain"} == {"1", "50"}
assert {row["certificates"] for row in rows if row["driver"] == "startup"} == {"5"}
PYTHON

# Invalid cases.
run "$tlsbench" run --case "$startup/server/certificates-10001"
expect_exit 2
expect_err 'from 1 to 10000'
run "$tlsbench" run --case "$startup/client/1/certificates-5"
expect_exit 2
expect_err "leave out 'certificates-5'"
run "$tlsbench" run --case handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/session-id/cache-5/threads-2/own
expect_exit 2
expect_err 'handshake cases have either cache or threads'
