#include "control/plan/shown.h"
#include "control/base/words.h"
#include "control/plan/metric_lacks.h"
#include "control/plan/plan.h"
#include "core/catalog.h"
#include "core/text.h"
#include <fnmatch.h>
#include <stdint.h>
#include <string.h>

static const char *const of_cycles[] = {"cycles", "instructions_per_cycle", "cache_misses", "branch_misses"};
static const char *const of_energy[] = {"energy"};
/* The list's strings are its own for whoever frees it, which nobody does here. */
static const struct tb_words by_hardware[] = {{(char **)(uintptr_t)of_cycles, sizeof of_cycles / sizeof *of_cycles},
                                              {(char **)(uintptr_t)of_energy, sizeof of_energy / sizeof *of_energy}};

const struct tb_words *tb_shown_by_hardware(const char *metric)
{
    for (size_t i = 0; i < sizeof by_hardware / sizeof *by_hardware; i++)
        if (tb_words_have(&by_hardware[i], metric))
            return &by_hardware[i];
    return NULL;
}

/* The metrics of all cases, without duplicates.  false: out of memory. */
static bool name_metrics(struct tb_words *names, const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_driver_info *driver = plan->items[i].c.driver;
        for (size_t j = 0; j < driver->num_metrics && !plan->items[i].steady; j++) {
            const struct tb_metric_info *metric = &driver->metrics[j];
            if (metric->counted == plan->counted && tb_metric_applies(metric, &plan->items[i].c) &&
                !tb_words_have(names, metric->name) && !tb_words_add(names, metric->name, strlen(metric->name)))
                return false;
        }
    }
    return true;
}

static bool matches_one(const struct tb_words *names, const char *word)
{
    for (size_t i = 0; i < names->num; i++)
        if (fnmatch(word, names->items[i], 0) == 0)
            return true;
    return false;
}

bool tb_shown_check(const struct tb_plan *plan, const struct tb_words *show, struct tb_text *why)
{
    struct tb_words names = {0};
    size_t i = 0;
    bool good = show->num == 0 || name_metrics(&names, plan);
    if (!good)
        tb_text_add(why, "out of memory");
    while (good && i < show->num && matches_one(&names, show->items[i]))
        i++;
    if (good && i < show->num) {
        tb_text_printf(why, "--show '%s': no case of this run has this metric", show->items[i]);
        tb_metric_lacks(why, show->items[i], &names);
        good = false;
    }
    tb_words_free(&names);
    return good;
}

bool tb_shown_any(const struct tb_planned *planned)
{
    for (size_t i = 0; i < planned->c.driver->num_metrics; i++)
        if (tb_planned_shows(planned, &planned->c.driver->metrics[i]))
            return true;
    return false;
}
