/* markdown_remarks.c - what a reader must know of a run before he trusts its figures: what the terminal says, as a
 * list. */
#include "control/base/escape.h"
#include "control/results/doubts.h"
#include "control/results/markdown.h"
#include "core/text.h"
#include <jansson.h>
#include <string.h>

/* "warning: beta lacks fast code" */
static void add_remark(struct tb_text *out, const char *remark, size_t *left_out)
{
    static const char warning[] = "warning: ", note[] = "note: ";
    bool warns = strncmp(remark, warning, strlen(warning)) == 0, notes = strncmp(remark, note, strlen(note)) == 0;
    struct tb_text row;
    tb_text_init(&row, TB_MARKDOWN_ROW);
    tb_text_add(&row, warns ? "- Warning: " : notes ? "- Note: " : "- ");
    tb_escape_markdown(&row, remark + (warns ? strlen(warning) : notes ? strlen(note) : 0));
    tb_markdown_row(out, &row, left_out);
    tb_text_free(&row);
}

bool tb_markdown_remarks(struct tb_text *out, const struct tb_export_source *source)
{
    json_t *doubts = tb_doubts(source), *doubt;
    bool good = doubts != NULL;
    size_t i, left_out = 0;
    tb_text_add(out, json_array_size(doubts) ? "\n" : "");
    json_array_foreach(doubts, i, doubt)
    {
        add_remark(out, json_string_value(doubt), &left_out);
    }
    if (left_out)
        tb_text_printf(out, "\n`tlsbench show` has %zu more remarks on this run.\n", left_out);
    json_decref(doubts);
    return good;
}
