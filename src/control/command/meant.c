#include "control/command/meant.h"
#include "control/base/places.h"
#include "control/base/words.h"
#include "control/plan/suite_files.h"
#include "core/text.h"

bool tb_meant_suite(const char *word, const char *suites)
{
    char folder[PATH_MAX];
    struct tb_words names = {0};
    struct tb_text ignored;
    tb_text_init(&ignored, 1000);
    bool is_one = tb_places_suites(folder, suites, &ignored) && tb_suites_list(&names, folder, &ignored) &&
                  tb_words_have(&names, word);
    tb_words_free(&names);
    tb_text_free(&ignored);
    return is_one;
}
