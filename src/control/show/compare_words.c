/* compare_words.c - the names of compare's verdicts. */
#include "control/show/compare.h"
#include "core/catalog.h"
#include "core/text.h"
#include <string.h>

static const char *const names[] = {"same", "slower", "faster", "inconclusive", "invalid"};
enum { NUM_VERDICTS = sizeof names / sizeof *names };

const char *tb_compare_verdict(enum tb_verdict verdict)
{
    return names[verdict];
}

const char *tb_compare_verdict_of(const struct tb_comparison_row *row)
{
    bool memory = row->metric->kind == TB_METRIC_MEMORY;
    if (memory && row->verdict == TB_VERDICT_WORSE)
        return "more";
    return memory && row->verdict == TB_VERDICT_BETTER ? "less" : names[row->verdict];
}

bool tb_compare_verdict_by_name(const char *name, enum tb_verdict *verdict, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_VERDICTS; i++)
        if (strcmp(name, names[i]) == 0) {
            *verdict = (enum tb_verdict)i;
            return true;
        }
    tb_text_printf(why, "--only %s: verdicts are faster, slower, same, inconclusive, invalid", name);
    tb_suggest(why, name, names, NUM_VERDICTS);
    return false;
}
