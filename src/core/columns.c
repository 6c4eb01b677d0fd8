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
    {"library", "text", "", "instance under test; for a pair of two libraries client+server"},                         \
    {"version", "text", "", "its version or commit, as the running code reports it"},                                  \
    {"date", "text", "", "the date of that version, such as 2026-04-07; empty: not known"},                            \
    {"date_of", "text", "",                                                                                            \
     "what has that date: release, commit, or package (of a distribution, whose code may be older)"},                  \
    TB_PARAMS(PARAM_COLUMN)                                                                                            \
    {"client", "text", "", "library of the client; also of local cases"},                                              \
    {"server", "text", "", "library of the server; also of local cases"}
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
    {"coverage", "number", "ratio", "exact probability that low to high holds the true median; aimed at 0.95"},
    {"minimum", "number", "see unit", "least value of any chunk"},
    {"spread", "number", "see unit", "1.4826 times the median absolute deviation of the samples' values"},
    {"price", "number", "ratio",
     "CPU time over loopback: TLS cost / plain TCP cost of the same side, round by round; empty where plain TCP is not "
     "measured"},
    {"rounds", "integer", "", "samples that count, one for each round"},
    {"linkage", "text", "", "static: hidden inside its module; shared: the installed shared object"},
    {"cpu_features", "text", "",
     "features of the CPU that the library chose its code by, in its own words; of counts, what valgrind showed it"},
    {"status", "text", "",
     "ok, void (measured, but not what was asked), unsupported, failed, timeout, disturbed (the machine let nothing be "
     "measured, again and again)"},
    {"reason", "text", "", "why it is not ok"},
    {"injected", "text", "", "slowed down on purpose (--inject): % of the mean, and on which operations; empty: not"},
    {"limited_by", "text", "",
     "loopback: whose core was busy for 95 % of the time or more, client, server, both, or neither; a rate is the "
     "limit "
     "of that side"},
    {"note", "text", "", "for a row that is ok: which rounds it lacks, and why"},
};
const size_t tb_num_summary_columns = COUNT(tb_summary_columns);

const struct tb_column tb_sample_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    {"run", "text", "", "name of the run: its folder"},
    {"round", "integer", "", "round, from 1"},
    {"place", "integer", "", "place of the sample within its round, from 1"},
    CASE_COLUMNS,
    {"chunk", "integer", "", "chunk within the sample, from 1; a metric that exists once for each sample has chunk 1"},
    {"value", "number", "see unit", "the value of the chunk"},
    {"operations", "integer", "", "operations in a chunk (local, memory), in all chunks together (loopback)"},
    {"negotiated", "text", "", "what both ends read back: version, suite, group, scheme, verified"},
    {"vectors", "text", "",
     "how its operations left the vector registers: clean, dirty (without VZEROUPPER: where the processor makes SSE "
     "code "
     "pay for that, an operation of a chunk pays for the one before); empty: the processor does not tell, or loopback"},
    {"client_core", "integer", "", "core that the client or the only worker was pinned to"},
    {"server_core", "integer", "", "core that the server was pinned to"},
    {"involuntary_switches", "integer", "", "times that the kernel took the core from a ready worker, both sides"},
    {"run_delay", "integer", "ns", "time that a ready worker waited while other tasks had its core, both sides"},
    {"throttled", "integer", "ns", "time that a CPU quota (control groups) stopped our processes while the sample ran"},
    {"steal", "number", "ratio", "time that the hypervisor took from this machine while the sample ran"},
    {"load", "number", "", "load average over one minute when the sample started"},
    {"max_rss", "integer", "KiB", "peak memory of the worker; for a pair the larger one"},
    {"ready", "integer", "ns", "from the start of the worker to its first operation"},
    {"warm_up", "integer", "ns",
     "loopback: from the first connection to the first window, until each has finished 3 units of work, or longer"},
    {"window", "integer", "ns", "loopback: the shortest window: as the suite says, or until it holds 3 turn-overs"},
    {"turn_overs", "integer", "",
     "loopback: units of work (connections or requests, in bulk 256 KiB) that each connection finished in a window, on "
     "average, at least"},
    {"sample_seed", "integer", "", "seed of this sample: environment size, stack offset, cores"},
    {"linkage", "text", "", "static: hidden inside its module; shared: the installed shared object"},
    {"cpu_features", "text", "",
     "features of the CPU that the library chose its code by, in its own words; of counts, what valgrind showed it"},
    {"status", "text", "",
     "ok, void (measured, but not what was asked), unsupported, failed, timeout, disturbed (the machine let nothing be "
     "measured, again and again)"},
    {"reason", "text", "", "why it is not ok"},
    {"injected", "text", "", "slowed down on purpose (--inject): % of the mean, and on which operations; empty: not"},
    {"replaced", "integer", "",
     "1: does not count, because the hypervisor, a CPU quota or other tasks took over 1 % of the time or made a sample "
     "of the turn fail, and the case was measured again on all libraries in this round; 0: counts"},
};
const size_t tb_num_sample_columns = COUNT(tb_sample_columns);

const struct tb_column tb_counter_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    CASE_COLUMNS,
    {"side", "text", "", "client or server"},
    {"value", "number", "see unit", "of one operation (a handshake, a write, a request): the first pass"},
    {"again", "number", "see unit", "the same from a second pass, in another process"},
    {"repeats", "text", "", "yes: both passes say the same, to the last digit; no"},
    {"operations", "integer", "", "that were counted in each pass"},
    {"note", "text", "", "kinds of system calls, the most frequent first; what is known to vary"},
    {"linkage", "text", "", "static: hidden inside its module; shared: the installed shared object"},
    {"status", "text", "", "ok, void (not what was asked), unsupported (cannot be counted), failed, timeout"},
    {"reason", "text", "", "why it is not ok"},
};
const size_t tb_num_counter_columns = COUNT(tb_counter_columns);

const struct tb_column tb_anatomy_columns[] = {
    {"schema", "integer", "", "version of this table; changes when a column changes its meaning"},
    WHO_COLUMNS,
    {"flight", "text", "",
     "1 to 6: the turn that makes the flight of that number; outside: opening and closing the connection, keeping the "
     "session; all"},
    {"side", "text", "", "whose work it is: client, server, both"},
    {"phase", "text", "",
     "kx (key exchange), signature (made or checked), certificates (parsed and verified), schedule (secrets, keys, "
     "Finished), remainder (all else), other (callgrind cannot tell which), all"},
    {"bytes", "integer", "B", "of the flight as it goes over the wire, record headers included"},
    {"records", "integer", "", "that it has"},
    {"messages", "text", "", "that it has; in braces what is encrypted"},
    {"clock", "number", "ns", "by the clock at the memory transport, the least of all chunks; it tells no phases"},
    {"primitives", "number", "ns",
     "the same work measured apart, the least of all chunks; the remainder: the clock's time without it"},
    {"instructions", "number", "", "by callgrind, of one handshake"},
    {"clock_share", "number", "ratio", "of the whole handshake, by the same method"},
    {"primitives_share", "number", "ratio", "of the whole handshake, by the same method"},
    {"instructions_share", "number", "ratio", "of the whole handshake, by the same method"},
    {"disagreement", "number", "ratio",
     "the largest of these shares less the smallest; empty: fewer than two tell, or it is the whole"},
    {"clock_sum", "number", "ratio", "of the whole handshake, what its parts add up to, by the clock"},
    {"primitives_sum", "number", "ratio",
     "the same of the primitives: over 1 where they take longer, measured apart, than the turn that they are part of"},
    {"instructions_sum", "number", "ratio", "the same of callgrind"},
    {"clock_status", "text", "",
     "ok, astray (it is shown, but its sum is not within 2 % of 1), void (it contradicts the others), unsupported, "
     "failed, timeout"},
    {"primitives_status", "text", "", "the same of the primitives"},
    {"instructions_status", "text", "", "the same of callgrind"},
    {"linkage", "text", "", "static: hidden inside its module; shared: the installed shared object"},
    {"reason", "text", "", "why a status is not ok, method by method; the functions of the phase other"},
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
    {"primary", "text", "", "yes: the case's first metric; no.  A check goes by it, and by others that gate"},
    {"base", "text", "", "the library or case that the other one is compared with"},
    {"other", "text", "", "what is compared"},
    {"base_value", "number", "see unit", "the base's median over rounds, as in summary.csv"},
    {"base_low", "number", "see unit", "lower end of its 95 % interval"},
    {"base_high", "number", "see unit", "upper end"},
    {"other_value", "number", "see unit", "the other's median over rounds, as in summary.csv"},
    {"other_low", "number", "see unit", "lower end of its 95 % interval"},
    {"other_high", "number", "see unit", "upper end"},
    {"ratio", "number", "ratio",
     "1.2: the other is 1.2 times as good as the base; more is better, whatever the metric; the median of the rounds' "
     "ratios; of each sample the fastest chunk, over loopback the median chunk; of a group the geometric mean of its "
     "cases, as are its low and high"},
    {"low", "number", "ratio", "lower end of its interval, from order statistics (sign test)"},
    {"high", "number", "ratio", "upper end"},
    {"coverage", "number", "ratio", "exact probability that low to high holds the true median ratio"},
    {"confidence", "number", "ratio", "aimed at: 0.95, of k others 1 - 0.05 / k"},
    {"spread", "number", "", "1.4826 times the median absolute deviation of ln(ratio) over rounds"},
    {"rounds", "integer", "", "rounds with a value on both sides; unpaired the smaller number of the two"},
    {"rounds_worse", "integer", "", "rounds with a ratio below 1; empty when unpaired, and of a group"},
    {"rounds_better", "integer", "", "rounds with a ratio above 1; empty when unpaired, and of a group"},
    {"paired", "text", "", "yes: measured next to each other in the same rounds; no: two runs"},
    {"cases", "integer", "", "of a group: cases that are good on both sides"},
    {"threshold", "number", "ratio",
     "of worse and better, a change of cost: 0.03 is 3 %; a larger floor takes its place, but not in a check of two "
     "builds"},
    {"floor", "number", "ratio",
     "the noise floor: how far a build differs from itself on this host; a check of two builds calls less than that "
     "unchanged; empty: not calibrated"},
    {"verdict", "text", "", "same, worse, better, inconclusive, invalid; of reference work and groups empty"},
    {"rounds_needed", "integer", "",
     "when inconclusive: about how many rounds would decide; empty: more than 1000, the maximum"},
    {"suspect", "text", "", "check: yes when it was measured again"},
    {"second_ratio", "number", "ratio", "check: of the fresh rounds of the suspects alone"},
    {"second_low", "number", "ratio", "lower end of its interval"},
    {"second_high", "number", "ratio", "upper end"},
    {"second_rounds", "integer", "", "fresh rounds"},
    {"p", "number", "", "check: of the sign test over the fresh rounds, adjusted by Holm"},
    {"reason", "text", "", "why it is invalid, or why a suspect was not measured again"},
    {"note", "text", "",
     "remarks on the verdict: a rate that is the limit of one side, rounds that a side lost, a change below the floor"},
    {"gates", "text", "", "yes: the row decides: the primary one, and in a check what else gates; no"},
    {"base_case", "text", "",
     "the base's case: the same one, or where cases are compared with each other (compare --against) its partner"},
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
    {"complete", "integer", "", "0: it was interrupted"},
    {"case", "text", "", "name of the case"},
    {"driver", "text", "", "kind of measurement"},
    {"client", "text", "", "library of the client; also of local cases"},
    {"client_version", "text", "", "its version or commit, as the running code reports it"},
    {"client_date", "text", "", "the day of that version; empty: not known"},
    {"client_date_of", "text", "", "what is of that day: release, commit, package"},
    {"server", "text", "", "library of the server; also of local cases"},
    {"server_version", "text", "", "its version or commit"},
    {"server_date", "text", "", "the day of that version"},
    {"server_date_of", "text", "", "what is of that day"},
    {"metric", "text", "", "what was measured"},
    {"unit", "text", "", "its unit"},
    {"better", "text", "", "less or more: which way the metric improves"},
    {"round", "integer", "", "round, from 1"},
    {"value", "number", "see unit", "the median of the sample's chunks"},
    {"client_product", "text", "", "what the code of the client is, and what it calls itself if it has another name"},
    {"server_product", "text", "", "what the code of the server is"},
    {"sampling", "text", "", "how samples are taken: chunks or windows, and cores"},
    {"tlsbench", "text", "", "the version of tlsbench, and a hash of its worker"},
    {"run_id", "text", "", "unique id of the run"},
};
const size_t tb_num_history_columns = COUNT(tb_history_columns);
