/* soil.h - leaves the vector registers dirty, as code without VZEROUPPER does: soil_x86_64.c, soil_none.c. */
#pragma once
#include <stdbool.h>

bool soil(void); /* false: this CPU has no wide registers */
