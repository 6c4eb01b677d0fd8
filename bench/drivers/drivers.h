/* drivers.h - the drivers, one per file: tb_kx_driver and so on, for each name of TB_DRIVERS in core/catalog.h. */
#pragma once
#include "core/catalog.h"
#include "harness/driver.h"

#define TB_DRIVER_DECLARED(name) extern const struct tb_driver tb_##name##_driver;
TB_DRIVERS(TB_DRIVER_DECLARED)
