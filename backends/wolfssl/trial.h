/* trial.h - used by `supports`: keys and certificates made for it, and a handshake in memory. */
#pragma once
#include "backends/wolfssl/lib.h"

/* The PKCS#8 PEM of a key for a signature scheme; NULL for unknown schemes. */
const char *tb_trial_key(uint16_t scheme);

/* The PEM of a self-signed certificate for the key of that scheme: rsa_pss_rsae_sha256 or ecdsa_secp256r1_sha256. */
const char *tb_trial_certificate(uint16_t scheme);

struct tb_bytes tb_trial_bytes(const char *text);

/* Makes a handshake through tb_wolfssl_tls with this version and, if not NULL, suite and group.  True if both ends
 * report what was asked for.  The certificate is not verified. */
bool tb_trial_handshake(tb_lib *lib, uint16_t version, const uint16_t *suite, const uint16_t *group);
