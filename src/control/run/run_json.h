/* run_json.h - run.json: what was measured, on which machine, and how to repeat it. */
#pragma once
#include <stdbool.h>

struct tb_run;
struct tb_run_names;
struct tb_text;

bool tb_run_json(struct tb_text *text, const struct tb_run *run); /* fails only if memory runs out */

/* The facts among these that tables have in each row: store/run_names.h. */
void tb_run_names_now(struct tb_run_names *names, const struct tb_run *run);
