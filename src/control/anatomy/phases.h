/* phases.h - the phases of a handshake, and the functions of each library that belong to them.
 *
 * The tables are data: backends/<name>/phases.txt.  All of them are loaded together, because libraries have no function
 * names in common.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

enum tb_phase {
    TB_PHASE_KX,           /* key exchange, including encoding and checking of shares */
    TB_PHASE_SIGNATURE,    /* of CertificateVerify and ServerKeyExchange: made and checked */
    TB_PHASE_CERTIFICATES, /* the peer's chain: parsed and verified */
    TB_PHASE_SCHEDULE,     /* secrets, keys, Finished */
    TB_PHASE_REMAINDER,    /* all else: messages, transcript, records, memory */
    TB_PHASE_OTHER,        /* unknown: callgrind's call chain ends before a function with a rule */
    TB_NUM_PHASES
};
const char *tb_phase_name(enum tb_phase phase); /* "kx", ..., "other" */

struct tb_phase_rule {
    char *function;
    enum tb_phase phase;
};

struct tb_phases {
    struct tb_phase_rule *rules; /* by function */
    size_t num;
};

/* Adds the rules of one file: lines "PHASE FUNCTION"; '#' begins a comment. */
bool tb_phases_add(struct tb_phases *phases, const char *path, struct tb_text *why);
/* Loads all phases.txt below the backends folder of the source tree, or below ./backends. */
bool tb_phases_find(struct tb_phases *phases, struct tb_text *why);
void tb_phases_free(struct tb_phases *phases);

/* The phase of a call chain in callgrind's notation: the function first, then its callers, joined by "'".  The
 * outermost function with a rule decides.  TB_PHASE_REMAINDER: no function has a rule. */
enum tb_phase tb_phase_of(const struct tb_phases *phases, const char *chain);
