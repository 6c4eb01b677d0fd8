#include "control/anatomy/callgrind.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 1 << 22, NOBODY = MOST_NAMES /* not a valid number: callgrind counts from 0 */ };

/* A function in its chain.  callgrind numbers the names, and gives each in full only once. */
struct name {
    bool known;
    enum tb_phase phase;
    char *function; /* only for TB_PHASE_OTHER */
    uint64_t instructions;
};

struct reading {
    struct tb_profile *profile;
    const struct tb_phases *phases;
    size_t callers;
    const char *const *marks;
    struct name *names;
    size_t num_names;
    size_t current; /* number of the name to which the next costs belong; NOBODY: none yet */
    bool calling;   /* the next line is the inclusive cost of a call, which the callee's own lines already contain */
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

/* A chain that callgrind truncated without a rule may belong to any phase. */
static void learn(struct reading *reading, struct name *name, const char *chain)
{
    size_t callers = 0;
    for (const char *at = strchr(chain, '\''); at; at = strchr(at + 1, '\''))
        callers++;
    name->known = true;
    name->phase = tb_phase_of(reading->phases, chain);
    if (callers >= reading->callers && name->phase == TB_PHASE_REMAINDER) {
        name->phase = TB_PHASE_OTHER;
        free(name->function);
        name->function = strndup(chain, strcspn(chain, "'"));
        name->known = name->function != NULL;
    }
    mark(reading, chain);
}

/* Parses "(12) name'caller'..." or "(12)" and returns the number.  NOBODY: malformed, or a number without a name. */
static size_t read_name(struct reading *reading, const char *text)
{
    char *end = NULL;
    errno = 0;
    unsigned long number = *text == '(' ? strtoul(text + 1, &end, 10) : 0;
    if (!end || *end != ')' || errno)
        return NOBODY;
    struct name *name = name_at(reading, number);
    if (name && end[1] == ' ')
        learn(reading, name, end + 2);
    return name && name->known ? number : NOBODY;
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
    if (reading->current == NOBODY)
        return false;
    struct name *name = &reading->names[reading->current];
    reading->profile->phase[name->phase] += value;
    name->instructions += value;
    return true;
}

static bool starts(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static bool read_line(struct reading *reading, const char *line)
{
    if (starts(line, "fn="))
        return (reading->current = read_name(reading, line + 3)) != NOBODY;
    if (starts(line, "cfn="))
        return read_name(reading, line + 4) != NOBODY;
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
    return true; /* headers, files, objects are ignored */
}

/* ---- The functions of the phase "other" ---- */

void tb_costly_add(struct tb_costly costly[TB_MOST_COSTLY], const char *function, uint64_t instructions)
{
    struct tb_costly new = {.instructions = instructions}, *place = &costly[TB_MOST_COSTLY - 1];
    snprintf(new.function, sizeof new.function, "%s", function);
    for (size_t i = 0; i < TB_MOST_COSTLY; i++)
        if (strcmp(costly[i].function, new.function) == 0) {
            new.instructions += costly[i].instructions;
            place = &costly[i];
        }
    if (new.instructions <= place->instructions)
        return;
    for (; place > costly && place[-1].instructions < new.instructions; place--)
        *place = place[-1];
    *place = new;
}

static int by_function(const void *a, const void *b)
{
    return strcmp((*(const struct name *const *)a)->function, (*(const struct name *const *)b)->function);
}

/* Sums up functions, which have one name per chain.  Fails only if memory runs out. */
static bool rank(struct reading *reading)
{
    struct name **others = calloc(reading->num_names + 1, sizeof *others);
    size_t num = 0;
    for (size_t i = 0; others && i < reading->num_names; i++)
        if (reading->names[i].function)
            others[num++] = &reading->names[i];
    if (num)
        qsort(others, num, sizeof *others, by_function);
    for (size_t i = 0; i < num; i++) {
        if (i + 1 < num && strcmp(others[i]->function, others[i + 1]->function) == 0)
            others[i + 1]->instructions += others[i]->instructions;
        else
            tb_costly_add(reading->profile->other, others[i]->function, others[i]->instructions);
    }
    free(others);
    return others != NULL;
}

static void free_names(struct reading *reading)
{
    for (size_t i = 0; i < reading->num_names; i++)
        free(reading->names[i].function);
    free(reading->names);
}

bool tb_callgrind_read(struct tb_profile *profile, const char *path, const struct tb_phases *phases, size_t callers,
                       const char *const *marks, struct tb_text *why)
{
    *profile = (struct tb_profile){.total = 0};
    struct reading reading = {
        .profile = profile, .phases = phases, .callers = callers, .marks = marks, .current = NOBODY};
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
    if (good && !rank(&reading)) {
        tb_text_add(why, "out of memory");
        good = false;
    }
    if (file)
        fclose(file);
    free(line);
    free_names(&reading);
    return good;
}
