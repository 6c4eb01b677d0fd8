/* A build without code for particular processors, or one that keeps its view of them to itself. */
#include "backends/wolfssl/lib.h"
#include <stdio.h>

const char *tb_cpu_features(char *dst, size_t cap)
{
    snprintf(dst, cap, "%s", TB_HAS_ASSEMBLY ? "" : "none (portable C)");
    return dst;
}
