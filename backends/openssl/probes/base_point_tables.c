/* Does X25519 key generation use the large tables of base point multiples?  OPENSSL_SMALL leaves them out, with the
 * fast P-256, and nothing in the headers or the symbols of a stripped library tells.  With the tables key generation
 * takes about a third of a derivation's time (0.31 in AWS-LC, 0.37 in BoringSSL 14), without them 0.60 (Debian's
 * BoringSSL 13).  The two are timed in turn, so that a disturbance that lasts meets both, and the median of the ratios
 * does not see a short one. */
#include <openssl/curve25519.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { PAIRS = 501 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    uint8_t public_key[32], private_key[32], secret[32];
    double ratios[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
        double start = now();
        X25519_keypair(public_key, private_key);
        double middle = now();
        if (!X25519(secret, private_key, public_key))
            return 2;
        ratios[i] = (middle - start) / (now() - middle);
    }
    qsort(ratios, PAIRS, sizeof *ratios, compare);
    return ratios[PAIRS / 2] > 0.48; /* 0: there are tables */
}
