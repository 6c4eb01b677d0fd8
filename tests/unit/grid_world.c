#include "grid_world.h"
#include <math.h>
#include <string.h>

void begin(struct grid *grid, const char *name)
{
    struct tb_text why;
    *grid = (struct grid){.plan = {.rounds = ROUNDS}};
    tb_text_init(&why, 200);
    assert_true(tb_case_parse(&grid->planned.c, name, &why));
    assert_true(grid->planned.c.driver->num_metrics <= MOST_METRICS);
    tb_text_free(&why);
    for (size_t i = 0; i < MOST_METRICS * ROUNDS; i++)
        grid->values[i] = grid->compared[i] = NAN;
    for (size_t i = 0; i < MOST_METRICS; i++)
        grid->least[i] = NAN;
    grid->cell = (struct tb_cell){.values = grid->values, .compared = grid->compared, .least = grid->least};
}

size_t metric_of(const struct grid *grid, const char *name)
{
    const struct tb_driver_info *driver = grid->planned.c.driver;
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (strcmp(driver->metrics[i].name, name) == 0)
            return i;
    fail_msg("%s has no metric %s", driver->name, name);
    return 0;
}

void add(struct grid *grid, size_t round, const char *metric, const double *chunks, size_t num)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    sample.status = TB_SAMPLE_OK;
    for (size_t i = 0; i < num; i++)
        assert_true(tb_record_add(&sample.record, metric, chunks[i]));
    assert_true(tb_cell_add(&grid->cell, &grid->planned, &grid->plan, round, &sample));
    tb_sample_free(&sample);
}
