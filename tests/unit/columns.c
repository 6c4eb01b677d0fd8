/* columns.c - the tables of CSV columns are complete and documented. */
#include "core/columns.h"
#include "core/case.h"
#include "core/catalog.h"
#include "core/record.h"
#include "unit.h"
#include <stdio.h>
#include <string.h>

struct table {
    const struct tb_column *columns;
    size_t num;
};

static struct table summary(void)
{
    return (struct table){tb_summary_columns, tb_num_summary_columns};
}

static struct table samples(void)
{
    return (struct table){tb_sample_columns, tb_num_sample_columns};
}

static struct table comparison(void)
{
    return (struct table){tb_comparison_columns, tb_num_comparison_columns};
}

static struct table counters(void)
{
    return (struct table){tb_counter_columns, tb_num_counter_columns};
}

static struct table anatomy(void)
{
    return (struct table){tb_anatomy_columns, tb_num_anatomy_columns};
}

/* The index of a column; fails the test if there is none. */
static size_t place_of(struct table table, const char *name)
{
    for (size_t i = 0; i < table.num; i++)
        if (strcmp(table.columns[i].name, name) == 0)
            return i;
    fail_msg("there is no column %s", name);
    return 0;
}

static void assert_well_formed(struct table table)
{
    for (size_t i = 0; i < table.num; i++) {
        const struct tb_column *column = &table.columns[i];
        assert_int_equal(place_of(table, column->name), i); /* names are unique */
        assert_int_equal(strspn(column->name, "abcdefghijklmnopqrstuvwxyz_"), strlen(column->name));
        bool is_text = strcmp(column->type, "text") == 0;
        assert_true(is_text || strcmp(column->type, "number") == 0 || strcmp(column->type, "integer") == 0);
        assert_true(!is_text || *column->unit == '\0');
        assert_true(strlen(column->doc) > 5);
        assert_null(strpbrk(column->doc, "\r\n|")); /* one line, and valid as a cell of a Markdown table */
    }
}

static void columns_are_well_formed(void **state)
{
    (void)state;
    assert_well_formed(summary());
    assert_well_formed(samples());
    assert_well_formed(comparison());
    assert_well_formed(counters());
    assert_well_formed(anatomy());
}

/* Rows of several runs and machines can be put into one table, and are still told apart. */
static void tables_of_results_name_their_run(void **state)
{
    (void)state;
    static const char *const named[] = {"run", "started", "host", "cpu"};
    const struct table tables[] = {summary(), comparison(), counters(), anatomy()};
    for (size_t i = 0; i < COUNT(tables); i++)
        for (size_t j = 0; j < COUNT(named); j++)
            place_of(tables[i], named[j]);
    for (size_t j = 0; j < COUNT(named); j++) {
        char of_base[32];
        snprintf(of_base, sizeof of_base, "base_%s", named[j]);
        place_of(comparison(), of_base);
    }
    place_of(samples(), "run");
}

static void summary_has_what_readers_were_promised(void **state)
{
    (void)state;
    static const char *const promised[] = {
        "schema", "case",      "driver", "library",     "version", "date",   "date_of",   "transport",
        "tls",    "kx",        "auth",   "suite",       "size",    "scheme", "direction", "client",
        "server", "metric",    "unit",   "value",       "low",     "high",   "rounds",    "status",
        "reason", "operation", "keying", "connections", "run",     "host",   "cpu",       "started"};
    for (size_t i = 0; i < COUNT(promised); i++)
        place_of(summary(), promised[i]);
    assert_int_equal(place_of(summary(), "schema"), 0);
    assert_int_equal(place_of(samples(), "schema"), 0);
}

static void parameters_are_columns_in_their_order(void **state)
{
    (void)state;
    for (size_t i = 0; i + 1 < TB_NUM_PARAMS; i++) {
        const char *name = tb_param_name((enum tb_param)i), *next = tb_param_name((enum tb_param)(i + 1));
        assert_int_equal(place_of(summary(), name) + 1, place_of(summary(), next));
        assert_int_equal(place_of(samples(), name) + 1, place_of(samples(), next));
    }
}

/* A column in both files has the same meaning, except for `value`, and `status`: samples can also be replaced, and rows
 * unmeasured. */
static void shared_columns_mean_the_same(void **state)
{
    (void)state;
    size_t shared = 0;
    for (size_t i = 0; i < tb_num_summary_columns; i++)
        for (size_t j = 0; j < tb_num_sample_columns; j++) {
            const struct tb_column *a = &tb_summary_columns[i], *b = &tb_sample_columns[j];
            if (strcmp(a->name, b->name) != 0)
                continue;
            shared++;
            assert_string_equal(a->type, b->type);
            assert_string_equal(a->unit, b->unit);
            if (strcmp(a->name, "status") == 0)
                assert_memory_equal(a->doc, b->doc, strcspn(b->doc, ";"));
            else if (strcmp(a->name, "value") != 0)
                assert_string_equal(a->doc, b->doc);
        }
    assert_true(shared >= TB_NUM_PARAMS);
}

static void documentation_names_every_driver_and_status(void **state)
{
    (void)state;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++)
        assert_non_null(strstr(tb_summary_columns[place_of(summary(), "driver")].doc, drivers[i].name));
    for (int status = TB_SAMPLE_OK; status <= TB_SAMPLE_UNMEASURED; status++)
        assert_non_null(strstr(tb_summary_columns[place_of(summary(), "status")].doc,
                               tb_sample_status_name((enum tb_sample_status)status)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_well_formed),
        cmocka_unit_test(summary_has_what_readers_were_promised),
        cmocka_unit_test(tables_of_results_name_their_run),
        cmocka_unit_test(parameters_are_columns_in_their_order),
        cmocka_unit_test(shared_columns_mean_the_same),
        cmocka_unit_test(documentation_names_every_driver_and_status),
    };
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
