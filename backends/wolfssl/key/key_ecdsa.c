/* ECDSA with DER signatures (RFC 8446 4.2.3), each scheme on its own curve. */
#include "backends/wolfssl/key/key.h"
#include "core/iana.h"
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/ecc.h>

static ecc_key *state_of(tb_key *key)
{
    return key->state;
}

static int decode(tb_key *key, const byte *der, word32 len)
{
    word32 at = 0;
    int code = wc_ecc_init_ex(state_of(key), NULL, INVALID_DEVID);
    if (code != 0)
        return code;
    if (!key->is_private)
        return wc_EccPublicKeyDecode(der, &at, state_of(key), len);
    WC_RNG *rng = tb_rng(key->lib);
    code = rng ? wc_EccPrivateKeyDecode(der, &at, state_of(key), len) : RNG_FAILURE_E;
    if (code == 0 && state_of(key)->type == ECC_PRIVATEKEY_ONLY) /* the public half is optional: RFC 5915 3 */
        code = wc_ecc_make_pub_ex(state_of(key), NULL, rng);
    return code;
}

static void clear(tb_key *key)
{
    wc_ecc_free(state_of(key));
}

static int read_public(const byte *key, word32 len)
{
    ecc_key read;
    word32 at = 0;
    int code = wc_ecc_init(&read);
    if (code != 0)
        return code;
    code = wc_EccPublicKeyDecode(key, &at, &read, len);
    wc_ecc_free(&read);
    return code;
}

static int curve_number(uint16_t group)
{
    return group == TB_GROUP_SECP256R1 ? ECC_SECP256R1 : group == TB_GROUP_SECP384R1 ? ECC_SECP384R1 : ECC_SECP521R1;
}

static bool on_curve_of(tb_key *key, const struct key_scheme *scheme)
{
    return wc_ecc_get_curve_id(state_of(key)->idx) == curve_number(scheme->curve);
}

static enum tb_status wrong_curve(const struct key_scheme *scheme)
{
    return tb_fail(TB_ERROR, "scheme 0x%04x is for a key on another curve", scheme->id);
}

static enum tb_status sign(tb_key *key, struct tb_buf *sig, const struct key_scheme *scheme, struct tb_bytes digest)
{
    if (!on_curve_of(key, scheme))
        return wrong_curve(scheme);
    WC_RNG *rng = tb_rng(key->lib);
    if (!rng)
        return TB_ERROR;
    word32 len = (word32)sig->cap;
    int code = wc_ecc_sign_hash(digest.data, (word32)digest.len, sig->data, &len, rng, state_of(key));
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "ECDSA signature");
    sig->len = len;
    return TB_OK;
}

/* wolfSSL accepts trailing bytes after a signature, which are not allowed. */
static bool is_one_sequence(struct tb_bytes sig)
{
    enum { SEQUENCE = 0x30, LONG_FORM = 0x81 };
    if (sig.len < 3 || sig.data[0] != SEQUENCE)
        return false;
    return sig.data[1] == LONG_FORM ? sig.len == 3u + sig.data[2] : sig.len == 2u + sig.data[1];
}

static enum tb_status verify(tb_key *key, const struct key_scheme *scheme, struct tb_bytes sig, struct tb_bytes digest)
{
    if (!on_curve_of(key, scheme))
        return wrong_curve(scheme);
    if (!is_one_sequence(sig))
        return tb_fail(TB_BAD_PEER, "the ECDSA signature is not one DER sequence");
    int valid = 0;
    int code = wc_ecc_verify_hash(sig.data, (word32)sig.len, digest.data, (word32)digest.len, &valid, state_of(key));
    if (code == MEMORY_E)
        return tb_fail_code(TB_ERROR, code, "ECDSA");
    if (code != 0)
        return tb_fail_code(TB_BAD_PEER, code, "ECDSA");
    return valid == 1 ? TB_OK : tb_fail(TB_BAD_PEER, "ECDSA: the signature is wrong");
}

const struct key_kind tb_ecdsa_keys = {
    .name = "ECDSA",
    .state_size = sizeof(ecc_key),
    .decode = decode,
    .sign = sign,
    .verify = verify,
    .clear = clear,
    .oid = KEY_OID_ECDSA,
    .read = read_public,
};
