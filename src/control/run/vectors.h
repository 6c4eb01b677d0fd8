/* vectors.h - reports libraries that leave the vector registers dirty (core/vectors.h), after which operations, and the
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

/* Does the state of the registers after the case say something about one operation?  True for a single operation of a
 * library without a connection. */
bool tb_vectors_matter(const struct tb_planned *planned);

/* Appends "note: ..." for the end of the tables if `library` left the registers dirty; else nothing. */
void tb_vectors_note(struct tb_text *note, const struct tb_plan *plan, const struct tb_library *library);

/* Tests the library's operations, or only that of one case: worker/vectors_pass.h.  If dirty registers seem to slow one
 * down, all are tested again, up to three times in all; of each, the times with the smallest effect count.  Returns
 * false if interrupted, or on failure. */
bool tb_vectors_ask(struct tb_record *record, const struct tb_library *library, const char *case_name,
                    const struct tb_places *places, struct tb_signals *signals, struct tb_text *why);
/* Takes the values of `again` for each operation on which dirty registers had less of an effect there. */
void tb_vectors_repeat(struct tb_record *record, const struct tb_record *again);
/* Does the operation take longer if it begins with dirty registers?  `values`: a record's series. */
bool tb_vectors_cost(const double values[]);
/* Appends a summary of the record, and a line for each operation that leaves the registers dirty, or takes longer with
 * dirty ones, each line after `indent`. */
void tb_vectors_describe(struct tb_text *text, const struct tb_record *record, const char *indent);
