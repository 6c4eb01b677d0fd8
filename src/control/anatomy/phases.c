#include "control/anatomy/phases.h"
#include "control/base/files.h"
#include "control/base/places.h"
#include "control/base/words.h"
#include "core/text.h"
#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_LIMIT = 1 << 20, LONGEST_NAME = 256 };

static const char *const names[TB_NUM_PHASES] = {
    [TB_PHASE_KX] = "kx",
    [TB_PHASE_SIGNATURE] = "signature",
    [TB_PHASE_CERTIFICATES] = "certificates",
    [TB_PHASE_SCHEDULE] = "schedule",
    [TB_PHASE_REMAINDER] = "remainder",
    [TB_PHASE_OTHER] = "other",
};

const char *tb_phase_name(enum tb_phase phase)
{
    return names[phase];
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct tb_phase_rule *)a)->function, ((const struct tb_phase_rule *)b)->function);
}

static bool add_rule(struct tb_phases *phases, const char *phase, const char *function, struct tb_text *why)
{
    for (enum tb_phase i = 0; i < TB_PHASE_REMAINDER; i++) {
        if (strcmp(phase, names[i]) != 0)
            continue;
        struct tb_phase_rule *rules = tb_grow(phases->rules, phases->num, sizeof *rules);
        if (rules)
            phases->rules = rules;
        if (!rules || !(rules[phases->num].function = strdup(function))) {
            tb_text_add(why, "out of memory");
            return false;
        }
        rules[phases->num++].phase = i;
        return true;
    }
    tb_text_printf(why, "'%s' is no phase", phase);
    tb_suggest(why, phase, names, TB_PHASE_REMAINDER);
    return false;
}

/* Parses one line, which is modified. */
static bool read_line(struct tb_phases *phases, char *line, struct tb_text *why)
{
    char *rest = NULL;
    line[strcspn(line, "#")] = '\0';
    const char *phase = strtok_r(line, " \t\r", &rest), *function = strtok_r(NULL, " \t\r", &rest);
    if (!phase)
        return true;
    if (!function || strtok_r(NULL, " \t\r", &rest)) {
        tb_text_add(why, "not of the form PHASE FUNCTION");
        return false;
    }
    return add_rule(phases, phase, function, why);
}

bool tb_phases_add(struct tb_phases *phases, const char *path, struct tb_text *why)
{
    struct tb_text blame;
    char *data = tb_file_read(path, TABLE_LIMIT, why);
    bool good = data != NULL;
    char *rest = data;
    tb_text_init(&blame, 1000);
    for (size_t number = 1; good && rest; number++) {
        char *line = strsep(&rest, "\n");
        good = read_line(phases, line, &blame);
        if (!good)
            tb_text_printf(why, "%s:%zu: %s", path, number, blame.data);
    }
    tb_text_free(&blame);
    free(data);
    if (phases->num)
        qsort(phases->rules, phases->num, sizeof *phases->rules, compare);
    return good;
}

/* Of the tables in the folders below one whose name may have characters that glob takes for its own. */
static void make_pattern(struct tb_text *pattern, const char *folder)
{
    for (const char *c = folder; *c; c++) {
        tb_text_add(pattern, strchr("*?[\\", *c) ? "\\" : "");
        tb_text_add_bytes(pattern, c, 1);
    }
    tb_text_add(pattern, "/*/phases.txt");
}

bool tb_phases_find(struct tb_phases *phases, struct tb_text *why)
{
    char folder[PATH_MAX];
    struct tb_text pattern;
    glob_t found = {0};
    if (!tb_places_data(folder, "backends", why))
        return false;
    tb_text_init(&pattern, 2 * PATH_MAX);
    make_pattern(&pattern, folder);
    bool good = glob(pattern.data, 0, NULL, &found) == 0;
    tb_text_free(&pattern);
    if (!good)
        tb_text_printf(why,
                       "no table of functions, because there is no file %s/*/phases.txt; run tlsbench in the checkout, "
                       "or install it",
                       folder);
    for (size_t i = 0; good && i < found.gl_pathc; i++)
        good = tb_phases_add(phases, found.gl_pathv[i], why);
    globfree(&found);
    return good;
}

void tb_phases_free(struct tb_phases *phases)
{
    for (size_t i = 0; i < phases->num; i++)
        free(phases->rules[i].function);
    free(phases->rules);
    *phases = (struct tb_phases){0};
}

/* "bssl::(anonymous namespace)::f(int)" -> "bssl::f", "f.part.0" -> "f".  Names that are too long match no rule. */
static bool simplify(char dst[LONGEST_NAME], const char *name, size_t len)
{
    static const char unnamed[] = "(anonymous namespace)::";
    size_t used = 0;
    while (len > 0 && used + 1 < LONGEST_NAME) {
        if (len >= sizeof unnamed - 1 && memcmp(name, unnamed, sizeof unnamed - 1) == 0) {
            name += sizeof unnamed - 1;
            len -= sizeof unnamed - 1;
            continue;
        }
        if (*name == '(' || *name == '.')
            break;
        dst[used++] = *name++;
        len--;
    }
    dst[used] = '\0';
    return used + 1 < LONGEST_NAME;
}

enum tb_phase tb_phase_of(const struct tb_phases *phases, const char *chain)
{
    enum tb_phase phase = TB_PHASE_REMAINDER;
    char name[LONGEST_NAME];
    while (phases->num) {
        size_t len = strcspn(chain, "'");
        struct tb_phase_rule key = {.function = name};
        const struct tb_phase_rule *rule = NULL;
        if (simplify(name, chain, len))
            rule = bsearch(&key, phases->rules, phases->num, sizeof key, compare);
        if (rule)
            phase = rule->phase;
        if (!chain[len])
            break;
        chain += len + 1;
    }
    return phase;
}
