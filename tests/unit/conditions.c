/* Unusual conditions of a run, and the environment variables that reach a worker. */
#include "control/base/conditions.h"
#include "control/base/environment.h"
#include "control/base/fingerprint.h"
#include "core/text.h"
#include "unit.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check_names(const char *conditions, const char *names)
{
    json_t *object = json_loads(conditions, 0, NULL);
    struct tb_text text;
    struct tb_words warnings = {0};
    assert_non_null(object);
    tb_text_init(&text, 4000);
    tb_conditions_name(object, &text);
    assert_string_equal(text.data, names);
    assert_true(tb_conditions_warn(object, &warnings));
    assert_int_equal(warnings.num > 0, *names != '\0');
    for (size_t i = 0; i < warnings.num; i++)
        assert_non_null(strchr(warnings.items[i], ':'));
    tb_words_free(&warnings);
    tb_text_free(&text);
    json_decref(object);
}

static void the_usual_is_not_named(void **state)
{
    (void)state;
    check_names("{}", "");
    check_names("{\"cpu_quota\": 0.0, \"nice\": 0, \"scheduler\": \"other\", \"governor\": \"performance\", "
                "\"variables\": {}}",
                "");
    check_names("{\"governor\": \"unknown\", \"smt\": \"on\", \"turbo\": \"on\"}", "");
}

static void the_unusual_is_named_in_order(void **state)
{
    (void)state;
    check_names(
        "{\"variables\": {\"LD_PRELOAD\": \"/x.so\", \"OPENSSL_CONF\": \"\"}, \"nice\": -5, \"cpu_quota\": 0.2}",
        "cpu quota 0.2 cores; nice -5; LD_PRELOAD=/x.so; OPENSSL_CONF=");
    check_names("{\"scheduler\": \"batch\", \"governor\": \"powersave\"}",
                "scheduling policy batch; governor powersave");
}

/* A machine's series continue if nothing is unusual, and start anew otherwise. */
static void it_is_part_of_the_fingerprint(void **state)
{
    (void)state;
    json_t *host = json_loads("{\"cpu\": \"Z80\", \"cores\": 1}", 0, NULL), *usual = json_object(),
           *nice = json_loads("{\"nice\": 10}", 0, NULL);
    struct tb_text without, with, old;
    tb_text_init(&without, 1000);
    tb_text_init(&with, 1000);
    tb_text_init(&old, 1000);
    tb_host_fingerprint(host, usual, &without);
    tb_host_fingerprint(host, nice, &with);
    tb_host_fingerprint(host, NULL, &old); /* a run from before conditions were recorded */
    assert_string_equal(without.data, "cpu Z80; cores 1; kernel unknown; hypervisor unknown; compiler unknown");
    assert_string_equal(with.data, "cpu Z80; cores 1; kernel unknown; hypervisor unknown; compiler unknown; nice 10");
    assert_string_equal(old.data, without.data);
    tb_text_free(&without);
    tb_text_free(&with);
    tb_text_free(&old);
    json_decref(host);
    json_decref(usual);
    json_decref(nice);
}

/* What figures depend on tells two machines apart; a fact that was not recorded, or could not be found out, tells
 * nothing. */
static void states_are_part_of_the_fingerprint(void **state)
{
    (void)state;
    static const struct {
        const char *host, *conditions, *end;
    } rows[] = {
        {"{}", "{\"smt\": \"off\"}", "; smt off"},
        {"{}", "{\"smt\": \"on\"}", "; smt on"},
        {"{}", "{\"smt\": \"unknown\", \"turbo\": \"\"}", "compiler unknown"},
        {"{}", "{\"turbo\": \"off\", \"transparent_hugepages\": \"never\"}",
         "; turbo off; transparent_hugepages never"},
        {"{}", "{\"address_randomization\": \"0\"}", "; address_randomization 0"},
        {"{\"microcode\": \"0xa0011d1\"}", "{\"nice\": 5}", "; microcode 0xa0011d1; nice 5"},
        {"{\"microcode\": \"unknown\", \"memory\": \"32 GiB\"}", "{}", "compiler unknown"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        json_t *host = json_loads(rows[i].host, 0, NULL), *conditions = json_loads(rows[i].conditions, 0, NULL);
        struct tb_text text;
        tb_text_init(&text, 1000);
        tb_host_fingerprint(host, conditions, &text);
        size_t len = strlen(rows[i].end);
        assert_true(text.len >= len);
        assert_string_equal(text.data + text.len - len, rows[i].end);
        tb_text_free(&text);
        json_decref(host);
        json_decref(conditions);
    }
}

static const char *value_in(char **variables, const char *name)
{
    size_t len = strlen(name);
    for (; *variables; variables++)
        if (strncmp(*variables, name, len) == 0 && (*variables)[len] == '=')
            return *variables + len + 1;
    return NULL;
}

static void only_what_is_listed_reaches_a_worker(void **state)
{
    static const char *const mine[] = {"PATH=/bin",
                                       "BENCHMARK_FILTER=x",
                                       "LC_ALL=C",
                                       "LD_PRELOAD=/x.so",
                                       "OPENSSL_ia32cap=0",
                                       "MALLOC_ARENA_MAX=1",
                                       "OPENSSLX=never",
                                       "PATHS=never",
                                       "EDITOR=vi",
                                       "GLIBC_TUNABLES=a=b",
                                       "LANGUAGE=de",
                                       "SSL_CERT_FILE=/none",
                                       "SSLKEYLOGFILE=/tmp/keys",
                                       NULL};
    char **before = environ;
    struct tb_environment environment;
    struct tb_words heeded = {0};
    (void)state;
    environ = (char **)mine; /* as execve takes them */
    assert_true(tb_environment_make(&environment, 7));
    assert_true(tb_environment_heeded(&heeded));
    environ = before;
    assert_string_equal(value_in(environment.variables, "PATH"), "/bin");
    assert_string_equal(value_in(environment.variables, "LC_ALL"), "C");
    assert_string_equal(value_in(environment.variables, "LD_PRELOAD"), "/x.so");
    assert_string_equal(value_in(environment.variables, "GLIBC_TUNABLES"), "a=b");
    assert_string_equal(value_in(environment.variables, "TLSBENCH_PAD"), "0000000");
    static const char *const kept_out[] = {"BENCHMARK_FILTER", "SSL_CERT_FILE", "SSLKEYLOGFILE", "OPENSSLX", "PATHS",
                                           "EDITOR",           "LANGUAGE"};
    for (size_t i = 0; i < sizeof kept_out / sizeof *kept_out; i++)
        assert_null(value_in(environment.variables, kept_out[i]));
    static const char *const named[] = {"GLIBC_TUNABLES=a=b", "LD_PRELOAD=/x.so", "MALLOC_ARENA_MAX=1",
                                        "OPENSSL_ia32cap=0"};
    assert_int_equal(heeded.num, sizeof named / sizeof *named);
    for (size_t i = 0; i < heeded.num; i++)
        assert_string_equal(heeded.items[i], named[i]);
    tb_words_free(&heeded);
    tb_environment_free(&environment);
}

static void this_machine_tells(void **state)
{
    (void)state;
    json_t *conditions = tb_conditions();
    static const char *const keys[] = {
        "cores_allowed",         "cpu_quota", "nice", "scheduler", "smt", "turbo", "governor", "transparent_hugepages",
        "address_randomization", "variables"};
    assert_non_null(conditions);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_non_null(json_object_get(conditions, keys[i]));
    assert_int_equal(json_object_size(conditions), sizeof keys / sizeof *keys);
    json_decref(conditions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_usual_is_not_named),
        cmocka_unit_test(the_unusual_is_named_in_order),
        cmocka_unit_test(it_is_part_of_the_fingerprint),
        cmocka_unit_test(states_are_part_of_the_fingerprint),
        cmocka_unit_test(only_what_is_listed_reaches_a_worker),
        cmocka_unit_test(this_machine_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
