#include "harness/pair_costs.h"

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
