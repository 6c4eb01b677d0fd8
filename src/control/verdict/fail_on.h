/* fail_on.h - --fail-on: what else ends a check with a result other than PASS. */
#pragma once
#include "control/verdict/conclusion.h"

struct tb_words;

/* Accepts "missing", "noisy" (any inconclusive row), "noisy=20" or "noisy=20%", and "regressed", which is always
 * included.  No words: missing, noisy=50. */
bool tb_fail_on_parse(struct tb_fail_on *fail_on, const struct tb_words *words, struct tb_text *why);
