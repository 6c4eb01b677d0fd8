/* closing.h - the end of a run on the terminal. */
#pragma once

struct tb_plan;
struct tb_run;

void tb_report_tables(const struct tb_run *run);
void tb_report_injected(const struct tb_plan *plan); /* lists artificial slowdowns */
void tb_report_closing(const struct tb_run *run);    /* warnings, and the location of the files */
