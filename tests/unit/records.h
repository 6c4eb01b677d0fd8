/* records.h - a record with every field set, for the tests of record.h. */
#pragma once
#include "core/record.h"

struct tb_text;

bool fill_record(struct tb_record *record); /* false: out of memory */
void full_line(struct tb_text *line);       /* initialises it; one encoded line of a full record */
void assert_same_record(const struct tb_record *a, const struct tb_record *b);
