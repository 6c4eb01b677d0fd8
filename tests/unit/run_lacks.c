/* run_lacks.c - what a run that did not end says of the passes after its rounds. */
#include "control/store/run_lacks.h"
#include "control/plan/plan.h"
#include "control/store/counts.h"
#include "core/text.h"
#include "unit.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void expect(const char *facts, const char *folder, const char *lacks)
{
    static const struct tb_plan plan;
    static const struct tb_counts counts;
    json_t *object = facts ? json_loads(facts, 0, NULL) : NULL;
    struct tb_text text;
    assert_true(!facts || object);
    tb_text_init(&text, 1000);
    tb_run_lacks(&text, &plan, &counts, object, folder);
    assert_string_equal(text.data, lacks);
    tb_text_free(&text);
    json_decref(object);
}

#define RUN(complete, passes, more) "{\"complete\": " complete ", \"passes\": [" passes "]" more "}"
#define PROFILES(processes)         ", \"profiles\": {\"processes\": " processes ", \"workers\": [{}, {}]}"

static void test_passes(void **state)
{
    (void)state;
    expect(NULL, NULL, "");
    expect("{\"complete\": false}", NULL, "");
    expect(RUN("false", "", ""), "/nowhere", "");
    expect(RUN("true", "\"counters\", \"profiles\"", ""), NULL, "");
    expect(RUN("false", "\"counters\"", ""), NULL, "any counters");
    expect(RUN("false", "\"profiles\"", PROFILES("2")), NULL, "");
    expect(RUN("false", "\"profiles\"", PROFILES("6")), NULL, "the profiles of 4 of 6 processes");
    expect(RUN("false", "\"profiles\"", PROFILES("1")), NULL, ""); /* damaged, and no reason to say anything wrong */
    expect(RUN("false", "\"profiles\"", ""), NULL, "any profiles");
    expect(RUN("false", "\"counters\", \"profiles\"", PROFILES("3")), NULL,
           "any counters and the profiles of 1 of 3 processes");
    expect(RUN("false", "7, \"profiles\", null", PROFILES("-3")), NULL, "");
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void test_anatomy(void **state)
{
    (void)state;
    static const char anatomy[] = RUN("false", "", ", \"command_line\": [\"tlsbench\", \"anatomy\"]");
    static const char header[] = "case,flight,phase,instructions_status,reason\r\n";
    static const char done[] = "x,1,kx,ok,\r\nx,all,kx,ok,\r\nx,all,all,ok,\r\n";
    static const char failed[] = "y,all,all,failed,callgrind: it crashed\r\n";
    static const char open[] =
        "z,1,all,unmeasured,callgrind: not reached\r\nz,all,all,unmeasured,callgrind: not reached\r\n";
    static const char old[] = "z,1,all,failed,callgrind: not reached\r\nz,all,all,failed,callgrind: not reached\r\n";
    char folder[] = "/tmp/unit_run_lacks.XXXXXX", path[100], text[1000];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/anatomy.csv", folder);
    expect(anatomy, folder, "any instructions by callgrind");
    expect(anatomy, NULL, ""); /* of a run without a folder nothing can be said */
    snprintf(text, sizeof text, "%s%s%s%s%s", header, done, failed, open, old);
    write_file(path, text);
    expect(anatomy, folder, "the instructions by callgrind of 2 of 4 handshakes");
    expect("{\"complete\": false, \"command_line\": [\"tlsbench\", \"run\"]}", folder, "");
    snprintf(text, sizeof text, "%s%s%s", header, done, failed);
    write_file(path, text);
    expect(anatomy, folder, "");
    write_file(path, "damaged");
    expect(anatomy, folder, "any instructions by callgrind");
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_passes), cmocka_unit_test(test_anatomy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
