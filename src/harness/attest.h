/* attest.h - writes the identity of the library that ran to the record. */
#pragma once
#include "core/record.h"
#include "harness/module.h"
#include <stdbool.h>

/* Fails only if memory runs out. */
bool tb_attest(struct tb_record *record, const struct tb_module *module);
/* Adds facts that a measurement does not need: what the module was linked from, and its known faults.  Faults are found
 * by running test vectors, which takes some ms and warms up code. */
bool tb_attest_more(struct tb_record *record, const struct tb_module *module);
