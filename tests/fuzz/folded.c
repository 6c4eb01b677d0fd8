/* folded.c - files of stacks, which anybody may have changed. */
#include "control/store/folded.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_folded folded;
    struct tb_text why;
    tb_text_init(&why, 2000);
    struct tb_fuzz_file file = tb_fuzz_file(bytes, len);
    bool good = tb_folded_read(&folded, file.path, &why);
    tb_promise(good == (why.len == 0));
    for (size_t i = 0; i < folded.num && good; i++)
        tb_promise(folded.lines[i].count > 0 && *folded.lines[i].stack &&
                   (i == 0 || strcmp(folded.lines[i - 1].stack, folded.lines[i].stack) <= 0));
    tb_folded_free(&folded);
    tb_fuzz_file_end(&file);
    tb_text_free(&why);
    return 0;
}
