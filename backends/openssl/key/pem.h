/* pem.h - reads certificates, keys and revocation lists from PEM text.  TB_ERROR: the text has none, or one does not
 * parse. */
#pragma once
#include "backends/openssl/lib.h"

enum tb_status tb_use_chain(SSL_CTX *ctx, struct tb_bytes pem); /* leaf first */
enum tb_status tb_use_key(SSL_CTX *ctx, struct tb_bytes pem);   /* call after the chain: must match its leaf */
enum tb_status tb_add_roots(X509_STORE *store, struct tb_bytes pem);
enum tb_status tb_add_crls(X509_STORE *store, struct tb_bytes pem);
