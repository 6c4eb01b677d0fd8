/* memory.h - whether memory ran out in this process, also where the code could not report it.
 *
 * Output after that may look complete and lack something, such as a name or a key, so its writer asks here.  The
 * controller notes every failed allocation of its own code and of Jansson's: control/command/noted_memory.c.
 */
#pragma once
#include <stdbool.h>

void tb_memory_note_short(void); /* an allocation failed */
bool tb_memory_was_short(void);  /* since the process began */
