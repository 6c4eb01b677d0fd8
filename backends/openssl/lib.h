/* lib.h - what the files of this backend share.
 *
 * Failures go through OpenSSL's own error queue, which is per thread: fail() adds our sentence to it, error_text reads
 * it.
 */
#pragma once
#include "backends/backend.h"
#include "backends/release.h"
#include "compat.h"
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <stdatomic.h>

enum {
    TB_OPENSSL_GROUPS = 6,
    TB_SECURITY_LEVEL = 2 /* Debian's packages build with 2; OpenSSL's default was 1 before 3.2 */
};

/* Looked up once, when it is first asked for, so that a process does not start with what its case has no use for;
 * threads may share it.  What else OpenSSL 3.x has to fetch: an AEAD's cipher when the handle is created, as
 * SSL_CTX_new does; hashes, key derivations, signatures and RSA in each operation, as libssl does in each handshake.
 * libssl also fetches its groups anew in each handshake: a primitive does not pay for that, a handshake does. */
struct tb_fetched {
    /* kx_evp.c: domain parameters of each group, NULL until then and where there is none */
    _Atomic(EVP_PKEY *) group_params[TB_OPENSSL_GROUPS];
};

typedef STACK_OF(X509) tb_chain; /* leaf first */

struct tb_lib {
    struct tb_info info;
    struct tb_release release;
    char says[160], headers[160], build[1024], cpu[512], image[512], missing[512];
    struct tb_fetched fetched;
    BIO_METHOD *bio_method; /* bio.c: the caller's transport */
};

/* Returns `status`, and leaves the text for error_text. */
enum tb_status tb_fail(enum tb_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The hash of a scheme or a TLS HashAlgorithm; NULL for none (Ed25519) or unknown. */
const EVP_MD *tb_scheme_hash(uint16_t scheme);
const EVP_MD *tb_hash_by_id(uint16_t hash);

/* One of two files each, chosen by probes. */
void tb_kx_release(tb_lib *lib);
enum tb_status tb_ctx_set_tls13_suites(SSL_CTX *ctx, const struct tb_tls_config *config);
enum tb_status tb_one_key_share(const struct tb_tls_config *config); /* or TB_UNSUPPORTED */
enum tb_status tb_ctx_set_schemes(SSL_CTX *ctx, const struct tb_tls_config *config);
uint16_t tb_read_back_group(SSL *ssl);
uint16_t tb_read_back_scheme(SSL *ssl, bool server);
void tb_describe(tb_lib *lib);
enum tb_status tb_decrypt_premaster(EVP_PKEY *key, struct tb_buf *premaster, uint16_t version,
                                    struct tb_bytes ciphertext);

/* bio.c.  The method is made once; a BIO reads and writes through the transport, which must outlive it. */
struct tb_bio_state {
    struct tb_transport transport;
    bool end_of_stream;
};
BIO_METHOD *tb_bio_method_new(void);
BIO *tb_bio_new(BIO_METHOD *method, struct tb_bio_state *state);

extern const struct tb_kx_ops tb_openssl_kx;
extern const struct tb_key_ops tb_openssl_key;
extern const struct tb_aead_ops tb_openssl_aead;
extern const struct tb_hash_ops tb_openssl_hash;
extern const struct tb_tls_ops tb_openssl_tls;
extern const struct tb_trust_ops tb_openssl_trust;

enum tb_status tb_openssl_supports(tb_lib *lib, enum tb_cap cap, uint16_t id);
