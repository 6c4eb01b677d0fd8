/* perf_script.h - reads perf's samples and folds them: one stack in a line, as flame graphs take them.
 *
 * The input is that of `perf script --ns --fields=tid,time,ip,sym,dso` (perf-script(1)): a line of a thread and a time,
 * then the stack, the innermost function first, then an empty line.  The output is that of Brendan Gregg's
 * stackcollapse: functions from the outermost to the innermost, parted by ';', and behind a blank the number of
 * samples.
 *
 * Only samples within the timed regions count.  A stack begins at the function that calls the timed work; what called
 * it, main and Google Benchmark, is the same in all of them and left out.
 */
#pragma once
#include "control/base/words.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_regions;
struct tb_text;

/* Behind a function's name: of tlsbench itself (the worker, and the functions of adapters that other files call; an
 * adapter's static functions have no name by which they could be told from the library's), and of the kernel, as
 * stackcollapse has it.  Without a name, a function is called after its file: "[libcrypto.so.3]". */
#define TB_FRAME_OWN    "_[tlsbench]"
#define TB_FRAME_KERNEL "_[k]"
/* The first frame of a stack that ends early: whatever called the second one is not known. */
#define TB_FRAME_CUT    "[unknown caller]"

struct tb_folding {
    struct tb_words
        stacks;     /* one of each sample, sorted: "tb_timed_chunk_[tlsbench];run_seal_[tlsbench];EVP_AEAD..." */
    size_t outside; /* samples that lie in no region */
    size_t unnamed; /* samples in a function without a name */
    size_t cut;     /* stacks that end early */
    size_t lost;    /* samples that perf says it lost, wherever they were */
};

/* To be freed in any case.  false: it cannot be read, is not perf's, or memory ran out; `why` says where. */
bool tb_perf_script_read(struct tb_folding *folding, const char *path, const struct tb_regions *regions,
                         struct tb_text *why);
void tb_folding_free(struct tb_folding *folding);

/* Appends a line for each different stack, `root` being its first frames. */
void tb_folding_write(struct tb_text *out, const struct tb_folding *folding, const char *root);
