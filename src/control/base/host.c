#include "control/base/host.h"
#include "control/base/files.h"
#include "control/base/json_text.h"
#include "core/cores.h"
#include "core/text.h"
#include <inttypes.h>
#include <jansson.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

struct tb_cpu_times tb_cpu_times(void)
{
    struct tb_cpu_times times = {0, 0};
    uint64_t ticks[8]; /* user nice system idle iowait irq softirq steal: proc_stat(5) */
    FILE *file = fopen("/proc/stat", "re");
    if (!file)
        return times;
    int got =
        fscanf(file, "cpu %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64,
               &ticks[0], &ticks[1], &ticks[2], &ticks[3], &ticks[4], &ticks[5], &ticks[6], &ticks[7]);
    fclose(file);
    if (got != 8)
        return times;
    for (int i = 0; i < 8; i++)
        times.total += ticks[i];
    times.steal = ticks[7];
    return times;
}

double tb_steal_ratio(const struct tb_cpu_times *before, const struct tb_cpu_times *after)
{
    if (after->total <= before->total || after->steal < before->steal)
        return 0;
    return (double)(after->steal - before->steal) / (double)(after->total - before->total);
}

double tb_load_average(void)
{
    double load;
    return getloadavg(&load, 1) == 1 ? load : -1;
}

void tb_default_cores(int cores[2])
{
    cpu_set_t set;
    cores[0] = cores[1] = -1;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return;
    int second = -1;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        if (!CPU_ISSET(core, &set))
            continue;
        if (cores[0] < 0)
            cores[0] = core;
        else if (second < 0)
            second = core;
        if (core != cores[0] && tb_first_sibling(core) != tb_first_sibling(cores[0])) {
            cores[1] = core;
            return;
        }
    }
    cores[1] = second >= 0 ? second : cores[0];
}

size_t tb_num_cores_allowed(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 0;
}

bool tb_core_is_allowed(int core)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) != 0 || (core >= 0 && core < CPU_SETSIZE && CPU_ISSET(core, &set));
}

void tb_cores_allowed(struct tb_text *list)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return;
    for (int core = 0; core < CPU_SETSIZE; core++) {
        int last = core;
        while (CPU_ISSET(core, &set) && last + 1 < CPU_SETSIZE && CPU_ISSET(last + 1, &set))
            last++;
        if (!CPU_ISSET(core, &set))
            continue;
        tb_text_printf(list, last > core ? "%s%d-%d" : "%s%d", list->len ? "," : "", core, last);
        core = last;
    }
}

/* The value of "key : value" in /proc/cpuinfo, for the first core. */
static void read_cpuinfo(char *value, size_t cap, const char *key)
{
    char line[4096];
    FILE *file = fopen("/proc/cpuinfo", "re");
    value[0] = '\0';
    while (file && !value[0] && fgets(line, sizeof line, file)) {
        size_t len = strcspn(line, "\t:");
        if (len == strlen(key) && strncmp(line, key, len) == 0)
            snprintf(value, cap, "%s", line + len + strspn(line + len, "\t: "));
    }
    value[strcspn(value, "\n")] = '\0';
    if (file)
        fclose(file);
}

struct json_t *tb_host_facts(void)
{
    json_t *host = json_object();
    char text[4096], clock[256];
    struct utsname kernel;
    struct sysinfo memory;
    read_cpuinfo(text, sizeof text, "model name");
    tb_json_set_text(host, "cpu", text);
    read_cpuinfo(text, sizeof text, "microcode");
    tb_json_set_text(host, "microcode", text);
    read_cpuinfo(text, sizeof text, "cpu MHz"); /* the current value; it varies */
    json_object_set_new(host, "mhz", json_real(strtod(text, NULL)));
    json_object_set_new(host, "cores", json_integer(get_nprocs()));
    read_cpuinfo(text, sizeof text, "flags");
    bool guest = strstr(text, " hypervisor") != NULL;
    tb_file_line(text, sizeof text, "/sys/class/dmi/id/sys_vendor");
    tb_file_line(clock, sizeof clock, "/sys/devices/system/clocksource/clocksource0/available_clocksource");
    bool kvm = strstr(clock, "kvm-clock") != NULL; /* small virtual machines have no DMI tables */
    tb_json_set_text(host, "hypervisor", !guest ? "none" : *text ? text : kvm ? "KVM" : "unknown");
    tb_file_line(text, sizeof text, "/sys/devices/system/clocksource/clocksource0/current_clocksource");
    tb_json_set_text(host, "clocksource", text);
    if (uname(&kernel) == 0) {
        snprintf(text, sizeof text, "%s %s %s", kernel.sysname, kernel.release, kernel.machine);
        tb_json_set_text(host, "kernel", text);
        tb_json_set_text(host, "name", kernel.nodename);
    }
    if (sysinfo(&memory) == 0)
        json_object_set_new(host, "memory_mib",
                            json_integer((json_int_t)((uint64_t)memory.totalram * memory.mem_unit >> 20)));
    tb_json_set_text(host, "compiler", __VERSION__);
    return host;
}
