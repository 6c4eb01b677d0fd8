/* identities.h - what the run.json of a stored run says of its libraries. */
#pragma once
#include "control/sample/libraries.h"
#include <jansson.h>
#include <stdbool.h>

/* Loads the known faults of the libraries, and their versions and dates where the tables do not tell: the rows of two
 * libraries have both in one column.  Fails only if memory runs out. */
bool tb_identities_load(struct tb_libraries *libraries, const json_t *facts);
