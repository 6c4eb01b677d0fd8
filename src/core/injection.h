/* injection.h - an artificial slowdown of a library's operations, to test verdicts: its size, and which operations it
 * hits.
 *
 *     5                  every operation takes 5 % longer
 *     5:every-32         the total is 5 % longer; every 32nd operation takes all of it
 *     5:from-30          every operation from the 30th of a process on takes 5 % longer
 *     5:tail-1           the total is 5 % longer; 1 % of the operations, chosen at random, take all of it
 *     5:server           the server's side of a handshake takes 5 % longer; or client
 *     5:from-30:every-8  combined: every 8th, from the 30th on
 *
 * The percentage refers to the mean over all operations (with `from`, over the operations from there on), so that
 * slowdowns of the same size but different shapes can be compared.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

enum tb_injection_side { TB_INJECT_BOTH, TB_INJECT_CLIENT, TB_INJECT_SERVER };

struct tb_injection {
    double pct;     /* 0: no slowdown */
    uint64_t every; /* 1: every operation */
    uint64_t from;  /* 1: from the first operation of the process */
    double tail;    /* percentage of operations, chosen at random; 0: off */
    enum tb_injection_side side;
};

enum { TB_INJECTION_CAP = 100 }; /* buffer size for its text form */

/* On failure `why` names the part that is wrong. */
bool tb_injection_parse(struct tb_injection *injection, const char *text, struct tb_text *why);

/* The inverse of tb_injection_parse; "" if nothing is injected.  Returns dst. */
const char *tb_injection_words(char dst[TB_INJECTION_CAP], const struct tb_injection *injection);

/* Does it slow every operation alike, on both sides? */
bool tb_injection_is_plain(const struct tb_injection *injection);
