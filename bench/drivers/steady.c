/* steady - reference work that uses no TLS library: a difference here between two variants is a change of the machine.
 *
 * The variant's module is loaded nevertheless, so that the sample is like the others.  One operation is:
 *
 *   arithmetic  STEPS steps of a linear congruential generator, each depending on the one before
 *   ping-pong   one byte over TCP on 127.0.0.1 and one byte back, both ends in this thread
 *
 * After every chunk, untimed, the results are checked.  arithmetic must have reached the state that jumping ahead in
 * the generator's sequence gives (F. Brown, Random number generation with arbitrary strides, 1994), so that a loop that
 * the compiler shortened is detected.  For ping-pong the sums of the bytes received at each end must be right.
 */
#include "bench/drivers/drivers.h"
#include "harness/repeat.h"
#include "harness/socket.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { STEPS = 1000, PATIENCE_S = 5 };

/* Knuth, MMIX: x' = MULTIPLIER x + INCREMENT mod 2^64. */
static const uint64_t multiplier = UINT64_C(6364136223846793005), increment = UINT64_C(1442695040888963407);

struct steady {
    const struct tb_job *job;
    const struct operation *operation;
    uint64_t number, started_from; /* arithmetic: the generator's state, now and before the chunk */
    int near, far;                 /* ping-pong: the two ends; -1: none */
    uint8_t next;                  /* the next byte to send */
    uint64_t there, back;          /* sums of the bytes received at each end in this chunk */
};

/* ---- Arithmetic ---- */

static enum tb_status arithmetic(void *state)
{
    struct steady *steady = state;
    uint64_t number = steady->number;
    for (int i = 0; i < STEPS; i++) {
        number = multiplier * number + increment;
        __asm__ volatile("" : "+r"(number)); /* or the compiler could merge two steps into one */
    }
    steady->number = number;
    return TB_OK;
}

static enum tb_status arithmetic_open(struct steady *steady)
{
    steady->number = steady->started_from = steady->job->seed;
    return TB_OK;
}

/* The generator's state `steps` steps after `number`, by repeated squaring of the map: at most 64 squarings. */
static uint64_t jump(uint64_t number, uint64_t steps)
{
    uint64_t a = multiplier, c = increment;
    for (; steps; steps >>= 1) {
        if (steps & 1)
            number = a * number + c;
        c += a * c;
        a *= a;
    }
    return number;
}

static enum tb_status arithmetic_settle(struct steady *steady, uint64_t operations)
{
    uint64_t expected = jump(steady->started_from, operations * STEPS);
    if (steady->number != expected) {
        tb_text_printf(steady->job->why, "arithmetic gave %llx after %llu steps instead of %llx",
                       (unsigned long long)steady->number, (unsigned long long)operations * STEPS,
                       (unsigned long long)expected);
        return TB_ERROR;
    }
    steady->started_from = expected;
    return TB_OK;
}

/* ---- Ping-pong ---- */

static enum tb_status io_failed(const struct steady *steady, const char *what, ssize_t moved)
{
    if (moved == 0)
        tb_text_printf(steady->job->why, "%s: the connection ended", what);
    else
        tb_text_printf(steady->job->why, "%s: %s", what, errno == EAGAIN ? "timed out" : strerror(errno));
    return TB_ERROR;
}

static enum tb_status carry(const struct steady *steady, int from, int to, uint8_t byte, uint8_t *arrived)
{
    ssize_t moved = send(from, &byte, 1, MSG_NOSIGNAL);
    if (moved != 1)
        return io_failed(steady, "send", moved);
    moved = recv(to, arrived, 1, 0);
    return moved == 1 ? TB_OK : io_failed(steady, "recv", moved);
}

static enum tb_status ping_pong(void *state)
{
    struct steady *steady = state;
    uint8_t ping = 0, pong = 0;
    enum tb_status status = carry(steady, steady->near, steady->far, steady->next++, &ping);
    if (status == TB_OK)
        status = carry(steady, steady->far, steady->near, (uint8_t)~ping, &pong);
    steady->there += ping;
    steady->back += pong;
    return status;
}

/* Makes the socket blocking, with a timeout. */
static bool make_patient(int fd)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0;
}

static bool connect_ends(struct steady *steady, int listener)
{
    struct tb_address address;
    char text[64];
    if (!tb_socket_local(listener, text, sizeof text) || tb_address_parse(&address, text))
        return false;
    int ends[2];
    bool connected = tb_socket_both(listener, &address, PATIENCE_S * 1000, ends);
    steady->near = ends[0];
    steady->far = ends[1];
    return connected && make_patient(steady->near) && make_patient(steady->far);
}

static enum tb_status ping_pong_open(struct steady *steady)
{
    struct tb_address address;
    const char *wrong = tb_address_parse(&address, "127.0.0.1:0");
    int listener = wrong ? -1 : tb_socket_listen(&address);
    bool good = listener >= 0 && connect_ends(steady, listener);
    if (!good)
        tb_text_printf(steady->job->why, "plain TCP on 127.0.0.1: %s", wrong ? wrong : strerror(errno));
    if (listener >= 0)
        close(listener);
    return good ? TB_OK : TB_ERROR;
}

static enum tb_status ping_pong_settle(struct steady *steady, uint64_t operations)
{
    uint64_t expected = 0;
    uint8_t first = (uint8_t)(steady->next - operations);
    for (uint64_t i = 0; i < operations % 256; i++)
        expected += (uint8_t)(first + i);
    expected += operations / 256 * (255 * 256 / 2);
    uint64_t answered = operations * 255 - expected; /* each byte comes back inverted */
    if (steady->there != expected || steady->back != answered) {
        tb_text_printf(steady->job->why,
                       "ping-pong: the bytes of %llu exchanges add up to %llu and %llu instead of %llu and %llu",
                       (unsigned long long)operations, (unsigned long long)steady->there,
                       (unsigned long long)steady->back, (unsigned long long)expected, (unsigned long long)answered);
        return TB_ERROR;
    }
    steady->there = steady->back = 0;
    return TB_OK;
}

/* ---- The driver ---- */

TB_REPEATED(arithmetic)
TB_REPEATED(ping_pong)

struct operation {
    const char *name;
    enum tb_status (*open)(struct steady *steady);
    enum tb_status (*run)(void *state, uint64_t operations);
    enum tb_status (*settle)(struct steady *steady, uint64_t operations);
};

static const struct operation steady_operations[] = {
    {"arithmetic", arithmetic_open, run_arithmetic, arithmetic_settle},
    {"ping-pong", ping_pong_open, run_ping_pong, ping_pong_settle},
};

static void steady_close(void *state)
{
    struct steady *steady = state;
    if (steady->near >= 0)
        close(steady->near);
    if (steady->far >= 0)
        close(steady->far);
    free(steady);
}

static enum tb_status set_up(struct steady *steady)
{
    const char *name = steady->job->c->value[TB_PARAM_OPERATION];
    for (size_t i = 0; i < sizeof steady_operations / sizeof *steady_operations; i++)
        if (strcmp(steady_operations[i].name, name) == 0)
            steady->operation = &steady_operations[i];
    if (!steady->operation) {
        tb_text_printf(steady->job->why, "this driver knows no reference work '%s'", name);
        return TB_ERROR;
    }
    enum tb_status status = steady->operation->open(steady);
    if (status == TB_OK)
        status = steady->operation->run(steady, 1);
    return status == TB_OK ? steady->operation->settle(steady, 1) : status;
}

static enum tb_status steady_open(const struct tb_job *job, void **state)
{
    struct steady *steady = calloc(1, sizeof *steady);
    *state = NULL;
    if (!steady) {
        tb_text_add(job->why, "out of memory");
        return TB_ERROR;
    }
    steady->job = job;
    steady->near = steady->far = -1;
    enum tb_status status = set_up(steady);
    if (status == TB_OK)
        *state = steady;
    else
        steady_close(steady);
    return status;
}

static enum tb_status steady_run(void *state, uint64_t operations)
{
    struct steady *steady = state;
    return steady->operation->run(steady, operations);
}

static enum tb_status steady_settle(void *state, const struct tb_chunk *chunk)
{
    struct steady *steady = state;
    return steady->operation->settle(steady, chunk->operations);
}

static const struct tb_local_ops steady_local = {
    .open = steady_open, .run = steady_run, .settle = steady_settle, .close = steady_close};
const struct tb_driver tb_steady_driver = {.local = &steady_local};
