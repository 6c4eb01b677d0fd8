/* conditions.h - under what conditions this machine measures: limits and priorities of our own process, settings of the
 * kernel and the CPU that change figures, and the environment variables that reach a worker.
 *
 * Conditions are facts of a run, a JSON object beside the host's.  What is unusual is also said in words, each with
 * what it does to figures; the words without that are part of the host's fingerprint, by which the history and noise
 * floors tell machines apart.
 */
#pragma once
#include "control/base/words.h"

struct json_t;
struct tb_text;

/* Keys: cores_allowed ("0-1"), cpu_quota (cores, 0: none), nice, scheduler, smt ("on", "off", "unknown"), turbo (the
 * same), governor, transparent_hugepages, address_randomization (kernel.randomize_va_space), variables (object).  A new
 * reference; NULL: out of memory. */
struct json_t *tb_conditions(void);

/* Appends what is unusual in such an object, as "cpu quota 0.2 cores", in a fixed order, separated by "; ". */
void tb_conditions_name(const struct json_t *conditions, struct tb_text *text);

/* The same, each a sentence with what it means and what to do.  false: out of memory. */
bool tb_conditions_warn(const struct json_t *conditions, struct tb_words *warnings);
