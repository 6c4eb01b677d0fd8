#include "backends/openssl/tls/hello.h"
#include "core/wire.h"

static size_t run_client(SSL *ssl, uint8_t *dst, size_t cap)
{
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    if (!in || !out) {
        BIO_free(in);
        BIO_free(out);
        return 0;
    }
    SSL_set_bio(ssl, in, out); /* takes ownership of both */
    SSL_set_connect_state(ssl);
    if (SSL_do_handshake(ssl) == 1)
        return 0; /* there is no server */
    int len = BIO_read(out, dst, (int)cap);
    /* A client without any version to offer sends an alert: OpenSSL configured with no-tls1_2 that is restricted to
     * it. */
    return len > 0 && dst[0] == TB_WIRE_HANDSHAKE ? (size_t)len : 0;
}

size_t tb_first_flight(SSL_CTX *ctx, uint8_t *dst, size_t cap)
{
    SSL *ssl = SSL_new(ctx);
    if (!ssl)
        return 0;
    size_t len = run_client(ssl, dst, cap);
    SSL_free(ssl);
    return len;
}
