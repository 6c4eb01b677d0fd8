/* attest.h - what library really ran, put into the record. */
#pragma once
#include "core/record.h"
#include "harness/module.h"
#include <stdbool.h>

/* false: no memory. */
bool tb_attest(struct tb_record *record, const struct tb_module *module);
/* What a measurement does not need: what it was linked of, and the faults that it is known for, by trying, which takes
 * some ms and leaves code warm. */
bool tb_attest_more(struct tb_record *record, const struct tb_module *module);
