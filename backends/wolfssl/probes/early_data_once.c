/* Run.  The server accepts 0-RTT data only for sessions in its cache: 5.9.  Here it has no cache, and in the second of
 * two handshakes, resumed by a ticket, the early data is refused. */
#include "../trial_p256.h"
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

enum { CLIENT, SERVER };

static struct way {
    char bytes[65536];
    int at, len;
} way[2]; /* to the client, to the server */

static int take(WOLFSSL *ssl, char *dst, int cap, void *from)
{
    struct way *in = from;
    int len = in->len - in->at < cap ? in->len - in->at : cap;
    (void)ssl;
    if (len == 0)
        return WOLFSSL_CBIO_ERR_WANT_READ;
    memcpy(dst, in->bytes + in->at, (size_t)len);
    in->at += len;
    return len;
}

static int put(WOLFSSL *ssl, char *src, int len, void *to)
{
    struct way *out = to;
    (void)ssl;
    if (len > (int)sizeof out->bytes - out->len)
        return WOLFSSL_CBIO_ERR_GENERAL;
    memcpy(out->bytes + out->len, src, (size_t)len);
    out->len += len;
    return len;
}

static WOLFSSL_CTX *new_context(int side)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(side == CLIENT ? wolfTLSv1_3_client_method() : wolfTLSv1_3_server_method());
    if (!ctx)
        return NULL;
    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
    wolfSSL_CTX_set_session_cache_mode(ctx, WOLFSSL_SESS_CACHE_OFF);
    wolfSSL_SetIORecv(ctx, take);
    wolfSSL_SetIOSend(ctx, put);
    if (side == CLIENT)
        return ctx;
    wolfSSL_CTX_use_certificate_buffer(ctx, (const unsigned char *)trial_p256_certificate,
                                       sizeof trial_p256_certificate - 1, WOLFSSL_FILETYPE_PEM);
    wolfSSL_CTX_use_PrivateKey_buffer(ctx, (const unsigned char *)trial_p256_key, sizeof trial_p256_key - 1,
                                      WOLFSSL_FILETYPE_PEM);
    wolfSSL_CTX_set_max_early_data(ctx, 1024);
    return ctx;
}

/* Offers `session` with early data, unless it is NULL; then reads the ticket. */
static int shake_hands(WOLFSSL *ssl[2], WOLFSSL_SESSION *session)
{
    char byte;
    int len = 0, done[2] = {0, 0}, over = 0;
    if (session && (wolfSSL_set_session(ssl[CLIENT], session) != WOLFSSL_SUCCESS ||
                    wolfSSL_write_early_data(ssl[CLIENT], "early", 5, &len) <= 0))
        return 0;
    for (int turn = 0; turn < 10 && !(done[CLIENT] && done[SERVER]); turn++) {
        done[CLIENT] = done[CLIENT] || wolfSSL_connect(ssl[CLIENT]) == WOLFSSL_SUCCESS;
        over = over || !session || (wolfSSL_read_early_data(ssl[SERVER], &byte, 1, &len) >= 0 && len == 0);
        done[SERVER] = done[SERVER] || (over && wolfSSL_accept(ssl[SERVER]) == WOLFSSL_SUCCESS);
    }
    wolfSSL_read(ssl[CLIENT], &byte, 1);
    return done[CLIENT] && done[SERVER];
}

int main(void)
{
    WOLFSSL_SESSION *session = NULL;
    WOLFSSL_CTX *ctx[2];
    WOLFSSL *ssl[2];
    int once = 0;
    if (wolfSSL_Init() != WOLFSSL_SUCCESS || !(ctx[CLIENT] = new_context(CLIENT)) ||
        !(ctx[SERVER] = new_context(SERVER)))
        return 2;
    for (int visit = 0; visit < 2; visit++) {
        memset(way, 0, sizeof way);
        for (int side = CLIENT; side <= SERVER; side++) {
            if (!(ssl[side] = wolfSSL_new(ctx[side])))
                return 2;
            wolfSSL_SetIOReadCtx(ssl[side], &way[side]);
            wolfSSL_SetIOWriteCtx(ssl[side], &way[!side]);
        }
        if (!shake_hands(ssl, session) || (!session && !(session = wolfSSL_get1_session(ssl[CLIENT]))))
            return 2;
        once = visit == 1 && wolfSSL_session_reused(ssl[CLIENT]) &&
               wolfSSL_get_early_data_status(ssl[CLIENT]) == WOLFSSL_EARLY_DATA_REJECTED;
        wolfSSL_free(ssl[CLIENT]);
        wolfSSL_free(ssl[SERVER]);
    }
    return once ? 0 : 1;
}
