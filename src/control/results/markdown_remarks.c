/* markdown_remarks.c - what a reader must know of a run before he trusts its figures: what the terminal says, as a
 * list. */
#include "control/base/escape.h"
#include "control/plan/inject.h"
#include "control/results/markdown.h"
#include "control/show/remarks.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_injected(struct tb_text *out, const struct tb_plan *plan)
{
    struct tb_text line;
    tb_text_init(&line, 1000);
    for (size_t place = 0; tb_injected_next(plan, &place, &line);) {
        tb_text_add(out, "\nWarning: ");
        tb_escape_markdown(out, line.data);
        tb_text_add(out, ".\n");
    }
    tb_text_free(&line);
}

/* "warning: beta lacks fast code" */
static void add_remark(struct tb_text *out, const char *remark, size_t *left_out)
{
    static const char warning[] = "warning: ", note[] = "note: ";
    bool warns = strncmp(remark, warning, strlen(warning)) == 0;
    struct tb_text row;
    tb_text_init(&row, TB_MARKDOWN_ROW);
    tb_text_add(&row, warns ? "- Warning: " : "- Note: ");
    tb_escape_markdown(&row, remark + (warns ? strlen(warning) : strlen(note)));
    tb_markdown_row(out, &row, left_out);
    tb_text_free(&row);
}

void tb_markdown_remarks(struct tb_text *out, const struct tb_plan *plan, const struct json_t *facts)
{
    char *text = NULL, *rest, *line;
    size_t len, left_out = 0;
    FILE *file = open_memstream(&text, &len);
    add_injected(out, plan);
    bool whole = file && tb_remarks_print(file, plan, facts);
    whole = file && fclose(file) == 0 && whole;
    for (rest = text; whole && *rest && (line = strsep(&rest, "\n"));) {
        tb_text_add(out, line == text ? "\n" : "");
        add_remark(out, line, &left_out);
    }
    if (!whole)
        tb_text_add(out, "\nNote: memory ran out for the remarks on this run; `tlsbench show` has them.\n");
    if (left_out)
        tb_text_printf(out, "\n`tlsbench show` has %zu more remarks on this run.\n", left_out);
    free(text);
}
