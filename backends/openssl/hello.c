#include "hello.h"

static size_t run_client(SSL *ssl, uint8_t *dst, size_t cap)
{
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    if (!in || !out) {
        BIO_free(in);
        BIO_free(out);
        return 0;
    }
    SSL_set_bio(ssl, in, out); /* which owns both from here on */
    SSL_set_connect_state(ssl);
    if (SSL_do_handshake(ssl) == 1)
        return 0; /* without a word of the server */
    int len = BIO_read(out, dst, (int)cap);
    return len > 0 ? (size_t)len : 0;
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

/* What is left of a message.  Once something is not there, nothing is. */
struct reader {
    const uint8_t *at;
    size_t left;
};

static struct reader take(struct reader *from, size_t len)
{
    struct reader taken = {from->at, len};
    if (len > from->left) {
        from->left = 0;
        return (struct reader){NULL, 0};
    }
    from->at += len;
    from->left -= len;
    return taken;
}

static size_t number(struct reader *from, size_t bytes)
{
    struct reader digits = take(from, bytes);
    size_t value = 0;
    for (size_t i = 0; i < digits.left; i++)
        value = value << 8 | digits.at[i];
    return value;
}

/* A vector: its length in so many bytes, and what it holds. */
static struct reader vector(struct reader *from, size_t bytes)
{
    return take(from, number(from, bytes));
}

static size_t count_shares(struct reader entries)
{
    size_t num = 0;
    for (; entries.left; num++) {
        number(&entries, 2); /* the group */
        vector(&entries, 2);
    }
    return num;
}

size_t tb_key_shares(struct tb_bytes flight)
{
    enum { HANDSHAKE = 22, CLIENT_HELLO = 1, KEY_SHARE = 51, VERSION_AND_RANDOM = 34 };
    struct reader records = {flight.data, flight.len};
    size_t type = number(&records, 1);
    number(&records, 2); /* a version without meaning: RFC 8446 5.1 */
    struct reader record = vector(&records, 2);
    if (type != HANDSHAKE || number(&record, 1) != CLIENT_HELLO)
        return 0;
    struct reader hello = vector(&record, 3);
    take(&hello, VERSION_AND_RANDOM);
    vector(&hello, 1); /* session ID */
    vector(&hello, 2); /* suites */
    vector(&hello, 1); /* compression */
    for (struct reader extensions = vector(&hello, 2); extensions.left;) {
        size_t id = number(&extensions, 2);
        struct reader body = vector(&extensions, 2);
        if (id == KEY_SHARE)
            return count_shares(vector(&body, 2));
    }
    return 0;
}
