/* threshold_rules.c - which rule decides the threshold of a row, and which rules have no effect. */
#include "control/verdict/threshold_rules.h"
#include "control/verdict/threshold_effect.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char offer[] = "kx/x25519/offer", exchange[] = "kx/p256/exchange",
                  memory[] = "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full",
                  loopback[] = "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16";

/* A row of the driver that the case's name begins with. */
static struct tb_threshold_row row_of(const char *case_name, const char *metric)
{
    char driver[20] = "";
    snprintf(driver, sizeof driver, "%.*s", (int)strcspn(case_name, "/"), case_name);
    struct tb_threshold_row row = {.case_name = case_name,
                                   .pair = strstr(case_name, "/loopback/") != NULL,
                                   .metric = tb_metric_by_name(tb_driver_by_name(driver), metric)};
    assert_non_null(row.metric);
    return row;
}

/* Of a counter of the server, or of the local case; not of the driver's timed metric with the same name. */
static struct tb_threshold_row counter_of(const char *case_name, const char *counter)
{
    enum tb_counter_side side = strcmp(case_name, offer) == 0 ? TB_SIDE_LOCAL : TB_SIDE_SERVER;
    for (size_t i = 0; i < tb_num_counters; i++)
        if (strcmp(tb_counters[i].name, counter) == 0)
            return (struct tb_threshold_row){case_name, false, tb_counter_metric(i, side)};
    fail_msg("no counter %s", counter);
    return (struct tb_threshold_row){0};
}

enum { MOST_RULES = 3 };

static size_t count(const struct tb_threshold_rule *rules)
{
    size_t num = 0;
    while (num < MOST_RULES && rules[num].pattern)
        num++;
    return num;
}

/* Rule by rule, what the table in threshold_rules.h says. */
static void precedence(void **state)
{
    (void)state;
    const struct {
        struct tb_threshold_row row;
        struct tb_threshold_rule rules[MOST_RULES];
        double value;
        size_t rule;
    } table[] = {
        /* no rule */
        {row_of(offer, "time"), {{0}}, 0.03, TB_NO_RULE},
        {row_of(loopback, "handshakes_per_second"), {{0}}, 0.05, TB_NO_RULE},
        {row_of(memory, "server_bytes"), {{0}}, 0.01, TB_NO_RULE},
        {row_of(offer, "mean_time"), {{0}}, 0.05, TB_NO_RULE},
        {row_of(offer, "instructions"), {{0}}, 0.005, TB_NO_RULE},
        {counter_of(memory, "allocations"), {{0}}, 0.005, TB_NO_RULE},
        /* the last one that matches */
        {row_of(offer, "time"), {{"*", 0.02, NULL}}, 0.02, 0},
        {row_of(offer, "time"), {{"kx/p256*", 0.02, NULL}}, 0.03, TB_NO_RULE},
        {row_of(offer, "time"), {{"*", 0.02, NULL}, {"kx/*", 0.06, NULL}, {"time", 0.04, NULL}}, 0.04, 2},
        {row_of(offer, "time"), {{"time", 0.04, NULL}, {"kx/*", 0.06, NULL}, {"*", 0.02, NULL}}, 0.02, 2},
        {row_of(offer, "time"), {{"kx/*", 0.06, "time"}, {"kx/*", 0.01, "mean_time"}}, 0.06, 0},
        {row_of(offer, "time"), {{"kx/*", 0.06, "time"}, {"kx/x*", 0.01, NULL}}, 0.01, 1},
        {row_of(offer, "instructions"), {{"*", 0.02, NULL}}, 0.02, 0},
        /* a threshold of its own: not for a rule for everything */
        {row_of(memory, "server_bytes"), {{"*", 0.4, NULL}}, 0.01, TB_NO_RULE},
        {row_of(memory, "server_bytes"), {{"*", 0.4, "*"}}, 0.4, 0},
        {row_of(memory, "server_bytes"), {{"handshake/*", 0.4, NULL}, {"*", 0.3, NULL}}, 0.4, 0},
        {row_of(memory, "server_bytes"), {{"bytes", 0.2, NULL}, {"handshake/*", 0.4, NULL}}, 0.4, 1},
        {row_of(memory, "server_bytes"), {{"handshake/*", 0.4, NULL}, {"bytes", 0.2, NULL}}, 0.2, 1},
        /* a noisy metric: only rules that name it go below its least threshold, and come before all others */
        {row_of(offer, "mean_time"), {{"*", 0.02, NULL}}, 0.05, TB_NO_RULE},
        {row_of(offer, "mean_time"), {{"kx/*", 0.08, NULL}}, 0.08, 0},
        {row_of(offer, "mean_time"), {{"kx/*", 0.05, NULL}}, 0.05, 0},
        {row_of(offer, "mean_time"), {{"mean*", 0.02, NULL}, {"kx/*", 0.08, NULL}}, 0.02, 0},
        {row_of(offer, "mean_time"), {{"mean*", 0.02, NULL}, {"kx/*", 0.01, "mean_time"}}, 0.01, 1},
        {row_of(exchange, "mean_time"), {{"mean*", 0.02, NULL}, {"kx/x*", 0.01, "mean_time"}}, 0.02, 0},
        /* a counter: only rules that name it */
        {counter_of(memory, "allocations"), {{"*", 0.4, NULL}, {"handshake/*", 0.3, NULL}}, 0.005, TB_NO_RULE},
        {counter_of(memory, "allocations"), {{"allocations", 0.4, NULL}, {"handshake/*", 0.3, NULL}}, 0.4, 0},
        {counter_of(memory, "allocations"), {{"client_*", 0.4, NULL}, {"server_a*", 0.3, NULL}}, 0.3, 1},
        {counter_of(memory, "allocations"), {{"handshake/*", 0.4, "allocations"}, {"kx*", 0.3, NULL}}, 0.4, 0},
        {counter_of(offer, "allocations"), {{"kx*", 0.4, "allocations"}, {"server_*", 0.3, NULL}}, 0.4, 0},
        {counter_of(offer, "allocations"), {{"allocations", 0.4, NULL}, {"kx*", 0.3, NULL}}, 0.4, 0},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct tb_threshold found = tb_threshold_of(table[i].rules, count(table[i].rules), &table[i].row);
        if (fabs(found.value - table[i].value) > 1e-12 || found.rule != table[i].rule)
            fail_msg("row %zu: %g by rule %zu", i, found.value, found.rule);
    }
}

/* Why a rule has no effect. */
static const char
    by_all[] = "the rule for '*' comes later and matches all that it matches; write the general rule first",
    by_kx[] = "the rule for 'kx/*' comes later and matches all that it matches; write the general rule first",
    by_two[] = "the rules for 'kx/x*' and 'kx/p*' come later and match all that it matches; write the "
               "general rule first",
    own[] = "server_bytes has a threshold of its own, unless a rule names it; write server_bytes=3",
    least[] = "the threshold of latency_p99 is at least 10%, unless a rule names it; write latency_p99=3",
    outranked[] = "the rule for 'mean_time' comes earlier, but it names mean_time and so decides; write mean_time=20";

/* Does a rule of the list have an effect? */
static void effects(void **state)
{
    (void)state;
    const struct tb_threshold_row of_kx[] = {row_of(offer, "time"), row_of(offer, "mean_time"),
                                             row_of(exchange, "time"), row_of(exchange, "mean_time")},
                                  bytes = row_of(memory, "server_bytes"), p99 = row_of(loopback, "latency_p99"),
                                  mean = row_of(offer, "mean_time");
    const struct {
        const struct tb_threshold_row *rows;
        struct tb_threshold_rule rules[MOST_RULES];
        size_t rule;
        const char *why; /* "": it has one; NULL: it matches nothing */
    } table[] = {
        {of_kx, {{"*", 0.03, NULL}}, 0, ""},
        /* from the general to the special */
        {of_kx, {{"*", 0.02, NULL}, {"kx/x*", 0.5, NULL}}, 0, ""},
        {of_kx, {{"*", 0.02, NULL}, {"kx/*", 0.5, NULL}}, 0, ""},
        {of_kx, {{"*", 0.02, NULL}, {"kx/x*", 0.5, NULL}, {"kx/p*", 0.5, NULL}}, 0, ""},
        {&mean, {{"mean*", 0.2, NULL}, {"kx/x*", 0.3, "mean_time"}}, 0, ""},
        /* a noisy metric by its name, which a rule for cases does not replace */
        {of_kx, {{"kx/x*", 0.5, "mean_time"}, {"kx/*", 0.5, NULL}}, 0, ""},
        /* the other way round, and rules of which none is more special */
        {of_kx, {{"kx/*", 0.5, NULL}, {"*", 0.02, NULL}}, 0, by_all},
        {of_kx, {{"kx/x*", 0.5, NULL}, {"kx/*", 0.5, NULL}}, 0, by_kx},
        {of_kx, {{"kx/*", 0.5, NULL}, {"kx/*", 0.6, NULL}}, 0, by_kx},
        {of_kx, {{"kx/x*", 0.5, "time"}, {"kx/*", 0.5, NULL}}, 0, by_kx},
        {of_kx, {{"time", 0.02, NULL}, {"kx/x*", 0.5, NULL}, {"kx/p*", 0.5, NULL}}, 0, by_two},
        /* no match */
        {of_kx, {{"aead/*", 0.5, NULL}}, 0, NULL},
        {of_kx, {{"kx/*", 0.5, "throughput"}}, 0, NULL},
        {of_kx, {{"aead/*", 0.5, "time"}}, 0, NULL},
        /* metrics that a rule does not reach */
        {&bytes, {{"*", 0.03, NULL}}, 0, own},
        {&bytes, {{"handshake/*", 0.03, NULL}}, 0, ""},
        {&p99, {{"*", 0.03, NULL}}, 0, least},
        {&p99, {{"*", 0.11, NULL}}, 0, ""},
        {&mean, {{"mean_time", 0.03, NULL}, {"kx/*", 0.2, NULL}}, 1, outranked},
    };
    struct tb_text why;
    tb_text_init(&why, 1000);
    for (size_t i = 0; i < COUNT(table); i++) {
        const char *wanted = table[i].why;
        tb_text_clear(&why);
        enum tb_rule_effect effect = tb_rule_effect(table[i].rules, count(table[i].rules), table[i].rows,
                                                    table[i].rows == of_kx ? COUNT(of_kx) : 1, table[i].rule, &why);
        if (effect != (!wanted   ? TB_RULE_MATCHES_NOTHING
                       : *wanted ? TB_RULE_HAS_NONE
                                 : TB_RULE_HAS_EFFECT) ||
            strcmp(why.data, wanted ? wanted : "") != 0)
            fail_msg("row %zu: %d: %s", i, (int)effect, why.data);
    }
    tb_text_free(&why);
}

static void rounding_up(void **state)
{
    (void)state;
    assert_true(fabs(tb_threshold_up(0.03) - 0.03) < 1e-12);
    assert_true(fabs(tb_threshold_up(0.0301) - 0.031) < 1e-12);
    assert_true(fabs(tb_threshold_up(0.0999999) - 0.1) < 1e-12);
    assert_true(fabs(tb_threshold_up(0.1 + 0.2 - 0.25) - 0.05) < 1e-12); /* not 5.1 % by its last bit */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precedence),
        cmocka_unit_test(effects),
        cmocka_unit_test(rounding_up),
    };
    return cmocka_run_group_tests_name("threshold_rules", tests, NULL, NULL);
}
