#include "core/decimal.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MOST_DIGITS = 15 }; /* integers of 15 digits, and 10^15, are exact doubles, so only the division rounds */

bool tb_decimal(const char *text, double *number)
{
    const char *digits = "0123456789";
    size_t whole = strspn(text, digits);
    bool point = text[whole] == '.';
    size_t fraction = point ? strspn(text + whole + 1, digits) : 0;
    if (whole == 0 || whole + fraction > MOST_DIGITS || text[whole + point + fraction] || (point && fraction == 0))
        return false;
    int64_t value = 0, scale = 1;
    for (const char *c = text; *c; c++)
        if (*c != '.')
            value = 10 * value + (*c - '0');
    for (size_t i = 0; i < fraction; i++)
        scale *= 10;
    *number = (double)value / (double)scale;
    return true;
}

bool tb_percentage(const char *text, double *number)
{
    char digits[MOST_DIGITS + 2]; /* with the point */
    size_t len = strlen(text);
    if (len == 0 || text[len - 1] != '%')
        return tb_decimal(text, number);
    if (len > sizeof digits)
        return false;
    memcpy(digits, text, len - 1);
    digits[len - 1] = '\0';
    return tb_decimal(digits, number);
}
