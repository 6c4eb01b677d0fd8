/* attest.h - the identity of the library that ran, for the record. */
#pragma once
#include "core/record.h"
#include "harness/module.h"
#include <stdbool.h>

/* false: out of memory. */
bool tb_attest(struct tb_record *record, const struct tb_module *module);
/* Facts that a measurement does not need: what the module was linked from, and its known faults, which are found by
 * trying.  That takes some ms and warms up code. */
bool tb_attest_more(struct tb_record *record, const struct tb_module *module);
