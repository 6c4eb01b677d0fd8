/* slope.h - how much one quantity grows with another: the least-squares line through points. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The line y = at_zero + each * x with the least sum of squared distances in y. */
struct tb_line {
    double each, at_zero;
};

/* Fails if fewer than two values of x differ, or if a value is not finite. */
bool tb_line_through(const double *x, const double *y, size_t num, struct tb_line *line);
