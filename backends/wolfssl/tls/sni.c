/* The extension server_name, RFC 6066 3. */
#include "backends/wolfssl/tls/tls.h"
#include <string.h>

enum tb_status tb_check_name(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx, (void)config;
    return TB_OK;
}

int tb_send_name(tb_conn *conn, const char *host)
{
    return wolfSSL_UseSNI(conn->wolf, WOLFSSL_SNI_HOST_NAME, host, (unsigned short)strlen(host));
}
