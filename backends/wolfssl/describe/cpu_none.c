/* For builds without processor-specific code, and for those that do not report the features they use. */
#include "backends/wolfssl/lib.h"
#include <stdio.h>

const char *tb_cpu_features(char *dst, size_t cap)
{
    snprintf(dst, cap, "%s", TB_HAS_ASSEMBLY ? "" : "none (portable C)");
    return dst;
}
