/* session.h - a client and a server of the instance under test, in one thread, over two wires. */
#pragma once
#include "harness.h"
#include "pipe.h"

#define HOST "server.tlsbench.test" /* the name in bench/pki's certificates */

/* A handshake in which nothing is left to choose. */
struct tls_case {
    uint16_t version, suite;
    uint16_t group; /* 0: RSA key transport */
    const char *auth;
    bool must; /* every default instance can do it */
    bool pair; /* also done between two instances */
};
extern const struct tls_case tls_cases[];
extern const size_t num_tls_cases;
extern const struct tls_case tls13_case, tls12_case; /* for tests in which it does not matter */

struct case_name {
    char text[64]; /* "tls1.3/x25519/ecdsa-p256/0x1301" */
};
struct case_name name_of(const struct tls_case *c);

/* Both configurations, to be changed before use; owns the PEM texts that they start with. */
struct wishes {
    struct tb_tls_config client, server;
    uint16_t client_groups[2], server_groups[1], suites[1], schemes[1];
    struct tb_bytes chain, key, roots, crls, staple, client_chain, server_roots;
    char host[64];
};
void wishes_init(struct wishes *wishes, const struct subject *subject, const struct tls_case *c); /* NULL: cleartext */
void wishes_free(struct wishes *wishes);
void wish_resumption(struct wishes *wishes, enum tb_resumption resumption, unsigned tickets); /* both ends */
bool lacks_case(const struct subject *subject, const struct tls_case *c);                     /* as lacks() */
void require_case(const struct subject *subject, const struct tls_case *c);                   /* as require() */

/* 0-RTT data that a client sends before, and a server receives instead of, its first handshake call. */
struct early {
    uint8_t bytes[256];
    size_t len, at; /* client: to be sent, sent; server: cap, received */
    bool over;
};

struct peer {
    const struct subject *subject;
    tb_ctx *ctx;
    tb_conn *conn;
    struct end end;
    enum tb_status handshake; /* where it stands; final when not a want */
    struct early *early;      /* NULL: none */
};
struct session {
    struct wire to_server, to_client;
    struct peer client, server;
    bool borrowed; /* the contexts are another session's */
};

/* Frees the wishes and skips the test when the library refuses one, unless the case is one that it must grant.  c may
 * be NULL. */
void session_open(struct session *session, const struct subject *subject, struct wishes *wishes,
                  const struct tls_case *c);
void session_share(struct session *session, const struct session *with); /* another connection of its contexts */
void session_connect(struct session *session);   /* new connections of the same contexts, after the old ones if any */
void session_handshake(struct session *session); /* until both ends stand; fails the test when they hang */
bool session_step(struct session *session);      /* a call of each end that does not stand; false: both do */
void session_close(struct session *session);

/* What the case wishes, and nothing else, before the first word.  Skips where it may, as require_case. */
void session_begin(struct session *session, const struct subject *subject, const struct tls_case *c);
/* All that most tests want: that, handshake, both ends TB_OK. */
void session_start(struct session *session, const struct subject *subject, const struct tls_case *c);
void expect_connected(const struct session *session);
void expect_refused(const struct session *session, const char *what); /* TB_BAD_PEER at both ends */
void expect_negotiated(const struct peer *peer, const struct tls_case *c, bool verified);
void expect_resumed(const struct peer *peer, const struct tls_case *c);
struct tb_negotiated negotiated_of(const struct peer *peer);

/* What this end says it refused, or was refused for; skips when the backend cannot tell. */
enum tb_refusal refusal_of(const struct peer *peer);
const char *refusal_name(enum tb_refusal refusal);
void compare_negotiated(const struct tb_negotiated *got, const struct tls_case *c);

/* After a handshake: the server's first byte, which brings tickets along, and the client's newest session. */
tb_session_state *take_session(struct session *session);
/* New connections, the client offering what was taken. */
void session_return(struct session *session, tb_session_state *state);

/* Moves len bytes of a pattern and compares them; `size` bytes a write. */
void send_all(struct peer *from, struct peer *to, size_t len, size_t size);
enum tb_status peer_read(struct peer *peer, size_t *done, void *dst, size_t cap); /* checks what a want says */
enum tb_status peer_write(struct peer *peer, size_t *done, const void *src, size_t len);
