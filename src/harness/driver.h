/* driver.h - a driver: a kind of measurement.
 *
 * A driver uses backends/backend.h and src/core, and depends on no library.  Its name, parameters and metrics are in
 * core/catalog.h.  A local driver is measured by the timed loop (src/harness/timed_loop.h), a pair driver by the event
 * loop, as a server process and a client process (src/harness/pair.h).
 *
 * Functions that return a status explain failures in job->why.  TB_UNSUPPORTED becomes a row `unsupported`.
 * TB_BAD_PEER from settle becomes a row `void`: the library did something, but not what was asked.
 */
#pragma once
#include "backends/backend.h"
#include "core/case.h"
#include "core/record.h"
#include "core/text.h"
#include <stdint.h>

struct tb_cores;
struct tb_hardware;
struct tb_pair_thread;

/* Of a sample that is profiled: its timed regions are added to the record (core/regions.h). */
struct tb_marking {
    bool counts; /* false during the discarded warm-up */
};

struct tb_job {
    const struct tb_backend *backend;
    tb_lib *lib;
    const struct tb_case *c;
    const char *pki; /* folder with keys and certificates, see bench/pki */
    uint64_t seed;
    uint64_t turn_seed;            /* the same for all libraries of a turn: of the plan of arrivals (client), and of
                                    * which client comes back to a session cache */
    uint64_t started_ns;           /* when the process began, on the clock of tb_now_ns */
    struct tb_injector *injector;  /* puts a cost into operations, on purpose: harness/injector.h; usually NULL */
    const struct tb_cores *cores;  /* of threads: harness/cores.h; NULL: threads are not pinned */
    struct tb_pair_thread *thread; /* of a pair whose processes have several: pair_team.h; NULL: they have one */
    size_t thread_number;          /* of that thread, from 0 */
    bool counted;                  /* instructions are counted, and nothing is timed: harness/counting.h */
    struct tb_marking *marking;    /* NULL: the sample is not profiled */
    struct tb_hardware *hardware;  /* counts in timed regions: harness/hardware.h; NULL: nothing does */
    struct tb_text *why;
    struct tb_record *record; /* receives the driver's own metrics, and what was negotiated */
};

/* Writes the message to job->why, followed by the backend's text for its last failure, and returns `status`.  An
 * earlier message is kept.  Does nothing with TB_OK. */
enum tb_status tb_job_fail(const struct tb_job *job, enum tb_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The timed loop's measurement of one chunk. */
struct tb_chunk {
    uint64_t operations;
    double wall_ns, cpu_ns, tsc_ticks; /* of the whole chunk; ticks are 0 without an invariant counter */
    double waited_ns;                  /* part of the wall time: ready to run while other tasks had the core */
    bool dirty;                        /* the last operation left the vector registers dirty: core/vectors.h */
    bool warm_up;                      /* discarded: add no metric */
};

struct tb_local_ops {
    enum tb_status (*open)(const struct tb_job *job, void **state); /* sets everything up, and checks the operation
                                                                     * once */
    enum tb_status (*run)(void *state, uint64_t operations);        /* the timed region; nothing else is timed */
    enum tb_status (*settle)(void *state,
                             const struct tb_chunk *chunk); /* after each chunk, not timed: checks that the work was
                                                             * done, and adds metrics other than time and cpu_time */
    void (*close)(void *state);
    /* Called before each run, neither timed nor counted: prepares the objects that operations use up.  It may lower the
     * number of operations, but not to 0; run then does that many, and prepare is called again.  NULL: operations use
     * up nothing. */
    enum tb_status (*prepare)(void *state, uint64_t *operations);
    /* As open, in another thread than that of `first`, whose context it uses: of a case with context=shared.  `first`
     * outlives it.  NULL: no case of the driver shares anything. */
    enum tb_status (*open_beside)(const struct tb_job *job, void *first, void **state);
};

struct tb_pair_ops; /* src/harness/pair.h */

struct tb_driver {
    const struct tb_local_ops *local, *memory;
    const struct tb_pair_ops *pair;
};

const struct tb_driver *tb_driver_of(const struct tb_case *c);

const struct tb_local_ops *tb_local_ops_of(const struct tb_case *c); /* by transport; NULL: the case is measured by a
                                                                      * pair */

/* Calls prepare, if there is one.  *operations: in, the number wanted; out, the number prepared. */
static inline enum tb_status tb_prepare(const struct tb_local_ops *ops, void *state, uint64_t *operations)
{
    return ops->prepare ? ops->prepare(state, operations) : TB_OK;
}
