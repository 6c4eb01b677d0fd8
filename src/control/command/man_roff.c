#include "control/command/man_roff.h"
#include "core/text.h"
#include <stdbool.h>
#include <string.h>

/* ASCII that troff takes for something else: groff_char(7). */
static const char *escaped(char c)
{
    switch (c) {
    case '-':
        return "\\-";
    case '\\':
        return "\\e";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case '"':
        return "\\(dq";
    default:
        return NULL;
    }
}

static void add(struct tb_text *page, char c)
{
    const char *instead = escaped(c);
    if (instead)
        tb_text_add(page, instead);
    else
        tb_text_add_bytes(page, &c, 1);
}

void tb_roff_words(struct tb_text *page, const char *text)
{
    for (; *text; text++)
        add(page, *text);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

/* Does a sentence end at text[i]?  "..." is a part of one. */
static bool ends_sentence(const char *text, size_t i)
{
    return strchr(".?!", text[i]) && (i == 0 || text[i - 1] != '.');
}

void tb_roff_sentences(struct tb_text *page, const char *text, size_t len)
{
    size_t last = 0; /* what was appended last */
    bool any = false;
    for (size_t i = 0; i < len; i++) {
        if (is_blank(text[i]))
            continue;
        bool parted = any && last + 1 < i, starts = !any || (parted && ends_sentence(text, last));
        if (parted)
            tb_text_add(page, starts ? "\n" : " ");
        if (starts && text[i] == '.') /* would be a request */
            tb_text_add(page, "\\&");
        add(page, text[i]);
        last = i;
        any = true;
    }
    tb_text_add(page, "\n");
}
