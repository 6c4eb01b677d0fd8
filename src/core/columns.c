#include "core/columns.h"
#include "core/param_list.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define PARAM_COLUMN(id, name, type, unit, most, doc) {name, type, unit, doc},

/* What both files say of a row: which case, which library, and the case's parameters one by one. */
/* clang-format off */
#define WHO_COLUMNS                                                                                                    \
    {"case", "text", "", "name of the case: the driver and its parameters, joined by '/'"},                            \
    {"driver", "text", "",                                                                                             \
     "kind of measurement: kx, signature, aead, schedule, trust, handshake, refusal, bulk, http, steady"},             \
    {"library", "text", "", "library under test; for a pair of two libraries client+server"},                          \
    {"version", "text", "", "its version or commit, as the running code reports it"},                                  \
    {"date", "text", "", "the date of that version, such as 2026-04-07; empty: not known"},                            \
    {"date_of", "text", "",                                                                                            \
     "what has that date: release, commit, or package (of a distribution, whose code may be older)"},                  \
    TB_PARAMS(PARAM_COLUMN)                                                                                            \
    {"client", "text", "", "library of the client; of a local case the only library"},                                 \
    {"server", "text", "", "library of the server; of a local case the only library"}
#define CASE_COLUMNS                                                                                                   \
    WHO_COLUMNS,                                                                                                       \
    {"metric", "text", "", "what was measured"},                                                                       \
    {"unit", "text", "", "its unit; GB is 10^9 bytes"}
/* clang-format on */

const struct tb_column tb_summary_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    CASE_COLUMNS,
    {"better", "text", "", "less or more: which way the metric improves"},
    {"value", "number", "see unit",
     "median over rounds of the samples' values; a sample's value is the median of its chunks"},
    {"low", "number", "see unit", "lower end of the interval for the median, from order statistics (sign test)"},
    {"high", "number", "see unit", "upper end of that interval"},
    {"coverage", "number", "ratio", "exact probability that low to high contains the true median; the aim is 0.95"},
    {"minimum", "number", "see unit", "smallest value of any chunk"},
    {"spread", "number", "see unit", "1.4826 times the median absolute deviation of the samples' values"},
    {"price", "number", "ratio",
     "CPU time over loopback: TLS cost / plain TCP cost of the same side, round by round; empty where plain TCP is not "
     "measured"},
    {"rounds", "integer", "", "number of samples used, one for each round"},
    {"linkage", "text", "",
     "static: the library is linked into its module; shared: the installed shared object is used"},
    {"cpu_features", "text", "",
     "CPU features by which the library chose its code, in its own words; for instruction counts those that valgrind "
     "presents"},
    {"status", "text", "",
     "ok, void (measured, but not what was asked for), unsupported, failed, timeout, disturbed (other work on the "
     "machine spoilt every attempt)"},
    {"reason", "text", "", "why it is not ok"},
    {"injected", "text", "",
     "slowed down on purpose (--inject): percent of the mean, and on which operations; empty: not slowed down"},
    {"limited_by", "text", "",
     "loopback: the side whose core was busy for 95 % of the time or more: client, server, both or neither; a rate is "
     "the limit of that side"},
    {"note", "text", "", "for a row with status ok: the rounds that it lacks, and why"},
};
const size_t tb_num_summary_columns = COUNT(tb_summary_columns);

const struct tb_column tb_sample_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    {"run", "text", "", "name of the run: its folder"},
    {"round", "integer", "", "round, from 1"},
    {"place", "integer", "", "place of the sample within its round, from 1"},
    CASE_COLUMNS,
    {"chunk", "integer", "", "chunk within the sample, from 1; a metric with one value for each sample has chunk 1"},
    {"value", "number", "see unit", "the value of the chunk"},
    {"operations", "integer", "", "local, memory: operations in a chunk; loopback: in all chunks together"},
    {"negotiated", "text", "", "what both ends report as negotiated: version, suite, group, scheme, verified"},
    {"vectors", "text", "",
     "state of the vector registers after an operation: clean, or dirty (no VZEROUPPER; on some CPUs this slows down "
     "the next operation of the chunk); empty: the CPU does not report it, or loopback"},
    {"client_core", "integer", "", "CPU that the client or the only worker was pinned to"},
    {"server_core", "integer", "", "CPU that the server was pinned to"},
    {"involuntary_switches", "integer", "", "how often the kernel preempted a worker, both sides together"},
    {"run_delay", "integer", "ns",
     "time that a runnable worker waited for its core while other tasks ran, both sides together"},
    {"throttled", "integer", "ns",
     "time for which a CPU quota (control groups) stopped the processes during the sample"},
    {"steal", "number", "ratio", "share of this machine's CPU time that the hypervisor took (steal) during the sample"},
    {"load", "number", "", "one-minute load average at the start of the sample"},
    {"max_rss", "integer", "KiB", "peak resident memory of the worker; for a pair the larger one"},
    {"ready", "integer", "ns", "from the start of the worker to its first operation"},
    {"warm_up", "integer", "ns",
     "loopback: time from the first connection to the first window, in which each connection finishes at least 3 units "
     "of work"},
    {"window", "integer", "ns",
     "loopback: length of the shortest window, which is the suite's or, if longer, the time of 3 turn-overs"},
    {"turn_overs", "integer", "",
     "loopback: units of work (connections or requests, in bulk 256 KiB) that a connection finished in a window, on "
     "average; the smallest of all windows"},
    {"sample_seed", "integer", "", "seed of this sample: environment size, stack offset, cores"},
    {"linkage", "text", "",
     "static: the library is linked into its module; shared: the installed shared object is used"},
    {"cpu_features", "text", "",
     "CPU features by which the library chose its code, in its own words; for instruction counts those that valgrind "
     "presents"},
    {"status", "text", "",
     "ok, void (measured, but not what was asked for), unsupported, failed, timeout, disturbed (other work on the "
     "machine spoilt every attempt)"},
    {"reason", "text", "", "why it is not ok"},
    {"injected", "text", "",
     "slowed down on purpose (--inject): percent of the mean, and on which operations; empty: not slowed down"},
    {"replaced", "integer", "",
     "1: not used, because the hypervisor, a CPU quota or other tasks took over 1 % of the time or made a sample of "
     "the turn fail, and the case was measured again on all libraries in this round; 0: used"},
};
const size_t tb_num_sample_columns = COUNT(tb_sample_columns);

const struct tb_column tb_counter_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    CASE_COLUMNS,
    {"side", "text", "", "client or server"},
    {"value", "number", "see unit", "value for one operation (a handshake, a write, a request) in the first pass"},
    {"again", "number", "see unit", "value in the second pass, in another process"},
    {"repeats", "text", "", "yes: both passes gave exactly the same value; no"},
    {"operations", "integer", "", "number of operations counted in each pass"},
    {"note", "text", "", "kinds of system calls, the most frequent first; why the value is known to vary"},
    {"linkage", "text", "",
     "static: the library is linked into its module; shared: the installed shared object is used"},
    {"status", "text", "", "ok, void (not what was asked), unsupported (cannot be counted), failed, timeout"},
    {"reason", "text", "", "why it is not ok"},
};
const size_t tb_num_counter_columns = COUNT(tb_counter_columns);

const struct tb_column tb_anatomy_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    WHO_COLUMNS,
    {"flight", "text", "",
     "1 to 6: the work that makes this flight; outside: opening and closing the connection, taking the session; all"},
    {"side", "text", "", "the side that does the work: client, server, both"},
    {"phase", "text", "",
     "kx (key exchange), signature (made or checked), certificates (parsed and verified), schedule (secrets, keys, "
     "Finished), remainder (all else), other (callgrind cannot tell which), all"},
    {"bytes", "integer", "B", "length of the flight on the wire, record headers included"},
    {"records", "integer", "", "number of records in the flight"},
    {"messages", "text", "", "messages of the flight; those in braces are encrypted"},
    {"clock", "number", "ns",
     "time by the clock at the memory transport, the smallest of all chunks; it cannot tell phases apart"},
    {"primitives", "number", "ns",
     "time of the same work measured separately, the smallest of all chunks; for the remainder, the clock's time minus "
     "that"},
    {"instructions", "number", "", "instructions of one handshake, counted by callgrind"},
    {"clock_share", "number", "ratio", "share of the whole handshake by the same method"},
    {"primitives_share", "number", "ratio", "share of the whole handshake by the same method"},
    {"instructions_share", "number", "ratio", "share of the whole handshake by the same method"},
    {"disagreement", "number", "ratio",
     "the largest of these shares minus the smallest; empty: fewer than two exist, or the row is the whole handshake"},
    {"clock_sum", "number", "ratio", "sum of the parts divided by the whole handshake, by the clock"},
    {"primitives_sum", "number", "ratio",
     "the same for the primitives; above 1 if they take longer when measured separately than the flight that contains "
     "them"},
    {"instructions_sum", "number", "ratio", "the same for callgrind"},
    {"clock_status", "text", "",
     "ok, astray (shown, but its sum is not within 2 % of 1), void (it contradicts the other methods), unsupported, "
     "failed, timeout"},
    {"primitives_status", "text", "", "the same for the primitives"},
    {"instructions_status", "text", "", "the same for callgrind"},
    {"linkage", "text", "",
     "static: the library is linked into its module; shared: the installed shared object is used"},
    {"reason", "text", "", "why a status is not ok, for each method; the functions of the phase other"},
};
const size_t tb_num_anatomy_columns = COUNT(tb_anatomy_columns);

const struct tb_column tb_comparison_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    {"kind", "text", "",
     "case; steady (reference work, which uses no TLS library); group (all cases of a driver and transport)"},
    {"case", "text", "", "name of the case"},
    {"driver", "text", "", "kind of measurement"},
    TB_PARAMS(PARAM_COLUMN){"metric", "text", "", "what was measured"},
    {"unit", "text", "", "its unit; GB is 10^9 bytes"},
    {"better", "text", "", "less or more: which way the metric improves"},
    {"primary", "text", "", "yes: the first metric of the case; no.  A check judges it, and others (column gates)"},
    {"base", "text", "", "the library or case to compare with"},
    {"other", "text", "", "the library or case that is compared with it"},
    {"base_value", "number", "see unit", "the base's median over rounds, as in summary.csv"},
    {"base_low", "number", "see unit", "lower end of its 95 % interval"},
    {"base_high", "number", "see unit", "upper end"},
    {"other_value", "number", "see unit", "the other's median over rounds, as in summary.csv"},
    {"other_low", "number", "see unit", "lower end of its 95 % interval"},
    {"other_high", "number", "see unit", "upper end"},
    {"ratio", "number", "ratio",
     "1.2: the other is 1.2 times as good as the base; more is better for every metric; the median of the rounds' "
     "ratios, which use the fastest chunk of each sample, over loopback the median chunk; for a group the geometric "
     "mean of its cases, as are low and high"},
    {"low", "number", "ratio", "lower end of its interval, from order statistics (sign test)"},
    {"high", "number", "ratio", "upper end"},
    {"coverage", "number", "ratio", "exact probability that low to high contains the true median ratio"},
    {"confidence", "number", "ratio", "the confidence aimed at: 0.95, with k others 1 - 0.05 / k"},
    {"spread", "number", "", "1.4826 times the median absolute deviation of ln(ratio) over rounds"},
    {"rounds", "integer", "", "rounds with a value on both sides; unpaired: the smaller number of rounds"},
    {"rounds_worse", "integer", "", "rounds with a ratio below 1; empty if unpaired, and for a group"},
    {"rounds_better", "integer", "", "rounds with a ratio above 1; empty if unpaired, and for a group"},
    {"paired", "text", "", "yes: measured in the same rounds; no: in two runs"},
    {"cases", "integer", "", "for a group: number of cases with a value on both sides"},
    {"threshold", "number", "ratio",
     "smallest change of cost that is worse or better: 0.03 is 3 %; a larger noise floor replaces it, but not in a "
     "check of two builds"},
    {"floor", "number", "ratio",
     "noise floor: how far two builds of the same code differ on this host; in a check of two builds, a smaller change "
     "is unchanged; empty: not calibrated"},
    {"verdict", "text", "", "same, worse, better, inconclusive, invalid; empty for reference work and groups"},
    {"rounds_needed", "integer", "",
     "if inconclusive: about how many rounds would decide; empty: more than 1000, the maximum"},
    {"suspect", "text", "", "check: yes, it was measured again"},
    {"second_ratio", "number", "ratio", "check: the ratio of the fresh rounds alone"},
    {"second_low", "number", "ratio", "lower end of its interval"},
    {"second_high", "number", "ratio", "upper end"},
    {"second_rounds", "integer", "", "fresh rounds"},
    {"p", "number", "", "check: p of the sign test over the fresh rounds, after Holm's adjustment"},
    {"reason", "text", "", "why the row is invalid, or why a suspect was not measured again"},
    {"note", "text", "",
     "remarks on the verdict: the side that limits a rate, rounds that a side lost, a change below the noise floor"},
    {"gates", "text", "", "yes: the row can decide the outcome (the primary one, and in a check others that gate); no"},
    {"base_case", "text", "", "the case of the base: the same case, or with compare --against its partner"},
};
const size_t tb_num_comparison_columns = COUNT(tb_comparison_columns);

/* Wide enough that a history can be made of it again. */
const struct tb_column tb_history_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    {"host", "text", "", "fingerprint of the machine: CPU, cores, kernel, hypervisor, compiler, unusual conditions"},
    {"run", "text", "", "name of the run: its folder"},
    {"started", "text", "", "when it began, UTC"},
    {"suite", "text", "", "its suite"},
    {"seed", "text", "", "its seed"},
    {"complete", "integer", "", "0: the run was interrupted"},
    {"case", "text", "", "name of the case"},
    {"driver", "text", "", "kind of measurement"},
    {"client", "text", "", "library of the client; of a local case the only library"},
    {"client_version", "text", "", "its version or commit, as the running code reports it"},
    {"client_date", "text", "", "the date of that version; empty: not known"},
    {"client_date_of", "text", "", "what has that date: release, commit, package"},
    {"server", "text", "", "library of the server; of a local case the only library"},
    {"server_version", "text", "", "its version or commit"},
    {"server_date", "text", "", "the date of that version"},
    {"server_date_of", "text", "", "what has that date"},
    {"metric", "text", "", "what was measured"},
    {"unit", "text", "", "its unit"},
    {"better", "text", "", "less or more: which way the metric improves"},
    {"round", "integer", "", "round, from 1"},
    {"value", "number", "see unit", "the median of the sample's chunks"},
    {"client_product", "text", "", "the client's product, and the name that it gives itself if that is another"},
    {"server_product", "text", "", "the server's product"},
    {"sampling", "text", "", "how samples are taken: chunks or windows, and cores"},
    {"tlsbench", "text", "", "the version of tlsbench, and a hash of its worker"},
    {"run_id", "text", "", "unique id of the run"},
};
const size_t tb_num_history_columns = COUNT(tb_history_columns);
