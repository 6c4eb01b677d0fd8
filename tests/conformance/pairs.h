/* pairs.h - two instances, one process each, connected by a socket.
 *
 * Two libraries in one process would bind to each other's symbols.  So the program starts itself again: the parent is
 * the client and runs the tests; the child is the server, does one job and exits.  Both look up the job by its number
 * in one table.
 */
#pragma once
#include "session.h"

enum job_kind { JOB_TLS, JOB_KX, JOB_SIGNATURE, JOB_PREMASTER };
struct job {
    enum job_kind kind;
    uint16_t id; /* group, or signature scheme */
    const char *auth;
    bool must;
    const struct tls_case *tls;
    enum tb_resumption resumption; /* the client resumes its session */
};
struct job job_of(size_t number); /* number < num_jobs() */
size_t num_jobs(void);

/* Connections of a TLS job, one after another on one socket, each closed by both ends. */
static inline int num_visits(const struct job *job)
{
    return job->resumption == TB_RESUME_NONE ? 1 : 3;
}
void wishes_of_job(struct wishes *wishes, const struct subject *subject, const struct job *job);

/* The child's first byte. */
enum { CHILD_READY = 'r', CHILD_UNSUPPORTED = 'u' };
enum { CHILD_FD = 3 };        /* the child's socket */
enum { PATIENCE_MS = 20000 }; /* a peer that takes longer is considered hung */

/* A message is two bytes of length, then the bytes.  Blocking; a failure ends the test, or the child. */
void send_message(int fd, struct tb_bytes message);
void receive_message(int fd, struct guarded *message, size_t cap);

/* As lacks(), for the side that the subject is in this process. */
bool lacks_job(const struct subject *subject, const struct job *job);

/* The child: returns the exit code. */
int respond(const struct subject *subject, size_t number, int fd);

/* Handshake, read and write over a non-blocking socket, with poll. */
void await(int fd, enum tb_status want);
void socket_handshake(const struct subject *subject, tb_conn *conn, int fd);
void socket_write(const struct subject *subject, tb_conn *conn, int fd, const void *src, size_t len);
enum tb_status socket_read(const struct subject *subject, tb_conn *conn, int fd, size_t *done, void *dst, size_t cap);

/* The server's first data: what it negotiated. */
enum { REPORT = 64 };
