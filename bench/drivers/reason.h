/* reason.h - names of refusal reasons, for drivers that check them. */
#pragma once
#include "backends/backend.h"

const char *tb_refusal_name(enum tb_refusal refusal); /* "expired", "unknown issuer"; for messages */
