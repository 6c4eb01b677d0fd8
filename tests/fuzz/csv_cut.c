/* csv_cut.c - a table whose writer was killed: the first two bytes select where.  The rows read from it must be the
 * first rows of the whole table, unchanged. */
#include "control/base/csv_table.h"
#include "fuzz.h"
#include <string.h>

static const char *const columns[] = {"round", "place", "value", "?status"};
enum { ROUND, PLACE, NUM = sizeof columns / sizeof *columns };

static bool same_row(const struct tb_csv_table *a, const struct tb_csv_table *b)
{
    for (size_t i = 0; i < NUM; i++)
        if (strcmp(tb_csv_table_get(a, i), tb_csv_table_get(b, i)) != 0)
            return false;
    return true;
}

static void compare(struct tb_csv_table *torn, struct tb_csv_table *whole)
{
    struct tb_text why;
    tb_text_init(&why, 2000);
    tb_promise(tb_csv_table_cut(torn, ROUND, PLACE + 1));
    while (tb_csv_table_next(torn, &why) > 0) {
        tb_promise(tb_csv_table_next(whole, &why) > 0);
        tb_promise(same_row(torn, whole));
    }
    tb_text_free(&why);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len < 2)
        return 0;
    size_t cut = ((size_t)bytes[0] << 8 | bytes[1]) % (len - 1);
    bytes += 2, len -= 2;
    if (memchr(bytes, '\0', len)) /* zero bytes are not tested here: they end the text */
        return 0;
    struct tb_fuzz_file files[2] = {tb_fuzz_file(bytes, cut), tb_fuzz_file(bytes, len)};
    struct tb_csv_table torn = {0}, whole = {0};
    struct tb_text why;
    tb_text_init(&why, 2000);
    if (tb_csv_table_open(&torn, files[0].path, columns, NUM, &why) &&
        tb_csv_table_open(&whole, files[1].path, columns, NUM, &why) && torn.num_fields == whole.num_fields)
        compare(&torn, &whole);
    tb_csv_table_close(&torn);
    tb_csv_table_close(&whole);
    tb_fuzz_file_end(&files[0]);
    tb_fuzz_file_end(&files[1]);
    tb_text_free(&why);
    return 0;
}
