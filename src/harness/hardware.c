#include "harness/hardware.h"
#include "core/record.h"
#include "core/text.h"
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The first leads the group: without these two nothing is counted; what follows may be missing. */
enum { CYCLES, INSTRUCTIONS, CACHE_MISSES, BRANCH_MISSES, NEEDED = CACHE_MISSES };
static const uint64_t configs[TB_HARDWARE_EVENTS] = {PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_INSTRUCTIONS,
                                                     PERF_COUNT_HW_CACHE_MISSES, PERF_COUNT_HW_BRANCH_MISSES};

/* What a group's read gives, in PERF_FORMAT_GROUP with both times. */
enum { NUM_OF_GROUP, ENABLED, RUNNING, FIRST_VALUE };

static int open_event(struct perf_event_attr *attr, int group)
{
    return (int)syscall(SYS_perf_event_open, attr, 0, -1, group, PERF_FLAG_FD_CLOEXEC);
}

const struct tb_hardware_source tb_hardware_host = {open_event, read, "/sys/class/powercap"};

bool tb_hardware_by_name(enum tb_hardware_kind *kind, const char *name)
{
    static const char *const names[] = {[TB_HARDWARE_CYCLES] = "cycles", [TB_HARDWARE_ENERGY] = "energy"};
    for (size_t i = TB_HARDWARE_CYCLES; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *kind = (enum tb_hardware_kind)i;
            return true;
        }
    return false;
}

/* ---- Events ---- */

static void blame_events(struct tb_text *why, int error)
{
    if (error == EACCES || error == EPERM)
        tb_text_add(why, "this user may not count hardware events; as root: sysctl kernel.perf_event_paranoid=2, and "
                         "start a container with --cap-add PERFMON");
    else
        tb_text_printf(why,
                       "this machine offers no hardware counters, as most virtual machines (perf_event_open: %s); use "
                       "--metric instructions, which needs none",
                       strerror(error));
}

static enum tb_status open_events(struct tb_hardware *hardware, struct tb_text *why)
{
    for (size_t i = 0; i < TB_HARDWARE_EVENTS; i++) {
        struct perf_event_attr attr = {.type = PERF_TYPE_HARDWARE,
                                       .size = sizeof attr,
                                       .config = configs[i],
                                       .read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED |
                                                      PERF_FORMAT_TOTAL_TIME_RUNNING,
                                       .exclude_kernel = 1,
                                       .exclude_hv = 1};
        hardware->fds[i] = hardware->source->open(&attr, i == CYCLES ? -1 : hardware->fds[CYCLES]);
        if (hardware->fds[i] < 0 && i < NEEDED) {
            blame_events(why, errno);
            return TB_UNSUPPORTED;
        }
    }
    return TB_OK;
}

static size_t num_open(const struct tb_hardware *hardware)
{
    size_t num = 0;
    for (size_t i = 0; i < TB_HARDWARE_EVENTS; i++)
        num += hardware->fds[i] >= 0;
    return num;
}

static bool read_events(const struct tb_hardware *hardware, uint64_t values[], struct tb_text *why)
{
    size_t num = num_open(hardware), size = (FIRST_VALUE + num) * sizeof *values;
    ssize_t got = hardware->source->read(hardware->fds[CYCLES], values, size);
    if (got == (ssize_t)size && values[NUM_OF_GROUP] == num)
        return true;
    tb_text_printf(why, "the hardware counters cannot be read: %s", got < 0 ? strerror(errno) : "too few of them");
    return false;
}

/* A group that had to share the counters counted only a part of the region. */
static bool end_events(struct tb_hardware *hardware, struct tb_text *why)
{
    const uint64_t *before = hardware->before;
    uint64_t after[FIRST_VALUE + TB_HARDWARE_EVENTS];
    if (!read_events(hardware, after, why))
        return false;
    if (after[RUNNING] - before[RUNNING] != after[ENABLED] - before[ENABLED]) {
        tb_text_add(why, "another program used the hardware counters meanwhile; stop other profilers, and the kernel's "
                         "watchdog (as root: sysctl kernel.nmi_watchdog=0)");
        return false;
    }
    for (size_t i = 0, place = FIRST_VALUE; i < TB_HARDWARE_EVENTS; i++)
        if (hardware->fds[i] >= 0) {
            hardware->sums[i] += (double)(after[place] - before[place]);
            place++;
        }
    return true;
}

/* ---- Energy ---- */

/* A number in a file of a package's folder.  On failure errno is set. */
static bool read_package(const struct tb_hardware *hardware, int package, const char *file, uint64_t *number)
{
    char path[4096], line[40] = "", *end;
    snprintf(path, sizeof path, "%s/intel-rapl:%d/%s", hardware->source->powercap, package, file);
    FILE *opened = fopen(path, "re");
    if (!opened)
        return false;
    errno = EIO;
    bool got = fgets(line, sizeof line, opened) != NULL;
    fclose(opened);
    *number = strtoull(line, &end, 10);
    return got && end != line;
}

static enum tb_status find_packages(struct tb_hardware *hardware, struct tb_text *why)
{
    int denied = 0;
    for (int i = 0; i < TB_MOST_PACKAGES; i++) {
        uint64_t energy, range;
        bool there = read_package(hardware, i, "max_energy_range_uj", &range) && range > 0;
        if (there && read_package(hardware, i, "energy_uj", &energy)) {
            hardware->range[hardware->num_packages] = range;
            hardware->packages[hardware->num_packages++] = i;
        } else if (there) {
            denied = errno;
        }
    }
    if (hardware->num_packages > 0 && !denied)
        return TB_OK;
    if (denied)
        tb_text_printf(why, "the energy of a package cannot be read: %s/intel-rapl:N/energy_uj: %s; run as root",
                       hardware->source->powercap, strerror(denied));
    else
        tb_text_printf(why,
                       "this machine does not tell its energy, as most virtual machines (there is no "
                       "%s/intel-rapl:0); load the kernel's module intel_rapl_msr, or measure on hardware",
                       hardware->source->powercap);
    return TB_UNSUPPORTED;
}

static bool read_energy(const struct tb_hardware *hardware, uint64_t values[], struct tb_text *why)
{
    for (size_t i = 0; i < hardware->num_packages; i++)
        if (!read_package(hardware, hardware->packages[i], "energy_uj", &values[i])) {
            tb_text_printf(why, "the energy of package %d cannot be read: %s", hardware->packages[i], strerror(errno));
            return false;
        }
    return true;
}

static bool end_energy(struct tb_hardware *hardware, struct tb_text *why)
{
    uint64_t after[TB_MOST_PACKAGES];
    if (!read_energy(hardware, after, why))
        return false;
    for (size_t i = 0; i < hardware->num_packages; i++) {
        uint64_t before = hardware->before[i], over = after[i] < before ? hardware->range[i] : 0;
        hardware->sums[0] += (double)(after[i] + over - before);
    }
    return true;
}

/* ---- Both ---- */

enum tb_status tb_hardware_open(struct tb_hardware *hardware, enum tb_hardware_kind kind,
                                const struct tb_hardware_source *source, struct tb_text *why)
{
    *hardware = (struct tb_hardware){.kind = kind, .source = source, .fds = {-1, -1, -1, -1}};
    if (kind == TB_HARDWARE_CYCLES)
        return open_events(hardware, why);
    return kind == TB_HARDWARE_ENERGY ? find_packages(hardware, why) : TB_OK;
}

void tb_hardware_close(struct tb_hardware *hardware)
{
    for (size_t i = 0; i < TB_HARDWARE_EVENTS && hardware->kind == TB_HARDWARE_CYCLES; i++)
        if (hardware->fds[i] >= 0)
            close(hardware->fds[i]);
    hardware->kind = TB_HARDWARE_NONE;
}

void tb_hardware_reset(struct tb_hardware *hardware)
{
    memset(hardware->sums, 0, sizeof hardware->sums);
}

bool tb_hardware_begin(struct tb_hardware *hardware, struct tb_text *why)
{
    if (hardware->kind == TB_HARDWARE_CYCLES)
        return read_events(hardware, hardware->before, why);
    return hardware->kind == TB_HARDWARE_NONE || read_energy(hardware, hardware->before, why);
}

bool tb_hardware_end(struct tb_hardware *hardware, struct tb_text *why)
{
    if (hardware->kind == TB_HARDWARE_CYCLES)
        return end_events(hardware, why);
    return hardware->kind == TB_HARDWARE_NONE || end_energy(hardware, why);
}

static bool record_events(const struct tb_hardware *hardware, struct tb_record *record, double operations)
{
    const double *sums = hardware->sums;
    return tb_record_metric(record, cycles, sums[CYCLES] / operations) &&
           tb_record_metric(record, instructions_per_cycle, sums[INSTRUCTIONS] / sums[CYCLES]) &&
           (hardware->fds[CACHE_MISSES] < 0 ||
            tb_record_metric(record, cache_misses, sums[CACHE_MISSES] / operations)) &&
           (hardware->fds[BRANCH_MISSES] < 0 ||
            tb_record_metric(record, branch_misses, sums[BRANCH_MISSES] / operations));
}

bool tb_hardware_record(const struct tb_hardware *hardware, struct tb_record *record, uint64_t operations,
                        struct tb_text *why)
{
    bool good = true;
    if (hardware->kind != TB_HARDWARE_NONE && !(hardware->sums[0] > 0)) {
        tb_text_add(why, hardware->kind == TB_HARDWARE_ENERGY
                             ? "the energy counter did not move during a chunk; use longer ones, such as --chunk-ms 200"
                             : "the hardware counters did not move during a chunk");
        return false;
    }
    if (hardware->kind == TB_HARDWARE_CYCLES)
        good = record_events(hardware, record, (double)operations);
    else if (hardware->kind == TB_HARDWARE_ENERGY)
        good = tb_record_metric(record, energy, 1e3 * hardware->sums[0] / (double)operations);
    if (!good)
        tb_text_add(why, "out of memory for the record");
    return good;
}
