/* perf_script.c - what perf script prints, of which every sample counts; and the stacks that are made of it, read
 * back. */
#include "control/run/perf_script.h"
#include "control/store/folded.h"
#include "core/regions.h"
#include "core/text.h"
#include "fuzz.h"

static void read_back(const struct tb_folding *folding)
{
    struct tb_folded folded;
    struct tb_text text, why;
    tb_text_init(&why, 1000);
    tb_text_init(&text, 1 << 26);
    tb_folding_write(&text, folding, "case");
    tb_promise(!text.truncated);
    struct tb_fuzz_file file = tb_fuzz_file((const uint8_t *)text.data, text.len);
    bool good = tb_folded_read(&folded, file.path, &why);
    uint64_t sum = 0;
    size_t first;
    for (size_t i = 0; i < folded.num; i++)
        sum += folded.lines[i].count;
    tb_promise(good && sum == folding->stacks.num && tb_folded_below(&folded, "case", &first) == folded.num);
    tb_folded_free(&folded);
    tb_fuzz_file_end(&file);
    tb_text_free(&text);
    tb_text_free(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const double from = 0, to = 1e30;
    const struct tb_regions regions = {&from, &to, 1};
    struct tb_folding folding;
    struct tb_text why;
    tb_text_init(&why, 2000);
    struct tb_fuzz_file file = tb_fuzz_file(bytes, len);
    bool good = tb_perf_script_read(&folding, file.path, &regions, &why);
    tb_promise(good == (why.len == 0));
    tb_promise(folding.cut <= folding.stacks.num && folding.unnamed <= folding.stacks.num);
    if (good)
        read_back(&folding);
    tb_folding_free(&folding);
    tb_fuzz_file_end(&file);
    tb_text_free(&why);
    return 0;
}
