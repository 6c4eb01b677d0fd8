/* metric_list.h - the one list of metrics: their names, and what each driver measures.
 *
 * A name that is not in TB_METRIC_NAMES does not compile, neither in a driver that adds a value (tb_record_metric, see
 * record.h) nor in the rows below, which catalog.c assigns to the drivers.  To add a metric, add its name and its row
 * here, and a line in its driver.
 */
#pragma once

#define TB_METRIC_NAMES(X)                                                                                             \
    X(time)                                                                                                            \
    X(cpu_time)                                                                                                        \
    X(mean_time)                                                                                                       \
    X(cold_time)                                                                                                       \
    X(context_memory)                                                                                                  \
    X(client_time)                                                                                                     \
    X(server_time)                                                                                                     \
    X(flight1_time)                                                                                                    \
    X(flight2_time)                                                                                                    \
    X(flight3_time)                                                                                                    \
    X(flight4_time)                                                                                                    \
    X(flight5_time)                                                                                                    \
    X(flight6_time)                                                                                                    \
    X(operations_per_second)                                                                                           \
    X(thread_rate)                                                                                                     \
    X(slowest_thread)                                                                                                  \
    X(fastest_thread)                                                                                                  \
    X(waits)                                                                                                           \
    X(throughput)                                                                                                      \
    X(cycles_per_byte)                                                                                                 \
    X(instructions)                                                                                                    \
    X(client_instructions)                                                                                             \
    X(server_instructions)                                                                                             \
    X(cycles)                                                                                                          \
    X(instructions_per_cycle)                                                                                          \
    X(cache_misses)                                                                                                    \
    X(branch_misses)                                                                                                   \
    X(energy)                                                                                                          \
    X(client_bytes)                                                                                                    \
    X(server_bytes)                                                                                                    \
    X(handshakes_per_second)                                                                                           \
    X(requests_per_second)                                                                                             \
    X(cpu_per_mib)                                                                                                     \
    X(latency_p50)                                                                                                     \
    X(latency_p90)                                                                                                     \
    X(latency_p95)                                                                                                     \
    X(latency_p99)                                                                                                     \
    X(latency_p999)                                                                                                    \
    X(latency_max)                                                                                                     \
    X(offered_rate)                                                                                                    \
    X(achieved_rate)                                                                                                   \
    X(lateness)                                                                                                        \
    X(on_time)                                                                                                         \
    X(unfinished)                                                                                                      \
    X(refused)                                                                                                         \
    X(resumed_share)                                                                                                   \
    X(hit_share)                                                                                                       \
    X(client_cpu)                                                                                                      \
    X(server_cpu)                                                                                                      \
    X(client_capacity)                                                                                                 \
    X(server_capacity)                                                                                                 \
    X(client_busy)                                                                                                     \
    X(server_busy)                                                                                                     \
    X(client_heap_each)                                                                                                \
    X(client_pss_each)                                                                                                 \
    X(client_heap_1pct)                                                                                                \
    X(client_heap_10pct)                                                                                               \
    X(client_heap_all)                                                                                                 \
    X(client_pss_1pct)                                                                                                 \
    X(client_pss_10pct)                                                                                                \
    X(client_pss_all)                                                                                                  \
    X(server_heap_each)                                                                                                \
    X(server_pss_each)                                                                                                 \
    X(server_heap_1pct)                                                                                                \
    X(server_heap_10pct)                                                                                               \
    X(server_heap_all)                                                                                                 \
    X(server_pss_1pct)                                                                                                 \
    X(server_pss_10pct)                                                                                                \
    X(server_pss_all)

/* TB_METRIC(time): the id of a metric. */
#define TB_METRIC(name)    tb_metric_##name
#define TB_METRIC_ID(name) tb_metric_##name,
enum tb_metric { tb_metric_other, TB_METRIC_NAMES(TB_METRIC_ID) }; /* other: counters.h has its own list */

/* The metric of the flight with this index, from 0. */
#define TB_FLIGHT_TIME(place) ((enum tb_metric)(TB_METRIC(flight1_time) + (place)))
#define TB_FLIGHT_TIMES       (TB_METRIC(flight6_time) - TB_METRIC(flight1_time) + 1)

/* ---- Rows: struct tb_metric_info of catalog.h ---- */

#define TB_METRIC_ROW(its_name, ...)                                                                                   \
    {                                                                                                                  \
        .id = TB_METRIC(its_name), .name = #its_name, __VA_ARGS__                                                      \
    }

#define TB_TIME_ROW TB_METRIC_ROW(time, .unit = "ns", .headline = true, .doc = "wall time of one operation")
#define TB_CPU_TIME_ROW                                                                                                \
    TB_METRIC_ROW(cpu_time, .unit = "ns", .threads = TB_METRIC_OF_ANY,                                                 \
                  .doc = "CPU time of one operation (thread clock)")

/* Of a worker with several threads: harness/threads.h; of a pair with several, which has a name of its own for the rate
 * of all: harness/pair_team.h. */
#define TB_RATE_ROW(on)                                                                                                \
    TB_METRIC_ROW(operations_per_second, .unit = "1/s", .more_is_better = true, .headline = true, .transport = on,     \
                  .threads = TB_METRIC_OF_THREADS,                                                                     \
                  .doc = "operations per second, of all threads together while all of them run")
#define TB_THREAD_RATE_ROW(name, of)                                                                                   \
    TB_METRIC_ROW(name, .unit = "1/s", .more_is_better = true, .load = TB_METRIC_OF_CLOSED_LOOP,                       \
                  .threads = TB_METRIC_OF_THREADS, .doc = of)
#define TB_THREAD_ROWS                                                                                                 \
    TB_THREAD_RATE_ROW(thread_rate, "operations of one thread per second, the median of the threads"),                 \
        TB_THREAD_RATE_ROW(slowest_thread, "the same of the slowest thread"),                                          \
        TB_THREAD_RATE_ROW(fastest_thread, "the same of the fastest thread"),                                          \
        TB_METRIC_ROW(waits, .unit = "count", .load = TB_METRIC_OF_CLOSED_LOOP, .threads = TB_METRIC_OF_THREADS,       \
                      .doc = "how often a thread gave up its core to wait, mostly for a lock, per operation "          \
                             "(voluntary context switches)")

/* Not a headline: it is shown only where it differs from the median.  bench/studies/gate/README.md explains the
 * threshold. */
#define TB_MEAN_TIME_ROW(on)                                                                                           \
    TB_METRIC_ROW(mean_time, .unit = "ns", .transport = on, .gates = true, .least_threshold = 0.05,                    \
                  .doc = "mean time of an operation over the whole sample, without the time it waited for a core; "    \
                         "includes costs that only few operations pay")

#define TB_COUNT_ROW(metric, on, what)                                                                                 \
    TB_METRIC_ROW(metric, .unit = "count", .headline = true, .counted = true, .transport = on, .doc = what)

/* What the processor counts in the timed region of a local or memory case: harness/hardware.h. */
#define TB_HARDWARE_ROW(metric, its_unit, on, what)                                                                    \
    TB_METRIC_ROW(metric, .unit = its_unit, .transport = on, .hardware = true, .doc = what)
#define TB_HARDWARE_ROWS(on)                                                                                           \
    TB_HARDWARE_ROW(cycles, "count", on, "--metric cycles: the core's clock cycles for one operation, user mode"),     \
        TB_METRIC_ROW(instructions_per_cycle, .unit = "ratio", .more_is_better = true, .transport = on,                \
                      .hardware = true, .doc = "--metric cycles: instructions that ended in each of these cycles"),    \
        TB_HARDWARE_ROW(cache_misses, "count", on,                                                                     \
                        "--metric cycles: misses of the last level of cache, an operation"),                           \
        TB_HARDWARE_ROW(branch_misses, "count", on, "--metric cycles: branches predicted wrongly, an operation"),      \
        TB_HARDWARE_ROW(energy, "nJ", on,                                                                              \
                        "--metric energy: energy of the processor's packages during one operation, with their idle "   \
                        "cores and other programs (RAPL)")

#define TB_BUSY_ROW(side)                                                                                              \
    TB_METRIC_ROW(side##_busy, .unit = "ratio", .more_is_better = true, .transport = "loopback",                       \
                  .kind = TB_METRIC_SHARE, .threads = TB_METRIC_OF_ANY,                                                \
                  .doc = "share of the time for which the " #side " kept its core busy; of several threads, the mean")

/* CPU time of one side per operation, and the operations per second of a core that does only that side's work. */
#define TB_SIDE_CPU_ROW(side, its_unit, of)                                                                            \
    TB_METRIC_ROW(side##_cpu, .unit = its_unit, .headline = true, .transport = "loopback", .kind = TB_METRIC_SIDE_CPU, \
                  .threads = TB_METRIC_OF_ANY, .gates = true,                                                          \
                  .doc = "CPU time of the " #side " process for " of ", kernel included")
#define TB_CAPACITY_ROW(side, its_unit, shown, of)                                                                     \
    TB_METRIC_ROW(side##_capacity, .unit = its_unit, .more_is_better = true, .headline = shown,                        \
                  .transport = "loopback", .load = TB_METRIC_OF_CLOSED_LOOP, .kind = TB_METRIC_CAPACITY,               \
                  .threads = TB_METRIC_OF_ANY,                                                                         \
                  .doc = of " of one " #side " core: 1 / " #side "_cpu, so from its CPU time at this load, kernel "    \
                            "included; the true limit of a core may differ")
#define TB_LATENCY_ROW(percent, shown, pct, what)                                                                      \
    TB_METRIC_ROW(latency_##percent, .unit = "us", .headline = shown, .transport = "loopback",                         \
                  .threads = TB_METRIC_OF_ANY, .kind = TB_METRIC_LATENCY, .least_threshold = pct / 100.0, .doc = what)
#define TB_ARRIVALS_LATENCY_ROW(percent, pct, what)                                                                    \
    TB_METRIC_ROW(latency_##percent, .unit = "us", .headline = true, .transport = "loopback",                          \
                  .load = TB_METRIC_OF_ARRIVALS, .threads = TB_METRIC_OF_ANY, .kind = TB_METRIC_LATENCY,               \
                  .least_threshold = pct / 100.0, .doc = what)
#define TB_P999                                                                                                        \
    "the same, 99.9th percentile of all arrivals; of 1000 it lies between the two longest, so take the rounds' "       \
    "interval with it, or longer windows"
#define TB_ARRIVALS_ROW(its_name, its_unit, its_kind, what)                                                            \
    TB_METRIC_ROW(its_name, .unit = its_unit, .transport = "loopback", .load = TB_METRIC_OF_ARRIVALS,                  \
                  .threads = TB_METRIC_OF_ANY, .kind = its_kind, .doc = what)
/* Of both loads by plan: connections, and requests. */
#define TB_ARRIVALS_ROWS(finished, planned)                                                                            \
    TB_METRIC_ROW(achieved_rate, .unit = "1/s", .more_is_better = true, .headline = true, .transport = "loopback",     \
                  .load = TB_METRIC_OF_ARRIVALS, .threads = TB_METRIC_OF_ANY,                                          \
                  .doc = finished                                                                                      \
                  " per second of wall time; below offered_rate, the server falls behind; of several threads, the "    \
                  "sum"),                                                                                              \
        TB_METRIC_ROW(offered_rate, .unit = "1/s", .more_is_better = true, .transport = "loopback",                    \
                      .load = TB_METRIC_OF_ARRIVALS, .kind = TB_METRIC_SHARE, .threads = TB_METRIC_OF_ANY,             \
                      .doc = planned " that were planned to arrive, per second of wall time"),                         \
        TB_ARRIVALS_ROW(lateness, "us", TB_METRIC_SHARE,                                                               \
                        "how long after its planned start the client came to an arrival, 99th percentile; above 1 ms " \
                        "the sample is void"),                                                                         \
        TB_METRIC_ROW(on_time, .unit = "ratio", .more_is_better = true, .transport = "loopback",                       \
                      .load = TB_METRIC_OF_ARRIVALS, .kind = TB_METRIC_SHARE, .threads = TB_METRIC_OF_ANY,             \
                      .doc = "share of the arrivals to which the client came within 1 ms of their planned start; "     \
                             "below 0.99 the sample is void"),                                                         \
        TB_ARRIVALS_ROW(unfinished, "count", TB_METRIC_OWN,                                                            \
                        "arrivals not finished 1 s after the last window; in percentiles they are the longest; if "    \
                        "p99.9 depends on one of them the sample is void"),                                            \
        TB_ARRIVALS_ROW(                                                                                               \
            refused, "count", TB_METRIC_OWN,                                                                           \
            "arrivals that got no connection: the kernel refused it, all for which there are descriptors "             \
            "were in flight, or on kept ones those of a whole second, or 10,000, waited already; they count as "       \
            "unfinished in percentiles")
#define TB_FLIGHT_ROW(n, side, of)                                                                                     \
    TB_METRIC_ROW(flight##n##_time, .unit = "ns", .transport = "memory",                                               \
                  .doc = side " in flight " #n " of a handshake: " of)

/* Measured by the timed loop for every local operation. */
#define TB_LOCAL_METRICS TB_TIME_ROW, TB_CPU_TIME_ROW, TB_MEAN_TIME_ROW(NULL)

/* And of an operation that several threads can do at a time. */
#define TB_THREADED_METRICS TB_RATE_ROW(NULL), TB_LOCAL_METRICS, TB_THREAD_ROWS, TB_HARDWARE_ROWS(NULL)

/* ---- Of each driver ---- */

#define TB_KX_METRICS                                                                                                  \
    TB_THREADED_METRICS,                                                                                               \
        TB_METRIC_ROW(client_time, .unit = "ns", .operation = "exchange",                                              \
                      .doc = "the client's share of one exchange"),                                                    \
        TB_METRIC_ROW(server_time, .unit = "ns", .operation = "exchange",                                              \
                      .doc = "the server's share of one exchange"),                                                    \
        TB_COUNT_ROW(instructions, NULL, "instructions of one operation")

#define TB_SIGNATURE_METRICS TB_THREADED_METRICS, TB_COUNT_ROW(instructions, NULL, "instructions of one operation")

#define TB_AEAD_METRICS                                                                                                \
    TB_METRIC_ROW(throughput, .unit = "GB/s", .more_is_better = true, .headline = true, .threads = TB_METRIC_OF_ANY,   \
                  .doc = "plaintext, in 10^9 bytes per second; of several threads, the sum"),                          \
        TB_METRIC_ROW(cycles_per_byte, .unit = "TSC ticks/B", /* the same ratio as that of the throughput */           \
                      .doc = "ticks of the time-stamp counter per byte of plaintext; the clock of the core may be "    \
                             "faster or slower"),                                                                      \
        TB_METRIC_ROW(time, .unit = "ns", .doc = "wall time of one record"),                                           \
        TB_METRIC_ROW(cpu_time, .unit = "ns", .threads = TB_METRIC_OF_ANY,                                             \
                      .doc = "CPU time of one record (thread clock)"),                                                 \
        TB_MEAN_TIME_ROW(NULL), TB_THREAD_ROWS, TB_HARDWARE_ROWS(NULL),                                                \
        TB_COUNT_ROW(instructions, NULL, "instructions of one record")

#define TB_STEADY_METRICS TB_LOCAL_METRICS

#define TB_SCHEDULE_METRICS TB_THREADED_METRICS, TB_COUNT_ROW(instructions, NULL, "instructions of one operation")

#define TB_TRUST_METRICS TB_THREADED_METRICS, TB_COUNT_ROW(instructions, NULL, "instructions of one operation")

#define TB_STARTUP_METRICS                                                                                             \
    TB_LOCAL_METRICS,                                                                                                  \
        TB_METRIC_ROW(cold_time, .unit = "ns", .headline = true,                                                       \
                      .doc = "wall time of the first operation of the process: with what a library does only once"),   \
        TB_METRIC_ROW(                                                                                                 \
            context_memory, .unit = "B", .headline = true, .threshold_pct = 1, .only = TB_PARAM_CERTIFICATES,          \
            .doc = "heap that the contexts of one operation hold while they exist, as malloc counts it; with "         \
                   "1000 certificates or more up to some 20 KiB too low"),                                             \
        TB_COUNT_ROW(instructions, NULL, "instructions of one operation")

#define TB_REFUSAL_METRICS                                                                                             \
    TB_METRIC_ROW(time, .unit = "ns", .headline = true, .doc = "one refused handshake, both sides in one thread"),     \
        TB_METRIC_ROW(client_time, .unit = "ns", .headline = true, .doc = "the client's part"),                        \
        TB_METRIC_ROW(server_time, .unit = "ns", .headline = true, .doc = "the server's part"),                        \
        TB_METRIC_ROW(cpu_time, .unit = "ns", .doc = "CPU time of both sides (thread clock)"), TB_MEAN_TIME_ROW(NULL), \
        TB_HARDWARE_ROWS("memory"),                                                                                    \
        TB_COUNT_ROW(instructions, "memory", "instructions of one refused handshake, both sides")

#define TB_HANDSHAKE_METRICS                                                                                           \
    TB_RATE_ROW("memory"), TB_THREAD_ROWS,                                                                             \
        TB_METRIC_ROW(time, .unit = "ns", .headline = true, .transport = "memory",                                     \
                      .doc = "one handshake, both sides in one thread"),                                               \
        TB_METRIC_ROW(client_time, .unit = "ns", .headline = true, .transport = "memory",                              \
                      .doc = "the client's part, including set-up and release of the connection, and taking the "      \
                             "session if it is resumed"),                                                              \
        TB_METRIC_ROW(server_time, .unit = "ns", .headline = true, .transport = "memory",                              \
                      .doc = "the server's part, including set-up and release of the connection"),                     \
        TB_METRIC_ROW(cpu_time, .unit = "ns", .transport = "memory", .threads = TB_METRIC_OF_ANY,                      \
                      .doc = "CPU time of one handshake (thread clock), both sides"),                                  \
        TB_MEAN_TIME_ROW("memory"), TB_FLIGHT_ROW(1, "the client", "ClientHello"),                                     \
        TB_FLIGHT_ROW(2, "the server", "ServerHello to Finished (1.3) or ServerHelloDone (1.2)"),                      \
        TB_FLIGHT_ROW(3, "the client", "verifies the server, ClientKeyExchange in 1.2, Finished"),                     \
        TB_FLIGHT_ROW(4, "the server",                                                                                 \
                      "checks Finished; answers with its own (1.2), or with tickets if the case has some"),            \
        TB_FLIGHT_ROW(5, "the client", "checks the server's Finished (1.2), or receives tickets"),                     \
        TB_FLIGHT_ROW(6, "the server", "only if a library needs one more step"), TB_HARDWARE_ROWS("memory"),           \
        TB_COUNT_ROW(instructions, "memory", "instructions of one handshake, both sides"),                             \
        TB_COUNT_ROW(client_instructions, "memory", "the client's part, as in client_time"),                           \
        TB_COUNT_ROW(server_instructions, "memory", "the server's part, as in server_time"),                           \
        TB_METRIC_ROW(client_bytes, .unit = "B", .transport = "memory", .threshold_pct = 1,                            \
                      .doc = "bytes sent by the client"),                                                              \
        TB_METRIC_ROW(server_bytes, .unit = "B", .transport = "memory", .threshold_pct = 1,                            \
                      .doc = "bytes sent by the server, including one byte of data after tickets"),                    \
        TB_METRIC_ROW(hit_share, .unit = "ratio", .more_is_better = true, .headline = true, .transport = "memory",     \
                      .only = TB_PARAM_CACHE,                                                                          \
                      .doc = "share of the sessions offered that the server still had; each of the others was a "      \
                             "full handshake"),                                                                        \
        TB_METRIC_ROW(handshakes_per_second, .unit = "1/s", .more_is_better = true, .headline = true,                  \
                      .transport = "loopback", .load = TB_METRIC_OF_CLOSED_LOOP, .kind = TB_METRIC_RATE,               \
                      .threads = TB_METRIC_OF_ANY,                                                                     \
                      .doc = "handshakes finished on both ends, from connect to close, per second of wall time; of "   \
                             "several threads, the sum"),                                                              \
        TB_CAPACITY_ROW(server, "1/s", true, "handshakes per second"),                                                 \
        TB_CAPACITY_ROW(client, "1/s", false, "handshakes per second"),                                                \
        TB_LATENCY_ROW(p50, true, 0,                                                                                   \
                       "time from before connect to the client's Finished (without TLS: to the server's byte), "       \
                       "median of all handshakes; with more than one in flight they wait for each other; of "          \
                       "arrivals, time from the planned start"),                                                       \
        TB_LATENCY_ROW(p90, false, 10, "the same, 90th percentile of all handshakes"),                                 \
        TB_LATENCY_ROW(p95, false, 10, "the same, 95th percentile of all handshakes"),                                 \
        TB_LATENCY_ROW(p99, true, 10, "the same, 99th percentile of all handshakes"),                                  \
        TB_ARRIVALS_LATENCY_ROW(p999, 25, TB_P999),                                                                    \
        TB_METRIC_ROW(latency_max, .unit = "us", .transport = "loopback", .load = TB_METRIC_OF_CLOSED_LOOP,            \
                      .threads = TB_METRIC_OF_ANY, .kind = TB_METRIC_LATENCY, .least_threshold = 0.25,                 \
                      .doc = "the same, the slowest of all handshakes"),                                               \
        TB_ARRIVALS_ROWS("handshakes finished", "connections"),                                                        \
        TB_METRIC_ROW(resumed_share, .unit = "ratio", .more_is_better = true, .transport = "loopback",                 \
                      .load = TB_METRIC_OF_ARRIVALS, .kind = TB_METRIC_SHARE, .threads = TB_METRIC_OF_ANY,             \
                      .doc = "share of the arrivals that offered a session; each of them resumed it"),                 \
        TB_SIDE_CPU_ROW(client, "ns", "one handshake"), TB_SIDE_CPU_ROW(server, "ns", "one handshake"),                \
        TB_BUSY_ROW(client), TB_BUSY_ROW(server)

#define TB_BULK_METRICS                                                                                                \
    TB_METRIC_ROW(throughput, .unit = "GB/s", .more_is_better = true, .headline = true, .kind = TB_METRIC_RATE,        \
                  .threads = TB_METRIC_OF_ANY,                                                                         \
                  .doc = "application data received, in 10^9 bytes per second; of several threads, the sum"),          \
        TB_THREAD_ROWS,                                                                                                \
        TB_METRIC_ROW(time, .unit = "ns", .transport = "memory", .doc = "one write, sealed, opened and read"),         \
        TB_METRIC_ROW(cpu_time, .unit = "ns", .transport = "memory", .threads = TB_METRIC_OF_ANY,                      \
                      .doc = "CPU time of one write (thread clock), both sides"),                                      \
        TB_MEAN_TIME_ROW("memory"), TB_HARDWARE_ROWS("memory"),                                                        \
        TB_COUNT_ROW(instructions, "memory", "instructions of one write, sealed, opened and read"),                    \
        TB_METRIC_ROW(client_time, .unit = "ns/B", .headline = true, .transport = "memory",                            \
                      .doc = "the client's time per byte"),                                                            \
        TB_METRIC_ROW(server_time, .unit = "ns/B", .headline = true, .transport = "memory",                            \
                      .doc = "the server's time per byte"),                                                            \
        TB_CAPACITY_ROW(server, "GB/s", true, "10^9 bytes per second"),                                                \
        TB_CAPACITY_ROW(client, "GB/s", true, "10^9 bytes per second"), TB_SIDE_CPU_ROW(client, "ns/B", "a byte"),     \
        TB_SIDE_CPU_ROW(server, "ns/B", "a byte"), TB_BUSY_ROW(client), TB_BUSY_ROW(server)

#define TB_HTTP_METRICS                                                                                                \
    TB_METRIC_ROW(requests_per_second, .unit = "1/s", .more_is_better = true, .headline = true,                        \
                  .load = TB_METRIC_OF_CLOSED_LOOP, .kind = TB_METRIC_RATE, .threads = TB_METRIC_OF_ANY,               \
                  .doc = "requests answered completely, per second of wall time; of several threads, the sum"),        \
        TB_CAPACITY_ROW(server, "1/s", true, "requests per second"),                                                   \
        TB_CAPACITY_ROW(client, "1/s", false, "requests per second"), TB_THREAD_ROWS,                                  \
        TB_METRIC_ROW(throughput, .unit = "GB/s", .more_is_better = true, .load = TB_METRIC_OF_CLOSED_LOOP,            \
                      .kind = TB_METRIC_RATE, .threads = TB_METRIC_OF_ANY,                                             \
                      .doc = "response bodies received, in 10^9 bytes per second"),                                    \
        TB_METRIC_ROW(cpu_per_mib, .unit = "us", .threads = TB_METRIC_OF_ANY,                                          \
                      .doc = "CPU time of both processes per MiB of body, kernel and connections included"),           \
        TB_LATENCY_ROW(p50, true, 0,                                                                                   \
                       "time from the start of a request to the last byte of its response, median; with more "         \
                       "than one in flight they wait for each other; of arrivals, time from the planned start"),       \
        TB_LATENCY_ROW(p90, false, 10, "the same, 90th percentile of all requests"),                                   \
        TB_LATENCY_ROW(p95, false, 10, "the same, 95th percentile of all requests"),                                   \
        TB_LATENCY_ROW(p99, true, 10, "the same, 99th percentile of all requests"),                                    \
        TB_ARRIVALS_LATENCY_ROW(p999, 25, TB_P999), TB_ARRIVALS_ROWS("requests answered", "requests"),                 \
        TB_SIDE_CPU_ROW(client, "ns", "one request"), TB_SIDE_CPU_ROW(server, "ns", "one request"),                    \
        TB_BUSY_ROW(client), TB_BUSY_ROW(server)

/* Memory of one end of a pair: the slope, then the points that it goes through. */
#define TB_EACH_ROW(side, what, pct, of)                                                                               \
    TB_METRIC_ROW(side##_##what##_each, .unit = "B", .headline = true, .kind = TB_METRIC_MEMORY, .threshold_pct = pct, \
                  .doc = of " of the " #side                                                                           \
                            " process for each connection: the slope through three numbers of open connections")
#define TB_POINT_ROW(side, what, of, share)                                                                            \
    TB_METRIC_ROW(side##_##what, .unit = "B", .kind = TB_METRIC_MEMORY,                                                \
                  .doc = of " of the whole " #side " process with " share " connections open")
#define TB_POINT_ROWS(side, what, of)                                                                                  \
    TB_POINT_ROW(side, what##_1pct, of, "1 % of the"), TB_POINT_ROW(side, what##_10pct, of, "10 % of the"),            \
        TB_POINT_ROW(side, what##_all, of, "all")

#define TB_HEAP_OF "bytes that malloc has given out, with its own headers,"
#define TB_PSS_OF  "resident memory, shared pages by their share (PSS),"

#define TB_HELD_METRICS                                                                                                \
    TB_EACH_ROW(server, heap, 1, TB_HEAP_OF), TB_EACH_ROW(server, pss, 0, TB_PSS_OF),                                  \
        TB_EACH_ROW(client, heap, 1, TB_HEAP_OF), TB_EACH_ROW(client, pss, 0, TB_PSS_OF),                              \
        TB_POINT_ROWS(server, heap, TB_HEAP_OF), TB_POINT_ROWS(server, pss, TB_PSS_OF),                                \
        TB_POINT_ROWS(client, heap, TB_HEAP_OF), TB_POINT_ROWS(client, pss, TB_PSS_OF)
