#include "control/show/view.h"
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/plan/shown.h"
#include "control/sample/libraries.h"
#include "control/show/table.h"
#include "core/catalog.h"
#include "core/release.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NOTES = 60, TITLE_LIMIT = 1000 };

bool tb_view_same(const struct tb_planned *planned, const struct tb_planned *first)
{
    return planned->c.driver == first->c.driver && tb_shown_any(planned) == tb_shown_any(first) &&
           tb_case_names_threads(&planned->c) == tb_case_names_threads(&first->c) &&
           !tb_case_arrivals(&planned->c) == !tb_case_arrivals(&first->c) &&
           strcmp(planned->c.value[TB_PARAM_TRANSPORT], first->c.value[TB_PARAM_TRANSPORT]) == 0;
}

bool tb_view_first(const struct tb_plan *plan, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (tb_view_same(&plan->items[j], &plan->items[i]))
            return false;
    return true;
}

static size_t count_headlines(const struct tb_planned *planned)
{
    size_t num = 0;
    for (size_t i = 0; i < planned->c.driver->num_metrics; i++)
        num += tb_planned_shows(planned, &planned->c.driver->metrics[i]);
    return num;
}

void tb_view_add(struct tb_view *view, const struct tb_planned *planned)
{
    view->items[view->num++] = planned;
    if (count_headlines(planned) > view->num_headlines)
        view->num_headlines = count_headlines(planned);
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        view->shared[param] = (view->shared[param] || view->num == 1) &&
                              strcmp(planned->c.value[param], view->items[0]->c.value[param]) == 0;
}

bool tb_view_collect(struct tb_view *view, const struct tb_plan *plan, const struct tb_planned *first)
{
    *view = (struct tb_view){.items = calloc(plan->num, sizeof *view->items)};
    for (size_t i = 0; view->items && i < plan->num; i++)
        if (tb_view_same(&plan->items[i], first))
            tb_view_add(view, &plan->items[i]);
    return view->items != NULL;
}

/* ---- Labels ---- */

/* Text around values that are unclear by themselves. */
static const struct {
    const char *before, *after_one, *after;
    const char *usual; /* not shown, because it is the default */
} around[TB_NUM_PARAMS] = {
    [TB_PARAM_SIZE] = {"", " B", " B"},
    [TB_PARAM_CHAIN] = {"chain of ", "", ""},
    [TB_PARAM_ROOTS] = {"", " root", " roots"},
    [TB_PARAM_CRL] = {"crl ", "", ""},
    [TB_PARAM_TICKETS] = {"", " issued", " issued"},
    [TB_PARAM_KEY] = {"", "", " key", "fresh"},
    [TB_PARAM_CONNECTIONS] = {"", " connection", " connections"},
    [TB_PARAM_THREADS] = {"", " thread", " threads"},
    [TB_PARAM_CONTEXT] = {"", "", " context"},
    [TB_PARAM_ARRIVALS] = {"", " arrival/s", " arrivals/s"},
    [TB_PARAM_CERTIFICATES] = {"", " certificate", " certificates"},
    [TB_PARAM_CACHE] = {"cache of ", "", ""},
    [TB_PARAM_RESUMED] = {"", "% resumed", "% resumed"},
    [TB_PARAM_STATE] = {"after ", "", ""},
    [TB_PARAM_BUFFERS] = {"", "", " buffers", "usual"},
    [TB_PARAM_IDLE] = {"", " idle", " idle"},
};

static void add_value(struct tb_text *text, const struct tb_case *c, enum tb_param param, const char *separator)
{
    const char *value = c->value[param];
    bool usual = around[param].usual && strcmp(value, around[param].usual) == 0;
    if (!*value || (usual && text->len)) /* shown nevertheless if the label would be empty */
        return;
    tb_text_add(text, text->len ? separator : "");
    if (!around[param].before) {
        tb_text_add(text, value);
        return;
    }
    const char *after = strcmp(value, "1") == 0 ? around[param].after_one : around[param].after;
    tb_text_printf(text, "%s%s%s", around[param].before, value, after);
}

/* The parameters that are (`shared`), or are not, the same in all rows.  Returns where the last of them begins. */
static size_t add_values(struct tb_text *text, const struct tb_view *view, const struct tb_case *c, bool shared,
                         const char *separator)
{
    size_t last = 0;
    for (size_t i = 0; i < c->driver->num_params; i++) {
        size_t before = text->len;
        if (view->shared[c->driver->params[i].param] == shared)
            add_value(text, c, c->driver->params[i].param, separator);
        if (text->len > before)
            last = before ? before + strlen(separator) : 0;
    }
    return last;
}

void tb_view_title(struct tb_text *title, const struct tb_view *view)
{
    const struct tb_case *c = &view->items[0]->c;
    struct tb_text shared;
    tb_text_init(&shared, TITLE_LIMIT);
    add_values(&shared, view, c, true, ", ");
    tb_text_printf(title, "%s%s%s", c->driver->title, shared.len ? ": " : "", shared.data);
    if (view->num_headlines == 1)
        tb_text_printf(title, "%s%s", shared.len ? "; " : ": ", view->items[0]->primary->doc);
    tb_text_free(&shared);
}

static size_t make_label(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned)
{
    struct tb_text label;
    tb_text_init(&label, cap - 1);
    size_t last = add_values(&label, view, &planned->c, false, " ");
    bool is_bare = label.len == 0 && view->num > 1; /* it has none of the parameters that the others have */
    snprintf(dst, cap, "%s", is_bare ? planned->c.driver->name : label.data);
    tb_text_free(&label);
    return last < strlen(dst) ? last : 0;
}

void tb_view_label(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned)
{
    make_label(dst, cap, view, planned);
}

void tb_view_label_row(struct tb_table_row *row, const struct tb_view *view, const struct tb_planned *planned)
{
    row->lead = make_label(row->label, sizeof row->label, view, planned);
}

void tb_view_what(char *dst, size_t cap, const struct tb_view *view, const struct tb_planned *planned,
                  const struct tb_metric_info *metric, const char *unit)
{
    bool alone = view->num_headlines == 1, said = strcmp(unit, "1/s") == 0;
    const char *short_name = strchr(metric->name, '_');
    if (planned->pair && metric->kind == TB_METRIC_LATENCY && short_name) {
        const struct tb_case *c = &planned->c;
        bool arrivals = tb_case_arrivals(c) > 0;
        char percentile[TB_PERCENTILE];
        tb_format_percentile(percentile, short_name + 1);
        snprintf(dst, cap, "%s, %s%s, %s", percentile, c->value[arrivals ? TB_PARAM_ARRIVALS : TB_PARAM_CONNECTIONS],
                 arrivals ? "/s" : " in flight", unit);
        return;
    }
    int len =
        snprintf(dst, cap, "%s%s%s", alone ? "" : metric->name, alone || said ? "" : ", ", said && !alone ? "" : unit);
    if (len < 0)
        dst[0] = '\0';
    for (char *c = dst; *c; c++)
        if (*c == '_')
            *c = ' ';
}

void tb_view_below(struct tb_table_below *below, const struct tb_variant *variant)
{
    const struct tb_identity *client = &variant->client->attested.library, *server = &variant->server->attested.library;
    char days[2][32];
    *below = (struct tb_table_below){0};
    if (variant->plain || !*client->version)
        return;
    bool one = variant->client == variant->server;
    tb_release_day(days[0], sizeof days[0], client->date, client->date_of);
    tb_release_day(days[1], sizeof days[1], server->date, server->date_of);
    snprintf(below->line[0], sizeof below->line[0], "%s%s%s", client->version, one ? "" : "+",
             one ? "" : server->version);
    snprintf(below->line[1], sizeof below->line[1], "%s%s%s", days[0], one ? "" : "+", one ? "" : days[1]);
}

/* ---- Figures ---- */

size_t tb_view_note(struct tb_words *notes, const char *reason)
{
    for (size_t i = 0; i < notes->num; i++)
        if (strcmp(notes->items[i], reason) == 0)
            return i + 1;
    if (notes->num == MOST_NOTES || !tb_words_add(notes, reason, strlen(reason)))
        return 0;
    return notes->num;
}

void tb_view_print_notes(const struct tb_words *notes)
{
    for (size_t i = 0; i < notes->num; i++)
        printf("%s[%zu] %s\n", i ? "" : "\n", i + 1, notes->items[i]);
}

void tb_view_figure(struct tb_table_cell *shown, const struct tb_figure *figure, const struct tb_scale *scale,
                    int decimals)
{
    const struct tb_interval *interval = &figure->interval;
    struct tb_text text;
    tb_text_init(&text, sizeof shown->part[0] - 1);
    tb_format_number(&text, interval->median * scale->factor, decimals);
    snprintf(shown->part[TB_PART_VALUE], sizeof shown->part[TB_PART_VALUE], "%s", text.data);
    double below = interval->median - interval->low, above = interval->high - interval->median;
    if (figure->rounds > 1 && interval->median > 0) {
        tb_text_clear(&text);
        tb_text_add(&text, "±");
        tb_format_percent(&text, (below > above ? below : above) / interval->median);
        snprintf(shown->part[TB_PART_INTERVAL], sizeof shown->part[TB_PART_INTERVAL], "%s", text.data);
    }
    tb_text_free(&text);
}
