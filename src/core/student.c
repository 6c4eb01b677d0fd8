#include "core/student.h"
#include <math.h>

enum { MOST_TERMS = 500 };
static const double tiny = 1e-300, close_enough = 1e-14;

/* DLMF 8.17.22 by Lentz's method, for x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double value = d;
    for (int m = 1; m <= MOST_TERMS; m++) {
        double change = 1;
        const double terms[] = {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                                -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))};
        for (int i = 0; i < 2; i++) {
            d = 1 + terms[i] * d;
            c = 1 + terms[i] / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            change = c * d;
            value *= change;
        }
        if (fabs(change - 1) < close_enough)
            break;
    }
    return value;
}

/* The regularized incomplete beta function I_x(a, b).  `y` is 1 - x, passed separately to keep its precision. */
static double incomplete_beta(double a, double b, double x, double y)
{
    if (!(x > 0))
        return 0;
    if (!(y > 0))
        return 1;
    double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y));
    return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, y) / b;
}

double tb_student_two_sided(double t, double freedom)
{
    if (isnan(t))
        return 1;
    double square = t * t, whole = freedom + square;
    return isinf(whole) ? 0 : incomplete_beta(freedom / 2, 0.5, freedom / whole, square / whole);
}
