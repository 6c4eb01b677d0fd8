#include "bench/drivers/drivers.h"
#include "core/catalog.h"
#include <string.h>

static const struct tb_driver *const drivers[] = {
    &tb_kx_driver,      &tb_signature_driver, &tb_aead_driver, &tb_schedule_driver, &tb_trust_driver,
    &tb_refusal_driver, &tb_handshake_driver, &tb_bulk_driver, &tb_http_driver,     &tb_steady_driver,
};

const struct tb_driver *tb_driver_of(const struct tb_case *c)
{
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (strcmp(drivers[i]->name, c->driver->name) == 0)
            return drivers[i];
    return NULL;
}

const struct tb_local_ops *tb_local_ops_of(const struct tb_case *c)
{
    const struct tb_driver *driver = tb_driver_of(c);
    if (!driver || tb_case_is_pair(c))
        return NULL;
    return strcmp(c->value[TB_PARAM_TRANSPORT], "memory") == 0 ? driver->memory : driver->local;
}
