/* compare_show.c - shows a whole comparison: tables, closing words, comparison.csv. */
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/command/compare_runs.h"
#include "control/show/view.h"
#include "core/text.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FILE_LIMIT = 64 << 20 };

static bool write_csv(const struct tb_compared *compared, struct tb_compared_runs runs, const char *folder,
                      const char *file, struct tb_text *why)
{
    char path[PATH_MAX];
    struct tb_text csv;
    if (snprintf(path, sizeof path, "%s/%s", folder, file) >= (int)sizeof path) {
        tb_text_printf(why, "%s: %s", folder, strerror(ENAMETOOLONG));
        return false;
    }
    tb_text_init(&csv, FILE_LIMIT);
    tb_comparison_csv(&csv, compared->comparison, runs);
    if (csv.truncated)
        tb_text_printf(why, "%s: out of memory for its content", path);
    bool good = !csv.truncated && tb_file_write(path, csv.data, csv.len, why);
    tb_text_free(&csv);
    return good;
}

static bool is_measured(const struct tb_comparison *comparison)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].base_cell && comparison->rows[i].other_cell)
            return true;
    return false;
}

/* Is there a case that both sides measured, and that can be compared? */
static bool is_anything(const struct tb_comparison *comparison)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].ratio.rounds > 0)
            return true;
    return false;
}

enum tb_compare_end tb_compare_both(enum tb_compare_end a, enum tb_compare_end b)
{
    return a > b ? a : b;
}

int tb_compare_exit(enum tb_compare_end end)
{
    return end == TB_COMPARE_GOOD ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
}

enum tb_compare_end tb_compare_show(const struct tb_compared *compared, struct tb_compared_runs runs,
                                    const struct tb_compare_options *options, const char *file, struct tb_text *why)
{
    struct tb_term term = tb_term_of(STDOUT_FILENO);
    struct tb_words notes = {0};
    if (compared->comparison->of_cases)
        printf("\n%s: each case against the same case with %s, %s\n", compared->comparison->base->name,
               compared->comparison->base_name,
               compared->alone ? "measured one after the other in each round"
                               : "paired by round, but not measured next to each other");
    bool good = tb_compare_print(compared, &options->view, &term, &notes);
    tb_view_print_notes(&notes);
    tb_words_free(&notes);
    good = good && tb_compare_close(compared);
    if (!good)
        tb_text_add(why, "out of memory for the tables");
    good = (!options->output || write_csv(compared, runs, options->output, file, why)) && good;
    fflush(stdout);
    if (!good)
        return TB_COMPARE_FAILED;
    if (!is_anything(compared->comparison))
        tb_text_add(why, is_measured(compared->comparison)
                             ? "no case could be compared; the notes below the tables say why"
                             : "no case was measured on both sides; choose other cases or runs");
    return is_anything(compared->comparison) ? TB_COMPARE_GOOD : TB_COMPARE_NOTHING;
}
