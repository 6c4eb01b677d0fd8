/* history_facts.h - facts of run.json in the form that the history stores. */
#pragma once
#include <stdbool.h>

struct json_t;
struct tb_case;
struct tb_history_library;
struct tb_metric_info;
struct tb_release;
struct tb_text;

/* "2026-01-16T00:00:00Z", which sorts by time; and a number of 64 bits, as runs have them. */
bool tb_history_is_time(const char *text);
bool tb_history_is_seed(const char *text);

/* Has the run.json of the folder what tells runs apart: name, time and seed?  false: `why` says what it lacks. */
bool tb_history_identified(const struct json_t *facts, const char *folder, struct tb_text *why);

/* "" where there is no such text. */
const char *tb_history_fact(const struct json_t *facts, const char *key);

/* What run.json says of a library.  Where an older tlsbench wrote it, version and day are read out of what the library
 * said, or of its manifest; `release` holds them then, and must live as long. */
struct tb_history_library tb_history_library_of(const struct json_t *library, struct tb_release *release);

/* What the code behind a library's name is: "OpenSSL"; where it calls itself otherwise than it is called, that too:
 * "OpenSSL (openssl-3.5)".  So the `head` of one library is never the `head` of another.  Nothing: not known. */
void tb_history_product(struct tb_text *text, const struct json_t *facts, const char *library);

/* How a sample of the case is taken, as far as it may move its figures: "5 chunks of 7 ms, cores 0 and 1", "5 windows
 * of 100 ms after 100 ms, ..."; "counted" of a metric that is.  `c`, and then `info`, NULL: of another tlsbench. */
void tb_history_sampling(struct tb_text *text, const struct json_t *facts, const struct tb_case *c,
                         const struct tb_metric_info *info);

/* What measured: "0.1.0 (worker 1f2e3d4c5b6a)". */
void tb_history_program(struct tb_text *text, const struct json_t *facts);
