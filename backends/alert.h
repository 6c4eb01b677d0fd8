/* alert.h - maps a peer's fatal alert to a refusal, for backends whose library reports the alert's number. */
#pragma once
#include "backends/backend.h"

/* alert: the description code, as in RFC 8446 6 and RFC 5246 7.2. */
enum tb_refusal tb_refusal_of_alert(int alert);
