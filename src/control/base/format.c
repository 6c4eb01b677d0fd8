#include "control/base/format.h"
#include "core/text.h"
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct tb_scale tb_scale_for(const char *unit, double typical)
{
    static const struct {
        const char *unit;
        double ns;
    } times[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}};
    if (strcmp(unit, "ns") == 0)
        for (size_t i = 0; i < sizeof times / sizeof *times; i++)
            if (typical >= 10 * times[i].ns)
                return (struct tb_scale){times[i].unit, 1 / times[i].ns};
    return (struct tb_scale){unit, 1};
}

int tb_decimals_for(double smallest)
{
    if (smallest >= 100)
        return 0;
    return smallest >= 10 ? 1 : smallest >= 1 ? 2 : 3;
}

void tb_format_number(struct tb_text *text, double value, int decimals)
{
    char digits[64];
    int len = snprintf(digits, sizeof digits, "%.*f", decimals, value);
    size_t whole = strcspn(digits, ".");
    if (len < 0 || (size_t)len >= sizeof digits) {
        tb_text_printf(text, "%.3g", value);
        return;
    }
    for (size_t i = 0; i < (size_t)len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
            tb_text_add(text, ",");
        tb_text_add_bytes(text, &digits[i], 1);
    }
}

void tb_format_percent(struct tb_text *text, double ratio)
{
    tb_text_printf(text, "%.*f%%", ratio < 0.0995 ? 1 : 0, ratio * 100);
}

void tb_format_duration(struct tb_text *text, uint64_t ns)
{
    uint64_t seconds = (ns + 500000000) / 1000000000;
    if (seconds < 60)
        tb_text_printf(text, "%" PRIu64 " s", seconds);
    else
        tb_text_printf(text, "%" PRIu64 ":%02" PRIu64 " min", seconds / 60, seconds % 60);
}

void tb_format_percentile(char dst[TB_PERCENTILE], const char *part)
{
    bool tenths = part[0] == 'p' && strspn(part + 1, "0123456789") == 3 && !part[4];
    if (tenths)
        snprintf(dst, TB_PERCENTILE, "%.3s.%s", part, part + 3);
    else
        snprintf(dst, TB_PERCENTILE, "%s", part);
}
