/* folded.h - reads the stacks of a profile: run/perf_script.h has their form. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

/* Parts frames in memory, in place of ';', so that the same frames stand together when they are sorted. */
#define TB_FOLDED_PART '\1'

struct tb_folded_line {
    char *stack; /* points into `data` */
    uint64_t count;
};

struct tb_folded {
    char *data;
    struct tb_folded_line *lines; /* sorted by stack */
    size_t num;
};

/* To be freed in any case.  false: it cannot be read, is damaged, or memory ran out; `why` says where. */
bool tb_folded_read(struct tb_folded *folded, const char *path, struct tb_text *why);
void tb_folded_free(struct tb_folded *folded);

/* The range of the stacks that begin with these frames, parted as in memory; returns their number. */
size_t tb_folded_below(const struct tb_folded *folded, const char *root, size_t *first);
