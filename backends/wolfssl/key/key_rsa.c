/* RSA: PSS and PKCS#1 v1.5 signatures (RFC 8017), and TLS 1.2 key transport. */
#include "backends/wolfssl/key/key.h"
#include <string.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/rsa.h>
#include <wolfssl/wolfcrypt/signature.h>

enum { PREMASTER = 48, MODULUS_MAX = 1024 /* bytes: RSA-8192 */, DIGEST_INFO = KEY_MAX_DIGEST + 32 };

static RsaKey *state_of(tb_key *key)
{
    return key->state;
}

/* The length of all signatures and ciphertexts with this key. */
static size_t modulus_len(tb_key *key)
{
    int len = wc_RsaEncryptSize(state_of(key));
    return len > 0 && len <= MODULUS_MAX ? (size_t)len : 0;
}

static int decode(tb_key *key, const byte *der, word32 len)
{
    word32 at = 0;
    int code = wc_InitRsaKey_ex(state_of(key), NULL, INVALID_DEVID);
    if (code != 0)
        return code;
    code = key->is_private ? wc_RsaPrivateKeyDecode(der, &at, state_of(key), len)
                           : wc_RsaPublicKeyDecode(der, &at, state_of(key), len);
    return code == 0 && modulus_len(key) == 0 ? RSA_BUFFER_E : code;
}

static void clear(tb_key *key)
{
    wc_FreeRsaKey(state_of(key));
}

static int read_public(const byte *key, word32 len)
{
    RsaKey read;
    word32 at = 0;
    int code = wc_InitRsaKey(&read, NULL);
    if (code != 0)
        return code;
    code = wc_RsaPublicKeyDecode(key, &at, &read, len);
    wc_FreeRsaKey(&read);
    return code;
}

static int mgf_of(const struct key_scheme *scheme)
{
    return scheme->hash == WC_HASH_TYPE_SHA256   ? WC_MGF1SHA256
           : scheme->hash == WC_HASH_TYPE_SHA384 ? WC_MGF1SHA384
                                                 : WC_MGF1SHA512;
}

/* Private operations require it for blinding; single-precision code does not use it (probes/rsa_blinds.c). */
static WC_RNG *rng_for(tb_key *key)
{
    WC_RNG *rng = tb_rng(key->lib);
    int code = rng ? tb_rsa_set_rng(state_of(key), rng) : 0;
    if (code != 0)
        tb_fail_code(TB_ERROR, code, "RSA blinding");
    return code == 0 ? rng : NULL;
}

/* DigestInfo, RFC 8017 9.2.  Returns its length. */
static word32 digest_info(byte dst[DIGEST_INFO], const struct key_scheme *scheme, struct tb_bytes digest)
{
    return wc_EncodeSignature(dst, digest.data, (word32)digest.len, scheme->digest_oid);
}

static enum tb_status verify_pss(tb_key *key, const struct key_scheme *scheme, struct tb_bytes sig,
                                 struct tb_bytes digest)
{
    byte encoded[MODULUS_MAX], *salted = NULL;
    memcpy(encoded, sig.data, sig.len); /* decoded in place */
    int code = wc_RsaPSS_VerifyInline_ex(encoded, (word32)sig.len, &salted, scheme->hash, mgf_of(scheme),
                                         (int)digest.len, state_of(key));
    if (code >= 0)
        code = wc_RsaPSS_CheckPadding_ex(digest.data, (word32)digest.len, salted, (word32)code, scheme->hash,
                                         (int)digest.len, 0);
    return code >= 0 ? TB_OK : tb_fail_code(TB_BAD_PEER, code, "RSA-PSS");
}

static enum tb_status verify_pkcs1(tb_key *key, const struct key_scheme *scheme, struct tb_bytes sig,
                                   struct tb_bytes digest)
{
    byte wanted[DIGEST_INFO], block[MODULUS_MAX], *found = NULL;
    word32 wanted_len = digest_info(wanted, scheme, digest);
    memcpy(block, sig.data, sig.len);
    int code = wc_RsaSSL_VerifyInline(block, (word32)sig.len, &found, state_of(key));
    if (code < 0)
        return tb_fail_code(TB_BAD_PEER, code, "RSA PKCS#1");
    if ((word32)code != wanted_len || memcmp(found, wanted, wanted_len) != 0)
        return tb_fail(TB_BAD_PEER, "RSA PKCS#1: the signature is for another message");
    return TB_OK;
}

static enum tb_status verify(tb_key *key, const struct key_scheme *scheme, struct tb_bytes sig, struct tb_bytes digest)
{
    if (sig.len != modulus_len(key))
        return tb_fail(TB_BAD_PEER, "a signature of %zu bytes for a key of %zu", sig.len, modulus_len(key));
    return scheme->pss ? verify_pss(key, scheme, sig, digest) : verify_pkcs1(key, scheme, sig, digest);
}

/* A fault in one half of the private operation makes a signature that reveals the key, so TLS implementations verify
 * the signature before sending it: OpenSSL and BoringSSL in their RSA code, wolfSSL above it, in its TLS
 * (VerifyRsaSign).  So a signature here includes that cost. */
static enum tb_status sign(tb_key *key, struct tb_buf *sig, const struct key_scheme *scheme, struct tb_bytes digest)
{
    size_t len = modulus_len(key);
    if (sig->cap < len)
        return tb_fail(TB_ERROR, "the signature needs %zu bytes", len);
    WC_RNG *rng = rng_for(key);
    if (!rng)
        return TB_ERROR;
    byte info[DIGEST_INFO];
    int code;
    if (scheme->pss) /* in TLS the salt is as long as the hash: RFC 8446 4.2.3 */
        code = wc_RsaPSS_Sign_ex(digest.data, (word32)digest.len, sig->data, (word32)len, scheme->hash, mgf_of(scheme),
                                 (int)digest.len, state_of(key), rng);
    else
        code = wc_RsaSSL_Sign(info, digest_info(info, scheme, digest), sig->data, (word32)len, state_of(key), rng);
    if (code < 0)
        return tb_fail_code(TB_ERROR, code, "RSA signature");
    sig->len = (size_t)code;
    enum tb_status status = verify(key, scheme, (struct tb_bytes){sig->data, sig->len}, digest);
    return status == TB_OK ? TB_OK : tb_fail(TB_ERROR, "RSA: the signature that was made does not verify");
}

enum tb_status tb_rsa_premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    size_t len = modulus_len(key);
    WC_RNG *rng = tb_rng(key->lib);
    if (!rng)
        return TB_ERROR;
    if (premaster.len != PREMASTER || ciphertext->cap < len)
        return tb_fail(TB_ERROR, "the pre-master secret has %d bytes and its ciphertext %zu", PREMASTER, len);
    int code = wc_RsaPublicEncrypt(premaster.data, PREMASTER, ciphertext->data, (word32)len, state_of(key), rng);
    if (code < 0)
        return tb_fail_code(TB_ERROR, code, "encrypting the pre-master secret");
    ciphertext->len = (size_t)code;
    return TB_OK;
}

/* 0xff if a == b, else 0; without a branch. */
static byte equal_mask(unsigned a, unsigned b)
{
    unsigned difference = a ^ b, top_bit_if_any = difference | (0u - difference);
    return (byte)((top_bit_if_any >> 31) - 1u);
}

/* As in wolfSSL's server, the random secret is made before it is known whether it is needed, and a mask selects.  All
 * failures, including wolfSSL's own, must look alike; otherwise they would be Bleichenbacher's oracle.  wolfSSL's
 * server puts the client's version into the first two bytes, so that a wrong version fails at Finished; here it selects
 * the random secret. */
enum tb_status tb_rsa_premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext)
{
    if (premaster->cap < PREMASTER)
        return tb_fail(TB_ERROR, "the pre-master secret needs %d bytes", PREMASTER);
    if (ciphertext.len != modulus_len(key))
        return tb_fail(TB_BAD_PEER, "a ciphertext of %zu bytes for a key of %zu", ciphertext.len, modulus_len(key));
    WC_RNG *rng = rng_for(key);
    if (!rng)
        return TB_ERROR;
    int code = wc_RNG_GenerateBlock(rng, premaster->data, PREMASTER);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "random pre-master secret");
    byte plain[MODULUS_MAX] = {0};
    int len =
        wc_RsaPrivateDecrypt(ciphertext.data, (word32)ciphertext.len, plain, (word32)ciphertext.len, state_of(key));
    byte good = equal_mask((unsigned)len, PREMASTER) & equal_mask(plain[0], client_version >> 8) &
                equal_mask(plain[1], client_version & 0xff);
    for (int i = 0; i < PREMASTER; i++)
        premaster->data[i] = (uint8_t)((plain[i] & good) | (premaster->data[i] & ~good));
    premaster->len = PREMASTER;
    return TB_OK;
}

const struct key_kind tb_rsa_keys = {
    .name = "RSA",
    .state_size = sizeof(RsaKey),
    .decode = decode,
    .sign = sign,
    .verify = verify,
    .clear = clear,
    .oid = KEY_OID_RSA,
    .read = read_public,
};
