/* Is P-256 the fast implementation, in assembly with a table of base point multiples?  OPENSSL_SMALL leaves it out,
 * together with the large tables of X25519, and nothing in the headers or in the symbols of a stripped library shows
 * that.  With the table, a multiplication of the base point takes about a sixth of another point's (0.16 to 0.17 in
 * BoringSSL of Android 14 and of 2026, 0.16 to 0.18 in AWS-LC), without it a third (0.28 to 0.34 in Debian's BoringSSL
 * 13).  P-256 is measured because its code is assembly; parts of X25519 are C, and its ratio depends more on the
 * compiler.  The two are timed in turn, so that a long disturbance affects both, and the median of the ratios ignores a
 * short one. */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/nid.h>
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
    EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    EC_POINT *point = EC_POINT_new(group), *product = EC_POINT_new(group);
    BIGNUM *scalar = BN_new();
    double ratios[PAIRS];
    if (!point || !product || !scalar || !BN_rand_range(scalar, EC_GROUP_get0_order(group)))
        return 2;
    for (int i = 0; i < PAIRS; i++) {
        double start = now();
        if (!EC_POINT_mul(group, point, scalar, NULL, NULL, NULL))
            return 2;
        double middle = now();
        if (!EC_POINT_mul(group, product, NULL, point, scalar, NULL))
            return 2;
        ratios[i] = (middle - start) / (now() - middle);
    }
    qsort(ratios, PAIRS, sizeof *ratios, compare);
    return ratios[PAIRS / 2] > 0.22; /* 0: it is the fast one */
}
