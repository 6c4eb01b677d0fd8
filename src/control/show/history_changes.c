/* history_changes.c - tlsbench history changes: where series changed their level, and what else changed. */
#include "control/base/format.h"
#include "control/base/words.h"
#include "control/history/history_marks.h"
#include "control/history/history_series.h"
#include "control/show/history_print.h"
#include "core/change_points.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_LIMIT = 2000 };

/* ---- Changes of level ---- */

/* After a level of 0 there is no share. */
static void add_size(struct tb_text *text, const struct tb_change *change, const struct tb_history_line *line)
{
    bool worse = line->more_is_better ? change->after < change->before : change->after > change->before;
    const char *word = line->undirected ? "changed" : worse ? "worse" : "better";
    if (change->before > 0)
        tb_text_printf(text, "%-6s %+6.1f%%", word, 100 * (change->after / change->before - 1));
    else
        tb_text_printf(text, "%-6s %7s", word, "");
}

void tb_history_change(struct tb_text *text, const struct tb_history_line *line, const struct tb_change *change)
{
    const struct tb_history_point *old = &line->points[change->at - 1], *new = &line->points[change->at];
    struct tb_scale scale = tb_scale_for(line->unit, change->before);
    struct tb_text mark;
    tb_text_init(&mark, MARK_LIMIT);
    int decimals = tb_decimals_for(fmin(change->before, change->after) * scale.factor);
    tb_history_mark(&mark, line, change->at);
    tb_history_mark_suite(&mark, line, change->at);
    add_size(text, change, line);
    tb_text_printf(text, "  from %s on, after %s: ", new->run->started, old->run->started);
    tb_history_name(text, line);
    tb_text_add(text, ": ");
    tb_format_number(text, change->before * scale.factor, decimals);
    tb_text_add(text, " -> ");
    tb_format_number(text, change->after * scale.factor, decimals);
    tb_text_printf(text, " %s (p = %.2g)%s%s", scale.unit, change->p, mark.len ? "; " : "", mark.data);
    tb_text_free(&mark);
}

static bool is_large(const struct tb_change *change, double least)
{
    return change->before != change->after &&
           !(fabs(change->after / 2 - change->before / 2) < least * fabs(change->before / 2));
}

bool tb_history_find_changes(const struct tb_history_line *line, double least,
                             struct tb_change changes[TB_MOST_CHANGES], size_t *found)
{
    size_t num = 0;
    double *values = malloc((line->num + 1) * sizeof *values);
    for (size_t i = 0; values && i < line->num; i++)
        values[i] = line->points[i].value.median;
    bool good = values && tb_change_points(values, line->num, changes, TB_MOST_CHANGES, found);
    free(values);
    for (size_t i = 0; good && i < *found; i++)
        if (is_large(&changes[i], least))
            changes[num++] = changes[i];
    *found = num;
    return good;
}

static bool look_at(const struct tb_history_line *line, double least, size_t *shown)
{
    struct tb_change changes[TB_MOST_CHANGES];
    struct tb_text text;
    size_t found = 0;
    bool good = tb_history_find_changes(line, least, changes, &found);
    tb_text_init(&text, 2 * MARK_LIMIT);
    for (size_t i = 0; good && i < found; i++) {
        tb_text_clear(&text);
        tb_history_change(&text, line, &changes[i]);
        printf("%s\n", text.data);
    }
    *shown += found;
    tb_text_free(&text);
    return good;
}

/* ---- Marks ---- */

/* Collects "2026-01-16T00:00:00Z host 1: openssl-3.5 3.5.6 -> 3.5.7" for every point with a mark.  Fails only if memory
 * runs out. */
static bool collect_marks(struct tb_words *marks, const struct tb_history_line *line)
{
    struct tb_text text, mark;
    bool good = true;
    tb_text_init(&text, MARK_LIMIT);
    tb_text_init(&mark, MARK_LIMIT);
    for (size_t i = 1; i < line->num && good; i++) {
        tb_text_clear(&mark);
        tb_history_mark(&mark, line, i);
        if (!mark.len)
            continue;
        tb_text_clear(&text);
        tb_text_printf(&text, "from %s on, host %lld: %s", line->points[i].run->started, (long long)line->host,
                       mark.data);
        good = tb_words_add(marks, text.data, text.len);
    }
    tb_text_free(&text);
    tb_text_free(&mark);
    return good;
}

static int by_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Prints each mark once, by time, whether the figures changed or not.  Fails only if memory runs out. */
static bool print_marks(const struct tb_history_lines *lines)
{
    struct tb_words marks = {0};
    bool good = true;
    for (size_t i = 0; i < lines->num && good; i++)
        good = collect_marks(&marks, &lines->items[i]);
    if (marks.num)
        qsort(marks.items, marks.num, sizeof *marks.items, by_words);
    for (size_t i = 0; i < marks.num && good; i++)
        if (i == 0 || strcmp(marks.items[i], marks.items[i - 1]) != 0)
            printf("%s\n", marks.items[i]);
    tb_words_free(&marks);
    return good;
}

/* ---- All ---- */

static void print_short(const struct tb_history_lines *lines, size_t looked)
{
    size_t longest = 0;
    for (size_t i = 0; i < lines->num; i++)
        if (lines->items[i].num < TB_LEAST_SERIES && lines->items[i].num > longest)
            longest = lines->items[i].num;
    if (looked < lines->num)
        printf("%zu series %s too short: a change can be found from %d runs on, and the longest of these has %zu.\n",
               lines->num - looked, lines->num - looked == 1 ? "is" : "are", TB_LEAST_SERIES, longest);
}

bool tb_history_print_changes(const struct tb_history_lines *lines, double least)
{
    size_t shown = 0, looked = 0;
    for (size_t i = 0; i < lines->num; i++) {
        looked += lines->items[i].num >= TB_LEAST_SERIES;
        if (!look_at(&lines->items[i], least, &shown))
            return false;
    }
    if (!print_marks(lines))
        return false;
    printf("%zu change%s of at least %g%% in %zu series of %zu.\n", shown, shown == 1 ? "" : "s", 100 * least, looked,
           lines->num);
    print_short(lines, looked);
    if (looked)
        printf("About %.2g of these are due to chance (%g%% of series) if runs are independent, and many more if the "
               "speed of the machine\ndrifts from run to run; bench/studies/changes/README.md says how many.\n",
               TB_CHANGE_LEVEL * (double)looked, 100 * TB_CHANGE_LEVEL);
    return true;
}
