/* catalog_uses.c - queries of the catalog about a driver, a metric or a case. */
#include "core/catalog.h"
#include <string.h>

size_t tb_driver_place(const struct tb_driver_info *driver)
{
    size_t num;
    return (size_t)(driver - tb_drivers(&num));
}

const struct tb_driver_info *tb_driver_by_name(const char *name)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++)
        if (strcmp(drivers[i].name, name) == 0)
            return &drivers[i];
    return NULL;
}

#define NAME(name) [TB_METRIC(name)] = #name,

const char *tb_metric_name(enum tb_metric metric)
{
    static const char *const names[] = {[tb_metric_other] = "", TB_METRIC_NAMES(NAME)};
    return names[metric];
}

const struct tb_metric_info *tb_metric_by_name(const struct tb_driver_info *driver, const char *name)
{
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (strcmp(driver->metrics[i].name, name) == 0)
            return &driver->metrics[i];
    return NULL;
}

const struct tb_metric_info *tb_metric_by_id(const struct tb_driver_info *driver, enum tb_metric id)
{
    return tb_metric_by_name(driver, tb_metric_name(id));
}

static bool has_threads(const struct tb_metric_info *metric, const struct tb_case *c)
{
    switch (metric->threads) {
    case TB_METRIC_OF_ONE:
        return tb_case_threads(c) == 1;
    case TB_METRIC_OF_THREADS:
        return tb_case_names_threads(c);
    case TB_METRIC_OF_ANY:
        break;
    }
    return true;
}

static bool has_load(const struct tb_metric_info *metric, const struct tb_case *c)
{
    return metric->load == TB_METRIC_OF_ANY_LOAD ||
           (metric->load == TB_METRIC_OF_ARRIVALS) == (tb_case_arrivals(c) > 0);
}

/* Of arrivals, all but the rates are told of the whole sample. */
static bool is_rate_of_arrivals(const struct tb_metric_info *metric)
{
    return metric->load == TB_METRIC_OF_ARRIVALS && strcmp(metric->unit, "1/s") == 0;
}

bool tb_metric_is_of_sample(const struct tb_metric_info *metric)
{
    return metric->kind == TB_METRIC_LATENCY || metric->kind == TB_METRIC_MEMORY ||
           (metric->load == TB_METRIC_OF_ARRIVALS && !is_rate_of_arrivals(metric));
}

bool tb_metric_adds_up(const struct tb_metric_info *metric)
{
    return metric->kind == TB_METRIC_RATE || is_rate_of_arrivals(metric);
}

bool tb_metric_applies(const struct tb_metric_info *metric, const struct tb_case *c)
{
    return has_threads(metric, c) && has_load(metric, c) && (!metric->only || *c->value[metric->only]) &&
           (!metric->transport || strcmp(metric->transport, c->value[TB_PARAM_TRANSPORT]) == 0) &&
           (!metric->operation || strcmp(metric->operation, c->value[TB_PARAM_OPERATION]) == 0);
}

/* Cases of different numbers of threads have the same rows in a table. */
bool tb_metric_is_headline(const struct tb_metric_info *metric, const struct tb_case *c)
{
    return metric->headline && tb_metric_applies(metric, c) &&
           (metric->threads != TB_METRIC_OF_ONE || !tb_case_names_threads(c));
}

static const struct tb_metric_info *first_headline(const struct tb_case *c, bool counted)
{
    for (size_t i = 0; i < c->driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &c->driver->metrics[i];
        if (metric->counted == counted && tb_metric_is_headline(metric, c))
            return metric;
    }
    return NULL;
}

const struct tb_metric_info *tb_primary_metric(const struct tb_case *c)
{
    return first_headline(c, false);
}

const struct tb_metric_info *tb_counted_metric(const struct tb_case *c)
{
    return first_headline(c, true);
}

bool tb_case_is_steady(const struct tb_case *c)
{
    return c->driver->steady;
}

bool tb_case_has_sides(const struct tb_case *c)
{
    return tb_case_is_pair(c) || c->driver->handshakes;
}

bool tb_case_is_pair(const struct tb_case *c)
{
    return strcmp(c->value[TB_PARAM_TRANSPORT], "loopback") == 0;
}

bool tb_case_has_counters(const struct tb_case *c)
{
    return c->driver->countable && !tb_case_arrivals(c) && !tb_case_idle(c);
}
