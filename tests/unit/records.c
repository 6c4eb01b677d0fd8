#include "records.h"
#include "core/text.h"
#include "unit.h"

bool fill_record(struct tb_record *record)
{
    record->status = TB_SAMPLE_OK;
    record->operations = 12345;
    record->cpu = 1;
    record->involuntary_switches = 7;
    record->run_delay_ns = 4000;
    record->max_rss_kib = 8192;
    record->ready_ns = 3000000000;
    record->warm_up_ns = 4000000000;
    record->window_ns = 100000000;
    record->turn_overs = 18;
    record->strangers = 3;
    return tb_record_set(&record->case_name, "kx/x25519/offer") && tb_record_set(&record->role, "local") &&
           tb_record_set(&record->negotiated, "TLS 1.3, \"verified\"\n\\") &&
           tb_record_set(&record->vectors, "dirty") && tb_record_set(&record->cores, "0 1") &&
           tb_record_set(&record->stranger, "127.0.0.1:4711") &&
           tb_record_set(&record->library.instance, "openssl-3.5") &&
           tb_record_set(&record->library.product, "OpenSSL") && tb_record_set(&record->library.version, "3.5.1") &&
           tb_record_set(&record->library.date, "2025-07-01") && tb_record_set(&record->library.date_of, "release") &&
           tb_record_set(&record->library.says, "OpenSSL 3.5.1 1 Jul 2025") &&
           tb_record_set(&record->library.headers, "3.5.0") && tb_record_set(&record->library.build, "gcc -O3") &&
           tb_record_set(&record->library.cpu, "AES-NI") && tb_record_set(&record->library.image, "/x/\xc3\xa9.so") &&
           tb_record_set(&record->library.tls_image, "/x/tls.so") &&
           tb_record_set(&record->library.linkage, "static") && tb_record_set(&record->library.missing, "SHA") &&
           tb_record_set(&record->library.faults, "x25519: one\ned25519: two") &&
           tb_record_set(&record->library.origin, "[{\"file\": \"/x/libssl.a\"}]\n{\"version\": \"3.5.1\"}") &&
           tb_record_add(record, "time", 1.0 / 3) && tb_record_add(record, "time", 1e-30) &&
           tb_record_add(record, "time", -2000) && tb_record_add(record, "cpu_time", 5);
}

void full_line(struct tb_text *line)
{
    struct tb_record record;
    tb_text_init(line, 65536);
    tb_record_init(&record);
    assert_true(fill_record(&record));
    assert_true(tb_record_encode(&record, line));
    tb_record_free(&record);
}

void assert_same_record(const struct tb_record *a, const struct tb_record *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->operations, b->operations);
    assert_int_equal(a->cpu, b->cpu);
    assert_int_equal(a->involuntary_switches, b->involuntary_switches);
    assert_true(a->run_delay_ns == b->run_delay_ns);
    assert_int_equal(a->max_rss_kib, b->max_rss_kib);
    assert_true(a->ready_ns == b->ready_ns);
    assert_true(a->warm_up_ns == b->warm_up_ns && a->window_ns == b->window_ns);
    assert_true(a->turn_overs == b->turn_overs && a->strangers == b->strangers);
    assert_string_equal(a->reason, b->reason);
    assert_string_equal(a->case_name, b->case_name);
    assert_string_equal(a->role, b->role);
    assert_string_equal(a->negotiated, b->negotiated);
    assert_string_equal(a->vectors, b->vectors);
    assert_string_equal(a->cores, b->cores);
    assert_string_equal(a->stranger, b->stranger);
    assert_string_equal(a->library.instance, b->library.instance);
    assert_string_equal(a->library.product, b->library.product);
    assert_string_equal(a->library.version, b->library.version);
    assert_string_equal(a->library.date, b->library.date);
    assert_string_equal(a->library.date_of, b->library.date_of);
    assert_string_equal(a->library.says, b->library.says);
    assert_string_equal(a->library.headers, b->library.headers);
    assert_string_equal(a->library.build, b->library.build);
    assert_string_equal(a->library.cpu, b->library.cpu);
    assert_string_equal(a->library.image, b->library.image);
    assert_string_equal(a->library.tls_image, b->library.tls_image);
    assert_string_equal(a->library.linkage, b->library.linkage);
    assert_string_equal(a->library.missing, b->library.missing);
    assert_string_equal(a->library.faults, b->library.faults);
    assert_string_equal(a->library.origin, b->library.origin);
    assert_int_equal(a->num_series, b->num_series);
    for (size_t i = 0; i < a->num_series; i++) {
        const struct tb_series *series = tb_record_series(b, a->series[i].metric);
        assert_non_null(series);
        assert_int_equal(series->num, a->series[i].num);
        assert_memory_equal(series->values, a->series[i].values, series->num * sizeof *series->values);
    }
}
