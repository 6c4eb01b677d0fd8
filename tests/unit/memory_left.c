/* What is left of the memory, as the machine and the control groups tell it in files that the test makes. */
#include "harness/memory_left.h"
#include "made_files.h"
#include "unit.h"
#include <stdio.h>
#include <string.h>

enum { MIB = 1 << 20 };

static void have_machine(void)
{
    make_file("/proc/meminfo", "MemTotal:       8000000 kB\nMemFree:        1000 kB\nMemAvailable:   1024000 kB\n");
}

/* `limit`: the file that it is of, below the root; "": the machine's. */
static void check(uint64_t bytes, const char *limit)
{
    struct tb_memory_left left;
    char file[600] = "";
    tb_memory_left(&left, made_root());
    assert_int_equal(left.bytes, bytes);
    if (*limit)
        snprintf(file, sizeof file, "%s%s", made_root(), limit);
    assert_string_equal(left.limit, file);
}

static void without_groups_it_is_the_machines(void **state)
{
    (void)state;
    check(UINT64_MAX, "");
    have_machine();
    check(UINT64_C(1024000) * 1024, "");
}

/* A service without a limit, in a slice with one, of which pages of files take a part that can be had back. */
static void version_2_with_a_limit_above(void **state)
{
    (void)state;
    have_machine();
    make_file("/proc/self/cgroup", "0::/system.slice/bench.service\n");
    make_file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n");
    make_file("/sys/fs/cgroup/system.slice/memory.max", "419430400\n");
    make_file("/sys/fs/cgroup/system.slice/memory.high", "max\n");
    make_file("/sys/fs/cgroup/system.slice/memory.current", "209715200\n");
    make_file("/sys/fs/cgroup/system.slice/memory.stat",
              "anon 1\nfile 80000000\ninactive_file_not 7\ninactive_file 52428800\n");
    make_file("/sys/fs/cgroup/system.slice/bench.service/memory.max", "max\n");
    make_file("/sys/fs/cgroup/system.slice/bench.service/memory.current", "104857600\n");
    check(250 * MIB, "/sys/fs/cgroup/system.slice/memory.max");
    make_file("/sys/fs/cgroup/system.slice/bench.service/memory.max", "115343360\n");
    check(10 * MIB, "/sys/fs/cgroup/system.slice/bench.service/memory.max");
    make_file("/sys/fs/cgroup/system.slice/memory.high", "163577856\n"); /* from there on the kernel slows it down */
    check(6 * MIB, "/sys/fs/cgroup/system.slice/memory.high");
    make_file("/sys/fs/cgroup/system.slice/bench.service/memory.current", "999999999\n"); /* it was lowered */
    check(0, "/sys/fs/cgroup/system.slice/bench.service/memory.max");
}

static void version_1_in_a_container(void **state)
{
    (void)state;
    have_machine();
    make_file("/proc/self/cgroup", "5:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n0::/docker/abc\n");
    make_file("/proc/self/mountinfo",
              "40 39 0:30 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
              "41 39 0:31 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n");
    make_file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n"); /* none */
    make_file("/sys/fs/cgroup/memory/memory.usage_in_bytes", "104857600\n");
    check(UINT64_C(1024000) * 1024, "");
    make_file("/sys/fs/cgroup/memory/memory.limit_in_bytes", "209715200\n");
    check(100 * MIB, "/sys/fs/cgroup/memory/memory.limit_in_bytes");
    make_file("/sys/fs/cgroup/memory/memory.stat", "inactive_file 5\ntotal_inactive_file 1048576\n");
    check(101 * MIB, "/sys/fs/cgroup/memory/memory.limit_in_bytes");
}

static void damage_is_no_limit(void **state)
{
    (void)state;
    have_machine();
    make_file("/proc/self/cgroup", "0::/x\n");
    make_file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
    make_file("/sys/fs/cgroup/x/memory.max", "");
    make_file("/sys/fs/cgroup/x/memory.current", "many\n");
    check(UINT64_C(1024000) * 1024, "");
    make_file("/sys/fs/cgroup/x/memory.current", "5\n");
    check(UINT64_C(1024000) * 1024, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_ROOT(without_groups_it_is_the_machines),
        IN_A_ROOT(version_2_with_a_limit_above),
        IN_A_ROOT(version_1_in_a_container),
        IN_A_ROOT(damage_is_no_limit),
    };
    return cmocka_run_group_tests_name("memory_left", tests, NULL, NULL);
}
