#include "control/sample/sample_instructions.h"
#include "control/base/places.h"
#include "control/base/temporary.h"
#include "control/sample/libraries.h"
#include "control/sample/process.h"
#include "control/sample/sample_worker.h"
#include "control/sample/worker_line.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool tb_instructions_comparable(const struct tb_library *a, const struct tb_library *b, struct tb_text *why)
{
    const char *of_a = a->attested.library.product, *of_b = b->attested.library.product;
    if (a->fault || b->fault || strcmp(of_a, of_b) == 0)
        return true;
    if (why)
        tb_text_printf(why,
                       "%s is %s and %s is %s, and instructions of two implementations are not comparable; compare two "
                       "builds of one library, or compare times",
                       a->name, of_a, b->name, of_b);
    return false;
}

bool tb_counts_agree(double a, double b)
{
    return fabs(log(a / b)) <= log1p(TB_COUNTS_AGREE_PERCENT / 100);
}

bool tb_charge_read(struct tb_charge *charge, const char *path)
{
    static const char asked[] = "desc: Trigger: Client Request: ", total[] = "totals: ";
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    bool named = false, counted = false;
    while (file && getline(&line, &cap, file) >= 0) {
        if (strncmp(line, asked, strlen(asked)) == 0)
            named = sscanf(line + strlen(asked), "%31s", charge->to) == 1;
        if (strncmp(line, total, strlen(total)) == 0)
            counted = sscanf(line + strlen(total), "%lf", &charge->instructions) == 1;
    }
    free(line);
    if (file)
        fclose(file);
    return named && counted;
}

/* Instructions per operation that were charged to `to` (NULL: to anything), over all profiles. */
static double sum(const struct tb_charge *charges, size_t num, const char *to, uint64_t operations)
{
    double instructions = 0;
    for (size_t i = 0; i < num; i++)
        if (!to || strcmp(charges[i].to, to) == 0)
            instructions += charges[i].instructions;
    return instructions / (double)operations;
}

/* Reads all profiles in callgrind's numbering.  NULL: there are none, one is damaged, or memory ran out. */
static struct tb_charge *read_profiles(const char *profiles, size_t *num)
{
    struct tb_charge *charges = NULL;
    char path[PATH_MAX + 24];
    for (*num = 0;; ++*num) {
        snprintf(path, sizeof path, "%s.%zu", profiles, *num + 1);
        if (access(path, F_OK) != 0)
            return charges;
        struct tb_charge *grown = tb_grow(charges, *num, sizeof *grown);
        if (grown)
            charges = grown;
        if (!grown || !tb_charge_read(&charges[*num], path)) {
            free(charges);
            return NULL;
        }
    }
}

static bool add_metrics(struct tb_record *record, const char *profiles, uint64_t operations)
{
    size_t num;
    struct tb_charge *charges = read_profiles(profiles, &num);
    if (!charges)
        return false;
    double all = sum(charges, num, NULL, operations), client = sum(charges, num, "client", operations);
    double server = sum(charges, num, "server", operations);
    free(charges);
    return tb_record_metric(record, instructions, all) &&
           (!(client > 0) || tb_record_metric(record, client_instructions, client)) &&
           (!(server > 0) || tb_record_metric(record, server_instructions, server));
}

static void refuse(struct tb_sample *sample, enum tb_sample_status status, const char *why)
{
    sample->status = status;
    tb_text_clear(&sample->reason);
    tb_text_add(&sample->reason, why);
}

static bool count_once(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject,
                       uint64_t busy)
{
    struct tb_worker_line line;
    struct tb_folder folder;
    char profiles[PATH_MAX];
    if (!tb_folder_make(&folder)) {
        refuse(sample, TB_SAMPLE_DISTURBED, "no folder for the profiles can be made in TMPDIR, or /tmp: ");
        tb_text_add(&sample->reason, strerror(errno));
        return true;
    }
    snprintf(profiles, sizeof profiles, "%s/profile", folder.path);
    tb_worker_line_instructions(&line, lab->places, subject->client->module, subject->case_name, profiles, lab->date,
                                subject->operations, busy);
    bool going = tb_sample_run(sample, lab, subject, &line, lab->timeout_s * TB_COUNTS_SLOWER);
    if (going && sample->status == TB_SAMPLE_OK && sample->record.operations != subject->operations)
        refuse(sample, TB_SAMPLE_VOID, "it counted a different number of operations than requested");
    if (going && sample->status == TB_SAMPLE_OK &&
        strcmp(sample->record.library.cpu, subject->client->counted_cpu) != 0)
        refuse(sample, TB_SAMPLE_VOID, "valgrind presented another CPU than the first time");
    if (going && sample->status == TB_SAMPLE_OK && !add_metrics(&sample->record, profiles, subject->operations))
        refuse(sample, TB_SAMPLE_DISTURBED,
               "callgrind's profiles are missing or damaged; is there room in TMPDIR, or /tmp?");
    tb_folder_remove(&folder);
    return going;
}

bool tb_sample_instructions(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject)
{
    bool going = count_once(sample, lab, subject, 0);
    const struct tb_series *series = tb_record_series(&sample->record, tb_metric_name(TB_METRIC(instructions)));
    if (!going || sample->status != TB_SAMPLE_OK || !(subject->injected[0].pct > 0) || !series)
        return going;
    double all = series->values[0] * (double)subject->operations;
    return count_once(sample, lab, subject, (uint64_t)(all * subject->injected[0].pct / 100));
}
