#include "control/command/history_blame.h"
#include "control/base/words.h"
#include "control/history/history.h"
#include "control/history/history_series.h"
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
        known = known || strcmp(found, name) == 0;
        if (!tb_words_add(&names, found, strlen(found)))
            break;
    }
    sqlite3_finalize(row);
    if (!known) {
        tb_text_printf(why, "; no %s '%s'", what, name);
        tb_words_suggest(why, name, &names);
    }
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
    if (filter->case_glob && !strpbrk(filter->case_glob, "*?["))
        suggest(history, "case", filter->case_glob, "SELECT DISTINCT case_name FROM series", why);
    tb_text_add(why, "; tlsbench history list shows its runs, and a case may be a pattern such as 'kx/*'");
}
