/* One certificate, and the table of what can be done with more. */
#include "trust.h"
#include <stdlib.h>
#include <string.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/ed25519.h>
#include <wolfssl/wolfcrypt/rsa.h>

struct tb_cert {
    DecodedCert decoded; /* points into der */
    byte der[];
};

static int decode_rsa(const DecodedCert *cert)
{
    RsaKey key;
    word32 at = 0;
    int code = wc_InitRsaKey(&key, NULL);
    if (code != 0)
        return code;
    code = wc_RsaPublicKeyDecode(cert->publicKey, &at, &key, cert->pubKeySize);
    wc_FreeRsaKey(&key);
    return code;
}

static int decode_ecdsa(const DecodedCert *cert)
{
    ecc_key key;
    word32 at = 0;
    int code = wc_ecc_init(&key);
    if (code != 0)
        return code;
    code = wc_EccPublicKeyDecode(cert->publicKey, &at, &key, cert->pubKeySize);
    wc_ecc_free(&key);
    return code;
}

static int decode_ed25519(const DecodedCert *cert)
{
    ed25519_key key;
    int code = wc_ed25519_init(&key);
    if (code != 0)
        return code;
    code = wc_ed25519_import_public(cert->publicKey, cert->pubKeySize, &key);
    wc_ed25519_free(&key);
    return code;
}

int tb_decode_public_key(const DecodedCert *cert)
{
    switch (cert->keyOID) {
    case RSAk:
        return decode_rsa(cert);
    case ECDSAk:
        return decode_ecdsa(cert);
    case ED25519k:
        return decode_ed25519(cert);
    default:
        return ASN_UNKNOWN_OID_E;
    }
}

static enum tb_status parse(tb_lib *lib, tb_cert **out, struct tb_bytes der)
{
    *out = NULL;
    if (!tb_rng(lib)) /* not for its numbers: see lib.h */
        return TB_ERROR;
    tb_cert *cert = malloc(sizeof *cert + der.len);
    if (!cert)
        return tb_fail(TB_ERROR, "out of memory");
    memcpy(cert->der, tb_data(der), der.len);
    wc_InitDecodedCert(&cert->decoded, cert->der, (word32)der.len, NULL);
    int code = wc_ParseCert(&cert->decoded, CERT_TYPE, NO_VERIFY, NULL);
    if (code == 0)
        code = tb_decode_public_key(&cert->decoded);
    if (code == 0) {
        *out = cert;
        return TB_OK;
    }
    wc_FreeDecodedCert(&cert->decoded);
    free(cert);
    return tb_fail_code(code == MEMORY_E ? TB_ERROR : TB_BAD_PEER, code, "the certificate does not parse");
}

static void cert_destroy(tb_cert *cert)
{
    if (!cert)
        return;
    wc_FreeDecodedCert(&cert->decoded);
    free(cert);
}

/* No verify_parsed: wolfSSL verifies while it parses. */
const struct tb_trust_ops tb_wolfssl_trust = {
    .parse = parse,
    .cert_destroy = cert_destroy,
    .store_create = tb_store_create,
    .store_destroy = tb_store_destroy,
    .verify = tb_store_verify,
};
