/* peer_keys.h - the peer's public key, as a handshake uses it.
 *
 * A connection takes it from a certificate, uses it once and discards it.  Work at the first use of a key (such as a
 * Montgomery context) is done in every handshake, but only once in a loop over one key.  So a case has key=fresh: each
 * operation has its own key object, parsed before the timed region; or key=same: one object for all operations, as in
 * the libraries' own tools.
 *
 * Only a few fresh keys are parsed at a time, so that they are in the CPU caches when they are used, as the key of a
 * connection is.
 */
#pragma once
#include "harness/driver.h"

enum { TB_PEER_KEYS_AT_ONCE = 16 };

struct tb_peer_keys {
    const struct tb_job *job;
    struct tb_buf file;   /* the certificate that contains the key */
    struct tb_bytes spki; /* points into `file` */
    bool fresh;
    size_t num, used; /* keys; a key that is the same for all operations is never used up */
    tb_key *keys[TB_PEER_KEYS_AT_ONCE];
};

/* Reads the key of the leaf's certificate, in the folder of the case's auth, and prepares one.  Keys are fresh unless
 * key=same.  Failures are explained in job->why.  Must be closed whatever the result. */
enum tb_status tb_peer_keys_open(struct tb_peer_keys *keys, const struct tb_job *job);
void tb_peer_keys_close(struct tb_peer_keys *keys);

/* See struct tb_local_ops. */
enum tb_status tb_peer_keys_prepare(struct tb_peer_keys *keys, uint64_t *operations);

/* The key of the next operation; NULL: none was prepared. */
static inline tb_key *tb_peer_keys_next(struct tb_peer_keys *keys)
{
    if (!keys->fresh)
        return keys->keys[0];
    return keys->used < keys->num ? keys->keys[keys->used++] : NULL;
}
