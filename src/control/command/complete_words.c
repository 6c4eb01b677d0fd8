#include "control/command/complete_words.h"
#include "control/base/places.h"
#include "control/command/commands.h"
#include "control/plan/expand.h"
#include "control/plan/suite.h"
#include "control/plan/suite_files.h"
#include "control/results/export.h"
#include "control/sample/instances.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/text.h"
#include <stdio.h>
#include <string.h>

static const char *stem_of(const struct tb_typed *typed)
{
    return typed->word + typed->before;
}

void tb_offer(struct tb_typed *typed, const char *word, const char *meaning)
{
    const char *stem = stem_of(typed);
    if (strncmp(word, stem, strlen(stem)) != 0 || tb_words_have(&typed->seen, word) ||
        !tb_words_add(&typed->seen, word, strlen(word)))
        return;
    printf("%.*s%s\t%s\n", (int)typed->before, typed->word, word, meaning ? meaning : "");
}

static void offer_commands(struct tb_typed *typed)
{
    size_t num;
    const struct tb_named_command *commands = tb_commands(&num);
    for (size_t i = 0; i < num; i++)
        tb_offer(typed, commands[i].name, commands[i].summary);
}

/* Calls `offer` with each suite that can be read. */
static void for_each_suite(struct tb_typed *typed, void (*offer)(struct tb_typed *typed, const struct tb_suite *suite))
{
    struct tb_words names = {0};
    char folder[PATH_MAX];
    struct tb_text why;
    tb_text_init(&why, 1000);
    if (!tb_places_suites(folder, typed->suites, &why) || !tb_suites_list(&names, folder, &why))
        names.num = 0;
    for (size_t i = 0; i < names.num; i++) {
        struct tb_suite suite;
        if (tb_suite_load(&suite, names.items[i], folder, &why))
            offer(typed, &suite);
        tb_suite_free(&suite);
    }
    tb_text_free(&why);
    tb_words_free(&names);
}

static void offer_suite(struct tb_typed *typed, const struct tb_suite *suite)
{
    tb_offer(typed, suite->name, suite->title);
}

/* As paths: up to the next '/', since --case takes all cases below a name. */
static void offer_cases_of(struct tb_typed *typed, const struct tb_suite *suite)
{
    struct tb_cases cases = {0};
    struct tb_text name, why;
    tb_text_init(&name, 1000);
    tb_text_init(&why, 1000);
    if (tb_cases_expand(&cases, suite, &why))
        for (size_t i = 0; i < cases.num; i++) {
            tb_text_clear(&name);
            tb_case_name(&cases.items[i], &name);
            size_t len = strlen(stem_of(typed));
            char *slash = len < name.len ? strchr(name.data + len, '/') : NULL;
            if (slash)
                slash[1] = '\0';
            tb_offer(typed, name.data, NULL);
        }
    tb_text_free(&why);
    tb_text_free(&name);
    tb_cases_free(&cases);
}

static void offer_suites(struct tb_typed *typed)
{
    for_each_suite(typed, offer_suite);
}

static void offer_cases(struct tb_typed *typed)
{
    for_each_suite(typed, offer_cases_of);
}

static void offer_libraries(struct tb_typed *typed)
{
    struct tb_places places;
    struct tb_libraries libraries = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    if (tb_places_find(&places, &why) && tb_libraries_find(&libraries, &places, typed->modules, &why))
        for (size_t i = 0; i < libraries.num; i++)
            tb_offer(typed, libraries.items[i].name, NULL);
    tb_libraries_free(&libraries);
    tb_text_free(&why);
}

static void offer_instances(struct tb_typed *typed)
{
    struct tb_words names = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    if (tb_instances_list(&names, &why))
        for (size_t i = 0; i < names.num; i++)
            tb_offer(typed, names.items[i], NULL);
    tb_words_free(&names);
    tb_text_free(&why);
}

static void offer_metrics(struct tb_typed *typed)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < drivers[i].num_metrics; j++)
            tb_offer(typed, drivers[i].metrics[j].name, drivers[i].metrics[j].doc);
}

static void offer_formats(struct tb_typed *typed)
{
    size_t num;
    const struct tb_exporter *const *exporters = tb_exporters(&num);
    for (size_t i = 0; i < num; i++)
        tb_offer(typed, exporters[i]->name, exporters[i]->doc);
}

static void offer_parameters(struct tb_typed *typed)
{
    for (int param = 0; param < TB_NUM_PARAMS; param++) {
        char word[64];
        snprintf(word, sizeof word, "%s=", tb_param_name((enum tb_param)param));
        tb_offer(typed, word, tb_param_doc((enum tb_param)param));
    }
}

static void offer_folders(struct tb_typed *typed)
{
    (void)typed;
    puts(":folders");
}

static void offer_files(struct tb_typed *typed)
{
    (void)typed;
    puts(":files");
}

static const struct {
    const char *name;
    void (*offer)(struct tb_typed *typed);
} kinds[] = {{"COMMAND", offer_commands},   {"SUITE", offer_suites},     {"CASE", offer_cases},
             {"LIBRARY", offer_libraries},  {"SERVER", offer_libraries}, {"BUILD", offer_libraries},
             {"INSTANCE", offer_instances}, {"METRIC", offer_metrics},   {"FORMAT", offer_formats},
             {"PARAM", offer_parameters},   {"RUN", offer_folders},      {"DIR", offer_folders},
             {"FILE", offer_files}};

void tb_offer_kind(struct tb_typed *typed, const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind) == 0)
            kinds[i].offer(typed);
}
