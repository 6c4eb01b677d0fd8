/* run_json.h - run.json: what was measured, on which machine, and how to repeat it. */
#pragma once
#include <stdbool.h>

struct json_t;
struct tb_run;
struct tb_run_names;
struct tb_text;

bool tb_run_json(struct tb_text *text, const struct tb_run *run); /* fails only if memory runs out */

/* The same, parsed again, so that whatever is made from it is the same for the stored run: a new reference.  NULL: out
 * of memory. */
struct json_t *tb_run_facts(const struct tb_run *run);

/* The facts among these that tables have in each row: store/run_names.h. */
void tb_run_names_now(struct tb_run_names *names, const struct tb_run *run);
