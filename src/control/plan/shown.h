/* shown.h - which cases the tables have, where --show chooses metrics. */
#pragma once
#include <stdbool.h>

struct tb_plan;
struct tb_planned;
struct tb_text;
struct tb_words;

/* Has each word a metric that a case of the plan measures?  If not, `why` names the nearest. */
bool tb_shown_check(const struct tb_plan *plan, const struct tb_words *show, struct tb_text *why);

/* What is shown of a run in which the processor counts, by any of these metrics, such as "cycles": the primary one,
 * which
 * --metric names, then those that are counted with it.  NULL: it is no such metric. */
const struct tb_words *tb_shown_by_hardware(const char *metric);

/* Has the case a row in the tables?  It has none if none of its metrics is chosen: tb_plan_show. */
bool tb_shown_any(const struct tb_planned *planned);
