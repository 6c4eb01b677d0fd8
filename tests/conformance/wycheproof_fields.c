/* wycheproof_fields.c - the fields of a vector. */
#include "wycheproof.h"
#include <stdlib.h>
#include <string.h>

static void blame(struct vector_reader *reader, const char *key, const char *what)
{
    if (!reader->broken[0])
        snprintf(reader->broken, sizeof reader->broken, "\"%s\" is %s", key, what);
}

static bool hexadecimal(uint8_t *dst, const char *digits, size_t num)
{
    static const char alphabet[] = "0123456789abcdef";
    for (size_t i = 0; i < num; i++) {
        const char *digit = memchr(alphabet, digits[i] | 0x20, sizeof alphabet - 1);
        if (!digit)
            return false;
        dst[i / 2] = (uint8_t)(dst[i / 2] << 4 | (digit - alphabet));
    }
    return num % 2 == 0;
}

struct tb_bytes vector_bytes(struct vector_reader *reader, const json_t *object, const char *key)
{
    const char *digits = vector_text(reader, object, key);
    size_t num = strlen(digits);
    if (num == 0)
        return (struct tb_bytes){NULL, 0};
    uint8_t *bytes = reader->num_owned < MOST_FIELDS ? calloc(1, num / 2 + 1) : NULL;
    if (!bytes) {
        blame(reader, key, "more than there is room for");
        return (struct tb_bytes){NULL, 0};
    }
    reader->owned[reader->num_owned++] = bytes;
    if (!hexadecimal(bytes, digits, num))
        blame(reader, key, "not hexadecimal");
    return (struct tb_bytes){bytes, num / 2};
}

const char *vector_text(struct vector_reader *reader, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text)
        blame(reader, key, "missing or no text");
    return text ? text : "";
}

size_t vector_number(struct vector_reader *reader, const json_t *object, const char *key)
{
    const json_t *number = json_object_get(object, key);
    json_int_t value = json_integer_value(number);
    if (!json_is_integer(number) || value < 0)
        blame(reader, key, "missing or no count");
    return value < 0 ? 0 : (size_t)value;
}

enum verdict vector_verdict(struct vector_reader *reader)
{
    static const char *const names[] = {[VALID] = "valid", [INVALID] = "invalid", [EITHER] = "acceptable"};
    const char *result = vector_text(reader, reader->test, "result");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (!strcmp(names[i], result))
            return (enum verdict)i;
    blame(reader, "result", "none of valid, invalid, acceptable");
    return EITHER;
}

bool vector_has_flag(const struct vector_reader *reader, const char *flag)
{
    const json_t *flags = json_object_get(reader->test, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++) {
        const char *text = json_string_value(json_array_get(flags, i));
        if (text && !strcmp(text, flag))
            return true;
    }
    return false;
}

void vector_clear(struct vector_reader *reader)
{
    for (size_t i = 0; i < reader->num_owned; i++)
        free(reader->owned[i]);
    reader->num_owned = 0;
    reader->broken[0] = '\0';
}
