/* run_json.h - run.json: what was measured where, and how to do it again. */
#pragma once
#include <stdbool.h>

struct tb_run;
struct tb_text;

bool tb_run_json(struct tb_text *text, const struct tb_run *run); /* false: no memory */
