#include "control/plan/suite.h"
#include "control/base/files.h"
#include "control/plan/suite_files.h"
#include "control/plan/thresholds.h"
#include "core/catalog.h"
#include "core/text.h"
#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 16 };
enum { LONGEST_HEADING = 48 }; /* inih truncates longer ones silently */
enum { SOURCE_LIMIT = 1 << 20 };

#define BETWEEN ", \t" /* separators between the words of a value */

static const char *const plain_sections[] = {"suite", "check"};
enum { NUM_PLAIN = sizeof plain_sections / sizeof *plain_sections };

/* The state of the parser.  Lines are passed to inih one by one, so that errors can name the line. */
struct reading {
    struct tb_suite *suite;
    const char *next;              /* the rest of the source */
    size_t line;                   /* current line, from 1 */
    bool continued;                /* it begins with blanks: continues the previous value */
    size_t heading_line;           /* of the current section */
    size_t entered_line;           /* of the section of the latest key */
    size_t plain_lines[NUM_PLAIN]; /* of [suite] and [check]; 0: not seen yet */
    struct tb_section *section;    /* NULL: [suite], [check], or none yet */
    struct tb_words seen;          /* keys seen in this section */
    struct tb_text *why;           /* the first error stops parsing */
};

__attribute__((format(printf, 3, 4))) static bool complain(struct reading *reading, size_t line, const char *format,
                                                           ...)
{
    va_list args;
    if (reading->why->len)
        return false;
    tb_text_printf(reading->why, "%s:%zu: ", reading->suite->path, line);
    va_start(args, format);
    tb_text_vprintf(reading->why, format, args);
    va_end(args);
    return false;
}

/* Notes a heading and its line, since inih reports a section only with its keys. */
static void note_heading(struct reading *reading, const char *line)
{
    size_t len = strcspn(line, "]\n");
    if (line[0] != '[')
        return;
    if (line[len] != ']')
        complain(reading, reading->line, "the heading lacks its closing ']'");
    else if (len - 1 > LONGEST_HEADING)
        complain(reading, reading->line, "a heading has at most %d characters", LONGEST_HEADING);
    reading->heading_line = reading->line;
}

/* inih's reader: copies the next line to `dst`; NULL at the end. */
static char *next_line(char *dst, int cap, void *stream)
{
    struct reading *reading = stream;
    if (!*reading->next)
        return NULL;
    size_t len = strcspn(reading->next, "\n");
    reading->line++;
    if (len + 2 > (size_t)cap) {
        complain(reading, reading->line,
                 "the line is longer than %d characters; continue it on a line that begins with spaces", cap - 2);
        return NULL;
    }
    memcpy(dst, reading->next, len);
    dst[len] = '\0';
    reading->continued = len > 0 && (dst[0] == ' ' || dst[0] == '\t');
    const char *text =
        reading->line == 1 && strncmp(dst, "\xEF\xBB\xBF", 3) == 0 ? dst + 3 : dst; /* a byte order mark, which inih
                                                                                     * also skips */
    note_heading(reading, text + strspn(text, " \t"));
    reading->next += len + (reading->next[len] == '\n');
    return dst;
}

/* ---- Sections ---- */

static void name_drivers(struct reading *reading)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    tb_text_stop(reading->why);
    tb_text_add(reading->why, "  There are:");
    for (size_t i = 0; i < num; i++)
        tb_text_printf(reading->why, " %s", drivers[i].name);
}

static bool refuse_driver(struct reading *reading, const char *name)
{
    const char *names[MOST_NAMES] = {"suite", "check"};
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num && i + 2 < MOST_NAMES; i++)
        names[i + 2] = drivers[i].name;
    complain(reading, reading->heading_line, "a section begins with the name of a driver, not with '%s'", name);
    tb_suggest(reading->why, name, names, num + 2 < MOST_NAMES ? num + 2 : MOST_NAMES);
    name_drivers(reading);
    return false;
}

static bool begin_driver(struct reading *reading, const char *heading)
{
    struct tb_suite *suite = reading->suite;
    char name[LONGEST_HEADING + 2];
    size_t len = strcspn(heading, " \t");
    memcpy(name, heading, len);
    name[len] = '\0';
    const struct tb_driver_info *driver = tb_driver_by_name(name);
    if (!driver)
        return refuse_driver(reading, name);
    struct tb_section *sections = tb_grow(suite->sections, suite->num_sections, sizeof *sections);
    if (!sections)
        return complain(reading, reading->line, "out of memory");
    suite->sections = sections;
    reading->section = &sections[suite->num_sections++];
    *reading->section =
        (struct tb_section){.driver = driver, .line = reading->heading_line, .heading = strdup(heading)};
    return reading->section->heading || complain(reading, reading->line, "out of memory");
}

static bool enter(struct reading *reading, const char *heading)
{
    for (size_t i = 0; i < reading->suite->num_sections; i++)
        if (strcmp(reading->suite->sections[i].heading, heading) == 0)
            return complain(reading, reading->heading_line,
                            "section [%s] is already in line %zu; give one of them another label", heading,
                            reading->suite->sections[i].line);
    tb_words_free(&reading->seen);
    reading->section = NULL;
    if (!*heading) {
        complain(reading, reading->line, "a key before the first section; write [suite] or [DRIVER label] above it");
        name_drivers(reading);
        return false;
    }
    for (size_t i = 0; i < NUM_PLAIN; i++) {
        if (strcmp(heading, plain_sections[i]) != 0)
            continue;
        if (reading->plain_lines[i])
            return complain(reading, reading->heading_line, "section [%s] is already in line %zu; join the two",
                            heading, reading->plain_lines[i]);
        reading->plain_lines[i] = reading->heading_line;
        return true;
    }
    return begin_driver(reading, heading);
}

/* ---- Keys of [suite] ---- */

static bool take_number(struct reading *reading, const char *key, const char *value, uint64_t max, uint64_t *number)
{
    errno = 0;
    unsigned long long n = strtoull(value, NULL, 10);
    if (!*value || strspn(value, "0123456789") != strlen(value) || errno || n < 1 || n > max)
        return complain(reading, reading->line, "%s = %s: not a number from 1 to %" PRIu64, key, value, max);
    *number = n;
    return true;
}

static const struct {
    const char *key;
    size_t number; /* offset in the suite */
    uint64_t max;  /* 0: not a number */
} settings[] = {
    {"title", 0, 0},
    {"libraries", 0, 0},
    {"rounds", offsetof(struct tb_suite, rounds), 1000},
    {"chunks", offsetof(struct tb_suite, chunks), 1000},
    {"chunk-ms", offsetof(struct tb_suite, chunk_ms), 60000},
    {"sample-operations", offsetof(struct tb_suite, sample_operations), 1000000},
    {"window-ms", offsetof(struct tb_suite, window_ms), 60000},
    {"warm-up-ms", offsetof(struct tb_suite, warm_up_ms), 60000},
};
enum { NUM_SETTINGS = sizeof settings / sizeof *settings };

static bool refuse_setting(struct reading *reading, const char *key)
{
    const char *names[NUM_SETTINGS];
    for (size_t i = 0; i < NUM_SETTINGS; i++)
        names[i] = settings[i].key;
    complain(reading, reading->line, "[suite] has no key '%s'", key);
    tb_suggest(reading->why, key, names, NUM_SETTINGS);
    return false;
}

static bool take_setting(struct reading *reading, const char *key, const char *value)
{
    struct tb_suite *suite = reading->suite;
    for (size_t i = 0; i < NUM_SETTINGS; i++)
        if (settings[i].max > 0 && strcmp(key, settings[i].key) == 0)
            return take_number(reading, key, value, settings[i].max,
                               (uint64_t *)(void *)((char *)suite + settings[i].number));
    if (strcmp(key, "title") == 0 && reading->continued)
        return complain(reading, reading->line, "a title must fit on one line");
    if (strcmp(key, "title") == 0)
        return (suite->title = strdup(value)) || complain(reading, reading->line, "out of memory");
    if (strcmp(key, "libraries") == 0)
        return tb_words_split(&suite->libraries, value, BETWEEN) || complain(reading, reading->line, "out of memory");
    return refuse_setting(reading, key);
}

/* ---- Keys of [check] ---- */

static bool take_thresholds(struct reading *reading, const char *value)
{
    struct tb_words words = {0};
    struct tb_thresholds rules = {0};
    struct tb_text why;
    tb_text_init(&why, 400);
    bool good = tb_words_split(&words, value, BETWEEN) && tb_words_split(&reading->suite->thresholds, value, BETWEEN);
    if (!good)
        complain(reading, reading->line, "out of memory");
    else if (!tb_thresholds_add(&rules, &words, &why))
        good = complain(reading, reading->line, "%s", why.data);
    tb_text_free(&why);
    tb_words_free(&words);
    tb_thresholds_free(&rules);
    return good;
}

static bool take_check(struct reading *reading, const char *key, const char *value)
{
    static const char *const names[] = {"threshold", "second-rounds", "gate"};
    if (strcmp(key, names[0]) == 0)
        return take_thresholds(reading, value);
    if (strcmp(key, names[1]) == 0)
        return take_number(reading, key, value, 1000, &reading->suite->second_rounds);
    if (strcmp(key, names[2]) == 0)
        return tb_words_split(&reading->suite->gates, value, BETWEEN) ||
               complain(reading, reading->line, "out of memory");
    complain(reading, reading->line, "[check] has no key '%s'", key);
    tb_suggest(reading->why, key, names, sizeof names / sizeof *names);
    return false;
}

/* ---- Keys of a driver's section ---- */

static bool takes(const struct tb_driver_info *driver, enum tb_param param)
{
    for (size_t i = 0; i < driver->num_params; i++)
        if (driver->params[i].param == param)
            return true;
    return false;
}

/* Which drivers take the parameter, if one does; else the nearest one of this driver. */
static bool refuse_key(struct reading *reading, const char *key)
{
    const struct tb_driver_info *driver = reading->section->driver;
    const char *names[TB_NUM_PARAMS];
    size_t num, num_takers = 0;
    enum tb_param param;
    bool known = tb_param_by_name(key, &param);
    const struct tb_driver_info *drivers = tb_drivers(&num);
    complain(reading, reading->line, "%s cases have no parameter '%s'", driver->name, key);
    for (size_t i = 0; i < num && known; i++)
        if (takes(&drivers[i], param))
            tb_text_printf(reading->why, "%s %s", num_takers++ ? "," : "; these have it:", drivers[i].name);
    for (size_t i = 0; i < driver->num_params; i++)
        names[i] = tb_param_name(driver->params[i].param);
    if (!known)
        tb_suggest(reading->why, key, names, driver->num_params);
    return false;
}

static bool take_values(struct reading *reading, const char *key, const char *value)
{
    struct tb_section *section = reading->section;
    struct tb_case scratch = {.driver = section->driver};
    struct tb_text why;
    enum tb_param param;
    if (!tb_param_by_name(key, &param) || !takes(section->driver, param))
        return refuse_key(reading, key);
    struct tb_words *values = &section->values[param];
    size_t before = values->num;
    if (!tb_words_split(values, value, BETWEEN))
        return complain(reading, reading->line, "out of memory");
    if (values->num == before)
        return complain(reading, reading->line, "%s has no value", key);
    tb_text_init(&why, 400);
    bool good = true;
    for (size_t i = before; i < values->num && good; i++)
        good = tb_case_set(&scratch, param, values->items[i], &why) || complain(reading, reading->line, "%s", why.data);
    tb_text_free(&why);
    return good;
}

/* inih's handler.  Returning 0 would be inih's error; errors are in `why` instead, and checked at the end. */
static int take_line(void *user, const char *heading, const char *key, const char *value)
{
    struct reading *reading = user;
    if (reading->why->len)
        return 1;
    bool entered = reading->entered_line == reading->heading_line && *heading;
    reading->entered_line = reading->heading_line;
    if (!entered && !enter(reading, heading))
        return 1;
    if (!reading->continued && tb_words_have(&reading->seen, key))
        complain(reading, reading->line, "%s is given twice in [%s]", key, heading);
    else if (!tb_words_add(&reading->seen, key, strlen(key)))
        complain(reading, reading->line, "out of memory");
    else if (reading->section)
        take_values(reading, key, value);
    else if (strcmp(heading, "check") == 0)
        take_check(reading, key, value);
    else
        take_setting(reading, key, value);
    return 1;
}

static bool parse(struct tb_suite *suite, struct tb_text *why)
{
    struct reading reading = {.suite = suite, .next = suite->source, .why = why};
    int error_line = ini_parse_stream(next_line, &reading, take_line, &reading);
    if (error_line != 0)
        complain(&reading, error_line > 0 ? (size_t)error_line : reading.line,
                 "neither a [section] nor a line of the form key = value");
    if (!why->len && suite->num_sections == 0) {
        complain(&reading, reading.line ? reading.line : 1,
                 "no section names a driver, so there is nothing to measure; add a section such as [kx]");
        name_drivers(&reading);
    }
    tb_words_free(&reading.seen);
    return why->len == 0;
}

/* ---- Files ---- */

bool tb_suite_read(struct tb_suite *suite, const char *name, const char *suites, struct tb_text *why)
{
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
    size_t len = strlen(base);
    *suite = (struct tb_suite){.name = strndup(base, len > 4 && strcmp(base + len - 4, ".ini") == 0 ? len - 4 : len),
                               .path = tb_suites_find(name, suites, why)};
    if (suite->name && suite->path && (suite->source = tb_file_read(suite->path, SOURCE_LIMIT, why)) &&
        parse(suite, why))
        return true;
    if (!why->len)
        tb_text_add(why, "out of memory");
    return false;
}

void tb_suite_defaults(struct tb_suite *suite)
{
    const struct {
        uint64_t *number, value;
    } defaults[] = {{&suite->rounds, 12},       {&suite->chunks, 5},
                    {&suite->chunk_ms, 20},     {&suite->sample_operations, TB_SAMPLE_OPERATIONS},
                    {&suite->window_ms, 100},   {&suite->warm_up_ms, 100},
                    {&suite->second_rounds, 20}};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (*defaults[i].number == 0)
            *defaults[i].number = defaults[i].value;
}

bool tb_suite_load(struct tb_suite *suite, const char *name, const char *suites, struct tb_text *why)
{
    bool good = tb_suite_read(suite, name, suites, why);
    tb_suite_defaults(suite);
    return good;
}

void tb_suite_free(struct tb_suite *suite)
{
    for (size_t i = 0; i < suite->num_sections; i++) {
        free(suite->sections[i].heading);
        for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
            tb_words_free(&suite->sections[i].values[param]);
    }
    free(suite->sections);
    free(suite->name);
    free(suite->path);
    free(suite->title);
    free(suite->source);
    tb_words_free(&suite->libraries);
    tb_words_free(&suite->thresholds);
    tb_words_free(&suite->gates);
    *suite = (struct tb_suite){0};
}
