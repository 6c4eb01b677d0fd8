/* cases.h - every case that can be written down: the cross product of the catalog, also what does not go together. */
#pragma once
#include "core/case.h"

/* Numbers stand for themselves at a few points: 1, the largest, and what a record just holds or does not. */
void each_case(void (*visit)(const struct tb_case *c, void *context), void *context);
