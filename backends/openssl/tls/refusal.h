/* refusal.h - maps the library's error codes to the contract's refusals. */
#pragma once
#include "backends/openssl/lib.h"

enum tb_refusal tb_refusal_of_certificate(long verify_result); /* X509_V_* */
enum tb_refusal tb_refusal_of_error(unsigned long code);       /* from the error queue: this side's reason, or the
                                                                * peer's alert */
