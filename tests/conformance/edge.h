/* edge.h - a selection of published edge cases for every algorithm, in the files edge_*.h.
 *
 * They are facts (numbers) from C2SP's Wycheproof, https://github.com/C2SP/wycheproof, testvectors_v1/ at commit
 * dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166, Apache License 2.0.  `file` and `id` identify the vector ("x25519_test" 32
 * is the test with tcId 32 of x25519_test.json), `what` is the publisher's description, and the verdict is that of TLS:
 * see judge.h.  Vectors that some library is known to get wrong are in backends/known_fault_vectors.h, and are part of
 * the selection.  Everything else is hexadecimal; keys are PEM.
 */
#pragma once
#include "judge.h"

struct edge_exchange {
    const char *file;
    unsigned id;
    const char *what;
    uint16_t group;
    enum verdict verdict;
    const char *private_key, *peer, *secret;
};

struct edge_signature {
    const char *file;
    unsigned id;
    const char *what;
    uint16_t scheme;
    enum verdict verdict;
    const char *pem, *message, *signature;
};

struct edge_premaster {
    const char *file;
    unsigned id;
    const char *what;
    enum verdict verdict;
    const char *pem, *ciphertext, *message;
};

struct edge_record {
    const char *file;
    unsigned id;
    const char *what;
    uint16_t suite;
    enum verdict verdict;
    const char *key, *nonce, *ad, *text, *sealed;
};

struct edge_expansion {
    const char *file;
    unsigned id;
    const char *what;
    uint16_t hash;
    enum verdict verdict;
    const char *salt, *secret, *info, *output;
    size_t size;
};

struct edge_mac {
    const char *file;
    unsigned id;
    const char *what;
    uint16_t hash;
    enum verdict verdict;
    const char *key, *message, *tag;
};
