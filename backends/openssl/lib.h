/* lib.h - declarations shared by the files of this backend.
 *
 * The library keeps an error queue for each thread, and SSL_get_error blames the last call for anything in it: an
 * unhandled error, such as a forged tag, would turn the next WANT of any connection into an error.  So no function of
 * this backend may leave anything in the queue.  Clearing it before each call would cost 30 to 110 ns per record;
 * instead every slot of a table ends in tb_settle or tb_settle_slow.  errno is not a problem: all these libraries reset
 * it before they read or write a socket.
 */
#pragma once
#include "backends/backend.h"
#include "backends/openssl/compat.h"
#include "backends/release.h"
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

enum { TB_SECURITY_LEVEL = 2 /* as in Debian's packages; OpenSSL's default was 1 before 3.2 */ };

typedef STACK_OF(X509) tb_chain; /* leaf first */

struct tb_lib {
    struct tb_info info;
    struct tb_release release;
    char says[160], headers[160], build[1024], cpu[512], image[512], tls_image[512], missing[512];
    BIO_METHOD *bio_method; /* bio.c: the caller's transport */
};

/* Returns `status`, and sets the reason, which replaces the library's error text. */
enum tb_status tb_fail(enum tb_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Ends a slot; call it once.  On failure it keeps the text for error_text, either this backend's or that of the newest
 * entry in the queue, and empties the queue.  On success it costs one comparison. */
enum tb_status tb_keep_failure(enum tb_status status);
static inline enum tb_status tb_settle(enum tb_status status)
{
    return status <= TB_CLOSED ? status : tb_keep_failure(status);
}

/* The same for calls that may succeed but still leave an error behind (a lookup that found nothing, a format that was
 * tried first).  These calls take microseconds; checking the queue takes 10 ns in OpenSSL 3.x and 2 ns in BoringSSL. */
static inline enum tb_status tb_settle_slow(enum tb_status status)
{
    if (status <= TB_CLOSED && ERR_peek_error() != 0)
        ERR_clear_error();
    return tb_settle(status);
}

/* The hash of a scheme or a TLS HashAlgorithm; NULL: none (Ed25519) or unknown. */
const EVP_MD *tb_scheme_hash(uint16_t scheme);
const EVP_MD *tb_hash_by_id(uint16_t hash);

/* Each is in one of two files, chosen by probes. */
enum tb_status tb_ctx_set_tls13_suites(SSL_CTX *ctx, const struct tb_tls_config *config);
uint16_t tb_read_back_group(SSL *ssl);
uint16_t tb_read_back_scheme(SSL *ssl, bool server);
void tb_describe(tb_lib *lib);
enum tb_status tb_decrypt_premaster(EVP_PKEY *key, struct tb_buf *premaster, uint16_t version,
                                    struct tb_bytes ciphertext);

/* bio.c.  The method is created once.  A BIO reads and writes through the transport, which must outlive it. */
struct tb_bio_state {
    struct tb_transport transport;
    bool end_of_stream, failed;
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
