/* harness_cost - the cost of the harness itself: measures an operation that does nothing, like any other.
 *
 * Prints the median of the chunks in nanoseconds per operation.  Usage: harness_cost [OPERATIONS [CHUNKS]]
 */
#include "core/clock.h"
#include "core/stats.h"
#include "harness/repeat.h"
#include "harness/timed_loop.h"
#include <stdio.h>
#include <stdlib.h>

/* No instruction, but the compiler must assume that it reads and writes anything and that it may fail. */
static enum tb_status nothing(void *state)
{
    enum tb_status status = TB_OK;
    __asm__ volatile("" : "+r"(status) : "r"(state) : "memory");
    return status;
}
TB_REPEATED(nothing)

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    (void)state;
    (void)chunk;
    return TB_OK;
}

static const struct tb_local_ops empty = {.run = run_nothing, .settle = settle};

int main(int argc, char **argv)
{
    uint64_t operations = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000000;
    unsigned chunks = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 11;
    if (operations == 0 || chunks == 0 || argc > 3) {
        fprintf(stderr, "usage: harness_cost [OPERATIONS [CHUNKS]]\n");
        return 2;
    }
    struct tb_text why;
    struct tb_record record;
    tb_text_init(&why, 1024);
    tb_record_init(&record);
    struct tb_job job = {.started_ns = tb_now_ns(), .why = &why, .record = &record};
    enum tb_status status = tb_timed_loop(&job, &empty, NULL, operations, chunks);
    const struct tb_series *time = tb_record_series(&record, tb_metric_name(TB_METRIC(time)));
    double median = 0;
    if (status == TB_OK && time && tb_median(time->values, time->num, &median))
        printf("harness_cost %.3f ns per empty operation\n", median);
    else
        fprintf(stderr, "harness_cost: %s\n", why.data);
    bool good = status == TB_OK && median > 0 && fflush(stdout) == 0;
    tb_record_free(&record);
    tb_text_free(&why);
    return good ? 0 : 1;
}
