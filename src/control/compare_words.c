/* compare_words.c - ratios and verdicts of compare in words. */
#include "control/compare.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

static const char *const names[] = {"same", "slower", "faster", "inconclusive", "invalid"};
enum { NUM_VERDICTS = sizeof names / sizeof *names };

static const double multiples_from = 1.2; /* below it a percentage tells more */

const char *tb_compare_verdict(enum tb_verdict verdict)
{
    return names[verdict];
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

/* How many times as fast, or as slow, the other one is: what the words stand beside. */
static double in_terms_of(double ratio, bool slower)
{
    return slower ? ratio : 1 / ratio;
}

static int decimals_of(double multiple)
{
    return multiple < 9.995 ? 2 : multiple < 99.95 ? 1 : 0;
}

void tb_compare_ratio(struct tb_text *text, double ratio)
{
    bool slower = ratio > 1;
    double multiple = in_terms_of(ratio, slower);
    if (multiple >= multiples_from)
        tb_text_printf(text, "%.*fx %s", decimals_of(multiple), multiple, slower ? "slower" : "faster");
    else if (100 * (multiple - 1) < 0.05)
        tb_text_add(text, "the same");
    else
        tb_text_printf(text, "%.1f%% %s", 100 * (multiple - 1), slower ? "slower" : "faster");
}

void tb_compare_interval(struct tb_text *text, const struct tb_ratio *ratio)
{
    bool slower = ratio->ratio > 1;
    double multiple = in_terms_of(ratio->ratio, slower);
    double low = in_terms_of(slower ? ratio->low : ratio->high, slower);
    double high = in_terms_of(slower ? ratio->high : ratio->low, slower);
    if (multiple >= multiples_from)
        tb_text_printf(text, "%.*f to %.*f", decimals_of(multiple), low, decimals_of(multiple), high);
    else
        tb_text_printf(text, "%.1f to %.1f%%", 100 * (low - 1), 100 * (high - 1));
}
