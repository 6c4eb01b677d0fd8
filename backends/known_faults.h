/* known_faults.h - published vectors that a library is known to get wrong: in which library, since when, and when it
 * was fixed.
 *
 * Whether the running code has a fault is determined by running its vectors through backend.h, on every library alike:
 * a fixed build does not have it, and a build that newly has it does.  The product names are only for the conformance
 * suite, which excuses a library for its own known faults and nothing else.
 *
 * The vectors are those of C2SP's Wycheproof, https://github.com/C2SP/wycheproof, testvectors_v1/ at commit
 * dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166, Apache License 2.0.
 */
#pragma once
#include "backends/backend.h"

/* A key exchange (group, private key, the peer's share, the secret), or a signature that must be refused (scheme,
 * public key, message, signature); the other fields are 0 and NULL.  Hexadecimal except for the PEM. */
struct tb_fault_vector {
    const char *file; /* of Wycheproof, without ".json" */
    unsigned id;      /* its tcId in that file */
    uint16_t group, scheme;
    const char *private_key, *peer, *secret;
    const char *pem, *message, *signature;
};

struct tb_known_fault {
    const char *algorithm; /* as in src/core/algorithms.h: a group or a signature scheme */
    const char *what;      /* what happens: "gives a wrong secret for" */
    const char *product;   /* as in tb_info */
    const char *seen;      /* version, build and date of the observation */
    const char *mended;    /* when and where it was fixed upstream */
    const struct tb_fault_vector *vectors;
    size_t num_vectors;
};

const struct tb_known_fault *tb_known_faults(size_t *num);
bool tb_fault_is_of(const struct tb_known_fault *fault, const struct tb_info *info);

/* Runs the vector.  The fault shows if a wrong secret is returned with TB_OK, or the signature is accepted; not if the
 * library lacks the algorithm or refuses the input. */
bool tb_fault_shows(const struct tb_fault_vector *vector, const struct tb_backend *backend, tb_lib *lib);

/* Writes one line for each fault that shows, without a newline at the end; "" for none:
 * "x25519: gives a wrong secret for 6 published vectors (Wycheproof x25519_test 7, 91); seen ...; mended ..." */
enum { TB_FAULTS_CAP = 2048 };
void tb_faults_describe(char *dst, size_t cap, const struct tb_backend *backend, tb_lib *lib);
