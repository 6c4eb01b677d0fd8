/* regions.h - when the timed regions of a worker began and ended, as two series of its record.
 *
 * A profiler samples a whole process.  With its regions, samples of set-up, preparation and checks are told from those
 * of the timed work.  Times are those of tb_now_ns (CLOCK_MONOTONIC), in ns.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_record;

/* So many are kept, the first ones, in a record that can be sent: later samples of a profiler are then left out. */
enum { TB_MOST_REGIONS = 65536 };

/* In the order of time; fails only if memory runs out. */
bool tb_region_add(struct tb_record *record, uint64_t from_ns, uint64_t to_ns);

struct tb_regions {
    const double *from, *to; /* borrowed from the record */
    size_t num;
};

/* false: the record has none, or they overlap, which no worker writes. */
bool tb_regions_of(struct tb_regions *regions, const struct tb_record *record);
bool tb_regions_have(const struct tb_regions *regions, uint64_t now_ns); /* is the time in one of them? */
double tb_regions_ns(const struct tb_regions *regions);                  /* of all together */
