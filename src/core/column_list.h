/* column_list.h - the one list of the columns of CSV files.
 *
 * TB_SUMMARY_COLUMNS(X, WHO) is X(name, type, unit, doc) for each column.  The CSV headers, results/README.md
 * (columns.c) and the structs of the rows (control/store/row.h) are made from it, so a column that a table does not
 * have does not compile.  Columns that several tables share are listed once: WHO(who) stands for TB_WHO_COLUMNS,
 * PARAMS(params) for one column per parameter (param_list.h).
 *
 * type is "text", "number" or "integer"; unit is "" if there is none.  New columns go last, since readers of older
 * files may rely on the order.
 */
#pragma once
#include "core/catalog.h"
#include "core/param_list.h"

#define TB_DRIVER_WORD(name) " " #name

/* clang-format off */
/* The columns that identify a row in most tables: the case, the library, and the case's parameters one by one. */
#define TB_WHO_COLUMNS(X, PARAMS) \
    X(case, "text", "", "name of the case: the driver and its parameters, joined by '/'") \
    X(driver, "text", "", "kind of measurement:" TB_DRIVERS(TB_DRIVER_WORD)) \
    X(library, "text", "", "library under test; for a pair of two libraries client+server") \
    X(version, "text", "", "its version or commit, as the running code reports it") \
    X(date, "text", "", "the date of that version, such as 2026-04-07; empty: not known") \
    X(date_of, "text", "", \
      "what the date belongs to: release, commit, or package (of a distribution, whose code may be older)") \
    PARAMS(params) \
    X(client, "text", "", "library of the client; for a local case, the only library") \
    X(server, "text", "", "library of the server; for a local case, the only library")

#define TB_METRIC_COLUMNS(X) \
    X(metric, "text", "", "what was measured") \
    X(unit, "text", "", "its unit; GB is 10^9 bytes")

/* Which run a row is of, at the end of each table of results: tables of several runs can be put together. */
#define TB_RUN_COLUMNS(X) \
    X(run, "text", "", "name of the run: its folder") \
    X(started, "text", "", "when the run began, UTC") \
    X(host, "text", "", "name of the machine; run.json has all of its facts") \
    X(cpu, "text", "", "the machine's CPU")

#define TB_STATUS_DOC \
    "ok, void (measured, but not what was asked for), unsupported, failed, timeout, disturbed (other work on the " \
    "machine spoilt every attempt)"
#define TB_UNMEASURED_DOC ", unmeasured (the run ended first)"

#define TB_SUMMARY_COLUMNS(X, WHO) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    WHO(who) \
    TB_METRIC_COLUMNS(X) \
    X(better, "text", "", "less or more: which way the metric improves") \
    X(value, "number", "see unit", \
      "median over rounds of the samples' values; a sample's value is the median of its chunks") \
    X(low, "number", "see unit", "lower end of the interval for the median, from order statistics (sign test)") \
    X(high, "number", "see unit", "upper end of that interval") \
    X(coverage, "number", "ratio", "exact probability that low to high contains the true median; the aim is 0.95") \
    X(minimum, "number", "see unit", "smallest value of any chunk") \
    X(spread, "number", "see unit", "1.4826 times the median absolute deviation of the samples' values") \
    X(price, "number", "ratio", \
      "CPU time over loopback: TLS cost / plain TCP cost of the same side, round by round; empty where plain " \
      "TCP is not measured") \
    X(rounds, "integer", "", "number of samples used, one for each round") \
    X(linkage, "text", "", \
      "static: the library is linked into its module; shared: the installed shared object is used") \
    X(cpu_features, "text", "", \
      "CPU features by which the library chose its code, in its own words; for instruction counts those that " \
      "valgrind presents") \
    X(status, "text", "", TB_STATUS_DOC TB_UNMEASURED_DOC) \
    X(reason, "text", "", "why it is not ok") \
    X(injected, "text", "", \
      "slowed down on purpose (--inject): percent of the mean, and on which operations; empty: not slowed down") \
    X(limited_by, "text", "", \
      "loopback: the side whose core was busy for 95 % of the time or more: client, server, both or neither; a " \
      "rate is the limit of that side") \
    X(note, "text", "", "for a row with status ok: the rounds that it lacks, and why") \
    X(efficiency, "number", "ratio", \
      "of several threads, in the row of the primary metric: their rate / (threads * rate of one thread), round by " \
      "round; empty where the case with threads=1 is not measured. With fewer cores than threads (over loopback " \
      "those of both processes) it stays below 1; of a local or memory case, cores / threads is the most") \
    X(efficiency_low, "number", "ratio", "lower end of the interval for it, from order statistics of these ratios") \
    X(efficiency_high, "number", "ratio", "upper end of that interval; its aim is 0.95, as of low and high") \
    TB_RUN_COLUMNS(X)

#define TB_SAMPLE_COLUMNS(X, WHO) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    X(run, "text", "", "name of the run: its folder") \
    X(round, "integer", "", "round, from 1") \
    X(place, "integer", "", "place of the sample within its round, from 1") \
    WHO(who) \
    TB_METRIC_COLUMNS(X) \
    X(chunk, "integer", "", "chunk within the sample, from 1; a metric with one value for each sample has chunk 1") \
    X(value, "number", "see unit", "the value of the chunk") \
    X(operations, "integer", "", "local, memory: operations in a chunk; loopback: in all chunks together") \
    X(negotiated, "text", "", "what both ends report as negotiated: version, suite, group, scheme, verified") \
    X(vectors, "text", "", \
      "state of the vector registers after an operation: clean, or dirty (no VZEROUPPER; on some CPUs this " \
      "slows down the next operation of the chunk); empty: the CPU does not report it, or loopback") \
    X(client_core, "integer", "", "CPU that the client or the only worker was pinned to") \
    X(server_core, "integer", "", "CPU that the server was pinned to") \
    X(involuntary_switches, "integer", "", "how often the kernel preempted a worker, both sides together") \
    X(run_delay, "integer", "ns", \
      "time that a runnable worker waited for its core while other tasks ran, both sides together; of threads the " \
      "one that waited longest, and 0 where threads share cores") \
    X(throttled, "integer", "ns", \
      "time for which a CPU quota (control groups) stopped the processes during the sample") \
    X(steal, "number", "ratio", \
      "share of this machine's CPU time that the hypervisor took (steal) during the sample") \
    X(load, "number", "", "one-minute load average at the start of the sample") \
    X(max_rss, "integer", "KiB", "peak resident memory of the worker; for a pair the larger one") \
    X(ready, "integer", "ns", "from the start of the worker to its first operation") \
    X(warm_up, "integer", "ns", \
      "loopback: time from the first connection to the first window, in which each connection finishes at " \
      "least 3 units of work") \
    X(window, "integer", "ns", \
      "loopback: length of the shortest window, which is the suite's or, if longer, the time of 3 turn-overs") \
    X(turn_overs, "integer", "", \
      "loopback: units of work (connections or requests, in bulk 256 KiB) that a connection finished in a " \
      "window, on average; the smallest of all windows") \
    X(sample_seed, "integer", "", "seed of this sample: environment size, stack offset, cores") \
    X(linkage, "text", "", \
      "static: the library is linked into its module; shared: the installed shared object is used") \
    X(status, "text", "", \
      TB_STATUS_DOC "; replaced (not used: the hypervisor, a CPU quota or other tasks took over 1 % of the time or " \
      "made a sample of the turn fail, so the case was measured again on all libraries in this round)") \
    X(reason, "text", "", "why it is not ok") \
    X(injected, "text", "", \
      "slowed down on purpose (--inject): percent of the mean, and on which operations; empty: not slowed down") \
    X(cores, "text", "", \
      "of several threads: the CPU that each was pinned to, in the order of the threads; with fewer cores than " \
      "threads a CPU stands there several times")

#define TB_COUNTER_COLUMNS(X, WHO) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    WHO(who) \
    TB_METRIC_COLUMNS(X) \
    X(side, "text", "", "client or server; local: of a local case, which has no connection and so no sides") \
    X(value, "number", "see unit", \
      "value for one operation (a handshake, a write, a request; for a local case what is timed) in the first pass") \
    X(again, "number", "see unit", "value in the second pass, in another process") \
    X(repeats, "text", "", "yes: both passes gave exactly the same value; no") \
    X(operations, "integer", "", "number of operations counted in each pass") \
    X(note, "text", "", "kinds of system calls, the most frequent first; why the value is known to vary") \
    X(linkage, "text", "", \
      "static: the library is linked into its module; shared: the installed shared object is used") \
    X(status, "text", "", "ok, void (not what was asked), unsupported (cannot be counted), failed, timeout") \
    X(reason, "text", "", "why it is not ok") \
    TB_RUN_COLUMNS(X)

#define TB_ANATOMY_COLUMNS(X, WHO) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    WHO(who) \
    X(flight, "text", "", \
      "1 to 6: the work that makes this flight; outside: opening and closing the connection, taking the " \
      "session; all") \
    X(side, "text", "", "the side that does the work: client, server, both") \
    X(phase, "text", "", \
      "kx (key exchange), signature (made or checked), certificates (parsed and verified), schedule (secrets, " \
      "keys, Finished), remainder (all else), other (callgrind cannot tell which), all") \
    X(bytes, "integer", "B", "length of the flight on the wire, record headers included") \
    X(records, "integer", "", "number of records in the flight") \
    X(messages, "text", "", "messages of the flight; those in braces are encrypted") \
    X(clock, "number", "ns", \
      "time by the clock at the memory transport, the smallest of all chunks; it cannot tell phases apart") \
    X(primitives, "number", "ns", \
      "time of the same work measured separately, the smallest of all chunks; for the remainder, the clock's " \
      "time minus that") \
    X(instructions, "number", "", "instructions of one handshake, counted by callgrind") \
    X(clock_share, "number", "ratio", "share of the whole handshake by the same method") \
    X(primitives_share, "number", "ratio", "share of the whole handshake by the same method") \
    X(instructions_share, "number", "ratio", "share of the whole handshake by the same method") \
    X(disagreement, "number", "ratio", \
      "the largest of these shares minus the smallest; empty: fewer than two exist, or the row is the whole " \
      "handshake") \
    X(clock_sum, "number", "ratio", "sum of the parts divided by the whole handshake, by the clock") \
    X(primitives_sum, "number", "ratio", \
      "the same for the primitives; above 1 if they take longer when measured separately than the flight that " \
      "contains them") \
    X(instructions_sum, "number", "ratio", "the same for callgrind") \
    X(clock_status, "text", "", \
      "ok, astray (shown, but its sum is not within 2 % of 1), void (it contradicts the other methods), " \
      "unsupported, failed, timeout" TB_UNMEASURED_DOC) \
    X(primitives_status, "text", "", "the same for the primitives") \
    X(instructions_status, "text", "", "the same for callgrind") \
    X(linkage, "text", "", \
      "static: the library is linked into its module; shared: the installed shared object is used") \
    X(reason, "text", "", "why a status is not ok, for each method; the functions of the phase other") \
    TB_RUN_COLUMNS(X)

#define TB_COMPARISON_COLUMNS(X, PARAMS) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    X(kind, "text", "", \
      "case; steady (reference work, which uses no TLS library); group (all cases of a driver and transport)") \
    X(case, "text", "", "name of the case") \
    X(driver, "text", "", "kind of measurement") \
    PARAMS(params) \
    X(metric, "text", "", "what was measured") \
    X(unit, "text", "", "its unit; GB is 10^9 bytes") \
    X(better, "text", "", "less or more: which way the metric improves") \
    X(primary, "text", "", "yes: the first metric of the case; no.  A check judges it, and others (column gates)") \
    X(base, "text", "", "the library or case to compare with") \
    X(other, "text", "", "the library or case that is compared with it") \
    X(base_value, "number", "see unit", "the base's median over rounds, as in summary.csv") \
    X(base_low, "number", "see unit", "lower end of its 95 % interval") \
    X(base_high, "number", "see unit", "upper end") \
    X(other_value, "number", "see unit", "the other's median over rounds, as in summary.csv") \
    X(other_low, "number", "see unit", "lower end of its 95 % interval") \
    X(other_high, "number", "see unit", "upper end") \
    X(ratio, "number", "ratio", \
      "1.2: the other is 1.2 times as good as the base; more is better for every metric; the median of the " \
      "rounds' ratios, which use the fastest chunk of each sample, over loopback the median chunk; for a group " \
      "the geometric mean of its cases, as are low and high") \
    X(low, "number", "ratio", "lower end of its interval, from order statistics (sign test)") \
    X(high, "number", "ratio", "upper end") \
    X(coverage, "number", "ratio", "exact probability that low to high contains the true median ratio") \
    X(confidence, "number", "ratio", "the confidence aimed at: 0.95, with k others 1 - 0.05 / k") \
    X(spread, "number", "", "1.4826 times the median absolute deviation of ln(ratio) over rounds") \
    X(rounds, "integer", "", "rounds with a value on both sides; unpaired: the smaller number of rounds") \
    X(rounds_worse, "integer", "", "rounds with a ratio below 1; empty if unpaired, and for a group") \
    X(rounds_better, "integer", "", "rounds with a ratio above 1; empty if unpaired, and for a group") \
    X(paired, "text", "", "yes: measured in the same rounds; no: in two runs") \
    X(cases, "integer", "", "for a group: number of cases with a value on both sides") \
    X(threshold, "number", "ratio", \
      "smallest change of cost that is worse or better: 0.03 is 3 %") \
    X(floor, "number", "ratio", \
      "noise floor: how far two builds of the same code differ on this host; it replaces a smaller threshold in " \
      "what counts as the same; empty: not calibrated") \
    X(verdict, "text", "", \
      "same, worse (compare says slower, check regressed), better (faster, improved), inconclusive, invalid; " \
      "empty for reference work and groups") \
    X(rounds_needed, "integer", "", \
      "if inconclusive: about how many rounds would decide; empty: more than 1000, the maximum") \
    X(suspect, "text", "", "check: yes, it was measured again") \
    X(second_ratio, "number", "ratio", "check: the ratio of the fresh rounds alone") \
    X(second_low, "number", "ratio", "lower end of its interval") \
    X(second_high, "number", "ratio", "upper end") \
    X(second_rounds, "integer", "", "fresh rounds") \
    X(p, "number", "", "check: p of the sign test over the fresh rounds, after Holm's adjustment") \
    X(reason, "text", "", "why the row is invalid, or why a suspect was not measured again") \
    X(injected, "text", "", \
      "what --inject slowed down on purpose, NAME=PERCENT and on which operations, with commas; empty: nothing") \
    X(note, "text", "", \
      "remarks on the verdict: the side that limits a rate, rounds that a side lost, a change below the noise " \
      "floor") \
    X(gates, "text", "", \
      "yes: the row can decide the outcome (the primary one, and in a check others that gate); no") \
    X(base_case, "text", "", "the case of the base: the same case, or with compare --against its partner") \
    TB_RUN_COLUMNS(X) \
    X(base_run, "text", "", "the run of the base: the same run, or the other one of two stored runs") \
    X(base_started, "text", "", "when that run began, UTC") \
    X(base_host, "text", "", "name of its machine") \
    X(base_cpu, "text", "", "that machine's CPU") \
    X(advised, "text", "", \
      "yes: the threshold is the larger one that calibrate advised (--threshold advised); no; empty for reference " \
      "work and groups") \
    X(second_rounds_worse, "integer", "", "check: fresh rounds with a ratio below 1") \
    X(second_rounds_better, "integer", "", "check: fresh rounds with a ratio above 1") \
    X(decides, "text", "", \
      "yes: the outcome of a check counts the row; no: it does not gate, or it gates unasked and did not move; empty " \
      "for reference work and groups")

#define TB_CAPACITY_COLUMNS(X, WHO) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    X(kind, "text", "", \
      "capacity: the result of a library, whose case has the rate found (if none was found, the one that the search " \
      "began with); sample: one sample, whose case has the rate tried") \
    WHO(who) \
    X(promise, "text", "", "what had to be kept, such as p99 within 5ms") \
    X(value, "number", "1/s", \
      "capacity: the rate at which half of the samples keep the promise, the median of the searches of all rounds") \
    X(low, "number", "1/s", \
      "lower end of its interval, from order statistics (sign test); empty: not known, because a search found no " \
      "rate") \
    X(high, "number", "1/s", "upper end of that interval; empty: not known, for the same reason") \
    X(coverage, "number", "ratio", "exact probability that low to high contains the true median; the aim is 0.95") \
    X(searches, "integer", "", "capacity: searches of rounds that ended, of which value is the median") \
    X(ratio, "number", "ratio", "capacity: how many times that of the first library, paired by rounds") \
    X(ratio_low, "number", "ratio", "lower end of its interval; empty: not known, because a search found no rate") \
    X(ratio_high, "number", "ratio", "upper end; empty: not known, for the same reason") \
    X(round, "integer", "", "sample: its round, from 1; 0: the first search, which only tells where to begin") \
    X(kept, "text", "", \
      "sample: yes, no, or unknown: the client could not offer this rate, or the sample is not ok; yes also if the " \
      "client came late to its arrivals, and their latencies, which count from the planned start, keep it all the " \
      "same") \
    X(latency, "number", "us", "sample: the percentile of the promise; empty: it was not reached") \
    X(client_busy, "number", "ratio", \
      "share of the time for which the client had its core busy; capacity: the median over rounds of the highest " \
      "rates that kept the promise") \
    X(server_busy, "number", "ratio", "the same of the server") \
    X(linkage, "text", "", \
      "static: the library is linked into its module; shared: the installed shared object is used") \
    X(status, "text", "", \
      "ok, void (sample: not what was asked for; capacity: not every search found a rate), unsupported, failed, " \
      "timeout, disturbed (other work on the machine spoilt it)" TB_UNMEASURED_DOC) \
    X(reason, "text", "", "why it is not ok") \
    X(injected, "text", "", \
      "slowed down on purpose (--inject): percent of the mean, and on which operations; empty: not slowed down") \
    TB_RUN_COLUMNS(X)

/* Contains everything that is needed to rebuild a history. */
#define TB_HISTORY_COLUMNS(X) \
    X(schema, "integer", "", "version of this table; changes when a column changes its meaning") \
    X(host, "text", "", "fingerprint of the machine: CPU, cores, kernel, hypervisor, compiler, unusual conditions") \
    X(run, "text", "", "name of the run: its folder") \
    X(started, "text", "", "when it began, UTC") \
    X(suite, "text", "", "its suite") \
    X(seed, "text", "", "its seed") \
    X(complete, "integer", "", "0: the run was interrupted") \
    X(case, "text", "", "name of the case") \
    X(driver, "text", "", "kind of measurement") \
    X(client, "text", "", "library of the client; for a local case, the only library") \
    X(client_version, "text", "", "its version or commit, as the running code reports it") \
    X(client_date, "text", "", "the date of that version; empty: not known") \
    X(client_date_of, "text", "", "what the date belongs to: release, commit, package") \
    X(server, "text", "", "library of the server; for a local case, the only library") \
    X(server_version, "text", "", "its version or commit") \
    X(server_date, "text", "", "the date of that version") \
    X(server_date_of, "text", "", "what the date belongs to") \
    X(metric, "text", "", "what was measured") \
    X(unit, "text", "", "its unit") \
    X(better, "text", "", "less or more: which way the metric improves") \
    X(round, "integer", "", "round, from 1") \
    X(value, "number", "see unit", "the median of the sample's chunks") \
    X(client_product, "text", "", "the client's product, and the name that it gives itself if that is another") \
    X(server_product, "text", "", "the server's product") \
    X(sampling, "text", "", "how samples are taken: chunks or windows, and cores") \
    X(tlsbench, "text", "", "the version of tlsbench, and a hash of its worker") \
    X(run_id, "text", "", "unique id of the run") \
    X(machine, "text", "", "name of the machine; empty: not known")
