/* case_name.c - the name of a case, as in --case, suites, records and stored runs. */
#include "core/case.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *name = tb_fuzz_text(bytes, len);
    struct tb_case parsed;
    struct tb_text why, again;
    tb_text_init(&why, 2000);
    tb_text_init(&again, 2000);
    bool good = tb_case_parse(&parsed, name, &why);
    tb_promise(good == (why.len == 0));
    if (good) {
        tb_case_name(&parsed, &again);
        struct tb_case same;
        tb_promise(tb_case_parse(&same, again.data, &why) && tb_case_equal(&same, &parsed));
        /* a case has only one name, but a size may be given with a k */
        tb_promise(strcmp(again.data, name) == 0 || strpbrk(name, "kK"));
    }
    tb_text_free(&again);
    tb_text_free(&why);
    free(name);
    return 0;
}
