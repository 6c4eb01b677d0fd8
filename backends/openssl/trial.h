/* trial.h - a handshake of the library with itself, over memory, on which supports() is based. */
#pragma once
#include "backends/openssl/lib.h"

struct tb_trial {
    uint16_t version;
    uint16_t suite, group; /* 0: the library's choice */
    uint16_t scheme;       /* the server's key is of this scheme's type, but the scheme is not requested; 0: any
                            * suitable key */
};

/* Did it finish with what was asked for?  If not, error_text has the reason if the library gave one. */
bool tb_trial_handshake(tb_lib *lib, const struct tb_trial *wish);

/* Did it finish?  got: what the client reports. */
bool tb_trial_outcome(tb_lib *lib, const struct tb_trial *wish, struct tb_negotiated *got);
