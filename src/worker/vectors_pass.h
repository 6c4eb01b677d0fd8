/* vectors_pass.h - finds the operations after which a library leaves the vector registers dirty, and what that costs on
 * this machine.
 *
 * The record gets a series for each operation that the library supports, or only for the job's case, named by its case,
 * with the values listed in core/vectors.h.  There are none if the processor does not report the state.
 */
#pragma once
#include "harness/driver.h"

enum tb_status tb_vectors_pass(const struct tb_job *job);
