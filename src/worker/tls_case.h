/* tls_case.h - what a case asks of a TLS connection: how both ends are configured, and what they must have negotiated.
 *
 * Everything is pinned: one version, one suite, one group, one signature scheme, no tickets, the chain and the host
 * name verified. A TLS 1.2 client also lists the curve of an ECDSA certificate, as RFC 8422 5.1 wants; its server lists
 * the case's group alone, so that this cannot become the group of the key exchange.
 */
#pragma once
#include "bench/driver.h"

struct tb_tls_case {
    const struct tb_job *job;
    uint16_t curve;                 /* of the certificate's key, when the client must list it as well; 0: it need not */
    struct tb_negotiated asked;     /* all zero on a cleartext backend.  group and scheme 0: RSA key transport */
    struct tb_negotiated seen;      /* as last read back by tb_tls_case_verify */
    struct tb_buf root, chain, key; /* PEM */
};

/* Reads the certificates that the case names.  `job` must outlive it.  To be closed whatever the status.  What fails is
 * in job->why. */
enum tb_status tb_tls_case_open(struct tb_tls_case *tls, const struct tb_job *job);
void tb_tls_case_close(struct tb_tls_case *tls);

enum tb_status tb_tls_case_context(const struct tb_tls_case *tls, tb_ctx **ctx, bool server);

/* After a finished handshake: TB_OK when it is what the case asks, TB_BAD_PEER when it is not, naming asked and got in
 * job->why. A group or scheme that the library cannot tell passes: the configuration allowed one only. */
enum tb_status tb_tls_case_verify(struct tb_tls_case *tls, tb_conn *conn, bool server);

/* Writes what was last seen to job->record->negotiated; false: no memory. */
bool tb_tls_case_describe(const struct tb_tls_case *tls, bool server);
