/* command_info.c - tlsbench info: the identity of a library. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/command/commands.h"
#include "control/run/vectors.h"
#include "control/sample/libraries.h"
#include "core/text.h"
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(const char *what, const char *value)
{
    if (*value)
        printf("  %-14s %s\n", what, value);
}

/* One line for each. */
static void print_faults(const char *faults)
{
    while (*faults) {
        size_t len = strcspn(faults, "\n");
        printf("  %-14s %.*s\n", "known fault", (int)len, faults);
        faults += len + (faults[len] == '\n');
    }
}

/* Prints the archives, each with enough of its checksum to tell two builds apart. */
static void print_archives(const char *origin)
{
    json_t *archives = json_loadb(origin, strcspn(origin, "\n"), 0, NULL);
    size_t i;
    json_t *archive;
    json_array_foreach(archives, i, archive)
    {
        const char *file = json_string_value(json_object_get(archive, "file"));
        const char *sum = json_string_value(json_object_get(archive, "sha256"));
        printf("  %-14s %s (SHA-256 %.12s...)\n", i ? "" : "linked of", file ? file : "?", sum ? sum : "?");
    }
    json_decref(archives);
}

/* Determined by running the library's operations, which takes a moment. */
static void print_vectors(const struct tb_library *library, const struct tb_places *places, struct tb_signals *signals)
{
    struct tb_record record;
    struct tb_text text, why;
    tb_record_init(&record);
    tb_text_init(&text, 8000);
    tb_text_init(&why, 1000);
    if (tb_vectors_ask(&record, library, NULL, places, signals, &why))
        tb_vectors_describe(&text, &record, "                 ");
    else
        tb_text_printf(&text, "unknown: %s", why.data);
    if (!signals->caught)
        print_line("vectors", text.data);
    tb_text_free(&why);
    tb_text_free(&text);
    tb_record_free(&record);
}

static void print_date(const struct tb_identity *identity)
{
    char line[100];
    snprintf(line, sizeof line, "%s (%s)%s", identity->date, identity->date_of,
             strcmp(identity->date_of, "package") == 0 ? ": the code may be older" : "");
    print_line("date", *identity->date ? line : "not known");
}

static void print(const struct tb_library *library)
{
    const struct tb_identity *identity = &library->attested.library;
    printf("%s\n", library->name);
    print_line("module", library->module);
    if (library->fault) {
        print_line("BROKEN", library->fault);
        return;
    }
    print_line("product", identity->product);
    print_line("version", identity->version);
    print_date(identity);
    print_line("own text", identity->says);
    print_line("headers", identity->headers);
    print_line("linkage", identity->linkage);
    print_line("loaded from", identity->image);
    if (strcmp(identity->tls_image, identity->image) != 0)
        print_line("and", identity->tls_image);
    print_archives(identity->origin);
    print_line("build", identity->build);
    print_line("cpu features", identity->cpu);
    print_line("lacks", identity->missing);
    print_faults(identity->faults);
}

/* Prints the libraries that the build refused.  Returns false if there are any. */
static bool print_refused(const struct tb_libraries *libraries)
{
    struct tb_words names = {0};
    struct tb_text why;
    (void)tb_libraries_refused(&names, libraries);
    tb_text_init(&why, 4000);
    for (size_t i = 0; i < names.num; i++) {
        tb_text_clear(&why);
        if (tb_libraries_why_refused(libraries, names.items[i], &why))
            printf("%s\n  %-14s %s\n", names.items[i], "NOT BUILT", why.data);
    }
    bool none = names.num == 0;
    tb_text_free(&why);
    tb_words_free(&names);
    return none;
}

/* Of some libraries or of all.  `caught`: the signal that ended it, 0: none did.  false: `why`, or one of them is
 * broken.
 */
static bool info(const struct tb_words *operands, const char *modules, int *caught, struct tb_text *why)
{
    struct tb_places places;
    struct tb_libraries libraries = {0};
    struct tb_signals signals = {.fd = -1};
    bool good = tb_places_find(&places, why) && tb_libraries_find(&libraries, &places, modules, why);
    if (good && libraries.num == 0) {
        tb_text_printf(why, "there are no modules in %s; to build the default ones, run: %s", places.modules,
                       places.set_up);
        good = false;
    }
    for (size_t i = 0; good && i < operands->num; i++)
        good = tb_libraries_get(&libraries, operands->items[i], why) != NULL;
    if (good && !tb_signals_open(&signals)) {
        tb_text_printf(why, "signals: %s", strerror(errno));
        good = false;
    }
    bool found = good;
    for (size_t i = 0; found && i < libraries.num && !signals.caught; i++) {
        struct tb_library *library = &libraries.items[i];
        if (operands->num && !tb_words_have(operands, library->name))
            continue;
        if (!tb_library_attest(library, &places, &signals))
            break; /* what it has told so far is no answer */
        print(library);
        if (!library->fault)
            print_vectors(library, &places, &signals);
        good = good && !library->fault;
    }
    if (found && !operands->num && !signals.caught)
        good = print_refused(&libraries) && good;
    tb_signals_close(&signals);
    *caught = signals.caught;
    tb_libraries_free(&libraries);
    return good;
}

int tb_command_info(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {
        "info", "[LIBRARY]...",
        "Shows a library as its running code reports it: version, file, flags, CPU features, known faults; all when "
        "none is named.",
        NULL};
    struct tb_words operands = {0};
    struct tb_text why;
    char *modules = NULL;
    int caught = 0;
    const struct tb_option table[] = {
        {"modules", "DIR", "look for libraries in this folder, too", TB_OPTION_TEXT, &modules, 0, 0}, {0}};
    tb_text_init(&why, 2000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && !tb_operands_split(&operands)) {
        tb_text_add(&why, "out of memory");
        result = TB_OPTIONS_BAD;
    }
    bool good = result == TB_OPTIONS_HELP || (result == TB_OPTIONS_GOOD && info(&operands, modules, &caught, &why));
    if (why.len)
        fprintf(stderr, "tlsbench info: %s\n", why.data);
    int exit_code = caught ? TB_EXIT_SIGNAL + caught : good ? TB_EXIT_GOOD : why.len ? TB_EXIT_USAGE : TB_EXIT_NOT_ALL;
    tb_words_free(&operands);
    tb_text_free(&why);
    free(modules);
    return exit_code;
}
