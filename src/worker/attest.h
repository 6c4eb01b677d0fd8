/* attest.h - what library really ran, put into the record. */
#pragma once
#include "core/record.h"
#include "worker/module.h"
#include <stdbool.h>

bool tb_attest(struct tb_record *record, const struct tb_module *module); /* false: no memory */
