/* reason.h - names of refusals, for drivers that check the reason of a refusal. */
#pragma once
#include "backends/backend.h"

const char *tb_refusal_name(enum tb_refusal refusal); /* "expired", "unknown issuer"; for messages */
