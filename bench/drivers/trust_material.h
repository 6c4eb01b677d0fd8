/* trust_material.h - input of the trust driver: chains as a Certificate message has them, stores of so many roots,
 * revocation lists of so many entries.  Files and their contents: bench/pki/make. */
#pragma once
#include "harness/driver.h"

enum { TB_LONGEST_CHAIN = 4 };

/* Certificates in DER, leaf first, the root left out. */
struct tb_chain {
    struct tb_buf file;
    struct tb_bytes certs[TB_LONGEST_CHAIN]; /* in it */
    size_t num;
};

/* `file` stands in the folder of the case's auth.  What fails is in job->why; an empty chain may be freed. */
enum tb_status tb_chain_read(const struct tb_job *job, struct tb_chain *chain, const char *file);
void tb_chain_free(struct tb_chain *chain);

/* The trusted roots of the case, PEM: roots=N is N - 1 that signed nothing, and then the right one. */
enum tb_status tb_roots_read(const struct tb_job *job, struct tb_buf *pem);

/* The revocation list of the leaf's issuer with so many entries, "none": an empty buffer. */
enum tb_status tb_crl_read(const struct tb_job *job, struct tb_buf *pem, const char *entries);
