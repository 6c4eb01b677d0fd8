/* injection.c - the values of --inject: valid ones keep their meaning, others are refused with a reason. */
#include "core/injection.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *word = tb_fuzz_text(bytes, len), words[TB_INJECTION_CAP];
    struct tb_injection injection, again;
    struct tb_text why;
    tb_text_init(&why, 2000);
    bool good = tb_injection_parse(&injection, word, &why);
    tb_promise(good == (why.len == 0));
    if (good) {
        tb_promise(injection.pct >= 0.1 && injection.pct <= 1000 && injection.every >= 1 && injection.from >= 1);
        tb_promise(injection.tail >= 0 && injection.tail <= 50);
        tb_injection_words(words, &injection);
        tb_promise(tb_injection_parse(&again, words, &why)); /* the form in files can be parsed again */
        tb_promise(again.every == injection.every && again.from == injection.from && again.side == injection.side);
        tb_promise(again.pct / injection.pct > 1 - 1e-12 && again.pct / injection.pct < 1 + 1e-12);
        tb_promise((again.tail > 0) == (injection.tail > 0));
    }
    tb_text_free(&why);
    free(word);
    return 0;
}
