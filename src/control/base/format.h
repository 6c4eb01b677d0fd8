/* format.h - formats numbers for people. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_text;

/* The unit in which to show values of a metric: the metric's own, or for nanoseconds ns, us, ms or s by the size of
 * `typical`.  A larger unit is used only from 10 of it on, so that most parts of a handshake are in the same unit. */
struct tb_scale {
    const char *unit;
    double factor; /* shown = value * factor */
};
struct tb_scale tb_scale_for(const char *unit, double typical);

/* Decimals for three significant digits of `smallest`, at most 3. */
int tb_decimals_for(double smallest);
void tb_format_number(struct tb_text *text, double value, int decimals); /* with thousands separators */
void tb_format_percent(struct tb_text *text, double ratio);              /* 0.004 -> "0.4%" */
void tb_format_duration(struct tb_text *text, uint64_t ns);              /* "45 s", "1:12 min" */

/* The part of a latency's name behind '_' as people write it: "p99.9" of p999, "max" of max. */
enum { TB_PERCENTILE = 16 };
void tb_format_percentile(char dst[TB_PERCENTILE], const char *part);
