/* anatomy_pass.c - passes of their own: what goes over the wire, and what callgrind counts. */
#include "control/anatomy.h"
#include "control/libraries.h"
#include "control/process.h"
#include "control/run.h"
#include "control/words.h"
#include "core/clock.h"
#include "worker/wire.h"
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CALLERS = 48, LONGEST_S = 600, MOST_ARGUMENTS = TB_MOST_WORDS + 10 };
static const char *const marks[] = {
    [TB_MARK_OPEN] = "tb_connection_open",
    [TB_MARK_VERIFY] = "tb_connection_verify",
    [TB_MARK_KEEP] = "tb_connection_keep",
    [TB_MARK_CLOSE] = "tb_connection_close",
    NULL,
};

/* ---- One worker ---- */

struct pass {
    const struct tb_run *run;
    const struct tb_library *library;
    struct tb_record record;
    enum tb_sample_status status;
    struct tb_text why;
};

static void begin(struct pass *pass, const struct tb_run *run, const struct tb_library *library)
{
    *pass = (struct pass){.run = run, .library = library};
    tb_record_init(&pass->record);
    tb_text_init(&pass->why, 399);
}

static void end(struct pass *pass)
{
    tb_record_free(&pass->record);
    tb_text_free(&pass->why);
}

static void refuse(struct pass *pass, enum tb_sample_status status, const char *why)
{
    pass->status = status;
    tb_text_clear(&pass->why);
    tb_text_add(&pass->why, why);
}

/* The same library as in the rounds? */
static void compare(struct pass *pass)
{
    const struct tb_identity *asked = &pass->library->attested.library, *got = &pass->record.library;
    if (strcmp(asked->instance, got->instance) != 0 || strcmp(asked->version, got->version) != 0 ||
        strcmp(asked->image, got->image) != 0)
        refuse(pass, TB_SAMPLE_VOID, "another library than in the rounds");
}

/* false: interrupted. */
static bool run_pass(struct pass *pass, const char *const *argv, uint64_t timeout_s)
{
    struct tb_process process = {.out = -1, .err = -1};
    struct tb_signals *signals = pass->run->lab.signals;
    if (!tb_process_start(&process, (char *const *)argv, environ, signals)) {
        refuse(pass, TB_SAMPLE_FAILED, strerror(errno));
        tb_process_end(&process);
        return true;
    }
    enum tb_wait wait = tb_process_wait(&process, NULL, NULL, tb_now_ns() + timeout_s * 1000000000, signals);
    if (wait == TB_WAIT_DEADLINE)
        tb_process_kill(&process);
    if (wait != TB_WAIT_SIGNAL)
        pass->status = tb_process_judge(&process, timeout_s, &pass->record, &pass->why);
    tb_process_end(&process);
    if (wait != TB_WAIT_SIGNAL && pass->status == TB_SAMPLE_OK)
        compare(pass);
    return wait != TB_WAIT_SIGNAL;
}

/* ---- The wire ---- */

static double figure(const struct tb_record *record, size_t flight, const char *what, size_t i)
{
    char name[40];
    snprintf(name, sizeof name, "flight%zu_%s", flight + 1, what);
    const struct tb_series *series = tb_record_series(record, name);
    return series && i < series->num ? series->values[i] : -1;
}

/* "ServerHello, {4 records}": braces as RFC 8446 has them, around what is encrypted. */
static void name_messages(struct tb_anatomy_wire *wire, const struct tb_record *record, size_t flight)
{
    struct tb_text text;
    size_t sealed = 0;
    tb_text_init(&text, sizeof wire->messages - 1);
    for (size_t i = 0;; i++) {
        double content = figure(record, flight, "contents", i), message = figure(record, flight, "messages", i);
        bool more = content >= 0 && message >= 0;
        const char *name = more ? tb_wire_name((uint8_t)content, (uint8_t)message) : "";
        if (strcmp(name, "encrypted record") == 0) {
            sealed++;
            continue;
        }
        if (sealed > 0)
            tb_text_printf(&text, "%s{%zu record%s}", text.len ? ", " : "", sealed, sealed == 1 ? "" : "s");
        sealed = 0;
        if (!more)
            break;
        tb_text_printf(&text, "%s%s", text.len ? ", " : "", name);
    }
    snprintf(wire->messages, sizeof wire->messages, "%s", text.data);
    tb_text_free(&text);
}

static void take_wire(struct tb_anatomy *anatomy, const struct tb_record *record)
{
    for (size_t i = 0; i < TB_ANATOMY_FLIGHTS && figure(record, i, "bytes", 0) >= 0; i++) {
        anatomy->wire[i].bytes = (size_t)figure(record, i, "bytes", 0);
        anatomy->wire[i].records = (size_t)figure(record, i, "records", 0);
        name_messages(&anatomy->wire[i], record, i);
    }
}

bool tb_anatomy_look(struct tb_anatomy *anatomy, const struct tb_run *run)
{
    struct tb_worker_line line;
    struct pass pass;
    begin(&pass, run, anatomy->cell->variant->client);
    tb_worker_line_wire(&line, &run->places, pass.library->module, anatomy->planned->name);
    bool going = run_pass(&pass, line.argv, run->lab.timeout_s);
    if (pass.status == TB_SAMPLE_OK)
        take_wire(anatomy, &pass.record);
    anatomy->wire_status = pass.status;
    snprintf(anatomy->wire_reason, sizeof anatomy->wire_reason, "%s", pass.why.data);
    end(&pass);
    return going;
}

/* ---- Callgrind ---- */

/* false: there is none on the PATH. */
static bool find_valgrind(char path[PATH_MAX])
{
    struct tb_words folders = {0};
    const char *all = getenv("PATH");
    bool found = false;
    if (!tb_words_split(&folders, all ? all : "/usr/bin:/usr/local/bin", ":"))
        return false;
    for (size_t i = 0; i < folders.num && !found; i++)
        found = snprintf(path, PATH_MAX, "%s/valgrind", folders.items[i]) < PATH_MAX && access(path, X_OK) == 0;
    tb_words_free(&folders);
    return found;
}

static bool count_handshake(struct pass *pass, const char *valgrind, const char *case_name, const char *profiles)
{
    static const struct tb_draw unpinned = {.client_core = -1, .server_core = -1};
    struct tb_worker_line line;
    char out[PATH_MAX + 40], callers[40];
    snprintf(out, sizeof out, "--callgrind-out-file=%s", profiles);
    snprintf(callers, sizeof callers, "--separate-callers=%d", CALLERS);
    tb_worker_line_local(&line, &pass->run->places, pass->library->module, case_name, 1, 1, 0, &unpinned);
    const char *argv[MOST_ARGUMENTS + 1] = {
        valgrind, "--tool=callgrind", "--quiet", "--dump-before=tb_now_ns", "--dump-line=no", callers, out};
    size_t num = 7;
    for (size_t i = 0; i < line.num && num < MOST_ARGUMENTS; i++)
        argv[num++] = line.argv[i];
    return run_pass(pass, argv, LONGEST_S);
}

/* All that were written, in their order. */
static struct tb_profile *read_profiles(struct pass *pass, const char *path, const struct tb_phases *phases,
                                        size_t *num)
{
    struct tb_profile *profiles = NULL;
    char name[PATH_MAX + 20];
    for (*num = 0; pass->status == TB_SAMPLE_OK; (*num)++) {
        snprintf(name, sizeof name, "%s.%zu", path, *num + 1);
        if (access(name, F_OK) != 0)
            break;
        struct tb_profile *grown = tb_grow(profiles, *num, sizeof *grown);
        if (!grown) {
            refuse(pass, TB_SAMPLE_FAILED, "no memory");
            break;
        }
        profiles = grown;
        if (!tb_callgrind_read(&profiles[*num], name, phases, CALLERS, marks, &pass->why))
            pass->status = TB_SAMPLE_FAILED;
    }
    return profiles;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status;
    (void)type;
    (void)at;
    return remove(path);
}

static bool count(struct tb_anatomy *anatomy, struct pass *pass, const struct tb_phases *phases, const char *valgrind)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_CALLGRIND];
    char folder[PATH_MAX - 20], path[PATH_MAX];
    const char *temporary = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/tlsbench-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(folder)) {
        refuse(pass, TB_SAMPLE_FAILED, strerror(errno));
        return true;
    }
    snprintf(path, sizeof path, "%s/profile", folder);
    bool going = count_handshake(pass, valgrind, anatomy->planned->name, path);
    if (going && pass->status == TB_SAMPLE_OK) {
        size_t num;
        struct tb_profile *profiles = read_profiles(pass, path, phases, &num);
        if (pass->status == TB_SAMPLE_OK)
            tb_anatomy_profiles(finding, profiles, num, anatomy->flights);
        free(profiles);
    }
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return going;
}

bool tb_anatomy_count(struct tb_anatomy *anatomy, const struct tb_run *run, const struct tb_phases *phases)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_CALLGRIND];
    struct pass pass;
    char valgrind[PATH_MAX];
    bool going = true;
    begin(&pass, run, anatomy->cell->variant->client);
    if (find_valgrind(valgrind))
        going = count(anatomy, &pass, phases, valgrind);
    else
        refuse(&pass, TB_SAMPLE_UNSUPPORTED, "valgrind is not there: apt-get install valgrind");
    if (pass.status != TB_SAMPLE_OK) {
        finding->status = pass.status;
        snprintf(finding->reason, sizeof finding->reason, "%s", pass.why.data);
    }
    end(&pass);
    return going;
}
