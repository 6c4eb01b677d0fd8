#include "harness/tls_case.h"
#include "core/algorithms.h"
#include "core/catalog.h"
#include "harness/hosts.h"
#include "harness/pki_files.h"
#include <stdio.h>
#include <string.h>

static const struct tb_operation operations[] = {
    {.name = "full"},
    {.name = "negotiate", .both_versions = true},
    {.name = "retry", .retried = true},
    {.name = "unverified", .unverified = true},
    {.name = "mutual", .mutual = true},
    {.name = "stapled", .stapled = true},
    {.name = "ticketed", .sessions = TB_RESUME_TICKET},
    {.name = "session-id", .sessions = TB_RESUME_SESSION_ID, .resumed = true},
    {.name = "ticket", .sessions = TB_RESUME_TICKET, .resumed = true},
    {.name = "early-data", .sessions = TB_RESUME_TICKET, .resumed = true, .early = true},
};

const struct tb_operation *tb_operation_of(const struct tb_job *job)
{
    if (job->backend->cleartext || !job->c->driver->handshakes)
        return &operations[0];
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(operations[i].name, job->c->value[TB_PARAM_OPERATION]) == 0)
            return &operations[i];
    return NULL;
}

/* Determines what a client's first connection must negotiate. */
static enum tb_status ask(struct tb_tls_case *tls)
{
    const struct tb_job *job = tls->job;
    const struct tb_case *c = job->c;
    const char *kx = c->value[TB_PARAM_KX];
    const struct tb_version *version = tb_version_by_name(c->value[TB_PARAM_TLS]);
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_aead_info *aead = tb_aead_by_name(c->value[TB_PARAM_SUITE]);
    if (!version || !auth || !aead)
        return tb_job_fail(job, TB_ERROR, "the case lacks a TLS version, a certificate or a suite");

    tls->tickets = tb_case_tickets(c);
    tls->asked = (struct tb_negotiated){
        .version = version->id,
        .suite = tb_suite_for(version->id, kx, auth, aead),
        .peer_verified = !tls->operation->unverified,
        .stapled = tls->operation->stapled,
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
    return TB_OK;
}

static enum tb_status check_slots(const struct tb_tls_case *tls)
{
    const struct tb_tls_ops *ops = tls->job->backend->tls;
    if (tls->operation->resumed && (!ops->session_take || !ops->session_offer || !ops->session_release))
        return tb_job_fail(tls->job, TB_UNSUPPORTED, "the backend resumes no sessions");
    if (tb_case_certificates(tls->job->c) && !ops->name)
        return tb_job_fail(tls->job, TB_UNSUPPORTED, "the backend names one server for all connections of a context");
    if (tls->operation->early && (!ops->early_write || !ops->early_read))
        return tb_job_fail(tls->job, TB_UNSUPPORTED, "the backend has no early data");
    return TB_OK;
}

static enum tb_status read_files(struct tb_tls_case *tls)
{
    const struct {
        struct tb_buf *out;
        const char *file;
        bool needed;
    } files[] = {
        {&tls->root, TB_PKI_ROOT, true},
        {&tls->chain, TB_PKI_CHAIN, true},
        {&tls->key, TB_PKI_KEY, true},
        {&tls->client_chain, TB_PKI_CLIENT, tls->operation->mutual},
        {&tls->staple, TB_PKI_STAPLE, tls->operation->stapled},
    };
    enum tb_status status = TB_OK;
    for (size_t i = 0; i < sizeof files / sizeof *files && status == TB_OK; i++)
        if (files[i].needed)
            status = tb_pki_read(tls->job, files[i].out, tls->job->c->value[TB_PARAM_AUTH], files[i].file);
    return status;
}

enum tb_status tb_tls_case_open(struct tb_tls_case *tls, const struct tb_job *job, const struct tb_tls_case *with)
{
    *tls = (struct tb_tls_case){.job = job, .operation = tb_operation_of(job)};
    if (!job->backend->tls)
        return tb_job_fail(job, TB_UNSUPPORTED, "the backend has no TLS connections");
    if (!tls->operation)
        return tb_job_fail(job, TB_ERROR, "this worker knows no handshake operation '%s'",
                           job->c->value[TB_PARAM_OPERATION]);
    if (job->backend->cleartext)
        return TB_OK;

    enum tb_status status = ask(tls);
    if (status == TB_OK)
        status = check_slots(tls);
    if (status == TB_OK)
        status = read_files(tls);
    if (status != TB_OK || !tb_case_certificates(job->c))
        return status;
    return with && with->hosts ? tb_hosts_share(&tls->hosts, job, with->hosts)
                               : tb_hosts_open(&tls->hosts, job, &tls->chain, &tls->key);
}

struct tb_bytes tb_tls_case_chain(const struct tb_tls_case *tls)
{
    const struct tb_host_table *table = tls->hosts ? tls->hosts->table : NULL;
    size_t found = tb_hosts_seen()->found;
    return table && found < table->num ? table->credentials[found].chain_pem : tb_bytes_of(&tls->chain);
}

void tb_tls_case_close(struct tb_tls_case *tls)
{
    tb_hosts_close(tls->hosts);
    tls->hosts = NULL;
    tb_pki_free(&tls->root);
    tb_pki_free(&tls->chain);
    tb_pki_free(&tls->key);
    tb_pki_free(&tls->client_chain);
    tb_pki_free(&tls->staple);
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
    if (id == TB_NEGOTIATED_UNKNOWN)
        return "an unknown group";
    snprintf(dst, NAME_CAP, id ? "group 0x%04x" : "no group", id);
    return dst;
}

static const char *scheme_name(uint16_t id, char dst[NAME_CAP])
{
    if (id == TB_NEGOTIATED_UNKNOWN)
        return "an unknown signature scheme";
    return id ? tb_scheme_name(id, dst) : "no signature";
}

/* Appends "got instead of asked" if they differ. */
static void compare(struct tb_text *text, uint16_t asked, uint16_t got, const char *(*name)(uint16_t, char[NAME_CAP]))
{
    char asked_text[NAME_CAP], got_text[NAME_CAP];
    if (asked != got)
        tb_text_printf(text, "%s%s instead of %s", text->len ? ", " : "", name(got, got_text), name(asked, asked_text));
}

/* The same for a fact, with `yes` and `no` as its names. */
static void compare_fact(struct tb_text *text, bool asked, bool got, const char *yes, const char *no)
{
    if (asked != got)
        tb_text_printf(text, "%s%s instead of %s", text->len ? ", " : "", got ? yes : no, asked ? yes : no);
}

static enum tb_status say_difference(const struct tb_tls_case *tls, const struct tb_negotiated *asked,
                                     const struct tb_negotiated *got, bool server)
{
    struct tb_text text;
    tb_text_init(&text, 512);
    compare(&text, asked->version, got->version, version_name);
    compare(&text, asked->suite, got->suite, suite_name);
    compare(&text, asked->group, got->group, group_name);
    compare(&text, asked->scheme, got->scheme, scheme_name);
    compare_fact(&text, asked->resumed, got->resumed, "a resumed session", "a full handshake");
    compare_fact(&text, asked->peer_verified, got->peer_verified, "a verified peer", "an unverified peer");
    compare_fact(&text, asked->stapled, got->stapled, "a stapled response", "no stapled response");
    compare_fact(&text, asked->early_data, got->early_data, "accepted early data", "no early data");
    enum tb_status status =
        tb_job_fail(tls->job, TB_BAD_PEER, "the %s negotiated %s", server ? "server" : "client", text.data);
    tb_text_free(&text);
    return status;
}

/* The parameters that this end must have negotiated.  `later`: the connection is not the client's first. */
static struct tb_negotiated asked_of(const struct tb_tls_case *tls, bool server, bool later)
{
    struct tb_negotiated asked = tls->asked;
    asked.resumed = later && tls->operation->resumed;
    asked.early_data = asked.resumed && tls->operation->early;
    if (server) { /* here "verified" refers to the client, and only the client checks staples */
        asked.peer_verified = tls->operation->mutual;
        asked.stapled = false;
    }
    return asked;
}

enum tb_status tb_tls_case_verify(struct tb_tls_case *tls, tb_conn *conn, bool server, enum tb_which_connection which)
{
    struct tb_negotiated got = {0};
    enum tb_status status = tls->job->backend->tls->negotiated(conn, &got);
    if (status != TB_OK)
        return tb_job_fail(tls->job, TB_ERROR, "the %s cannot tell what it negotiated", server ? "server" : "client");
    tls->seen = got;
    if (tls->job->backend->cleartext)
        return TB_OK;
    struct tb_negotiated asked =
        asked_of(tls, server, which == TB_LATER_CONNECTION || (which == TB_ANY_CONNECTION && got.resumed));
    if (!got.group)
        got.group = asked.group;
    if (!got.scheme)
        got.scheme = asked.scheme;
    bool same = got.version == asked.version && got.suite == asked.suite && got.group == asked.group &&
                got.scheme == asked.scheme && got.resumed == asked.resumed &&
                got.peer_verified == asked.peer_verified && got.stapled == asked.stapled &&
                got.early_data == asked.early_data;
    return same ? TB_OK : say_difference(tls, &asked, &got, server);
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
    if (seen->resumed)
        tb_text_add(&text, " resumed");
    if (seen->early_data)
        tb_text_add(&text, " early-data");
    if (!server)
        tb_text_add(&text, seen->peer_verified ? " verified" : " not verified");
    else if (seen->peer_verified)
        tb_text_add(&text, " client verified");
    if (seen->stapled)
        tb_text_add(&text, " stapled");
    bool set = !text.truncated && tb_record_set(&tls->job->record->negotiated, text.data);
    tb_text_free(&text);
    return set;
}
