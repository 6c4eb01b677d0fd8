/* harness.c - loads the module under test, judges its results, and runs lists of tests. */
#include "harness.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

bool subject_open(struct subject *subject)
{
    void *module = dlopen(subject->module, RTLD_NOW | RTLD_LOCAL); /* never closed: libraries register exit handlers */
    if (!module) {
        fprintf(stderr, "conformance: %s\n", dlerror());
        return false;
    }
    subject->backend = dlsym(module, TB_BACKEND_SYMBOL);
    if (!subject->backend) {
        fprintf(stderr, "conformance: %s\n", dlerror());
        return false;
    }
    const struct tb_backend *backend = subject->backend;
    if (backend->abi != TB_BACKEND_ABI || backend->struct_size != sizeof *backend) {
        fprintf(stderr, "conformance: %s is stale: ABI %u of %u bytes, this program has %u of %zu\n", subject->module,
                (unsigned)backend->abi, (unsigned)backend->struct_size, TB_BACKEND_ABI, sizeof *backend);
        return false;
    }
    if (backend->open(&subject->lib, NULL) != TB_OK) {
        char why[256];
        backend->error_text(NULL, why, sizeof why);
        fprintf(stderr, "conformance: %s does not open: %s\n", subject->module, why);
        return false;
    }
    return true;
}

void subject_close(struct subject *subject)
{
    subject->backend->close(subject->lib);
    subject->lib = NULL;
}

void add_test(struct test_list *list, test_function *function, const void *row, const char *format, ...)
{
    if (list->num == sizeof list->tests / sizeof list->tests[0]) {
        fprintf(stderr, "conformance: too many tests in a group\n");
        abort();
    }
    struct test *test = &list->tests[list->num++];
    test->subject = list->subject;
    test->function = function;
    test->row = row;
    va_list args;
    va_start(args, format);
    vsnprintf(test->name, sizeof test->name, format, args);
    va_end(args);
}

static struct {
    size_t run, skipped, failed;
} sums;

static void run_one(void **state)
{
    const struct test *test = *state;
    sums.run++;
    before_skip(NULL, NULL); /* nothing of a test that failed */
    test->function(test->subject, test->row);
}

int run_list(struct test_list *list, const char *group)
{
    struct CMUnitTest tests[sizeof list->tests / sizeof list->tests[0]];
    memset(tests, 0, sizeof tests); /* cmocka skips entries without a name */
    for (size_t i = 0; i < list->num; i++)
        tests[i] = (struct CMUnitTest){list->tests[i].name, run_one, NULL, NULL, &list->tests[i]};
    int failed = cmocka_run_group_tests_name(group, tests, NULL, NULL);
    sums.failed += failed > 0 ? (size_t)failed : 0;
    return failed;
}

void print_sums(void)
{
    print_message("tests: %zu passed, %zu skipped, %zu failed%s\n", sums.run - sums.skipped - sums.failed, sums.skipped,
                  sums.failed,
                  sums.skipped ? ".  What was skipped the library cannot do, or is not told to: \"skipped:\" says why"
                               : "");
}

static struct {
    void (*tidy)(void *held);
    void *held;
} skipping; /* cmocka leaves a skipped test by longjmp */

void before_skip(void (*tidy)(void *held), void *held)
{
    skipping.tidy = tidy;
    skipping.held = held;
}

void skip_here(void)
{
    sums.skipped++;
    if (skipping.tidy)
        skipping.tidy(skipping.held);
    before_skip(NULL, NULL);
    _skip(__FILE__, __LINE__); /* cmocka's skip() */
}

void failed_at(const char *file, int line, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    print_error("%s:%d: %s\n", file, line, text);
    _fail(file, line);
    abort(); /* not reached: cmocka has left the test */
}

const char *status_name(enum tb_status status)
{
    static const char *const names[] = {"TB_OK",          "TB_WANT_READ", "TB_WANT_WRITE", "TB_CLOSED",
                                        "TB_UNSUPPORTED", "TB_BAD_PEER",  "TB_ERROR"};
    return (size_t)status < sizeof names / sizeof names[0] ? names[status] : "a status that does not exist";
}

void expect_status_at(const struct subject *subject, enum tb_status want, enum tb_status got, const char *call,
                      const char *file, int line)
{
    if (got == want)
        return;
    char why[256];
    subject->backend->error_text(subject->lib, why, sizeof why);
    failed_at(file, line, "%s\n  is %s, expected %s%s%s", call, status_name(got), status_name(want), why[0] ? ": " : "",
              why);
}

bool supports(const struct subject *subject, enum tb_cap cap, uint16_t id)
{
    return subject->backend->supports(subject->lib, cap, id) == TB_OK;
}

static bool forgiven(const struct subject *subject, const char *lack)
{
    for (const char *const *name = subject->may_lack; name && *name; name++)
        if (!strcmp(*name, lack))
            return true;
    return false;
}

bool lacks(const struct subject *subject, enum tb_cap cap, uint16_t id, bool must)
{
    static const char *const names[] = {"version", "kx", "tls-group", "scheme", "suite", "aead", "hash", "premaster"};
    if (supports(subject, cap, id))
        return false;
    char lack[32], why[256];
    subject->backend->error_text(subject->lib, why, sizeof why);
    snprintf(lack, sizeof lack, "%s:0x%04x", names[cap], id);
    expect(!must || !subject->strict || forgiven(subject, lack), "%s is not supported, and must be: %s", lack, why);
    print_message("skipped: %s is not supported%s%s\n", lack, why[0] ? ": " : "", why);
    return true;
}

void require(const struct subject *subject, enum tb_cap cap, uint16_t id, bool must)
{
    if (lacks(subject, cap, id, must))
        skip_here();
}

void require_slot(const struct subject *subject, bool there, const char *what)
{
    if (there)
        return;
    expect(!subject->strict || forgiven(subject, what), "%s is not there, and must be", what);
    print_message("skipped: the backend has not got %s\n", what);
    skip_here();
}
