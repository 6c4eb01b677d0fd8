/* known_faults.h - published vectors that a library is known to get wrong: whose fault it is, since when, until when.
 *
 * Whether the code that runs has a fault is found out by trying its vectors through backend.h, on every library alike:
 * a build that is mended does not carry it, and one that newly has it does.  The names of products serve the
 * conformance suite alone, which excuses a library from what is known of it and from nothing else.
 *
 * The vectors are those of C2SP's Wycheproof, https://github.com/C2SP/wycheproof, testvectors_v1/ at commit
 * dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166, Apache License 2.0.
 */
#pragma once
#include "backends/backend.h"

/* A key exchange (group, private key, the peer's share, the secret), or a signature that must be refused (scheme,
 * public key, message, signature); the other fields are 0 and NULL.  Hexadecimal but for the PEM. */
struct tb_fault_vector {
    const char *file; /* Wycheproof's, without ".json" */
    unsigned id;      /* its tcId there */
    uint16_t group, scheme;
    const char *private_key, *peer, *secret;
    const char *pem, *message, *signature;
};

struct tb_known_fault {
    const char *algorithm; /* as in src/core/algorithms.h: a group or a signature scheme */
    const char *what;      /* happens: "gives a wrong secret for" */
    const char *product;   /* as tb_info has it */
    const char *seen;      /* in which version and build, and when */
    const char *mended;    /* when and where upstream */
    const struct tb_fault_vector *vectors;
    size_t num_vectors;
};

const struct tb_known_fault *tb_known_faults(size_t *num);
bool tb_fault_is_of(const struct tb_known_fault *fault, const struct tb_info *info);

/* Tries it: a wrong secret comes out with TB_OK, the signature is accepted.  What the library cannot do, or refuses, is
 * not this fault. */
bool tb_fault_shows(const struct tb_fault_vector *vector, const struct tb_backend *backend, tb_lib *lib);

/* One line a fault that shows, without a newline at the end; "" for none:
 * "x25519: gives a wrong secret for 6 published vectors (Wycheproof x25519_test 7, 91); seen ...; mended ..." */
enum { TB_FAULTS_CAP = 2048 };
void tb_faults_describe(char *dst, size_t cap, const struct tb_backend *backend, tb_lib *lib);
