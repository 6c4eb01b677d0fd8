#include "control/sample/instances.h"
#include "control/base/files.h"
#include "control/base/places.h"
#include "control/base/words.h"
#include "core/text.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1000000 };

bool tb_instances_list(struct tb_words *names, struct tb_text *why)
{
    char path[PATH_MAX];
    char *list = tb_places_data(path, "backends/libraries/instances", why) ? tb_file_read(path, MOST_BYTES, why) : NULL;
    bool good = list != NULL;
    for (const char *line = list; good && *line; line += strspn(line, "\n")) {
        size_t len = strcspn(line, " \n");
        if (len > 0 && *line != '#')
            good = tb_words_add(names, line, len);
        line += strcspn(line, "\n");
    }
    if (list && !good)
        tb_text_add(why, "out of memory");
    free(list);
    return good;
}

bool tb_instances_have(const char *name)
{
    struct tb_words names = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    bool have = tb_instances_list(&names, &why) && tb_words_have(&names, name);
    tb_text_free(&why);
    tb_words_free(&names);
    return have;
}
