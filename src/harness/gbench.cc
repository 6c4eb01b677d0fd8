// The C interface to Google Benchmark: the only C++ in the tree.  Differences between its versions 1.7 and 1.9 are
// resolved by overloads that match the installed header, never by a version number.
#include "harness/gbench.h"
#include <benchmark/benchmark.h>
#include <cstring>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct tb_gbench_counters {
    benchmark::UserCounters &of_state;
};

struct tb_gbench_clock {
    benchmark::State &state;
};

namespace
{

using Run = benchmark::BenchmarkReporter::Run;

// Run::error_occurred until 1.7, Run::skipped since 1.8: the first overload that compiles is taken.
template <class R> auto has_failed(const R &run, int) -> decltype(static_cast<bool>(run.error_occurred))
{
    return run.error_occurred;
}

template <class R> auto has_failed(const R &run, long) -> decltype(run.skipped != 0)
{
    return run.skipped != 0;
}

template <class R> auto message(const R &run, int) -> decltype(std::string(run.error_message))
{
    return run.error_message;
}

template <class R> auto message(const R &run, long) -> decltype(std::string(run.skip_message))
{
    return run.skip_message;
}

// Calls f and catches all exceptions.
template <class F> bool guarded(tb_gbench_why *why, F f)
{
    const char *text = "an unknown exception";
    std::string copy;
    try {
        f();
        return true;
    } catch (const std::exception &e) {
        copy = e.what();
        text = copy.c_str();
    } catch (...) {
    }
    std::strncpy(why->text, text, sizeof why->text - 1);
    why->text[sizeof why->text - 1] = 0;
    return false;
}

// One repetition.  The batch is the whole repetition: one call, without a loop here.
void repetition(benchmark::State &state, const tb_gbench_case &benchmark)
{
    const char *wrong = benchmark.before(benchmark.arg);
    if (wrong) {
        state.SkipWithError(wrong);
        return;
    }
    std::string failure;
    tb_gbench_clock clock{state};
    while (state.KeepRunningBatch(state.max_iterations)) {
        wrong = benchmark.run(benchmark.arg, static_cast<uint64_t>(state.max_iterations), &clock);
        if (wrong) {
            failure = wrong;
            state.SkipWithError(failure.c_str());
            break;
        }
    }
    tb_gbench_counters counters{state.counters};
    wrong = benchmark.after(benchmark.arg, &counters);
    if (wrong && failure.empty())
        state.SkipWithError(wrong);
}

auto add(const tb_gbench_case &benchmark)
{
    return benchmark::RegisterBenchmark(benchmark.name,
                                        [&benchmark](benchmark::State &state) { repetition(state, benchmark); });
}

// Passes repetitions to C and prints nothing.
class Handover : public benchmark::BenchmarkReporter
{
  public:
    using Report = void (*)(void *, const tb_gbench_repetition *);

    Handover(Report report, void *arg) : report_(report), arg_(arg)
    {
    }

    bool ReportContext(const Context &) override
    {
        return true;
    }

    void ReportRuns(const std::vector<Run> &runs) override
    {
        for (const Run &run : runs) {
            if (has_failed(run, 0) && failure.empty())
                failure = message(run, 0);
            if (has_failed(run, 0) || run.run_type != Run::RT_Iteration) // aggregates: the core computes its own
                continue;
            const tb_gbench_repetition one{static_cast<uint64_t>(run.iterations), run.real_accumulated_time * 1e9,
                                           run.cpu_accumulated_time * 1e9};
            report_(arg_, &one);
        }
    }

    std::string failure;

  private:
    Report report_;
    void *arg_;
};

// Google Benchmark ends the process with exit code 0 when it does not know a format.
void check_formats(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const std::string flag = argv[i];
        for (const std::string name : {"--benchmark_format=", "--benchmark_out_format="}) {
            if (flag.compare(0, name.size(), name) != 0)
                continue;
            const std::string format = flag.substr(name.size());
            if (format != "console" && format != "json" && format != "csv")
                throw std::runtime_error(flag + ": not one of console, json and csv");
        }
    }
}

} // namespace

void tb_gbench_pause(struct tb_gbench_clock *clock)
{
    if (clock)
        clock->state.PauseTiming();
}

void tb_gbench_resume(struct tb_gbench_clock *clock)
{
    if (clock)
        clock->state.ResumeTiming();
}

void tb_gbench_counter(struct tb_gbench_counters *counters, const char *name, double value)
{
    counters->of_state[name] = value;
}

bool tb_gbench_repeat(const struct tb_gbench_case *benchmark, uint64_t operations, unsigned repetitions,
                      void (*report)(void *arg, const struct tb_gbench_repetition *repetition), void *report_arg,
                      struct tb_gbench_why *why)
{
    return guarded(why, [&] {
        add(*benchmark)
            ->Iterations(static_cast<benchmark::IterationCount>(operations))
            ->Repetitions(static_cast<int>(repetitions));
        Handover handover(report, report_arg);
        const size_t matched = benchmark::RunSpecifiedBenchmarks(&handover, "all");
        benchmark::ClearRegisteredBenchmarks();
        if (!handover.failure.empty())
            throw std::runtime_error(handover.failure);
        if (matched != 1)
            throw std::runtime_error("Google Benchmark did not run the benchmark it was given");
    });
}

bool tb_gbench_flags(int argc, char **argv, struct tb_gbench_why *why)
{
    return guarded(why, [&] {
        check_formats(argc, argv);
        benchmark::Initialize(&argc, argv); // removes the flags that it knows from argv
        if (argc > 1)
            throw std::runtime_error(std::string("Google Benchmark does not know ") + argv[1]);
    });
}

bool tb_gbench_context(const char *key, const char *value, struct tb_gbench_why *why)
{
    return guarded(why, [&] { benchmark::AddCustomContext(key, value); });
}

bool tb_gbench_add(const struct tb_gbench_case *benchmark, struct tb_gbench_why *why)
{
    return guarded(why, [&] { add(*benchmark); });
}

bool tb_gbench_run(size_t *matched, struct tb_gbench_why *why)
{
    return guarded(why, [&] {
        *matched = benchmark::RunSpecifiedBenchmarks();
        benchmark::ClearRegisteredBenchmarks();
        benchmark::Shutdown();
        if (!std::cout.flush())
            throw std::runtime_error("the report cannot be written");
    });
}
