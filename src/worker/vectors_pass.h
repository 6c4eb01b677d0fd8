/* vectors_pass.h - after which operations a library leaves the vector registers dirty, and what that costs here.
 *
 * The record gets a series for each operation that the library has, or for the job's case alone, named by its case,
 * with the values that core/vectors.h lists.  Where the processor does not tell there is none.
 */
#pragma once
#include "harness/driver.h"

enum tb_status tb_vectors_pass(const struct tb_job *job);
