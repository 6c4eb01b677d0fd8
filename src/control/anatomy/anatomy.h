/* anatomy.h - splits one handshake of a memory case into parts, by three independent methods.
 *
 *   clock       the time of each flight and of the work outside, by the worker's clock at the memory transport
 *   primitives  key exchange, signatures, chain verification and key schedule measured separately, through the
 *               contract's own primitives with the same parameters; the remainder is the clock's time minus these
 *   callgrind   instructions of each flight and phase (phases.h), in a separate handshake
 *
 * Times are the minimum over all chunks, because other work on the machine only adds to some of them.
 *
 * A stretch is a piece of a handshake in which one side works without a break: the work that makes a flight, or the
 * work outside (opening a connection, taking a session, closing).
 */
#pragma once
#include "control/anatomy/callgrind.h"
#include "core/case.h"
#include "core/record.h"
#include "core/text.h"
#include "core/vectors.h"

struct tb_cell;
struct tb_cases;
struct tb_plan;
struct tb_planned;
struct tb_run;

enum { TB_ANATOMY_FLIGHTS = 6, TB_CLIENT_OUTSIDE = 0, TB_SERVER_OUTSIDE = 1, TB_FIRST_FLIGHT = 2 };
enum { TB_STRETCHES = TB_FIRST_FLIGHT + TB_ANATOMY_FLIGHTS };
const char *tb_stretch_side(size_t stretch); /* "client" or "server" */

/* How far the sum of the parts may differ from the whole, in percent of the whole. */
#define TB_ANATOMY_TOLERANCE_PCT  2
#define TB_ANATOMY_TOLERANCE_WORD TB_NUMBER_WORD(TB_ANATOMY_TOLERANCE_PCT)

/* ---- The model: anatomy_parts.c ---- */

struct tb_anatomy_part {
    enum tb_phase phase;
    size_t stretch;
    struct tb_case c; /* the case that measures it separately */
};
enum { TB_MOST_PARTS = 16 };

/* The parts of a handshake that can be measured separately; returns their number, 0 on failure. */
size_t tb_anatomy_parts(struct tb_anatomy_part parts[TB_MOST_PARTS], const struct tb_case *c, struct tb_text *why);
/* Adds the parts of all cases, which must be handshakes over memory. */
bool tb_anatomy_add_parts(struct tb_cases *cases, struct tb_text *why);

/* ---- Results ---- */

enum tb_anatomy_method { TB_METHOD_CLOCK, TB_METHOD_PRIMITIVES, TB_METHOD_CALLGRIND, TB_NUM_METHODS };
const char *tb_anatomy_method_name(enum tb_anatomy_method method);

struct tb_amount {
    double phase[TB_NUM_PHASES]; /* for the clock, all of it is remainder */
    double total;
};

/* Ok means that there is something to show.  The parts may still not add up; `astray` then says so. */
struct tb_finding {
    enum tb_sample_status status;
    char reason[400];                       /* why it is not ok, or why it is astray */
    double sum;                             /* of all parts, divided by the whole; 0: not ok */
    bool astray;                            /* the sum is not 1 within the tolerance; more rounds may help */
    struct tb_amount amount[TB_STRETCHES];  /* ns, or instructions */
    struct tb_amount whole;                 /* the sum over all stretches; for the clock, its total is the time
                                             * metric */
    struct tb_costly other[TB_MOST_COSTLY]; /* callgrind: the functions of TB_PHASE_OTHER */
};

struct tb_anatomy_wire {
    size_t bytes, records;
    char messages[400]; /* "ServerHello, {4 records}"; braces: encrypted */
};

struct tb_anatomy {
    const struct tb_planned *planned; /* the handshake */
    const struct tb_cell *cell;
    size_t flights; /* flights that the clock saw */
    bool dirty;     /* one of the primitives left the vector registers dirty: core/vectors.h */
    double
        begun[TB_VECTORS_NUM]; /* ns of all primitives by state of the vector registers: core/vectors.h; 0: unknown */
    struct tb_text costly;     /* primitives that take longer with dirty registers, one per line */
    struct tb_finding finding[TB_NUM_METHODS];
    enum tb_sample_status wire_status;
    char wire_reason[400];
    struct tb_anatomy_wire wire[TB_ANATOMY_FLIGHTS];
    char counted_cpu[1200]; /* CPU features that the library saw under callgrind; "": callgrind was not used */
};

struct tb_anatomies {
    struct tb_anatomy *items; /* by case, then by library */
    size_t num;
    size_t extra; /* additional passes over the rounds of some cases */
    struct tb_phases phases;
};

/* ---- The methods ---- */

/* Clock and primitives, from the rounds measured so far.  anatomy_time.c */
void tb_anatomy_time(struct tb_anatomy *anatomy, const struct tb_plan *plan);
/* Measures the first rounds of the plan and, while a sum is astray, as many rounds again for its parts.  Returns false
 * if the run is over.  anatomy_rounds.c */
enum { TB_ANATOMY_SPARE = 3 }; /* additional passes, at most */
bool tb_anatomy_rounds(struct tb_anatomies *anatomies, struct tb_run *run);
/* Compares the sum of the parts of an ok finding with its total: a difference above TB_ANATOMY_TOLERANCE_PCT makes it
 * astray, a total of 0 makes it void. */
void tb_anatomy_check(struct tb_finding *finding, const char *of);
const char *tb_finding_word(const struct tb_finding *finding); /* "ok", "astray", "void", ... */

/* Finds the last whole handshake among callgrind's profiles and adds it to `finding`.  The profiles are in the order in
 * which they were written, one for each reading of the clock.  anatomy_profiles.c */
enum { TB_MARK_OPEN, TB_MARK_VERIFY, TB_MARK_KEEP, TB_MARK_CLOSE };
void tb_anatomy_profiles(struct tb_finding *finding, const struct tb_profile *profiles, size_t num, size_t flights);

/* The functions in the phase "other": "f 1.2 %, g 0.4 %", as shares of the whole; appends nothing if there are none. */
void tb_anatomy_other(struct tb_text *text, const struct tb_finding *finding);

/* Measures the primitives with clean and with dirty vector registers; which of the two a handshake has depends on the
 * code before.  anatomy_vectors.c.  Returns false if interrupted. */
bool tb_anatomy_vectors(struct tb_anatomy *anatomy, struct tb_run *run);

/* Separate passes, each with its own worker: anatomy_pass.c.  They return false if interrupted. */
bool tb_anatomy_look(struct tb_anatomy *anatomy, const struct tb_run *run);
bool tb_anatomy_count(struct tb_anatomy *anatomy, const struct tb_run *run, const struct tb_phases *phases);

/* ---- Comparing the methods: anatomy_share.c ---- */

/* One line of an anatomy: one stretch or all of them, and in it one phase or all of them. */
struct tb_anatomy_place {
    size_t stretch, phase; /* TB_STRETCHES, TB_NUM_PHASES: all */
};
struct tb_anatomy_line {
    bool has[TB_NUM_METHODS];      /* the method covers this place, and its finding is ok */
    double amount[TB_NUM_METHODS]; /* ns, ns, instructions */
    double share[TB_NUM_METHODS];  /* of the whole handshake, by the same method */
    bool compared;                 /* two or more methods have a value */
    double apart;                  /* the largest share minus the smallest */
};
/* The clock has no phases; the primitives have only phases, and use the clock's total.  Returns false if no method has
 * a value there. */
bool tb_anatomy_line(struct tb_anatomy_line *line, const struct tb_anatomy *anatomy, struct tb_anatomy_place place);

/* ---- Output ---- */

bool tb_anatomy_csv(const struct tb_run *run, const struct tb_anatomies *anatomies,
                    struct tb_text *why);                /* anatomy.csv */
void tb_anatomy_print(const struct tb_anatomy *anatomy); /* prints the flights on stdout */
