/* weight.c POSSIBLE - the memory of a process grows by what it takes.  POSSIBLE: yes or no, whether this build's malloc
 * is glibc's. */
#include "harness/weight.h"
#include "core/text.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 400, BLOCK = 50000 }; /* 20 MB, below the size from which malloc asks the kernel for each block */

static bool possible;

static void it_is_known_whether_it_can(void **state)
{
    (void)state;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_int_equal(tb_weighing_possible(&why), possible);
    assert_true(possible ? why.len == 0 : strstr(why.data, "malloc is not glibc's") != NULL);
    tb_text_free(&why);
}

/* Resident pages are those that were written to, so a heap may be larger than what is resident. */
static void it_grows_by_what_is_taken(void **state)
{
    (void)state;
    static char *blocks[BLOCKS];
    struct tb_weight before, taken, written, after;
    struct tb_text why;
    tb_text_init(&why, 500);
    if (!possible) {
        tb_text_free(&why);
        return;
    }
    assert_true(tb_weigh(&before, &why));
    for (size_t i = 0; i < BLOCKS; i++)
        assert_non_null(blocks[i] = malloc(BLOCK));
    assert_true(tb_weigh(&taken, &why));
    for (size_t i = 0; i < BLOCKS; i++)
        memset(blocks[i], 1, BLOCK);
    assert_true(tb_weigh(&written, &why));
    for (size_t i = 0; i < BLOCKS; i++)
        free(blocks[i]);
    assert_true(tb_weigh(&after, &why));
    const uint64_t all = (uint64_t)BLOCKS * BLOCK, slack = all / 100;
    assert_in_range(taken.heap_bytes - before.heap_bytes, all, all + slack);
    assert_in_range(written.heap_bytes, taken.heap_bytes, taken.heap_bytes + slack);
    assert_true(written.pss_bytes >= before.pss_bytes + all - slack);
    assert_in_range(after.heap_bytes, before.heap_bytes, before.heap_bytes + slack);
    tb_text_free(&why);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_known_whether_it_can),
        cmocka_unit_test(it_grows_by_what_is_taken),
    };
    possible = argc > 1 && strcmp(argv[1], "yes") == 0;
    return cmocka_run_group_tests_name("weight", tests, NULL, NULL);
}
