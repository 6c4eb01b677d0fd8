/* peer_keys.h - the public key of the peer, as a handshake meets it.
 *
 * A connection takes it from a certificate, uses it once and discards it.  Work at the first use of a key (such as a
 * Montgomery context) is done in every handshake, but only once in a loop over one key.  So a case has key=fresh: each
 * operation has a key object of its own, parsed before, outside of what is timed; or key=same: one object for all
 * operations, as the libraries' own tools have it.
 *
 * A few fresh keys are parsed at a time, so they are in the CPU caches when they are used, as the key of a connection
 * is.
 */
#pragma once
#include "harness/driver.h"

enum { TB_PEER_KEYS_AT_ONCE = 16 };

struct tb_peer_keys {
    const struct tb_job *job;
    struct tb_buf file;   /* the certificate that it is in */
    struct tb_bytes spki; /* in it */
    bool fresh;
    size_t num, used; /* of keys; one that is the same for all is never used up */
    tb_key *keys[TB_PEER_KEYS_AT_ONCE];
};

/* Reads the key of the leaf's certificate, in the folder of the case's auth, and prepares one.  All but same is fresh.
 * What fails is in job->why; close whatever the result. */
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
