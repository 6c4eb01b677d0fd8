/* case_refusals.c - invalid names of cases are refused with a reason. */
#include "core/case.h"
#include "core/text.h"
#include "unit.h"
#include <string.h>

#define LOOPBACK "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/"

/* The name is refused, and the reason contains these words. */
static void assert_refused(const char *name, const char *words)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_false(tb_case_parse(&c, name, &why));
    if (!strstr(why.data, words))
        fail_msg("'%s' is refused with '%s', which lacks '%s'", name, why.data, words);
    tb_text_free(&why);
}

static void nearest_names_are_suggested(void **state)
{
    (void)state;
    assert_refused("handshakes/memory", "there is no driver 'handshakes'; did you mean 'handshake'?");
    assert_refused("kx/x25591/offer", "there is no kx 'x25591'; did you mean 'x25519'?");
    assert_refused("kx/p256/ofer", "there is no operation 'ofer'; did you mean 'offer'?");
    assert_refused("signature/rsa-2048/rsa_pss_rsa_sha256/sign", "did you mean 'rsa_pss_rsae_sha256'?");
    assert_refused("aead/AES-128-GCM/16/once/seal", "It is one of: aes-128-gcm aes-256-gcm chacha20-poly1305");
}

static void malformed_names_are_refused(void **state)
{
    (void)state;
    assert_refused("", "there is no driver ''.  It is one of: kx ");
    assert_refused("/", "there is no driver ''");
    assert_refused("nothing-like-it", "there is no driver 'nothing-like-it'");
    assert_refused("a-driver-with-a-name-far-longer-than-any-value-could-be",
                   "there is no driver 'a-driver-with-a-name");
    assert_refused("kx", "ends before its kx");
    assert_refused("kx/", "ends with '/'");
    assert_refused("kx/x25519", "ends before its operation.  It is one of: offer answer ");
    assert_refused("kx/x25519/offer/", "ends with '/'");
    assert_refused("kx/x25519/offer/16", "has more parts than cases of kx take; leave out '16'");
    assert_refused("kx//offer", "there is no kx ''");
    assert_refused("/kx/x25519/offer", "there is no driver ''");
    assert_refused("kx/x25519-and-so-on-and-on-and-on-and-on/offer", "the value of kx is too long");
    assert_refused("handshake/memory/tls1.3/p256/rsa-2048/aes-128-gcm/full/16",
                   "has more parts than cases of handshake");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full",
                   "ends before its connections.  It is a whole number from 1 to 10000");
    /* names from when one key served all operations: their figures are not comparable, so they must not be accepted */
    assert_refused("signature/rsa-2048/rsa_pss_rsae_sha256/verify", "ends before its key");
    assert_refused("kx/rsa/rsa-2048/encrypt", "ends before its key");
    assert_refused("trust/rsa-2048/verify-parsed/2/1/none", "ends before its key");
    assert_refused("signature/rsa-2048/rsa_pss_rsae_sha256/sign/fresh", "more parts than cases of signature take");
    assert_refused("kx/rsa/rsa-2048/decrypt/fresh", "more parts than cases of kx take");
    assert_refused("kx/p256/exchange/fresh", "more parts than cases of kx take");
    assert_refused("kx/p256/exchange/2", "leave out '2'");
    assert_refused("kx/p256/exchange/threads-0", "threads '0' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads--1", "threads '-1' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-", "threads '' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-100000", "threads '100000' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-2/shared", "leave out 'shared'");
    assert_refused("trust/ed25519/verify/2/1/none/threads-2", "ends before its context.  It is one of: own shared");
    assert_refused("trust/ed25519/verify/2/1/none/threads-1/own", "leave out 'own'");
    assert_refused("trust/ed25519/verify/2/1/none/threads-2/share", "did you mean 'shared'?");
    assert_refused("trust/ed25519/load/1/none/threads-2/shared", "leave out 'shared'");
    assert_refused("refusal/memory/tls1.2/ed25519/version/threads-2",
                   "refusal cases have no parameter 'threads'; leave out 'threads-2'");
    assert_refused("startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/server/15", "leave out '15'");
    assert_refused("startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/client", "ends before its roots");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full/16/threads-2", "ends before its context");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full/16/threads-65/own", "at most 64 threads");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full/16/idle-2/threads-2",
                   "ends before its context");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full/16/idle-0",
                   "idle '0' is not a whole number");
    assert_refused("bulk/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/upload/1/threads-2/own", "leave out 'own'");
    assert_refused("bulk/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/upload/1/threads-65", "at most 64 threads");
    assert_refused("http/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/new/1/threads-65/own", "at most 64 threads");
    assert_refused("http/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/new/1/threads-2", "ends before its context");
    assert_refused("http/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/kept/1/threads-2/own", "leave out 'own'");
    assert_refused("held/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/handshake/usual/99", "99 connections are too few");
    assert_refused("held/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/handshake/16/usual/100", "there is no buffers '16'");
}

static void what_does_not_go_together_is_explained(void **state)
{
    (void)state;
    assert_refused("kx/p256/encrypt", "p256 has no step 'encrypt': a group has offer");
    assert_refused("kx/rsa/rsa-2048/offer", "rsa has no step 'offer': RSA key transport has encrypt");
    assert_refused("kx/rsa/ecdsa-p256/encrypt", "there is no auth 'ecdsa-p256'");
    assert_refused("signature/ed25519/rsa_pkcs1_sha256/sign",
                   "a key of type ed25519 cannot sign with rsa_pkcs1_sha256");
    assert_refused("signature/ecdsa-p384/ecdsa_secp256r1_sha256/sign",
                   "ecdsa-p384 cannot sign with ecdsa_secp256r1_sha256");
    assert_refused("signature/rsa-2048/ed25519/verify/fresh", "rsa-2048 cannot sign with ed25519");
    assert_refused("aead/aes-128-gcm/16385/once/seal", "size 16385 is larger than a TLS record (16384)");
    assert_refused("handshake/memory/tls1.3/rsa/rsa-2048/aes-128-gcm/full", "TLS 1.3 has no RSA key transport");
    assert_refused("handshake/memory/tls1.2/rsa/ecdsa-p256/aes-128-gcm/full",
                   "needs an RSA certificate, not ecdsa-p256");
    assert_refused("handshake/memory/tls1.2/x25519mlkem768/rsa-2048/aes-128-gcm/full", "ML-KEM is for TLS 1.3");
    assert_refused("bulk/memory/tls1.2/rsa/rsa-2048/chacha20-poly1305/1/upload", "has no cipher suite for rsa");
    assert_refused("startup/tls1.3/rsa/rsa-2048/aes-128-gcm/server", "TLS 1.3 has no RSA key transport");
}

static void arrivals_take_the_place_of_connections(void **state)
{
    (void)state;
    assert_refused(LOOPBACK "full/arrivals-500", "ends before its process");
    assert_refused(LOOPBACK "full/arrivals-500/fixd", "did you mean 'fixed'?");
    assert_refused(LOOPBACK "full/arrivals-500/fixed/16", "leave out '16'");
    assert_refused(LOOPBACK "full/16/arrivals-500", "leave out 'arrivals-500'");
    assert_refused(LOOPBACK "ticket/1/arrivals-500/fixed", "ends before its resumed");
    assert_refused(LOOPBACK "ticket/1/arrivals-500/fixed/101", "resumed '101' is not a whole number from 0 to 100");
    assert_refused(LOOPBACK "full/arrivals-0/fixed", "arrivals '0' is not a whole number from 1 to 1000000");
    assert_refused(LOOPBACK "full/arrivals-1000001/fixed", "is not a whole number from 1 to 1000000");
    assert_refused("handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full/arrivals-5/fixed", "has more parts");
    assert_refused(LOOPBACK "full/arrivals-7/fixed/threads-8/own",
                   "7 arrivals a second are fewer than one for each of 8 threads; use more arrivals");
    assert_refused("bulk/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/upload/arrivals-5/fixed",
                   "bulk cases have no parameter 'arrivals'; leave out 'arrivals-5'");
    assert_refused("http/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/new/arrivals-5/fixed/16", "leave out '16'");
    assert_refused("http/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/16/kept/arrivals-5/fixed",
                   "ends before its connections");
}

static void certificates_are_a_servers(void **state)
{
    (void)state;
    assert_refused("startup/tls1.3/p256/rsa-2048/aes-128-gcm/client/1/certificates-2", "leave out 'certificates-2'");
    assert_refused("startup/tls1.3/p256/rsa-2048/aes-128-gcm/server/certificates-0",
                   "certificates '0' is not a whole number from 1 to 10000");
    assert_refused("startup/tls1.3/p256/rsa-2048/aes-128-gcm/server/certificates-10001",
                   "certificates '10001' is not a whole number from 1 to 10000");
    assert_refused("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/mutual/certificates-2",
                   "leave out 'certificates-2'");
    assert_refused("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/full/certificates-2", "use auth=ecdsa-p256");
}

static void a_cache_is_of_session_ids(void **state)
{
    (void)state;
    assert_refused("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/ticket/cache-2", "leave out 'cache-2'");
    assert_refused("handshake/loopback/tls1.2/p256/rsa-2048/aes-128-gcm/session-id/cache-2/16",
                   "connections 'cache-2' is not a whole number");
    assert_refused("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/session-id/cache-0",
                   "cache '0' is not a whole number from 1 to 10000");
    assert_refused("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/session-id/cache-2/threads-2/own",
                   "handshake cases have either cache or threads");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_names_are_suggested),
        cmocka_unit_test(malformed_names_are_refused),
        cmocka_unit_test(what_does_not_go_together_is_explained),
        cmocka_unit_test(arrivals_take_the_place_of_connections),
        cmocka_unit_test(certificates_are_a_servers),
        cmocka_unit_test(a_cache_is_of_session_ids),
    };
    return cmocka_run_group_tests_name("case_refusals", tests, NULL, NULL);
}
