/* describe.h - attestation: describe_openssl.c or describe_boringssl.c, by probe. */
#pragma once
#include "backends/openssl/lib.h"

/* The CPU features that the library reports, or what is known about them if it reports none; cpu_info_*.c, by probe. */
void tb_cpu_info(char *dst, size_t cap);

/* Appends to `dst` what else determines the code that runs: the configuration file that is read and the loaded
 * providers.  settings_*.c, by probe; OpenSSL only. */
void tb_describe_settings(char *dst, size_t cap);
