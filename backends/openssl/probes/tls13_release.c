/* Does SSL_MODE_RELEASE_BUFFERS release anything in TLS 1.3?  LibreSSL accepts and returns the mode, and only its older
 * versions of the protocol look at it.  Where the heap cannot be told, or there is no TLS 1.3, nothing speaks against
 * it. */
#include "connection.h"
#include <malloc.h>

enum { RECORD = 16384, LEAST_RELEASED = RECORD };

static size_t heap(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/* One record in each direction, and a read that finds nothing. */
static int use(SSL *from, SSL *to)
{
    static char record[RECORD];
    return SSL_write(from, record, RECORD) == RECORD && SSL_read(to, record, RECORD) == RECORD &&
           SSL_read(to, record, 1) < 0;
}

/* What both ends hold in heap after data; 0: there is no such connection. */
static size_t held(SSL_CTX *client_ctx, SSL_CTX *server_ctx)
{
    size_t before = heap();
    SSL *client = SSL_new(client_ctx), *server = SSL_new(server_ctx);
    connect_both(client, server);
    int stands = shake_hands(client, server) && use(server, client) && use(client, server);
    size_t holds = stands ? heap() - before : 0;
    SSL_free(client);
    SSL_free(server);
    return holds;
}

int main(void)
{
    SSL_CTX *client = SSL_CTX_new(TLS_client_method()), *server = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_verify(client, SSL_VERIFY_NONE, NULL);
    if (!SSL_CTX_set_min_proto_version(client, TLS1_3_VERSION) || !use_identity(server))
        return 0;
    held(client, server); /* what is set up once */
    size_t usual = held(client, server);
    SSL_CTX_set_mode(client, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_mode(server, SSL_MODE_RELEASE_BUFFERS);
    return usual > 0 && held(client, server) + LEAST_RELEASED > usual;
}
