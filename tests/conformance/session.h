/* session.h - a client and a server of the instance under test, in one thread, over two wires. */
#pragma once
#include "harness.h"
#include "pipe.h"

#define HOST "server.tlsbench.test" /* the name in bench/pki's certificates */

/* A handshake with every choice fixed. */
struct tls_case {
    uint16_t version, suite;
    uint16_t group; /* 0: RSA key transport */
    const char *auth;
    bool must; /* every default instance can do it */
    bool pair; /* also tested between two instances */
};
extern const struct tls_case tls_cases[];
extern const size_t num_tls_cases;
extern const struct tls_case tls13_case, tls12_case; /* for tests that work with any case */

struct case_name {
    char text[64]; /* "tls1.3/x25519/ecdsa-p256/0x1301" */
};
struct case_name name_of(const struct tls_case *c);

/* Both configurations, which a test may change before use; owns the PEM texts that they start with. */
struct wishes {
    struct tb_tls_config client, server;
    uint16_t client_groups[2], server_groups[1], suites[1], schemes[1];
    struct tb_bytes chain, key, roots, crls, staple, client_chain, server_roots, unnamed_chain, expired_chain;
    char host[64];
};
void wishes_init(struct wishes *wishes, const struct subject *subject, const struct tls_case *c); /* NULL: cleartext */
void wishes_free(struct wishes *wishes);
void wish_resumption(struct wishes *wishes, enum tb_resumption resumption, unsigned tickets); /* on both ends */
bool lacks_case(const struct subject *subject, const struct tls_case *c);                     /* as lacks() */
void require_case(const struct subject *subject, const struct tls_case *c);                   /* as require() */

/* 0-RTT data that a client sends, and a server receives, before its first handshake call. */
struct early {
    uint8_t bytes[256];
    size_t len, at; /* client: to send, sent; server: cap, received */
    bool over;
};

struct peer {
    const struct subject *subject;
    tb_ctx *ctx;
    tb_conn *conn;
    struct end end;
    enum tb_status handshake; /* current status; final unless it is TB_WANT_... */
    struct early *early;      /* NULL: none */
};
struct session {
    struct wire to_server, to_client;
    struct peer client, server;
    bool borrowed; /* the contexts belong to another session */
};

/* Frees the wishes.  Skips the test if the library refuses them, unless it must support the case.  c may be NULL. */
void session_open(struct session *session, const struct subject *subject, struct wishes *wishes,
                  const struct tls_case *c);
void session_share(struct session *session, const struct session *with); /* another connection with its contexts */
void session_connect(struct session *session);   /* new connections with the same contexts; closes the old ones, if
                                                  * any */
void session_handshake(struct session *session); /* until both ends are finished; fails the test if they hang */
bool session_step(struct session *session);      /* one call on each unfinished end; false: both are finished */
void session_close(struct session *session);

/* Opens a session with exactly what the case asks, before the handshake.  Skips like require_case. */
void session_begin(struct session *session, const struct subject *subject, const struct tls_case *c);
/* session_begin, then the handshake, which must return TB_OK on both ends.  Most tests start with this. */
void session_start(struct session *session, const struct subject *subject, const struct tls_case *c);
void expect_connected(const struct session *session);
void expect_refused(const struct session *session, const char *what); /* TB_BAD_PEER on both ends */
void expect_negotiated(const struct peer *peer, const struct tls_case *c, bool verified);
void expect_resumed(const struct peer *peer, const struct tls_case *c);
struct tb_negotiated negotiated_of(const struct peer *peer);

/* The reason that this end reports; skips the test if the backend cannot report it. */
enum tb_refusal refusal_of(const struct peer *peer);
const char *refusal_name(enum tb_refusal refusal);
void compare_negotiated(const struct tb_negotiated *got, const struct tls_case *c);

/* After a handshake: reads the server's first byte, with the tickets before it, and returns the client's newest
 * session. */
tb_session_state *take_session(struct session *session);
/* Makes new connections, in which the client offers that session. */
void session_return(struct session *session, tb_session_state *state);

/* Sends len bytes of a pattern, `size` bytes per write, and compares them at the other end. */
void send_all(struct peer *from, struct peer *to, size_t len, size_t size);
enum tb_status peer_read(struct peer *peer, size_t *done, void *dst, size_t cap); /* checks that TB_WANT_... is
                                                                                   * correct */
enum tb_status peer_write(struct peer *peer, size_t *done, const void *src, size_t len);
