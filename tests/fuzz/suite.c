/* suite.c - a suite file, as read by `tlsbench run FILE`. */
#include "control/plan/suite.h"
#include "core/text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_fuzz_file file = tb_fuzz_file(bytes, len);
    struct tb_suite suite;
    struct tb_text why;
    tb_text_init(&why, 2000);
    bool good = tb_suite_load(&suite, file.path, "/nowhere", &why);
    tb_promise(good == (why.len == 0));
    tb_promise(!good || suite.num_sections > 0);
    for (size_t i = 0; good && i < suite.num_sections; i++)
        tb_promise(suite.sections[i].driver != NULL && suite.sections[i].heading != NULL);
    tb_suite_free(&suite);
    tb_text_free(&why);
    tb_fuzz_file_end(&file);
    return 0;
}
