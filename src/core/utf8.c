#include "core/utf8.h"
#include "core/text.h"
#include <stdbool.h>
#include <string.h>

/* Length of the character that begins with this byte; 0: invalid. */
static size_t length_of(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

size_t tb_utf8_next(const char *text, size_t len, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *s = (const unsigned char *)text;
    size_t num = length_of(s[0]);
    uint32_t value = num == 1 ? s[0] : s[0] & (0x7FU >> num);
    *code = TB_REPLACEMENT;
    if (num > len)
        return 1;
    for (size_t i = 1; i < num; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (s[i] & 0x3F);
    }
    if (num == 0 || value < least[num] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return 1;
    *code = value;
    return num;
}

size_t tb_utf8_put(char bytes[4], uint32_t code)
{
    size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(len == 1 ? code : ((0xF00 >> len) & 0xFF) | code);
    return len;
}

/* Excludes control characters (C0 and C1) and the marks of Unicode's bidirectional algorithm (UAX 9). */
static bool is_harmless(uint32_t code)
{
    bool control = (code < 0x20 && code != '\t' && code != '\n') || (code >= 0x7F && code < 0xA0);
    bool turns = code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
                 (code >= 0x2066 && code <= 0x2069);
    return !control && !turns;
}

/* Could more bytes complete a character or a line end? */
static bool is_open(const char *text, size_t len)
{
    if (text[0] == '\r')
        return len == 1;
    size_t num = length_of((unsigned char)text[0]);
    for (size_t i = 1; i < len; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return false;
    return num > len;
}

/* Copies one character, or the CR of a line end; *used is its length in bytes. */
static size_t clean_one(const char *text, size_t len, char *clean, size_t *used)
{
    uint32_t code;
    *used = tb_utf8_next(text, len, &code);
    if (code == '\r' && len > 1 && text[1] == '\n') {
        *clean = '\r';
        return 1;
    }
    return tb_utf8_put(clean, is_harmless(code) ? code : TB_REPLACEMENT);
}

size_t tb_clean(struct tb_cleaner *cleaner, const char *text, size_t len, char *clean)
{
    size_t written = 0, used;
    bool last = len == 0;
    /* Completes a held character byte by byte. */
    while (cleaner->num > 0 && (len > 0 || last)) {
        if (len > 0 && cleaner->num < sizeof cleaner->held) {
            cleaner->held[cleaner->num++] = *text++;
            len--;
        }
        if (!last && is_open(cleaner->held, cleaner->num))
            continue;
        written += clean_one(cleaner->held, cleaner->num, clean + written, &used);
        cleaner->num -= used;
        memmove(cleaner->held, cleaner->held + used, cleaner->num);
    }
    while (len > 0 && !is_open(text, len)) {
        written += clean_one(text, len, clean + written, &used);
        text += used;
        len -= used;
    }
    if (len > 0) {
        memcpy(cleaner->held, text, len); /* at most 3 bytes */
        cleaner->num = len;
    }
    return written;
}

void tb_clean_text(struct tb_text *out, const char *text)
{
    struct tb_cleaner cleaner = {.num = 0};
    char clean[3 * (256 + 4)];
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        size_t piece = len - at < 256 ? len - at : 256;
        tb_text_add_bytes(out, clean, tb_clean(&cleaner, text + at, piece, clean));
        at += piece;
    }
    tb_text_add_bytes(out, clean, tb_clean(&cleaner, "", 0, clean));
}

void tb_clean_line(struct tb_text *out, const char *text)
{
    size_t before = out->len;
    tb_clean_text(out, text);
    for (size_t i = before; i < out->len; i++)
        if (out->data[i] == '\t' || out->data[i] == '\n' || out->data[i] == '\r')
            out->data[i] = ' ';
}

char *tb_clean_copy(const char *text)
{
    struct tb_text clean;
    tb_text_init(&clean, 3 * strlen(text) + 1);
    tb_clean_line(&clean, text);
    char *copy = clean.truncated ? NULL : strdup(clean.data);
    tb_text_free(&clean);
    return copy;
}
