/* inject.h - what was slowed down on purpose, in words and in files. */
#pragma once
#include "control/plan/plan.h"

struct json_t;
struct tb_text;
struct tb_words;

enum { TB_INJECTED_CAP = 2 * TB_INJECTION_CAP + 20 };

/* Marks the variants that --inject names: "[NAME=]PCT[:SHAPE]", core/injection.h.  false: `why`. */
bool tb_inject(struct tb_plan *plan, const struct tb_words *words, struct tb_text *why);

/* The operations of a chunk are known, of which a sample has so many beside the discarded one: does every shape fall on
 * an operation of each sample?  false: `why`. */
bool tb_inject_reaches(const struct tb_plan *plan, uint64_t chunks, struct tb_text *why);

bool tb_variant_is_injected(const struct tb_variant *variant);

/* As what falls on one end of a pair, whose worker is that side. */
struct tb_injection tb_injection_of_end(const struct tb_variant *variant, bool server);

/* Of a case on a variant, as --inject takes it: "5:every-32"; of a pair of which one end is slowed "5:server", of which
 * each is in its own way "5:client+7:server".  "": it is not.  Returns dst. */
const char *tb_injected_words(char dst[TB_INJECTED_CAP], const struct tb_planned *planned,
                              const struct tb_variant *variant);

/* For run.json: {"LIBRARY": "5:every-32"}, and back into a plan that was loaded: `words` as this made it; an older run
 * has `percents`, {"LIBRARY": 5}, alone.  Either may be NULL. */
struct json_t *tb_injected_json(const struct tb_plan *plan);
void tb_injected_load(struct tb_plan *plan, const struct json_t *words, const struct json_t *percents);
