/* export_html.c - a page with charts, for people. */
#include "control/results/export.h"
#include "control/results/page.h"
#include "control/results/page_code.h"
#include "core/text.h"

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    struct tb_page page;
    bool filled = tb_page_of_run(&page, source), good = filled && tb_page_write(out, &page, why);
    if (!filled)
        tb_text_add(why, "out of memory for the page");
    tb_page_free(&page);
    return good;
}

const struct tb_exporter tb_export_html = {
    .name = "html",
    .file = "report.html",
    .doc = "a page with the answer and charts: one file, which needs no network; tlsbench report writes it, too",
    .compares = true,
    .write = write,
    .ready = tb_page_ready};
