/* exit.h - tlsbench's exit codes. */
#pragma once

enum tb_exit {
    TB_EXIT_GOOD = 0,
    TB_EXIT_NOT_ALL = 1, /* a row is void, failed or timed out; check: FAIL */
    TB_EXIT_USAGE = 2,   /* command line, suite file, results folder */
    TB_EXIT_NOTHING = 3, /* all rows are unsupported, no library works, or the results could not be saved; check: NO
                          * VERDICT */
    TB_EXIT_HOST = 4,    /* the runs to compare are from different machines; or valgrind is missing */
    TB_EXIT_SIGNAL = 128 /* plus the number of the signal that ended the run: 130 SIGINT, 143 SIGTERM */
};
