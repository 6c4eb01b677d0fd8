#include "control/run/progress.h"
#include "control/base/format.h"
#include "control/base/streams.h"
#include "core/clock.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const uint64_t plain_every_ns = 10000000000, terminal_every_ns = 100000000;

void tb_progress_begin(struct tb_progress *progress, bool quiet)
{
    *progress = (struct tb_progress){.term = tb_term_of(STDERR_FILENO), .quiet = quiet};
}

/* A terminal that became narrower has broken the line into several, all of which have to go.  xterm cuts lines off
 * instead, and sets this variable; going up would delete what stands above. */
static void clear_line(const struct tb_progress *progress)
{
    char up[32];
    size_t rows = (progress->line - 1) / progress->term.width;
    if (rows > 0 && !getenv("XTERM_VERSION")) {
        snprintf(up, sizeof up, "\033[%zuA", rows);
        tb_streams_control(stderr, up);
    }
    tb_streams_control(stderr, "\r\033[J");
}

static void describe(struct tb_text *line, const struct tb_step *step)
{
    tb_text_add(line, step->phase);
    if (step->round)
        tb_text_printf(line, "%sround %zu/%zu", *step->phase ? ", " : "", step->round, step->rounds);
    tb_text_printf(line, " %3.0f%%", step->done * 100);
    if (step->left_ns) {
        tb_text_add(line, ", ");
        tb_format_duration(line, step->left_ns);
        tb_text_add(line, " left");
    }
    /* The case comes last, because a narrow terminal cuts off the end of the line. */
    tb_text_printf(line, ": %s", step->library);
    if (*step->estimate)
        tb_text_printf(line, " %s", step->estimate);
    tb_text_printf(line, " in %s", step->case_name);
}

static bool is_due(const struct tb_progress *progress, uint64_t now)
{
    if (progress->term.terminal)
        return now - progress->shown_ns >= terminal_every_ns;
    return progress->shown_ns == 0 || now - progress->shown_ns >= plain_every_ns;
}

void tb_progress_show(struct tb_progress *progress, const struct tb_step *step)
{
    uint64_t now = tb_now_ns();
    struct tb_text line;
    if (progress->quiet || !is_due(progress, now))
        return;
    tb_text_init(&line, 1000);
    describe(&line, step);
    if (progress->term.terminal) {
        tb_progress_clear(progress);
        size_t room = progress->term.width - 1;
        progress->line = line.len < room ? line.len : room; /* the line is ASCII: bytes are columns */
        fprintf(stderr, "%.*s", (int)progress->line, line.data);
    } else {
        fprintf(stderr, "%s\n", line.data);
    }
    fflush(stderr);
    progress->shown_ns = now;
    tb_text_free(&line);
}

void tb_progress_clear(struct tb_progress *progress)
{
    if (progress->term.terminal)
        progress->term = tb_term_of(STDERR_FILENO); /* it may have been resized */
    if (progress->line)
        clear_line(progress);
    progress->line = 0;
    fflush(stderr);
}
