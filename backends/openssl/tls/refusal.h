/* refusal.h - the library's reasons in the contract's words. */
#pragma once
#include "backends/openssl/lib.h"

enum tb_refusal tb_refusal_of_certificate(long verify_result); /* X509_V_* */
enum tb_refusal tb_refusal_of_error(unsigned long code);       /* of the error queue: one's own, or the peer's alert */
