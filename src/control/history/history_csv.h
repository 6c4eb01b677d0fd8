/* history_csv.h - the history as one table, for other tools and for import. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct tb_history;
struct tb_text;

/* Writes each sample as a row, ordered by the time of its run. */
bool tb_history_export(struct tb_history *history, FILE *file, struct tb_text *why);

struct tb_history_imported {
    size_t runs, known, samples; /* known: runs that were already there */
};

/* Imports all rows or none. */
bool tb_history_import(struct tb_history *history, const char *path, struct tb_history_imported *counts,
                       struct tb_text *why);
