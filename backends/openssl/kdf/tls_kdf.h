/* tls_kdf.h - the derivation functions that libssl calls in BoringSSL and AWS-LC.  AWS-LC publishes them in
 * <openssl/kdf.h>.  BoringSSL only exports them, since 2025 one of them in a C++ namespace, where its name includes the
 * types of its parameters.  The declarations are copied from these libraries, and probes check them against published
 * vectors.
 */
#pragma once
#include <openssl/base.h>
#include <openssl/digest.h>
#include <stddef.h>
#include <stdint.h>

int CRYPTO_tls1_prf(const EVP_MD *digest, uint8_t *out, size_t out_len, const uint8_t *secret, size_t secret_len,
                    const char *label, size_t label_len, const uint8_t *seed1, size_t seed1_len, const uint8_t *seed2,
                    size_t seed2_len);
int CRYPTO_tls13_hkdf_expand_label(uint8_t *out, size_t out_len, const EVP_MD *digest, const uint8_t *secret,
                                   size_t secret_len, const uint8_t *label, size_t label_len, const uint8_t *hash,
                                   size_t hash_len);
int tb_bssl_tls13_hkdf_expand_label(
    uint8_t *out, size_t out_len, const EVP_MD *digest, const uint8_t *secret, size_t secret_len, const uint8_t *label,
    size_t label_len, const uint8_t *hash,
    size_t hash_len) __asm__("_ZN4bssl30CRYPTO_tls13_hkdf_expand_labelEPhmPK9env_md_stPKhmS5_mS5_m");
