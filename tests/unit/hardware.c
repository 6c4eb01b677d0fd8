/* What the processor counts in timed regions: on counters and packages that the test makes up. */
#include "harness/hardware.h"
#include "core/record.h"
#include "core/text.h"
#include "unit.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Events ---- */

/* A machine with counters: an event opened gets a real descriptor, which can be closed. */
static struct {
    uint64_t missing; /* config of an event that it does not have */
    int error;        /* of that event */
    size_t opened;
    uint64_t enabled, running, values[TB_HARDWARE_EVENTS];
} machine;

static int fake_open(struct perf_event_attr *attr, int group)
{
    assert_int_equal(attr->type, PERF_TYPE_HARDWARE);
    assert_true(attr->exclude_kernel && !attr->disabled);
    assert_int_equal(group == -1, machine.opened == 0);
    if (attr->config == machine.missing) {
        errno = machine.error;
        return -1;
    }
    machine.opened++;
    return open("/dev/null", O_RDONLY);
}

static ssize_t fake_read(int fd, void *values, size_t size)
{
    uint64_t *out = values;
    assert_true(fd >= 0);
    assert_int_equal(size, (3 + machine.opened) * sizeof *out);
    out[0] = machine.opened;
    out[1] = machine.enabled;
    out[2] = machine.running;
    memcpy(out + 3, machine.values, machine.opened * sizeof *out);
    return (ssize_t)size;
}

static struct tb_hardware_source source = {fake_open, fake_read, "/nowhere"};

enum { NO_EVENT = 99 };

static void begin_machine(uint64_t missing, int error)
{
    memset(&machine, 0, sizeof machine);
    machine.missing = missing;
    machine.error = error;
}

/* It does what would take so long. */
static void work(uint64_t ns, uint64_t cycles, uint64_t instructions, uint64_t third, uint64_t fourth)
{
    const uint64_t more[] = {cycles, instructions, third, fourth};
    machine.enabled += ns;
    machine.running += ns;
    for (size_t i = 0; i < TB_HARDWARE_EVENTS; i++)
        machine.values[i] += more[i];
}

static double value(const struct tb_record *record, const char *metric)
{
    const struct tb_series *series = tb_record_series(record, metric);
    return series ? series->values[series->num - 1] : -1;
}

static void only_timed_regions_count(void **state)
{
    (void)state;
    struct tb_hardware hardware;
    struct tb_record record;
    struct tb_text why;
    tb_text_init(&why, 1000);
    tb_record_init(&record);
    begin_machine(NO_EVENT, 0);
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_CYCLES, &source, &why), TB_OK);
    for (int chunk = 0; chunk < 2; chunk++) {
        tb_hardware_reset(&hardware);
        for (int region = 0; region < 2; region++) {
            work(1000, 5000, 7000, 11, 13); /* preparation */
            assert_true(tb_hardware_begin(&hardware, &why));
            work(100, 400, 800, 20, 30);
            assert_true(tb_hardware_end(&hardware, &why));
        }
        assert_true(tb_hardware_record(&hardware, &record, 8, &why));
        assert_true(value(&record, "cycles") == 100 && value(&record, "instructions_per_cycle") == 2);
        assert_true(value(&record, "cache_misses") == 5 && value(&record, "branch_misses") == 7.5);
    }
    assert_int_equal(tb_record_series(&record, "cycles")->num, 2);
    assert_null(tb_record_series(&record, "energy"));
    tb_hardware_close(&hardware);
    tb_record_free(&record);
    tb_text_free(&why);
}

/* The values of the others move up by a place. */
static void an_event_may_be_missing(void **state)
{
    (void)state;
    struct tb_hardware hardware;
    struct tb_record record;
    struct tb_text why;
    tb_text_init(&why, 1000);
    tb_record_init(&record);
    begin_machine(PERF_COUNT_HW_CACHE_MISSES, ENOENT);
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_CYCLES, &source, &why), TB_OK);
    tb_hardware_reset(&hardware);
    assert_true(tb_hardware_begin(&hardware, &why));
    work(100, 400, 600, 30, 0);
    assert_true(tb_hardware_end(&hardware, &why) && tb_hardware_record(&hardware, &record, 10, &why));
    assert_true(value(&record, "cycles") == 40 && value(&record, "branch_misses") == 3);
    assert_null(tb_record_series(&record, "cache_misses"));
    tb_hardware_close(&hardware);
    tb_record_free(&record);
    tb_text_free(&why);
}

static void without_counters_it_is_unsupported(void **state)
{
    (void)state;
    static const struct {
        uint64_t missing;
        int error;
        const char *why;
    } machines[] = {{PERF_COUNT_HW_CPU_CYCLES, ENOENT, "offers no hardware counters"},
                    {PERF_COUNT_HW_INSTRUCTIONS, EOPNOTSUPP, "use --metric instructions"},
                    {PERF_COUNT_HW_CPU_CYCLES, EACCES, "kernel.perf_event_paranoid=2"}};
    for (size_t i = 0; i < COUNT(machines); i++) {
        struct tb_hardware hardware;
        struct tb_text why;
        tb_text_init(&why, 1000);
        begin_machine(machines[i].missing, machines[i].error);
        assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_CYCLES, &source, &why), TB_UNSUPPORTED);
        assert_non_null(strstr(why.data, machines[i].why));
        tb_hardware_close(&hardware);
        tb_text_free(&why);
    }
}

/* Half a count would look like a fast library. */
static void shared_counters_are_no_count(void **state)
{
    (void)state;
    struct tb_hardware hardware;
    struct tb_text why;
    tb_text_init(&why, 1000);
    begin_machine(NO_EVENT, 0);
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_CYCLES, &source, &why), TB_OK);
    assert_true(tb_hardware_begin(&hardware, &why));
    work(100, 400, 800, 0, 0);
    machine.running -= 50;
    assert_false(tb_hardware_end(&hardware, &why));
    assert_non_null(strstr(why.data, "nmi_watchdog"));
    tb_hardware_close(&hardware);
    tb_text_free(&why);
}

static void a_count_of_nothing_is_refused(void **state)
{
    (void)state;
    struct tb_hardware hardware;
    struct tb_record record;
    struct tb_text why;
    tb_text_init(&why, 1000);
    tb_record_init(&record);
    begin_machine(NO_EVENT, 0);
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_CYCLES, &source, &why), TB_OK);
    tb_hardware_reset(&hardware);
    assert_true(tb_hardware_begin(&hardware, &why) && tb_hardware_end(&hardware, &why));
    assert_false(tb_hardware_record(&hardware, &record, 10, &why));
    assert_non_null(strstr(why.data, "did not move"));
    tb_hardware_close(&hardware);
    tb_record_free(&record);
    tb_text_free(&why);
}

/* ---- Energy ---- */

static char folder[] = "/tmp/tlsbench-unit-XXXXXX";

static void write_number(int package, const char *file, const char *number)
{
    char path[200];
    snprintf(path, sizeof path, "%s/intel-rapl:%d", folder, package);
    assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
    snprintf(path, sizeof path, "%s/intel-rapl:%d/%s", folder, package, file);
    FILE *opened = fopen(path, "w");
    assert_non_null(opened);
    assert_true(fputs(number, opened) >= 0 && fclose(opened) == 0);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char command[100];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void packages_are_summed_and_begin_again(void **state)
{
    (void)state;
    const struct tb_hardware_source packages = {fake_open, fake_read, folder};
    struct tb_hardware hardware;
    struct tb_record record;
    struct tb_text why;
    tb_text_init(&why, 1000);
    tb_record_init(&record);
    write_number(0, "max_energy_range_uj", "1000000\n");
    write_number(0, "energy_uj", "999990\n");
    write_number(1, "max_energy_range_uj", "1000000\n");
    write_number(1, "energy_uj", "100\n");
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_ENERGY, &packages, &why), TB_OK);
    tb_hardware_reset(&hardware);
    assert_true(tb_hardware_begin(&hardware, &why));
    write_number(0, "energy_uj", "20\n");
    write_number(1, "energy_uj", "170\n");
    assert_true(tb_hardware_end(&hardware, &why) && tb_hardware_record(&hardware, &record, 100, &why));
    assert_true(value(&record, "energy") == 1000); /* 30 uJ + 70 uJ */
    assert_null(tb_record_series(&record, "cycles"));
    write_number(1, "energy_uj", "nonsense\n");
    assert_false(tb_hardware_begin(&hardware, &why));
    assert_non_null(strstr(why.data, "energy of package 1 cannot be read"));
    tb_hardware_close(&hardware);
    tb_record_free(&record);
    tb_text_free(&why);
}

static void without_packages_energy_is_unsupported(void **state)
{
    (void)state;
    struct tb_hardware hardware;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_int_equal(tb_hardware_open(&hardware, TB_HARDWARE_ENERGY, &source, &why), TB_UNSUPPORTED);
    assert_non_null(strstr(why.data, "there is no /nowhere/intel-rapl:0"));
    tb_hardware_close(&hardware);
    tb_text_free(&why);
}

/* ---- Names ---- */

static void kinds_have_names(void **state)
{
    (void)state;
    enum tb_hardware_kind kind = TB_HARDWARE_NONE;
    assert_true(tb_hardware_by_name(&kind, "energy") && kind == TB_HARDWARE_ENERGY);
    assert_true(tb_hardware_by_name(&kind, "cycles") && kind == TB_HARDWARE_CYCLES);
    assert_false(tb_hardware_by_name(&kind, "time"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_timed_regions_count),
        cmocka_unit_test(an_event_may_be_missing),
        cmocka_unit_test(without_counters_it_is_unsupported),
        cmocka_unit_test(shared_counters_are_no_count),
        cmocka_unit_test(a_count_of_nothing_is_refused),
        cmocka_unit_test(packages_are_summed_and_begin_again),
        cmocka_unit_test(without_packages_energy_is_unsupported),
        cmocka_unit_test(kinds_have_names),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
