#include "bench/drivers/trust_material.h"
#include "core/der.h"
#include "harness/pki_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *auth_of(const struct tb_job *job)
{
    return job->c->value[TB_PARAM_AUTH];
}

enum tb_status tb_chain_read(const struct tb_job *job, struct tb_chain *chain, const char *file)
{
    *chain = (struct tb_chain){0};
    enum tb_status status = tb_pki_read(job, &chain->file, auth_of(job), file);
    if (status != TB_OK)
        return status;
    for (size_t at = 0; at < chain->file.len; chain->num++) {
        size_t len = tb_der_len(chain->file.data + at, chain->file.len - at);
        if (len == 0 || chain->num == TB_LONGEST_CHAIN)
            return tb_job_fail(job, TB_ERROR, "%s/%s is not a certificate chain", auth_of(job), file);
        chain->certs[chain->num] = (struct tb_bytes){chain->file.data + at, len};
        at += len;
    }
    return TB_OK;
}

void tb_chain_free(struct tb_chain *chain)
{
    tb_pki_free(&chain->file);
    chain->num = 0;
}

/* Length of the first `num` certificates in bytes; 0: there are fewer. */
static size_t first_certificates(const struct tb_buf *pem, size_t num)
{
    static const char end[] = "-----END CERTIFICATE-----\n";
    size_t len = 0;
    for (size_t i = 0; i < num; i++) {
        const uint8_t *found = memmem(pem->data + len, pem->len - len, end, sizeof end - 1);
        if (!found)
            return 0;
        len = (size_t)(found - pem->data) + sizeof end - 1;
    }
    return len;
}

/* Appends the right root to the others in `pem`. */
static enum tb_status append_root(const struct tb_job *job, struct tb_buf *pem)
{
    struct tb_buf root;
    enum tb_status status = tb_pki_read(job, &root, auth_of(job), TB_PKI_ROOT);
    if (status != TB_OK)
        return status;
    uint8_t *grown = realloc(pem->data, pem->len + root.len);
    if (grown) {
        memcpy(grown + pem->len, root.data, root.len);
        pem->data = grown;
        pem->len += root.len;
        pem->cap = pem->len;
    }
    tb_pki_free(&root);
    return grown ? TB_OK : tb_job_fail(job, TB_ERROR, "out of memory for roots");
}

enum tb_status tb_roots_read(const struct tb_job *job, struct tb_buf *pem)
{
    size_t others = tb_case_roots(job->c) - 1;
    *pem = (struct tb_buf){0};
    if (others) {
        enum tb_status status = tb_pki_read(job, pem, "roots", "others.pem");
        if (status != TB_OK)
            return status;
        pem->len = first_certificates(pem, others);
        if (pem->len == 0)
            return tb_job_fail(job, TB_ERROR, "roots/others.pem has fewer than %zu certificates", others);
    }
    return append_root(job, pem);
}

enum tb_status tb_crl_read(const struct tb_job *job, struct tb_buf *pem, const char *entries)
{
    char file[sizeof "crl-.pem" + TB_VALUE_CAP];
    *pem = (struct tb_buf){0};
    if (strcmp(entries, "none") == 0)
        return TB_OK;
    snprintf(file, sizeof file, "crl-%s.pem", entries);
    return tb_pki_read(job, pem, auth_of(job), file);
}
