/* Artificial slowdowns: their notation, and the operations that they hit. */
#include "core/injection.h"
#include "core/text.h"
#include "unit.h"
#include <string.h>

static bool parse(struct tb_injection *injection, const char *text, const char *words)
{
    struct tb_text why;
    tb_text_init(&why, 500);
    bool good = tb_injection_parse(injection, text, &why);
    if (words && !strstr(why.data, words))
        fail_msg("'%s' of %s, and it says '%s'", words, text, why.data);
    tb_text_free(&why);
    return good;
}

static void there_and_back(void **state)
{
    static const char *const texts[] = {"5",
                                        "0.5",
                                        "1000",
                                        "93:every-8",
                                        "5:from-30",
                                        "5:tail-0.5",
                                        "5:server",
                                        "5:client",
                                        "5:from-30:every-8:server",
                                        "5:from-30:tail-1"};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct tb_injection injection;
        char words[TB_INJECTION_CAP];
        assert_true(parse(&injection, texts[i], NULL));
        assert_string_equal(tb_injection_words(words, &injection), texts[i]);
        assert_int_equal(tb_injection_is_plain(&injection), i < 3);
    }
    struct tb_injection nothing = {0};
    char words[TB_INJECTION_CAP];
    assert_string_equal(tb_injection_words(words, &nothing), "");
}

static void any_order(void **state)
{
    struct tb_injection injection;
    (void)state;
    assert_true(parse(&injection, "7:server:every-32", NULL));
    assert_true(injection.pct == 7 && injection.every == 32 && injection.from == 1 && injection.tail == 0 &&
                injection.side == TB_INJECT_SERVER);
}

static void refused(void **state)
{
    static const struct {
        const char *text, *why;
    } bad[] = {
        {"", "not a percentage from 0.1 to 1000"},
        {"0.01", "not a percentage from 0.1 to 1000"},
        {"2000", "not a percentage"},
        {"five", "'five' is not a percentage"},
        {"5:", "there is no shape ''"},
        {"5:every-1", "'1' is not a number of operations from 2"},
        {"5:every-", "'' is not a number of operations"},
        {"5:from-x", "'x' is not a number of operations"},
        {"5:tail-0", "not a percentage of operations from 0.01 to 50"},
        {"5:servr", "did you mean 'server'?"},
        {"5:evry-8", "there is no shape 'evry-8'"},
        {"5:every-8:every-9", "'every-9' contradicts an earlier part"},
        {"5:server:client", "'client' contradicts an earlier part"},
        {"5:every-8:tail-1", "exclude each other"},
        {"5:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         "too long"}};
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_injection injection;
        assert_false(parse(&injection, bad[i].text, bad[i].why));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(any_order),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
