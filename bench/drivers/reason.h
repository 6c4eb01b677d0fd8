/* reason.h - drivers that have something refused check that it is refused for the reason they meant. */
#pragma once
#include "backends/backend.h"

const char *tb_refusal_name(enum tb_refusal refusal); /* "expired", "unknown issuer"; for messages */
