#!/usr/bin/env bash
# trust.sh BUILD: certificates, refusals and key schedules on the real libraries, and the errors for unexpected keys and
# certificates: nothing is timed that was not checked.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh" "$1"

few=(--operations 2 --chunks 1)
measure() { # measure CASE: with the library $library and the certificates in $pki
    run "$worker" --module "$build/modules/$library.so" --pki "$pki" --case "$1" "${few[@]}"
}

# An unsupported case has the reason.
expect_ok_or_unsupported() {
    if [ "$status" -ne 0 ]; then # exit code 0 is a record "ok", worker.sh sees to that
        expect_record unsupported
        [ -n "$(record_field reason)" ] || broken "a reason"
        printf '%s: %s: unsupported: %s\n' "$library" "$last_case" "$(record_field reason)"
    fi
}

# tampered: a copy of the certificates, to be damaged.
tampered() {
    rm -rf "$scratch/pki"
    mkdir "$scratch/pki"
    cp -r "$good_pki/." "$scratch/pki" # the files, also when the folder is a link
    pki=$scratch/pki
}
good_pki=$pki

every_case() {
    for last_case in schedule/tls1.{2,3}/sha{256,384}/full schedule/tls1.3/sha384/{secrets,keys,finished} \
        trust/{rsa-2048,ed25519}/{parse,verify/2/1/none,verify-parsed/4/150/none/{fresh,same}} trust/ecdsa-p256/load/15/100 \
        trust/ecdsa-p256/verify/2/1/{0,100,10000} refusal/memory/tls1.{2,3}/ecdsa-p256/{version,expired,revoked} \
        refusal/memory/tls1.{2,3}/ecdsa-p256/{unknown-issuer,wrong-name,no-certificate} \
        startup/tls1.{2,3}/x25519/{rsa-2048,ecdsa-p256}/aes-128-gcm/{server,client/1,client/150,first/150}; do
        measure "$last_case"
        expect_ok_or_unsupported
    done
}

# Good certificates in place of bad ones: the driver must detect that nothing was refused.
too_good() {
    tampered
    cp "$pki/ecdsa-p256/chain-2.der" "$pki/ecdsa-p256/expired.der"
    measure trust/ecdsa-p256/verify/2/1/none
    expect_record void 'must be refused because of expired'

    tampered
    cp "$pki/ecdsa-p256/root.pem" "$pki/unrelated/root.pem"
    measure trust/ecdsa-p256/verify/2/1/none
    expect_record void 'must be refused because of unknown issuer'
    measure refusal/memory/tls1.3/ecdsa-p256/unknown-issuer
    expect_record void 'has not refused'

    # A context that a client cannot use is not counted, though making it works.
    tampered
    cp "$pki/unrelated/root.pem" "$pki/ecdsa-p256/root.pem"
    for last_case in server client/1 first/1; do
        measure "startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/$last_case"
        expect_record void
    done

    tampered
    cp "$pki/ecdsa-p256/crl-0.pem" "$pki/ecdsa-p256/crl-100.pem"
    measure trust/ecdsa-p256/verify/2/1/100
    expect_record void 'must be refused because of revoked'
    measure trust/ecdsa-p256/verify/2/1/0
    expect_record void 'must be refused because of revoked'

    tampered
    cp "$pki/ecdsa-p256/expired.pem" "$pki/ecdsa-p256/revoked.pem"
    measure refusal/memory/tls1.2/ecdsa-p256/revoked
    expect_record void 'instead of revoked'
}

# Files that do not parse, do not match, or are missing.
damaged() {
    tampered
    printf -- '-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n' >"$pki/ecdsa-p256/crl-100.pem"
    measure trust/ecdsa-p256/verify/2/1/100
    expect_record failed 'the trust store'
    measure refusal/memory/tls1.3/ecdsa-p256/revoked
    expect_record failed "the client's configuration"

    truncate -s -1 "$pki/ecdsa-p256/chain-3.der"
    measure trust/ecdsa-p256/verify/3/1/none
    expect_record failed 'chain-3.der is not a certificate chain'

    cp "$pki/ecdsa-p384/key.pem" "$pki/ecdsa-p256/key.pem"
    measure refusal/memory/tls1.3/ecdsa-p256/expired
    expect_record failed "the server's configuration"

    rm "$pki/ecdsa-p256/chain-4.der"
    measure trust/ecdsa-p256/verify/4/1/none
    expect_record failed 'chain-4.der: No such file'
}

found=0
for library in openssl-3.5 "$boringssl" wolfssl-5.7; do
    [ -f "$build/modules/$library.so" ] || continue
    found=$((found + 1))
    pki=$good_pki
    every_case
    measure trust/ecdsa-p256/verify/2/1/none
    [ "$(record_field status)" = ok ] || broken "a default library that judges certificates"
    too_good
    damaged
done
[ "$found" -gt 0 ] || broken "a library in $build/modules"

# A verifier that accepts everything, and keys that do not depend on their input.
run "$worker" --module "$faulty/fault-careless.so" --pki "$good_pki" --case trust/ecdsa-p256/verify/2/1/none "${few[@]}"
expect_record void 'accepted that must be refused'
run "$worker" --module "$faulty/fault-careless.so" --pki "$good_pki" --case trust/ecdsa-p256/parse "${few[@]}"
expect_record void 'without its last byte'
run "$worker" --module "$faulty/fault-careless.so" --pki "$good_pki" --case schedule/tls1.3/sha256/full "${few[@]}"
expect_record void 'step 1 of the key schedule'

# Invalid cases.
pki=$good_pki
library=openssl-3.5
measure trust/ecdsa-p256/verify/3/1/100
expect_exit 2
expect_err 'revocation lists exist for chains of 2'
measure trust/ecdsa-p256/verify/5/1/none
expect_exit 2
expect_err 'from 1 to 4'
measure trust/ecdsa-p256/verify/2/151/none
expect_exit 2
expect_err 'from 1 to 150'
measure refusal/memory/tls1.3/ecdsa-p256/expird
expect_exit 2
expect_err "'expired'"
