/* issue.h - certificates for many hosts, made when a case is opened.
 *
 * Each is the leaf that every case has, for another host, and signed anew by the intermediate's key (bench/pki).  All
 * certify one and the same key, like every leaf of bench/pki; what loads them makes an object of its own of each copy
 * of it.  The library under test signs them, since no other code here can: a client of the case verifies them.
 *
 * It signs in a child process.  So when the first operation of a case is timed, the library in this process has not
 * done anything yet.
 */
#pragma once
#include "harness/driver.h"

struct tb_issued {
    uint8_t *shared;     /* owned; with the child */
    size_t size, stride; /* bytes: of all, of one's place */
    size_t num;
};

/* The DER of one, and its length. */
const uint8_t *tb_issued_der(const struct tb_issued *issued, size_t place, size_t *len);

/* For `num` hosts, each with the length of TB_PKI_HOST: host(owner, place).  Must be freed whatever the status. */
enum tb_status tb_issue(struct tb_issued *issued, const struct tb_job *job, size_t num,
                        const char *(*host)(void *owner, size_t place), void *owner);
void tb_issued_free(struct tb_issued *issued);
