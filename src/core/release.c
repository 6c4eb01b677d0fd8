#include "core/release.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Reads "7 Apr 2026" at the beginning of `text`. */
static bool read_day(char date[11], const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4];
    unsigned day, year;
    if (sscanf(text, " %2u %3[A-Za-z] %4u", &day, name, &year) != 3 || strlen(name) != 3)
        return false;
    const char *month = strstr(months, name);
    if (!month || (month - months) % 3 != 0 || day < 1 || day > 31 || year < 1990 || year > 2999)
        return false;
    snprintf(date, 11, "%04u-%02u-%02u", year % 10000, (unsigned)(month - months) / 3 % 12 + 1, day % 100);
    return true;
}

bool tb_release_read(struct tb_release *release, const char *says)
{
    *release = (struct tb_release){0};
    const char *word = says;
    if (!isdigit((unsigned char)*word)) { /* the product's name comes first */
        word += strcspn(word, " ");
        word += strspn(word, " ");
    }
    size_t len = strcspn(word, " ");
    if (!isdigit((unsigned char)*word) || len >= sizeof release->version)
        return false;
    memcpy(release->version, word, len);
    if (read_day(release->date, word + len))
        snprintf(release->date_of, sizeof release->date_of, "release");
    return true;
}

void tb_release_day(char *dst, size_t cap, const char *date, const char *date_of)
{
    if (*date)
        snprintf(dst, cap, "%s%s", strcmp(date_of, "package") == 0 ? "≤" : "", date);
    else
        snprintf(dst, cap, "undated");
}

void tb_release_words(char *dst, size_t cap, const char *version, const char *date, const char *date_of)
{
    char day[32];
    tb_release_day(day, sizeof day, date, date_of);
    snprintf(dst, cap, "%s %s", version, day);
}
