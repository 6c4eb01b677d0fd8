#include "harness/pair_costs.h"
#include "core/arrivals.h"
#include "core/catalog.h"
#include "core/stats.h"

bool tb_pair_add_costs(struct tb_record *record, const struct tb_pair_usage *client, double client_operations,
                       const struct tb_pair_usage *server, double server_operations, double in_a_second)
{
    double client_cpu = (double)client->cpu_ns, server_cpu = (double)server->cpu_ns;
    if (!tb_record_metric(record, client_cpu, client_cpu / client_operations) ||
        !tb_record_metric(record, server_cpu, server_cpu / server_operations) ||
        !tb_record_metric(record, client_busy, client_cpu / (double)client->wall_ns) ||
        !tb_record_metric(record, server_busy, server_cpu / (double)server->wall_ns))
        return false;
    /* If the clock did not advance, there is no capacity. */
    if (in_a_second == 0)
        return true;
    return (client_cpu == 0 ||
            tb_record_metric(record, client_capacity, in_a_second * client_operations / client_cpu)) &&
           (server_cpu == 0 || tb_record_metric(record, server_capacity, in_a_second * server_operations / server_cpu));
}

bool tb_pair_add_thread_rate(const struct tb_job *job, struct tb_record *record, double operations, uint64_t wall_ns)
{
    return !job->thread || tb_record_metric(record, thread_rate, operations * 1e9 / (double)wall_ns);
}

static bool add_longest(const struct tb_job *job, struct tb_record *record, const struct tb_pair_latencies *latencies)
{
    const struct tb_metric_info *info = tb_metric_by_id(job->c->driver, TB_METRIC(latency_max));
    double us;
    if (!info || !tb_metric_applies(info, job->c))
        return true;
    return tb_quantile(latencies->us, latencies->num, 1, &us) && tb_record_metric(record, latency_max, us);
}

bool tb_pair_add_latencies(const struct tb_job *job, struct tb_record *record,
                           const struct tb_pair_latencies *latencies)
{
    static const struct {
        enum tb_metric metric;
        double quantile;
    } metrics[] = {{TB_METRIC(latency_p50), 0.5},
                   {TB_METRIC(latency_p90), 0.9},
                   {TB_METRIC(latency_p95), 0.95},
                   {TB_METRIC(latency_p99), 0.99},
                   {TB_METRIC(latency_p999), 0.999}};
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        const struct tb_metric_info *info = tb_metric_by_id(job->c->driver, metrics[i].metric);
        double us;
        if (!info || !tb_metric_applies(info, job->c) || latencies->num < tb_quantile_needs(metrics[i].quantile))
            continue; /* of too few latencies the longest ones would only seem to be that quantile */
        if (!tb_latency_quantile(latencies->us, latencies->num, metrics[i].quantile, &us) ||
            !tb_record_add(record, tb_metric_name(metrics[i].metric), us))
            return false;
    }
    return add_longest(job, record, latencies);
}
