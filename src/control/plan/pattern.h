/* pattern.h - patterns of case names, as --case, thresholds and the history take them. */
#pragma once
#include <stdbool.h>

/* Does the name of a case equal the pattern, match it as a glob, or have it as a prefix ("handshake/loopback")?  A size
 * may be written as in suites, "aead/?/16k/?". */
bool tb_pattern_matches(const char *pattern, const char *name);

/* The pattern with sizes as names have them: in `spelled`, or `pattern` itself. */
enum { TB_PATTERN_CAP = 1000 };
const char *tb_pattern_spell_out(char spelled[TB_PATTERN_CAP], const char *pattern);
