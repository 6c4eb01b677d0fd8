/* kx.h - shared by the groups of kx.c.
 *
 * kx.c has checked every length: share, peer and secret have the lengths of the group.  The slots do what those of
 * tb_kx_ops do.
 */
#pragma once
#include "backends/wolfssl/lib.h"
#include <stdalign.h>
#include <stddef.h>

struct kx_group {
    uint16_t id;
    const char
        *lacks; /* NULL, or what this build lacks: "X25519 (--enable-curve25519)"; in that case the slots are empty */
    int curve;  /* wolfSSL's number of a NIST curve */
    size_t offer_len, answer_len, secret_len, state_size;
    enum tb_status (*init)(tb_kx *); /* initialises the raw state so that it can be cleared; on failure it is not
                                      * cleared */
    enum tb_status (*offer)(tb_kx *, byte *share);
    enum tb_status (*answer)(tb_lib *, byte *share, byte *secret, const byte *peer); /* NULL: offer, receive, derive */
    enum tb_status (*receive)(tb_kx *, const byte *peer);
    enum tb_status (*derive)(tb_kx *, byte *secret);
    enum tb_status (*offer_private)(tb_kx *, byte *share, struct tb_bytes private_key); /* NULL: KEMs */
    void (*clear)(tb_kx *);
};

struct tb_kx {
    tb_lib *lib;
    const struct kx_group *group;
    bool received;
    alignas(max_align_t) byte state[]; /* state_size bytes, defined by the group */
};

/* A handle without keys, and the server's whole work in a group: used by the hybrid, which combines two groups. */
enum tb_status tb_kx_new(tb_lib *lib, tb_kx **out, const struct kx_group *group);
void tb_kx_destroy(tb_kx *kx);
enum tb_status tb_kx_answer(tb_lib *lib, const struct kx_group *group, byte *share, byte *secret, const byte *peer);

extern const struct kx_group tb_x25519, tb_p256, tb_p384, tb_p521, tb_mlkem768;
extern const struct kx_group tb_x25519mlkem768; /* as in this build's TLS */
