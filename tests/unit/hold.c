/* hold.c - how many connections fit into the memory. */
#include "harness/pair_client.h"
#include "unit.h"
#include <math.h>

static const struct tb_pair_weight few = {.connections = 100, .client.pss_bytes = 5000000, .server.pss_bytes = 6000000};

/* 900 more take 9 MB at the client and 18 MB at the server, so each takes 30,000 bytes. */
static void what_is_left_is_shared_out(void **state)
{
    (void)state;
    const struct tb_pair_weight more = {
        .connections = 1000, .client.pss_bytes = 14000000, .server.pss_bytes = 24000000};
    assert_true(fabs(tb_connections_possible(&few, &more, 270000000) - 10000) < 1e-6);
    assert_true(fabs(tb_connections_possible(&few, &more, 0) - 1000) < 1e-6);
    assert_true(tb_connections_possible(&few, &more, UINT64_MAX) > 1e12); /* not known */
}

/* As of plain TCP, whose connections are the kernel's. */
static void what_takes_nothing_always_fits(void **state)
{
    (void)state;
    struct tb_pair_weight more = few;
    more.connections = 1000;
    assert_true(isinf(tb_connections_possible(&few, &more, 0)));
    more.client.pss_bytes -= 4096;
    assert_true(isinf(tb_connections_possible(&few, &more, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_is_shared_out),
        cmocka_unit_test(what_takes_nothing_always_fits),
    };
    return cmocka_run_group_tests_name("hold", tests, NULL, NULL);
}
