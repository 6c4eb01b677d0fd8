/* shown.h - which cases the tables have, where --show chooses metrics. */
#pragma once
#include <stdbool.h>

struct tb_plan;
struct tb_planned;
struct tb_text;
struct tb_words;

/* Has each word a metric that a case of the plan measures?  If not, `why` names the nearest. */
bool tb_shown_check(const struct tb_plan *plan, const struct tb_words *show, struct tb_text *why);

/* Has the case a row in the tables?  It has none if none of its metrics is chosen: tb_plan_show. */
bool tb_shown_any(const struct tb_planned *planned);
