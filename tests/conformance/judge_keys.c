/* judge_keys.c - published signatures, and ciphertexts for an RSA key. */
#include "core/iana.h"
#include "judge.h"

struct judgement judge_signature(const struct subject *subject, const struct signature_vector *vector)
{
    const struct tb_key_ops *ops = subject->backend->key;
    tb_key *key = NULL;
    if (!ops || !ops->load || !ops->verify)
        return judged(UNSERVED, "the library has no signatures");
    enum tb_status status = ops->load(subject->lib, &key, vector->pem);
    if (status == TB_UNSUPPORTED)
        return judged(UNSERVED, "the library has no keys for scheme 0x%04x", vector->scheme);
    if (status != TB_OK)
        return vector->verdict == VALID ? judged_failure(subject, "load", status) : judged_refusal(vector->verdict);
    status = ops->verify(key, vector->scheme, vector->signature, vector->message);
    ops->destroy(key);
    switch (status) {
    case TB_OK:
        return vector->verdict == INVALID ? judged(WRONG, "the signature is accepted") : judged_right(ACCEPTED);
    case TB_BAD_PEER:
        return judged_refusal(vector->verdict);
    case TB_UNSUPPORTED:
        return judged(UNSERVED, "the library has no signature scheme 0x%04x", vector->scheme);
    default:
        return judged_failure(subject, "verify", status);
    }
}

enum { PREMASTER = 48 };

static enum tb_status decrypt(const struct subject *subject, tb_key *key, const struct premaster_vector *vector,
                              struct guarded *dst)
{
    struct tb_bytes message = vector->message;
    uint16_t version = message.len == PREMASTER ? (uint16_t)(message.data[0] << 8 | message.data[1]) : TB_TLS12;
    return subject->backend->key->premaster_decrypt(key, guarded(dst, PREMASTER), version, vector->ciphertext);
}

/* Decrypts twice, because random bytes are recognised by being different. */
static struct judgement judge_decryption(const struct subject *subject, tb_key *key,
                                         const struct premaster_vector *vector)
{
    struct guarded first, second;
    bool good = vector->verdict == VALID && vector->message.len == PREMASTER;
    enum tb_status status = decrypt(subject, key, vector, &first);
    if (status == TB_BAD_PEER && !good)
        return judged_right(REFUSED);
    if (status == TB_OK)
        status = decrypt(subject, key, vector, &second);
    if (status != TB_OK)
        return judged_failure(subject, "premaster_decrypt", status);
    if (bytes_of(&first).len != PREMASTER || bytes_of(&second).len != PREMASTER)
        return judged(WRONG, "the secret has not %d bytes", PREMASTER);
    if (good)
        return same_bytes(bytes_of(&first), vector->message) ? judged_right(ACCEPTED) : judged(WRONG, "a wrong secret");
    return same_bytes(bytes_of(&first), bytes_of(&second)) ? judged(WRONG, "the same secret twice: it is not random")
                                                           : judged_right(REFUSED);
}

struct judgement judge_premaster(const struct subject *subject, const struct premaster_vector *vector)
{
    const struct tb_key_ops *ops = subject->backend->key;
    tb_key *key = NULL;
    if (!ops || !ops->premaster_decrypt || !supports(subject, TB_CAP_PREMASTER, 0))
        return judged(UNSERVED, "the library has no RSA key transport");
    enum tb_status status = ops->load(subject->lib, &key, vector->pem);
    if (status != TB_OK)
        return judged_failure(subject, "load", status);
    struct judgement judgement = judge_decryption(subject, key, vector);
    ops->destroy(key);
    return judgement;
}
