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
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list_options {
    char *suites, *modules;
    struct tb_words operands;
};

static bool load_expanded(struct tb_suite *suite, struct tb_cases *cases, const char *name, const char *folder,
                          struct tb_text *why)
{
    return tb_suite_load(suite, name, folder, why) && tb_cases_expand(cases, suite, why);
}

static bool list_suites(const struct list_options *options, struct tb_text *why)
{
    struct tb_words names = {0};
    char folder[PATH_MAX];
    bool good = tb_places_suites(folder, options->suites, why) && tb_suites_list(&names, folder, why);
    for (size_t i = 0; good && i < names.num; i++) {
        struct tb_suite suite;
        struct tb_cases cases = {0};
        good = load_expanded(&suite, &cases, names.items[i], folder, why);
        if (good)
            printf("%-12s %3zu cases, %2llu rounds  %s\n", suite.name, cases.num, (unsigned long long)suite.rounds,
                   suite.title ? suite.title : "");
        tb_cases_free(&cases);
        tb_suite_free(&suite);
    }
    tb_words_free(&names);
    return good;
}

/* The cases of one suite, or of all, without duplicates. */
static bool list_cases(const struct list_options *options, struct tb_text *why)
{
    struct tb_words names = {0};
    struct tb_cases cases = {0};
    struct tb_text name;
    char folder[PATH_MAX];
    bool good = tb_places_suites(folder, options->suites, why);
    if (good && options->operands.num > 1)
        good = tb_words_add(&names, options->operands.items[1], strlen(options->operands.items[1]));
    else if (good)
        good = tb_suites_list(&names, folder, why);
    for (size_t i = 0; good && i < names.num; i++) {
        struct tb_suite suite;
        good = load_expanded(&suite, &cases, names.items[i], folder, why);
        tb_suite_free(&suite);
    }
    tb_text_init(&name, 1000);
    for (size_t i = 0; good && i < cases.num; i++) {
        tb_text_clear(&name);
        tb_case_name(&cases.items[i], &name);
        puts(name.data);
    }
    tb_text_free(&name);
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

static bool list_libraries(const struct list_options *options, struct tb_text *why)
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

static bool list_metrics(const struct list_options *options, struct tb_text *why)
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

static bool list_drivers(const struct list_options *options, struct tb_text *why)
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

static bool list_parameters(const struct list_options *options, struct tb_text *why)
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

static bool list_formats(const struct list_options *options, struct tb_text *why)
{
    (void)options;
    (void)why;
    size_t num;
    const struct tb_exporter *const *exporters = tb_exporters(&num);
    for (size_t i = 0; i < num; i++)
        printf("%-14s %-20s %s\n", exporters[i]->name, exporters[i]->file, exporters[i]->doc);
    return true;
}

static const struct {
    const char *name;
    bool (*list)(const struct list_options *options, struct tb_text *why);
} lists[] = {{"suites", list_suites},   {"cases", list_cases},           {"libraries", list_libraries},
             {"drivers", list_drivers}, {"parameters", list_parameters}, {"metrics", list_metrics},
             {"formats", list_formats}};
enum { NUM_LISTS = sizeof lists / sizeof *lists };

static bool list_one(const struct list_options *options, const char *name, struct tb_text *why)
{
    const char *names[NUM_LISTS];
    for (size_t i = 0; i < NUM_LISTS; i++) {
        names[i] = lists[i].name;
        if (strcmp(lists[i].name, name) == 0)
            return lists[i].list(options, why);
    }
    tb_text_printf(why, "there is no list of '%s'", name);
    tb_suggest(why, name, names, NUM_LISTS);
    return false;
}

static bool list_all(const struct list_options *options, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_LISTS; i++) {
        printf("%s== %s\n", i ? "\n" : "", lists[i].name);
        if (!lists[i].list(options, why))
            return false;
    }
    return true;
}

int tb_command_list(int argc, char **argv)
{
    static const struct tb_command command = {
        "list", "[suites | cases [SUITE] | libraries | drivers | parameters | metrics | formats]",
        "Lists what can be measured; everything when nothing is named.", NULL};
    struct list_options options = {0};
    struct tb_text why;
    const struct tb_option table[] = {
        {"suites", "DIR", "folder of suites", TB_OPTION_TEXT, &options.suites, 0, 0},
        {"modules", "DIR", "look for libraries in this folder, too", TB_OPTION_TEXT, &options.modules, 0, 0},
        {0},
    };
    tb_text_init(&why, 2000);
    enum tb_options_result result = tb_options_parse(&command, table, &options.operands, argc, argv, &why);
    bool good = result != TB_OPTIONS_BAD;
    if (result == TB_OPTIONS_GOOD)
        good = options.operands.num ? list_one(&options, options.operands.items[0], &why) : list_all(&options, &why);
    if (!good)
        fprintf(stderr, "tlsbench list: %s\n", why.data);
    tb_words_free(&options.operands);
    free(options.suites);
    free(options.modules);
    tb_text_free(&why);
    return good ? TB_EXIT_GOOD : TB_EXIT_USAGE;
}
