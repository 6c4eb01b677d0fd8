#include "control/store/folded.h"
#include "control/base/files.h"
#include "control/base/words.h"
#include "core/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 64 << 20, MOST_SAMPLES = 1 << 30 };

/* "FRAME;FRAME COUNT"; names of functions may have blanks. */
static bool take_line(struct tb_folded_line *line, char *text)
{
    char *blank = strrchr(text, ' '), *end;
    if (!blank || blank == text || strspn(blank + 1, "0123456789") == 0)
        return false;
    errno = 0;
    line->stack = text;
    line->count = strtoull(blank + 1, &end, 10);
    *blank = '\0';
    for (char *at = text; (at = strchr(at, ';')); at++)
        *at = TB_FOLDED_PART;
    return !errno && *end == '\0' && line->count > 0 && line->count <= MOST_SAMPLES;
}

static int by_stack(const void *a, const void *b)
{
    return strcmp(((const struct tb_folded_line *)a)->stack, ((const struct tb_folded_line *)b)->stack);
}

bool tb_folded_read(struct tb_folded *folded, const char *path, struct tb_text *why)
{
    *folded = (struct tb_folded){.data = tb_file_read(path, FILE_LIMIT, why)};
    if (!folded->data)
        return false;
    char *rest = folded->data;
    for (char *text; (text = strsep(&rest, "\n")) && (*text || rest); folded->num++) {
        struct tb_folded_line *grown = tb_grow(folded->lines, folded->num, sizeof *grown);
        if (!grown) {
            tb_text_add(why, "out of memory");
            return false;
        }
        folded->lines = grown;
        if (!take_line(&grown[folded->num], text)) {
            tb_text_printf(why, "%s:%zu: not of the form FRAME;FRAME COUNT", path, folded->num + 1);
            return false;
        }
    }
    if (folded->num)
        qsort(folded->lines, folded->num, sizeof *folded->lines, by_stack);
    return true;
}

void tb_folded_free(struct tb_folded *folded)
{
    free(folded->lines);
    free(folded->data);
    *folded = (struct tb_folded){0};
}

size_t tb_folded_below(const struct tb_folded *folded, const char *root, size_t *first)
{
    size_t len = strlen(root), num = 0;
    for (size_t i = 0; i < folded->num; i++) {
        const char *stack = folded->lines[i].stack;
        if (strncmp(stack, root, len) != 0 || stack[len] != TB_FOLDED_PART)
            continue;
        if (num++ == 0)
            *first = i;
    }
    return num;
}
