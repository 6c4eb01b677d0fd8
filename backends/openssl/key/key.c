/* Long-term keys: signatures, and encryption for RSA key transport. */
#include "backends/openssl/key/key.h"
#include "backends/openssl/tls/left_out.h"
#include "core/iana.h"
#include <limits.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

const EVP_MD *tb_scheme_hash(uint16_t scheme)
{
    switch (scheme) {
    case TB_SCHEME_RSA_PKCS1_SHA256:       /* rsa_pkcs1_sha256 */
    case TB_SCHEME_ECDSA_SECP256R1_SHA256: /* ecdsa_secp256r1_sha256 */
    case TB_SCHEME_RSA_PSS_RSAE_SHA256:    /* rsa_pss_rsae_sha256 */
        return EVP_sha256();
    case TB_SCHEME_RSA_PKCS1_SHA384:
    case TB_SCHEME_ECDSA_SECP384R1_SHA384:
    case TB_SCHEME_RSA_PSS_RSAE_SHA384:
        return EVP_sha384();
    case TB_SCHEME_RSA_PKCS1_SHA512:
    case TB_SCHEME_ECDSA_SECP521R1_SHA512:
    case TB_SCHEME_RSA_PSS_RSAE_SHA512:
        return EVP_sha512();
    default:
        return NULL;
    }
}

/* The key type for a scheme; EVP_PKEY_NONE: this backend does not know the scheme. */
static int key_type_of(uint16_t scheme)
{
    switch (scheme) {
    case TB_SCHEME_RSA_PKCS1_SHA256:
    case TB_SCHEME_RSA_PKCS1_SHA384:
    case TB_SCHEME_RSA_PKCS1_SHA512:
    case TB_SCHEME_RSA_PSS_RSAE_SHA256:
    case TB_SCHEME_RSA_PSS_RSAE_SHA384:
    case TB_SCHEME_RSA_PSS_RSAE_SHA512:
        return EVP_PKEY_RSA;
    case TB_SCHEME_ECDSA_SECP256R1_SHA256:
    case TB_SCHEME_ECDSA_SECP384R1_SHA384:
    case TB_SCHEME_ECDSA_SECP521R1_SHA512:
        return EVP_PKEY_EC;
    case TB_SCHEME_ED25519:
        return EVP_PKEY_ED25519;
    default:
        return EVP_PKEY_NONE;
    }
}

static bool is_pss(uint16_t scheme)
{
    return scheme >= TB_SCHEME_RSA_PSS_RSAE_SHA256 && scheme <= TB_SCHEME_RSA_PSS_RSAE_SHA512;
}

/* RFC 8446 4.2.3: an ECDSA scheme is bound to a curve. */
static bool curve_fits(const EVP_PKEY *key, uint16_t scheme)
{
    int bits = scheme == TB_SCHEME_ECDSA_SECP256R1_SHA256   ? 256
               : scheme == TB_SCHEME_ECDSA_SECP384R1_SHA384 ? 384
               : scheme == TB_SCHEME_ECDSA_SECP521R1_SHA512 ? 521
                                                            : 0;
    return bits == 0 || EVP_PKEY_bits((EVP_PKEY *)key) == bits; /* before 3.0 the parameter is not const */
}

static enum tb_status check_scheme(const tb_key *key, uint16_t scheme)
{
    int type = key_type_of(scheme);
    if (type == EVP_PKEY_NONE)
        return tb_fail(TB_UNSUPPORTED, "signature scheme 0x%04x is not known to this backend", scheme);
    if (EVP_PKEY_id(key->pkey) != type || !curve_fits(key->pkey, scheme))
        return tb_fail(TB_ERROR, "the key is not of the type that signature scheme 0x%04x needs", scheme);
    return TB_OK;
}

/* RFC 8446 4.2.3: the salt is as long as the digest, and MGF1 uses the same hash. */
static bool set_padding(EVP_PKEY_CTX *ctx, uint16_t scheme)
{
    if (!is_pss(scheme))
        return true;
    return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, -1) > 0;
}

static EVP_PKEY *read_pem(struct tb_bytes pem, bool *is_private)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    if (!bio)
        return NULL;
    EVP_PKEY *pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    *is_private = pkey != NULL;
    if (!pkey) {
        BIO_free(bio);
        bio = BIO_new_mem_buf(pem.data, (int)pem.len);
        pkey = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
    }
    BIO_free(bio);
    return pkey;
}

/* If the library was built without this key type, the text is not to blame. */
static enum tb_status refuse_pem(struct tb_bytes pem)
{
    char why[TB_LEFT_OUT_CAP] = "", *name = NULL, *header = NULL;
    unsigned char *der = NULL;
    long len = 0;
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    if (bio && PEM_read_bio(bio, &name, &header, &der, &len) && len > 0)
        (void)tb_left_out_der(why, der, (size_t)len);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
    BIO_free(bio);
    if (*why)
        return tb_fail(TB_UNSUPPORTED, "this kind of key is not in the library%s", why);
    return tb_fail(TB_ERROR, "neither a private key (PKCS#8) nor a public key (SPKI) in the PEM");
}

static enum tb_status load(tb_key **out, struct tb_bytes pem)
{
    *out = NULL;
    tb_key *key = calloc(1, sizeof *key);
    if (!key)
        return tb_fail(TB_ERROR, "out of memory");
    key->pkey = read_pem(pem, &key->is_private);
    if (!key->pkey) {
        free(key);
        return refuse_pem(pem);
    }
    *out = key;
    return TB_OK;
}

static enum tb_status key_load(tb_lib *lib, tb_key **out, struct tb_bytes pem)
{
    (void)lib;
    return tb_settle_slow(load(out, pem)); /* the first format tried leaves an error */
}

/* Uses d2i_PUBKEY, which shares its code with the parsing of a certificate's key in each of these libraries. */
static enum tb_status parse_public(tb_key **out, struct tb_bytes spki)
{
    *out = NULL;
    const uint8_t *at = spki.data;
    EVP_PKEY *pkey = spki.len <= LONG_MAX ? d2i_PUBKEY(NULL, &at, (long)spki.len) : NULL;
    if (!pkey) {
        char why[TB_LEFT_OUT_CAP];
        if (*tb_left_out_der(why, spki.data, spki.len))
            return tb_fail(TB_UNSUPPORTED, "this kind of key is not in the library%s", why);
        return tb_fail(TB_BAD_PEER, "the public key does not parse");
    }
    tb_key *key = calloc(1, sizeof *key);
    if (!key) {
        EVP_PKEY_free(pkey);
        return tb_fail(TB_ERROR, "out of memory");
    }
    key->pkey = pkey;
    *out = key;
    return TB_OK;
}

static enum tb_status key_load_public(tb_lib *lib, tb_key **out, struct tb_bytes spki)
{
    (void)lib;
    return tb_settle_slow(parse_public(out, spki));
}

static enum tb_status sign(tb_key *key, struct tb_buf *sig, uint16_t scheme, struct tb_bytes msg)
{
    enum tb_status status = check_scheme(key, scheme);
    if (status != TB_OK)
        return status;
    if (!key->is_private)
        return tb_fail(TB_ERROR, "a public key does not sign");
    if (sig->cap < (size_t)EVP_PKEY_size(key->pkey))
        return tb_fail(TB_ERROR, "the buffer is too small");
    EVP_PKEY_CTX *ctx;
    size_t len = sig->cap;
    EVP_MD_CTX *md = EVP_MD_CTX_new(); /* new for each signature, as in a handshake */
    bool ok = md && EVP_DigestSignInit(md, &ctx, tb_scheme_hash(scheme), NULL, key->pkey) > 0 &&
              set_padding(ctx, scheme) && EVP_DigestSign(md, sig->data, &len, msg.data, msg.len) > 0;
    EVP_MD_CTX_free(md);
    if (!ok)
        return TB_ERROR;
    sig->len = len;
    return TB_OK;
}

static enum tb_status key_sign(tb_key *key, struct tb_buf *sig, uint16_t scheme, struct tb_bytes msg)
{
    return tb_settle_slow(sign(key, sig, scheme, msg));
}

static enum tb_status verify(tb_key *key, uint16_t scheme, struct tb_bytes sig, struct tb_bytes msg)
{
    enum tb_status status = check_scheme(key, scheme);
    if (status != TB_OK)
        return status;
    EVP_PKEY_CTX *ctx;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    if (!md || EVP_DigestVerifyInit(md, &ctx, tb_scheme_hash(scheme), NULL, key->pkey) <= 0 ||
        !set_padding(ctx, scheme))
        status = TB_ERROR;
    else if (EVP_DigestVerify(md, sig.data, sig.len, msg.data, msg.len) != 1)
        status = tb_fail(TB_BAD_PEER, "the signature does not verify"); /* a malformed one is negative in OpenSSL */
    EVP_MD_CTX_free(md);
    return status;
}

static enum tb_status key_verify(tb_key *key, uint16_t scheme, struct tb_bytes sig, struct tb_bytes msg)
{
    return tb_settle_slow(verify(key, scheme, sig, msg));
}

/* As in libssl (tls_construct_cke_rsa): asks for the length first, and does not set the padding, whose default is
 * right. */
static enum tb_status encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    if (EVP_PKEY_id(key->pkey) != EVP_PKEY_RSA)
        return tb_fail(TB_UNSUPPORTED, "RSA key transport needs an RSA key");
    if (premaster.len != TB_PREMASTER_LEN)
        return tb_fail(TB_ERROR, "a pre-master secret has %d bytes", TB_PREMASTER_LEN);
    size_t len = 0;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key->pkey, NULL);
    enum tb_status status = TB_ERROR;
    if (!ctx || EVP_PKEY_encrypt_init(ctx) <= 0 ||
        EVP_PKEY_encrypt(ctx, NULL, &len, premaster.data, premaster.len) <= 0)
        status = TB_ERROR;
    else if (len > ciphertext->cap)
        status = tb_fail(TB_ERROR, "the ciphertext has the key's length, %zu bytes", len);
    else if (EVP_PKEY_encrypt(ctx, ciphertext->data, &len, premaster.data, premaster.len) > 0)
        status = TB_OK;
    EVP_PKEY_CTX_free(ctx);
    ciphertext->len = len;
    return status;
}

static enum tb_status premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    return tb_settle_slow(encrypt(key, ciphertext, premaster));
}

static enum tb_status decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                              struct tb_bytes ciphertext)
{
    if (EVP_PKEY_id(key->pkey) != EVP_PKEY_RSA || !key->is_private)
        return tb_fail(TB_UNSUPPORTED, "RSA key transport needs a private RSA key");
    if (premaster->cap < TB_PREMASTER_LEN)
        return tb_fail(TB_ERROR, "the buffer is too small");
    if (ciphertext.len != (size_t)EVP_PKEY_size(key->pkey))
        return tb_fail(TB_BAD_PEER, "the ciphertext is not as long as the key");
    return tb_decrypt_premaster(key->pkey, premaster, client_version, ciphertext);
}

static enum tb_status premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext)
{
    return tb_settle_slow(decrypt(key, premaster, client_version, ciphertext));
}

static void key_destroy(tb_key *key)
{
    if (!key)
        return;
    EVP_PKEY_free(key->pkey);
    free(key);
}

const struct tb_key_ops tb_openssl_key = {
    .load = key_load,
    .load_public = key_load_public,
    .sign = key_sign,
    .verify = key_verify,
    .premaster_encrypt = premaster_encrypt,
    .premaster_decrypt = premaster_decrypt,
    .destroy = key_destroy,
};
