/* control - work that no TLS library has a part in: whatever moves here between two variants, the machine moved.
 *
 * The variant's module is loaded all the same, since it must be a sample like the others.  One operation is:
 *
 *   arithmetic  STEPS steps of a linear congruential generator, each waiting for the one before
 *   ping-pong   one byte over TCP on 127.0.0.1 and one byte back, both ends in this thread
 *
 * Untimed, after every chunk: arithmetic must have arrived where jumping ahead in the generator's sequence arrives
 * (F. Brown, Random number generation with arbitrary strides, 1994), which a loop that was shortened would miss; of
 * ping-pong the bytes that arrived at each end must add up.
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

struct control {
    const struct tb_job *job;
    const struct operation *operation;
    uint64_t number, started_from; /* arithmetic: where the generator is, and was before the chunk */
    int near, far;                 /* ping-pong: the two ends, -1: none */
    uint8_t next;                  /* the byte that goes next */
    uint64_t there, back;          /* sums of the bytes that arrived at each end, of this chunk */
};

/* ---- Arithmetic ---- */

static enum tb_status arithmetic(void *state)
{
    struct control *control = state;
    uint64_t number = control->number;
    for (int i = 0; i < STEPS; i++) {
        number = multiplier * number + increment;
        __asm__ volatile("" : "+r"(number)); /* every step is done: two of them would be one, with other constants */
    }
    control->number = number;
    return TB_OK;
}

static enum tb_status arithmetic_open(struct control *control)
{
    control->number = control->started_from = control->job->seed;
    return TB_OK;
}

/* The generator's state `steps` after `number`: the map is applied to itself, 64 squarings at most. */
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

static enum tb_status arithmetic_settle(struct control *control, uint64_t operations)
{
    uint64_t expected = jump(control->started_from, operations * STEPS);
    if (control->number != expected) {
        tb_text_printf(control->job->why, "arithmetic: %llx after %llu steps, not %llx",
                       (unsigned long long)control->number, (unsigned long long)operations * STEPS,
                       (unsigned long long)expected);
        return TB_ERROR;
    }
    control->started_from = expected;
    return TB_OK;
}

/* ---- Ping-pong ---- */

static enum tb_status io_failed(const struct control *control, const char *what, ssize_t moved)
{
    if (moved == 0)
        tb_text_printf(control->job->why, "%s: the connection ended", what);
    else
        tb_text_printf(control->job->why, "%s: %s", what, errno == EAGAIN ? "timed out" : strerror(errno));
    return TB_ERROR;
}

static enum tb_status carry(const struct control *control, int from, int to, uint8_t byte, uint8_t *arrived)
{
    ssize_t moved = send(from, &byte, 1, MSG_NOSIGNAL);
    if (moved != 1)
        return io_failed(control, "send", moved);
    moved = recv(to, arrived, 1, 0);
    return moved == 1 ? TB_OK : io_failed(control, "recv", moved);
}

static enum tb_status ping_pong(void *state)
{
    struct control *control = state;
    uint8_t ping = 0, pong = 0;
    enum tb_status status = carry(control, control->near, control->far, control->next++, &ping);
    if (status == TB_OK)
        status = carry(control, control->far, control->near, (uint8_t)~ping, &pong);
    control->there += ping;
    control->back += pong;
    return status;
}

/* Blocks, but not for ever. */
static bool make_patient(int fd)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0;
}

static bool connect_ends(struct control *control, int listener)
{
    struct tb_address address;
    char text[64];
    if (!tb_socket_local(listener, text, sizeof text) || tb_address_parse(&address, text))
        return false;
    int ends[2];
    bool connected = tb_socket_both(listener, &address, PATIENCE_S * 1000, ends);
    control->near = ends[0];
    control->far = ends[1];
    return connected && make_patient(control->near) && make_patient(control->far);
}

static enum tb_status ping_pong_open(struct control *control)
{
    struct tb_address address;
    const char *wrong = tb_address_parse(&address, "127.0.0.1:0");
    int listener = wrong ? -1 : tb_socket_listen(&address);
    bool good = listener >= 0 && connect_ends(control, listener);
    if (!good)
        tb_text_printf(control->job->why, "plain TCP on 127.0.0.1: %s", wrong ? wrong : strerror(errno));
    if (listener >= 0)
        close(listener);
    return good ? TB_OK : TB_ERROR;
}

static enum tb_status ping_pong_settle(struct control *control, uint64_t operations)
{
    uint64_t expected = 0;
    uint8_t first = (uint8_t)(control->next - operations);
    for (uint64_t i = 0; i < operations % 256; i++)
        expected += (uint8_t)(first + i);
    expected += operations / 256 * (255 * 256 / 2);
    uint64_t answered = operations * 255 - expected; /* each byte comes back with its bits turned over */
    if (control->there != expected || control->back != answered) {
        tb_text_printf(control->job->why,
                       "ping-pong: the bytes of %llu exchanges add up to %llu and %llu, not %llu and %llu",
                       (unsigned long long)operations, (unsigned long long)control->there,
                       (unsigned long long)control->back, (unsigned long long)expected, (unsigned long long)answered);
        return TB_ERROR;
    }
    control->there = control->back = 0;
    return TB_OK;
}

/* ---- The driver ---- */

TB_REPEATED(arithmetic)
TB_REPEATED(ping_pong)

struct operation {
    const char *name;
    enum tb_status (*open)(struct control *control);
    enum tb_status (*run)(void *state, uint64_t operations);
    enum tb_status (*settle)(struct control *control, uint64_t operations);
};

static const struct operation operations_of_control[] = {
    {"arithmetic", arithmetic_open, run_arithmetic, arithmetic_settle},
    {"ping-pong", ping_pong_open, run_ping_pong, ping_pong_settle},
};

static void control_close(void *state)
{
    struct control *control = state;
    if (control->near >= 0)
        close(control->near);
    if (control->far >= 0)
        close(control->far);
    free(control);
}

static enum tb_status set_up(struct control *control)
{
    const char *name = control->job->c->value[TB_PARAM_OPERATION];
    for (size_t i = 0; i < sizeof operations_of_control / sizeof *operations_of_control; i++)
        if (strcmp(operations_of_control[i].name, name) == 0)
            control->operation = &operations_of_control[i];
    if (!control->operation) {
        tb_text_printf(control->job->why, "this driver knows no control '%s'", name);
        return TB_ERROR;
    }
    enum tb_status status = control->operation->open(control);
    if (status == TB_OK)
        status = control->operation->run(control, 1);
    return status == TB_OK ? control->operation->settle(control, 1) : status;
}

static enum tb_status control_open(const struct tb_job *job, void **state)
{
    struct control *control = calloc(1, sizeof *control);
    *state = NULL;
    if (!control) {
        tb_text_add(job->why, "no memory");
        return TB_ERROR;
    }
    control->job = job;
    control->near = control->far = -1;
    enum tb_status status = set_up(control);
    if (status == TB_OK)
        *state = control;
    else
        control_close(control);
    return status;
}

static enum tb_status control_run(void *state, uint64_t operations)
{
    struct control *control = state;
    return control->operation->run(control, operations);
}

static enum tb_status control_settle(void *state, const struct tb_chunk *chunk)
{
    struct control *control = state;
    return control->operation->settle(control, chunk->operations);
}

static const struct tb_local_ops control_local = {
    .open = control_open, .run = control_run, .settle = control_settle, .close = control_close};
const struct tb_driver tb_control_driver = {.name = "control", .local = &control_local};
