#include "core/text.h"
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void tb_text_init(struct tb_text *text, size_t limit)
{
    *text =
        (struct tb_text){.data = (char *)"", .limit = limit}; /* a string, not owned while cap is 0, never written to */
}

void tb_text_free(struct tb_text *text)
{
    if (text->cap > 0)
        free(text->data);
    tb_text_init(text, text->limit);
}

void tb_text_clear(struct tb_text *text)
{
    text->len = 0;
    text->truncated = false;
    if (text->cap > 0)
        text->data[0] = '\0';
    else
        text->data = (char *)"";
}

/* Makes room for `more` bytes and the terminating zero; on failure the text is unchanged. */
static bool reserve(struct tb_text *text, size_t more)
{
    if (more > text->limit - text->len)
        return false;
    size_t need = text->len + more + 1;
    if (need <= text->cap)
        return true;
    size_t cap = text->cap > 0 ? text->cap : 64;
    while (cap < need)
        cap *= 2;
    char *data = realloc(text->cap > 0 ? text->data : NULL, cap);
    if (!data)
        return false;
    text->data = data;
    text->cap = cap;
    return true;
}

/* Replaces everything after the first `kept` bytes by `mark`, without splitting a UTF-8 character. */
static void end_in(struct tb_text *text, size_t kept, const char *mark)
{
    while (kept > 0 && ((unsigned char)text->data[kept] & 0xC0) == 0x80)
        kept--;
    memcpy(text->data + kept, mark, strlen(mark) + 1);
    text->len = kept + strlen(mark);
}

/* Marks text lost to lack of memory: an empty reason would look like no reason. */
static void lose(struct tb_text *text)
{
    static const char dots[] = "... out of memory";
    const char *mark = text->len > 0 ? dots : dots + strlen("... ");
    size_t len = strlen(mark), most = text->cap > 0 && text->cap - 1 < text->limit ? text->cap - 1 : text->limit;
    text->truncated = true;
    if (most < len)
        return;
    if (text->cap > 0) {
        end_in(text, text->len < most - len ? text->len : most - len, mark);
        return;
    }
    text->data = (char *)mark; /* not owned while cap is 0, never written to */
    text->len = len;
}

/* Fills the text up to its limit and ends it in dots, so that the truncation is visible. */
static void cut(struct tb_text *text, const char *s, size_t len)
{
    static const char dots[] = "...";
    size_t room = text->limit - text->len;
    text->truncated = true;
    if (text->limit < strlen(dots))
        return;
    if (len <= room || !reserve(text, room)) {
        lose(text);
        return;
    }
    memcpy(text->data + text->len, s, room);
    end_in(text, text->limit - strlen(dots), dots);
}

void tb_text_add_bytes(struct tb_text *text, const char *s, size_t len)
{
    if (text->truncated)
        return; /* otherwise text after the cut would look complete */
    if (!reserve(text, len)) {
        cut(text, s, len);
        return;
    }
    if (len > 0)
        memcpy(text->data + text->len, s, len);
    text->len += len;
    text->data[text->len] = '\0';
}

void tb_text_add(struct tb_text *text, const char *s)
{
    tb_text_add_bytes(text, s, strlen(s));
}

void tb_text_stop(struct tb_text *text)
{
    char last = text->len ? text->data[text->len - 1] : '.';
    if (last != '.' && last != '?')
        tb_text_add(text, ".");
}

void tb_text_vprintf(struct tb_text *text, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (text->truncated)
        return;
    if (len < 0 || !reserve(text, (size_t)len)) {
        char *whole = NULL;
        if (len >= 0 && (size_t)len > text->limit - text->len && vasprintf(&whole, format, args) == len)
            cut(text, whole, (size_t)len);
        else
            lose(text);
        free(whole);
        return;
    }
    if (vsnprintf(text->data + text->len, (size_t)len + 1, format, args) != len) {
        text->data[text->len] = '\0'; /* its arguments changed meanwhile, such as dlerror's text without memory */
        lose(text);
        return;
    }
    text->len += (size_t)len;
}

void tb_text_printf(struct tb_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tb_text_vprintf(text, format, args);
    va_end(args);
}

enum { LONGEST_NAME = 64 }; /* names of options, values and libraries are shorter; longer ones have no nearest */

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Damerau-Levenshtein distance (optimal string alignment); keeps only three rows of the matrix. */
static size_t distance(const char *a, const char *b)
{
    size_t a_len = strlen(a), b_len = strlen(b);
    if (a_len > LONGEST_NAME || b_len > LONGEST_NAME)
        return SIZE_MAX;
    size_t rows[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t change = same(a[i - 1], b[j - 1]) ? 0 : 1;
            now[j] = min3(last[j] + 1, now[j - 1] + 1, last[j - 1] + change);
            bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
            if (swapped && before[j - 2] + 1 < now[j])
                now[j] = before[j - 2] + 1;
        }
    }
    return rows[a_len % 3][b_len];
}

/* The shortest candidate that begins with the name, or NULL. */
static const char *begun(const char *name, const char *const *candidates, size_t num_candidates)
{
    const char *shortest = NULL;
    size_t len = strlen(name);
    for (size_t i = 0; i < num_candidates; i++)
        if (len >= 2 && strncasecmp(candidates[i], name, len) == 0 &&
            (!shortest || strlen(candidates[i]) < strlen(shortest)))
            shortest = candidates[i];
    return shortest;
}

const char *tb_nearest(const char *name, const char *const *candidates, size_t num_candidates)
{
    const char *beginning = begun(name, candidates, num_candidates);
    if (beginning)
        return beginning;
    size_t limit = (strlen(name) + 1) / 2;
    const char *nearest = NULL;
    for (size_t i = 0; i < num_candidates; i++) {
        size_t d = distance(name, candidates[i]);
        if (d <= limit && (!nearest || d < limit)) {
            nearest = candidates[i];
            limit = d;
        }
    }
    return nearest;
}
