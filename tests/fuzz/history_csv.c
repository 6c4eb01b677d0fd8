/* history_csv.c - a table for `tlsbench history import`: all rows are imported, or none. */
#include "control/history/history_csv.h"
#include "control/history/history.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char *const count = "SELECT count(*) FROM sample";
    struct tb_history_imported counts = {0};
    struct tb_history history = {0};
    struct tb_text why;
    char path[PATH_MAX], table[PATH_MAX];
    tb_text_init(&why, 4000);
    snprintf(path, sizeof path, "%s/history.db", tb_fuzz_folder());
    snprintf(table, sizeof table, "%s/table.csv", tb_fuzz_folder());
    unlink(path);
    tb_fuzz_write("table.csv", bytes, len);
    if (tb_history_open(&history, path, TB_HISTORY_WRITE, &why)) {
        bool good = tb_history_import(&history, table, &counts, &why);
        tb_promise(good == (why.len == 0));
        tb_promise(good || tb_history_number(&history, &why, count, "") == 0);
    }
    tb_history_close(&history);
    tb_text_free(&why);
    return 0;
}
