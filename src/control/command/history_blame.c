#include "control/command/history_blame.h"
#include "control/base/words.h"
#include "control/history/history.h"
#include "control/history/history_series.h"
#include "control/plan/pattern.h"
#include "core/text.h"
#include <sqlite3.h>
#include <string.h>

/* Appends the nearest of what a query gives. */
static void suggest(struct tb_history *history, const char *what, const char *name, const char *sql,
                    struct tb_text *why)
{
    struct tb_words names = {0};
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    struct sqlite3_stmt *row = tb_history_query(history, &ignored, sql, "");
    bool known = false;
    while (row && tb_history_step(history, row, &ignored) == 1) {
        const char *found = (const char *)sqlite3_column_text(row, 0);
        known = known || tb_pattern_matches(name, found);
        if (!tb_words_add(&names, found, strlen(found)) || !tb_words_add(&names, found, strcspn(found, "/")))
            break;
    }
    sqlite3_finalize(row);
    const char *nearest = tb_nearest(name, (const char *const *)names.items, names.num);
    const char *alike = strchr(name, '/') ? tb_words_most_alike(&names, name) : NULL; /* of a long name, or a pattern */
    if (!known)
        tb_text_printf(why, "; no %s '%s'", what, name);
    if (!known && nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    else if (!known && alike)
        tb_text_printf(why, "; the nearest is '%s'", alike);
    tb_words_free(&names);
    tb_text_free(&ignored);
}

void tb_history_blame(struct tb_history *history, const struct tb_history_filter *filter, struct tb_text *why)
{
    tb_text_printf(why, "nothing in %s matches", history->path);
    if (filter->library)
        suggest(history, "library", filter->library, "SELECT client FROM series UNION SELECT server FROM series", why);
    if (filter->metric)
        suggest(history, "metric", filter->metric, "SELECT DISTINCT metric FROM series", why);
    if (filter->case_glob)
        suggest(history, "case", filter->case_glob, "SELECT DISTINCT case_name FROM series", why);
    tb_text_add(why, "; tlsbench history list shows its runs, and a case may be a pattern such as 'kx/*'");
}
