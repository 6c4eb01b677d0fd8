/* The last failure, for error_text.
 *
 * It is kept per thread and not per tb_lib, like errno, because threads share a tb_lib, and a failed open has none.
 */
#include "backends/wolfssl/lib.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char last_failure[256];

enum tb_status tb_fail(enum tb_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(last_failure, sizeof last_failure, format, args);
    va_end(args);
    return status;
}

enum tb_status tb_fail_code(enum tb_status status, int code, const char *what)
{
    char words[WOLFSSL_MAX_ERROR_SZ];
    wolfSSL_ERR_error_string_n((unsigned long)(long)code, words, sizeof words);
    return tb_fail(status, "%s: %s (wolfSSL %d)", what, words, code);
}

enum tb_status tb_lacks(const char *what)
{
    return tb_fail(TB_UNSUPPORTED, "this build of wolfSSL has no %s", what);
}

size_t tb_wolfssl_error_text(tb_lib *lib, char *dst, size_t cap)
{
    (void)lib;
    if (cap == 0)
        return 0;
    snprintf(dst, cap, "%s", last_failure);
    last_failure[0] = '\0';
    return strlen(dst);
}
