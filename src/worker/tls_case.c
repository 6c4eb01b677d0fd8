#include "worker/tls_case.h"
#include "core/algorithms.h"
#include "worker/pki_files.h"
#include <stdio.h>
#include <string.h>

enum tb_status tb_tls_case_open(struct tb_tls_case *tls, const struct tb_job *job)
{
    *tls = (struct tb_tls_case){.job = job};
    if (!job->backend->tls)
        return tb_job_fail(job, TB_UNSUPPORTED, "the backend has no TLS connections");
    if (job->backend->cleartext)
        return TB_OK;

    const struct tb_case *c = job->c;
    const char *kx = c->value[TB_PARAM_KX], *auth_name = c->value[TB_PARAM_AUTH];
    const struct tb_version *version = tb_version_by_name(c->value[TB_PARAM_TLS]);
    const struct tb_auth *auth = tb_auth_by_name(auth_name);
    const struct tb_aead_info *aead = tb_aead_by_name(c->value[TB_PARAM_SUITE]);
    if (!version || !auth || !aead)
        return tb_job_fail(job, TB_ERROR, "the case lacks a TLS version, a certificate or a suite");

    tls->asked = (struct tb_negotiated){
        .version = version->id,
        .suite = tb_suite_for(version->id, kx, auth, aead),
        .peer_verified = true,
    };
    if (!tls->asked.suite)
        return tb_job_fail(job, TB_UNSUPPORTED, "%s has no cipher suite for %s, %s and %s", version->name, kx,
                           auth->name, aead->name);
    const struct tb_group *group = tb_group_by_name(kx);
    if (group) {
        tls->asked.group = group->id;
        tls->asked.scheme = version->id == TB_TLS13 ? auth->tls13_scheme : auth->tls12_scheme;
        if (version->id == TB_TLS12 && auth->curve != group->id)
            tls->curve = auth->curve;
    }

    enum tb_status status = tb_pki_read(job, &tls->root, auth_name, TB_PKI_ROOT);
    if (status == TB_OK)
        status = tb_pki_read(job, &tls->chain, auth_name, TB_PKI_CHAIN);
    if (status == TB_OK)
        status = tb_pki_read(job, &tls->key, auth_name, TB_PKI_KEY);
    return status;
}

void tb_tls_case_close(struct tb_tls_case *tls)
{
    tb_pki_free(&tls->root);
    tb_pki_free(&tls->chain);
    tb_pki_free(&tls->key);
}

static struct tb_bytes bytes_of(const struct tb_buf *buf)
{
    return (struct tb_bytes){buf->data, buf->len};
}

enum tb_status tb_tls_case_context(const struct tb_tls_case *tls, tb_ctx **ctx, bool server)
{
    const struct tb_negotiated *asked = &tls->asked;
    const uint16_t groups[] = {asked->group, tls->curve};
    struct tb_tls_config config = {
        .server = server,
        .min_version = asked->version,
        .max_version = asked->version,
        .groups = groups,
        .num_groups = (asked->group ? 1 : 0) + (tls->curve && !server ? 1 : 0),
        .suites = &asked->suite,
        .num_suites = asked->suite ? 1 : 0,
        .schemes = &asked->scheme,
        .num_schemes = asked->scheme ? 1 : 0,
    };
    if (server) {
        config.chain_pem = bytes_of(&tls->chain);
        config.key_pem = bytes_of(&tls->key);
    } else {
        config.verify_peer = asked->peer_verified;
        config.roots_pem = bytes_of(&tls->root);
        config.host = TB_PKI_HOST;
    }
    enum tb_status status = tls->job->backend->tls->ctx_create(tls->job->lib, ctx, &config);
    return tb_job_fail(tls->job, status, "the %s's configuration", server ? "server" : "client");
}

/* ---- Asked and got ---- */

enum { NAME_CAP = 48 };

static const char *version_name(uint16_t id, char dst[NAME_CAP])
{
    if (id == TB_TLS12 || id == TB_TLS13)
        return id == TB_TLS12 ? "TLS 1.2" : "TLS 1.3";
    snprintf(dst, NAME_CAP, id ? "version 0x%04x" : "no TLS version", id);
    return dst;
}

static const char *suite_name(uint16_t id, char dst[NAME_CAP])
{
    return id ? tb_suite_name(id, dst) : "no suite";
}

static const char *group_name(uint16_t id, char dst[NAME_CAP])
{
    const struct tb_group *group = tb_group_by_id(id);
    if (group)
        return group->name;
    snprintf(dst, NAME_CAP, id ? "group 0x%04x" : "no group", id);
    return dst;
}

static const char *scheme_name(uint16_t id, char dst[NAME_CAP])
{
    return id ? tb_scheme_name(id, dst) : "no signature";
}

/* Appends "name got, not asked" when they differ. */
static void compare(struct tb_text *text, uint16_t asked, uint16_t got, const char *(*name)(uint16_t, char[NAME_CAP]))
{
    char asked_text[NAME_CAP], got_text[NAME_CAP];
    if (asked != got)
        tb_text_printf(text, "%s%s where %s was asked", text->len ? ", " : "", name(got, got_text),
                       name(asked, asked_text));
}

static enum tb_status say_difference(const struct tb_tls_case *tls, const struct tb_negotiated *got, bool server)
{
    const struct tb_negotiated *asked = &tls->asked;
    struct tb_text text;
    tb_text_init(&text, 512);
    compare(&text, asked->version, got->version, version_name);
    compare(&text, asked->suite, got->suite, suite_name);
    compare(&text, asked->group, got->group, group_name);
    compare(&text, asked->scheme, got->scheme, scheme_name);
    if (got->resumed)
        tb_text_printf(&text, "%sa resumed session where a full handshake was asked", text.len ? ", " : "");
    if (!server && got->peer_verified != asked->peer_verified)
        tb_text_printf(&text, "%sa certificate that was %sverified", text.len ? ", " : "",
                       got->peer_verified ? "" : "not ");
    enum tb_status status =
        tb_job_fail(tls->job, TB_BAD_PEER, "the %s negotiated %s", server ? "server" : "client", text.data);
    tb_text_free(&text);
    return status;
}

enum tb_status tb_tls_case_verify(struct tb_tls_case *tls, tb_conn *conn, bool server)
{
    const struct tb_negotiated *asked = &tls->asked;
    struct tb_negotiated got = {0};
    enum tb_status status = tls->job->backend->tls->negotiated(conn, &got);
    if (status != TB_OK)
        return tb_job_fail(tls->job, TB_ERROR, "the %s cannot tell what it negotiated", server ? "server" : "client");
    tls->seen = got;
    if (!got.group)
        got.group = asked->group;
    if (!got.scheme)
        got.scheme = asked->scheme;
    bool same = got.version == asked->version && got.suite == asked->suite && got.group == asked->group &&
                got.scheme == asked->scheme && !got.resumed && (server || got.peer_verified == asked->peer_verified);
    return same ? TB_OK : say_difference(tls, &got, server);
}

bool tb_tls_case_describe(const struct tb_tls_case *tls, bool server)
{
    const struct tb_negotiated *seen = &tls->seen;
    if (tls->job->backend->cleartext)
        return tb_record_set(&tls->job->record->negotiated, "cleartext");
    char version[NAME_CAP], suite[NAME_CAP], group[NAME_CAP], scheme[NAME_CAP];
    struct tb_text text;
    tb_text_init(&text, 512);
    tb_text_printf(&text, "%s %s", version_name(seen->version, version), suite_name(seen->suite, suite));
    if (seen->group)
        tb_text_printf(&text, " %s", group_name(seen->group, group));
    if (seen->scheme)
        tb_text_printf(&text, " %s", scheme_name(seen->scheme, scheme));
    if (!server)
        tb_text_add(&text, seen->peer_verified ? " verified" : " not verified");
    bool set = !text.truncated && tb_record_set(&tls->job->record->negotiated, text.data);
    tb_text_free(&text);
    return set;
}
