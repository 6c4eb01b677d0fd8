#include "control/base/escape.h"
#include "core/text.h"
#include "core/utf8.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static void add_character(struct tb_text *out, uint32_t code)
{
    char bytes[4];
    tb_text_add_bytes(out, bytes, tb_utf8_put(bytes, code));
}

/* Returns the next character and moves past it. */
static uint32_t next_character(const char **text)
{
    uint32_t code;
    *text += tb_utf8_next(*text, strnlen(*text, 4), &code);
    return code;
}

/* XML 1.0, production 2: most control characters are not allowed, not even as references. */
static bool xml_can_hold(uint32_t code)
{
    return code >= 0x20 ? code != 0xFFFE && code != 0xFFFF : code == '\t' || code == '\n' || code == '\r';
}

void tb_escape_xml(struct tb_text *out, const char *text)
{
    while (*text) {
        uint32_t code = next_character(&text);
        if (!xml_can_hold(code))
            code = TB_REPLACEMENT;
        if (code < 0x20 || code == '&' || code == '<' || code == '>' || code == '"')
            tb_text_printf(out, "&#%u;", (unsigned)code); /* a reference, because attributes lose raw line ends */
        else
            add_character(out, code);
    }
}

static bool is_plain(uint32_t code)
{
    bool letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9');
    return letter || code >= 0x80 || code == ' ' || code == '-' || code == '.' || code == ',' || code == '/' ||
           code == '+' || code == '%' || code == ';' || code == '\'';
}

/* A numeric reference is always the character itself, never markup (CommonMark 6.2); unlike within backticks, even a
 * '|' does not end a cell. */
void tb_escape_markdown(struct tb_text *out, const char *text)
{
    tb_text_add(out, "<code>");
    while (*text) {
        uint32_t code = next_character(&text);
        if (code == '\n' || code == '\r' || code == '\t')
            code = ' ';
        else if (code < 0x20 || code == 0x7F)
            code = TB_REPLACEMENT;
        if (is_plain(code))
            add_character(out, code);
        else
            tb_text_printf(out, "&#%u;", (unsigned)code);
    }
    tb_text_add(out, "</code>");
}

struct json_t *tb_escape_json(const char *text)
{
    struct tb_text clean;
    tb_text_init(&clean, 1 << 20);
    while (*text)
        add_character(&clean, next_character(&text));
    json_t *value = clean.truncated ? NULL : json_string(clean.data);
    tb_text_free(&clean);
    return value;
}
