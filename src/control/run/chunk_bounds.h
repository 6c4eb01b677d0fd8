/* chunk_bounds.h - between which lengths the chunks of local cases are sized: chunk_size.c says why. */
#pragma once
#include "control/sample/sample.h"
#include <math.h>

#define TB_LONGEST_CHUNK       10.0  /* as a multiple of the suite's length */
#define TB_LONGEST_EXTENDED_NS 500e6 /* of a sample that was lengthened for its number of operations */

/* Operations per chunk, so that a sample has the suite's minimum. */
static inline double tb_least_operations(const struct tb_lab *lab)
{
    return ceil((double)lab->sample_operations / (double)lab->chunks);
}

/* Of a sample. */
static inline double tb_longest_local_ms(const struct tb_lab *lab)
{
    return fmax((double)((lab->chunks + 1) * lab->chunk_ms) * TB_LONGEST_CHUNK, TB_LONGEST_EXTENDED_NS / 1e6);
}
