/* run_json.h - run.json: what was measured, on which machine, and how to repeat it. */
#pragma once
#include <stdbool.h>

struct tb_run;
struct tb_text;

bool tb_run_json(struct tb_text *text, const struct tb_run *run); /* fails only if memory runs out */
