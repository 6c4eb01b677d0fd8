/* closing.h - the end of a run on the terminal. */
#pragma once
#include <stdbool.h>
#include <stdio.h>

struct tb_disturbance;
struct tb_plan;
struct tb_run;

void tb_report_tables(const struct tb_run *run);
void tb_report_closing(const struct tb_run *run); /* warnings, and where the files are */

/* ---- Warnings that hold for a stored run, too ---- */

void tb_report_injected(FILE *out, const struct tb_plan *plan); /* what was slowed down on purpose */
void tb_report_idle(FILE *out, const struct tb_plan *plan);     /* rates that are nobody's limit */
void tb_report_disturbance(FILE *out, const struct tb_disturbance *seen, bool counted);
