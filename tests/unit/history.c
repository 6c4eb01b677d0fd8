/* The history: what identifies a series, and that reading it does not take longer with more samples. */
#include "control/history/history.h"
#include "control/history/history_facts.h"
#include "control/history/history_series.h"
#include "control/show/history_print.h"
#include "core/case.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- The keys of a series ---- */

static void expect_sampling(const char *facts_text, const char *name, const char *metric, const char *expected)
{
    struct tb_text text, why;
    struct tb_case c;
    tb_text_init(&text, 1000);
    tb_text_init(&why, 1000);
    json_t *facts = json_loads(facts_text, 0, NULL);
    assert_non_null(facts);
    bool known = tb_case_parse(&c, name, &why);
    tb_history_sampling(&text, facts, known ? &c : NULL, known ? tb_metric_by_name(c.driver, metric) : NULL);
    assert_string_equal(text.data, expected);
    json_decref(facts);
    tb_text_free(&text);
    tb_text_free(&why);
}

#define SETTINGS                                                                                                       \
    "\"settings\": {\"chunks\": 5, \"chunk_ms\": 7, \"window_ms\": 100, \"warm_up_ms\": 50, \"cores\": [1, 2]},"       \
    "\"host\": {\"cores\": 4}"

static void how_it_was_sampled(void **state)
{
    (void)state;
    static const char all[] = "{" SETTINGS ", \"conditions\": {\"cores_allowed\": \"0-3\"}}",
                      masked[] = "{" SETTINGS ", \"conditions\": {\"cores_allowed\": \"1-2\"}}";
    static const char local[] = "kx/x25519/exchange",
                      pair[] = "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16";
    expect_sampling(all, local, "time", "5 chunks of 7 ms, cores 1 and 2");
    expect_sampling("{" SETTINGS "}", local, "time", "5 chunks of 7 ms, cores 1 and 2"); /* from an older tlsbench */
    expect_sampling(masked, local, "time", "5 chunks of 7 ms, cores 1 and 2 of 1-2");
    expect_sampling(all, pair, "handshakes_per_second", "5 windows of 100 ms after 50 ms, cores 1 and 2");
    expect_sampling(masked, local, "instructions", "counted");
    expect_sampling(all, "of/another/tlsbench", "time", "5 chunks of 7 ms, cores 1 and 2");
    expect_sampling("{}", local, "time", "");
}

static void expect_product(const char *library, const char *name, const char *expected)
{
    struct tb_text text;
    char facts_text[300];
    tb_text_init(&text, 1000);
    snprintf(facts_text, sizeof facts_text, "{\"libraries\": [{\"name\": \"other\", \"product\": \"X\"}, %s]}",
             library);
    json_t *facts = json_loads(facts_text, 0, NULL);
    assert_non_null(facts);
    tb_history_product(&text, facts, name);
    assert_string_equal(text.data, expected);
    json_decref(facts);
    tb_text_free(&text);
}

/* Names used in CI, and those of two libraries: different products must differ. */
static void what_a_name_stands_for(void **state)
{
    (void)state;
    expect_product("{\"name\": \"head\", \"product\": \"OpenSSL\", \"instance\": \"head\"}", "head", "OpenSSL");
    expect_product("{\"name\": \"head\", \"product\": \"wolfSSL\", \"instance\": \"head\"}", "head", "wolfSSL");
    expect_product("{\"name\": \"head\", \"product\": \"OpenSSL\", \"instance\": \"mine\"}", "head", "OpenSSL (mine)");
    expect_product("{\"name\": \"head\", \"product\": \"OpenSSL\"}", "head", "OpenSSL");
    expect_product("{\"name\": \"head\"}", "base", "");
}

/* ---- The cost of reading ---- */

enum { RUNS = 40, EVERY = 20 /* of SQLite's instructions */ };

static int count(void *steps)
{
    ++*(size_t *)steps;
    return 0;
}

static void add_run(struct tb_history *history, int number, int rounds, struct tb_text *why)
{
    char name[32];
    snprintf(name, sizeof name, "run-%03d", number);
    const struct tb_history_run run = {.name = name,
                                       .started = name,
                                       .suite = "quick",
                                       .seed = "1",
                                       .uid = name,
                                       .tlsbench = "0",
                                       .facts = "",
                                       .complete = true};
    const struct tb_history_series series = {.case_name = "kx/x25519/exchange",
                                             .driver = "kx",
                                             .metric = "time",
                                             .unit = "ns",
                                             .better = "less",
                                             .client = "a",
                                             .server = "a",
                                             .client_product = "A",
                                             .server_product = "A",
                                             .sampling = ""};
    assert_true(tb_history_begin(history, why));
    int64_t id = tb_history_new_run(history, tb_history_host(history, "host", why), &run, why);
    int64_t in = tb_history_series(history, &series, why);
    assert_true(id > 0 && in > 0);
    for (int round = 1; round <= rounds; round++)
        assert_true(tb_history_sample(history, id, in, round, 100 + round, why));
    assert_true(tb_history_settle(history, id, why));
    assert_true(tb_history_end(history, true, why));
}

struct cost {
    size_t first_run, last_run, list, lines;
};

static struct cost costs_with(int rounds)
{
    char path[] = "/tmp/tlsbench-history-XXXXXX";
    struct cost cost = {0};
    struct tb_history history;
    struct tb_history_lines lines;
    struct tb_text why;
    size_t steps = 0;
    int fd = mkstemp(path);
    assert_true(fd >= 0 && close(fd) == 0);
    tb_text_init(&why, 1000);
    assert_true(tb_history_open(&history, path, TB_HISTORY_WRITE, &why));
    sqlite3_progress_handler(history.db, EVERY, count, &steps);
    for (int run = 0; run < RUNS; run++) {
        steps = 0;
        add_run(&history, run, rounds, &why);
        cost.last_run = steps;
        cost.first_run = run == 1 ? steps : cost.first_run; /* the first run also creates the host and the series */
    }
    steps = 0;
    size_t num;
    assert_true(tb_history_print_runs(&history, NULL, &num, &why));
    cost.list = steps;
    steps = 0;
    assert_true(tb_history_lines(&lines, &history, &(struct tb_history_filter){0}, &why));
    cost.lines = steps;
    assert_true(lines.num == 1 && lines.items[0].num == RUNS &&
                lines.items[0].points[RUNS - 1].rounds == (size_t)rounds);
    assert_true(lines.items[0].points[0].value.median == 100 + (rounds + 1) / 2.0);
    tb_history_lines_free(&lines);
    tb_history_close(&history);
    assert_string_equal(why.data, "");
    tb_text_free(&why);
    assert_int_equal(unlink(path), 0);
    return cost;
}

/* Counts steps of the database, not time, so it is the same on every machine. */
static void samples_are_not_read_to_list_and_to_draw(void **state)
{
    (void)state;
    struct cost few = costs_with(1), many = costs_with(50);
    assert_true(few.list > 0 && few.lines > 0);
    assert_true(many.list <= few.list + 1 && many.lines <= few.lines + 1);
    assert_true(many.last_run <= many.first_run + 2); /* adding does not depend on the existing data, either */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_it_was_sampled),
        cmocka_unit_test(what_a_name_stands_for),
        cmocka_unit_test(samples_are_not_read_to_list_and_to_draw),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
