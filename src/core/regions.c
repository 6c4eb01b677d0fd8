#include "core/regions.h"
#include "core/record.h"

static const char from_name[] = "region_from", to_name[] = "region_to";

bool tb_region_add(struct tb_record *record, uint64_t from_ns, uint64_t to_ns)
{
    const struct tb_series *to = tb_record_series(record, to_name);
    if (to && to->num == TB_MOST_REGIONS)
        return true;
    return tb_record_add(record, from_name, (double)from_ns) && tb_record_add(record, to_name, (double)to_ns);
}

bool tb_regions_of(struct tb_regions *regions, const struct tb_record *record)
{
    const struct tb_series *from = tb_record_series(record, from_name), *to = tb_record_series(record, to_name);
    *regions = (struct tb_regions){0};
    if (!from || !to || from->num != to->num || from->num == 0)
        return false;
    for (size_t i = 0; i < from->num; i++)
        if (from->values[i] > to->values[i] || (i > 0 && to->values[i - 1] > from->values[i]))
            return false;
    *regions = (struct tb_regions){from->values, to->values, from->num};
    return true;
}

bool tb_regions_have(const struct tb_regions *regions, uint64_t now_ns)
{
    size_t low = 0, high = regions->num; /* the first that ends at or after the time is in low..high */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (regions->to[middle] < (double)now_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low < regions->num && regions->from[low] <= (double)now_ns;
}

double tb_regions_ns(const struct tb_regions *regions)
{
    double sum = 0;
    for (size_t i = 0; i < regions->num; i++)
        sum += regions->to[i] - regions->from[i];
    return sum;
}
