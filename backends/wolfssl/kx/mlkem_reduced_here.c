/* The modulus check of FIPS 203 7.2, which this release lacks: coefficients are 12 bits each, two in three bytes. */
#include "backends/wolfssl/kx/mlkem.h"

enum { Q = 3329, COEFFICIENT_BYTES = 3 * 384 };

bool tb_mlkem_ek_is_reduced(const byte ek[MLKEM768_EK])
{
    int reduced = 1;
    for (int i = 0; i < COEFFICIENT_BYTES; i += 3) {
        int low = ek[i] | (ek[i + 1] & 15) << 8, high = ek[i + 1] >> 4 | ek[i + 2] << 4;
        reduced &= (low < Q) & (high < Q);
    }
    return reduced;
}
