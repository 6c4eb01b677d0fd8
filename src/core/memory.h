/* memory.h - records whether memory ran out in this process, including where the code could not report it.
 *
 * Output written after that may look complete but lack, for instance, a name or a key, so its writer checks here.  The
 * controller notes every failed allocation of its own code and of Jansson: control/command/noted_memory.c.
 */
#pragma once
#include <stdbool.h>

void tb_memory_note_short(void); /* an allocation failed */
bool tb_memory_was_short(void);  /* since the process began */
