#include "control/base/ratio_words.h"
#include "core/ratio.h"
#include "core/text.h"
#include <math.h>

static const double narrow = 0.02; /* width of an interval that needs a third decimal */

struct tb_gain tb_ratio_gain(const struct tb_ratio *ratio)
{
    return (struct tb_gain){.ratio = 1 / ratio->ratio, .low = 1 / ratio->high, .high = 1 / ratio->low};
}

static int decimals_of(const struct tb_gain *gain)
{
    int decimals = gain->ratio < 0.0995 ? 3 : gain->ratio < 9.995 ? 2 : gain->ratio < 99.95 ? 1 : 0;
    return decimals == 2 && gain->high - gain->low < narrow ? 3 : decimals;
}

void tb_ratio_words(struct tb_text *text, const struct tb_ratio *ratio)
{
    struct tb_gain gain = tb_ratio_gain(ratio);
    if (isinf(gain.ratio))
        tb_text_add(text, "infx"); /* the other costs nothing */
    else
        tb_text_printf(text, "%.*fx", decimals_of(&gain), gain.ratio);
}

void tb_interval_words(struct tb_text *text, const struct tb_ratio *ratio)
{
    struct tb_gain gain = tb_ratio_gain(ratio);
    int decimals = decimals_of(&gain);
    if (ratio->rounds == 1 && ratio->paired) {
        tb_text_add(text, "[one round]");
        return;
    }
    tb_text_printf(text, "[%.*f, %.*f]", decimals, gain.low, decimals, gain.high);
}

void tb_open_interval_words(struct tb_text *text, const struct tb_ratio *ratio)
{
    struct tb_gain gain = tb_ratio_gain(ratio);
    int decimals = decimals_of(&gain);
    bool low = gain.low > 0, high = isfinite(gain.high);
    if (low && high)
        tb_interval_words(text, ratio);
    else if (low)
        tb_text_printf(text, "[%.*f, ?]", decimals, gain.low);
    else if (high)
        tb_text_printf(text, "[?, %.*f]", decimals, gain.high);
    else
        tb_text_add(text, "[?, ?]");
}
