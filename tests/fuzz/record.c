/* record.c - a worker's record: a line into which a library may also have written. */
#include "core/record.h"
#include "core/text.h"
#include "fuzz.h"
#include <string.h>

enum { MOST_BYTES = 1 << 22 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_record record, again;
    struct tb_text why, line, second;
    tb_record_init(&record);
    tb_record_init(&again);
    tb_text_init(&why, 2000);
    tb_text_init(&line, MOST_BYTES);
    tb_text_init(&second, MOST_BYTES);
    bool good = tb_record_decode(&record, (const char *)bytes, len, &why);
    tb_promise(good == (why.len == 0));
    if (good) { /* an accepted record can be encoded again, with the same meaning */
        tb_promise(tb_record_encode(&record, &line));
        tb_promise(tb_record_decode(&again, line.data, line.len, &why));
        tb_promise(tb_record_encode(&again, &second) && strcmp(line.data, second.data) == 0);
    }
    tb_text_free(&second);
    tb_text_free(&line);
    tb_text_free(&why);
    tb_record_free(&again);
    tb_record_free(&record);
    return 0;
}
