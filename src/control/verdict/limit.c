#include "control/verdict/limit.h"
#include "control/plan/grid.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "control/verdict/comparison_types.h"
#include "core/catalog.h"
#include "core/text.h"
#include <string.h>

static bool median_of(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                      enum tb_metric id, double *median)
{
    const struct tb_metric_info *metric = tb_metric_by_id(planned->c.driver, id);
    struct tb_figure figure;
    bool has = metric && tb_cell_figure(cell, plan, (size_t)(metric - planned->c.driver->metrics), &figure);
    *median = has ? figure.interval.median : 0;
    return has;
}

enum tb_limit tb_cell_limit(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan)
{
    double client, server;
    if (!planned->pair || tb_case_arrivals(&planned->c) ||
        !median_of(cell, planned, plan, TB_METRIC(client_busy), &client) ||
        !median_of(cell, planned, plan, TB_METRIC(server_busy), &server))
        return TB_LIMIT_UNKNOWN;
    if (client >= TB_LIMIT_BUSY && server >= TB_LIMIT_BUSY)
        return TB_LIMIT_BOTH;
    return client >= TB_LIMIT_BUSY ? TB_LIMIT_CLIENT : server >= TB_LIMIT_BUSY ? TB_LIMIT_SERVER : TB_LIMIT_NEITHER;
}

const char *tb_limit_name(enum tb_limit limit)
{
    static const char *const names[TB_NUM_LIMITS] = {"", "client", "server", "both", "neither"};
    return names[limit];
}

bool tb_takes_turns(const struct tb_planned *planned)
{
    const struct tb_driver_info *driver = planned->c.driver;
    if (!planned->pair || tb_case_arrivals(&planned->c) || strcmp(planned->c.value[TB_PARAM_CONNECTIONS], "1") != 0)
        return false;
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (driver->metrics[i].kind == TB_METRIC_LATENCY)
            return true;
    return false;
}

void tb_limit_explain(const struct tb_planned *planned, struct tb_text *text)
{
    if (tb_takes_turns(planned))
        tb_text_add(text,
                    "neither: with one connection in flight, client and server take turns, so p50 is the latency of "
                    "one operation");
    else
        tb_text_printf(text,
                       "neither: no side kept its core %.0f%% busy, so the rate is not a limit of a library; stop "
                       "other programs, or use more connections",
                       100 * TB_LIMIT_BUSY);
}

void tb_limits_count(const struct tb_plan *plan, const struct tb_planned *planned, size_t counts[TB_NUM_LIMITS])
{
    for (size_t i = 0; i < planned->num_cells; i++)
        if (!planned->cells[i].variant->plain)
            counts[tb_cell_limit(&planned->cells[i], planned, plan)]++;
}

void tb_limits_describe(const size_t counts[TB_NUM_LIMITS], struct tb_text *text)
{
    for (enum tb_limit limit = TB_LIMIT_CLIENT; limit < TB_NUM_LIMITS; limit++)
        if (counts[limit])
            tb_text_printf(text, "%s%s in %zu", text->len ? ", " : "", tb_limit_name(limit), counts[limit]);
}

/* ---- In comparisons ---- */

static void add_side(struct tb_text *text, enum tb_limit limit, const char *name)
{
    if (limit == TB_LIMIT_NEITHER)
        tb_text_printf(text, "neither side is busy with %s", name);
    else
        tb_text_printf(text, "limited by %s%s with %s", limit == TB_LIMIT_BOTH ? "" : "the ", tb_limit_name(limit),
                       name);
}

/* Do these ends of the two variants, both clients or both servers, differ?  In two runs a library of the same name may
 * be a different build.  The other end of all libraries of a run is assumed to be the same if it has the same name. */
static bool ends_differ(const struct tb_variant *base, const struct tb_library *end, const struct tb_variant *other,
                        const struct tb_library *other_end, bool same_run)
{
    bool compared = end == base->library || other_end == other->library;
    return same_run ? end != other_end : compared || strcmp(end->name, other_end->name) != 0;
}

void tb_limit_note(const struct tb_comparison_row *row, const struct tb_plan *base_plan,
                   const struct tb_plan *other_plan, struct tb_text *text)
{
    bool hides = row->metric->kind == TB_METRIC_RATE || row->metric->kind == TB_METRIC_LATENCY;
    const struct tb_planned *base_planned = row->base_planned;
    if (!hides || !row->base_cell || !row->other_cell || !base_planned || tb_takes_turns(row->planned))
        return;
    const struct tb_variant *base_sides = row->base_cell->variant, *other_sides = row->other_cell->variant;
    enum tb_limit base = tb_cell_limit(row->base_cell, base_planned, base_plan);
    enum tb_limit other = tb_cell_limit(row->other_cell, row->planned, other_plan);
    bool cases = base_plan == other_plan && base_planned != row->planned; /* the two sides have different work */
    bool same_run = base_plan == other_plan;
    bool clients = cases || ends_differ(base_sides, base_sides->client, other_sides, other_sides->client, same_run);
    bool servers = cases || ends_differ(base_sides, base_sides->server, other_sides, other_sides->server, same_run);
    if (base == TB_LIMIT_UNKNOWN || other == TB_LIMIT_UNKNOWN || (base == other && base == TB_LIMIT_BOTH))
        return;
    if (base != other || base == TB_LIMIT_NEITHER) {
        add_side(text, base, row->base_name);
        tb_text_add(text, ", ");
        add_side(text, other, row->other_name);
        tb_text_add(text, ": compare client_cpu and server_cpu instead");
    } else if (base == TB_LIMIT_CLIENT && servers) {
        tb_text_add(text,
                    "limited by the client, so this rate hides differences of the servers: compare server_cpu instead");
    } else if (base == TB_LIMIT_SERVER && clients) {
        tb_text_add(text,
                    "limited by the server, so this rate hides differences of the clients: compare client_cpu instead");
    }
}
