/* memory.h - whether memory ran out in this process, also where nobody could say so.
 *
 * What is printed or written after that may lack something, a name or a key, and look whole: who hands it out asks
 * here.  The controller notes every failed allocation of its own code and of Jansson's: control/noted_memory.c.
 */
#pragma once
#include <stdbool.h>

void tb_memory_note_short(void); /* an allocation failed */
bool tb_memory_was_short(void);  /* since the process began */
