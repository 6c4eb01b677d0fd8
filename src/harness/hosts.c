#include "harness/hosts.h"
#include "core/certificate.h"
#include "harness/issue.h"
#include "harness/pki_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local struct tb_hosts_seen seen = {.found = SIZE_MAX};

struct tb_hosts_seen *tb_hosts_seen(void)
{
    return &seen;
}

/* ---- Names ---- */

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_of(const char *name, size_t len)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)name[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static size_t slot_of(const struct tb_host_table *table, const char *name, size_t len)
{
    size_t slot = hash_of(name, len) & (table->num_slots - 1);
    for (; table->slots[slot]; slot = (slot + 1) & (table->num_slots - 1)) {
        const char *other = table->names[table->slots[slot] - 1];
        if (strlen(other) == len && memcmp(other, name, len) == 0)
            break;
    }
    return slot;
}

/* At most half of the slots are used. */
static bool make_table(struct tb_host_table *table)
{
    table->num_slots = 2;
    while (table->num_slots < 2 * table->num)
        table->num_slots *= 2;
    table->names = calloc(table->num + 1, sizeof *table->names);
    table->slots = calloc(table->num_slots, sizeof *table->slots);
    if (!table->names || !table->slots)
        return false;
    for (size_t i = 0; i <= table->num; i++) /* as long as TB_PKI_HOST */
        snprintf(table->names[i], TB_HOST_CAP, "n%05zu%s", i % 100000, strchr(TB_PKI_HOST, '.'));
    for (size_t i = 0; i < table->num; i++)
        table->slots[slot_of(table, table->names[i], strlen(table->names[i]))] = (uint32_t)i + 1;
    return true;
}

size_t tb_hosts_find(void *owner, const char *name, size_t len)
{
    const struct tb_host_table *table = owner;
    uint32_t entry = table->slots[slot_of(table, name, len)];
    seen.lookups++;
    seen.found = entry ? entry - 1 : SIZE_MAX;
    if (entry && seen.trick == TB_HOSTS_MISTAKEN)
        return entry % table->num;
    return seen.found;
}

const char *tb_hosts_draw(struct tb_hosts *hosts)
{
    const struct tb_host_table *table = hosts->table;
    seen.found = SIZE_MAX;
    hosts->asked = seen.trick == TB_HOSTS_FOREIGN ? table->num : tb_random_below(&hosts->random, table->num);
    return table->names[hosts->asked];
}

bool tb_hosts_looked_up(void)
{
    bool has = seen.lookups > 0;
    seen.lookups -= has;
    return has;
}

/* ---- Certificates ---- */

static const char *name_of(void *owner, size_t place)
{
    return ((const struct tb_host_table *)owner)->names[place];
}

/* What follows the leaf in a PEM chain. */
static struct tb_bytes above_leaf(const struct tb_buf *chain)
{
    static const char end[] = "-----END CERTIFICATE-----\n";
    const uint8_t *found = memmem(chain->data, chain->len, end, sizeof end - 1);
    size_t leaf = found ? (size_t)(found - chain->data) + sizeof end - 1 : chain->len;
    return (struct tb_bytes){chain->data + leaf, chain->len - leaf};
}

static bool make_chains(struct tb_host_table *table, const struct tb_issued *issued, const struct tb_buf *chain,
                        const struct tb_buf *key)
{
    struct tb_bytes above = above_leaf(chain);
    size_t size = 0, len;
    for (size_t i = 0; i < table->num; i++) {
        tb_issued_der(issued, i, &len);
        size += tb_certificate_pem_len(len) + above.len;
    }
    table->pem = malloc(size);
    table->credentials = calloc(table->num, sizeof *table->credentials);
    if (!table->pem || !table->credentials)
        return false;
    uint8_t *at = table->pem;
    for (size_t i = 0; i < table->num; i++) {
        const uint8_t *der = tb_issued_der(issued, i, &len);
        size_t leaf = tb_certificate_pem_len(len);
        tb_certificate_put_pem((char *)at, der, len);
        memcpy(at + leaf, above.data, above.len);
        table->credentials[i] = (struct tb_credential){{at, leaf + above.len}, tb_bytes_of(key)};
        at += leaf + above.len;
    }
    return true;
}

static enum tb_status make_hosts(struct tb_hosts **out, const struct tb_job *job)
{
    struct tb_hosts *hosts = calloc(1, sizeof *hosts);
    *out = hosts;
    if (!hosts)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    hosts->random.state = job->seed;
    hosts->asked = SIZE_MAX;
    seen = (struct tb_hosts_seen){.found = SIZE_MAX};
    return TB_OK;
}

enum tb_status tb_hosts_open(struct tb_hosts **out, const struct tb_job *job, const struct tb_buf *chain,
                             const struct tb_buf *key)
{
    struct tb_issued issued = {0};
    size_t num = tb_case_certificates(job->c);
    enum tb_status status = make_hosts(out, job);
    struct tb_host_table *table = status == TB_OK ? calloc(1, sizeof *table) : NULL;
    if (table) {
        (*out)->table = table;
        table->num = num;
    }
    if (status == TB_OK && (!table || !make_table(table)))
        status = tb_job_fail(job, TB_ERROR, "out of memory for %zu names", num);
    if (status == TB_OK)
        status = tb_issue(&issued, job, num, name_of, table);
    if (status == TB_OK && !make_chains(table, &issued, chain, key))
        status = tb_job_fail(job, TB_ERROR, "out of memory for %zu certificates", num);
    tb_issued_free(&issued);
    return status;
}

enum tb_status tb_hosts_share(struct tb_hosts **out, const struct tb_job *job, const struct tb_hosts *with)
{
    enum tb_status status = make_hosts(out, job);
    if (status == TB_OK) {
        (*out)->table = with->table;
        (*out)->borrowed = true;
    }
    return status;
}

static void free_table(struct tb_host_table *table)
{
    free(table->names);
    free(table->credentials);
    free(table->pem);
    free(table->slots);
    free(table);
}

void tb_hosts_close(struct tb_hosts *hosts)
{
    if (hosts && hosts->table && !hosts->borrowed)
        free_table(hosts->table);
    free(hosts);
}
