/* socket.c - whether both ends of a connection are on one host, as their addresses tell. */
#include "harness/socket.h"
#include "unit.h"
#include <stdio.h>
#include <unistd.h>

static struct tb_address address_of(const char *text)
{
    struct tb_address address = {.len = 0};
    assert_null(tb_address_parse(&address, text));
    return address;
}

static void hosts_of_addresses(void **state)
{
    static const struct {
        const char *own, *peer;
        bool within;
    } cases[] = {{"127.0.0.1:1000", "127.0.0.1:4433", true},    {"127.93.1.7:1000", "127.0.0.1:4433", true},
                 {"192.0.2.1:1000", "192.0.2.1:4433", true},    {"192.0.2.1:1000", "192.0.2.2:4433", false},
                 {"127.0.0.1:1000", "192.0.2.1:4433", false},   {"[::1]:1000", "[::1]:4433", true},
                 {"[2001:db8::1]:1", "[2001:db8::2]:1", false}, {"[::1]:1", "127.0.0.1:1", false}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tb_address own = address_of(cases[i].own), peer = address_of(cases[i].peer);
        assert_int_equal(tb_address_within_host(&own, &peer), cases[i].within);
        assert_int_equal(tb_address_within_host(&peer, &own), cases[i].within);
    }
}

static void ends_of_a_connection(void **state)
{
    struct tb_address address = address_of("127.0.0.1:0"), own;
    char text[64];
    (void)state;
    int listener = tb_socket_listen(&address);
    assert_true(listener >= 0);
    assert_false(tb_socket_within_host(listener)); /* it has no peer */
    assert_true(tb_socket_local(listener, text, sizeof text));
    address = address_of(text);
    tb_address_own(&own, &address, 0x123456789abcdef0);
    int fd = tb_socket_connect(&address, &own);
    assert_true(fd >= 0);
    assert_true(tb_socket_wait(fd, true, 10000));
    assert_true(tb_socket_within_host(fd));
    close(fd);
    close(listener);
    assert_false(tb_socket_within_host(-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hosts_of_addresses), cmocka_unit_test(ends_of_a_connection)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
