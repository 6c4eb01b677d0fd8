#include "control/results/page_code.h"
#include "control/base/files.h"
#include "control/base/places.h"
#include "core/text.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIBRARY_LIMIT = 8 << 20, OWN_LIMIT = 1 << 20 };

/* Debian's libjs-vega; whoever has it elsewhere names the folder. */
#define VEGA_FOLDER   "/usr/share/javascript/vega"
#define VEGA_VARIABLE "TLSBENCH_VEGA"

/* Debian has it in modules: those that we need, in the order in which they need each other; what others call them, and
 * the file.  As its authors publish it, all but the interpreter is one file. */
static const struct vega_module {
    const char *name, *file;
} vega_modules[] = {{"vega-util", "vega-util.min.js"},
                    {"vega-time", "vega-time.min.js"},
                    {"vega-format", "vega-format.min.js"},
                    {"vega-loader", "vega-loader.min.js"},
                    {"vega-canvas", "vega-canvas.min.js"},
                    {"vega-expression", "vega-expression.min.js"},
                    {"vega-event-selector", "vega-event-selector.min.js"},
                    {"vega-statistics", "vega-statistics.min.js"},
                    {"vega-scale", "vega-scale.min.js"},
                    {"vega-dataflow", "vega-dataflow.min.js"},
                    {"vega-scenegraph", "vega-scenegraph.min.js"},
                    {"vega-selections", "vega-selection.min.js"},
                    {"vega-transforms", "vega-transforms.min.js"},
                    {"vega-view-transforms", "vega-view-transforms.min.js"},
                    {"vega-encode", "vega-encode.min.js"},
                    {"vega-functions", "vega-functions.min.js"},
                    {"vega-parser", "vega-parser.min.js"},
                    {"vega-runtime", "vega-runtime.min.js"},
                    {"vega-view", "vega-view.min.js"},
                    {"vega-interpreter", "vega-interpreter.min.js"}},
  vega_bundle[] = {{"vega", "vega.min.js"}, {"vega-interpreter", "vega-interpreter.min.js"}};
enum {
    NUM_VEGA_MODULES = sizeof vega_modules / sizeof *vega_modules,
    NUM_VEGA_BUNDLE = sizeof vega_bundle / sizeof *vega_bundle
};

static bool vega_path(char path[PATH_MAX], const char *file)
{
    const char *folder = getenv(VEGA_VARIABLE);
    int len = snprintf(path, PATH_MAX, "%s/%s", folder && *folder ? folder : VEGA_FOLDER, file);
    return len > 0 && len < PATH_MAX;
}

/* The modules, which Debian 12 and 13 both have, or where they are not there the one file. */
static const struct vega_module *vega(size_t *num)
{
    char path[PATH_MAX];
    bool modules = vega_path(path, vega_modules[0].file) && access(path, R_OK) == 0;
    bool bundle = !modules && vega_path(path, vega_bundle[0].file) && access(path, R_OK) == 0;
    *num = bundle ? NUM_VEGA_BUNDLE : NUM_VEGA_MODULES;
    return bundle ? vega_bundle : vega_modules;
}

bool tb_page_ready(struct tb_text *why)
{
    char path[PATH_MAX];
    size_t num;
    const struct vega_module *needed = vega(&num);
    for (size_t i = 0; i < num; i++)
        if (!vega_path(path, needed[i].file) || access(path, R_OK) != 0) {
            tb_text_printf(why,
                           "a page needs the chart library Vega, and %s cannot be read; install Debian's package "
                           "libjs-vega, or name the folder that has its files in %s",
                           path, VEGA_VARIABLE);
            return false;
        }
    return true;
}

/* A script as it is: it must not hold what would end it. */
static bool write_script(struct tb_text *out, const char *path, size_t limit, struct tb_text *why)
{
    char *script = tb_file_read(path, limit, why);
    bool good = script && !strcasestr(script, "</script") && !strstr(script, "<!--");
    if (script && !good)
        tb_text_printf(why, "%s holds text that would end it in a page; use another version", path);
    if (good) {
        tb_text_add(out, script);
        tb_text_add(out, "\n");
    }
    free(script);
    return good;
}

static bool write_own(struct tb_text *out, const char *file, struct tb_text *why)
{
    char path[PATH_MAX];
    return tb_places_data(path, file, why) && write_script(out, path, OWN_LIMIT, why);
}

/* Vega's modules would take node for a loader of their own kind, and so do not see its names. */
static bool write_vega(struct tb_text *out, struct tb_text *why)
{
    char path[PATH_MAX];
    size_t num;
    const struct vega_module *needed = vega(&num);
    bool good = tb_page_ready(why);
    for (size_t i = 0; i < num && good; i++) {
        tb_text_add(out, "(function (define, exports, module, require) {\n");
        good = vega_path(path, needed[i].file) && write_script(out, path, LIBRARY_LIMIT, why);
        tb_text_printf(out, "})(defineModule('%s'));\n", needed[i].name);
    }
    return good;
}

bool tb_page_code(struct tb_text *out, enum tb_page_place place, struct tb_text *why)
{
    bool node = place == TB_PAGE_IN_NODE;
    return (!node || write_own(out, "bench/page/ruler.js", why)) && write_own(out, "bench/page/modules.js", why) &&
           write_vega(out, why) && write_own(out, "bench/page/page.js", why) &&
           write_own(out, node ? "bench/page/svg.js" : "bench/page/draw.js", why);
}
