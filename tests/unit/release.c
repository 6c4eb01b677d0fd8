/* release.c - versions and dates from the version texts of libraries. */
#include "core/release.h"
#include "unit.h"
#include <string.h>

static void expect(const char *says, const char *version, const char *date)
{
    struct tb_release release;
    bool found = tb_release_read(&release, says);
    assert_int_equal(found, *version != '\0');
    assert_string_equal(release.version, version);
    assert_string_equal(release.date, date);
    assert_string_equal(release.date_of, *date ? "release" : "");
}

static void what_libraries_say(void **state)
{
    (void)state;
    expect("OpenSSL 3.5.6 7 Apr 2026", "3.5.6", "2026-04-07");
    expect("OpenSSL 1.1.1w  11 Sep 2023", "1.1.1w", "2023-09-11");
    expect("OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)", "3.0.19", "2026-01-27");
    expect("OpenSSL 4.1.0-dev ", "4.1.0-dev", "");
    expect("OpenSSL 4.1.0-dev  xx XXX xxxx", "4.1.0-dev", "");
    expect("LibreSSL 3.8.2", "3.8.2", "");
    expect("AWS-LC 5.1.0", "5.1.0", "");
    expect("5.7.2", "5.7.2", "");
}

static void what_is_no_version(void **state)
{
    (void)state;
    expect("BoringSSL", "", "");
    expect("BoringSSL API 43", "", "");
    expect("a0689af29e8e", "", ""); /* a commit, read again: unchanged */
    expect("", "", "");
    expect(" ", "", "");
    char longer[300];
    memset(longer, '7', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    expect(longer, "", "");
}

static void what_is_no_day(void **state)
{
    (void)state;
    expect("OpenSSL 3.5.6 7 apr 2026", "3.5.6", "");
    expect("OpenSSL 3.5.6 7 anF 2026", "3.5.6", ""); /* a substring of the months' names, but not a month */
    expect("OpenSSL 3.5.6 0 Apr 2026", "3.5.6", "");
    expect("OpenSSL 3.5.6 32 Apr 2026", "3.5.6", "");
    expect("OpenSSL 3.5.6 7 Apr 26", "3.5.6", "");
    expect("OpenSSL 3.5.6 7 Apr", "3.5.6", "");
    expect("OpenSSL 3.5.6 (Library: 7 Apr 2026)", "3.5.6", "");
}

static void words(void **state)
{
    (void)state;
    char text[100];
    tb_release_words(text, sizeof text, "3.5.6", "2026-04-07", "release");
    assert_string_equal(text, "3.5.6 2026-04-07");
    tb_release_words(text, sizeof text, "a0689af29e8e", "2026-08-21", "commit");
    assert_string_equal(text, "a0689af29e8e 2026-08-21");
    tb_release_words(text, sizeof text, "13.0.0", "2023-01-18", "package");
    assert_string_equal(text, "13.0.0 ≤2023-01-18");
    tb_release_words(text, sizeof text, "4.1.0-dev", "", "");
    assert_string_equal(text, "4.1.0-dev undated");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_libraries_say), cmocka_unit_test(what_is_no_version),
                                       cmocka_unit_test(what_is_no_day), cmocka_unit_test(words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
