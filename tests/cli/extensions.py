#!/usr/bin/env python3
"""extensions.py BUILD SOURCE: checks what CONTRIBUTING.md says about extensions.

Adds a driver, a metric, a column, an option and an export to a copy of the sources, only in the files that
CONTRIBUTING.md names; then builds and runs the copy, with a module of BUILD, and checks that each of them works.
"""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BUILD, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()

DRIVER = '''/* toy - counts its operations. */
#include "bench/drivers/drivers.h"
#include <stdlib.h>

struct toy {
    const struct tb_job *job;
    volatile uint64_t count;
};

static enum tb_status toy_open(const struct tb_job *job, void **state)
{
    struct toy *toy = calloc(1, sizeof *toy);
    *state = toy;
    if (!toy)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    toy->job = job;
    return TB_OK;
}

static enum tb_status toy_run(void *state, uint64_t operations)
{
    struct toy *toy = state;
    for (uint64_t i = 0; i < operations; i++)
        toy->count++;
    return TB_OK;
}

static enum tb_status toy_settle(void *state, const struct tb_chunk *chunk)
{
    struct toy *toy = state;
    uint64_t count = toy->count;
    toy->count = 0;
    if (count != chunk->operations)
        return tb_job_fail(toy->job, TB_BAD_PEER, "it lost count");
    return TB_OK;
}

static const struct tb_local_ops toy_local = {.open = toy_open, .run = toy_run, .settle = toy_settle, .close = free};
const struct tb_driver tb_toy_driver = {.local = &toy_local};
'''

EXPORT = '''#include "control/plan/plan.h"
#include "control/results/export.h"
#include "core/text.h"

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    (void)why;
    for (size_t i = 0; i < source->plan->num; i++)
        tb_text_printf(out, "%s\\n", source->plan->items[i].name);
    return true;
}

const struct tb_exporter tb_export_toy = {
    .name = "toy", .file = "toy.txt", .doc = "names of cases", .write = write};
'''


def fail(message):
    sys.exit(f"extensions: {message}")


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode != 0:
        fail(f"{' '.join(str(word) for word in command)}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


class Tree:
    """A copy of the sources, which knows what an extension touches."""

    def __init__(self, top):
        self.top, self.touched = top, set()
        listed = run("git", "-C", SOURCE, "ls-files", "-co", "--exclude-standard", "src", "bench", "backends", "CMakeLists.txt")
        for name in listed.splitlines():
            if (SOURCE / name).exists():
                (top / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(SOURCE / name, top / name)

    def new(self, name, text):
        (self.top / name).write_text(text)
        self.touched.add(name)

    def replace(self, name, old, new):
        """The first `old`; what the texts below hang on is said here once it has gone."""
        text = (self.top / name).read_text()
        if old not in text:
            fail(f"{name} has no {old!r}: this test must learn where an extension goes now")
        (self.top / name).write_text(text.replace(old, new, 1))
        self.touched.add(name)

    def end(self, what, most):
        """Ends an extension of that kind: so many files at the most, and CONTRIBUTING.md names each."""
        entry = re.search(rf"^- \*\*{what}\*\*.*?(?=^- |\Z)", (SOURCE / "CONTRIBUTING.md").read_text(), re.M | re.S)
        for name in self.touched:
            if not entry or f"`{name.replace('toy', 'NAME')}`" not in entry[0]:
                fail(f"a {what} touches {name}, which CONTRIBUTING.md does not name: {sorted(self.touched)}")
        if len(self.touched) > most:
            fail(f"a {what} touches {len(self.touched)} files, not {most}: {sorted(self.touched)}")
        print(f"{what}: {len(self.touched)} files ({', '.join(sorted(self.touched))})")
        self.touched = set()


def extend(tree):
    tree.replace("src/core/catalog.h", "X(steady)", "X(steady) X(toy)")
    tree.replace("src/core/catalog.c", "/* ---- The table ---- */",
                 'static const struct tb_param_info toy_params[] = {{TB_PARAM_OPERATION, LIST("count"), "count"}};\n'
                 "static const struct tb_metric_info toy_metrics[] = {TB_TOY_METRICS};\n\n/* ---- The table ---- */")
    tree.replace("src/core/catalog.c", "    DRIVER(steady,",
                 '    DRIVER(toy, .title = "Toys", .doc = "counts its operations"),\n    DRIVER(steady,')
    tree.replace("src/core/metric_list.h", "#define TB_KX_METRICS", "#define TB_TOY_METRICS TB_LOCAL_METRICS\n\n#define TB_KX_METRICS")
    tree.new("bench/drivers/toy.c", DRIVER)
    tree.end("driver", 4)

    tree.replace("src/core/metric_list.h", "    X(time) ", "    X(toys) X(time) ")
    tree.replace("src/core/metric_list.h", "TB_TOY_METRICS TB_LOCAL_METRICS",
                 'TB_TOY_METRICS TB_LOCAL_METRICS, TB_METRIC_ROW(toys, .unit = "count", .doc = "operations of a chunk")')
    tree.replace("bench/drivers/toy.c", '"it lost count");\n',
                 '"it lost count");\n    if (!chunk->warm_up && !tb_record_metric(toy->job->record, toys, (double)count))\n'
                 '        return tb_job_fail(toy->job, TB_ERROR, "out of memory");\n')
    tree.end("metric", 2)

    tree.replace("src/core/column_list.h", "    X(limited_by,", '    X(toy, "text", "", "whether it is a toy") \\\n    X(limited_by,')
    tree.replace("src/control/results/summary_csv.c", "        tb_row_metric(&row, metric);",
                 '        tb_row_metric(&row, metric);\n        tb_row_text(&row, toy, planned->steady ? "no" : "yes");')
    tree.end("column", 2)

    tree.replace("src/control/run/run_options.h", "    X(FLAG, dry_run,", '    X(FLAG, toy, "toy", NULL, 0, 0, "say so") \\\n    X(FLAG, dry_run,')
    tree.replace("src/control/command/command_run.c", '#include "control/show/profile_print.h"\n',
                 '#include "control/show/profile_print.h"\n#include <stdio.h>\n')
    tree.replace("src/control/command/command_run.c", "    tb_report_tables(run);",
                 '    tb_report_tables(run);\n    if (run->options.toy)\n        puts("with toys");')
    tree.end("option", 2)

    tree.replace("src/control/results/export.h", "X(junit)", "X(junit) X(toy)")
    tree.new("src/control/results/export_toy.c", EXPORT)
    tree.end("export", 2)


def build(top):
    """The controller and the worker, with no library, as quickly as can be; sanitized as the module that the worker loads."""
    sanitize = re.search(r"^TLSBENCH_SANITIZE:[A-Z]+=(.*)$", (BUILD / "CMakeCache.txt").read_text(), re.MULTILINE).group(1)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CMAKE_")}
    run("cmake", "-S", top, "-B", top / "build", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_C_FLAGS_DEBUG=-O0", "-DCMAKE_CXX_FLAGS_DEBUG=-O0",
        "-DBUILD_TESTING=OFF", f"-DTLSBENCH_SANITIZE={sanitize}", f"-DTLSBENCH_LIBRARIES={top}/none", env=environment)
    run("cmake", "--build", top / "build", f"-j{os.cpu_count()}", "--target", "tlsbench", "tlsbench-worker", env=environment)
    (top / "build/pki").symlink_to(BUILD / "pki")


def measure(top):
    tlsbench, results = top / "build/bin/tlsbench", top / "results"
    said = run(tlsbench, "run", "--case", "toy/count", "--modules", BUILD / "tests/modules", "--library", "fault-none", "--rounds", 1, "--chunks", 2,
               "--chunk-ms", 1, "--sample-operations", 1, "--no-steady", "--toy", "--export", "toy", "--results", results,
               "--history", "none")
    with open(results / "latest/samples.csv", newline="") as file:
        samples = list(csv.DictReader(file))
    with open(results / "latest/summary.csv", newline="") as file:
        summary = list(csv.DictReader(file))
    counted = [row for row in samples if row["metric"] == "toys"]
    if {row["status"] for row in samples} != {"ok"} or len(counted) != 2:
        fail(f"the toy driver's metric in two chunks\n{said}\n{samples}")
    if any(float(row["value"]) != float(row["operations"]) for row in counted):
        fail(f"the toy driver's count of operations\n{counted}")
    if {row["toy"] for row in summary} != {"yes"}:
        fail(f"the new column of summary.csv\n{summary}")
    if "with toys" not in said:
        fail(f"what the new option says\n{said}")
    if (results / "latest/toy.txt").read_text() != "toy/count\n":
        fail("the new export")


with tempfile.TemporaryDirectory() as folder:
    top = pathlib.Path(folder) / "tree"
    tree = Tree(top)
    extend(tree)
    build(top)
    measure(top)
