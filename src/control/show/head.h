/* head.h - what stands above the tables, so that they can be pasted: program, command, run, host, libraries. */
#pragma once
#include <stdio.h>

struct json_t;
struct tb_run;

/* Of run.json; what it does not tell is left out.  `facts` NULL: prints nothing. */
void tb_head_print(FILE *out, const struct json_t *facts);
/* Of a run that has just ended. */
void tb_head_print_run(FILE *out, const struct tb_run *run);
