#include "cases.h"
#include "core/catalog.h"
#include <string.h>

struct walk {
    void (*visit)(const struct tb_case *c, void *context);
    void *context;
};

static const char *const *values_of(const struct tb_param_info *info)
{
    static const char *const sizes[] = {"1", "16384", "16385", "16777216", NULL};
    static const char *const connections[] = {"1", "16", "10000", NULL};
    if (info->values)
        return info->values;
    return info->param == TB_PARAM_SIZE ? sizes : connections;
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
