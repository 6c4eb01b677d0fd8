/* pem.h - certificates, keys and revocation lists as PEM text.  A text without any is TB_ERROR, and so is one in which
 * one does not parse. */
#pragma once
#include "backends/openssl/lib.h"

enum tb_status tb_use_chain(SSL_CTX *ctx, struct tb_bytes pem); /* leaf first */
enum tb_status tb_use_key(SSL_CTX *ctx, struct tb_bytes pem);   /* after the chain: must fit its leaf */
enum tb_status tb_add_roots(X509_STORE *store, struct tb_bytes pem);
enum tb_status tb_add_crls(X509_STORE *store, struct tb_bytes pem);
