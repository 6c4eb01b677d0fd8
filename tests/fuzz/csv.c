/* csv.c - any CSV file: rows up to the end, or up to a malformed row. */
#include "core/csv.h"
#include "core/text.h"
#include "fuzz.h"

enum { MOST_FIELDS = 64, MOST_BYTES = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *fields[MOST_FIELDS];
    struct tb_text row;
    size_t at = 0, before = 0;
    ptrdiff_t num;
    tb_text_init(&row, MOST_BYTES);
    while ((num = tb_csv_read((const char *)bytes, len, &at, &row, fields, MOST_FIELDS)) > 0) {
        tb_promise(at > before && at <= len && num <= MOST_FIELDS);
        before = at;
    }
    tb_promise(num < 0 || at == len);
    tb_text_free(&row);
    return 0;
}
