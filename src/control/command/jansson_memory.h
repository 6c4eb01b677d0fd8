/* jansson_memory.h - what jansson gets if memory runs out: a reserve, once. */
#pragma once

/* From now on.  If an allocation failed, tb_memory_was_short says so at the end, even if the reserve had enough. */
void tb_jansson_memory(void);
