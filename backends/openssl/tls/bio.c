/* A BIO around the caller's transport. */
#include "backends/openssl/lib.h"
#include <limits.h>

static int bio_read(BIO *bio, char *dst, int cap)
{
    struct tb_bio_state *state = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ptrdiff_t moved = cap > 0 ? state->transport.recv(state->transport.io, dst, (size_t)cap) : 0;
    if (moved > 0)
        return (int)moved;
    if (moved == TB_IO_AGAIN)
        BIO_set_retry_read(bio);
    if (moved == TB_IO_EOF && cap > 0)
        state->end_of_stream = true;
    if (moved == TB_IO_ERROR)
        state->failed = true;
    return moved < 0 ? -1 : 0;
}

static int bio_write(BIO *bio, const char *src, int len)
{
    struct tb_bio_state *state = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ptrdiff_t moved = len > 0 ? state->transport.send(state->transport.io, src, (size_t)len) : 0;
    if (moved > 0)
        return (int)moved;
    if (moved == TB_IO_AGAIN)
        BIO_set_retry_write(bio);
    if (moved == TB_IO_ERROR)
        state->failed = true;
    return moved < 0 ? -1 : 0;
}

static long bio_ctrl(BIO *bio, int command, long number, void *pointer)
{
    (void)number;
    (void)pointer;
    const struct tb_bio_state *state = BIO_get_data(bio);
    switch (command) {
    case BIO_CTRL_FLUSH: /* nothing is buffered */
        return 1;
    case BIO_CTRL_EOF: /* OpenSSL 3.x uses it to tell an end of stream from a failure */
        return state->end_of_stream;
    default:
        return 0;
    }
}

BIO_METHOD *tb_bio_method_new(void)
{
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tlsbench transport");
    if (method && BIO_meth_set_read(method, bio_read) && BIO_meth_set_write(method, bio_write) &&
        BIO_meth_set_ctrl(method, bio_ctrl))
        return method;
    BIO_meth_free(method);
    return NULL;
}

BIO *tb_bio_new(BIO_METHOD *method, struct tb_bio_state *state)
{
    BIO *bio = BIO_new(method);
    if (!bio)
        return NULL;
    BIO_set_data(bio, state);
    BIO_set_init(bio, 1);
    return bio;
}
