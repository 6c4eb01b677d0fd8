/* crls.h - certificate revocation lists (RFC 5280 5) of a certificate manager: crls.c, or crls_none.c for builds that
 * do not ask for a list when they miss one.
 *
 * wolfSSL loads a list only when it knows the list's issuer, to check the signature.  That is an intermediate as a
 * rule, which a peer brings along with its chain, and the manager holds only then.  So a list whose issuer is unknown
 * waits here until wolfSSL misses it, in the middle of a verification, and is loaded then, once and for good.
 */
#pragma once
#include "backends/wolfssl/lib.h"
#include <wolfssl/ssl.h>

struct tb_crls;

/* The manager asks about the revocation of leaves from now on, and is to outlive *out; it must hold the roots by now.
 * TB_ERROR: a list cannot be parsed, or its signature is wrong. */
enum tb_status tb_crls_open(struct tb_crls **out, WOLFSSL_CERT_MANAGER *manager, struct tb_bytes pem);
void tb_crls_close(struct tb_crls *crls); /* NULL is allowed */

/* Around a verification: the calling thread's managers may miss these lists.  NULL: none. */
void tb_crls_begin(struct tb_crls *crls);
void tb_crls_end(void);
