"""check_run.py FOLDER complete|incomplete: checks that the files of a run agree with each other.

Reads the CSVs with a strict reader, computes every value of summary.csv again from samples.csv, and checks run.json.
"""
import collections
import csv
import json
import math
import statistics
import sys


def rows(path):
    raw = open(path, newline="").read()
    assert raw.endswith("\r\n"), f"{path} ends within a row"
    assert "\r\n" in raw and "\n" not in raw.replace("\r\n", ""), f"{path} has line ends that are not CRLF"
    table = list(csv.reader(raw.splitlines(), strict=True))
    assert all(len(row) == len(table[0]) for row in table), f"{path} has rows of several lengths"
    assert len(set(table[0])) == len(table[0]), f"{path} names a column twice"
    return [dict(zip(table[0], row)) for row in table[1:]]


def main(folder, state):
    run = json.load(open(f"{folder}/run.json"))
    assert run["complete"] is (state == "complete"), "run.json says otherwise of completeness"
    samples, summary = rows(f"{folder}/samples.csv"), rows(f"{folder}/summary.csv")
    assert samples and summary, "a table is empty"

    chunks = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in samples:
        if row["status"] == "ok":
            chunks[row["case"], row["library"], row["metric"]][row["round"]].append(float(row["value"]))
    checked, host = 0, run["host"]
    for row in summary:
        of = run["run"], run["started"], host["name"], host["cpu"]
        assert (row["run"], row["started"], row["host"], row["cpu"]) == of, f"{row['case']} is of another run"
        if row["status"] != "ok":
            assert row["reason"], f"{row['case']} is {row['status']} without a reason"
            continue
        per_round = [statistics.median(values) for values in chunks[row["case"], row["library"], row["metric"]].values()]
        assert int(row["rounds"]) == len(per_round), f"{row['case']} {row['metric']}: rounds"
        value, low, high = (float(row[name]) for name in ("value", "low", "high"))
        assert math.isclose(value, statistics.median(per_round), rel_tol=1e-12), f"{row['case']} {row['metric']}: value"
        assert low <= value <= high, f"{row['case']} {row['metric']}: interval"
        assert {low, high} <= set(per_round), f"{row['case']} {row['metric']}: interval ends were not measured"
        checked += 1
    assert checked, "nothing was checked"
    print(f"{checked} rows of the summary follow from {len(samples)} rows of samples")


main(*sys.argv[1:])
