/* kx.h - shared by the files of the driver kx: kx.c (groups), kx_transport.c (RSA key transport). */
#pragma once
#include "bench/drivers/peer_keys.h"
#include "harness/driver.h"
#include <stddef.h>

enum { LARGEST = 2048, PREMASTER_LEN = 48 }; /* the largest share is X25519MLKEM768's, 1216 bytes */
enum { AT_ONCE = 16 };                       /* number of prepared exchanges: few, so that they stay in the caches */

/* The state of one exchange on both sides. */
struct exchange {
    tb_kx *client;                      /* the offer */
    struct tb_buf to_server, to_client; /* the shares; to_server is also RSA's ciphertext */
    struct tb_buf client_secret, server_secret;
    uint8_t bytes[4][LARGEST];
};

struct kx_operation;

struct kx {
    const struct tb_job *job;
    const struct kx_operation *operation;
    const struct tb_group *group; /* NULL: RSA key transport */
    struct exchange exchanges[AT_ONCE];
    struct exchange *now;     /* the current exchange */
    size_t prepared, used;    /* number of exchanges, for operations that use up one each */
    struct tb_peer_keys peer; /* the public key of RSA key transport's client */
    tb_key *private_key;
    uint64_t client_ns, server_ns; /* in this chunk */
};

struct kx_operation {
    const char *name;
    enum tb_status (*prepare)(struct kx *kx, uint64_t *operations);
    enum tb_status (*run)(void *state, uint64_t operations);
    /* completes the exchange, so that both secrets depend on what was timed */
    enum tb_status (*complete)(void *state);
    size_t product;   /* offset of the buffer that it fills last */
    bool tells_sides; /* a whole exchange, which reports client_time and server_time */
};

/* For operations that use up nothing, or leave nothing to complete. */
static inline enum tb_status tb_kx_prepare_nothing(struct kx *kx, uint64_t *operations)
{
    (void)kx, (void)operations;
    return TB_OK;
}
static inline enum tb_status tb_kx_nothing(void *state)
{
    (void)state;
    return TB_OK;
}

/* RSA key transport: loads keys and makes the premaster secret; runs one whole exchange; its operations. */
enum tb_status tb_kx_transport_open(struct kx *kx);
enum tb_status tb_kx_transport(void *state);
enum { NUM_TRANSPORT = 3 };
extern const struct kx_operation tb_kx_transport_operations[NUM_TRANSPORT];
