/* capacity.c - capacity.csv, the results of a search for capacities, which are then shown. */
#include "control/show/capacity_table.h"
#include "control/store/capacity_found.h"
#include "control/store/run_dir.h"
#include "core/text.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static FILE *nowhere;
    struct tb_capacities_found found;
    struct tb_text why;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    tb_promise(nowhere);
    tb_fuzz_write("capacity.csv", bytes, len);
    tb_text_init(&why, 4000);
    tb_promise(tb_run_is_search(tb_fuzz_folder()));
    bool good = tb_capacities_load(&found, tb_fuzz_folder(), &why);
    tb_promise(good == (why.len == 0));
    tb_promise(!good || (found.num > 0 && found.case_name && found.promise && found.items[0].library));
    if (good)
        tb_capacity_show(nowhere, &found);
    tb_capacities_found_free(&found);
    tb_text_free(&why);
    return 0;
}
