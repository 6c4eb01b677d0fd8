/* Operations of the misbehaving backend: key exchange, AEAD and handshakes are simulated, just enough for the drivers
 * to accept them. */
#include "fault.h"
#include "soil.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct {
    const char *name;
    enum fault fault;
} faults[] = {
    {"none", FAULT_NONE},
    {"crash", FAULT_CRASH},
    {"crash-once", FAULT_CRASH_ONCE},
    {"killed-once", FAULT_KILLED_ONCE},
    {"hang", FAULT_HANG},
    {"error-later", FAULT_ERROR_LATER},
    {"exit", FAULT_EXIT},
    {"garbage", FAULT_GARBAGE},
    {"loud", FAULT_LOUD},
    {"impostor", FAULT_IMPOSTOR},
    {"wrong-secret", FAULT_WRONG_SECRET},
    {"wrong-vector", FAULT_WRONG_VECTOR},
    {"lie-version", FAULT_LIE_VERSION},
    {"lie-group", FAULT_LIE_GROUP},
    {"lie-unknown", FAULT_LIE_UNKNOWN},
    {"lie-resumed", FAULT_LIE_RESUMED},
    {"unverified", FAULT_UNVERIFIED},
    {"lie-later", FAULT_LIE_LATER},
    {"not-resumed", FAULT_NOT_RESUMED},
    {"one-more", FAULT_ONE_MORE},
    {"compresses", FAULT_COMPRESSES},
    {"truncates", FAULT_TRUNCATES},
    {"no-session", FAULT_NO_SESSION},
    {"dirty", FAULT_DIRTY},
    {"grudge", FAULT_GRUDGE},
    {"restless", FAULT_RESTLESS},
    {"other-cpu", FAULT_OTHER_CPU},
    {"greedy", FAULT_GREEDY},
    {"heavy", FAULT_HEAVY},
    {"chatters", FAULT_CHATTERS},
    {"queues", FAULT_QUEUES},
    {"every-8", FAULT_EVERY_8},
    {"every-32", FAULT_EVERY_32},
    {"from-30", FAULT_FROM_30},
    {"server", FAULT_SERVER},
    {"tail", FAULT_TAIL},
    {"unsupported", FAULT_UNSUPPORTED},
};

enum { OPERATIONS_BEFORE_FAULT = 100, TAG_LEN = 16 };

struct tb_kx {
    tb_lib *lib;
    size_t secret_len;
};

struct tb_aead {
    tb_lib *lib;
    bool sealing;
};

static const char *fault_name(void)
{
    return fault_instance + sizeof "fault-" - 1;
}

static bool is_fault(const char *name)
{
    return strcmp(fault_name(), name) == 0;
}

/* Is it this process's turn to fail?  TLSBENCH_FAULT_TURNS names a file with one byte per earlier process, and
 * TLSBENCH_FAULT_TURN the number of the process that fails, from 1.  Always true without such a file. */
static bool is_my_turn(void)
{
    const char *path = getenv("TLSBENCH_FAULT_TURNS"), *turn = getenv("TLSBENCH_FAULT_TURN");
    FILE *file = path && turn ? fopen(path, "a") : NULL;
    if (!file)
        return true;
    fputc('.', file);
    long mine = ftell(file);
    return fclose(file) != 0 || mine == atol(turn);
}

/* Sleeps without the lock, too: a thread that took it again at once would keep it from the one that it woke. */
static void queue(void)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    static const struct timespec pause = {.tv_nsec = 20000};
    pthread_mutex_lock(&one);
    nanosleep(&pause, NULL);
    pthread_mutex_unlock(&one);
    nanosleep(&pause, NULL);
}

static void read_together(void)
{
    static pthread_rwlock_t one = PTHREAD_RWLOCK_INITIALIZER;
    pthread_rwlock_rdlock(&one);
    pthread_rwlock_unlock(&one);
}

enum tb_status fault_misbehave(tb_lib *lib)
{
    for (volatile long turn = 0; turn < lib->turns; turn++)
        ;
    if (lib->fault == FAULT_QUEUES)
        queue();
    fault_work(fault_unit_ns());
    if (++lib->operations < OPERATIONS_BEFORE_FAULT)
        return TB_OK;
    switch (lib->fault) {
    case FAULT_CRASH_ONCE:
        if (lib->operations != OPERATIONS_BEFORE_FAULT || !is_my_turn())
            return TB_OK;
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
        return TB_ERROR;
    case FAULT_KILLED_ONCE:
        if (lib->operations == OPERATIONS_BEFORE_FAULT && is_my_turn())
            raise(SIGKILL);
        return TB_OK;
    case FAULT_CRASH:
        signal(SIGSEGV, SIG_DFL); /* a sanitizer would turn it into an exit code */
        raise(SIGSEGV);
        return TB_ERROR;
    case FAULT_HANG:
        for (;;)
            pause();
    case FAULT_ERROR_LATER:
        return TB_ERROR;
    case FAULT_EXIT:
        _exit(0);
    case FAULT_LOUD: /* red text, a window title, an erased line, C1, another direction, invalid UTF-8 */
        dprintf(STDERR_FILENO, "my \033[31m\033]0;title\a last words\r\033[K\xc2\x9b"
                               "2J\xe2\x80\xae\xff\n");
        _exit(1);
    case FAULT_GARBAGE:
        if (write(STDOUT_FILENO, "{\"record\": oops\n", 16) < 0)
            _exit(1);
        _exit(0);
    default:
        return TB_OK;
    }
}

/* For all operations except handshakes. */
static enum tb_status operate(tb_lib *lib)
{
    enum tb_status status = fault_misbehave(lib);
    fault_now_and_then(lib, ++lib->primitives, false);
    return status;
}

/* Called last in an operation. */
static enum tb_status leave(const tb_lib *lib, enum tb_status status)
{
    if (lib->fault == FAULT_DIRTY)
        soil();
    return status;
}

static enum tb_status fill(struct tb_buf *dst, size_t len, uint8_t value)
{
    if (dst->cap < len)
        return TB_ERROR;
    memset(dst->data, value, len);
    dst->len = len;
    return TB_OK;
}

static enum tb_status kx_offer(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group)
{
    (void)group;
    *out = NULL;
    if (lib->fault == FAULT_UNSUPPORTED)
        return TB_UNSUPPORTED;
    enum tb_status status = operate(lib);
    if (status == TB_OK)
        status = fill(share, 32, 0x11);
    if (status != TB_OK)
        return status;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    **out = (struct tb_kx){lib, 32};
    return leave(lib, TB_OK);
}

static enum tb_status kx_answer(tb_lib *lib, struct tb_buf *share, struct tb_buf *secret, uint16_t group,
                                struct tb_bytes peer)
{
    (void)group;
    if (peer.len == 0) {
        lib->grudge = lib->fault == FAULT_GRUDGE;
        return TB_BAD_PEER;
    }
    enum tb_status status = operate(lib);
    if (status == TB_OK)
        status = fill(share, 32, 0x22);
    return status == TB_OK ? fill(secret, 32, 0x33) : status;
}

static enum tb_status kx_receive(tb_kx *kx, struct tb_bytes peer)
{
    (void)peer;
    return operate(kx->lib);
}

static enum tb_status kx_derive(tb_kx *kx, struct tb_buf *secret)
{
    enum tb_status status = operate(kx->lib);
    if (kx->lib->fault == FAULT_QUEUES)
        read_together();
    return status == TB_OK ? fill(secret, 32, kx->lib->fault == FAULT_WRONG_SECRET ? 0x44 : 0x33) : status;
}

static enum tb_status kx_offer_private(tb_lib *lib, tb_kx **out, struct tb_buf *share, uint16_t group,
                                       struct tb_bytes private_key)
{
    (void)private_key;
    return kx_offer(lib, out, share, group);
}

static void kx_destroy(tb_kx *kx)
{
    free(kx);
}

static enum tb_status aead_create(tb_lib *lib, tb_aead **out, uint16_t suite, bool sealing, struct tb_bytes key)
{
    (void)suite;
    (void)key;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    **out = (struct tb_aead){lib, sealing};
    return TB_OK;
}

static enum tb_status aead_rekey(tb_aead *aead, struct tb_bytes key)
{
    (void)aead;
    (void)key;
    return TB_OK;
}

static enum tb_status aead_run(tb_aead *aead, struct tb_buf *dst, struct tb_bytes nonce, struct tb_bytes ad,
                               struct tb_bytes src)
{
    (void)nonce;
    (void)ad;
    size_t len = aead->sealing ? src.len + TAG_LEN : src.len - TAG_LEN;
    enum tb_status status = operate(aead->lib);
    if (status == TB_OK && dst->cap < len)
        status = TB_ERROR;
    if (status != TB_OK)
        return status;
    memset(dst->data, 0, len);
    memcpy(dst->data, src.data, aead->sealing ? src.len : len);
    dst->len = len;
    return TB_OK;
}

static void aead_destroy(tb_aead *aead)
{
    free(aead);
}

enum tb_status fault_open(tb_lib **out, const char *options)
{
    (void)options;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (is_fault(faults[i].name))
            (*out)->fault = faults[i].fault;
    struct timespec now;
    if ((*out)->fault == FAULT_RESTLESS && clock_gettime(CLOCK_MONOTONIC, &now) == 0)
        (*out)->turns = now.tv_nsec % 10000;
    (*out)->info = (struct tb_info){
        .instance = (*out)->fault == FAULT_IMPOSTOR ? "somebody-else" : fault_instance,
        .product = "fault",
        .version = "1.0",
        .date = "2026-03-04",
        .date_of = "package",
        .says = "1.0",
        .headers = "1.0",
        .build = "",
        .cpu = (*out)->fault != FAULT_OTHER_CPU ? ""
               : is_my_turn()                   ? "AVX-512"
                                                : "AVX2",
        .image = "",
        .tls_image = "",
        .linkage = "static",
        .missing = "",
    };
    return TB_OK;
}

void fault_close(tb_lib *lib)
{
    free(lib);
}

const struct tb_info *fault_info(tb_lib *lib)
{
    return &lib->info;
}

enum tb_status fault_supports(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    (void)cap;
    (void)id;
    return lib->fault == FAULT_UNSUPPORTED ? TB_UNSUPPORTED : TB_OK;
}

size_t fault_error_text(tb_lib *lib, char *dst, size_t cap)
{
    int len = snprintf(dst, cap, "fault injected: %s", lib ? fault_name() : "open");
    return len < 0 ? 0 : strlen(dst);
}

const struct tb_aead_ops fault_aead_ops = {
    .create = aead_create, .rekey = aead_rekey, .run = aead_run, .destroy = aead_destroy};
const struct tb_kx_ops fault_kx_ops = {
    .offer = kx_offer, .answer = kx_answer, .receive = kx_receive, .derive = kx_derive, .destroy = kx_destroy};
const struct tb_kx_ops fault_given_kx_ops = {.offer = kx_offer,
                                             .answer = kx_answer,
                                             .receive = kx_receive,
                                             .derive = kx_derive,
                                             .destroy = kx_destroy,
                                             .offer_private = kx_offer_private};

/* Prints text that does not belong in a library's output: once at load, without a flush, and text that looks like a
 * worker's. */
__attribute__((constructor)) static void chat(void)
{
    if (!is_fault("chatty"))
        return;
    printf("the library says hello");
    dprintf(STDOUT_FILENO, "{\"listening\":\"127.0.0.1:1\"}\n{\"record\":1}\n");
}
