/* gate.c - the names of --gate, --threshold and a suite's keys: a line each for metrics, for rules, and for the suite's
 * rules.  Names without an effect must be refused with a reason. */
#include "control/run/run.h"
#include "control/sample/libraries.h"
#include "control/verdict/gates.h"
#include "core/catalog.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

static const char source[] = "[kx]\nkx = x25519 p256\noperation = offer\n"
                             "[handshake]\ntransport = memory loopback\ntls = tls1.3\nkx = x25519\nauth = ecdsa-p256\n";

/* The plan of a check of two libraries; made only once. */
static struct tb_run *prepared(void)
{
    static struct tb_run run;
    struct tb_cases cases = {0};
    struct tb_library *libraries[2];
    if (run.checks)
        return &run;
    struct tb_fuzz_file file = tb_fuzz_file((const uint8_t *)source, sizeof source - 1);
    run.checks = true;
    tb_text_init(&run.why, 8000);
    tb_promise(tb_suite_load(&run.suite, file.path, "/nowhere", &run.why));
    tb_fuzz_file_end(&file);
    tb_promise(tb_cases_expand(&cases, &run.suite, &run.why));
    tb_promise((libraries[0] = tb_libraries_add(&run.libraries, "old", "", false)) != NULL);
    tb_promise((libraries[1] = tb_libraries_add(&run.libraries, "new", "", false)) != NULL);
    libraries[0] = tb_libraries_get(&run.libraries, "old", NULL); /* the list may have moved */
    struct tb_choice choice = {.libraries = libraries, .num_libraries = 2};
    tb_promise(tb_plan_make(&run.plan, &cases, &choice, 6, 1, &run.why));
    tb_cases_free(&cases);
    return &run;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    char *text = tb_fuzz_text(bytes, len), *rest = text;
    char *gates = strsep(&rest, "\n"), *rules = strsep(&rest, "\n");
    struct tb_run *run = prepared();
    struct tb_words thresholds = {0};
    tb_text_clear(&run->why);
    tb_promise(tb_words_split(&run->gates, gates, ", ") && tb_words_split(&thresholds, rules ? rules : "", ", ") &&
               tb_words_split(&run->suite.thresholds, rest ? rest : "", " \t"));
    bool good = tb_gates_check(run, &thresholds, &run->why);
    tb_promise(good == (run->why.len == 0));
    size_t num = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.items[i].c.driver->num_metrics; j++)
            num += tb_gates(&run->plan.items[i].c, &run->plan.items[i].c.driver->metrics[j], false, &run->gates);
    tb_promise(num >= run->plan.num); /* no option turns a case's primary metric off */
    tb_words_free(&run->gates);
    tb_words_free(&run->suite.thresholds);
    tb_words_free(&thresholds);
    free(text);
    return 0;
}
