#include "backends/wolfssl/trust/pretend_time.h"
#include "backends/wolfssl/compat.h"
#include <time.h>
#include <wolfssl/wolfcrypt/asn_public.h>

static _Thread_local int64_t pretended; /* 0: the real clock */

static time_t pretended_time(time_t *t)
{
    time_t now = pretended ? (time_t)pretended : time(NULL);
    if (t)
        *t = now;
    return now;
}

void tb_pretend_prepare(int64_t now)
{
    if (now)
        wc_SetTimeCb(pretended_time);
}

void tb_pretend_begin(int64_t now)
{
    pretended = now;
}

void tb_pretend_end(void)
{
    pretended = 0;
}
