/* callgrind.c - profiles of callgrind, with the real tables of phases. */
#include "control/anatomy/callgrind.h"
#include "core/text.h"
#include "fuzz.h"

enum { CALLERS = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct tb_phases phases; /* read once: they are the program's own */
    static const char *const marks[] = {"tb_connection_open", "tb_connection_close", NULL};
    struct tb_profile profile = {0};
    struct tb_text why;
    tb_text_init(&why, 2000);
    if (phases.num == 0 && !tb_phases_find(&phases, &why)) {
        fprintf(stderr, "%s\n", why.data);
        exit(EXIT_FAILURE);
    }
    struct tb_fuzz_file file = tb_fuzz_file(bytes, len);
    bool good = tb_callgrind_read(&profile, file.path, &phases, CALLERS, marks, &why);
    tb_promise(good == (why.len == 0));
    tb_fuzz_file_end(&file);
    tb_text_free(&why);
    return 0;
}
