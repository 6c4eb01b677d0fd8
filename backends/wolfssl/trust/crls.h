/* crls.h - certificate revocation lists (RFC 5280 5) of a certificate manager: crls.c, or crls_none.c for builds that
 * do not ask for a missing list.
 *
 * wolfSSL loads a list only if it knows the list's issuer, to check the signature.  The issuer is usually an
 * intermediate, which a peer sends with its chain, so the manager does not have it before.  So a list whose issuer is
 * unknown waits here until wolfSSL misses it in the middle of a verification, and is then loaded permanently.
 */
#pragma once
#include "backends/wolfssl/lib.h"
#include <wolfssl/ssl.h>

struct tb_crls;

/* The manager checks the revocation of leaves from now on.  It must outlive *out and must already have the roots.
 * TB_ERROR: a list cannot be parsed, or its signature is wrong. */
enum tb_status tb_crls_open(struct tb_crls **out, WOLFSSL_CERT_MANAGER *manager, struct tb_bytes pem);
void tb_crls_close(struct tb_crls *crls); /* accepts NULL */

/* Call around a verification: makes these lists available to the calling thread's managers.  NULL: none. */
void tb_crls_begin(struct tb_crls *crls);
void tb_crls_end(void);
