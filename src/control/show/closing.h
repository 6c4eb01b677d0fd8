/* closing.h - the end of a run on the terminal. */
#pragma once
#include <stdio.h>

struct tb_plan;
struct tb_run;

void tb_report_tables(const struct tb_run *run);
void tb_report_closing(const struct tb_run *run); /* remarks, and where the files are */
void tb_report_remarks(const struct tb_run *run); /* what was slowed down on purpose, and remarks: remarks.h */

void tb_report_injected(FILE *out, const struct tb_plan *plan); /* what was slowed down on purpose */
