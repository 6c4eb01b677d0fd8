/* Run.  wolfssl/internal.h is next to the public headers and has the layout of this build: values set by public
 * functions are where the header says, at the beginning and near the end of the structures. */
#include <wolfssl/options.h>

#include <wolfssl/internal.h> /* after options.h: its structures depend on the options */
#include <wolfssl/ssl.h>

#ifdef WOLFSSL_TLS13
enum { NEWEST = TLSv1_3_MINOR };

static int set_group(WOLFSSL_CTX *ctx)
{
    int groups[] = {WOLFSSL_ECC_SECP256R1};
    return wolfSSL_CTX_set_groups(ctx, groups, 1) == WOLFSSL_SUCCESS;
}

static int has_group(const WOLFSSL_CTX *ctx, const WOLFSSL *ssl)
{
    return ctx->numGroups == 1 && ctx->group[0] == WOLFSSL_ECC_SECP256R1 && ssl->numGroups == 1 &&
           ssl->group[0] == WOLFSSL_ECC_SECP256R1;
}
#else
enum { NEWEST = TLSv1_2_MINOR };

static int set_group(WOLFSSL_CTX *ctx)
{
    return ctx != NULL;
}

static int has_group(const WOLFSSL_CTX *ctx, const WOLFSSL *ssl)
{
    return ctx == ssl->ctx;
}
#endif

static int agrees(WOLFSSL_CTX *ctx)
{
    byte first, second;
    int flags;
    const char *suite = wolfSSL_get_cipher_list(0);
    if (!suite || wolfSSL_get_cipher_suite_from_name(suite, &first, &second, &flags) != 0 || !set_group(ctx) ||
        wolfSSL_CTX_set_cipher_list(ctx, suite) != WOLFSSL_SUCCESS)
        return 0;
    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_PEER, NULL);
    WOLFSSL *ssl = wolfSSL_new(ctx);
    int same = ssl && ssl->ctx == ctx && ssl->version.minor == NEWEST && ctx->suites && ctx->suites->suiteSz == 2 &&
               ctx->suites->suites[0] == first && ctx->suites->suites[1] == second && has_group(ctx, ssl) &&
               ssl->options.verifyPeer && !ssl->options.verifyNone && ssl->options.side == WOLFSSL_CLIENT_END &&
               ssl->options.havePeerCert == 0 && ssl->ecdhCurveOID == 0 && AllocateCtxSuites(ctx) == 0;
    wolfSSL_free(ssl);
    return same;
}

int main(void)
{
    if (wolfSSL_Init() != WOLFSSL_SUCCESS)
        return 2;
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfTLS_client_method());
    int same = ctx && agrees(ctx);
    wolfSSL_CTX_free(ctx);
    return same ? 0 : 1;
}
