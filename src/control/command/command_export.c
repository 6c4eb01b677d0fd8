/* command_export.c - tlsbench export: a stored run in the format of another tool. */
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/results/export.h"
#include "control/show/check_print.h"
#include "control/store/load_run.h"
#include "control/verdict/check_verdict.h"
#include "core/text.h"
#include <stdio.h>

enum { CONTENT_LIMIT = 64 << 20 };

/* Prints to standard output if no file was named. */
static bool print(const struct tb_exporter *exporter, const struct tb_export_source *source, struct tb_text *why)
{
    struct tb_text content;
    tb_text_init(&content, CONTENT_LIMIT);
    bool good = exporter->write(&content, source, why);
    if (good && (content.truncated || fwrite(content.data, 1, content.len, stdout) != content.len || fflush(stdout))) {
        tb_text_add(why, "standard output took only a part");
        good = false;
    }
    tb_text_free(&content);
    return good;
}

/* The run, and if it is a check, what that said. */
static int export_loaded(const struct tb_exporter *exporter, const struct tb_loaded_run *run, const char *file,
                         struct tb_text *why)
{
    struct tb_export_source source = {
        .plan = &run->plan, .counts = &run->counts, .facts = run->facts, .folder = run->folder};
    struct tb_check_verdict said;
    int exit_code = TB_EXIT_USAGE;
    if (tb_check_verdict_load(&said, run, why)) {
        tb_check_notes(stderr, "tlsbench: ", &said, run);
        tb_export_take_check(&source, &said);
        bool good = file ? tb_export_file(exporter, &source, file, why) : print(exporter, &source, why);
        exit_code = good ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
    }
    tb_check_verdict_free(&said);
    return exit_code;
}

static int export_run(const struct tb_words *operands, const struct tb_run_filter *filter, struct tb_text *why)
{
    const struct tb_exporter *exporter = tb_exporter_by_name(operands->items[1], why);
    struct tb_loaded_run run;
    if (!exporter)
        return TB_EXIT_USAGE;
    if (filter->metrics.num && (exporter == &tb_export_gbench || exporter == &tb_export_gbench_rounds)) {
        tb_text_printf(why,
                       "--metric has no effect on %s, which has one time for each case; use bmf or "
                       "markdown",
                       exporter->name);
        return TB_EXIT_USAGE;
    }
    if (exporter->write_files && operands->num < 3) {
        tb_text_printf(why, "%s takes several files; name a folder for them: tlsbench export %s %s %s", exporter->name,
                       operands->items[0], exporter->name, exporter->file);
        return TB_EXIT_USAGE;
    }
    if ((exporter->ready && !exporter->ready(why)) ||
        (operands->num > 2 && !tb_target_check(operands->items[2], exporter->write_files != NULL, why)))
        return TB_EXIT_NOTHING;
    bool good = tb_run_load_part(&run, operands->items[0], filter, why);
    int exit_code =
        good ? export_loaded(exporter, &run, operands->num > 2 ? operands->items[2] : NULL, why) : TB_EXIT_USAGE;
    tb_run_unload(&run);
    return exit_code;
}

int tb_command_export(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {
        "export", "RUN FORMAT [FILE|FOLDER] [OPTION]...",
        "Writes a stored run, such as results/latest, in the format of another tool; to standard output when no file "
        "is named.",
        "Of a check it writes the verdict and the rows that it rests on, as the check's own --export does.  tlsbench "
        "list\nformats shows the formats; svg takes a folder.  Exit code: 0 written; 2 usage, or not a run; 3 it "
        "cannot be written.\n"};
    struct tb_run_filter filter = {.plain = true, .own = true, .pairs = true};
    const struct tb_option table[] = {
        TB_FILTER_OPTIONS(&filter),
        {"output", "FILE", "the file stands behind the format: tlsbench export results/latest markdown FILE",
         TB_OPTION_REFUSED, NULL, 0, 0},
        {0}};
    struct tb_words operands = {0};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 2000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && (operands.num < 2 || operands.num > 3))
        tb_text_add(&why, "name the folder of a run, a format and, if you like, a file: tlsbench export results/latest "
                          "markdown");
    if (result == TB_OPTIONS_BAD || why.len)
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = export_run(&operands, &filter, &why);
    if (why.len)
        fprintf(stderr, "tlsbench export: %s\n", why.data);
    tb_words_free(&operands);
    tb_run_filter_free(&filter);
    tb_text_free(&why);
    return exit_code;
}
