/* conditions.h - the measurement conditions of this machine: limits and priorities of the process, settings of the
 * kernel and the CPU that affect figures, and environment variables that reach a worker.
 *
 * Conditions are facts of a run, a JSON object next to the host's.  Unusual ones are also reported by name, each with
 * its effect on figures; the names alone are part of the host's fingerprint, by which the history and noise floors tell
 * machines apart.
 */
#pragma once
#include "control/base/words.h"

struct json_t;
struct tb_text;

/* Keys: cores_allowed ("0-1"), cpu_quota (cores, 0: none), nice, scheduler, smt ("on", "off", "unknown"), turbo (the
 * same), governor, transparent_hugepages, address_randomization (kernel.randomize_va_space), variables (object).
 * Returns a new reference; NULL: out of memory. */
struct json_t *tb_conditions(void);

/* Appends the names of the unusual conditions in such an object, such as "cpu quota 0.2 cores", in a fixed order,
 * separated by "; ". */
void tb_conditions_name(const struct json_t *conditions, struct tb_text *text);

/* The same as sentences, each with the effect and what to do.  Fails only if memory runs out. */
bool tb_conditions_warn(const struct json_t *conditions, struct tb_words *warnings);
