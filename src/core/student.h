/* student.h - Student's t distribution, for tests of means. */
#pragma once

/* The two-sided p-value of a t-test: the probability that |T| with `freedom` > 0 degrees of freedom is at least |t|.
 * It uses the continued fraction of the incomplete beta function (NIST Digital Library of Mathematical Functions
 * 8.17.22), so small probabilities are as accurate as large ones.  An infinite t gives 0, NaN gives 1 (no evidence). */
double tb_student_two_sided(double t, double freedom);
