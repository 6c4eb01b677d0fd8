#!/usr/bin/env bash
# openssl_conf.sh BUILD: an OpenSSL configuration file, as a distribution may have one, changes nothing on the wire, and
# is named in the description of the library.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

cat >openssl.cnf <<'EOT'
openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = system
[system]
CipherString = DEFAULT:@SECLEVEL=1
Ciphersuites = TLS_CHACHA20_POLY1305_SHA256
Groups = P-521:P-384
SignatureAlgorithms = RSA+SHA512:ECDSA+SHA512
Options = ServerPreference,PrioritizeChaCha,MiddleboxCompat,-ExtendedMasterSecret,UnsafeLegacyRenegotiation
RecordPadding = 4096
NumTickets = 4
EOT

wire() { # wire MODULE CASE: the lengths of all that goes over the wire
    run "$worker" --module "$1" --pki "$pki" --case "$2" --wire
    expect_exit 0
    expect_record ok
    record_field metrics
}

# RSA, whose signatures all have the same length.
rest=p256/rsa-2048/aes-128-gcm
for library in openssl-3.5 openssl-distro boringssl wolfssl-5.7; do
    module=$build/modules/$library.so
    [ -f "$module" ] || continue
    for case in "tls1.2/$rest/full" "tls1.2/$rest/ticket" "tls1.3/$rest/full" "tls1.3/$rest/mutual" "tls1.3/$rest/ticket/1"; do
        wire "$module" "handshake/memory/$case" >without
        OPENSSL_CONF=$PWD/openssl.cnf wire "$module" "handshake/memory/$case" >with
        expect "the same bytes with and without a configuration file, $library, $case" cmp without with
    done
    OPENSSL_CONF=$PWD/openssl.cnf run "$tlsbench" info "$library"
    expect_exit 0
    case $library in openssl-*) expect_out "configuration file: $PWD/openssl.cnf; providers: default" ;; esac
done
