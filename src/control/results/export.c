#include "control/results/export.h"
#include "control/base/files.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/verdict/check_verdict.h"
#include "core/text.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define EXPORTER(name) &tb_export_##name,
static const struct tb_exporter *const exporters[] = {TB_EXPORTERS(EXPORTER)};
enum { NUM_EXPORTERS = sizeof exporters / sizeof *exporters, FILE_LIMIT = 64 << 20 };

const struct tb_exporter *const *tb_exporters(size_t *num)
{
    *num = NUM_EXPORTERS;
    return exporters;
}

const struct tb_exporter *tb_exporter_by_name(const char *name, struct tb_text *why)
{
    const char *names[NUM_EXPORTERS];
    for (size_t i = 0; i < NUM_EXPORTERS; i++) {
        names[i] = exporters[i]->name;
        if (strcmp(names[i], name) == 0)
            return exporters[i];
    }
    tb_text_printf(why, "there is no format '%s'", name);
    if (strcasecmp(name, "csv") == 0)
        tb_text_add(why, ", because the folder of each run has CSV files: summary.csv, samples.csv");
    else
        tb_suggest(why, name, names, NUM_EXPORTERS);
    tb_text_stop(why);
    for (size_t i = 0; i < NUM_EXPORTERS; i++)
        tb_text_printf(why, "%s%s", i ? ", " : "  There are: ", names[i]);
    return NULL;
}

void tb_export_take_check(struct tb_export_source *source, const struct tb_check_verdict *said)
{
    if (said->comparison.num_rows == 0)
        return;
    source->comparison = &said->comparison;
    source->conclusion = &said->conclusion;
}

/* A parsed request; `file` is NULL if it names none. */
struct request {
    const struct tb_exporter *exporter;
    const char *file;
};

static bool read_request(struct request *request, const char *text, struct tb_text *why)
{
    char name[64];
    size_t len = strcspn(text, "=");
    if (text[len] && !text[len + 1]) {
        tb_text_printf(why, "--export %s: no file behind the '='; write FORMAT=FILE", text);
        return false;
    }
    snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), text);
    request->exporter = tb_exporter_by_name(name, why);
    request->file = text[len] ? text + len + 1 : NULL;
    return request->exporter && (!request->exporter->ready || request->exporter->ready(why));
}

/* As far as that can be told before it is written. */
static bool check_target(const struct request *request, struct tb_text *why)
{
    struct tb_text wrong;
    tb_text_init(&wrong, 3 * PATH_MAX);
    bool good = !request->file || tb_target_check(request->file, request->exporter->write_files != NULL, &wrong);
    if (!good)
        tb_text_printf(why, "--export: %s", wrong.data);
    tb_text_free(&wrong);
    return good;
}

/* Is it no format, but perhaps the rest of the name of a file? */
static void hint_at_rest(const struct tb_words *requests, size_t place, struct tb_text *why)
{
    struct tb_text ignored;
    struct request before;
    tb_text_init(&ignored, 0);
    bool follows = place > 0 && read_request(&before, requests->items[place - 1], &ignored) && before.file;
    tb_text_free(&ignored);
    if (!follows || strchr(requests->items[place], '='))
        return;
    tb_text_stop(why);
    tb_text_add(why, "  If it belongs to the name of the file before it: a comma or a blank there stands behind a "
                     "backslash, as in --export 'markdown=a\\,b.md'");
}

bool tb_export_check(const struct tb_words *requests, struct tb_text *why)
{
    for (size_t i = 0; i < requests->num; i++) {
        struct request request;
        if (!read_request(&request, requests->items[i], why)) {
            hint_at_rest(requests, i, why);
            return false;
        }
        if (!check_target(&request, why))
            return false;
    }
    return true;
}

static bool check_stored(const struct request *request, const char *folder, size_t runs, size_t comparisons,
                         struct tb_text *why)
{
    const char *format = request->exporter->name;
    if (runs > 1 && !request->exporter->compares)
        tb_text_printf(why,
                       "--export %s: this format cannot hold a comparison; export each run with tlsbench export RUN %s",
                       format, format);
    else if (comparisons > 1 && request->file)
        tb_text_printf(why,
                       "--export %s=%s: %zu libraries are compared, and each one needs a file of its own; use --output "
                       "DIR",
                       format, request->file, comparisons);
    else if (!request->file && !folder)
        tb_text_printf(why, "--export %s: no file is named; use --export %s=FILE or --output DIR", format, format);
    return why->len == 0;
}

bool tb_export_check_stored(const struct tb_words *requests, const char *folder, size_t runs, size_t comparisons,
                            struct tb_text *why)
{
    bool good = tb_export_check(requests, why);
    for (size_t i = 0; good && i < requests->num; i++) {
        struct request request;
        good =
            read_request(&request, requests->items[i], why) && check_stored(&request, folder, runs, comparisons, why);
    }
    return good;
}

bool tb_export_file(const struct tb_exporter *exporter, const struct tb_export_source *source, const char *path,
                    struct tb_text *why)
{
    struct tb_text content;
    if (exporter->write_files)
        return exporter->write_files(path, source, why);
    tb_text_init(&content, FILE_LIMIT);
    bool good = exporter->write(&content, source, why);
    if (good && content.truncated) {
        tb_text_printf(why, "%s: out of memory, or more than %d bytes", path, FILE_LIMIT);
        good = false;
    }
    good = good && tb_file_write(path, content.data, content.len, why);
    tb_text_free(&content);
    return good;
}

static bool write_request(const struct request *request, const struct tb_export_source *source, const char *folder,
                          const char *tag, struct tb_text *why)
{
    char path[PATH_MAX];
    const char *file = request->exporter->file;
    int stem = (int)strcspn(file, ".");
    if (request->file)
        return tb_export_file(request->exporter, source, request->file, why);
    if (snprintf(path, sizeof path, "%s/%.*s%s%s", folder, stem, file, tag, file + stem) < (int)sizeof path)
        return tb_export_file(request->exporter, source, path, why);
    tb_text_printf(why, "%s/%s: %s", folder, file, strerror(ENAMETOOLONG));
    return false;
}

bool tb_export_write(const struct tb_words *requests, const struct tb_export_source *source, const char *folder,
                     const char *tag, struct tb_text *why)
{
    bool good = true;
    for (size_t i = 0; i < requests->num; i++) {
        struct request request;
        good = read_request(&request, requests->items[i], why) && write_request(&request, source, folder, tag, why) &&
               good;
    }
    return good;
}

void tb_export_note_injected(const char *format, const struct tb_plan *plan)
{
    struct tb_text line;
    tb_text_init(&line, 1000);
    for (size_t place = 0; tb_injected_next(plan, &place, &line);)
        fprintf(stderr, "tlsbench: note: %s leaves it out: %s\n", format, line.data);
    tb_text_free(&line);
}

void tb_export_name(struct tb_text *name, const struct tb_planned *planned, const struct tb_cell *cell)
{
    tb_text_printf(name, "%s/%s", planned->name, cell->variant->name);
}

const char *tb_export_fact(const struct tb_export_source *source, const char *object, const char *key)
{
    const json_t *of = *object ? json_object_get(source->facts, object) : source->facts;
    const char *text = json_string_value(json_object_get(of, key));
    return text ? text : "";
}
