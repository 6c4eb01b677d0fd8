/* mlkem.h - ML-KEM-768, FIPS 203, under one name for all releases; before 5.8 it was called Kyber.
 *
 * A library's "Kyber" may be that of round 3 of the competition and not the standard; the probe mlkem_is_fips203 tells
 * them apart.
 */
#pragma once
#include "backends/wolfssl/compat.h"
#include <stdbool.h>

enum { MLKEM768_EK = 1184, MLKEM768_CT = 1088, MLKEM768_SECRET = 32 }; /* FIPS 203 table 3 */

/* Does `ek`, the encapsulation key that was just decoded, have all coefficients below q?  FIPS 203 7.2 requires this
 * check before encapsulation.  One of two files, because releases differ in who checks. */
bool tb_mlkem_ek_is_reduced(const byte ek[MLKEM768_EK]);
