/* alert.h - a peer's fatal alert as the reason of a refusal, for the backends whose library hands out its number. */
#pragma once
#include "backends/backend.h"

/* alert: the description, as in RFC 8446 6 and RFC 5246 7.2. */
enum tb_refusal tb_refusal_of_alert(int alert);
