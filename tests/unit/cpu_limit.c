/* CPU quotas of control groups, read from trees that the test creates. */
#include "control/base/cpu_limit.h"
#include "made_files.h"
#include "unit.h"

static void check(double cores, uint64_t throttled_ns)
{
    struct tb_cpu_limit limit;
    assert_true(tb_cpu_limit_find(&limit, made_root()));
    assert_float_equal(tb_cpu_limit_cores(&limit), cores, 1e-9);
    assert_int_equal(tb_cpu_limit_throttled_ns(&limit), throttled_ns);
    tb_cpu_limit_free(&limit);
}

static void nothing_is_no_limit(void **state)
{
    (void)state;
    check(0, 0);
    make_file("/proc/self/cgroup", "0::/\n");
    check(0, 0);
    make_file("/proc/self/mountinfo", "");
    check(0, 0);
}

/* systemd: a slice with a quota, a service in it without one. */
static void version_2_with_a_quota_above(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "0::/system.slice/bench.service\n");
    make_file("/proc/self/mountinfo", "22 1 0:21 / /proc rw - proc proc rw\n"
                                      "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n");
    make_file("/sys/fs/cgroup/system.slice/cpu.max", "50000 100000\n");
    make_file("/sys/fs/cgroup/system.slice/cpu.stat", "usage_usec 5\nthrottled_usec 7\n");
    make_file("/sys/fs/cgroup/system.slice/bench.service/cpu.max", "max 100000\n");
    make_file("/sys/fs/cgroup/system.slice/bench.service/cpu.stat", "nr_periods 1\nthrottled_usec 40\n");
    check(0.5, 47000);
    make_file("/sys/fs/cgroup/system.slice/bench.service/cpu.max", "20000 100000\n");
    check(0.2, 47000);
}

/* A container: its own group appears as the root. */
static void version_2_in_a_namespace(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "0::/\n");
    make_file("/proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup ro - cgroup2 cgroup rw\n");
    make_file("/sys/fs/cgroup/cpu.max", "150000 100000\n");
    check(1.5, 0);
}

static void version_1_in_a_container(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "5:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n0::/docker/abc\n");
    make_file("/proc/self/mountinfo",
              "40 39 0:30 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
              "41 39 0:31 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n");
    make_file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "20000\n");
    make_file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    make_file("/sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 3\nnr_throttled 2\nthrottled_time 123456\n");
    check(0.2, 123456);
    make_file("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    check(0, 123456);
}

/* The names of controllers are compared as words: cpu is neither cpuset nor cpuacct. */
static void version_1_with_each_controller_alone(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "3:cpuset:/a\n2:cpuacct:/b\n1:cpu:/c/d\n0::/\n");
    make_file("/proc/self/mountinfo", "1 0 0:1 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
                                      "2 0 0:2 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct\n"
                                      "3 0 0:3 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n");
    make_file("/sys/fs/cgroup/cpu/c/cpu.cfs_quota_us", "300000\n");
    make_file("/sys/fs/cgroup/cpu/c/cpu.cfs_period_us", "100000\n");
    make_file("/sys/fs/cgroup/cpuset/a/cpu.cfs_quota_us", "1\n");
    make_file("/sys/fs/cgroup/cpuset/a/cpu.cfs_period_us", "100000\n");
    check(3, 0);
}

static void a_mount_with_a_blank(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "0::/x\n");
    make_file("/proc/self/mountinfo", "30 23 0:26 / /control\\040groups rw - cgroup2 cgroup rw\n");
    make_file("/control groups/x/cpu.max", "100000 100000\n");
    check(1, 0);
}

static void damage_is_no_limit(void **state)
{
    (void)state;
    make_file("/proc/self/cgroup", "rubbish\n0:\n::\n0::/x\n");
    make_file("/proc/self/mountinfo", "rubbish\n - \n1 2 - cgroup2 x\n1 - cgroup2 x rw\n"
                                      "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
    make_file("/sys/fs/cgroup/x/cpu.max", "nan\n");
    make_file("/sys/fs/cgroup/x/cpu.stat", "throttled_usec many\n");
    check(0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_ROOT(nothing_is_no_limit),      IN_A_ROOT(version_2_with_a_quota_above),
        IN_A_ROOT(version_2_in_a_namespace), IN_A_ROOT(version_1_in_a_container),
        IN_A_ROOT(a_mount_with_a_blank),     IN_A_ROOT(version_1_with_each_controller_alone),
        IN_A_ROOT(damage_is_no_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
