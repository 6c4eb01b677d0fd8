/* algorithms.h - the one list of algorithms: tlsbench's name, the IANA TLS code point, and what follows from it.
 *
 * Cases, suites, CSV and help use these names.  Code points come from iana.h.  Entries are static.  Lookups return NULL
 * for a name or code point that is not in the list.
 */
#pragma once
#include "core/iana.h"
#include <stddef.h>
#include <stdint.h>

struct tb_version {
    const char *name; /* "tls1.2", "tls1.3" */
    uint16_t id;
};

struct tb_group {
    const char *name;                         /* "x25519", "p256", "p384", "p521", "mlkem768", "x25519mlkem768" */
    uint16_t id;                              /* 29, 23, 24, 25, 0x0201, 0x11ec */
    size_t offer_len, answer_len, secret_len; /* bytes: the client's share, the server's, the shared secret */
};

struct tb_aead_info {
    const char *name; /* "aes-128-gcm", "aes-256-gcm", "chacha20-poly1305" */
    uint16_t tls13;   /* 0x1301, 0x1302, 0x1303: the code point that names the AEAD in tb_aead_ops */
    uint16_t tls12_ecdhe_rsa, tls12_ecdhe_ecdsa, tls12_rsa; /* 0xc02f 0xc02b 0x009c ...; 0: no such suite */
    size_t key_len, nonce_len, tag_len;
};

struct tb_scheme {
    const char *name; /* IANA: "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256", "ecdsa_secp256r1_sha256", "ed25519", ... */
    uint16_t id;
};

/* The type of the server's certificate key.  The names are the folders that bench/pki/make writes. */
struct tb_auth {
    const char *name;                    /* "rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", "ed25519" */
    unsigned rsa_bits;                   /* 0: not RSA */
    uint16_t tls13_scheme, tls12_scheme; /* the one scheme that both ends are pinned to in a handshake */
    uint16_t curve; /* group id of an ECDSA key's curve, which a TLS 1.2 client must list too; 0: not ECDSA */
};

const struct tb_version *tb_version_by_name(const char *name);
const struct tb_group *tb_group_by_name(const char *name);
const struct tb_group *tb_group_by_id(uint16_t id);
const struct tb_aead_info *tb_aead_by_name(const char *name);
const struct tb_scheme *tb_scheme_by_name(const char *name);
const struct tb_auth *tb_auth_by_name(const char *name);

/* The cipher suite that a case pins: determined by the version and the AEAD, in TLS 1.2 also by the key exchange ("rsa"
 * or a group) and the certificate's key type.  0: no such suite. */
uint16_t tb_suite_for(uint16_t version, const char *kx, const struct tb_auth *auth, const struct tb_aead_info *aead);

/* For messages: the IANA name of a code point, or "0x1234" if it is unknown.  `dst` holds the latter. */
const char *tb_suite_name(uint16_t suite, char dst[8]);
const char *tb_scheme_name(uint16_t scheme, char dst[8]);
