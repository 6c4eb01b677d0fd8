#include "core/memory.h"

static bool was_short;

void tb_memory_note_short(void)
{
    was_short = true;
}

bool tb_memory_was_short(void)
{
    return was_short;
}
