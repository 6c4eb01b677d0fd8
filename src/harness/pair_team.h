/* pair_team.h - a pair whose two processes have several threads each: thread N of the client and thread N of the server
 * are a pair of their own.
 *
 * Each thread has what the one thread of another case has: an event loop, connections, a link, marks, windows and their
 * checks.  Each thread of the server has a listener of its own, on a port of its own.  With SO_REUSEPORT on one port
 * the kernel would choose the listener by a hash of the addresses, and some threads would by chance have more to do
 * than others; one thread that accepts for all would be a queue that is not the library's.
 *
 * What threads share is what those of a server share: the process, so the library's own state and malloc; and with
 * context=shared the TLS context, which is the first thread's.
 *
 * Nobody measures before all are warm, and all go on until everybody has measured, so every window has the load of all.
 * A thread that fails ends the sample.  Each thread is pinned (tb_pair_team_core).  The metrics of a window are those
 * of the process: rates are sums, CPU time and the like are means of the threads, and latencies are of all handshakes
 * or requests.  Arrivals are shared out evenly; each thread has a plan of its own.
 */
#pragma once
#include "harness/pair.h"

struct tb_pair_arrivals;
struct tb_tls_case;
struct tb_pair_thread; /* of a job: driver.h */

/* As tb_pair_server and tb_pair_client, for a case with more than one thread.  The server tells one address with the
 * ports of all threads, "127.0.0.1:4711,4712", which the client takes. */
enum tb_status tb_pair_team_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *listen_on,
                                   const char *token);
enum tb_status tb_pair_team_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *connect_to,
                                   const char *token, const struct tb_pair_windows *windows);

/* ---- What the files of a pair call; `thread` may be NULL: there is only one ---- */

/* A server's thread listens.  The last one to say so tells the controller.  On failure errno is set. */
bool tb_pair_listens(struct tb_pair_thread *thread, const char *address);

/* Once in each thread, when it has its own context if it needs one, or could not make it: returns what it is to use,
 * its own or the first thread's.  And once before that is destroyed: takes it back; if the thread has failed, all are
 * told to end.  Both wait for all threads. */
struct tb_pair_shared {
    const struct tb_tls_case *tls;
    tb_ctx *ctx; /* NULL: there is none */
};
bool tb_pair_borrows_context(const struct tb_pair_thread *thread);
struct tb_pair_shared tb_pair_share_context(struct tb_pair_thread *thread, struct tb_pair_shared own);
void tb_pair_return_context(struct tb_pair_thread *thread, tb_ctx **ctx, bool failed);

/* The first is for a thread that has come to a point that all must reach: before the windows, after them, and when
 * their arrivals are finished.  The second, until then: have all reached it?  The third: has another thread failed?
 * Then this one is to end with that message, too. */
#define TB_OTHER_THREAD_FAILED "another thread has failed"
enum tb_pair_point { TB_PAIR_WARM, TB_PAIR_MEASURED, TB_PAIR_SETTLED, TB_PAIR_POINTS };
void tb_pair_arrives(struct tb_pair_thread *thread, enum tb_pair_point point);
bool tb_pair_all_arrived(struct tb_pair_thread *thread, enum tb_pair_point point);
bool tb_pair_others_failed(const struct tb_pair_thread *thread);

/* Adds the latencies of this thread to those of all.  Returns all of them to the last thread, NULL to the others.
 * false: out of memory. */
bool tb_pair_pool_latencies(struct tb_pair_thread *thread, const struct tb_pair_latencies *own,
                            const struct tb_pair_latencies **all);
/* The same for arrivals: pair_load.h. */
bool tb_pair_pool_arrivals(struct tb_pair_thread *thread, const struct tb_pair_arrivals *own,
                           const struct tb_pair_arrivals **all);

/* The core of thread `number` of `num` on one side, from those that the process may use, in the order of cores.h: with
 * two for each pair of threads, client and server have every other one; else they share them.  `num_cores` > 0. */
size_t tb_pair_team_core(size_t num_cores, size_t num, size_t number, bool server);

/* Between pair_team.c and pair_team_record.c: puts the records of all threads of a side together in the job's.  Fails
 * only if memory runs out. */
bool tb_pair_team_record(const struct tb_job *job, const struct tb_record *const *records, size_t num);
