/* sample.h - runs one case on one library, from set-up to the metrics. */
#pragma once
#include "harness/driver.h"
#include "harness/options.h"

/* Does what options->mode asks for (measure, find the chunk size, check) with job->c.  The case must fit
 * options->role.  Fills the record's metrics; on failure job->why has the reason.  Statuses are as in
 * src/harness/driver.h. */
enum tb_status tb_sample(const struct tb_job *job, const struct tb_worker_options *options);
