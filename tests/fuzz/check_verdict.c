/* check_verdict.c - what a check said, as stored: comparison.csv, a line of "---", check.json, beside two samples. */
#include "control/verdict/check_verdict.h"
#include "control/store/load_run.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

static const char samples[] =
    "schema,run,round,place,case,library,version,client,server,metric,unit,chunk,value,status,reason\r\n"
    "1,a,1,1,kx/x25519/offer,fault-none,1,fault-none,fault-none,time,ns,1,100,ok,\r\n"
    "1,a,1,2,kx/x25519/offer,candidate,1,candidate,candidate,time,ns,1,900,ok,\r\n";

static void write_files(const uint8_t *bytes, size_t len)
{
    const uint8_t *end = len > 0 ? memmem(bytes, len, "\n---\n", 5) : NULL;
    size_t part = end ? (size_t)(end - bytes) + 1 : len, past = part < len ? part + 4 : len;
    tb_fuzz_write("samples.csv", samples, sizeof samples - 1);
    tb_fuzz_write("comparison.csv", bytes, part);
    tb_fuzz_write("check.json", bytes + past, len - past);
}

static void look_at(const struct tb_check_verdict *said)
{
    const struct tb_conclusion *conclusion = &said->conclusion;
    struct tb_text text;
    tb_text_init(&text, 1000);
    tb_conclusion_unjudged(conclusion, &text);
    tb_promise(conclusion->judged <= conclusion->cases && *tb_outcome_name(conclusion->outcome));
    for (size_t i = 0; i < said->comparison.num_rows; i++) {
        const struct tb_comparison_row *row = &said->comparison.rows[i];
        tb_promise(row->planned && row->metric && row->base && row->other && *tb_verdict_name(row->verdict));
    }
    tb_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_loaded_run run;
    struct tb_check_verdict said;
    struct tb_text why;
    tb_fuzz_folder();
    write_files(bytes, len);
    tb_text_init(&why, 4000);
    tb_promise(tb_run_load(&run, tb_fuzz_folder(), &why));
    bool good = tb_check_verdict_load(&said, &run, &why);
    tb_promise(good == (why.len == 0));
    if (good)
        look_at(&said);
    tb_check_verdict_free(&said);
    tb_run_unload(&run);
    tb_text_free(&why);
    return 0;
}
