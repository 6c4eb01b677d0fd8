/* student.h - Student's t distribution, for tests of means. */
#pragma once

/* The probability that |T| of `freedom` > 0 degrees is at least |t|: the two-sided p of a t-test.  By the incomplete
 * beta function's continued fraction (NIST Digital Library of Mathematical Functions 8.17.22), so that small
 * probabilities are as exact as large ones.  An infinite t gives 0, NaN gives 1: no evidence. */
double tb_student_two_sided(double t, double freedom);
