/* export_run.c - the exports of a run that has just ended. */
#include "control/results/export.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include <jansson.h>

static bool export(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion, const char *tag, struct tb_text *why)
{
    if (run->options.exports.num == 0)
        return true;
    json_t *facts = tb_run_facts(run);
    struct tb_export_source source = {.plan = &run->plan,
                                      .counts = &run->counts,
                                      .facts = facts,
                                      .comparison = comparison,
                                      .conclusion = conclusion,
                                      .folder = run->dir.path};
    bool good = facts && tb_export_write(&run->options.exports, &source, run->dir.path, tag, why);
    if (!facts)
        tb_text_add(why, "--export: out of memory");
    json_decref(facts);
    return good;
}

bool tb_export_all(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion, struct tb_text *why)
{
    return export(run, comparison, conclusion, "", why);
}

bool tb_export_one_of(const struct tb_run *run, const struct tb_comparison *comparison, const char *tag,
                      struct tb_text *why)
{
    return export(run, comparison, NULL, tag, why);
}
