/* Uses the build's own internal header: wraps the library's sealing of tickets.  In TLS 1.2 it would replace a ticket
 * each time it is used for resumption, unless the build has WOLFSSL_TICKET_DECRYPT_NO_CREATE.  OpenSSL and BoringSSL do
 * not replace them (RFC 5077 3.3 leaves it to the server). */
#include "backends/wolfssl/resumption/session.h"
#include <wolfssl/internal.h>

/* Of every context: a function of the library.  Threads make contexts at the same time. */
static _Atomic(SessionTicketEncCb) library_way;

static int seal_or_open(WOLFSSL *wolf, byte key_name[WOLFSSL_TICKET_NAME_SZ], byte iv[WOLFSSL_TICKET_IV_SZ],
                        byte mac[WOLFSSL_TICKET_MAC_SZ], int sealing, byte *ticket, int in_len, int *out_len,
                        void *keys)
{
    int result = library_way(wolf, key_name, iv, mac, sealing, ticket, in_len, out_len, keys);
    return result == WOLFSSL_TICKET_RET_CREATE ? WOLFSSL_TICKET_RET_OK : result;
}

enum tb_status tb_keep_tickets(tb_ctx *ctx)
{
    SessionTicketEncCb own = ctx->wolf->ticketEncCb;
    if (!own)
        return tb_fail(TB_UNSUPPORTED, "this build of wolfSSL expects the program to encrypt tickets");
    library_way = own;
    int code = wolfSSL_CTX_set_TicketEncCb(ctx->wolf, seal_or_open);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "the sealing of tickets");
}
