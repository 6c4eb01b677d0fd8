/* anatomy.h - the parts of one handshake of a memory case, by three independent methods.
 *
 *   clock       the time of each flight and of the work outside, by the worker's clock at the memory transport
 *   primitives  key exchange, signatures, the chain's verification and the key schedule measured apart, through the
 *               contract's own primitives with the same parameters; the remainder is the clock's time without them
 *   callgrind   instructions of each flight and phase (phases.h), in a separate handshake
 *
 * Times are the smallest of all chunks, because other work on the machine only adds to some of them.
 *
 * A stretch is a piece of a handshake that one side works through without a break: the work that makes a flight, or
 * the work outside (opening a connection, taking a session, closing).
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

/* How far from the whole, in percent of it, what its parts add up to may be. */
#define TB_ANATOMY_TOLERANCE_PCT  2
#define TB_ANATOMY_TOLERANCE_WORD TB_NUMBER_WORD(TB_ANATOMY_TOLERANCE_PCT)

/* ---- The model: anatomy_parts.c ---- */

struct tb_anatomy_part {
    enum tb_phase phase;
    size_t stretch;
    struct tb_case c; /* the case that measures it apart */
};
enum { TB_MOST_PARTS = 16 };

/* What a handshake is made of as far as it can be measured apart; returns how many.  0: `why`. */
size_t tb_anatomy_parts(struct tb_anatomy_part parts[TB_MOST_PARTS], const struct tb_case *c, struct tb_text *why);
/* Adds the parts of all cases, which must be handshakes over memory.  false: `why`. */
bool tb_anatomy_add_parts(struct tb_cases *cases, struct tb_text *why);

/* ---- What was found ---- */

enum tb_anatomy_method { TB_METHOD_CLOCK, TB_METHOD_PRIMITIVES, TB_METHOD_CALLGRIND, TB_NUM_METHODS };
const char *tb_anatomy_method_name(enum tb_anatomy_method method);

struct tb_amount {
    double phase[TB_NUM_PHASES]; /* the clock's: all of it is remainder */
    double total;
};

/* Ok: there is something to show.  What is shown may still not add up, and says so. */
struct tb_finding {
    enum tb_sample_status status;
    char reason[400];                       /* why it is not ok, or astray */
    double sum;                             /* of all parts, to the whole; 0: not ok */
    bool astray;                            /* the sum is not 1 within the tolerance, which more rounds may mend */
    struct tb_amount amount[TB_STRETCHES];  /* ns, or instructions */
    struct tb_amount whole;                 /* the sum over all stretches; of the clock, its total: the time metric */
    struct tb_costly other[TB_MOST_COSTLY]; /* of callgrind: the functions of TB_PHASE_OTHER */
};

struct tb_anatomy_wire {
    size_t bytes, records;
    char messages[400]; /* "ServerHello, {4 records}"; braces: encrypted */
};

struct tb_anatomy {
    const struct tb_planned *planned; /* the handshake */
    const struct tb_cell *cell;
    size_t flights; /* that the clock saw */
    bool dirty;     /* one of the primitives left the vector registers dirty: core/vectors.h */
    double
        begun[TB_VECTORS_NUM]; /* ns of all primitives by how each begins, as core/vectors.h numbers it; 0: unknown */
    struct tb_text costly;     /* those of them that take longer with dirty ones, a line each */
    struct tb_finding finding[TB_NUM_METHODS];
    enum tb_sample_status wire_status;
    char wire_reason[400];
    struct tb_anatomy_wire wire[TB_ANATOMY_FLIGHTS];
    char counted_cpu[1200]; /* features that the library saw under callgrind; "": it was not there */
};

struct tb_anatomies {
    struct tb_anatomy *items; /* by case, then by library */
    size_t num;
    size_t extra; /* times that the rounds of some were measured once more */
    struct tb_phases phases;
};

/* ---- The methods ---- */

/* From what the rounds measured so far: clock and primitives.  anatomy_time.c */
void tb_anatomy_time(struct tb_anatomy *anatomy, const struct tb_plan *plan);
/* The first rounds of the plan and, while some sum goes astray, as many again of what it is made of.  false: the run is
 * over.  anatomy_rounds.c */
enum { TB_ANATOMY_SPARE = 3 }; /* times at most */
bool tb_anatomy_rounds(struct tb_anatomies *anatomies, struct tb_run *run);
/* Compares the parts of a finding that is ok with its total: within TB_ANATOMY_TOLERANCE_PCT they agree, else it is
 * astray.  Without any total it is void. */
void tb_anatomy_check(struct tb_finding *finding, const char *of);
const char *tb_finding_word(const struct tb_finding *finding); /* "ok", "astray", "void", ... */

/* A handshake's profiles in the order in which they were written, one for each time the clock was read: puts the last
 * whole handshake among them into `finding`.  anatomy_profiles.c */
enum { TB_MARK_OPEN, TB_MARK_VERIFY, TB_MARK_KEEP, TB_MARK_CLOSE };
void tb_anatomy_profiles(struct tb_finding *finding, const struct tb_profile *profiles, size_t num, size_t flights);

/* The functions in the phase "other": "f 1.2 %, g 0.4 %", shares of the whole; nothing where nobody does. */
void tb_anatomy_other(struct tb_text *text, const struct tb_finding *finding);

/* The times of the primitives with clean and with dirty vector registers; which of the two a handshake has depends on
 * the code before.  anatomy_vectors.c.  false: interrupted. */
bool tb_anatomy_vectors(struct tb_anatomy *anatomy, struct tb_run *run);

/* The passes of their own, each a worker: anatomy_pass.c.  false: interrupted. */
bool tb_anatomy_look(struct tb_anatomy *anatomy, const struct tb_run *run);
bool tb_anatomy_count(struct tb_anatomy *anatomy, const struct tb_run *run, const struct tb_phases *phases);

/* ---- What the methods say together: anatomy_share.c ---- */

/* One line of an anatomy: a stretch, or all of them, and of it a phase, or all of them. */
struct tb_anatomy_place {
    size_t stretch, phase; /* TB_STRETCHES, TB_NUM_PHASES: all */
};
struct tb_anatomy_line {
    bool has[TB_NUM_METHODS];      /* the method can tell, and its finding is good */
    double amount[TB_NUM_METHODS]; /* ns, ns, instructions */
    double share[TB_NUM_METHODS];  /* of the whole handshake, by the same method */
    bool compared;                 /* two methods or more tell */
    double apart;                  /* the largest share less the smallest */
};
/* The clock tells no phases, and the primitives nothing but phases: their total is the clock's.  false: nobody has
 * found anything there. */
bool tb_anatomy_line(struct tb_anatomy_line *line, const struct tb_anatomy *anatomy, struct tb_anatomy_place place);

/* ---- Output ---- */

bool tb_anatomy_csv(const struct tb_run *run, const struct tb_anatomies *anatomies,
                    struct tb_text *why);                /* anatomy.csv.  false: `why` */
void tb_anatomy_print(const struct tb_anatomy *anatomy); /* the dialogue, on stdout */
