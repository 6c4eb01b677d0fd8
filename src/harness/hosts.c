#include "harness/hosts.h"
#include "core/certificate.h"
#include "harness/issue.h"
#include "harness/pki_files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Names ---- */

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_of(const char *name, size_t len)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)name[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static size_t slot_of(const struct tb_hosts *hosts, const char *name, size_t len)
{
    size_t slot = hash_of(name, len) & (hosts->num_slots - 1);
    for (; hosts->slots[slot]; slot = (slot + 1) & (hosts->num_slots - 1)) {
        const char *other = hosts->names[hosts->slots[slot] - 1];
        if (strlen(other) == len && memcmp(other, name, len) == 0)
            break;
    }
    return slot;
}

/* At most half of the slots are used. */
static bool make_table(struct tb_hosts *hosts)
{
    hosts->num_slots = 2;
    while (hosts->num_slots < 2 * hosts->num)
        hosts->num_slots *= 2;
    hosts->names = calloc(hosts->num + 1, sizeof *hosts->names);
    hosts->slots = calloc(hosts->num_slots, sizeof *hosts->slots);
    if (!hosts->names || !hosts->slots)
        return false;
    for (size_t i = 0; i <= hosts->num; i++) /* as long as TB_PKI_HOST */
        snprintf(hosts->names[i], TB_HOST_CAP, "n%05zu%s", i % 100000, strchr(TB_PKI_HOST, '.'));
    for (size_t i = 0; i < hosts->num; i++)
        hosts->slots[slot_of(hosts, hosts->names[i], strlen(hosts->names[i]))] = (uint32_t)i + 1;
    return true;
}

size_t tb_hosts_find(void *owner, const char *name, size_t len)
{
    struct tb_hosts *hosts = owner;
    uint32_t entry = hosts->slots[slot_of(hosts, name, len)];
    hosts->lookups++;
    hosts->found = entry ? entry - 1 : SIZE_MAX;
    if (entry && hosts->trick == TB_HOSTS_MISTAKEN)
        return entry % hosts->num;
    return hosts->found;
}

const char *tb_hosts_draw(struct tb_hosts *hosts)
{
    hosts->found = SIZE_MAX;
    hosts->asked = hosts->trick == TB_HOSTS_FOREIGN ? hosts->num : tb_random_below(&hosts->random, hosts->num);
    return hosts->names[hosts->asked];
}

bool tb_hosts_looked_up(struct tb_hosts *hosts)
{
    return hosts->lookups >= ++hosts->finished;
}

/* ---- Certificates ---- */

static const char *name_of(void *owner, size_t place)
{
    return ((struct tb_hosts *)owner)->names[place];
}

/* What follows the leaf in a PEM chain. */
static struct tb_bytes above_leaf(const struct tb_buf *chain)
{
    static const char end[] = "-----END CERTIFICATE-----\n";
    const uint8_t *found = memmem(chain->data, chain->len, end, sizeof end - 1);
    size_t leaf = found ? (size_t)(found - chain->data) + sizeof end - 1 : chain->len;
    return (struct tb_bytes){chain->data + leaf, chain->len - leaf};
}

static bool make_chains(struct tb_hosts *hosts, const struct tb_issued *issued, const struct tb_buf *chain,
                        const struct tb_buf *key)
{
    struct tb_bytes above = above_leaf(chain);
    size_t size = 0, len;
    for (size_t i = 0; i < hosts->num; i++) {
        tb_issued_der(issued, i, &len);
        size += tb_certificate_pem_len(len) + above.len;
    }
    hosts->pem = malloc(size);
    hosts->credentials = calloc(hosts->num, sizeof *hosts->credentials);
    if (!hosts->pem || !hosts->credentials)
        return false;
    uint8_t *at = hosts->pem;
    for (size_t i = 0; i < hosts->num; i++) {
        const uint8_t *der = tb_issued_der(issued, i, &len);
        size_t leaf = tb_certificate_pem_len(len);
        tb_certificate_put_pem((char *)at, der, len);
        memcpy(at + leaf, above.data, above.len);
        hosts->credentials[i] = (struct tb_credential){{at, leaf + above.len}, tb_bytes_of(key)};
        at += leaf + above.len;
    }
    return true;
}

enum tb_status tb_hosts_open(struct tb_hosts **out, const struct tb_job *job, const struct tb_buf *chain,
                             const struct tb_buf *key)
{
    struct tb_issued issued = {0};
    struct tb_hosts *hosts = calloc(1, sizeof *hosts);
    *out = hosts;
    if (!hosts)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    hosts->num = tb_case_certificates(job->c);
    hosts->random.state = job->seed;
    hosts->asked = hosts->found = SIZE_MAX;
    if (!make_table(hosts))
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu names", hosts->num);
    enum tb_status status = tb_issue(&issued, job, hosts->num, name_of, hosts);
    if (status == TB_OK && !make_chains(hosts, &issued, chain, key))
        status = tb_job_fail(job, TB_ERROR, "out of memory for %zu certificates", hosts->num);
    tb_issued_free(&issued);
    return status;
}

void tb_hosts_close(struct tb_hosts *hosts)
{
    if (!hosts)
        return;
    free(hosts->names);
    free(hosts->credentials);
    free(hosts->pem);
    free(hosts->slots);
    free(hosts);
}
