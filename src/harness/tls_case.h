/* tls_case.h - the TLS connection of a case: the configuration of both ends, and what they must negotiate.
 *
 * Everything is pinned: one version, one suite, one group, one signature scheme, the chain and the host name verified.
 * A TLS 1.2 client also lists the curve of an ECDSA certificate, as RFC 8422 5.1 wants; its server lists the case's
 * group alone, so that this cannot become the group of the key exchange, unless the client has such a certificate too:
 * then the server must take its curve, and the case's group stands first.  One table (struct tb_operation) says how the
 * operations of the handshake driver differ; a driver without such an operation has full handshakes without tickets.
 */
#pragma once
#include "harness/driver.h"

/* How a handshake differs from a plain full one. */
struct tb_operation {
    const char *name;            /* the case's */
    bool both_versions;          /* the client offers TLS 1.2 and 1.3; the server too, unless 1.2 must come out */
    bool retried;                /* the client's key share is for a group that the server has not: HelloRetryRequest */
    bool unverified;             /* the client takes any certificate */
    bool mutual;                 /* the client has a certificate too, and the server verifies it */
    bool stapled;                /* an OCSP response is demanded and stapled */
    enum tb_resumption sessions; /* sessions that the server lets its clients keep */
    bool resumed;                /* every handshake resumes the session of the one before; only a client's first is full
                                  */
    bool early;                  /* 0-RTT: the client's first flight carries data */
};

/* Another driver's operations are not about the handshake.  NULL: the worker does not know the handshake driver's. */
const struct tb_operation *tb_operation_of(const struct tb_job *job);

/* What a handshake must have been.  A server cannot know of a client whether it has been there before. */
enum tb_which_connection { TB_FIRST_CONNECTION, TB_LATER_CONNECTION, TB_ANY_CONNECTION };

struct tb_tls_case {
    const struct tb_job *job;
    const struct tb_operation *operation;
    unsigned tickets; /* that a TLS 1.3 server issues after each handshake */
    uint16_t curve;   /* of the certificate's key, when whoever verifies it must list it as well; 0: it need not */
    struct tb_negotiated asked; /* of a client's first connection; all zero on a cleartext backend.  group and scheme 0:
                                 * RSA key transport */
    struct tb_negotiated seen;  /* as last read back by tb_tls_case_verify */
    struct tb_buf root, chain, key; /* PEM */
    struct tb_buf client_chain;     /* PEM; only where the operation is mutual */
    struct tb_buf staple;           /* DER; only where it is stapled */
};

enum { TB_EARLY_BYTES = 256 }; /* of 0-RTT data: a small HTTP request */

/* Reads the certificates that the case names.  `job` must outlive it.  To be closed whatever the status.  What fails is
 * in job->why. */
enum tb_status tb_tls_case_open(struct tb_tls_case *tls, const struct tb_job *job);
void tb_tls_case_close(struct tb_tls_case *tls);

/* One end's configuration: tls_config.c. */
enum tb_status tb_tls_case_context(const struct tb_tls_case *tls, tb_ctx **ctx, bool server);

/* After a finished handshake: TB_OK when it is what the case asks, TB_BAD_PEER when it is not, naming asked and got in
 * job->why.  A group or scheme that the library cannot tell passes: the configuration allowed one only. */
enum tb_status tb_tls_case_verify(struct tb_tls_case *tls, tb_conn *conn, bool server, enum tb_which_connection which);

/* Writes what was last seen to job->record->negotiated; false: out of memory. */
bool tb_tls_case_describe(const struct tb_tls_case *tls, bool server);
