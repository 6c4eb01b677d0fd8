/* Does X25519 key generation use the large tables of base point multiples?  OPENSSL_SMALL leaves them out, with the
 * fast P-256, and nothing in the headers or the symbols of a stripped library tells.  With the tables key generation
 * takes about a third of a derivation's time (0.31 in AWS-LC, 0.37 in BoringSSL 14), without them 0.60 (Debian's
 * BoringSSL 13).  The two are timed in turn in one process and the smallest of many times of each is compared: noise
 * only ever adds time. */
#include <openssl/curve25519.h>
#include <stdint.h>
#include <time.h>

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int main(void)
{
    uint8_t public_key[32], private_key[32], secret[32];
    uint64_t generation = UINT64_MAX, derivation = UINT64_MAX;
    for (int i = 0; i < 300; i++) {
        uint64_t start = now();
        X25519_keypair(public_key, private_key);
        uint64_t middle = now();
        if (!X25519(secret, private_key, public_key))
            return 2;
        uint64_t end = now();
        generation = middle - start < generation ? middle - start : generation;
        derivation = end - middle < derivation ? end - middle : derivation;
    }
    return generation * 2 > derivation; /* 0: there are tables */
}
