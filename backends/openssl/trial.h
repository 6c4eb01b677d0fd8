/* trial.h - a handshake of the library with itself, over memory: what supports() goes by. */
#pragma once
#include "backends/openssl/lib.h"

struct tb_trial {
    uint16_t version;
    uint16_t suite, group; /* 0: the library's own choice */
    uint16_t scheme;       /* the server's key is one for this scheme, which is asked of nobody; 0: any that fits */
};

/* Did it come to an end, with what was asked for?  On false error_text has the reason, when the library gave one. */
bool tb_trial_handshake(tb_lib *lib, const struct tb_trial *wish);

/* Did it come to an end?  got: what the client says of it. */
bool tb_trial_outcome(tb_lib *lib, const struct tb_trial *wish, struct tb_negotiated *got);
