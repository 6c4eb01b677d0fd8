/* attest.h - what library really ran, put into the record. */
#pragma once
#include "core/record.h"
#include "harness/module.h"
#include <stdbool.h>

/* false: no memory. */
bool tb_attest(struct tb_record *record, const struct tb_module *module);
/* The faults that it is known for, by trying: some ms, and code that a measurement would then find warm. */
bool tb_attest_faults(struct tb_record *record, const struct tb_module *module);
