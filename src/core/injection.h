/* injection.h - a cost that is added to a library's operations on purpose, to test verdicts: its size, and the
 * operations that pay it.
 *
 *     5                  every operation takes 5 % longer
 *     5:every-32         all together take 5 % longer, and it is every 32nd that does
 *     5:from-30          every operation from the 30th of a process on takes 5 % longer
 *     5:tail-1           all together take 5 % longer, and it is 1 % of them that do, chosen by chance
 *     5:server           what the server does takes 5 % longer: on that side of a handshake; or client
 *     5:from-30:every-8  each begins where the other allows it
 *
 * The percentage is of the mean over all operations (with from: of those that are reached), whatever the shape: costs
 * of one size and different shapes are compared.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

enum tb_injection_side { TB_INJECT_BOTH, TB_INJECT_CLIENT, TB_INJECT_SERVER };

struct tb_injection {
    double pct;     /* 0: nothing is injected */
    uint64_t every; /* 1: every operation */
    uint64_t from;  /* 1: the first operation of the process */
    double tail;    /* % of operations; 0: not by chance */
    enum tb_injection_side side;
};

enum { TB_INJECTION_CAP = 100 }; /* bytes of its words */

/* false: `why` says what is wrong with it, and with which part. */
bool tb_injection_parse(struct tb_injection *injection, const char *text, struct tb_text *why);

/* As it is parsed; "" when nothing is injected.  Returns dst. */
const char *tb_injection_words(char dst[TB_INJECTION_CAP], const struct tb_injection *injection);

/* Every operation alike, on both sides. */
bool tb_injection_is_plain(const struct tb_injection *injection);
