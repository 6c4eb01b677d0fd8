#include "cases.h"
#include "core/catalog.h"
#include "unit.h"
#include <string.h>

struct walk {
    void (*visit)(const struct tb_case *c, void *context);
    void *context;
};

static const char *const *values_of(const struct tb_param_info *info)
{
    static const struct {
        enum tb_param param;
        const char *const values[5];
    } numbers[] = {
        {TB_PARAM_SIZE, {"1", "16384", "16385", "16777216"}},
        {TB_PARAM_CONNECTIONS, {"1", "10000"}},
        {TB_PARAM_CHAIN, {"1", "2", "4"}},
        {TB_PARAM_ROOTS, {"1", "15", "150"}},
        {TB_PARAM_TICKETS, {"1", "16"}},
        {TB_PARAM_THREADS, {"1", "1024"}},
        {TB_PARAM_ARRIVALS, {"1", "1000000"}},
        {TB_PARAM_RESUMED, {"0", "100"}},
        {TB_PARAM_CERTIFICATES, {"1", "10000"}},
        {TB_PARAM_CACHE, {"1", "10000"}},
        {TB_PARAM_IDLE, {"10000"}},
    };
    for (size_t i = 0; (!info->values || !info->values[0]) && i < COUNT(numbers); i++)
        if (numbers[i].param == info->param)
            return numbers[i].values;
    return info->values;
}

static void walk_from(const struct walk *walk, size_t next, struct tb_case c)
{
    if (next == c.driver->num_params) {
        walk->visit(&c, walk->context);
        return;
    }
    const struct tb_param_info *info = &c.driver->params[next];
    if (!tb_param_applies(&c, info->param)) {
        walk_from(walk, next + 1, c);
        return;
    }
    if (tb_param_is_optional(info->param))
        walk_from(walk, next + 1, c);
    for (const char *const *value = values_of(info); *value; value++) {
        strcpy(c.value[info->param], *value);
        walk_from(walk, next + 1, c);
    }
}

void each_case(void (*visit)(const struct tb_case *c, void *context), void *context)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    const struct walk walk = {visit, context};
    for (size_t i = 0; i < num; i++)
        walk_from(&walk, 0, (struct tb_case){.driver = &drivers[i]});
}
