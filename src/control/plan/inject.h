/* inject.h - artificial slowdowns (--inject) of a plan's variants, as text and in files. */
#pragma once
#include "control/plan/plan.h"

struct json_t;
struct tb_text;
struct tb_words;

enum { TB_INJECTED_CAP = 2 * TB_INJECTION_CAP + 20 };

/* Marks the variants that --inject names: "[NAME=]PCT[:SHAPE]", see core/injection.h. */
bool tb_inject(struct tb_plan *plan, const struct tb_words *words, struct tb_text *why);

/* Does every shape hit an operation in each sample?  Call once the operations per chunk are known; a sample has
 * `chunks` chunks in addition to the discarded one. */
bool tb_inject_reaches(const struct tb_plan *plan, uint64_t chunks, struct tb_text *why);

/* Puts "alpha was slowed down on purpose by 5%, on average over its operations: --inject 5:every-32" into `line` for
 * the next variant from *place on that was, and moves *place behind it.  Returns false if there is none.  Begin with 0.
 */
bool tb_injected_next(const struct tb_plan *plan, size_t *place, struct tb_text *line);

bool tb_variant_is_injected(const struct tb_variant *variant);
bool tb_plan_is_injected(const struct tb_plan *plan); /* is any of its variants? */

/* The slowdown of one end of a pair. */
struct tb_injection tb_injection_of_end(const struct tb_variant *variant, bool server);

/* The slowdown of a case on a variant, in the notation of --inject: "5:every-32".  For a pair with one slowed end
 * "5:server"; with two different ones "5:client+7:server".  "": none.  Returns dst. */
const char *tb_injected_words(char dst[TB_INJECTED_CAP], const struct tb_planned *planned,
                              const struct tb_variant *variant);

/* For run.json: {"LIBRARY": "5:every-32"}, and back into a loaded plan.  `words` is the result of tb_injected_json;
 * older runs only have `percents`, {"LIBRARY": 5}.  Either may be NULL. */
struct json_t *tb_injected_json(const struct tb_plan *plan);
void tb_injected_load(struct tb_plan *plan, const struct json_t *words, const struct json_t *percents);
