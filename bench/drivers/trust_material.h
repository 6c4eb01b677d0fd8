/* trust_material.h - input of the trust driver: chains as in a Certificate message, stores with a given number of
 * roots, revocation lists with a given number of entries.  bench/pki/make makes and describes the files. */
#pragma once
#include "harness/driver.h"

enum { TB_LONGEST_CHAIN = 4 };

/* Certificates in DER, leaf first, without the root. */
struct tb_chain {
    struct tb_buf file;
    struct tb_bytes certs[TB_LONGEST_CHAIN]; /* point into `file` */
    size_t num;
};

/* `file` is in the folder of the case's auth.  Failures are explained in job->why; an empty chain may be freed. */
enum tb_status tb_chain_read(const struct tb_job *job, struct tb_chain *chain, const char *file);
void tb_chain_free(struct tb_chain *chain);

/* The trusted roots of the case, PEM: roots=N is N - 1 that signed nothing, followed by the right one. */
enum tb_status tb_roots_read(const struct tb_job *job, struct tb_buf *pem);

/* The revocation list of the leaf's issuer with `entries` entries; "none": an empty buffer. */
enum tb_status tb_crl_read(const struct tb_job *job, struct tb_buf *pem, const char *entries);
