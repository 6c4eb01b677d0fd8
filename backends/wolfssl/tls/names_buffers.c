/* A build without OPENSSL_EXTRA has no wolfSSL_set_SSL_CTX, but a connection can be given another certificate and key,
 * from buffers.  It copies and parses them each time.  DER, because a PEM would have to be decoded each time as well.
 *
 * So that a bad certificate is noticed when it is loaded, as in other libraries, the context is given each of them
 * once, before its own. */
#include "backends/wolfssl/key/key.h"
#include "backends/wolfssl/tls/names.h"
#include <stdlib.h>
#include <string.h>

/* Appends the DER of a PEM block to `kept`. */
static enum tb_status append(struct tb_kept *kept, word32 *len, struct tb_bytes pem, const char *label)
{
    byte *der;
    word32 der_len, before = kept->chain_len + kept->key_len;
    enum tb_status status = tb_pem_decode(&der, &der_len, pem, label);
    if (status != TB_OK)
        return status;
    byte *grown = realloc(kept->der, before + der_len);
    if (grown) {
        memcpy(grown + before, der, der_len);
        kept->der = grown;
        *len += der_len;
    }
    free(der);
    return grown ? TB_OK : tb_fail(TB_ERROR, "out of memory");
}

enum tb_status tb_keep_certificate(tb_ctx *ctx, struct tb_kept *kept, const struct tb_tls_config *config)
{
    struct tb_bytes block, rest = config->chain_pem;
    enum tb_status status = tb_set_identity(ctx, config->chain_pem, config->key_pem);
    while (status == TB_OK && tb_pem_next(&block, &rest, "CERTIFICATE"))
        status = append(kept, &kept->chain_len, block, "CERTIFICATE");
    return status == TB_OK ? append(kept, &kept->key_len, config->key_pem, "PRIVATE KEY") : status;
}

bool tb_present_certificate(WOLFSSL *wolf, const struct tb_kept *kept)
{
    return wolfSSL_use_certificate_chain_buffer_format(wolf, kept->der, kept->chain_len, WOLFSSL_FILETYPE_ASN1) ==
               WOLFSSL_SUCCESS &&
           wolfSSL_use_PrivateKey_buffer(wolf, kept->der + kept->chain_len, kept->key_len, WOLFSSL_FILETYPE_ASN1) ==
               WOLFSSL_SUCCESS;
}

void tb_drop_certificate(struct tb_kept *kept)
{
    if (kept->der)
        explicit_bzero(kept->der, kept->chain_len + kept->key_len);
    free(kept->der);
}
