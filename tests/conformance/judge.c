/* judge.c - the texts of judgements. */
#include "judge.h"

struct judgement judged(enum outcome outcome, const char *format, ...)
{
    struct judgement judgement = {.outcome = outcome};
    va_list args;
    va_start(args, format);
    vsnprintf(judgement.why, sizeof judgement.why, format, args);
    va_end(args);
    return judgement;
}

struct judgement judged_right(enum outcome outcome)
{
    return (struct judgement){.outcome = outcome};
}

struct judgement judged_refusal(enum verdict verdict)
{
    return verdict == VALID ? judged(WRONG, "it is refused") : judged_right(REFUSED);
}

struct judgement judged_failure(const struct subject *subject, const char *call, enum tb_status status)
{
    char why[128];
    subject->backend->error_text(subject->lib, why, sizeof why);
    return judged(WRONG, "%s is %s%s%s", call, status_name(status), why[0] ? ": " : "", why);
}
