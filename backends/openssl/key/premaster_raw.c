/* RSA key transport if the library only has the raw RSA operation (BoringSSL, OpenSSL 1.1.1, LibreSSL): the padding is
 * removed here as in their own handshake code (RFC 5246 7.4.7.1), without a branch on the decrypted data. */
#include "backends/openssl/key/key.h"
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <string.h>

enum { LONGEST_RSA = 2048 }; /* bytes: keys up to 16384 bits */

/* 0xff if a equals b, else 0, without a branch. */
static uint8_t equal_mask(uint8_t a, uint8_t b)
{
    unsigned difference = a ^ b;
    return (uint8_t)((difference - 1u) >> 8);
}

/* 0xff if plain is 00 02 <nonzero ...> 00 <version> <46 bytes>. */
static uint8_t padding_mask(const uint8_t *plain, size_t len, uint16_t version)
{
    size_t end = len - TB_PREMASTER_LEN - 1;
    uint8_t good = equal_mask(plain[0], 0) & equal_mask(plain[1], 2) & equal_mask(plain[end], 0);
    for (size_t i = 2; i < end; i++)
        good &= (uint8_t)~equal_mask(plain[i], 0);
    return good & equal_mask(plain[end + 1], (uint8_t)(version >> 8)) & equal_mask(plain[end + 2], (uint8_t)version);
}

enum tb_status tb_decrypt_premaster(EVP_PKEY *key, struct tb_buf *premaster, uint16_t version,
                                    struct tb_bytes ciphertext)
{
    uint8_t plain[LONGEST_RSA], random[TB_PREMASTER_LEN];
    size_t len = sizeof plain;
    if (ciphertext.len > sizeof plain || ciphertext.len < TB_PREMASTER_LEN + 11)
        return tb_fail(TB_ERROR, "an RSA key of %zu bytes is too short or too long for key transport", ciphertext.len);
    if (RAND_bytes(random, sizeof random) != 1) /* before the decryption, so that its timing reveals nothing */
        return TB_ERROR;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    enum tb_status status = TB_OK;
    if (!ctx || EVP_PKEY_decrypt_init(ctx) <= 0 || EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_NO_PADDING) <= 0)
        status = TB_ERROR;
    else if (EVP_PKEY_decrypt(ctx, plain, &len, ciphertext.data, ciphertext.len) <= 0)
        status = TB_BAD_PEER; /* the only visible fault: the ciphertext is not below the modulus */
    else if (len != ciphertext.len)
        status = TB_ERROR;
    EVP_PKEY_CTX_free(ctx);
    if (status != TB_OK)
        return status;
    uint8_t good = padding_mask(plain, len, version);
    const uint8_t *secret = plain + len - TB_PREMASTER_LEN;
    for (size_t i = 0; i < TB_PREMASTER_LEN; i++)
        premaster->data[i] = (uint8_t)((good & secret[i]) | (~good & random[i]));
    premaster->len = TB_PREMASTER_LEN;
    OPENSSL_cleanse(plain, sizeof plain);
    return TB_OK;
}
