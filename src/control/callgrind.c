#include "control/callgrind.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 1 << 22 };

/* What is known of a function in its chain; callgrind numbers them, and says each name once. */
struct name {
    bool known, cut;
    enum tb_phase phase;
};

struct reading {
    struct tb_profile *profile;
    const struct tb_phases *phases;
    size_t callers;
    const char *const *marks;
    struct name *names;
    size_t num_names;
    const struct name *current; /* whose costs follow */
    bool calling;               /* the next line is a call's inclusive cost: its callee's own lines have it already */
    bool has_total;
};

static struct name *name_at(struct reading *reading, size_t number)
{
    if (number >= reading->num_names) {
        size_t num = number < 1024 ? 2048 : 2 * number;
        struct name *names = number < MOST_NAMES ? realloc(reading->names, num * sizeof *names) : NULL;
        if (!names)
            return NULL;
        memset(names + reading->num_names, 0, (num - reading->num_names) * sizeof *names);
        reading->names = names;
        reading->num_names = num;
    }
    return &reading->names[number];
}

static void mark(struct reading *reading, const char *chain)
{
    for (size_t i = 0; reading->marks[i]; i++) {
        const char *at = strstr(chain, reading->marks[i]);
        size_t len = strlen(reading->marks[i]);
        while (at && !((at == chain || at[-1] == '\'') && (at[len] == '\'' || at[len] == '\0')))
            at = strstr(at + 1, reading->marks[i]);
        reading->profile->marked[i] |= at != NULL;
    }
}

static void learn(struct reading *reading, struct name *name, const char *chain)
{
    size_t callers = 0;
    for (const char *at = strchr(chain, '\''); at; at = strchr(at + 1, '\''))
        callers++;
    name->known = true;
    name->phase = tb_phase_of(reading->phases, chain);
    name->cut = callers >= reading->callers && name->phase == TB_PHASE_REMAINDER;
    mark(reading, chain);
}

/* "(12) name'caller'..." or "(12)". */
static const struct name *read_name(struct reading *reading, const char *text)
{
    char *end = NULL;
    errno = 0;
    unsigned long number = *text == '(' ? strtoul(text + 1, &end, 10) : 0;
    if (!end || *end != ')' || errno)
        return NULL;
    struct name *name = name_at(reading, number);
    if (name && end[1] == ' ')
        learn(reading, name, end + 2);
    return name && name->known ? name : NULL;
}

/* "POSITION COST"; the position may be relative: "+3", "-2", "*". */
static bool read_cost(struct reading *reading, const char *line)
{
    const char *cost = strrchr(line, ' ');
    char *end = NULL;
    errno = 0;
    unsigned long long value = cost ? strtoull(cost + 1, &end, 10) : 0;
    if (!cost || *end || end == cost + 1 || errno)
        return false;
    if (reading->calling) {
        reading->calling = false;
        return true;
    }
    if (!reading->current)
        return false;
    reading->profile->phase[reading->current->phase] += value;
    reading->profile->cut += reading->current->cut ? value : 0;
    return true;
}

static bool starts(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static bool read_line(struct reading *reading, const char *line)
{
    if (starts(line, "fn="))
        return (reading->current = read_name(reading, line + 3)) != NULL;
    if (starts(line, "cfn="))
        return read_name(reading, line + 4) != NULL;
    if (starts(line, "calls=")) {
        reading->calling = true;
        return true;
    }
    if (starts(line, "totals: ")) {
        char *end = NULL;
        reading->has_total = true;
        reading->profile->total = strtoull(line + 8, &end, 10);
        return *end == '\0';
    }
    if (*line && strchr("0123456789+-*", *line))
        return read_cost(reading, line);
    return true; /* headers, files, objects */
}

bool tb_callgrind_read(struct tb_profile *profile, const char *path, const struct tb_phases *phases, size_t callers,
                       const char *const *marks, struct tb_text *why)
{
    *profile = (struct tb_profile){.total = 0};
    struct reading reading = {.profile = profile, .phases = phases, .callers = callers, .marks = marks};
    char *line = NULL;
    size_t cap = 0, number = 0;
    FILE *file = fopen(path, "r");
    bool good = file != NULL;
    for (ssize_t len; good && (len = getline(&line, &cap, file)) >= 0;) {
        number++;
        if (len > 0 && line[len - 1] == '\n')
            line[len - 1] = '\0';
        good = number > 1 ? read_line(&reading, line) : starts(line, "# callgrind format");
    }
    if (!file)
        tb_text_printf(why, "%s: %s", path, strerror(errno));
    else if (!good || !reading.has_total)
        tb_text_printf(why, "%s:%zu: %s", path, number, good ? "ends before its totals" : "not a line of callgrind's");
    good = good && reading.has_total;
    if (file)
        fclose(file);
    free(line);
    free(reading.names);
    return good;
}
