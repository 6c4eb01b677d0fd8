#include "control/base/option_names.h"
#include "control/base/words.h"
#include "core/case.h"
#include "core/text.h"
#include <stdbool.h>
#include <string.h>

/* Options of other programs (hyperfine, Google Benchmark, pytest-benchmark, wrk, h2load, openssl speed), and words that
 * people try: the first of `meant` that the command has. */
static const struct {
    const char *typed, *meant;
} synonyms[] = {
    {"advice", "threshold"},
    {"advised", "threshold"},
    {"after", "candidate"},
    {"against", "baseline"},
    {"algorithm", "case"},
    {"backend", "library"},
    {"base", "baseline against"},
    {"before", "baseline"},
    {"bench", "case"},
    {"benchmark", "case"},
    {"benchmark_filter", "case"},
    {"cipher", "case"},
    {"ciphers", "case"},
    {"clients", "library"},
    {"columns", "show metric"},
    {"compare", "against baseline"},
    {"config", "suite"},
    {"core", "cpus"},
    {"cores", "cpus"},
    {"count", "rounds"},
    {"cpu", "cpus"},
    {"cross", "pairs"},
    {"database", "history"},
    {"db", "history"},
    {"debug", "print-commands"},
    {"delay", "inject"},
    {"dir", "results output"},
    {"directory", "results output"},
    {"duration", "chunk-ms window-ms"},
    {"engine", "library"},
    {"exclude", "case"},
    {"export-csv", "export"},
    {"export-json", "export"},
    {"export-markdown", "export"},
    {"file", "output suite history"},
    {"filter", "case"},
    {"flamegraph", "profile"},
    {"folder", "results output"},
    {"format", "export"},
    {"head", "candidate"},
    {"html", "export"},
    {"implementation", "library"},
    {"instances", "library"},
    {"iterations", "rounds"},
    {"iters", "rounds"},
    {"json", "export"},
    {"junit", "export"},
    {"limit", "threshold within"},
    {"list", "dry-run"},
    {"markdown", "export"},
    {"matrix", "pairs"},
    {"max-regression", "threshold"},
    {"min-time", "chunk-ms window-ms"},
    {"n", "rounds dry-run"},
    {"name", "library"},
    {"new", "candidate"},
    {"no-progress", "quiet"},
    {"number", "rounds"},
    {"o", "output results"},
    {"old", "baseline"},
    {"only-case", "case"},
    {"out", "output results"},
    {"outdir", "results output"},
    {"outfile", "output export"},
    {"output", "results"},
    {"output-dir", "results output"},
    {"path", "modules results"},
    {"pattern", "case"},
    {"peer", "server"},
    {"perf", "profile"},
    {"pin", "cpus"},
    {"plan", "dry-run"},
    {"promise", "within"},
    {"provider", "library"},
    {"random", "seed"},
    {"reference", "baseline against"},
    {"repeat", "rounds"},
    {"repetitions", "rounds"},
    {"runs", "rounds"},
    {"samples", "rounds"},
    {"seconds", "chunk-ms window-ms"},
    {"silent", "quiet"},
    {"slo", "within"},
    {"slow", "inject"},
    {"slowdown", "inject threshold"},
    {"taskset", "cpus"},
    {"test", "case"},
    {"time", "chunk-ms window-ms"},
    {"tolerance", "threshold"},
    {"trials", "rounds"},
    {"v", "print-commands"},
    {"verbose", "print-commands"},
    {"warmup", "chunk-ms"},
    {"what-if", "dry-run"},
};

/* The first of several names, separated by blanks, that the command has; NULL: none. */
static const char *first_of(const char *meant, const char *const *names, size_t num)
{
    for (; *meant; meant += strspn(meant, " ")) {
        size_t len = strcspn(meant, " ");
        for (size_t i = 0; i < num; i++)
            if (strlen(names[i]) == len && strncmp(names[i], meant, len) == 0)
                return names[i];
        meant += len;
    }
    return NULL;
}

/* What is no option anywhere, and what to do instead.  false: nothing is known of it. */
static bool say_instead(struct tb_text *why, const char *typed, const char *const *names, size_t num)
{
    enum tb_param param;
    if (strcmp(typed, "csv") == 0 && first_of("results", names, num)) {
        tb_text_add(why, "; the folder of each run has CSV files: summary.csv and samples.csv (--results)");
        return true;
    }
    if (!tb_param_by_name(typed, &param) || !first_of("case", names, num))
        return false;
    tb_text_printf(
        why, "; %s is a part of the name of a case, so choose by --case (tlsbench list parameters has its values)",
        typed);
    return true;
}

void tb_option_meant(struct tb_text *why, const char *typed, const char *const *names, size_t num)
{
    const char *meant = NULL;
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms && !meant; i++)
        if (strcmp(synonyms[i].typed, typed) == 0)
            meant = first_of(synonyms[i].meant, names, num);
    if (!meant && say_instead(why, typed, names, num))
        return;
    meant = meant ? meant : tb_nearest(typed, names, num);
    if (meant)
        tb_text_printf(why, "; did you mean --%s?", meant);
}
