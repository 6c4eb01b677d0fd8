/* anatomy_pass.c - the separate passes: the bytes on the wire, and callgrind's counts. */
#include "control/anatomy/anatomy.h"
#include "control/base/temporary.h"
#include "control/run/instructions.h"
#include "control/run/run.h"
#include "control/sample/libraries.h"
#include "control/sample/sample_worker.h"
#include "core/wire.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CALLERS = 48, LONGEST_S = 600 };
static const char *const marks[] = {
    [TB_MARK_OPEN] = "tb_connection_open",
    [TB_MARK_VERIFY] = "tb_connection_verify",
    [TB_MARK_KEEP] = "tb_connection_keep",
    [TB_MARK_CLOSE] = "tb_connection_close",
    NULL,
};

/* ---- The wire ---- */

static double figure(const struct tb_record *record, size_t flight, const char *what, size_t i)
{
    char name[40];
    snprintf(name, sizeof name, "flight%zu_%s", flight + 1, what);
    const struct tb_series *series = tb_record_series(record, name);
    return series && i < series->num ? series->values[i] : -1;
}

/* "ServerHello, {4 records}": braces, as in RFC 8446, mark encrypted items. */
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
    struct tb_subject subject = tb_plan_subject(anatomy->planned, anatomy->cell);
    struct tb_worker_line line;
    struct tb_sample sample;
    tb_sample_init(&sample);
    tb_worker_line_wire(&line, &run->places, subject.client->module, subject.case_name);
    bool going = tb_sample_run(&sample, &run->lab, &subject, &line, run->lab.timeout_s);
    if (going && sample.status == TB_SAMPLE_OK)
        take_wire(anatomy, &sample.record);
    if (going) {
        anatomy->wire_status = sample.status;
        snprintf(anatomy->wire_reason, sizeof anatomy->wire_reason, "%s", sample.reason.data);
    }
    tb_sample_free(&sample);
    return going;
}

/* ---- Callgrind ---- */

static void refuse(struct tb_finding *finding, enum tb_sample_status status, const char *why)
{
    finding->status = status;
    snprintf(finding->reason, sizeof finding->reason, "%s", why);
}

/* Reads all profiles in the order in which they were written.  NULL: failure, see `why`. */
static struct tb_profile *read_profiles(const char *path, const struct tb_phases *phases, size_t *num,
                                        struct tb_text *why)
{
    struct tb_profile *profiles = NULL;
    char name[PATH_MAX + 24];
    for (*num = 0;; ++*num) {
        snprintf(name, sizeof name, "%s.%zu", path, *num + 1);
        if (access(name, F_OK) != 0)
            break;
        struct tb_profile *grown = tb_grow(profiles, *num, sizeof *grown);
        if (grown)
            profiles = grown;
        else
            tb_text_add(why, "out of memory");
        if (!grown || !tb_callgrind_read(&profiles[*num], name, phases, CALLERS, marks, why)) {
            free(profiles);
            return NULL;
        }
    }
    if (!profiles)
        tb_text_add(why, "callgrind wrote no profile");
    return profiles;
}

static void take_profiles(struct tb_anatomy *anatomy, const char *path, const struct tb_phases *phases)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_CALLGRIND];
    struct tb_text why;
    size_t num;
    tb_text_init(&why, sizeof finding->reason - 1);
    struct tb_profile *profiles = read_profiles(path, phases, &num, &why);
    if (profiles)
        tb_anatomy_profiles(finding, profiles, num, anatomy->flights);
    else
        refuse(finding, TB_SAMPLE_FAILED, why.data);
    free(profiles);
    tb_text_free(&why);
}

static bool count(struct tb_anatomy *anatomy, const struct tb_run *run, const struct tb_phases *phases,
                  const char *folder)
{
    struct tb_subject subject = tb_plan_subject(anatomy->planned, anatomy->cell);
    struct tb_worker_line line;
    struct tb_sample sample;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/profile", folder);
    tb_sample_init(&sample);
    tb_worker_line_profile(&line, &run->places, subject.client->module, subject.case_name, path, run->lab.date,
                           CALLERS);
    bool going = tb_sample_run(&sample, &run->lab, &subject, &line, LONGEST_S);
    if (going && sample.status != TB_SAMPLE_OK) {
        refuse(&anatomy->finding[TB_METHOD_CALLGRIND], sample.status, sample.reason.data);
    } else if (going) {
        snprintf(anatomy->counted_cpu, sizeof anatomy->counted_cpu, "%s", sample.record.library.cpu);
        take_profiles(anatomy, path, phases);
    }
    tb_sample_free(&sample);
    return going;
}

bool tb_anatomy_count(struct tb_anatomy *anatomy, const struct tb_run *run, const struct tb_phases *phases)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_CALLGRIND];
    struct tb_folder folder;
    struct tb_text why;
    bool going = true;
    tb_text_init(&why, sizeof finding->reason - 1);
    if (!tb_instructions_possible(&run->places, &why)) {
        refuse(finding, TB_SAMPLE_UNSUPPORTED, why.data);
    } else if (!tb_folder_make(&folder)) {
        refuse(finding, TB_SAMPLE_FAILED, strerror(errno));
    } else {
        going = count(anatomy, run, phases, folder.path);
        tb_folder_remove(&folder);
    }
    tb_text_free(&why);
    return going;
}
