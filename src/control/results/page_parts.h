/* page_parts.h - the parts of the page of a run; each adds nothing where there is nothing. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_comparison;
struct tb_export_source;
struct tb_metric_info;
struct tb_page;
struct tb_view;

/* What they are made of. */
struct tb_page_source {
    const struct tb_export_source *export;
    const struct tb_comparison *comparison; /* of the source, or of the run's libraries; without rows: none */
    bool asked;                             /* verdicts are wanted: the source compares */
    bool check;                             /* changes of cost are wanted, in percent, and not how many times as good */
};

/* page_run.c: a page with the title and the origin of the run, and nothing else yet. */
void tb_page_begin(struct tb_page *page, const struct tb_export_source *source);

/* Host, libraries, command: page_facts.c */
void tb_page_facts(struct tb_page *page, const struct tb_export_source *source);
/* What was unusual, and what that means.  false: out of memory. */
bool tb_page_warnings(struct tb_page *page, const struct tb_page_source *source);

/* page_ratios.c: all cases of each driver together, and a chart of a view's metric */
void tb_page_overview(struct tb_page *page, const struct tb_page_source *source);
void tb_page_ratios(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view,
                    const struct tb_metric_info *metric);
void tb_page_values(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view,
                    const struct tb_metric_info *metric);

/* page_sheets.c: adds a chart of dots, or drops one without a point; a long one in parts */
void tb_page_add_dots(struct tb_page *page, struct json_t *chart);

/* page_curves.c: small charts of a view, of its primary metrics over each parameter that is a number, and of latencies.
 * false: out of memory. */
bool tb_page_curves(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view);
void tb_page_latencies(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view);

/* page_tables.c */
void tb_page_figures(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view);
void tb_page_comparisons(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view);
void tb_page_moved(struct tb_page *page, const struct tb_page_source *source); /* of a check */
void tb_page_without(struct tb_page *page, const struct tb_page_source *source);
void tb_page_counters(struct tb_page *page, const struct tb_page_source *source);

/* page_profile.c: the profiles that run.json names; one that cannot be read is said on the page. */
void tb_page_profile(struct tb_page *page, const struct tb_export_source *source);

/* page_anatomy.c: the anatomy.csv beside the run.  A file that cannot be read is said on the page. */
void tb_page_anatomy(struct tb_page *page, const struct tb_export_source *source);
