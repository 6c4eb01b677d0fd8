/* load_cells.h - internal to the files that load a run: load_run.c (names, the plan), load_cells.c (results), counts.c
 * (counters). */
#pragma once
#include "control/base/csv_columns.h"
#include "control/base/csv_table.h"
#include "control/plan/plan.h"

/* For csv_columns.h: first the columns read from all tables, then those that only samples.csv has.  REPLACED is the
 * other way round: only the samples.csv of an older tlsbench has it, and now it is a status. */
#define TB_LOADED_OF_ALL(X)                                                                                            \
    X(SCHEMA, "", schema)                                                                                              \
    X(CASE, "", case)                                                                                                  \
    X(LIBRARY, "", library)                                                                                            \
    X(VERSION, "", version)                                                                                            \
    X(DATE, "?", date)                                                                                                 \
    X(DATE_OF, "?", date_of)                                                                                           \
    X(CLIENT, "", client)                                                                                              \
    X(SERVER, "", server)                                                                                              \
    X(METRIC, "", metric)                                                                                              \
    X(UNIT, "?", unit)                                                                                                 \
    X(STATUS, "", status)                                                                                              \
    X(REASON, "", reason)
#define TB_LOADED_OF_SAMPLES(X)                                                                                        \
    X(ROUND, "", round)                                                                                                \
    X(PLACE, "", place)                                                                                                \
    X(CHUNK, "?", chunk)                                                                                               \
    X(VALUE, "", value)                                                                                                \
    X(OPERATIONS, "?", operations)                                                                                     \
    X(VECTORS, "?", vectors)

enum { TB_LOADED_OF_ALL(TB_CSV_PLACE) NUM_SUMMARY };
enum { BEFORE_SAMPLES = NUM_SUMMARY - 1, TB_LOADED_OF_SAMPLES(TB_CSV_PLACE) REPLACED, NUM_SAMPLE };
#define TB_LOADED_OF_OLDER [REPLACED] = "?replaced"

/* Is the row a transfer with plain TCP, which is compared with nothing?  `plain` is the library name of such rows in
 * this run; NULL: there are none. */
bool tb_load_is_plain(const struct tb_csv_table *table, const struct tb_case *c, const char *plain);

/* The cell of the table's row; NULL: it is left out by the filter, or is plain TCP's and not wanted. */
struct tb_cell *tb_load_find_cell(struct tb_plan *plan, const struct tb_csv_table *table, struct tb_planned **planned);

/* What the tables of a run name, and how many rows they have together. */
struct tb_load_size {
    size_t rows, cases, libraries, rounds;
    bool pairs; /* every client was measured with every server */
};

/* Do the rows fill the cells that the plan will have?  Nearly every sample has a row; a check has fewer in its later
 * rounds.  A table without them, which tlsbench did not write, would take any amount of memory: then `why`. */
bool tb_load_is_filled(const struct tb_load_size *size, const char *folder, struct tb_text *why);

/* Samples into cells, as they were when they were measured.  `chunks` is what each sample has, 0 if that is not known.
 * false: `why`. */
bool tb_load_cells(struct tb_plan *plan, struct tb_csv_table *samples, uint64_t chunks, struct tb_text *why);

/* Loads the reasons of cases that were unsupported before any round: they have no sample, only a row in the summary. */
bool tb_load_closed(struct tb_plan *plan, struct tb_csv_table *summary, struct tb_text *why);
