#include "control/store/load_run.h"
#include "control/base/files.h"
#include "control/plan/expand.h"
#include "control/plan/inject.h"
#include "control/plan/select.h"
#include "control/plan/shown.h"
#include "control/sample/libraries.h"
#include "control/store/identities.h"
#include "control/store/load_cells.h"
#include "control/store/run_absent.h"
#include "control/store/run_dir.h"
#include "core/catalog.h"
#include "core/columns.h"
#include "core/release.h"
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TB_SAMPLE_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
static const char *const columns[NUM_SAMPLE] = {TB_LOADED_OF_ALL(TB_CSV_NAME) TB_LOADED_OF_SAMPLES(TB_CSV_NAME)
                                                    TB_LOADED_OF_OLDER};

enum { MOST_ROUNDS = 10000, MOST_LIBRARIES = 1000, FACTS_LIMIT = 64 << 20 };

/* The facts about a run before there is a plan. */
struct loader {
    struct tb_loaded_run *run;
    const struct tb_run_filter *filter;
    struct tb_cases cases;
    struct tb_words compared; /* the libraries */
    char *server;             /* of all loopback cases between two libraries; NULL: none; owned */
    const char *client;       /* of all loopback cases; NULL: each library itself; points into the facts */
    struct tb_load_size size; /* its rows are those of both tables */
    bool has_metric, counted; /* counted: instructions, no times */
    const char *plain;        /* as in tb_load_is_plain; points into the facts */
    bool has_plain;
    const struct tb_words *hardware; /* metrics that the processor counted; NULL: none */
};

/* ---- The measurements ---- */

/* Older schemas are read, too: load_cells.h has the differences. */
static bool check_schema(const struct tb_csv_table *table, int newest, struct tb_text *why)
{
    const char *schema = tb_csv_table_get(table, SCHEMA);
    char known[24];
    for (int number = 1; number <= newest; number++) {
        snprintf(known, sizeof known, "%d", number);
        if (strcmp(schema, known) == 0)
            return true;
    }
    return tb_csv_table_blame(table, why, "schema '%s', but this tlsbench reads %s%d; use the version that wrote it",
                              schema, newest > 1 ? "1 to " : "", newest);
}

/* An older tlsbench stored the version text of the library.  Fails only if memory runs out. */
static bool take_release(struct tb_identity *identity, const char *version, const char *date, const char *date_of)
{
    struct tb_release release;
    bool older = !*date && tb_release_read(&release, version);
    return tb_record_set(&identity->version, older ? release.version : version) &&
           tb_record_set(&identity->date, older ? release.date : date) &&
           tb_record_set(&identity->date_of, older ? release.date_of : date_of);
}

/* Fails only if memory runs out. */
static bool add_library(struct loader *loader, const struct tb_csv_table *table, const char *name, bool whose)
{
    struct tb_libraries *libraries = &loader->run->libraries;
    if (tb_libraries_get(libraries, name, NULL))
        return true;
    struct tb_library *library = tb_libraries_add(libraries, name, "", false);
    if (!library || !whose)
        return library != NULL;
    return take_release(&library->attested.library, tb_csv_table_get(table, VERSION), tb_csv_table_get(table, DATE),
                        tb_csv_table_get(table, DATE_OF));
}

static bool take_case(struct loader *loader, const struct tb_csv_table *table, struct tb_case *c, struct tb_text *why)
{
    struct tb_text wrong;
    tb_text_init(&wrong, 1000);
    bool known = tb_case_parse(c, tb_csv_table_get(table, CASE), &wrong);
    bool good = known && tb_cases_add(&loader->cases, c, &wrong);
    if (!known)
        tb_csv_table_blame(table, why, "this tlsbench does not know the case (%s); use the version that wrote it",
                           wrong.data);
    else if (!good)
        tb_csv_table_blame(table, why, "%s", wrong.data);
    tb_text_free(&wrong);
    return good;
}

/* Times and counts come from different runs. */
static bool take_metric(struct loader *loader, const struct tb_csv_table *table, const struct tb_case *c,
                        struct tb_text *why)
{
    const struct tb_metric_info *metric = tb_metric_by_name(c->driver, tb_csv_table_get(table, METRIC));
    if (!metric)
        return true; /* a row without a figure; unknown names are reported when values are read */
    if (loader->has_metric && metric->counted != loader->counted)
        return tb_csv_table_blame(table, why, "%s among %s", metric->counted ? "a count" : "a time",
                                  loader->counted ? "counts" : "times");
    if (metric->hardware)
        loader->hardware = tb_shown_by_hardware(metric->name);
    loader->counted = metric->counted;
    loader->has_metric = true;
    return true;
}

static bool take_library(struct loader *loader, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *client = tb_csv_table_get(table, CLIENT), *server = tb_csv_table_get(table, SERVER);
    bool one = strcmp(client, server) == 0;
    if (!*client || !*server)
        return tb_csv_table_blame(table, why, "names no library");
    if (loader->client && !one && strcmp(client, loader->client) != 0)
        return tb_csv_table_blame(table, why, "the client '%s', but run.json says that '%s' was that of all servers",
                                  client, loader->client);
    const char *library = loader->client ? server : client;
    bool pairs = !one && !loader->client && loader->server && strcmp(loader->server, server) != 0;
    loader->size.pairs = loader->size.pairs || pairs;
    if (pairs && !loader->filter->pairs)
        return tb_csv_table_blame(table, why,
                                  "the run was measured with --pairs, so a library has no single figure to compare; "
                                  "measure without --pairs");
    bool memory =
        add_library(loader, table, client, one) && add_library(loader, table, server, false) &&
        (tb_words_have(&loader->compared, library) || tb_words_add(&loader->compared, library, strlen(library))) &&
        (one || loader->server || (loader->server = strdup(server)));
    if (!memory)
        tb_text_add(why, "out of memory");
    else if (loader->run->libraries.num > MOST_LIBRARIES)
        return tb_csv_table_blame(table, why, "more than %d libraries", MOST_LIBRARIES);
    return memory;
}

static bool take_names(struct loader *loader, struct tb_csv_table *table, int newest, struct tb_text *why)
{
    struct tb_case c;
    int more;
    while ((more = tb_csv_table_next(table, why)) > 0) {
        loader->size.rows++;
        if (!check_schema(table, newest, why) || !take_case(loader, table, &c, why) ||
            !take_metric(loader, table, &c, why))
            return false;
        bool plain = tb_load_is_plain(table, &c, loader->plain);
        loader->has_plain = loader->has_plain || plain;
        if (!plain && !take_library(loader, table, why))
            return false;
    }
    return more == 0;
}

static bool count_rounds(struct loader *loader, struct tb_csv_table *table, struct tb_text *why)
{
    int more;
    tb_csv_table_rewind(table);
    while ((more = tb_csv_table_next(table, why)) > 0) {
        double round;
        if (!tb_csv_table_number(table, ROUND, &round, why))
            return false;
        if (!(round >= 1 && round <= MOST_ROUNDS && round == (double)(size_t)round))
            return tb_csv_table_blame(table, why, "round %g", round);
        if ((size_t)round > loader->size.rounds)
            loader->size.rounds = (size_t)round;
    }
    if (more == 0 && loader->size.rounds == 0)
        tb_text_printf(why, "%s has no sample", table->path);
    return more == 0 && loader->size.rounds > 0;
}

static bool make_plan(struct loader *loader, struct tb_text *why)
{
    struct tb_loaded_run *run = loader->run;
    struct tb_library **compared = calloc(loader->compared.num + 1, sizeof(struct tb_library *));
    for (size_t i = 0; compared && i < loader->compared.num; i++)
        compared[i] = tb_libraries_get(&run->libraries, loader->compared.items[i], NULL);
    struct tb_choice choice = {.libraries = compared,
                               .num_libraries = loader->compared.num,
                               .pairs = loader->size.pairs,
                               .counted = loader->counted};
    if (loader->has_plain && loader->filter->plain)
        choice.plain = tb_libraries_add(&run->plain, loader->plain, "", false);
    if (loader->client)
        choice.client = tb_libraries_get(&run->libraries, loader->client, NULL);
    else if (loader->server && !loader->size.pairs)
        choice.server = tb_libraries_get(&run->libraries, loader->server, NULL);
    for (size_t i = 0; i < loader->cases.num && loader->counted; i++)
        if (!tb_counted_metric(&loader->cases.items[i])) {
            tb_text_printf(why, "%s: the run has instruction counts, but a case has none", run->folder);
            free(compared);
            return false;
        }
    bool good = compared && (choice.plain || !loader->has_plain || !loader->filter->plain);
    if (!good)
        tb_text_add(why, "out of memory");
    good = good && tb_plan_make(&run->plan, &loader->cases, &choice, loader->size.rounds, 0, why);
    free(compared);
    if (!good)
        return false;
    tb_injected_load(&run->plan, json_object_get(run->facts, "injected"),
                     json_object_get(run->facts, "injected_pct")); /* keeps the marks of artificial slowdowns */
    bool own = loader->filter->own && loader->filter->metrics.num == 0 && loader->hardware;
    tb_plan_show(&run->plan, own ? loader->hardware : &loader->filter->metrics);
    return true;
}

/* ---- Files ---- */

static bool make_path(char path[PATH_MAX], const char *folder, const char *file, struct tb_text *why)
{
    if (snprintf(path, PATH_MAX, "%s/%s", folder, file) < PATH_MAX)
        return true;
    tb_text_printf(why, "%s: %s", folder, strerror(ENAMETOOLONG));
    return false;
}

bool tb_run_facts_load(struct json_t **facts, const char *folder, struct tb_text *why)
{
    char path[PATH_MAX];
    json_error_t error;
    *facts = NULL;
    if (!make_path(path, folder, "run.json", why))
        return false;
    if (access(path, F_OK) != 0)
        return true;
    char *text = tb_file_read(path, FACTS_LIMIT, why);
    if (!text)
        return false;
    *facts = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    free(text);
    bool few = json_array_size(json_object_get(*facts, "libraries")) <= MOST_LIBRARIES;
    if (!*facts)
        tb_text_printf(why, "%s, line %d: %s", path, error.line, error.text);
    else if (!few)
        tb_text_printf(why, "%s: more than %d libraries", path, MOST_LIBRARIES);
    return *facts && few;
}

static bool load_facts(struct tb_loaded_run *run, struct tb_text *why)
{
    bool good = tb_run_facts_load(&run->facts, run->folder, why);
    run->complete = json_is_true(json_object_get(run->facts, "complete"));
    return good;
}

static bool find_samples(char path[PATH_MAX], struct tb_loaded_run *run, struct tb_text *why)
{
    if (!make_path(path, run->folder, "samples.csv", why))
        return false;
    if (access(path, F_OK) == 0)
        return true;
    if (!make_path(path, run->folder, "samples.csv.partial", why))
        return false;
    if (access(path, F_OK) != 0 || tb_run_is_search(run->folder)) {
        tb_run_blame(run->folder, why);
        return false;
    }
    run->under_way = tb_run_is_under_way(path);
    run->killed = !run->under_way;
    return true;
}

/* "" if there is none. */
static bool find_summary(char path[PATH_MAX], const struct tb_loaded_run *run, struct tb_text *why)
{
    static const char *const names[] = {"summary.csv", TB_SUMMARY_PARTIAL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!make_path(path, run->folder, names[i], why))
            return false;
        if (access(path, F_OK) == 0)
            return true;
    }
    path[0] = '\0';
    return true;
}

static uint64_t hash(const char *data, size_t len) /* FNV-1a */
{
    uint64_t value = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++)
        value = (value ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    return value;
}

/* Leaves unwanted cases and libraries out of the plan. */
static bool leave_out(struct loader *loader, struct tb_text *why)
{
    const struct tb_run_filter *filter = loader->filter;
    const char *folder = loader->run->folder;
    return tb_filter_names(&loader->compared, &filter->libraries, folder, why) &&
           tb_filter_cases(&loader->cases, &filter->cases, folder, why) &&
           tb_filter_metrics(&loader->cases, &filter->metrics, folder, why);
}

/* If run.json does not say, because it is older or missing, it was the module with the default name. */
static const char *plain_of(const json_t *facts)
{
    const json_t *told = json_object_get(facts, "plain");
    return told ? json_string_value(told) : TB_PLAIN;
}

/* From run.json, since a run may have no figure; an older tlsbench did not write it.  NULL: none, or nobody tells. */
static const struct tb_words *hardware_of(const json_t *facts)
{
    const char *metric = json_string_value(json_object_get(json_object_get(facts, "settings"), "metric"));
    return metric ? tb_shown_by_hardware(metric) : NULL;
}

/* The client of all servers, without which a client and the server of all clients look alike; NULL: none. */
static const char *client_of(const json_t *facts)
{
    return json_string_value(json_object_get(json_object_get(facts, "settings"), "client"));
}

/* 0: nobody tells. */
static uint64_t chunks_of(const json_t *facts)
{
    json_int_t chunks = json_integer_value(json_object_get(json_object_get(facts, "settings"), "chunks"));
    return chunks > 0 ? (uint64_t)chunks : 0;
}

static bool is_filled(struct loader *loader, struct tb_text *why)
{
    loader->size.cases = loader->cases.num;
    loader->size.libraries = loader->compared.num;
    return tb_load_is_filled(&loader->size, loader->run->folder, why);
}

/* The summary comes first: it has cases and libraries in the run's order, the samples in that of a shuffled round. */
static bool load_tables(struct loader *loader, struct tb_csv_table *samples, struct tb_csv_table *summary,
                        const char *summary_path, struct tb_text *why)
{
    bool has_summary = *summary_path != '\0';
    loader->plain = plain_of(loader->run->facts);
    loader->hardware = hardware_of(loader->run->facts);
    loader->client = client_of(loader->run->facts);
    if (has_summary && (!tb_csv_table_open(summary, summary_path, columns, NUM_SUMMARY, why) ||
                        !take_names(loader, summary, TB_CSV_SCHEMA, why)))
        return false;
    loader->run->content = hash(samples->data, samples->len);
    return take_names(loader, samples, TB_SAMPLES_SCHEMA, why) && count_rounds(loader, samples, why) &&
           leave_out(loader, why) && is_filled(loader, why) && make_plan(loader, why) &&
           tb_load_cells(&loader->run->plan, samples, chunks_of(loader->run->facts), why) &&
           (!has_summary || tb_load_closed(&loader->run->plan, summary, why));
}

bool tb_run_load(struct tb_loaded_run *run, const char *folder, struct tb_text *why)
{
    static const struct tb_run_filter all;
    return tb_run_load_part(run, folder, &all, why);
}

void tb_run_filter_free(struct tb_run_filter *filter)
{
    tb_words_free(&filter->cases);
    tb_words_free(&filter->libraries);
    tb_words_free(&filter->metrics);
}

bool tb_run_load_part(struct tb_loaded_run *run, const char *folder, const struct tb_run_filter *filter,
                      struct tb_text *why)
{
    char path[PATH_MAX], summary_path[PATH_MAX];
    struct loader loader = {.run = run, .filter = filter};
    struct tb_csv_table samples = {0}, summary = {0};
    *run = (struct tb_loaded_run){.folder = folder};
    bool good = find_samples(path, run, why) && find_summary(summary_path, run, why) && load_facts(run, why) &&
                (run->under_way || run->killed ? tb_csv_table_open_torn : tb_csv_table_open)(&samples, path, columns,
                                                                                             NUM_SAMPLE, why) &&
                (!(run->under_way || run->killed) || tb_csv_table_cut(&samples, ROUND, PLACE + 1)) &&
                load_tables(&loader, &samples, &summary, summary_path, why) &&
                tb_counts_load(&run->counts, folder, &run->plan, why) &&
                tb_identities_load(&run->libraries, run->facts);
    if (!good && !why->len)
        tb_text_add(why, "out of memory");
    tb_csv_table_close(&samples);
    tb_csv_table_close(&summary);
    tb_cases_free(&loader.cases);
    tb_words_free(&loader.compared);
    free(loader.server);
    return good;
}

void tb_run_unload(struct tb_loaded_run *run)
{
    tb_counts_free(&run->counts);
    tb_plan_free(&run->plan);
    tb_libraries_free(&run->libraries);
    tb_libraries_free(&run->plain);
    json_decref(run->facts);
    run->facts = NULL;
}
