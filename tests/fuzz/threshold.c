/* threshold.c - threshold rules, as in --threshold and suites. */
#include "control/plan/thresholds.h"
#include "core/text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *word = tb_fuzz_text(bytes, len);
    struct tb_threshold_rule rule;
    struct tb_text why;
    tb_text_init(&why, 2000);
    bool good = tb_threshold_parse(&rule, word, &why);
    tb_promise(good == (why.len == 0));
    tb_promise(!good || (rule.pattern != NULL && rule.threshold >= 0 && rule.threshold <= 10)); /* no NaN */
    tb_promise(!good || (*rule.pattern && (!rule.metric || *rule.metric)));
    tb_promise(good || !rule.pattern);
    tb_threshold_free(&rule);
    tb_text_free(&why);
    free(word);
    return 0;
}
