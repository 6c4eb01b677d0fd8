/* Lists wait until they are missed. */
#include "backends/wolfssl/trust/crls.h"
#include "backends/wolfssl/key/key.h"
#include <stdlib.h>
#include <string.h>
#include <wolfssl/error-ssl.h>

struct tb_crls {
    WOLFSSL_CERT_MANAGER *manager;
    pthread_mutex_t lock; /* protects the other fields, and loading: two threads may miss a list at the same time */
    byte *waiting;        /* PEM: the lists that are not loaded yet */
    size_t waiting_len;
};

/* The hook has no argument, so the lists to load are in a thread-local variable. */
static _Thread_local struct tb_crls *missed_from;

/* Loads the lists that can be loaded, and keeps the others.  Returns WOLFSSL_SUCCESS, or the code of the first bad
 * list. */
static int load(struct tb_crls *crls)
{
    struct tb_bytes rest = {crls->waiting, crls->waiting_len}, block;
    size_t kept = 0;
    int code = WOLFSSL_SUCCESS;
    while (code == WOLFSSL_SUCCESS && tb_pem_next(&block, &rest, "X509 CRL")) {
        code = wolfSSL_CertManagerLoadCRLBuffer(crls->manager, block.data, (long)block.len, WOLFSSL_FILETYPE_PEM);
        if (code != ASN_CRL_NO_SIGNER_E)
            continue;
        memmove(crls->waiting + kept, block.data, block.len);
        kept += block.len;
        code = WOLFSSL_SUCCESS;
    }
    crls->waiting_len = kept;
    return code;
}

/* wolfSSL repeats its lookup if this does not return less than 0. */
static int missed(WOLFSSL_CRL *lists, const char *url, int url_len)
{
    (void)lists;
    (void)url;
    (void)url_len;
    if (!missed_from || pthread_mutex_lock(&missed_from->lock) != 0)
        return -1;
    int code = load(missed_from);
    pthread_mutex_unlock(&missed_from->lock);
    return code == WOLFSSL_SUCCESS ? 0 : -1;
}

static enum tb_status start(struct tb_crls *crls, struct tb_bytes pem)
{
    struct tb_bytes rest = pem, block;
    if (!tb_pem_next(&block, &rest, "X509 CRL"))
        return tb_fail(TB_ERROR, "no X509 CRL in the PEM");
    memcpy(crls->waiting, pem.data, pem.len);
    crls->waiting_len = pem.len;
    int code = wolfSSL_CertManagerEnableCRL(crls->manager, WOLFSSL_CRL_CHECK);
    if (code == WOLFSSL_SUCCESS) /* the library's own hook would fetch from the network */
        code = wolfSSL_CertManagerSetCRL_IOCb(crls->manager, missed);
    if (code == WOLFSSL_SUCCESS)
        code = load(crls);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "a certificate revocation list");
}

enum tb_status tb_crls_open(struct tb_crls **out, WOLFSSL_CERT_MANAGER *manager, struct tb_bytes pem)
{
    *out = NULL;
    struct tb_crls *crls = calloc(1, sizeof *crls);
    if (crls)
        crls->waiting = malloc(pem.len);
    if (!crls || !crls->waiting || pthread_mutex_init(&crls->lock, NULL) != 0) {
        if (crls)
            free(crls->waiting);
        free(crls);
        return tb_fail(TB_ERROR, "out of memory for revocation lists");
    }
    crls->manager = manager;
    enum tb_status status = start(crls, pem);
    if (status == TB_OK)
        *out = crls;
    else
        tb_crls_close(crls);
    return status;
}

void tb_crls_close(struct tb_crls *crls)
{
    if (!crls)
        return;
    pthread_mutex_destroy(&crls->lock);
    free(crls->waiting);
    free(crls);
}

void tb_crls_begin(struct tb_crls *crls)
{
    missed_from = crls;
}

void tb_crls_end(void)
{
    missed_from = NULL;
}
