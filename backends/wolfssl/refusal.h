/* refusal.h - wolfSSL's codes as reasons of refusals. */
#pragma once
#include "backends/backend.h"

/* wolfSSL's code of a failed verification or handshake. */
enum tb_refusal tb_refusal_of_code(int code);

/* RFC 8446 6: what a peer says with a fatal alert. */
enum tb_refusal tb_refusal_of_alert(int alert);
