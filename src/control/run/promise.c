#include "control/run/promise.h"
#include "core/arrivals.h"
#include "core/catalog.h"
#include "core/stats.h"
#include <math.h>
#include <string.h>

static double value_of(const struct tb_record *record, const char *metric)
{
    const struct tb_series *series = tb_record_series(record, metric);
    double value;
    return series && tb_median(series->values, series->num, &value) ? value : NAN;
}

static void require_latency(struct tb_sample *sample, const struct tb_promised *promised)
{
    if (sample->status != TB_SAMPLE_OK || !isnan(value_of(&sample->record, promised->metric->name)))
        return;
    sample->status = TB_SAMPLE_VOID;
    tb_text_clear(&sample->reason);
    tb_text_printf(&sample->reason, "the sample has no %s; use the tlsbench-worker of this tlsbench",
                   promised->metric->name);
}

void tb_promise_judge(struct tb_tried *tried, struct tb_sample *sample, const struct tb_promised *promised)
{
    const struct tb_record *record = &sample->record;
    require_latency(sample, promised);
    const char *reason = sample->reason.data;
    tried->status = sample->status;
    tried->promise = TB_PROMISE_UNKNOWN;
    tried->latency_us = value_of(record, promised->metric->name);
    tried->client_busy = value_of(record, tb_metric_name(TB_METRIC(client_busy)));
    tried->server_busy = value_of(record, tb_metric_name(TB_METRIC(server_busy)));
    bool within = tried->latency_us <= promised->us; /* not if there is none */
    if (sample->status == TB_SAMPLE_OK)
        tried->promise = within ? TB_PROMISE_KEPT : TB_PROMISE_BROKEN;
    else if (sample->status == TB_SAMPLE_VOID && strstr(reason, TB_OVERLOADED))
        tried->promise = TB_PROMISE_BROKEN;
    else if (strstr(reason, TB_GENERATOR_LATE) && within)
        tried->promise = TB_PROMISE_KEPT;
}

bool tb_promise_answered(const struct tb_tried *tried)
{
    return tried->promise != TB_PROMISE_UNKNOWN ||
           (tried->status == TB_SAMPLE_VOID && strstr(tried->reason, TB_GENERATOR_LATE));
}
