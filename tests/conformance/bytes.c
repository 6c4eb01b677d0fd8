/* bytes.c - guarded buffers, hexadecimal, PEM, files of bench/pki. */
#include "harness.h"
#include <stdlib.h>
#include <string.h>

enum { GUARD_BYTE = 0xa5 };

struct tb_buf *guarded(struct guarded *guarded, size_t cap)
{
    expect(cap <= GUARDED_MAX, "a buffer of %zu bytes", cap);
    memset(guarded->bytes, GUARD_BYTE, sizeof guarded->bytes);
    guarded->buf = (struct tb_buf){guarded->bytes, 0, cap};
    return &guarded->buf;
}

void expect_guard(const struct guarded *guarded)
{
    for (size_t i = guarded->buf.cap; i < sizeof guarded->bytes; i++)
        expect(guarded->bytes[i] == GUARD_BYTE, "byte %zu was written, the buffer ends at %zu", i, guarded->buf.cap);
}

struct tb_bytes bytes_of(const struct guarded *guarded)
{
    expect(guarded->buf.len <= guarded->buf.cap, "%zu bytes in a buffer of %zu", guarded->buf.len, guarded->buf.cap);
    expect_guard(guarded);
    return (struct tb_bytes){guarded->bytes, guarded->buf.len};
}

static int nibble(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *digit = strchr(digits, c | 0x20);
    expect(c && digit, "'%c' is no hexadecimal digit", c);
    return (int)(digit - digits);
}

struct blob from_hex(const char *hex)
{
    struct blob blob = {0};
    size_t digits = 0;
    for (; *hex; hex++) {
        if (*hex == ' ')
            continue;
        expect(blob.len < sizeof blob.data, "a vector of more than %zu bytes", sizeof blob.data);
        blob.data[blob.len] = (uint8_t)(blob.data[blob.len] << 4 | nibble(*hex));
        blob.len += digits++ & 1;
    }
    expect(digits % 2 == 0, "a vector of %zu digits", digits);
    return blob;
}

struct tb_bytes as_bytes(const struct blob *blob)
{
    return (struct tb_bytes){blob->data, blob->len};
}

struct tb_bytes text_bytes(const char *text)
{
    return (struct tb_bytes){(const uint8_t *)text, strlen(text)};
}

bool same_bytes(struct tb_bytes a, struct tb_bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

void expect_bytes(struct tb_bytes got, struct tb_bytes want, const char *what)
{
    expect(got.len == want.len, "%s has %zu bytes, expected %zu", what, got.len, want.len);
    for (size_t i = 0; i < got.len; i++)
        expect(got.data[i] == want.data[i], "%s: byte %zu is %02x, expected %02x", what, i, got.data[i], want.data[i]);
}

struct pem pem_of(const char *label, struct tb_bytes der)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct pem pem;
    size_t at = (size_t)snprintf(pem.text, sizeof pem.text, "-----BEGIN %s-----\n", label);
    expect(der.len <= 2048, "a key of %zu bytes", der.len);
    for (size_t i = 0; i < der.len; i += 3) {
        size_t left = der.len - i;
        uint32_t three = (uint32_t)der.data[i] << 16 | (left > 1 ? (uint32_t)der.data[i + 1] << 8 : 0) |
                         (left > 2 ? der.data[i + 2] : 0);
        pem.text[at++] = digits[three >> 18];
        pem.text[at++] = digits[three >> 12 & 63];
        pem.text[at++] = left > 1 ? digits[three >> 6 & 63] : '=';
        pem.text[at++] = left > 2 ? digits[three & 63] : '=';
        if (i % 48 == 45 || left <= 3)
            pem.text[at++] = '\n';
    }
    snprintf(pem.text + at, sizeof pem.text - at, "-----END %s-----\n", label);
    return pem;
}

struct tb_bytes read_pki(const struct subject *subject, const char *folder, const char *file)
{
    enum { CAP = 1 << 20 };
    char path[4096];
    snprintf(path, sizeof path, "%s/%s/%s", subject->pki, folder, file);
    FILE *stream = fopen(path, "rb");
    expect(stream, "cannot open %s: bench/pki/make makes it", path);
    uint8_t *data = malloc(CAP);
    expect(data, "out of memory");
    size_t len = fread(data, 1, CAP - 1, stream);
    expect(len > 0 && feof(stream) && !ferror(stream), "cannot read %s whole", path);
    fclose(stream);
    data[len] = 0;
    return (struct tb_bytes){data, len};
}

void free_bytes(struct tb_bytes bytes)
{
    free((void *)bytes.data);
}
