/* pairs.h - two instances, one process each, connected by a socket.
 *
 * Two libraries in one process would be one another's symbols.  So the program starts itself again: the parent is the
 * client and holds the tests, the child is the server, does one job and leaves.  Both find the job by its number in one
 * table.
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
    enum tb_resumption resumption; /* the client comes back with its session */
};
struct job job_of(size_t number); /* number < num_jobs() */
size_t num_jobs(void);

/* Connections of a TLS job, one after the other on one socket, each closed by both ends. */
static inline int num_visits(const struct job *job)
{
    return job->resumption == TB_RESUME_NONE ? 1 : 3;
}
void wishes_of_job(struct wishes *wishes, const struct subject *subject, const struct job *job);

/* What the child says before it starts. */
enum { CHILD_READY = 'r', CHILD_UNSUPPORTED = 'u' };
enum { CHILD_FD = 3 };        /* where it finds its socket */
enum { PATIENCE_MS = 20000 }; /* a peer that takes longer hangs */

/* A message is two bytes of length, and the bytes.  Blocking; failure ends the test, or the child. */
void send_message(int fd, struct tb_bytes message);
void receive_message(int fd, struct guarded *message, size_t cap);

/* As lacks(); of the side that the subject is in this process. */
bool lacks_job(const struct subject *subject, const struct job *job);

/* The child: returns the exit code. */
int respond(const struct subject *subject, size_t number, int fd);

/* Handshake, read and write over a non-blocking socket, with poll. */
void await(int fd, enum tb_status want);
void socket_handshake(const struct subject *subject, tb_conn *conn, int fd);
void socket_write(const struct subject *subject, tb_conn *conn, int fd, const void *src, size_t len);
enum tb_status socket_read(const struct subject *subject, tb_conn *conn, int fd, size_t *done, void *dst, size_t cap);

/* What the server negotiated, told as its first data. */
enum { REPORT = 64 };
