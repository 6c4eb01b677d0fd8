/* enough.h - can so few rounds end in a verdict at all?  Asked before they are measured. */
#pragma once

struct tb_run;
struct tb_text;

/* Appends what is missing and how much of it is needed; nothing when verdicts are possible, or counts of instructions
 * are compared, which need no interval. */
void tb_few_rounds(const struct tb_run *run, struct tb_text *note);
