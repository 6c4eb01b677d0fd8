/* One certificate, and the table of certificate operations. */
#include "backends/wolfssl/trust/trust.h"
#include "backends/wolfssl/key/key.h"
#include <stdlib.h>
#include <string.h>

struct tb_cert {
    DecodedCert decoded; /* points into der */
    byte der[];
};

static const struct key_kind *kind_of(word32 oid)
{
    switch (oid) {
    case RSAk:
        return &tb_rsa_keys;
    case ECDSAk:
        return &tb_ecdsa_keys;
    case ED25519k:
        return &tb_ed25519_keys;
    default:
        return NULL;
    }
}

int tb_decode_public_key(const DecodedCert *cert)
{
    const struct key_kind *kind = kind_of(cert->keyOID);
    return kind && kind->read ? kind->read(cert->publicKey, cert->pubKeySize) : ASN_UNKNOWN_OID_E;
}

static enum tb_status parse(tb_lib *lib, tb_cert **out, struct tb_bytes der)
{
    *out = NULL;
    if (!tb_rng(lib)) /* not for random numbers: see lib.h */
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
    if (tb_lacks_key_in(der))
        return tb_lacks(tb_lacks_key_in(der));
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
    .store_of_one_thread = "wolfSSL puts the intermediates of a chain into the trust store while it verifies",
};
