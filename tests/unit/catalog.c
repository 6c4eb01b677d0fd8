/* catalog.c - the catalog of drivers is consistent: the assumptions of other code are checked for every entry. */
#include "core/catalog.h"
#include "cases.h"
#include "core/text.h"
#include "unit.h"
#include <string.h>

static void for_each_driver(void (*check)(const struct tb_driver_info *driver))
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    assert_true(num > 0);
    for (size_t i = 0; i < num; i++)
        check(&drivers[i]);
}

static bool is_one_of(const char *const *values, const char *value)
{
    for (; *values; values++)
        if (strcmp(*values, value) == 0)
            return true;
    return false;
}

static const struct tb_param_info *param_of(const struct tb_driver_info *driver, enum tb_param param)
{
    for (size_t i = 0; i < driver->num_params; i++)
        if (driver->params[i].param == param)
            return &driver->params[i];
    return NULL;
}

static void check_driver(const struct tb_driver_info *driver)
{
    assert_ptr_equal(tb_driver_by_name(driver->name), driver); /* names are unique */
    assert_true(strlen(driver->name) < TB_VALUE_CAP);
    assert_true(strlen(driver->title) > 0 && strlen(driver->doc) > 5);
    assert_null(strchr(driver->doc, '\n'));
    assert_true(driver->num_params > 0 && driver->num_metrics > 0);
}

static void drivers_are_named_and_documented(void **state)
{
    (void)state;
    for_each_driver(check_driver);
    assert_null(tb_driver_by_name(""));
    assert_null(tb_driver_by_name("handshakes"));
}

/* Values fit into a case, are unique, and can be parts of a name and of a suite file's list. */
static void check_values(const struct tb_param_info *info)
{
    for (size_t i = 0; info->values[i]; i++) {
        assert_in_range(strlen(info->values[i]), 1, TB_VALUE_CAP - 1);
        assert_null(strpbrk(info->values[i], "/ ,\t\"="));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(info->values[i], info->values[j]);
    }
}

static void check_params(const struct tb_driver_info *driver)
{
    for (size_t i = 0; i < driver->num_params; i++) {
        const struct tb_param_info *info = &driver->params[i];
        assert_ptr_equal(param_of(driver, info->param), info); /* each parameter occurs once */
        if (info->values)
            check_values(info);
        if (info->values && info->values[0] && info->fallback && *info->fallback)
            assert_true(is_one_of(info->values, info->fallback));
    }
}

static void parameters_are_sound(void **state)
{
    (void)state;
    for_each_driver(check_params);
}

/* "" means that a parameter does not apply, so it can only be the default of a parameter that sometimes does not
 * apply. */
static void fallbacks_can_be_set(void **state)
{
    (void)state;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    struct tb_text why;
    tb_text_init(&why, 500);
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < drivers[i].num_params; j++) {
            const struct tb_param_info *info = &drivers[i].params[j];
            struct tb_case c = {.driver = &drivers[i]};
            if (info->fallback && *info->fallback)
                assert_true(tb_case_set(&c, info->param, info->fallback, &why));
            if (info->fallback && !*info->fallback && !tb_param_is_optional(info->param))
                assert_false(tb_param_applies(&c, info->param));
        }
    tb_text_free(&why);
}

static void check_metric_unit(const struct tb_metric_info *metric)
{
    static const char *const less[] = {"ns", "us", "ns/B", "B", "TSC ticks/B", "count", "nJ", NULL};
    static const char *const more[] = {"GB/s", "1/s", "ratio", NULL};
    assert_true(is_one_of(metric->more_is_better ? more : less, metric->unit));
}

static void check_metrics(const struct tb_driver_info *driver)
{
    const struct tb_param_info *transport = param_of(driver, TB_PARAM_TRANSPORT);
    const struct tb_param_info *operation = param_of(driver, TB_PARAM_OPERATION);
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &driver->metrics[i];
        assert_ptr_equal(tb_metric_by_name(driver, metric->name), metric); /* names are unique */
        assert_true(strlen(metric->doc) > 5);
        assert_null(strchr(metric->doc, '\n'));
        check_metric_unit(metric);
        assert_true(!metric->transport || (transport && is_one_of(transport->values, metric->transport)));
        assert_true(!metric->operation || (operation && is_one_of(operation->values, metric->operation)));
    }
    assert_null(tb_metric_by_name(driver, "no such metric"));
}

static void metrics_are_sound(void **state)
{
    (void)state;
    for_each_driver(check_metrics);
}

static void assert_has_primary_metric(const struct tb_case *c, void *context)
{
    (void)context;
    const struct tb_metric_info *metric = tb_primary_metric(c);
    assert_non_null(metric);
    assert_true(metric->headline);
    assert_true(tb_metric_applies(metric, c));
}

/* Cases in which one thread does all the work and a library is used are counted. */
static void assert_is_counted_where_it_can_be(const struct tb_case *c, void *context)
{
    (void)context;
    const struct tb_metric_info *metric = tb_counted_metric(c);
    bool alone = !tb_case_is_pair(c) && !tb_case_names_threads(c);
    assert_int_equal(metric != NULL, alone && !tb_case_is_steady(c));
    assert_int_equal(metric != NULL, alone && c->driver->counted > 0);
    assert_true(!metric || (metric->counted && metric->headline && strcmp(metric->name, "instructions") == 0));
    assert_false(tb_primary_metric(c)->counted);
}

static void instructions_are_counted_of_local_and_memory_cases(void **state)
{
    (void)state;
    each_case(assert_is_counted_where_it_can_be, NULL);
}

static void every_case_has_a_metric_to_compare(void **state)
{
    (void)state;
    each_case(assert_has_primary_metric, NULL);
}

/* Names of the metrics of a case, in the catalog's order. */
static void assert_metrics(const char *name, const char *expected)
{
    struct tb_case c;
    struct tb_text why, metrics;
    tb_text_init(&why, 500);
    tb_text_init(&metrics, 500);
    assert_true(tb_case_parse(&c, name, &why));
    for (size_t i = 0; i < c.driver->num_metrics; i++)
        if (tb_metric_applies(&c.driver->metrics[i], &c))
            tb_text_printf(&metrics, "%s%s", metrics.len ? " " : "", c.driver->metrics[i].name);
    assert_string_equal(metrics.data, expected);
    tb_text_free(&metrics);
    tb_text_free(&why);
}

#define HARDWARE "cycles instructions_per_cycle cache_misses branch_misses energy"

static void metrics_belong_to_transports_and_operations(void **state)
{
    (void)state;
    assert_metrics("kx/x25519/offer", "time cpu_time mean_time " HARDWARE " instructions");
    assert_metrics("kx/x25519/exchange", "time cpu_time mean_time " HARDWARE " client_time server_time instructions");
    assert_metrics(
        "handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full",
        "time client_time server_time cpu_time mean_time flight1_time flight2_time flight3_time flight4_time "
        "flight5_time flight6_time " HARDWARE " instructions client_instructions server_instructions client_bytes "
        "server_bytes");
    assert_metrics(
        "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/16",
        "handshakes_per_second server_capacity client_capacity latency_p50 latency_p90 latency_p95 latency_p99 "
        "latency_max client_cpu server_cpu client_busy server_busy");
    assert_metrics(
        "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/arrivals-500/poisson",
        "latency_p50 latency_p90 latency_p95 latency_p99 latency_p999 achieved_rate offered_rate lateness on_time "
        "unfinished refused resumed_share client_cpu server_cpu client_busy server_busy");
    assert_metrics("held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/data/16384/released/1000",
                   "server_heap_each server_pss_each client_heap_each client_pss_each server_heap_1pct "
                   "server_heap_10pct server_heap_all server_pss_1pct server_pss_10pct server_pss_all client_heap_1pct "
                   "client_heap_10pct client_heap_all client_pss_1pct client_pss_10pct client_pss_all");
    assert_metrics("bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/upload/1",
                   "throughput server_capacity client_capacity client_cpu server_cpu client_busy server_busy");
}

/* As many threads as there are, cases of a table have the same headlines; what one thread tells of itself is not said
 * of several. */
static void metrics_belong_to_threads(void **state)
{
    (void)state;
    assert_metrics("kx/x25519/exchange/threads-4",
                   "operations_per_second cpu_time thread_rate slowest_thread fastest_thread waits");
    assert_metrics(
        "kx/x25519/exchange/threads-1",
        "operations_per_second time cpu_time mean_time thread_rate slowest_thread fastest_thread waits " HARDWARE
        " client_time server_time instructions");
    assert_metrics("aead/aes-128-gcm/16/once/seal/threads-4",
                   "throughput cpu_time thread_rate slowest_thread fastest_thread waits");
    assert_metrics(
        "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/16/threads-2/own",
        "thread_rate slowest_thread fastest_thread waits handshakes_per_second server_capacity "
        "client_capacity latency_p50 latency_p90 latency_p95 latency_p99 latency_max client_cpu server_cpu client_busy "
        "server_busy");
    assert_metrics("handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full/threads-2/own",
                   "operations_per_second thread_rate slowest_thread fastest_thread waits cpu_time");
    static const char *const one = "trust/ed25519/parse/threads-1", *const many = "trust/ed25519/parse/threads-8";
    struct tb_case a, b;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_true(tb_case_parse(&a, one, &why) && tb_case_parse(&b, many, &why));
    for (size_t i = 0; i < a.driver->num_metrics; i++)
        assert_int_equal(tb_metric_is_headline(&a.driver->metrics[i], &a),
                         tb_metric_is_headline(&a.driver->metrics[i], &b));
    assert_null(tb_counted_metric(&a));
    tb_text_free(&why);
}

/* Of requests as of connections; the sum of several threads is told of both. */
static void metrics_belong_to_arrivals(void **state)
{
    (void)state;
    assert_metrics("http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1024/kept/16",
                   "requests_per_second server_capacity client_capacity throughput cpu_per_mib latency_p50 latency_p90 "
                   "latency_p95 latency_p99 client_cpu server_cpu client_busy server_busy");
    static const char *const of_requests =
        "cpu_per_mib latency_p50 latency_p90 latency_p95 latency_p99 latency_p999 achieved_rate "
        "offered_rate lateness on_time unfinished refused client_cpu server_cpu client_busy "
        "server_busy";
    assert_metrics("http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1024/kept/arrivals-500/poisson/16", of_requests);
    assert_metrics("http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1024/new/arrivals-500/poisson", of_requests);
    assert_metrics(
        "http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1024/new/16/threads-2/own",
        "requests_per_second server_capacity client_capacity thread_rate slowest_thread fastest_thread waits "
        "throughput cpu_per_mib latency_p50 latency_p90 latency_p95 latency_p99 client_cpu server_cpu client_busy "
        "server_busy");
    assert_metrics("bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/upload/1/threads-2",
                   "throughput thread_rate slowest_thread fastest_thread waits server_capacity client_capacity "
                   "client_cpu server_cpu client_busy server_busy");
    assert_metrics(
        "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/arrivals-500/poisson/threads-2/own",
        "latency_p50 latency_p90 latency_p95 latency_p99 latency_p999 achieved_rate offered_rate lateness on_time "
        "unfinished refused resumed_share client_cpu server_cpu client_busy server_busy");
}

/* What a pair's driver tells, it tells of both sides: rates are the busier one's alone. */
static void assert_tells_of_both_sides(const struct tb_case *c, void *context)
{
    static const struct {
        const char *name;
        enum tb_metric_kind kind;
        bool more_is_better;
    } sides[] = {{"client_cpu", TB_METRIC_SIDE_CPU, false},
                 {"server_cpu", TB_METRIC_SIDE_CPU, false},
                 {"client_capacity", TB_METRIC_CAPACITY, true},
                 {"server_capacity", TB_METRIC_CAPACITY, true}};
    (void)context;
    if (!tb_case_is_pair(c) || tb_case_is_steady(c) || tb_case_arrivals(c)) /* the rate of arrivals is given */
        return;
    if (c->driver->holds) { /* nothing is timed */
        assert_int_equal(tb_primary_metric(c)->kind, TB_METRIC_MEMORY);
        return;
    }
    assert_int_equal(tb_primary_metric(c)->kind, TB_METRIC_RATE);
    for (size_t i = 0; i < COUNT(sides); i++) {
        const struct tb_metric_info *metric = tb_metric_by_name(c->driver, sides[i].name);
        assert_true(metric && metric->kind == sides[i].kind && metric->more_is_better == sides[i].more_is_better);
        assert_true(tb_metric_applies(metric, c));
    }
    assert_true(tb_metric_by_name(c->driver, "server_capacity")->headline);
    assert_string_equal(tb_metric_by_name(c->driver, "server_capacity")->unit, tb_primary_metric(c)->unit);
}

static void pairs_tell_of_both_sides(void **state)
{
    (void)state;
    each_case(assert_tells_of_both_sides, NULL);
}

static void assert_primary(const char *name, const char *expected)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_true(tb_case_parse(&c, name, &why));
    assert_string_equal(tb_primary_metric(&c)->name, expected);
    tb_text_free(&why);
}

static void ratios_are_made_of_the_metric_meant(void **state)
{
    (void)state;
    assert_primary("kx/x25519/exchange", "time");
    assert_primary("signature/ed25519/ed25519/sign", "time");
    assert_primary("kx/x25519/exchange/threads-1", "operations_per_second");
    assert_primary("aead/aes-128-gcm/16/once/seal", "throughput");
    assert_primary("aead/aes-128-gcm/16/once/seal/threads-2", "throughput");
    assert_primary("handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full", "time");
    assert_primary("handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/16", "handshakes_per_second");
    assert_primary("handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/arrivals-500/poisson", "latency_p50");
    assert_primary("http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/0/kept/16/threads-2", "requests_per_second");
    assert_primary("http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/0/kept/arrivals-5/fixed/16", "latency_p50");
    assert_primary("handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/16/threads-2/own",
                   "handshakes_per_second");
    assert_primary("bulk/memory/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/upload", "throughput");
    assert_primary("held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/handshake/usual/1000", "server_heap_each");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drivers_are_named_and_documented),
        cmocka_unit_test(parameters_are_sound),
        cmocka_unit_test(fallbacks_can_be_set),
        cmocka_unit_test(metrics_are_sound),
        cmocka_unit_test(every_case_has_a_metric_to_compare),
        cmocka_unit_test(instructions_are_counted_of_local_and_memory_cases),
        cmocka_unit_test(metrics_belong_to_transports_and_operations),
        cmocka_unit_test(metrics_belong_to_threads),
        cmocka_unit_test(metrics_belong_to_arrivals),
        cmocka_unit_test(pairs_tell_of_both_sides),
        cmocka_unit_test(ratios_are_made_of_the_metric_meant),
    };
    return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}
