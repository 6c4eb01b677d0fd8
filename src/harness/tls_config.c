/* tls_config.c - the configuration of the two ends of a case. */
#include "core/algorithms.h"
#include "harness/hosts.h"
#include "harness/pki_files.h"
#include "harness/tls_case.h"

enum { MOST = 2 }; /* entries in a list */

/* The arrays that a struct tb_tls_config points to. */
struct lists {
    uint16_t groups[MOST], suites[MOST], schemes[MOST];
};

/* Appends the id unless it is 0 or already there. */
static void add(uint16_t *list, size_t *num, uint16_t id)
{
    if (id && (*num == 0 || list[0] != id))
        list[(*num)++] = id;
}

/* The most common group other than the asked one: the client sends only a key share for it, which the server refuses
 * with a HelloRetryRequest. */
static uint16_t refused_group(uint16_t asked)
{
    static const char *const names[] = {"x25519", "p256"};
    uint16_t id = tb_group_by_name(names[0])->id;
    return id != asked ? id : tb_group_by_name(names[1])->id;
}

static void list_groups(const struct tb_tls_case *tls, struct tb_tls_config *config, uint16_t *groups)
{
    uint16_t asked = tls->asked.group;
    if (!config->server && tls->operation->retried)
        add(groups, &config->num_groups, refused_group(asked));
    if (!config->server && tls->operation->both_versions && !asked) /* it offers TLS 1.3, so it needs a key share */
        add(groups, &config->num_groups, tb_group_by_name("x25519")->id);
    add(groups, &config->num_groups, asked);
    if (!config->server || tls->operation->mutual)
        add(groups, &config->num_groups, tls->curve);
}

/* Adds a second version with its suite and its scheme, so that it could be negotiated.  The newer one is listed
 * first. */
static void list_versions(const struct tb_tls_case *tls, struct tb_tls_config *config, struct lists *lists)
{
    const struct tb_case *c = tls->job->c;
    const struct tb_auth *auth = tb_auth_by_name(c->value[TB_PARAM_AUTH]);
    const struct tb_aead_info *aead = tb_aead_by_name(c->value[TB_PARAM_SUITE]);
    bool both = tls->operation->both_versions && !(config->server && tls->asked.version == TB_TLS12);
    config->min_version = both ? TB_TLS12 : tls->asked.version;
    config->max_version = both ? TB_TLS13 : tls->asked.version;
    if (both) {
        add(lists->suites, &config->num_suites, aead->tls13);
        add(lists->suites, &config->num_suites, tb_suite_for(TB_TLS12, c->value[TB_PARAM_KX], auth, aead));
        add(lists->schemes, &config->num_schemes, auth->tls13_scheme);
        add(lists->schemes, &config->num_schemes, auth->tls12_scheme);
    } else {
        add(lists->suites, &config->num_suites, tls->asked.suite);
        add(lists->schemes, &config->num_schemes, tls->asked.scheme);
    }
}

static void configure_server(const struct tb_tls_case *tls, struct tb_tls_config *config)
{
    config->chain_pem = tb_bytes_of(&tls->chain);
    config->key_pem = tb_bytes_of(&tls->key);
    config->staple = tb_bytes_of(&tls->staple);
    struct tb_host_table *table = tls->hosts ? tls->hosts->table : NULL;
    if (table)
        config->named = (struct tb_credentials){table->credentials, table->num, tb_hosts_find, table};
    config->tickets = tls->tickets;
    config->cache = (uint32_t)tb_case_cache(tls->job->c);
    config->verify_peer = tls->operation->mutual;
    if (config->verify_peer)
        config->roots_pem = tb_bytes_of(&tls->root);
}

/* A client that accepts any certificate has no roots; it still sends the host name, so that its hello is the same; with
 * several hosts, each connection names one.  A client's certificate is for the same key as the server's. */
static void configure_client(const struct tb_tls_case *tls, struct tb_tls_config *config)
{
    config->verify_peer = !tls->operation->unverified;
    if (config->verify_peer)
        config->roots_pem = tb_bytes_of(&tls->root);
    config->host = tls->hosts ? NULL : TB_PKI_HOST;
    config->demand_staple = tls->operation->stapled;
    if (tls->operation->mutual) {
        config->chain_pem = tb_bytes_of(&tls->client_chain);
        config->key_pem = tb_bytes_of(&tls->key);
    }
}

enum tb_status tb_tls_case_context(const struct tb_tls_case *tls, tb_ctx **ctx, bool server)
{
    const struct tb_job *job = tls->job;
    struct lists lists = {0};
    struct tb_tls_config config = {
        .server = server,
        .groups = lists.groups,
        .suites = lists.suites,
        .schemes = lists.schemes,
        .resumption = tls->operation->sessions,
        .early_data = tls->operation->early ? TB_EARLY_BYTES : 0,
        .release_buffers = tb_case_releases_buffers(job->c),
    };
    if (!job->backend->cleartext) {
        list_versions(tls, &config, &lists);
        list_groups(tls, &config, lists.groups);
        if (server)
            configure_server(tls, &config);
        else
            configure_client(tls, &config);
    }
    enum tb_status status = job->backend->tls->ctx_create(job->lib, ctx, &config);
    return tb_job_fail(job, status, "the %s's configuration", server ? "server" : "client");
}
