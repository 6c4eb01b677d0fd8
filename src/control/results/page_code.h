/* page_code.h - the code that draws charts: our own, and Vega's around which it is built.  Plain text; the same in a
 * page and in node, but for its last part. */
#pragma once
#include <stdbool.h>

struct tb_text;

/* Can it be had here?  false: `why` names what is missing and how to get it. */
bool tb_page_ready(struct tb_text *why);

enum tb_page_place { TB_PAGE_IN_BROWSER, TB_PAGE_IN_NODE };
/* false: `why`. */
bool tb_page_code(struct tb_text *out, enum tb_page_place place, struct tb_text *why);
