/* Uses the public interface: tickets are sealed here, with the library's ChaCha20-Poly1305 like its own implementation,
 * with two differences.  A ticket is not replaced when it is used for resumption, as the library does in TLS 1.2 and
 * OpenSSL and BoringSSL do not (RFC 5077 3.3 leaves it to the server); and the key lives as long as the context. */
#include "backends/wolfssl/resumption/session.h"
#include <string.h>
#include <wolfssl/wolfcrypt/chacha20_poly1305.h>

_Static_assert(sizeof((struct tb_ticket_key){0}.secret) == CHACHA20_POLY1305_AEAD_KEYSIZE, "the key of the AEAD");
_Static_assert(sizeof((struct tb_ticket_key){0}.name) == WOLFSSL_TICKET_NAME_SZ, "the key's name in a ticket");

/* The data authenticated with the ticket: everything before it. */
struct header {
    byte key_name[WOLFSSL_TICKET_NAME_SZ], iv[WOLFSSL_TICKET_IV_SZ], len[2];
};

static struct header header_of(const byte *key_name, const byte *iv, int len)
{
    struct header header = {.len = {(byte)(len >> 8), (byte)len}};
    memcpy(header.key_name, key_name, sizeof header.key_name);
    memcpy(header.iv, iv, sizeof header.iv);
    return header;
}

static int seal(WOLFSSL *wolf, const struct tb_ticket_key *key, byte *key_name, byte *iv, byte *mac, byte *ticket,
                int len)
{
    if (wc_RNG_GenerateBlock(wolfSSL_GetRNG(wolf), iv, WOLFSSL_TICKET_IV_SZ) != 0)
        return WOLFSSL_TICKET_RET_FATAL;
    memcpy(key_name, key->name, sizeof key->name);
    struct header header = header_of(key_name, iv, len);
    int code =
        wc_ChaCha20Poly1305_Encrypt(key->secret, iv, (byte *)&header, sizeof header, ticket, (word32)len, ticket, mac);
    return code == 0 ? WOLFSSL_TICKET_RET_OK : WOLFSSL_TICKET_RET_FATAL;
}

static int open_ticket(const struct tb_ticket_key *key, const byte *key_name, const byte *iv, const byte *mac,
                       byte *ticket, int len)
{
    if (memcmp(key_name, key->name, sizeof key->name) != 0)
        return WOLFSSL_TICKET_RET_REJECT;
    struct header header = header_of(key_name, iv, len);
    int code =
        wc_ChaCha20Poly1305_Decrypt(key->secret, iv, (byte *)&header, sizeof header, ticket, (word32)len, mac, ticket);
    return code == 0 ? WOLFSSL_TICKET_RET_OK : WOLFSSL_TICKET_RET_REJECT;
}

static int seal_or_open(WOLFSSL *wolf, byte key_name[WOLFSSL_TICKET_NAME_SZ], byte iv[WOLFSSL_TICKET_IV_SZ],
                        byte mac[WOLFSSL_TICKET_MAC_SZ], int sealing, byte *ticket, int in_len, int *out_len, void *key)
{
    *out_len = in_len;
    return sealing ? seal(wolf, key, key_name, iv, mac, ticket, in_len)
                   : open_ticket(key, key_name, iv, mac, ticket, in_len);
}

enum tb_status tb_keep_tickets(tb_ctx *ctx)
{
    WC_RNG *rng = tb_rng(ctx->lib);
    int code = rng ? wc_RNG_GenerateBlock(rng, (byte *)&ctx->ticket_key, sizeof ctx->ticket_key) : RNG_FAILURE_E;
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "a key for tickets");
    bool set = wolfSSL_CTX_set_TicketEncCb(ctx->wolf, seal_or_open) == WOLFSSL_SUCCESS &&
               wolfSSL_CTX_set_TicketEncCtx(ctx->wolf, &ctx->ticket_key) == WOLFSSL_SUCCESS;
    return set ? TB_OK : tb_fail(TB_ERROR, "the sealing of tickets");
}
