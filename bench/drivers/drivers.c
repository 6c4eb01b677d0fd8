#include "bench/drivers/drivers.h"
#include "core/catalog.h"
#include <string.h>

#define DRIVER(name) &tb_##name##_driver,

const struct tb_driver *tb_driver_of(const struct tb_case *c)
{
    static const struct tb_driver *const drivers[] = {TB_DRIVERS(DRIVER)};
    return drivers[tb_driver_place(c->driver)];
}

const struct tb_local_ops *tb_local_ops_of(const struct tb_case *c)
{
    const struct tb_driver *driver = tb_driver_of(c);
    if (tb_case_is_pair(c))
        return NULL;
    return strcmp(c->value[TB_PARAM_TRANSPORT], "memory") == 0 ? driver->memory : driver->local;
}
