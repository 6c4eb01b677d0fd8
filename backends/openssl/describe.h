/* describe.h - attestation; describe_openssl.c or describe_boringssl.c by probe. */
#pragma once
#include "lib.h"

/* What the library itself says, or, where it says nothing, what is known; cpu_info_*.c, by probe. */
void tb_cpu_info(char *dst, size_t cap);
