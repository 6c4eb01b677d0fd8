/* Long-term keys: the common part.  The kinds are in key_rsa.c, key_ecdsa.c and key_ed25519.c. */
#include "backends/wolfssl/key/key.h"
#include "backends/wolfssl/hash.h"
#include "core/iana.h"
#include <stdlib.h>
#include <string.h>
#include <wolfssl/wolfcrypt/asn.h>

static const struct key_kind *const kinds[] = {&tb_rsa_keys, &tb_ecdsa_keys, &tb_ed25519_keys};

static const struct key_scheme schemes[] = {
    {TB_SCHEME_RSA_PKCS1_SHA256, &tb_rsa_keys, WC_HASH_TYPE_SHA256, false, SHA256h, 0},
    {TB_SCHEME_RSA_PKCS1_SHA384, &tb_rsa_keys, WC_HASH_TYPE_SHA384, false, SHA384h, 0},
    {TB_SCHEME_RSA_PKCS1_SHA512, &tb_rsa_keys, WC_HASH_TYPE_SHA512, false, SHA512h, 0},
    {TB_SCHEME_RSA_PSS_RSAE_SHA256, &tb_rsa_keys, WC_HASH_TYPE_SHA256, true, 0, 0},
    {TB_SCHEME_RSA_PSS_RSAE_SHA384, &tb_rsa_keys, WC_HASH_TYPE_SHA384, true, 0, 0},
    {TB_SCHEME_RSA_PSS_RSAE_SHA512, &tb_rsa_keys, WC_HASH_TYPE_SHA512, true, 0, 0},
    {TB_SCHEME_ECDSA_SECP256R1_SHA256, &tb_ecdsa_keys, WC_HASH_TYPE_SHA256, false, 0, TB_GROUP_SECP256R1},
    {TB_SCHEME_ECDSA_SECP384R1_SHA384, &tb_ecdsa_keys, WC_HASH_TYPE_SHA384, false, 0, TB_GROUP_SECP384R1},
    {TB_SCHEME_ECDSA_SECP521R1_SHA512, &tb_ecdsa_keys, WC_HASH_TYPE_SHA512, false, 0, TB_GROUP_SECP521R1},
    {TB_SCHEME_ED25519, &tb_ed25519_keys, WC_HASH_TYPE_NONE, false, 0, 0},
};

static const char *lacks_for(const struct key_scheme *scheme)
{
    return scheme->kind->lacks ? scheme->kind->lacks : tb_lacks_hash(scheme->hash);
}

/* NULL: this build lacks it, or it is unknown. */
static const struct key_scheme *scheme_of(uint16_t id)
{
    const struct key_scheme *scheme = schemes, *end = schemes + sizeof schemes / sizeof *schemes;
    while (scheme < end && scheme->id != id)
        scheme++;
    if (scheme == end)
        tb_fail(TB_UNSUPPORTED, "signature scheme 0x%04x is not known to this backend", id);
    else if (!lacks_for(scheme))
        return scheme;
    else
        tb_lacks(lacks_for(scheme));
    return NULL;
}

const char *tb_lacks_scheme(uint16_t id)
{
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (schemes[i].id == id)
            return lacks_for(&schemes[i]);
    return NULL;
}

static void destroy(tb_key *key)
{
    if (!key)
        return;
    if (key->state) {
        key->kind->clear(key);
        free(key->state);
    }
    free(key);
}

/* Tries to decode `der` as a key of this kind; on failure the key has no state. */
static int decode_as(tb_key *key, const struct key_kind *kind, const byte *der, word32 len)
{
    key->kind = kind;
    key->state = calloc(1, kind->state_size);
    if (!key->state)
        return MEMORY_E;
    int code = kind->decode(key, der, len);
    if (code != 0) {
        kind->clear(key);
        free(key->state);
        key->state = NULL;
    }
    return code;
}

const char *tb_lacks_key_in(struct tb_bytes der)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i]->lacks && memmem(tb_data(der), der.len, kinds[i]->oid.data, kinds[i]->oid.len))
            return kinds[i]->lacks;
    return NULL;
}

/* The kinds are tried in turn: rejecting the envelope of another kind takes microseconds. */
static enum tb_status decode(tb_key *key, const byte *der, word32 len)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!kinds[i]->lacks && decode_as(key, kinds[i], der, len) == 0)
            return TB_OK;
    enum { ENVELOPE = 32 }; /* PKCS#8 or SubjectPublicKeyInfo has the algorithm in its first bytes */
    const char *lacks = tb_lacks_key_in((struct tb_bytes){der, len < ENVELOPE ? len : ENVELOPE});
    if (lacks)
        return tb_lacks(lacks);
    return tb_fail(TB_ERROR, "the key is none of RSA, ECDSA and Ed25519, or does not parse");
}

static enum tb_status load(tb_lib *lib, tb_key **out, struct tb_bytes pem)
{
    *out = NULL;
    tb_key *key = calloc(1, sizeof *key);
    if (!key)
        return tb_fail(TB_ERROR, "out of memory");
    key->lib = lib;
    byte *der;
    word32 len;
    enum tb_status status = tb_pem_decode(&der, &len, pem, "PRIVATE KEY");
    key->is_private = status == TB_OK;
    if (status != TB_OK)
        status = tb_pem_decode(&der, &len, pem, "PUBLIC KEY");
    if (status == TB_OK)
        status = decode(key, der, len);
    if (der)
        explicit_bzero(der, len);
    free(der);
    if (status == TB_OK)
        *out = key;
    else
        destroy(key);
    return status;
}

/* As TLS reads the peer's key: wc_RsaPublicKeyDecode and the like. */
static enum tb_status load_public(tb_lib *lib, tb_key **out, struct tb_bytes spki)
{
    *out = NULL;
    tb_key *key = calloc(1, sizeof *key);
    if (!key)
        return tb_fail(TB_ERROR, "out of memory");
    key->lib = lib;
    enum tb_status status = decode(key, tb_data(spki), (word32)spki.len);
    if (status != TB_OK) {
        destroy(key);
        return status == TB_UNSUPPORTED ? status : TB_BAD_PEER;
    }
    *out = key;
    return TB_OK;
}

/* The input that the scheme signs: the message or, in `digest`, its hash. */
static enum tb_status signed_input(struct tb_bytes *input, byte digest[KEY_MAX_DIGEST], const struct key_scheme *scheme,
                                   struct tb_bytes msg)
{
    *input = (struct tb_bytes){tb_data(msg), msg.len};
    if (scheme->hash == WC_HASH_TYPE_NONE)
        return TB_OK;
    int len = wc_HashGetDigestSize(scheme->hash);
    int code = len < 0 ? len : wc_Hash(scheme->hash, input->data, (word32)msg.len, digest, (word32)len);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "hashing the message");
    *input = (struct tb_bytes){digest, (size_t)len};
    return TB_OK;
}

static enum tb_status wrong_kind(const tb_key *key, const struct key_scheme *scheme)
{
    return tb_fail(TB_ERROR, "scheme 0x%04x is for %s keys, and this is one of %s", scheme->id, scheme->kind->name,
                   key->kind->name);
}

static enum tb_status sign(tb_key *key, struct tb_buf *sig, uint16_t id, struct tb_bytes msg)
{
    const struct key_scheme *scheme = scheme_of(id);
    if (!scheme)
        return TB_UNSUPPORTED;
    if (scheme->kind != key->kind)
        return wrong_kind(key, scheme);
    if (!key->is_private)
        return tb_fail(TB_ERROR, "a public key cannot sign");
    byte digest[KEY_MAX_DIGEST];
    struct tb_bytes input;
    enum tb_status status = signed_input(&input, digest, scheme, msg);
    return status == TB_OK ? key->kind->sign(key, sig, scheme, input) : status;
}

static enum tb_status verify(tb_key *key, uint16_t id, struct tb_bytes sig, struct tb_bytes msg)
{
    const struct key_scheme *scheme = scheme_of(id);
    if (!scheme)
        return TB_UNSUPPORTED;
    if (scheme->kind != key->kind)
        return wrong_kind(key, scheme);
    if (sig.len == 0)
        return tb_fail(TB_BAD_PEER, "there is no signature");
    byte digest[KEY_MAX_DIGEST];
    struct tb_bytes input;
    enum tb_status status = signed_input(&input, digest, scheme, msg);
    return status == TB_OK ? key->kind->verify(key, scheme, sig, input) : status;
}

static enum tb_status premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    if (key->kind != &tb_rsa_keys)
        return tb_fail(TB_ERROR, "RSA key transport with a key of %s", key->kind->name);
    return tb_rsa_premaster_encrypt(key, ciphertext, premaster);
}

static enum tb_status premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext)
{
    if (key->kind != &tb_rsa_keys || !key->is_private)
        return tb_fail(TB_ERROR, "RSA key transport needs a private RSA key");
    return tb_rsa_premaster_decrypt(key, premaster, client_version, ciphertext);
}

const struct tb_key_ops tb_wolfssl_key = {
    .load = load,
    .load_public = load_public,
    .sign = sign,
    .verify = verify,
    .premaster_encrypt = premaster_encrypt,
    .premaster_decrypt = premaster_decrypt,
    .destroy = destroy,
};
