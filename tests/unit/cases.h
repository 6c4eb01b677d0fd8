/* cases.h - all cases that can be written: the cross product of the catalog, including combinations that do not go
 * together. */
#pragma once
#include "core/case.h"

/* Numbers are sampled at a few points: 1, the maximum, and the values around the size of a record. */
void each_case(void (*visit)(const struct tb_case *c, void *context), void *context);
