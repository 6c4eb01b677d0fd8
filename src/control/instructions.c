#include "control/instructions.h"
#include "control/grid.h"
#include "control/process.h"
#include "control/run.h"
#include "control/temporary.h"
#include "control/worker_line.h"
#include "core/catalog.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOWER = 20 }; /* times a sample's patience */

/* ---- What it takes ---- */

bool tb_instructions_possible(const struct tb_places *places, struct tb_text *why)
{
    if (!*places->valgrind)
        tb_text_add(why, "valgrind is not on the PATH: apt-get install valgrind");
    else if (access(places->still, R_OK) != 0)
        tb_text_printf(why, "there is no %s; a build with sanitizers has none, since valgrind cannot run it",
                       places->still);
    else if (strpbrk(places->still, ":;"))
        tb_text_printf(why, "%s cannot be preloaded, since its path has a colon or a semicolon: build elsewhere",
                       places->still);
    else
        return true;
    return false;
}

bool tb_instructions_check(struct tb_run *run)
{
    struct tb_text why;
    tb_text_init(&why, 2 * PATH_MAX);
    bool possible = tb_instructions_possible(&run->places, &why);
    if (!possible)
        tb_text_printf(&run->why, "--metric instructions: %s", why.data);
    tb_text_free(&why);
    return possible;
}

bool tb_instructions_cases(struct tb_cases *cases, struct tb_text *why)
{
    size_t kept = 0, all = cases->num;
    bool good = true;
    for (size_t i = 0; i < cases->num && good; i++) {
        struct tb_text misfit;
        if (tb_counted_metric(&cases->items[i])) {
            cases->items[kept++] = cases->items[i];
            continue;
        }
        tb_text_init(&misfit, 1000);
        tb_case_name(&cases->items[i], &misfit);
        tb_text_add(&misfit, ": instructions are counted of local cases and of those in memory");
        good = tb_words_add(&cases->misfits, misfit.data, misfit.len);
        tb_text_free(&misfit);
    }
    cases->num = kept;
    if (kept < all)
        fprintf(stderr,
                "tlsbench: %zu of %zu cases are left out: instructions are counted of local cases and of those "
                "in memory\n",
                all - kept, all);
    if (!good)
        tb_text_add(why, "no memory");
    return good;
}

bool tb_instructions_comparable(const struct tb_library *a, const struct tb_library *b, struct tb_text *why)
{
    const char *of_a = a->attested.library.product, *of_b = b->attested.library.product;
    if (a->fault || b->fault || strcmp(of_a, of_b) == 0)
        return true;
    if (why)
        tb_text_printf(
            why,
            "%s is %s and %s is %s: instructions of one implementation are not those of another; compare counts "
            "of two builds of one library, or times",
            a->name, of_a, b->name, of_b);
    return false;
}

/* Which code a library chooses depends on the CPU that it sees. */
static bool attest(struct tb_library *library, struct tb_run *run)
{
    struct tb_worker_line line;
    struct tb_sample sample;
    struct tb_subject subject = {.case_name = "", .client = library, .server = library};
    tb_sample_init(&sample);
    tb_worker_line_info_counted(&line, &run->places, library->module, run->lab.date);
    bool going = tb_sample_run(&sample, &run->lab, &subject, &line, run->lab.timeout_s * SLOWER);
    bool good = sample.status == TB_SAMPLE_OK, kept = true;
    if (going && good)
        kept = (library->counted_cpu = strdup(sample.record.library.cpu)) != NULL;
    else if (going)
        kept = asprintf(&library->fault, "under valgrind: %s", sample.reason.data) > 0;
    if (!kept)
        tb_text_add(&run->why, "no memory");
    tb_sample_free(&sample);
    return going && kept;
}

bool tb_instructions_attest(struct tb_run *run)
{
    for (size_t i = 0; i < run->selection.num; i++)
        if (!run->selection.items[i]->fault && !attest(run->selection.items[i], run))
            return false;
    return true;
}

/* ---- A count ---- */

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

/* What was charged to `to`, or with NULL to anyone, in all profiles, for one operation. */
static double sum(const struct tb_charge *charges, size_t num, const char *to, uint64_t operations)
{
    double instructions = 0;
    for (size_t i = 0; i < num; i++)
        if (!to || strcmp(charges[i].to, to) == 0)
            instructions += charges[i].instructions;
    return instructions / (double)operations;
}

/* All profiles, as callgrind numbers them.  NULL: there is none, one is damaged, or no memory. */
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
    return tb_record_add(record, "instructions", all) &&
           (!(client > 0) || tb_record_add(record, "client_instructions", client)) &&
           (!(server > 0) || tb_record_add(record, "server_instructions", server));
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
        refuse(sample, TB_SAMPLE_FAILED, strerror(errno));
        return true;
    }
    snprintf(profiles, sizeof profiles, "%s/profile", folder.path);
    tb_worker_line_instructions(&line, lab->places, subject->client->module, subject->case_name, profiles, lab->date,
                                subject->operations, busy);
    bool going = tb_sample_run(sample, lab, subject, &line, lab->timeout_s * SLOWER);
    if (going && sample->status == TB_SAMPLE_OK && sample->record.operations != subject->operations)
        refuse(sample, TB_SAMPLE_VOID, "another number of operations than asked for");
    if (going && sample->status == TB_SAMPLE_OK &&
        strcmp(sample->record.library.cpu, subject->client->counted_cpu) != 0)
        refuse(sample, TB_SAMPLE_VOID, "another CPU than when it was asked first");
    if (going && sample->status == TB_SAMPLE_OK && !add_metrics(&sample->record, profiles, subject->operations))
        refuse(sample, TB_SAMPLE_FAILED, "callgrind's profiles are missing or damaged");
    tb_folder_remove(&folder);
    return going;
}

bool tb_sample_instructions(struct tb_sample *sample, const struct tb_lab *lab, const struct tb_subject *subject)
{
    bool going = count_once(sample, lab, subject, 0);
    const struct tb_series *series = tb_record_series(&sample->record, "instructions");
    if (!going || sample->status != TB_SAMPLE_OK || !(subject->injected[0].pct > 0) || !series)
        return going;
    double all = series->values[0] * (double)subject->operations;
    return count_once(sample, lab, subject, (uint64_t)(all * subject->injected[0].pct / 100));
}

/* ---- Do they agree? ---- */

bool tb_counts_agree(double a, double b)
{
    return fabs(log(a / b)) <= log1p(TB_COUNTS_AGREE_PERCENT / 100);
}

void tb_instructions_judge(struct tb_sample *sample, const struct tb_planned *planned, const struct tb_cell *cell,
                           const struct tb_plan *plan)
{
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    const struct tb_series *series = tb_record_series(&sample->record, planned->primary->name);
    for (size_t i = 0; i < plan->rounds && sample->status == TB_SAMPLE_OK && series; i++) {
        double before = cell->values[metric * plan->rounds + i], now = series->values[0];
        if (isnan(before) || tb_counts_agree(before, now))
            continue;
        char why[200];
        snprintf(why, sizeof why, "two counts, %.0f and %.0f, differ by more than %g %%: this does not repeat here",
                 before, now, TB_COUNTS_AGREE_PERCENT);
        refuse(sample, TB_SAMPLE_VOID, why);
    }
}
