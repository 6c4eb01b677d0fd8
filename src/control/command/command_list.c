/* command_list.c - tlsbench list: lists what can be measured. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/base/places.h"
#include "control/command/commands.h"
#include "control/plan/expand.h"
#include "control/plan/suite.h"
#include "control/plan/suite_files.h"
#include "control/results/export.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list_options {
    char *suites, *modules;
    struct tb_words operands;
    bool not_all; /* a suite could not be read; standard error says why */
};

static bool load_expanded(struct tb_suite *suite, struct tb_cases *cases, const char *name, const char *folder,
                          struct tb_text *why)
{
    return tb_suite_load(suite, name, folder, why) && tb_cases_expand(cases, suite, why);
}

/* A suite that cannot be read must not hide the others. */
static void skip_suite(struct list_options *options, struct tb_text *wrong)
{
    fflush(stdout);
    fprintf(stderr, "tlsbench list: this suite is left out: %s\n", wrong->data);
    tb_text_clear(wrong);
    options->not_all = true;
}

static bool list_suites(struct list_options *options, struct tb_text *why)
{
    struct tb_words names = {0};
    struct tb_text wrong;
    char folder[PATH_MAX];
    bool good = tb_places_suites(folder, options->suites, why) && tb_suites_list(&names, folder, why);
    tb_text_init(&wrong, 2000);
    for (size_t i = 0; good && i < names.num; i++) {
        struct tb_suite suite;
        struct tb_cases cases = {0};
        if (load_expanded(&suite, &cases, names.items[i], folder, &wrong))
            printf("%-17s %3zu cases, %2llu rounds  %s\n", suite.name, cases.num, (unsigned long long)suite.rounds,
                   suite.title ? suite.title : "");
        else
            skip_suite(options, &wrong);
        tb_cases_free(&cases);
        tb_suite_free(&suite);
    }
    tb_text_free(&wrong);
    tb_words_free(&names);
    return good;
}

static void print_cases(const struct tb_cases *cases)
{
    struct tb_text name;
    tb_text_init(&name, 1000);
    for (size_t i = 0; i < cases->num; i++) {
        tb_text_clear(&name);
        tb_case_name(&cases->items[i], &name);
        puts(name.data);
    }
    tb_text_free(&name);
}

/* The cases of some suites, or of all, without duplicates. */
static bool list_cases(struct list_options *options, struct tb_text *why)
{
    struct tb_words names = {0};
    struct tb_cases cases = {0};
    struct tb_text wrong;
    char folder[PATH_MAX];
    bool named = options->operands.num > 1, good = tb_places_suites(folder, options->suites, why);
    for (size_t i = 1; good && i < options->operands.num; i++)
        good = tb_words_add(&names, options->operands.items[i], strlen(options->operands.items[i]));
    good = good && tb_suites_heed(options->suites, &names, why);
    if (good && !named)
        good = tb_suites_list(&names, folder, why);
    tb_text_init(&wrong, 2000);
    for (size_t i = 0; good && i < names.num; i++) {
        struct tb_suite suite;
        bool loaded = load_expanded(&suite, &cases, names.items[i], folder, &wrong);
        if (!loaded && named)
            tb_text_add(why, wrong.data);
        else if (!loaded)
            skip_suite(options, &wrong);
        good = loaded || !named;
        tb_suite_free(&suite);
    }
    if (good)
        print_cases(&cases);
    tb_text_free(&wrong);
    tb_cases_free(&cases);
    tb_words_free(&names);
    return good;
}

/* Those that the build refused are not passed over in silence; who reads the names finds names only. */
static void say_refused(const struct tb_libraries *libraries)
{
    struct tb_words names = {0};
    struct tb_text why;
    tb_text_init(&why, 4000);
    if (!tb_libraries_refused(&names, libraries))
        fputs("tlsbench: out of memory, so that lines which the build refused are not listed\n", stderr);
    for (size_t i = 0; i < names.num; i++) {
        tb_text_clear(&why);
        if (tb_libraries_why_refused(libraries, names.items[i], &why))
            fprintf(stderr, "tlsbench: the library '%s' is not built: %s\n", names.items[i], why.data);
    }
    tb_text_free(&why);
    tb_words_free(&names);
}

static bool list_libraries(struct list_options *options, struct tb_text *why)
{
    struct tb_places places;
    struct tb_libraries libraries = {0};
    bool good = tb_places_find(&places, why) && tb_libraries_find(&libraries, &places, options->modules, why);
    for (size_t i = 0; good && i < libraries.num; i++)
        puts(libraries.items[i].name);
    if (good)
        say_refused(&libraries);
    tb_libraries_free(&libraries);
    return good;
}

static bool list_metrics(struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++) {
        printf("%s%s: %s\n", i ? "\n" : "", drivers[i].name, drivers[i].doc);
        for (size_t j = 0; j < drivers[i].num_metrics; j++) {
            const struct tb_metric_info *metric = &drivers[i].metrics[j];
            printf("  %-21s %-12s %s%s%s%s\n", metric->name, metric->unit, metric->doc, metric->transport ? " (" : "",
                   metric->transport ? metric->transport : "", metric->transport ? ")" : "");
        }
    }
    return true;
}

static bool list_drivers(struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++) {
        printf("%-10s %s\n%-10s   %s", drivers[i].name, drivers[i].doc, "", drivers[i].name);
        for (size_t j = 0; j < drivers[i].num_params; j++)
            printf("/%s", tb_param_name(drivers[i].params[j].param));
        putchar('\n');
    }
    return true;
}

/* Prints the allowed values, or the range of numbers. */
static void print_values(const struct tb_param_info *info)
{
    if (!info->values || !info->values[0])
        printf(" a number from %d to %lu", !info->values, tb_param_most(info->param));
    for (size_t i = 0; info->values && info->values[i]; i++)
        printf(" %s", info->values[i]);
    if (info->fallback && *info->fallback)
        printf(" (default %s)", info->fallback);
    putchar('\n');
}

static bool list_parameters(struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (int param = 0; param < TB_NUM_PARAMS; param++) {
        printf("%s%s: %s\n", param ? "\n" : "", tb_param_name((enum tb_param)param),
               tb_param_doc((enum tb_param)param));
        for (size_t i = 0; i < num; i++)
            for (size_t j = 0; j < drivers[i].num_params; j++)
                if (drivers[i].params[j].param == (enum tb_param)param) {
                    printf("  %-10s", drivers[i].name);
                    print_values(&drivers[i].params[j]);
                }
    }
    return true;
}

static bool list_formats(struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    size_t num;
    const struct tb_exporter *const *exporters = tb_exporters(&num);
    for (size_t i = 0; i < num; i++)
        printf("%-14s %-20s %s\n", exporters[i]->name, exporters[i]->file, exporters[i]->doc);
    return true;
}

static bool list_counters(struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    for (size_t i = 0; i < tb_num_counters; i++)
        printf("%-18s %-8s %s\n", tb_counters[i].name, tb_counters[i].unit, tb_counters[i].doc);
    return true;
}

/* ---- The command ---- */

static const struct list {
    const char *name;
    bool (*list)(struct list_options *options, struct tb_text *why);
    bool suites, modules, operands; /* what has an effect: --suites, --modules, further words */
} lists[] = {{"suites", list_suites, true, false, false},          {"cases", list_cases, true, false, true},
             {"libraries", list_libraries, false, true, false},    {"drivers", list_drivers, false, false, false},
             {"parameters", list_parameters, false, false, false}, {"metrics", list_metrics, false, false, false},
             {"counters", list_counters, false, false, false},     {"formats", list_formats, false, false, false}};
enum { NUM_LISTS = sizeof lists / sizeof *lists };

/* Words for which people look here. */
static const struct {
    const char *typed, *instead;
} elsewhere[] = {
    {"algorithms", "algorithms are values of parameters: tlsbench list parameters"},
    {"benchmarks", "the benchmarks are called cases: tlsbench list cases"},
    {"builds", "tlsbench list libraries names them, and tlsbench info shows their versions and flags"},
    {"ciphers", "ciphers are values of the parameter suite: tlsbench list parameters"},
    {"ciphersuites", "a cipher suite is made of the parameters tls, kx, auth and suite: tlsbench list parameters"},
    {"cipher-suites", "a cipher suite is made of the parameters tls, kx, auth and suite: tlsbench list parameters"},
    {"columns", "tlsbench docs columns explains the columns of all files"},
    {"commands", "tlsbench --help lists the commands"},
    {"curves", "groups are values of the parameter kx: tlsbench list parameters"},
    {"exports", "tlsbench list formats has them"},
    {"exporters", "tlsbench list formats has them"},
    {"faults", "tlsbench info shows the known faults of each library"},
    {"groups", "groups are values of the parameter kx: tlsbench list parameters"},
    {"history", "tlsbench history list shows the runs"},
    {"options", "each command has its own: tlsbench run --help"},
    {"results", "tlsbench history list shows the runs"},
    {"runs", "tlsbench history list shows the runs"},
    {"schemes", "signature schemes are values of the parameter scheme: tlsbench list parameters"},
    {"tests", "the benchmarks are called cases: tlsbench list cases"},
    {"values", "tlsbench list parameters has the values of each"},
    {"versions", "tlsbench info shows the version of each library"},
};

static bool refuse(const char *name, struct tb_text *why)
{
    const char *names[NUM_LISTS], *instead = NULL;
    enum tb_param param;
    tb_text_printf(why, "there is no list of '%s'", name);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(elsewhere[i].typed, name) == 0)
            instead = elsewhere[i].instead;
    for (size_t i = 0; i < NUM_LISTS; i++)
        names[i] = lists[i].name;
    if (instead)
        tb_text_printf(why, "; %s", instead);
    else if (tb_driver_by_name(name))
        tb_text_printf(why, "; it is a driver, whose cases are in tlsbench list cases");
    else if (tb_param_by_name(name, &param))
        tb_text_printf(why, "; it is a parameter, whose values are in tlsbench list parameters");
    else
        tb_suggest(why, name, names, NUM_LISTS);
    tb_text_stop(why);
    tb_text_add(why, "  There are:");
    for (size_t i = 0; i < NUM_LISTS; i++)
        tb_text_printf(why, " %s", names[i]);
    return false;
}

/* What would have no effect is an error. */
static bool check(const struct list *list, const struct list_options *options, struct tb_text *why)
{
    if (options->operands.num > 1 && !list->operands)
        tb_text_printf(why, "list %s takes no further word, and '%s' is one; leave it out", list->name,
                       options->operands.items[1]);
    else if (options->suites && !list->suites)
        tb_text_printf(why, "--suites has no effect on list %s; leave it out", list->name);
    else if (options->modules && !list->modules)
        tb_text_printf(why, "--modules has no effect on list %s; leave it out", list->name);
    return why->len == 0;
}

static bool list_one(struct list_options *options, const char *name, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_LISTS; i++)
        if (strcmp(lists[i].name, name) == 0)
            return check(&lists[i], options, why) && lists[i].list(options, why);
    return refuse(name, why);
}

static bool list_all(struct list_options *options, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_LISTS; i++) {
        printf("%s== %s\n", i ? "\n" : "", lists[i].name);
        if (!lists[i].list(options, why))
            return false;
    }
    return true;
}

int tb_command_list(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {
        "list", "[suites | cases [SUITE]... | libraries | drivers | parameters | metrics | counters | formats]",
        "Lists what can be measured; everything when nothing is named.",
        "Exit code: 0 listed; 1 all but suites that cannot be read; 2 usage.\n"};
    struct list_options options = {0};
    struct tb_text why;
    const struct tb_option table[] = {
        {"suites", "DIR", "suites, cases: the folder of suites", TB_OPTION_TEXT, &options.suites, 0, 0},
        {"modules", "DIR", "libraries: look in this folder, too", TB_OPTION_TEXT, &options.modules, 0, 0},
        {0},
    };
    tb_text_init(&why, 4000);
    enum tb_options_result result = tb_options_parse(&command, table, &options.operands, arguments, &why);
    bool good = result != TB_OPTIONS_BAD;
    if (result == TB_OPTIONS_GOOD && !tb_operands_split(&options.operands)) {
        tb_text_add(&why, "out of memory");
        good = false;
    } else if (result == TB_OPTIONS_GOOD) {
        good = options.operands.num ? list_one(&options, options.operands.items[0], &why) : list_all(&options, &why);
    }
    if (!good)
        fprintf(stderr, "tlsbench list: %s\n", why.data);
    tb_words_free(&options.operands);
    free(options.suites);
    free(options.modules);
    tb_text_free(&why);
    return !good ? TB_EXIT_USAGE : options.not_all ? TB_EXIT_NOT_ALL : TB_EXIT_GOOD;
}
