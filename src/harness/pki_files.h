/* pki_files.h - the keys and certificates of a case.
 *
 * Files are at <job->pki>/<auth>/<file>; bench/pki/make writes and describes them.  Only the files of the case are
 * read, which keeps the time from exec to the first operation short.
 */
#pragma once
#include "backends/backend.h"
#include "harness/driver.h"

#define TB_PKI_KEY    "key.pem"              /* the server's private key, PKCS#8 */
#define TB_PKI_PEER   "chain-2.der"          /* what clients receive; its first certificate is for that key */
#define TB_PKI_CHAIN  "chain.pem"            /* leaf, then intermediate */
#define TB_PKI_ROOT   "root.pem"             /* the trusted root */
#define TB_PKI_CLIENT "client.pem"           /* a client's chain, for the same key */
#define TB_PKI_ISSUER "issuer.pem"           /* the private key of chain.pem's intermediate */
#define TB_PKI_STAPLE "staple.der"           /* OCSP response for chain.pem's leaf: good */
#define TB_PKI_HOST   "server.tlsbench.test" /* the host name in every leaf */

/* For refusals; other files of bench/pki are named where they are used. */
#define TB_PKI_OTHER_HOST "other.tlsbench.test" /* a host name in no certificate */
#define TB_PKI_UNRELATED  "unrelated"           /* folder of a root that signed nothing */

/* Reads a whole file.  `out` owns memory until tb_pki_free.  On failure it is empty, and job->why has the path and the
 * cause. */
enum tb_status tb_pki_read(const struct tb_job *job, struct tb_buf *out, const char *auth, const char *file);
void tb_pki_free(struct tb_buf *file); /* wipes it, since it may be a private key; accepts an empty one */

/* Reads a key file and loads it with the backend. */
enum tb_status tb_pki_load_key(const struct tb_job *job, tb_key **out, const char *auth, const char *file);
