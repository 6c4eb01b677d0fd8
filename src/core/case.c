#include "core/case.h"
#include "core/catalog.h"
#include "core/param_list.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PARAM(id, its_name, type, unit, its_most, its_doc) [TB_PARAM_##id] = {its_name, its_doc, its_most},

static const struct {
    const char *name, *doc;
    unsigned long most; /* for numbers */
} params[TB_NUM_PARAMS] = {TB_PARAMS(PARAM)};

const char *tb_param_name(enum tb_param param)
{
    return params[param].name;
}

const char *tb_param_doc(enum tb_param param)
{
    return params[param].doc;
}

unsigned long tb_param_most(enum tb_param param)
{
    return params[param].most;
}

/* Of the value in a name: an optional parameter is known by it. */
static const char *const prefixes[TB_NUM_PARAMS] = {[TB_PARAM_THREADS] = "threads-",
                                                    [TB_PARAM_ARRIVALS] = "arrivals-",
                                                    [TB_PARAM_CERTIFICATES] = "certificates-",
                                                    [TB_PARAM_CACHE] = "cache-",
                                                    [TB_PARAM_IDLE] = "idle-"};

bool tb_param_is_optional(enum tb_param param)
{
    return prefixes[param] != NULL;
}

bool tb_param_by_name(const char *name, enum tb_param *param)
{
    for (int i = 0; i < TB_NUM_PARAMS; i++) {
        if (strcmp(params[i].name, name) == 0) {
            *param = (enum tb_param)i;
            return true;
        }
    }
    return false;
}

static bool is(const struct tb_case *c, enum tb_param param, const char *value)
{
    return strcmp(c->value[param], value) == 0;
}

static const struct tb_param_info *find_param(const struct tb_driver_info *driver, enum tb_param param)
{
    for (size_t i = 0; i < driver->num_params; i++)
        if (driver->params[i].param == param)
            return &driver->params[i];
    return NULL;
}

static bool is_ticket_operation(const struct tb_case *c)
{
    return is(c, TB_PARAM_OPERATION, "ticketed") || is(c, TB_PARAM_OPERATION, "ticket") ||
           is(c, TB_PARAM_OPERATION, "early-data");
}

static bool resumes(const struct tb_case *c)
{
    return is(c, TB_PARAM_OPERATION, "session-id") || is(c, TB_PARAM_OPERATION, "ticket") ||
           is(c, TB_PARAM_OPERATION, "early-data");
}

bool tb_param_applies(const struct tb_case *c, enum tb_param param)
{
    if (!find_param(c->driver, param))
        return false;
    if (param == TB_PARAM_CONNECTIONS) /* arrivals take as many as they need, unless they are requests on kept ones */
        return tb_case_is_pair(c) && (!tb_case_arrivals(c) || is(c, TB_PARAM_REUSE, "kept"));
    if (param == TB_PARAM_IDLE || param == TB_PARAM_ARRIVALS)
        return tb_case_is_pair(c);
    if (param == TB_PARAM_PROCESS)
        return tb_case_arrivals(c) > 0;
    if (param == TB_PARAM_RESUMED)
        return tb_case_arrivals(c) > 0 && resumes(c);
    if (param == TB_PARAM_THREADS)
        return true;
    if (param == TB_PARAM_CONTEXT && tb_case_threads(c) == 1)
        return false;
    if (param == TB_PARAM_TICKETS)
        return is(c, TB_PARAM_TLS, "tls1.3") && is_ticket_operation(c);
    return !c->driver->applies || c->driver->applies(c, param);
}

/* A whole number from 1 to the parameter's maximum, without sign, blanks or leading zeros, so that each value has only
 * one spelling. */
static bool is_number(enum tb_param param, const char *value)
{
    if (value[0] < '1' || value[0] > '9' || strspn(value, "0123456789") != strlen(value))
        return false;
    return strtoul(value, NULL, 10) <= params[param].most;
}

static bool is_numeric(const struct tb_param_info *info)
{
    return !info->values || !info->values[0];
}

static bool is_allowed(const struct tb_param_info *info, const char *value)
{
    if (is_numeric(info))
        return is_number(info->param, value) || (info->values && strcmp(value, "0") == 0);
    for (size_t i = 0; info->values[i]; i++)
        if (strcmp(info->values[i], value) == 0)
            return true;
    return false;
}

static void add_range(const struct tb_param_info *info, struct tb_text *why)
{
    tb_text_printf(why, "a whole number from %d to %lu", !info->values, params[info->param].most);
}

/* After a full stop. */
static void add_values(const struct tb_param_info *info, struct tb_text *why)
{
    tb_text_stop(why);
    if (is_numeric(info)) {
        tb_text_add(why, "  It is ");
        add_range(info, why);
        return;
    }
    tb_text_add(why, "  It is one of:");
    for (size_t i = 0; info->values[i]; i++)
        tb_text_printf(why, " %s", info->values[i]);
}

static bool refuse_value(const struct tb_param_info *info, const char *value, struct tb_text *why)
{
    const char *name = params[info->param].name;
    if (is_numeric(info)) {
        tb_text_printf(why, "%s '%s' is not ", name, value);
        add_range(info, why);
        return false;
    }
    size_t num = 0;
    while (info->values[num])
        num++;
    const char *nearest = tb_nearest(value, info->values, num);
    tb_text_printf(why, "there is no %s '%s'", name, value);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    add_values(info, why);
    return false;
}

const char *tb_size_spell_out(char number[TB_VALUE_CAP], const char *value)
{
    size_t digits = strspn(value, "0123456789");
    if (value[0] == '0' || digits == 0 || digits > 5 || strcasecmp(value + digits, "k") != 0)
        return value;
    snprintf(number, TB_VALUE_CAP, "%lu", strtoul(value, NULL, 10) * 1024);
    return number;
}

bool tb_case_set(struct tb_case *c, enum tb_param param, const char *text, struct tb_text *why)
{
    char number[TB_VALUE_CAP];
    const char *value = param == TB_PARAM_SIZE ? tb_size_spell_out(number, text) : text;
    const struct tb_param_info *info = find_param(c->driver, param);
    if (!info) {
        tb_text_printf(why, "%s cases have no parameter '%s'", c->driver->name, params[param].name);
        return false;
    }
    if (!is_allowed(info, value))
        return refuse_value(info, value, why);
    strcpy(c->value[param],
           value); /* fits: allowed values are short, and numbers have no more digits than their maximum */
    return true;
}

#define NAME(name) #name,

static bool refuse_driver(const char *name, struct tb_text *why)
{
    static const char *const names[] = {TB_DRIVERS(NAME)};
    const char *nearest = tb_nearest(name, names, sizeof names / sizeof *names);
    tb_text_printf(why, "there is no driver '%s'", name);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    tb_text_stop(why);
    tb_text_add(why, "  It is one of:");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        tb_text_printf(why, " %s", names[i]);
    return false;
}

/* The next part of the name up to '/'.  Returns false if it is longer than any value. */
static bool next_part(const char **rest, char part[TB_VALUE_CAP])
{
    size_t len = strcspn(*rest, "/");
    if (len >= TB_VALUE_CAP)
        return false;
    memcpy(part, *rest, len);
    part[len] = '\0';
    *rest += len + ((*rest)[len] == '/');
    return true;
}

/* Does the rest begin with an optional parameter that the driver does not have? */
static bool refuse_foreign(const struct tb_case *c, const char *rest, struct tb_text *why)
{
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        if (prefixes[param] && strncmp(rest, prefixes[param], strlen(prefixes[param])) == 0 &&
            !find_param(c->driver, param)) {
            tb_text_printf(why, "%s cases have no parameter '%s'; leave out '%.*s'", c->driver->name,
                           params[param].name, (int)strcspn(rest, "/"), rest);
            return true;
        }
    return false;
}

/* Has it no place in the name, whose rest this is? */
static bool is_left_out(enum tb_param param, const char *rest)
{
    return tb_param_is_optional(param) && strncmp(rest, prefixes[param], strlen(prefixes[param])) != 0;
}

bool tb_case_parse(struct tb_case *c, const char *name, struct tb_text *why)
{
    const char *rest = name;
    char part[TB_VALUE_CAP];
    memset(c, 0, sizeof *c);
    if (!next_part(&rest, part))
        return refuse_driver(name, why);
    c->driver = tb_driver_by_name(part);
    if (!c->driver)
        return refuse_driver(part, why);
    if (name[strlen(name) - 1] == '/') {
        tb_text_printf(why, "case '%s' ends with '/'; leave that out", name);
        return false;
    }
    for (size_t i = 0; i < c->driver->num_params; i++) {
        enum tb_param param = c->driver->params[i].param;
        if (!tb_param_applies(c, param) || is_left_out(param, rest))
            continue;
        if (refuse_foreign(c, rest, why))
            return false;
        if (*rest == '\0') {
            tb_text_printf(why, "case '%s' ends before its %s", name, params[param].name);
            add_values(&c->driver->params[i], why);
            return false;
        }
        if (!next_part(&rest, part)) {
            tb_text_printf(why, "case '%s': the value of %s is too long", name, params[param].name);
            return false;
        }
        if (!tb_case_set(c, param, part + (tb_param_is_optional(param) ? strlen(prefixes[param]) : 0), why))
            return false;
    }
    if (refuse_foreign(c, rest, why))
        return false;
    if (*rest != '\0') {
        tb_text_printf(why, "case '%s' has more parts than cases of %s take; leave out '%s'", name, c->driver->name,
                       rest);
        return false;
    }
    return tb_case_check(c, why);
}

void tb_case_name(const struct tb_case *c, struct tb_text *name)
{
    tb_text_add(name, c->driver->name);
    for (size_t i = 0; i < c->driver->num_params; i++) {
        enum tb_param param = c->driver->params[i].param;
        if (*c->value[param])
            tb_text_printf(name, "/%s%s", tb_param_is_optional(param) ? prefixes[param] : "", c->value[param]);
    }
}

/* Checks that each parameter that applies has one of its values and the others have none.  The other checks rely on
 * this, and so does the conversion between a case and its name. */
static bool check_complete(const struct tb_case *c, struct tb_text *why)
{
    for (int i = 0; i < TB_NUM_PARAMS; i++) {
        enum tb_param param = (enum tb_param)i;
        const char *value = c->value[param];
        bool applies = tb_param_applies(c, param);
        if (!applies && *value) {
            tb_text_printf(why, "%s '%s' does not apply to this %s case", params[param].name, value, c->driver->name);
            return false;
        }
        if (!applies || (!*value && tb_param_is_optional(param)))
            continue;
        if (!*value) {
            tb_text_printf(why, "the %s case lacks a value for %s", c->driver->name, params[param].name);
            return false;
        }
        if (!is_allowed(find_param(c->driver, param), value))
            return refuse_value(find_param(c->driver, param), value, why);
    }
    return true;
}

bool tb_case_check(const struct tb_case *c, struct tb_text *why)
{
    return check_complete(c, why) && (!c->driver->check || c->driver->check(c, why));
}

bool tb_case_equal(const struct tb_case *a, const struct tb_case *b)
{
    if (a->driver != b->driver)
        return false;
    for (int i = 0; i < TB_NUM_PARAMS; i++)
        if (strcmp(a->value[i], b->value[i]) != 0)
            return false;
    return true;
}

static size_t number(const char *value)
{
    return *value ? strtoul(value, NULL, 10) : 0;
}

size_t tb_case_size(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_SIZE]);
}

size_t tb_case_connections(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_CONNECTIONS]);
}

uint64_t tb_case_arrivals(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_ARRIVALS]);
}

bool tb_case_is_poisson(const struct tb_case *c)
{
    return strcmp(c->value[TB_PARAM_PROCESS], "poisson") == 0;
}

unsigned tb_case_resumed(const struct tb_case *c)
{
    return (unsigned)number(c->value[TB_PARAM_RESUMED]);
}

size_t tb_case_roots(const struct tb_case *c)
{
    return *c->value[TB_PARAM_ROOTS] ? number(c->value[TB_PARAM_ROOTS]) : 1;
}

size_t tb_case_certificates(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_CERTIFICATES]);
}

size_t tb_case_cache(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_CACHE]);
}

size_t tb_case_idle(const struct tb_case *c)
{
    return number(c->value[TB_PARAM_IDLE]);
}

bool tb_case_releases_buffers(const struct tb_case *c)
{
    return strcmp(c->value[TB_PARAM_BUFFERS], "released") == 0;
}

unsigned tb_case_tickets(const struct tb_case *c)
{
    return (unsigned)number(c->value[TB_PARAM_TICKETS]);
}

bool tb_case_names_threads(const struct tb_case *c)
{
    return *c->value[TB_PARAM_THREADS];
}

unsigned tb_case_threads(const struct tb_case *c)
{
    return tb_case_names_threads(c) ? (unsigned)number(c->value[TB_PARAM_THREADS]) : 1;
}

bool tb_case_shares_context(const struct tb_case *c)
{
    return strcmp(c->value[TB_PARAM_CONTEXT], "shared") == 0;
}
