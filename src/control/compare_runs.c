#include "control/compare_runs.h"
#include "control/exit.h"
#include "core/text.h"

int tb_compare_runs(const struct tb_words *folders, const struct tb_compare_options *options, struct tb_text *why)
{
    (void)folders;
    (void)options;
    tb_text_add(why, "runs on disk cannot be compared yet: name libraries");
    return TB_EXIT_USAGE;
}
