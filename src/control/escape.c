#include "control/escape.h"
#include "core/text.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static const uint32_t replacement = 0xFFFD;

static void add_character(struct tb_text *out, uint32_t code)
{
    char bytes[4];
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(len == 1 ? code : ((0xF00 >> len) & 0xFF) | code);
    tb_text_add_bytes(out, bytes, len);
}

/* Moves past the next character and returns it; a byte that begins none is a replacement character (RFC 3629, 4). */
static uint32_t next_character(const char **text)
{
    const unsigned char *s = (const unsigned char *)*text;
    size_t len = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t code = len == 1 ? s[0] : s[0] & (0x7FU >> len);
    *text += 1;
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return replacement;
        code = code << 6 | (s[i] & 0x3F);
    }
    if (len == 0 || code < least[len] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return replacement;
    *text += len - 1;
    return code;
}

/* XML 1.0, production 2: most control characters cannot be written at all, not even as references. */
static bool xml_can_hold(uint32_t code)
{
    return code >= 0x20 ? code != 0xFFFE && code != 0xFFFF : code == '\t' || code == '\n' || code == '\r';
}

void tb_escape_xml(struct tb_text *out, const char *text)
{
    while (*text) {
        uint32_t code = next_character(&text);
        if (!xml_can_hold(code))
            code = replacement;
        if (code < 0x20 || code == '&' || code == '<' || code == '>' || code == '"')
            tb_text_printf(out, "&#%u;", (unsigned)code); /* a reference: attributes lose bare line ends */
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

/* A numeric reference stands for the character itself and never for markup (CommonMark 6.2); not even a '|' ends a cell
 * then, as it would within backticks. */
void tb_escape_markdown(struct tb_text *out, const char *text)
{
    tb_text_add(out, "<code>");
    while (*text) {
        uint32_t code = next_character(&text);
        if (code == '\n' || code == '\r' || code == '\t')
            code = ' ';
        else if (code < 0x20 || code == 0x7F)
            code = replacement;
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
