/* Ed25519, RFC 8032: it signs the message itself. */
#include "backends/wolfssl/key/key.h"
#include <string.h>
#include <wolfssl/wolfcrypt/asn_public.h>
#include <wolfssl/wolfcrypt/ed25519.h>

static ed25519_key *state_of(tb_key *key)
{
    return key->state;
}

/* PKCS#8 only has the private half (RFC 8410 7); signing needs both. */
static int derive_public(ed25519_key *key)
{
    byte seed[ED25519_KEY_SIZE], public_key[ED25519_PUB_KEY_SIZE];
    word32 len = sizeof seed;
    int code = wc_ed25519_export_private_only(key, seed, &len);
    if (code == 0)
        code = wc_ed25519_make_public(key, public_key, sizeof public_key);
    if (code == 0)
        code = wc_ed25519_import_private_key(seed, sizeof seed, public_key, sizeof public_key, key);
    explicit_bzero(seed, sizeof seed);
    return code;
}

static int decode(tb_key *key, const byte *der, word32 len)
{
    word32 at = 0;
    int code = wc_ed25519_init_ex(state_of(key), NULL, INVALID_DEVID);
    if (code != 0)
        return code;
    if (!key->is_private)
        return wc_Ed25519PublicKeyDecode(der, &at, state_of(key), len);
    code = wc_Ed25519PrivateKeyDecode(der, &at, state_of(key), len);
    return code == 0 ? derive_public(state_of(key)) : code;
}

static void clear(tb_key *key)
{
    wc_ed25519_free(state_of(key));
}

static int read_public(const byte *key, word32 len)
{
    ed25519_key read;
    int code = wc_ed25519_init(&read);
    if (code != 0)
        return code;
    code = wc_ed25519_import_public(key, len, &read);
    wc_ed25519_free(&read);
    return code;
}

static enum tb_status sign(tb_key *key, struct tb_buf *sig, const struct key_scheme *scheme, struct tb_bytes message)
{
    (void)scheme;
    word32 len = (word32)sig->cap;
    if (len < ED25519_SIG_SIZE)
        return tb_fail(TB_ERROR, "the signature needs %d bytes", ED25519_SIG_SIZE);
    int code = wc_ed25519_sign_msg(message.data, (word32)message.len, sig->data, &len, state_of(key));
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "Ed25519 signature");
    sig->len = len;
    return TB_OK;
}

static enum tb_status verify(tb_key *key, const struct key_scheme *scheme, struct tb_bytes sig, struct tb_bytes message)
{
    (void)scheme;
    int valid = 0;
    int code =
        wc_ed25519_verify_msg(sig.data, (word32)sig.len, message.data, (word32)message.len, &valid, state_of(key));
    if (code == MEMORY_E)
        return tb_fail_code(TB_ERROR, code, "Ed25519");
    if (code != 0)
        return tb_fail_code(TB_BAD_PEER, code, "Ed25519");
    return valid == 1 ? TB_OK : tb_fail(TB_BAD_PEER, "Ed25519: the signature is wrong");
}

const struct key_kind tb_ed25519_keys = {
    .name = "Ed25519",
    .state_size = sizeof(ed25519_key),
    .decode = decode,
    .sign = sign,
    .verify = verify,
    .clear = clear,
    .oid = KEY_OID_ED25519,
    .read = read_public,
};
