/* counters.c - of which cases and sides each counter is: core/counters.h. */
#include "core/counters.h"
#include "core/text.h"
#include "unit.h"
#include <stdio.h>
#include <string.h>

static bool is_counted_of(const char *name, const char *counter, enum tb_counter_side side)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_true(tb_case_parse(&c, name, &why));
    tb_text_free(&why);
    for (size_t i = 0; i < tb_num_counters; i++)
        if (strcmp(tb_counters[i].name, counter) == 0)
            return tb_counter_applies(i, side, &c);
    return false;
}

static bool is_counted(const char *name, const char *counter)
{
    return is_counted_of(name, counter, TB_SIDE_SERVER);
}

/* Of several threads what they do to each other is counted; what a connection sends is the same as in one. */
static void counters_belong_to_threads(void **state)
{
    (void)state;
    static const char *const one = "handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full",
                             *const many = "handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full/threads-4/shared",
                             *const pairs = "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16/upload/1/threads-2",
                             *const idle = "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/full/16/idle-100";
    static const char *const both[] = {"allocations", "locks", "contended_locks", "futex_calls"};
    static const char *const alone[] = {"records", "writes", "system_calls", "peak_bytes", "idle_bytes"};
    for (size_t i = 0; i < COUNT(both); i++)
        assert_true(is_counted(one, both[i]) && is_counted(many, both[i]) && is_counted(pairs, both[i]) &&
                    !is_counted(idle, both[i]));
    for (size_t i = 0; i < COUNT(alone); i++)
        assert_true(is_counted(one, alone[i]) && !is_counted(many, alone[i]) && !is_counted(pairs, alone[i]));
    assert_false(is_counted("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/session-id", "idle_bytes"));
    assert_false(is_counted("held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/handshake/usual/1000", "locks"));
}

/* A case without a connection has no sides, and nothing of what only connections have. */
static void counters_of_local_cases(void **state)
{
    (void)state;
    static const char *const cases[] = {"kx/x25519/exchange", "signature/ed25519/ed25519/verify/fresh",
                                        "aead/aes-128-gcm/16384/once/seal", "schedule/tls1.3/sha256/full",
                                        "trust/ed25519/parse"};
    static const char *const alone = "system_calls", *const both[] = {"allocations", "allocated_bytes", "locks",
                                                                      "contended_locks", "futex_calls"};
    static const char *const never[] = {"bytes", "records", "writes", "peak_bytes", "idle_bytes"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char several[100];
        snprintf(several, sizeof several, "%s/threads-4", cases[i]);
        for (size_t j = 0; j < COUNT(both); j++) {
            assert_true(is_counted_of(cases[i], both[j], TB_SIDE_LOCAL));
            assert_true(is_counted_of(several, both[j], TB_SIDE_LOCAL));
            assert_false(is_counted_of(cases[i], both[j], TB_SIDE_CLIENT) || is_counted(cases[i], both[j]));
        }
        for (size_t j = 0; j < COUNT(never); j++)
            assert_false(is_counted_of(cases[i], never[j], TB_SIDE_LOCAL));
        assert_true(is_counted_of(cases[i], alone, TB_SIDE_LOCAL) && !is_counted_of(several, alone, TB_SIDE_LOCAL));
    }
    assert_false(is_counted_of("handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full", "locks", TB_SIDE_LOCAL));
    static const char *const without[] = {"startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/client/1", "steady/arithmetic",
                                          "refusal/memory/tls1.3/ecdsa-p256/expired"};
    for (size_t i = 0; i < COUNT(without); i++)
        for (enum tb_counter_side side = 0; side < TB_NUM_SIDES; side++)
            assert_false(is_counted_of(without[i], "locks", side));
    struct tb_text drivers;
    tb_text_init(&drivers, 500);
    tb_counter_drivers(&drivers);
    assert_string_equal(drivers.data, "kx, signature, aead, schedule, trust, handshake, bulk or http");
    tb_text_free(&drivers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_belong_to_threads),
        cmocka_unit_test(counters_of_local_cases),
    };
    return cmocka_run_group_tests_name("counters", tests, NULL, NULL);
}
