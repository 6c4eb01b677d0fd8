/* The TLS 1.2 PRF as an EVP_PKEY type, which must give the right result: the vector of tls1_prf_call.c. */
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <string.h>
int main(void)
{
    static unsigned char secret[16] = {0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17,
                                       0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35};
    static unsigned char seed[26] = {'t',  'e',  's',  't',  ' ',  'l',  'a',  'b',  'e',  'l',  0xa0, 0xba, 0x9f,
                                     0x93, 0x6c, 0xda, 0x31, 0x18, 0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c};
    unsigned char out[100];
    size_t len = sizeof out;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_TLS1_PRF, NULL);
    return !(ctx && EVP_PKEY_derive_init(ctx) > 0 && EVP_PKEY_CTX_set_tls1_prf_md(ctx, EVP_sha256()) > 0 &&
             EVP_PKEY_CTX_set1_tls1_prf_secret(ctx, secret, sizeof secret) > 0 &&
             EVP_PKEY_CTX_add1_tls1_prf_seed(ctx, seed, sizeof seed) > 0 && EVP_PKEY_derive(ctx, out, &len) > 0 &&
             memcmp(out, "\xe3\xf2\x29\xba\x72\x7b\xe1\x7b", 8) == 0);
}
