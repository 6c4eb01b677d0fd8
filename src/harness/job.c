#include "harness/driver.h"

enum tb_status tb_job_fail(const struct tb_job *job, enum tb_status status, const char *format, ...)
{
    if (status == TB_OK || job->why->len > 0)
        return status;
    va_list args;
    va_start(args, format);
    tb_text_vprintf(job->why, format, args);
    va_end(args);
    char text[256] = "";
    if (job->backend->error_text(job->lib, text, sizeof text) > 0)
        tb_text_printf(job->why, ": %s", text);
    return status;
}
