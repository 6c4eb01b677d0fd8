/* trust.h - certificates outside connections: trust.c parses one; trust_store.c verifies chains as wolfSSL's TLS does,
 * or trust_store_none.c says why this build cannot. */
#pragma once
#include "backends/wolfssl/lib.h"
#include <wolfssl/wolfcrypt/asn.h>

/* Decodes the public key of a parsed certificate, as TLS does before it checks a signature.  Returns 0 or wolfSSL's
 * code. */
int tb_decode_public_key(const DecodedCert *cert);

/* Steps of verifying a chain, with the calls of wolfSSL's TLS.  They return 0 or wolfSSL's code.  Each is in one of two
 * files. */
int tb_check_host(DecodedCert *cert, const char *host);
int tb_check_revocation(WOLFSSL_CERT_MANAGER *manager, DecodedCert *cert);

enum tb_status tb_store_create(tb_lib *lib, tb_store **out, const struct tb_trust_config *config);
void tb_store_destroy(tb_store *store);
enum tb_status tb_store_verify(tb_store *store, enum tb_refusal *why, const struct tb_bytes *chain, size_t num,
                               const char *host, int64_t now);
