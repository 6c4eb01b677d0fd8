"""check_exports.py FOLDER [SAMPLES]: checks that the exports in FOLDER are what their readers expect.

SAMPLES is the run's folder: the times in Google's files are then computed again from its samples.csv.
"""
import collections
import csv
import json
import math
import re
import statistics
import sys
import xml.etree.ElementTree

GOOGLE_KEYS = {"name": str, "run_name": str, "run_type": str, "repetitions": int, "repetition_index": int,
               "threads": int, "real_time": float, "cpu_time": float, "time_unit": str}


def strict(path):
    """JSON without the NaN and Infinity that Python would let pass, and without a key twice."""
    def refuse(word):
        raise AssertionError(f"{path} holds {word}")

    def once(pairs):
        assert len({key for key, _ in pairs}) == len(pairs), f"{path} names a key twice"
        return dict(pairs)
    return json.load(open(path, encoding="utf-8"), parse_constant=refuse, object_pairs_hook=once)


def google(path, repeated):
    file = strict(path)
    assert file["context"]["caches"] == [] and file["context"]["num_cpus"] > 0, "context"
    assert all(isinstance(file["context"][key], str) for key in ("date", "host_name", "library_build_type", "seed"))
    assert all(isinstance(remark, str) for remark in file["context"]["remarks"])
    by_name = collections.defaultdict(list)
    for row in file["benchmarks"]:
        for key, kind in GOOGLE_KEYS.items():
            assert type(row[key]) is kind, f"{row['name']}: {key} is {row[key]!r}"
        assert row["run_type"] == "iteration" and row["time_unit"] == "ns" and row["threads"] == 1
        assert row["real_time"] > 0 and row["cpu_time"] > 0
        by_name[row["name"]].append(row)
    assert by_name, f"{path} is empty"
    for name, rows in by_name.items():
        assert [row["repetition_index"] for row in rows] == list(range(len(rows))), name
        assert all(row["repetitions"] == len(rows) for row in rows), name
        assert repeated or len(rows) == 1, f"{name} stands there twice"
    return by_name


def times_of(folder):
    """ns of an operation in each round, from samples.csv, of rows that summary.csv calls ok.  Samples that were
    disturbed and measured again do not count."""
    good, chunks = set(), collections.defaultdict(lambda: collections.defaultdict(list))
    for row in csv.DictReader(open(f"{folder}/summary.csv", newline="")):
        if row["status"] == "ok":
            good.add((row["case"], row["library"], row["metric"]))
    for row in csv.DictReader(open(f"{folder}/samples.csv", newline="")):
        key = row["case"], row["library"], row["metric"]
        if key in good and row["status"] == "ok":
            chunks[key][int(row["round"])].append(float(row["value"]))
    times = {}
    for (case, library, metric), rounds in chunks.items():
        if metric not in ("time", "handshakes_per_second"):
            continue
        values = [statistics.median(rounds[number]) for number in sorted(rounds)]
        times[f"{case}/{library}"] = values if metric == "time" else [1e9 / value for value in values]
    return times


def iterations_of(folder):
    """Operations of a chunk, of local cases: a window has as many as it takes."""
    return {f"{row['case']}/{row['library']}": int(row["operations"])
            for row in csv.DictReader(open(f"{folder}/samples.csv", newline=""))
            if row["status"] == "ok" and row["transport"] != "loopback"}


def junit(path):
    suite = xml.etree.ElementTree.parse(path).getroot().find("testsuite")
    cases = suite.findall("testcase")
    assert cases and len({case.get("name") for case in cases}) == len(cases), "testcases"
    assert int(suite.get("tests")) == len(cases)
    for tag, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        found = [case for case in cases if case.find(tag) is not None]
        assert int(suite.get(attribute)) == len(found), tag
        assert all(case.find(tag).get("message") for case in found), f"{tag} without a message"


def markdown(path):
    text = open(path, encoding="utf-8", newline="").read()
    lines = text.split("\n")
    assert lines[0].startswith("**") and lines[0].endswith(".**"), "the verdict comes first"
    assert len(text) < 65536, "GitHub takes no more in a comment"
    assert text.count("<details>") == text.count("</details>") > 0
    assert set(re.findall(r"</?([a-z]+)", text)) <= {"code", "details", "summary"}, "HTML of somebody else"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text), "control characters"
    columns, tables = 0, 0
    for line in lines:
        now = len(re.findall(r"(?<!\\)\|", line))
        assert not columns or now in (0, columns), f"a row of another width: {line}"
        assert not now or (line.startswith("| ") or line.startswith("|--")) and line.endswith("|"), line
        tables += now > 0 and columns == 0
        columns = now
    assert tables, "no table"


def bmf(path):
    file = strict(path)
    assert file, "empty"
    for name, measures in file.items():
        assert 0 < len(name) <= 1024 and measures, name
        for measure, metric in measures.items():
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", measure) and len(measure) <= 64, measure
            assert set(metric) == {"value", "lower_value", "upper_value"}, name
            assert metric["lower_value"] <= metric["value"] <= metric["upper_value"], name
    return file


def main(folder, samples=None):
    medians, rounds = google(f"{folder}/medians.gbench.json", False), google(f"{folder}/rounds.gbench.json", True)
    assert set(medians) == set(rounds), "the two files of Google's hold other cases"
    measures = bmf(f"{folder}/bmf.json")
    assert set(measures) == set(medians), "Bencher's and Google's files hold other cases"
    junit(f"{folder}/junit.xml")
    markdown(f"{folder}/report.md")
    if samples:
        times, iterations = times_of(samples), iterations_of(samples)
        assert any(name in iterations for name in times) and any(name not in iterations for name in times)
        assert set(times) == set(medians), "cases that are ok and cases in the files"
        for name, values in times.items():
            assert all(map(math.isclose, values, (row["real_time"] for row in rounds[name]))), name
            assert len(values) == len(rounds[name]), name
            assert all(row.get("iterations") == iterations.get(name) for row in rounds[name] + medians[name]), name
            assert math.isclose(statistics.median(values), medians[name][0]["real_time"]), name


main(*sys.argv[1:])
