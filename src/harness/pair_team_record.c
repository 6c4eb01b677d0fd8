/* pair_team_record.c - the record of one side of a pair with several threads, from those of its threads. */
#include "core/catalog.h"
#include "core/stats.h"
#include "harness/pair_team.h"
#include <math.h>
#include <stdlib.h>

/* A rate of the process is that of all its threads; CPU time of an operation, or how busy a core was, is a mean. */
static bool add_together(struct tb_record *record, const struct tb_metric_info *metric, const double *values,
                         size_t num)
{
    double sum = 0;
    for (size_t i = 0; i < num; i++)
        sum += values[i];
    return tb_record_add(record, metric->name, tb_metric_adds_up(metric) ? sum : sum / (double)num);
}

/* The rates of the threads in one window. */
static bool add_rates(struct tb_record *record, const double *rates, size_t num)
{
    double median, slowest = rates[0], fastest = rates[0];
    for (size_t i = 1; i < num; i++) {
        slowest = fmin(slowest, rates[i]);
        fastest = fmax(fastest, rates[i]);
    }
    return tb_median(rates, num, &median) && tb_record_metric(record, thread_rate, median) &&
           tb_record_metric(record, slowest_thread, slowest) && tb_record_metric(record, fastest_thread, fastest);
}

/* Of each window, in which every thread has a value.  `values` has room for one of each thread. */
static bool add_windows(const struct tb_job *job, const struct tb_metric_info *metric,
                        const struct tb_record *const *records, size_t num, double *values)
{
    const struct tb_series *first = tb_record_series(records[0], metric->name);
    bool added = true;
    for (size_t window = 0; first && window < first->num && added; window++) {
        size_t has = 0;
        for (size_t i = 0; i < num; i++) {
            const struct tb_series *series = tb_record_series(records[i], metric->name);
            if (series && window < series->num)
                values[has++] = series->values[window];
        }
        if (has < num) /* a thread failed */
            return true;
        added = metric->id == TB_METRIC(thread_rate) ? add_rates(job->record, values, num)
                                                     : add_together(job->record, metric, values, num);
    }
    return added;
}

/* Of the whole sample: the thread that came last has that of all. */
static bool add_of_sample(const struct tb_job *job, const struct tb_metric_info *metric,
                          const struct tb_record *const *records, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        const struct tb_series *series = tb_record_series(records[i], metric->name);
        if (series && series->num > 0)
            return tb_record_add(job->record, metric->name, series->values[0]);
    }
    return true;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* What is said of windows is said of the shortest, and so on. */
static bool add_facts(struct tb_record *record, const struct tb_record *const *records, size_t num)
{
    record->window_ns = record->turn_overs = UINT64_MAX;
    for (size_t i = 0; i < num; i++) {
        record->operations += records[i]->operations;
        record->strangers += records[i]->strangers;
        record->window_ns = less(record->window_ns, records[i]->window_ns);
        record->turn_overs = less(record->turn_overs, records[i]->turn_overs);
        if (records[i]->warm_up_ns > record->warm_up_ns)
            record->warm_up_ns = records[i]->warm_up_ns;
        if (!*record->stranger && !tb_record_set(&record->stranger, records[i]->stranger))
            return false;
    }
    return tb_record_set(&record->negotiated, records[0]->negotiated);
}

bool tb_pair_team_record(const struct tb_job *job, const struct tb_record *const *records, size_t num)
{
    const struct tb_driver_info *driver = job->c->driver;
    double *values = calloc(num, sizeof *values);
    bool added = values && add_facts(job->record, records, num);
    for (size_t i = 0; i < driver->num_metrics && added; i++) {
        const struct tb_metric_info *metric = &driver->metrics[i];
        added = tb_metric_is_of_sample(metric) ? add_of_sample(job, metric, records, num)
                                               : add_windows(job, metric, records, num, values);
    }
    free(values);
    return added;
}
