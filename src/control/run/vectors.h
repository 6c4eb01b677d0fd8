/* vectors.h - libraries that leave the vector registers dirty (core/vectors.h): which, after which operations, and the
 * cost.
 */
#pragma once
#include <stdbool.h>

struct tb_library;
struct tb_places;
struct tb_plan;
struct tb_planned;
struct tb_record;
struct tb_signals;
struct tb_text;

/* One operation of a library and no connection, so that how it leaves the registers is its own doing. */
bool tb_vectors_matter(const struct tb_planned *planned);

/* What was seen while `library` was measured: "note: ..." for under the tables, or nothing. */
void tb_vectors_note(struct tb_text *note, const struct tb_plan *plan, const struct tb_library *library);

/* Has the library's operations, or that of one case, tried for that: worker/vectors_pass.h.  false: interrupted, or
 * `why` says what went wrong. */
bool tb_vectors_ask(struct tb_record *record, const struct tb_library *library, const char *case_name,
                    const struct tb_places *places, struct tb_signals *signals, struct tb_text *why);
/* Whether what stands in a record's series tells that the operation takes longer when it begins with dirty registers.
 */
bool tb_vectors_cost(const double values[]);
/* Appends what the record of it tells: a line, and one more for each operation that leaves them dirty, or that takes
 * longer with dirty ones, after `indent`. */
void tb_vectors_describe(struct tb_text *text, const struct tb_record *record, const char *indent);
