/* judge_symmetric.c - published records, expansions and message authentication codes. */
#include "judge.h"
#include <string.h>

enum { HASH_MAX = 64, MOST_BLOCKS = 255 /* RFC 5869 2.3 */ };

static struct judgement judge_opening(const struct subject *subject, tb_aead *aead, const struct record_vector *vector)
{
    struct guarded opened;
    enum tb_status status = subject->backend->aead->run(aead, guarded(&opened, vector->text.len), vector->nonce,
                                                        vector->ad, vector->sealed);
    if (status == TB_BAD_PEER)
        return judged_refusal(vector->verdict);
    if (status != TB_OK)
        return judged_failure(subject, "opening", status);
    if (vector->verdict == INVALID)
        return judged(WRONG, "the record is opened");
    return same_bytes(bytes_of(&opened), vector->text) ? judged_right(ACCEPTED) : judged(WRONG, "a wrong text");
}

static struct judgement judge_sealing(const struct subject *subject, tb_aead *aead, const struct record_vector *vector)
{
    struct guarded sealed;
    enum tb_status status = subject->backend->aead->run(aead, guarded(&sealed, vector->sealed.len), vector->nonce,
                                                        vector->ad, vector->text);
    if (status != TB_OK)
        return judged_failure(subject, "sealing", status);
    return same_bytes(bytes_of(&sealed), vector->sealed) ? judged_right(ACCEPTED)
                                                         : judged(WRONG, "another record is sealed");
}

struct judgement judge_record(const struct subject *subject, const struct record_vector *vector)
{
    const struct tb_aead_ops *ops = subject->backend->aead;
    tb_aead *sealing = NULL, *opening = NULL;
    if (!ops || !supports(subject, TB_CAP_AEAD, vector->suite))
        return judged(UNSERVED, "the library has no AEAD of suite 0x%04x", vector->suite);
    if (vector->sealed.len > GUARDED_MAX)
        return judged(UNSERVED, "records longer than TLS's");
    enum tb_status status = ops->create(subject->lib, &opening, vector->suite, false, vector->key);
    if (status == TB_OK)
        status = ops->create(subject->lib, &sealing, vector->suite, true, vector->key);
    struct judgement judgement;
    if (status != TB_OK)
        judgement = judged_failure(subject, "create", status);
    else
        judgement = judge_opening(subject, opening, vector);
    if (judgement.outcome == ACCEPTED)
        judgement = judge_sealing(subject, sealing, vector);
    ops->destroy(opening);
    ops->destroy(sealing);
    return judgement;
}

struct judgement judge_expansion(const struct subject *subject, const struct expansion_vector *vector)
{
    const struct tb_hash_ops *ops = subject->backend->hash;
    struct guarded key, output;
    if (!ops || !ops->extract || !ops->expand || !supports(subject, TB_CAP_HASH, vector->hash))
        return judged(UNSERVED, "the library has no HKDF of hash %u", vector->hash);
    enum tb_status status =
        ops->extract(subject->lib, guarded(&key, HASH_MAX), vector->hash, vector->salt, vector->secret);
    if (status != TB_OK)
        return judged_failure(subject, "extract", status);
    bool too_much = vector->size > MOST_BLOCKS * bytes_of(&key).len;
    status = ops->expand(subject->lib, guarded(&output, vector->size), vector->hash, bytes_of(&key), vector->info);
    if (status == TB_ERROR && too_much)
        return judged_refusal(vector->verdict);
    if (status != TB_OK)
        return judged_failure(subject, "expand", status);
    bool same = same_bytes(bytes_of(&output), vector->output);
    if (vector->verdict == INVALID)
        return judged(WRONG, "%zu bytes are made", vector->size);
    return same ? judged_right(ACCEPTED) : judged(WRONG, "a wrong output");
}

struct judgement judge_mac(const struct subject *subject, const struct mac_vector *vector)
{
    const struct tb_hash_ops *ops = subject->backend->hash;
    struct guarded code;
    if (!ops || !ops->extract || !supports(subject, TB_CAP_HASH, vector->hash))
        return judged(UNSERVED, "the library has no HKDF of hash %u", vector->hash);
    enum tb_status status =
        ops->extract(subject->lib, guarded(&code, HASH_MAX), vector->hash, vector->key, vector->message);
    if (status != TB_OK)
        return judged_failure(subject, "extract", status);
    struct tb_bytes got = bytes_of(&code);
    bool same = vector->tag.len <= got.len && memcmp(got.data, vector->tag.data, vector->tag.len) == 0;
    if (same)
        return vector->verdict == INVALID ? judged(WRONG, "a wrong tag is the right one") : judged_right(ACCEPTED);
    return judged_refusal(vector->verdict);
}
