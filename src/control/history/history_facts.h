/* history_facts.h - extracts facts from run.json in the form that the history stores. */
#pragma once
#include <stdbool.h>

struct json_t;
struct tb_case;
struct tb_history_library;
struct tb_metric_info;
struct tb_release;
struct tb_text;

/* Is it a time like "2026-01-16T00:00:00Z", which sorts chronologically; is it a 64-bit number? */
bool tb_history_is_time(const char *text);
bool tb_history_is_seed(const char *text);

/* Does the run.json of the folder have what identifies a run: name, time and seed?  If not, `why` says what is
 * missing. */
bool tb_history_identified(const struct json_t *facts, const char *folder, struct tb_text *why);

/* "" if there is no such text. */
const char *tb_history_fact(const struct json_t *facts, const char *key);

/* A library's facts in run.json.  For files of an older tlsbench, version and date are parsed from the library's own
 * version text, or its manifest, into `release`, which must outlive the result. */
struct tb_history_library tb_history_library_of(const struct json_t *library, struct tb_release *release);

/* Appends the product behind a library's name: "OpenSSL"; if the instance's own name differs from `library`, also that:
 * "OpenSSL (openssl-3.5)".  So the `head` of one library is never mistaken for the `head` of another.  Appends nothing
 * if unknown. */
void tb_history_product(struct tb_text *text, const struct json_t *facts, const char *library);

/* How a sample of the case is taken, as far as it may move its figures: "5 chunks of 7 ms, cores 0 and 1", "5 windows
 * of 100 ms after 100 ms, ..."; "counted" of a metric that is.  `c`, and then `info`, NULL: of another tlsbench. */
void tb_history_sampling(struct tb_text *text, const struct json_t *facts, const struct tb_case *c,
                         const struct tb_metric_info *info);

/* Appends the program that measured: "0.1.0 (worker 1f2e3d4c5b6a)". */
void tb_history_program(struct tb_text *text, const struct json_t *facts);
