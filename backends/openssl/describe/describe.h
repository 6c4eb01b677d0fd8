/* describe.h - attestation; describe_openssl.c or describe_boringssl.c by probe. */
#pragma once
#include "backends/openssl/lib.h"

/* What the library itself says, or, where it says nothing, what is known; cpu_info_*.c, by probe. */
void tb_cpu_info(char *dst, size_t cap);

/* Appends to `dst` what decides about the code beside the build: the configuration file that is read and the providers
 * that are loaded.  settings_*.c, by probe; OpenSSL alone. */
void tb_describe_settings(char *dst, size_t cap);
