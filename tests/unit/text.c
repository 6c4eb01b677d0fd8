/* text.c - growing text keeps to its limit, and reports when something was lost. */
#include "core/text.h"
#include "core/random.h"
#include "no_memory.h"
#include "unit.h"
#include <string.h>

static void starts_empty(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 10);
    assert_string_equal(text.data, "");
    assert_int_equal(text.len, 0);
    assert_false(text.truncated);
    tb_text_clear(&text);
    tb_text_add(&text, "");
    assert_string_equal(text.data, "");
    assert_false(text.truncated);
    tb_text_free(&text);
}

static void appends(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 100);
    tb_text_add(&text, "ab");
    tb_text_add_bytes(&text, "cdef", 2);
    tb_text_printf(&text, "-%d-%s", 42, "x");
    assert_string_equal(text.data, "abcd-42-x");
    assert_int_equal(text.len, 9);
    tb_text_add_bytes(&text, "\0y", 2);
    assert_int_equal(text.len, 11);
    assert_memory_equal(text.data, "abcd-42-x\0y", 12);
    assert_false(text.truncated);
    tb_text_free(&text);
}

static void grows_to_its_limit_and_not_beyond(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 1000);
    for (size_t i = 0; i < 1000; i++) {
        tb_text_add_bytes(&text, &"0123456789"[i % 10], 1);
        assert_int_equal(text.len, i + 1);
        assert_int_equal(text.data[i + 1], '\0');
    }
    assert_false(text.truncated);
    tb_text_add(&text, "x");
    assert_true(text.truncated);
    assert_int_equal(text.len, 1000);
    for (size_t i = 0; i < 997; i++)
        assert_int_equal(text.data[i], '0' + (int)(i % 10));
    assert_string_equal(text.data + 997, "...");
    tb_text_free(&text);
}

static void what_does_not_fit_is_cut_and_the_cut_is_seen(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 8);
    tb_text_add(&text, "12345");
    tb_text_add(&text, "6789");
    assert_string_equal(text.data, "12345...");
    assert_true(text.truncated);
    tb_text_add(&text, "6"); /* nothing is appended after a cut */
    assert_string_equal(text.data, "12345...");
    tb_text_clear(&text);
    assert_string_equal(text.data, "");
    assert_false(text.truncated);
    tb_text_printf(&text, "%s", "12345678");
    assert_string_equal(text.data, "12345678");
    assert_false(text.truncated);
    tb_text_printf(&text, "%d", 9);
    assert_string_equal(text.data, "12345...");
    assert_true(text.truncated);
    tb_text_clear(&text);
    tb_text_printf(&text, "a long %s", "message");
    assert_string_equal(text.data, "a lon...");
    assert_true(text.truncated);
    tb_text_clear(&text);
    tb_text_add(&text, "abcd\xe2\x82\xac\xe2\x82\xac"); /* two euro signs, neither of which is cut in half */
    assert_string_equal(text.data, "abcd...");
    assert_int_equal(text.len, 7);
    tb_text_free(&text);
}

static void limit_zero_holds_nothing(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 0);
    tb_text_add(&text, "");
    assert_false(text.truncated);
    tb_text_add(&text, "a");
    assert_true(text.truncated);
    assert_string_equal(text.data, "");
    tb_text_free(&text);
}

static void freed_text_can_be_used_again(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 8);
    tb_text_add(&text, "12345678");
    tb_text_free(&text);
    assert_string_equal(text.data, "");
    tb_text_add(&text, "abc");
    assert_string_equal(text.data, "abc");
    tb_text_add(&text, "abcdef");
    assert_true(text.truncated); /* the limit is kept */
    tb_text_free(&text);
}

static void without_memory_it_is_cut(void **state)
{
    (void)state;
    struct tb_text text;
    tb_text_init(&text, 10000);
    no_memory_after(0);
    tb_text_add(&text, "abc");
    no_memory_end();
    assert_true(text.truncated);
    assert_string_equal(text.data, "out of memory"); /* a caller that only checks the length finds a reason */
    assert_int_equal(text.len, strlen(text.data));
    tb_text_clear(&text);
    assert_string_equal(text.data, "");
    tb_text_add(&text, "abc");
    no_memory_after(0);
    tb_text_printf(&text, "%5000d", 1);
    no_memory_end();
    assert_true(text.truncated);
    assert_string_equal(text.data, "abc... out of memory");
    tb_text_free(&text);
    tb_text_init(&text, 8); /* no room for the mark */
    no_memory_after(0);
    tb_text_add(&text, "abc");
    no_memory_end();
    assert_true(text.truncated);
    assert_string_equal(text.data, "");
    tb_text_free(&text);
}

static const char *const names[] = {"x25519", "p256", "aes-128-gcm", "chacha20-poly1305", "kx", "openssl-3.5"};

static const char *nearest(const char *name)
{
    return tb_nearest(name, names, COUNT(names));
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    assert_string_equal(nearest("p256"), "p256");
    assert_string_equal(nearest("p265"), "p256");
    assert_string_equal(nearest("X25519"), "x25519");
    assert_string_equal(nearest("aes128gcm"), "aes-128-gcm");
    assert_string_equal(nearest("openssl-35"), "openssl-3.5");
    assert_string_equal(nearest("OpenSSL"), "openssl-3.5");
    assert_string_equal(nearest("AES128-GCM"), "aes-128-gcm");
    assert_string_equal(nearest("openssl"), "openssl-3.5"); /* a name that begins with it, however long */
    assert_string_equal(nearest("chacha20"), "chacha20-poly1305");
    const char *const twins[] = {"openssl-3.5-distro", "openssl-3.5", "boringssl"};
    assert_string_equal(tb_nearest("openssl", twins, COUNT(twins)), "openssl-3.5"); /* the shortest of them */
    assert_ptr_equal(nearest("xk"), names[4]);                                      /* borrowed, not copied */
}

static void far_names_are_not_guessed(void **state)
{
    (void)state;
    assert_null(nearest(""));
    assert_null(nearest("handshake"));
    assert_null(nearest("c")); /* a single letter is not a prefix */
    assert_null(tb_nearest("a", NULL, 0));
    const char *const one[] = {"abcd"};
    assert_non_null(tb_nearest("abxy", one, 1)); /* 2 of 4 */
    assert_null(tb_nearest("axyz", one, 1));     /* 3 of 4 */
    assert_non_null(tb_nearest("abc", one, 1));
    const char *const other[] = {"abcde"};
    assert_non_null(tb_nearest("abxyz", other, 1)); /* 3 of 5, rounded up */
    assert_null(tb_nearest("axyzw", other, 1));
}

static void a_swap_counts_once(void **state)
{
    (void)state;
    const char *const swapped_or_changed[] = {"abxy", "badc"}; /* both have distance 2 from abcd; the first of equal
                                                                * ones */
    assert_string_equal(tb_nearest("abcd", swapped_or_changed, 2), "abxy");
    const char *const swapped_first[] = {"axxd", "abdc"};
    assert_string_equal(tb_nearest("abcd", swapped_first, 2), "abdc");
}

static void long_names_have_no_nearest(void **state)
{
    (void)state;
    char longest[65], too_long[66];
    memset(longest, 'a', 64);
    longest[64] = '\0';
    memset(too_long, 'a', 65);
    too_long[65] = '\0';
    const char *const both[] = {too_long, longest};
    assert_ptr_equal(tb_nearest(longest, both, 2), longest);
    assert_null(tb_nearest(too_long, &both[1], 1));
}

/* One typing error: a letter changed, left out, inserted, or two swapped. */
static void slip(struct tb_random *random, char *name)
{
    size_t len = strlen(name), at = (size_t)tb_random_below(random, len - 1);
    char letter = (char)('a' + tb_random_below(random, 26)), other = name[at];
    switch (tb_random_below(random, 4)) {
    case 0:
        name[at] = letter;
        break;
    case 1:
        memmove(name + at, name + at + 1, len - at);
        break;
    case 2:
        memmove(name + at + 1, name + at, len - at + 1);
        name[at] = letter;
        break;
    default:
        name[at] = name[at + 1];
        name[at + 1] = other;
    }
}

static void any_slip_is_forgiven(void **state)
{
    (void)state;
    struct tb_random random = {1};
    for (size_t i = 0; i < 20000; i++) {
        const char *meant = names[tb_random_below(&random, COUNT(names))];
        char typed[32];
        strcpy(typed, meant);
        slip(&random, typed);
        if (strcmp(meant, "kx") != 0)
            assert_string_equal(nearest(typed), meant);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_empty),
        cmocka_unit_test(appends),
        cmocka_unit_test(grows_to_its_limit_and_not_beyond),
        cmocka_unit_test(what_does_not_fit_is_cut_and_the_cut_is_seen),
        cmocka_unit_test(limit_zero_holds_nothing),
        cmocka_unit_test(freed_text_can_be_used_again),
        cmocka_unit_test(without_memory_it_is_cut),
        cmocka_unit_test(the_nearest_name_is_found),
        cmocka_unit_test(far_names_are_not_guessed),
        cmocka_unit_test(a_swap_counts_once),
        cmocka_unit_test(long_names_have_no_nearest),
        cmocka_unit_test(any_slip_is_forgiven),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
