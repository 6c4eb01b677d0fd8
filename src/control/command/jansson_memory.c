/* jansson_memory.c - memory for jansson: 2.14 does not look at every allocation, and corrupts its memory if it gets
 * none while it reads a text.  So there is a reserve for the time when memory runs out. */
#include "control/command/jansson_memory.h"
#include <jansson.h>
#include <stdlib.h>

enum { RESERVE = 256 * 1024 };

/* One for the process, as jansson's functions are: for the allocation that fails first, and for what follows it until
 * the command ends. */
static void *reserve;

static void *allocate(size_t size)
{
    void *memory = malloc(size); /* the wrapped one, which notes a failure: noted_memory.c */
    if (memory)
        return memory;
    free(reserve);
    reserve = NULL;
    return malloc(size);
}

void tb_jansson_memory(void)
{
    reserve = malloc(RESERVE);
    json_set_alloc_funcs(allocate, free);
}
