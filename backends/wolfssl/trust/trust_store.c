/* Verifies a chain step by step as wolfSSL's TLS does (ProcessPeerCerts): from the top down, each intermediate is
 * verified and then added to the manager, which forgets it afterwards; then the leaf, its revocation, purpose, name and
 * key.
 *
 * The public API has no such function: its manager verifies a single certificate, and trusts a given issuer
 * permanently.  So the calls are TLS's own, which the archive has and wolfssl/internal.h declares.
 */
#include "backends/wolfssl/tls/refusal.h"
#include "backends/wolfssl/trust/crls.h"
#include "backends/wolfssl/trust/pretend_time.h"
#include "backends/wolfssl/trust/trust.h"
#include <stdlib.h>
#include <string.h>
#include <wolfssl/error-ssl.h>
#include <wolfssl/internal.h>

struct tb_store {
    tb_lib *lib;
    WOLFSSL_CERT_MANAGER *manager;
    struct tb_crls *crls; /* NULL: revocation is not checked */
};

void tb_store_destroy(tb_store *store)
{
    if (!store)
        return;
    wolfSSL_CertManagerFree(store->manager);
    tb_crls_close(store->crls);
    free(store);
}

/* A root is trusted whatever its dates. */
static enum tb_status fill(tb_store *store, const struct tb_trust_config *config)
{
    store->manager = wolfSSL_CertManagerNew();
    if (!store->manager)
        return tb_fail(TB_ERROR, "wolfSSL could not create a certificate manager");
    int code =
        wolfSSL_CertManagerLoadCABuffer_ex(store->manager, tb_data(config->roots_pem), (long)config->roots_pem.len,
                                           WOLFSSL_FILETYPE_PEM, 0, WOLFSSL_LOAD_FLAG_DATE_ERR_OKAY);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "the trusted roots");
    return config->crls_pem.len ? tb_crls_open(&store->crls, store->manager, config->crls_pem) : TB_OK;
}

enum tb_status tb_store_create(tb_lib *lib, tb_store **out, const struct tb_trust_config *config)
{
    *out = NULL;
    if (!tb_rng(lib)) /* not for random numbers: see lib.h */
        return TB_ERROR;
    tb_store *store = calloc(1, sizeof *store);
    if (!store)
        return tb_fail(TB_ERROR, "out of memory");
    store->lib = lib;
    enum tb_status status = fill(store, config);
    if (status == TB_OK)
        *out = store;
    else
        tb_store_destroy(store);
    return status;
}

/* Verifies it first, since AddCA does not verify signatures. */
static int add_intermediate(tb_store *store, struct tb_bytes der)
{
    DecodedCert cert;
    InitDecodedCert(&cert, der.data, (word32)der.len, NULL);
    int code = ParseCert(&cert, CHAIN_CERT_TYPE, VERIFY, store->manager);
    FreeDecodedCert(&cert);
    DerBuffer *copy = NULL;
    if (code == 0)
        code = AllocDer(&copy, (word32)der.len, CA_TYPE, NULL);
    if (code != 0)
        return code;
    memcpy(copy->buffer, der.data, der.len);
    code = AddCA(store->manager, &copy, WOLFSSL_CHAIN_CA, NO_VERIFY); /* takes ownership of the copy */
    return code == WOLFSSL_SUCCESS ? 0 : code;
}

static int check_purpose(const DecodedCert *cert)
{
    bool any = !cert->extExtKeyUsageSet || (cert->extExtKeyUsage & (EXTKEYUSE_ANY | EXTKEYUSE_SERVER_AUTH));
    return any ? 0 : EXTKEYUSE_AUTH_E;
}

static int judge_leaf(tb_store *store, struct tb_bytes der, const char *host)
{
    DecodedCert cert;
    InitDecodedCert(&cert, der.data, (word32)der.len, NULL);
    int code = ParseCert(&cert, CERT_TYPE, VERIFY, store->manager);
    if (code == 0 && store->crls)
        code = tb_check_revocation(store->manager, &cert);
    if (code == 0)
        code = check_purpose(&cert);
    if (code == 0 && host)
        code = tb_check_host(&cert, host);
    if (code == 0)
        code = tb_decode_public_key(&cert);
    FreeDecodedCert(&cert);
    return code;
}

static int judge(tb_store *store, const struct tb_bytes *chain, size_t num, const char *host)
{
    int code = 0;
    for (size_t i = num - 1; code == 0 && i > 0; i--)
        code = add_intermediate(store, chain[i]);
    return code == 0 ? judge_leaf(store, chain[0], host) : code;
}

enum tb_status tb_store_verify(tb_store *store, enum tb_refusal *why, const struct tb_bytes *chain, size_t num,
                               const char *host, int64_t now)
{
    *why = TB_REFUSED_OTHER;
    if (num == 0)
        return tb_fail(TB_BAD_PEER, "the chain is empty");
    if (!tb_rng(store->lib))
        return TB_ERROR;
    tb_pretend_prepare(now);
    tb_pretend_begin(now);
    tb_crls_begin(store->crls);
    int code = judge(store, chain, num, host);
    tb_crls_end();
    tb_pretend_end();
    int forgotten = wolfSSL_CertManagerUnloadIntermediateCerts(store->manager);
    if (forgotten != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, forgotten, "unloading intermediates");
    *why = code == 0 ? TB_REFUSED_NOTHING : tb_refusal_of_code(code);
    return code == 0 ? TB_OK
                     : tb_fail_code(code == MEMORY_E ? TB_ERROR : TB_BAD_PEER, code, "the certificate was refused");
}
