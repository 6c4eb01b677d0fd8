/* fault_keys.c - keys that serve only one operation: checks that a driver really uses a fresh key each time.
 *
 * A signature is the end of the message, and a ciphertext is the secret.  Parsing a public key takes far longer than
 * using it, to detect a driver that includes parsing.
 */
#include "tests/fault/fault.h"
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE_LEN = 32, SECRET_LEN = 48, TURNS = 2000 };

struct tb_key {
    bool is_private, used;
};

static enum tb_status make(tb_key **out, bool is_private)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->is_private = is_private;
    return TB_OK;
}

static enum tb_status load(tb_lib *lib, tb_key **out, struct tb_bytes pem)
{
    (void)lib, (void)pem;
    return make(out, true);
}

static enum tb_status load_public(tb_lib *lib, tb_key **out, struct tb_bytes spki)
{
    (void)lib, (void)spki;
    for (volatile long turn = 0; turn < TURNS; turn++)
        ;
    return make(out, false);
}

static enum tb_status use(tb_key *key)
{
    if (key->used && !key->is_private)
        return TB_ERROR;
    key->used = true;
    return TB_OK;
}

static enum tb_status copy(struct tb_buf *dst, struct tb_bytes src, size_t len)
{
    if (src.len < len || dst->cap < len)
        return TB_ERROR;
    memcpy(dst->data, src.data + src.len - len, len);
    dst->len = len;
    return TB_OK;
}

static enum tb_status sign(tb_key *key, struct tb_buf *sig, uint16_t scheme, struct tb_bytes msg)
{
    (void)scheme;
    enum tb_status status = use(key);
    return status == TB_OK ? copy(sig, msg, SIGNATURE_LEN) : status;
}

static enum tb_status verify(tb_key *key, uint16_t scheme, struct tb_bytes sig, struct tb_bytes msg)
{
    (void)scheme;
    enum tb_status status = use(key);
    if (status != TB_OK || sig.len != SIGNATURE_LEN || msg.len < SIGNATURE_LEN)
        return TB_ERROR;
    return memcmp(msg.data + msg.len - SIGNATURE_LEN, sig.data, SIGNATURE_LEN) == 0 ? TB_OK : TB_BAD_PEER;
}

static enum tb_status premaster_encrypt(tb_key *key, struct tb_buf *ciphertext, struct tb_bytes premaster)
{
    enum tb_status status = use(key);
    return status == TB_OK ? copy(ciphertext, premaster, SECRET_LEN) : status;
}

static enum tb_status premaster_decrypt(tb_key *key, struct tb_buf *premaster, uint16_t client_version,
                                        struct tb_bytes ciphertext)
{
    (void)client_version;
    enum tb_status status = use(key);
    return status == TB_OK ? copy(premaster, ciphertext, SECRET_LEN) : status;
}

static void destroy(tb_key *key)
{
    free(key);
}

const struct tb_key_ops fault_one_use_key_ops = {.load = load,
                                                 .load_public = load_public,
                                                 .sign = sign,
                                                 .verify = verify,
                                                 .premaster_encrypt = premaster_encrypt,
                                                 .premaster_decrypt = premaster_decrypt,
                                                 .destroy = destroy};
