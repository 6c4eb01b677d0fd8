/* tls_case.h - the TLS connection of a case: the configuration of both ends, and what they must negotiate.
 *
 * Everything is pinned: one version, one suite, one group, one signature scheme, and the chain and the host name are
 * verified.  A TLS 1.2 client also lists the curve of an ECDSA certificate, as RFC 8422 5.1 requires.  Its server lists
 * only the case's group, so that the curve cannot become the group of the key exchange.  If the client has such a
 * certificate too, the server must also list the curve, and the case's group comes first.  One table (struct
 * tb_operation) has the differences between the operations of the handshake driver; drivers without such an operation
 * make full handshakes without tickets.
 */
#pragma once
#include "harness/driver.h"

/* How a handshake differs from a plain full one. */
struct tb_operation {
    const char *name;            /* the name of the case's operation */
    bool both_versions;          /* the client offers TLS 1.2 and 1.3; so does the server, unless 1.2 must be
                                  * negotiated */
    bool retried;                /* the client's key share is for a group that the server does not accept:
                                  * HelloRetryRequest */
    bool unverified;             /* the client accepts any certificate */
    bool mutual;                 /* the client has a certificate too, and the server verifies it */
    bool stapled;                /* an OCSP response is requested and stapled */
    enum tb_resumption sessions; /* sessions that clients may keep */
    bool resumed;                /* every handshake resumes the previous session; only a client's first is full */
    bool early;                  /* 0-RTT: the client's first flight carries data */
};

/* For other drivers, whose operations are not about the handshake, a plain full one.  NULL: the worker does not know
 * this operation of the handshake driver. */
const struct tb_operation *tb_operation_of(const struct tb_job *job);

/* Which handshake is expected.  A server cannot know whether a client has connected before. */
enum tb_which_connection { TB_FIRST_CONNECTION, TB_LATER_CONNECTION, TB_ANY_CONNECTION };

struct tb_tls_case {
    const struct tb_job *job;
    const struct tb_operation *operation;
    unsigned tickets;               /* issued by a TLS 1.3 server after each handshake */
    uint16_t curve;                 /* of the certificate's key, if the verifying end must list it too; 0: no need */
    struct tb_negotiated asked;     /* for a client's first connection; all zero for a cleartext backend.  group and
                                     * scheme 0: RSA key transport */
    struct tb_negotiated seen;      /* as last read back by tb_tls_case_verify */
    struct tb_buf root, chain, key; /* PEM */
    struct tb_buf client_chain;     /* PEM; only if the operation is mutual */
    struct tb_buf staple;           /* DER; only if it is stapled */
    struct tb_hosts *hosts;         /* hosts.h; NULL: one certificate for all names */
};

/* PEM: the server's chain, with hosts that of the latest look-up. */
struct tb_bytes tb_tls_case_chain(const struct tb_tls_case *tls);

enum { TB_EARLY_BYTES = 256 }; /* of 0-RTT data: a small HTTP request */

/* Reads the certificates of the case.  `job` must outlive it.  `with`: that of which this one will use the contexts,
 * and which outlives it; NULL: it has its own.  Must be closed whatever the status.  Failures are explained in
 * job->why. */
enum tb_status tb_tls_case_open(struct tb_tls_case *tls, const struct tb_job *job, const struct tb_tls_case *with);
void tb_tls_case_close(struct tb_tls_case *tls);

/* One end's configuration: tls_config.c. */
enum tb_status tb_tls_case_context(const struct tb_tls_case *tls, tb_ctx **ctx, bool server);

/* After a finished handshake: TB_OK if it is what the case asks; else TB_BAD_PEER, and job->why has what was asked and
 * what was negotiated.  A group or scheme that the library cannot report is accepted, because the configuration allows
 * only one. */
enum tb_status tb_tls_case_verify(struct tb_tls_case *tls, tb_conn *conn, bool server, enum tb_which_connection which);

/* Writes the last read-back to job->record->negotiated.  Fails only if memory runs out. */
bool tb_tls_case_describe(const struct tb_tls_case *tls, bool server);
