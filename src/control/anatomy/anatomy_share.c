/* anatomy_share.c - makes the methods comparable: shares of the whole handshake. */
#include "control/anatomy/anatomy.h"

static double amount_of(const struct tb_finding *finding, struct tb_anatomy_place place)
{
    const struct tb_amount *amount = place.stretch == TB_STRETCHES ? &finding->whole : &finding->amount[place.stretch];
    return place.phase == TB_NUM_PHASES ? amount->total : amount->phase[place.phase];
}

static bool tells(enum tb_anatomy_method method, struct tb_anatomy_place place)
{
    bool all_phases = place.phase == TB_NUM_PHASES;
    return method == TB_METHOD_CALLGRIND || all_phases == (method == TB_METHOD_CLOCK);
}

bool tb_anatomy_line(struct tb_anatomy_line *line, const struct tb_anatomy *anatomy, struct tb_anatomy_place place)
{
    bool any = false, first = true;
    double least = 0, most = 0;
    size_t telling = 0;
    *line = (struct tb_anatomy_line){.apart = 0};
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++) {
        const struct tb_finding *finding = &anatomy->finding[method];
        if (finding->status != TB_SAMPLE_OK || !(finding->whole.total > 0) || !tells(method, place))
            continue;
        double share = amount_of(finding, place) / finding->whole.total;
        line->has[method] = true;
        line->amount[method] = amount_of(finding, place);
        line->share[method] = share;
        any = any || share > 0;
        least = first || share < least ? share : least;
        most = first || share > most ? share : most;
        first = false;
        telling++;
    }
    bool whole = place.stretch == TB_STRETCHES && place.phase == TB_NUM_PHASES; /* its share is always 1 */
    line->compared = telling > 1 && !whole;
    line->apart = most - least;
    return any;
}
