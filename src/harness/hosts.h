/* hosts.h - the hosts of a server with a certificate for each, and the table in which their names are looked up.
 *
 * The look-up is the same code for all libraries, as large servers have it: a hash table with all names, whose entry is
 * compared with the name asked for.  It takes some 30 ns.  Certificates: issue.h.
 *
 * The hosts of a case are n00000.tlsbench.test and so on, and a client asks for one of them at random, from the
 * sample's seed.  Each certificate is for its own host alone, so a client that verifies the name has got the right
 * one; that it would refuse another one is proved (bench/drivers/names_proof.h).
 */
#pragma once
#include "core/random.h"
#include "harness/driver.h"

enum { TB_HOST_CAP = 24 };

/* What the table does wrong on purpose, to see whether it is noticed. */
enum tb_hosts_trick {
    TB_HOSTS_HONEST,
    TB_HOSTS_MISTAKEN, /* answers with the certificate of another host */
    TB_HOSTS_FOREIGN   /* the client asks for a host that the server does not have */
};

/* Threads with one context share it, and none changes it. */
struct tb_host_table {
    size_t num;
    char (*names)[TB_HOST_CAP];        /* owned; one more, which is not in the table */
    struct tb_credential *credentials; /* owned; for struct tb_credentials */
    uint8_t *pem;                      /* owned; their chains */
    uint32_t *slots;                   /* owned; place + 1 of a name, 0: empty */
    size_t num_slots;                  /* a power of two */
};

struct tb_hosts {
    struct tb_host_table *table;
    bool borrowed; /* the table is that of others, who outlive these */
    struct tb_random random;
    size_t asked; /* by the latest client; SIZE_MAX: none */
};

/* Of the handshakes of this thread: a context that is shared looks names up for whoever calls it. */
struct tb_hosts_seen {
    enum tb_hosts_trick trick;
    size_t found;     /* by the latest look-up; SIZE_MAX: none */
    uint64_t lookups; /* for which no handshake of a server was finished yet */
};
struct tb_hosts_seen *tb_hosts_seen(void);

/* `chain` and `key`: PEM of the case's own certificate, whose intermediate and key they share; both outlive it.  Must
 * be closed whatever the status; NULL is accepted. */
enum tb_status tb_hosts_open(struct tb_hosts **hosts, const struct tb_job *job, const struct tb_buf *chain,
                             const struct tb_buf *key);
/* The same with the table of `with`, whose context this thread uses. */
enum tb_status tb_hosts_share(struct tb_hosts **hosts, const struct tb_job *job, const struct tb_hosts *with);
void tb_hosts_close(struct tb_hosts *hosts);

size_t tb_hosts_find(void *table, const char *name, size_t len); /* struct tb_credentials */
const char *tb_hosts_draw(struct tb_hosts *hosts);               /* the host that the next client asks for */

/* After a handshake of a server: false if it finished without looking up a name. */
bool tb_hosts_looked_up(void);
