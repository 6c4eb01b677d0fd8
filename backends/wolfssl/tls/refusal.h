/* refusal.h - wolfSSL's codes as reasons of refusals. */
#pragma once
#include "backends/backend.h"

/* wolfSSL's code of a failed verification or handshake. */
enum tb_refusal tb_refusal_of_code(int code);
