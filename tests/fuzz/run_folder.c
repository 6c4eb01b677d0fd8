/* run_folder.c - a stored run: samples.csv, and after lines of "---" summary.csv, run.json and, if there is a fourth
 * part, counters.csv. */
#include "control/store/load_run.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

static const char *const names[] = {"samples.csv", "summary.csv", "run.json", "counters.csv"};
enum { NUM_NAMES = sizeof names / sizeof *names, NUM_NEEDED = 3 };

static void write_files(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < NUM_NAMES; i++) {
        const uint8_t *end = len > 0 ? memmem(bytes, len, "\n---\n", 5) : NULL;
        size_t part = end && i + 1 < NUM_NAMES ? (size_t)(end - bytes) + 1 : len, past = part < len ? part + 4 : len;
        if (len > 0 || i < NUM_NEEDED)
            tb_fuzz_write(names[i], bytes, part);
        else
            tb_fuzz_remove(names[i]);
        bytes += past;
        len -= past;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_loaded_run run;
    struct tb_text why;
    tb_fuzz_folder();
    write_files(bytes, len);
    tb_text_init(&why, 4000);
    bool good = tb_run_load(&run, tb_fuzz_folder(), &why);
    tb_promise(good == (why.len == 0));
    for (size_t i = 0; good && i < run.plan.num; i++)
        tb_promise(run.plan.items[i].name != NULL);
    for (size_t i = 0; good && i < run.counts.num; i++)
        tb_promise(tb_counts_of(&run.counts, run.counts.items[i].cell) == &run.counts.items[i]);
    tb_run_unload(&run);
    tb_text_free(&why);
    return 0;
}
