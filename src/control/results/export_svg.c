/* export_svg.c - the charts of the page, each as a picture. */
#include "control/results/export.h"
#include "control/results/page.h"
#include "core/text.h"

static bool write_files(const char *folder, const struct tb_export_source *source, struct tb_text *why)
{
    struct tb_page page;
    size_t num;
    bool filled = tb_page_of_run(&page, source), good = filled && tb_page_svg(&page, folder, &num, why);
    if (!filled)
        tb_text_add(why, "out of memory for the charts");
    tb_page_free(&page);
    return good;
}

const struct tb_exporter tb_export_svg = {
    .name = "svg",
    .file = "charts",
    .doc = "a folder with the charts of the page, an SVG file each, for a paper or a pull request; needs node",
    .compares = true,
    .write_files = write_files,
    .ready = tb_page_svg_ready};
