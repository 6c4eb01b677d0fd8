/* fuzz.c - damaged input for the parsers, from a fixed seed: no crash under the sanitizers, and accepted input makes
 * sense. */
#include "cases.h"
#include "core/case.h"
#include "core/csv.h"
#include "core/random.h"
#include "core/record.h"
#include "core/text.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 20000, MOST_FIELDS = 16, MOST_BYTES = 4096 };

/* Bytes in a block of exactly their size, so that the sanitizer detects any read beyond them. */
struct input {
    char *data;
    size_t len;
};

static struct input input_of(const char *data, size_t len)
{
    struct input input = {malloc(len ? len : 1), len};
    assert_non_null(input.data);
    if (len)
        memcpy(input.data, data, len);
    return input;
}

static char random_byte(struct tb_random *random, const char *likely)
{
    if (tb_random_below(random, 4) == 0)
        return (char)tb_random_below(random, 256);
    return likely[tb_random_below(random, strlen(likely))];
}

/* Changes, removes or inserts one to eight bytes. */
static size_t damage(struct tb_random *random, char *data, size_t len, const char *likely)
{
    for (size_t left = 1 + (size_t)tb_random_below(random, 8); left > 0; left--) {
        size_t at = (size_t)tb_random_below(random, len + 1);
        switch (tb_random_below(random, 3)) {
        case 0:
            if (at < len)
                data[at] = random_byte(random, likely);
            break;
        case 1:
            if (at < len)
                memmove(data + at, data + at + 1, --len - at);
            break;
        default:
            memmove(data + at + 1, data + at, len++ - at);
            data[at] = random_byte(random, likely);
        }
    }
    return len;
}

/* The fields are written and read again without change. */
static void assert_reads_again(const char **fields, size_t num)
{
    struct tb_text written, row;
    const char *again[MOST_FIELDS];
    size_t at = 0;
    tb_text_init(&written, MOST_BYTES);
    tb_text_init(&row, MOST_BYTES);
    for (size_t i = 0; i < num; i++)
        tb_csv_text(&written, fields[i]);
    tb_csv_end(&written);
    assert_int_equal(tb_csv_read(written.data, written.len, &at, &row, again, MOST_FIELDS), num);
    for (size_t i = 0; i < num; i++)
        assert_string_equal(again[i], fields[i]);
    tb_text_free(&row);
    tb_text_free(&written);
}

static void csv_reader(void **state)
{
    (void)state;
    struct tb_random random = {31};
    size_t rows = 0, malformed = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        char bytes[64];
        size_t len = (size_t)tb_random_below(&random, sizeof bytes), at = 0, before = 0;
        for (size_t j = 0; j < len; j++)
            bytes[j] = random_byte(&random, "\"\",,\r\nab1");
        struct input input = input_of(bytes, len);
        struct tb_text row;
        const char *fields[MOST_FIELDS];
        ptrdiff_t num;
        tb_text_init(&row, MOST_BYTES);
        while ((num = tb_csv_read(input.data, len, &at, &row, fields, MOST_FIELDS)) > 0) {
            assert_in_range(at, before + 1, len); /* it advances, and not too far */
            assert_reads_again(fields, (size_t)num);
            before = at;
            rows++;
        }
        assert_int_equal(at, num < 0 ? before : len);
        malformed += num < 0;
        tb_text_free(&row);
        free(input.data);
    }
    assert_true(rows > ROUNDS / 10 && malformed > ROUNDS / 10);
}

static size_t make_line(char *line, size_t cap)
{
    struct tb_record record;
    struct tb_text text;
    tb_record_init(&record);
    tb_text_init(&text, cap - 1);
    assert_true(tb_record_set(&record.case_name, "kx/x25519/offer"));
    assert_true(tb_record_add(&record, "time", 12.5) && tb_record_add(&record, "time", 13));
    assert_true(tb_record_encode(&record, &text));
    memcpy(line, text.data, text.len);
    size_t len = text.len;
    tb_text_free(&text);
    tb_record_free(&record);
    return len;
}

static void record_decoder(void **state)
{
    (void)state;
    struct tb_random random = {32};
    size_t taken = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        char line[MOST_BYTES];
        size_t len = damage(&random, line, make_line(line, MOST_BYTES - 8), "{}[]\",:0123456789.eE-\\untrf \n");
        struct input input = input_of(line, len);
        struct tb_record record;
        struct tb_text why, again;
        tb_record_init(&record);
        tb_text_init(&why, 500);
        tb_text_init(&again, 2 * MOST_BYTES);
        bool good = tb_record_decode(&record, input.data, len, &why);
        assert_int_equal(good, why.len == 0);
        assert_true(!good || tb_record_encode(&record, &again)); /* no NaN and no count out of range was accepted */
        taken += good;
        tb_text_free(&again);
        tb_text_free(&why);
        tb_record_free(&record);
        free(input.data);
    }
    assert_in_range(taken, ROUNDS / 200, ROUNDS - ROUNDS / 200);
}

struct names {
    struct tb_random random;
    size_t num, taken;
};

/* Most damaged names are refused; an accepted one must be the name of the resulting case. */
static void damage_name(const struct tb_case *c, void *context)
{
    struct names *names = context;
    struct tb_case parsed;
    struct tb_text name, why;
    if (tb_random_below(&names->random, 4) != 0)
        return;
    tb_text_init(&name, 300);
    tb_text_init(&why, 1000);
    tb_case_name(c, &name);
    char damaged[300];
    memcpy(damaged, name.data, name.len);
    size_t len = damage(&names->random, damaged, name.len, "//0123456789-abcdefghx");
    damaged[len++] = '\0';
    struct input input = input_of(damaged, len);
    bool good = tb_case_parse(&parsed, input.data, &why);
    assert_int_equal(good, why.len == 0);
    tb_text_clear(&name);
    if (good) {
        tb_case_name(&parsed, &name);
        assert_string_equal(name.data, input.data);
    }
    names->num++;
    names->taken += good;
    free(input.data);
    tb_text_free(&why);
    tb_text_free(&name);
}

static void case_parser(void **state)
{
    (void)state;
    struct names names = {.random = {33}};
    each_case(damage_name, &names);
    assert_true(names.num > 1000 && names.taken > 0 && names.taken < names.num);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_reader),
        cmocka_unit_test(record_decoder),
        cmocka_unit_test(case_parser),
    };
    return cmocka_run_group_tests_name("fuzz", tests, NULL, NULL);
}
