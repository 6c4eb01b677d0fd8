/* history_blame.h - why nothing of a history matches. */
#pragma once

struct tb_history;
struct tb_history_filter;
struct tb_text;

/* Says which of the filters has no effect but to leave nothing, and names the nearest. */
void tb_history_blame(struct tb_history *history, const struct tb_history_filter *filter, struct tb_text *why);
