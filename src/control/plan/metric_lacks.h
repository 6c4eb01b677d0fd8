/* metric_lacks.h - what is said of a name that is no metric of the cases. */
#pragma once

struct tb_text;
struct tb_words;

/* Goes on after "no case has this metric": where the tables have it nevertheless, or the nearest of `names`. */
void tb_metric_lacks(struct tb_text *why, const char *name, const struct tb_words *names);
