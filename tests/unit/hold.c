/* hold.c - how many connections fit into the memory. */
#include "core/text.h"
#include "harness/pair_client.h"
#include "unit.h"
#include <string.h>

static const struct tb_pair_weight few = {.connections = 100, .client.pss_bytes = 5000000, .server.pss_bytes = 6000000};

static bool fit(size_t connections, const struct tb_pair_weight *more, const struct tb_memory_left *left,
                const char *words)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    bool fits = tb_connections_fit(connections, &few, more, left, &why);
    if (fits ? why.len > 0 : !strstr(why.data, words))
        fail_msg("'%s' instead of '%s'", why.data, words);
    tb_text_free(&why);
    return fits;
}

/* 900 more take 9 MB at the client and 18 MB at the server, so each takes 30,000 bytes. */
static void what_is_left_is_shared_out(void **state)
{
    (void)state;
    const struct tb_pair_weight more = {
        .connections = 1000, .client.pss_bytes = 14000000, .server.pss_bytes = 24000000};
    const struct tb_memory_left machine = {270000000, ""}, group = {270000000, "/sys/fs/cgroup/x/memory.max"},
                                nothing = {0, ""}, unknown = {UINT64_MAX, ""};
    assert_true(fit(10000, &more, &machine, ""));
    assert_false(fit(10001, &more, &machine,
                     "10001 connections do not fit into the 257 MiB of memory that are left on this machine beside "
                     "1000 of them; use at most 10000 connections, or end other programs"));
    assert_false(fit(10001, &more, &group,
                     "10001 connections do not fit into the 257 MiB of memory that /sys/fs/cgroup/x/memory.max leaves "
                     "beside 1000 of them; use at most 10000 connections, or raise that limit"));
    assert_false(fit(1001, &more, &nothing, "use at most 1000 connections"));
    assert_true(fit(1000000, &more, &unknown, ""));
}

/* As of plain TCP, whose connections are the kernel's. */
static void what_takes_nothing_always_fits(void **state)
{
    (void)state;
    const struct tb_memory_left nothing = {0, ""};
    struct tb_pair_weight more = few;
    more.connections = 1000;
    assert_true(fit(10000, &more, &nothing, ""));
    more.client.pss_bytes -= 4096;
    assert_true(fit(10000, &more, &nothing, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_is_shared_out),
        cmocka_unit_test(what_takes_nothing_always_fits),
    };
    return cmocka_run_group_tests_name("hold", tests, NULL, NULL);
}
