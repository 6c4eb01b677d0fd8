"""check_comparison.py FILE FOLDER [FOLDER]: checks that comparison.csv follows from the samples of one run, or of two.

Everything is computed again, independently of the program.
"""
import collections
import csv
import math
import statistics
import sys


def read(path):
    return list(csv.DictReader(open(path, newline="")))


def chunks_of(folder):
    """{(case, client, metric): {round: [its chunks]}}"""
    chunks = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in read(f"{folder}/samples.csv"):
        if row["value"] and row["status"] != "replaced":
            chunks[row["case"], row["client"], row["metric"]][row["round"]].append(float(row["value"]))
    return chunks


def judged(row, rounds):
    """{round: what counts}: of one process the fastest chunk, of two the median one."""
    of = statistics.median if row["transport"] == "loopback" else max if row["better"] == "more" else min
    return {number: of(chunks) for number, chunks in rounds.items()}


def interval(values, confidence):
    """The widest order statistics that leave no more than asked outside, by the definition of the binomial."""
    n, values = len(values), sorted(values)
    outside = lambda k: 2 * sum(math.comb(n, i) for i in range(k)) / 2**n
    k = max([k for k in range(1, n // 2 + 1) if outside(k) <= 1 - confidence + 1e-12], default=1)
    return values[k - 1], values[n - k], 1 - outside(k)


def expect(row, column, value):
    assert math.isclose(float(row[column]), value, rel_tol=1e-9), f"{row['case']} {column}: {row[column]}, not {value}"


def verdict_of(low, middle, high, threshold, floor, enough):
    if not enough:
        return "inconclusive"
    if low > 1 and middle >= 1 + threshold:
        return "worse"
    if high < 1 and middle <= 1 / (1 + threshold):
        return "better"
    same = max(threshold, floor)
    return "same" if low > 1 / (1 + same) and high < 1 + same else "inconclusive"


def check(row, base, other, steady_lost):
    sign = -1 if row["better"] == "more" else 1
    confidence = float(row["confidence"])
    if row["paired"] == "yes":
        d = [sign * math.log(other[number] / base[number]) for number in base if number in other]
        middle, (low, high, coverage) = statistics.median(d), interval(d, confidence)
        assert int(row["rounds"]) == len(d)
        assert int(row["rounds_worse"]) == sum(x > 0 for x in d)
    else:
        each = 1 - (1 - confidence) / 2
        a, b = ([sign * math.log(x) for x in side.values()] for side in (base, other))
        (low_a, high_a, coverage_a), (low_b, high_b, coverage_b) = interval(a, each), interval(b, each)
        middle, coverage = statistics.median(b) - statistics.median(a), coverage_a * coverage_b
        low, high = low_b - high_a, high_b - low_a
    for column, value in (("ratio", middle), ("low", high), ("high", low)):
        expect(row, column, math.exp(-value))  # of costs; more is better in the file
    expect(row, "coverage", coverage)
    if row["kind"] == "case":
        wanted = verdict_of(math.exp(low), math.exp(middle), math.exp(high), float(row["threshold"]),
                            float(row["floor"] or 0), coverage >= confidence)
        assert row["verdict"] == ("invalid" if steady_lost else wanted), f"{row['case']}: {row['verdict']}, {wanted}"


def main(path, folder, second=None):
    rows, bases = read(path), chunks_of(folder)
    others = chunks_of(second) if second else bases
    name = lambda variant: variant.split(":")[-1].split("+")[0]
    moved = [float(row["ratio"]) for row in rows if row["kind"] == "steady" and row["ratio"]]
    lost = any(max(ratio, 1 / ratio) > 1.05 for ratio in moved)
    checked = 0
    for row in rows:
        if row["kind"] == "group":
            continue
        if row["kind"] == "steady" and not row["base_case"]:  # of cases of one variant, which has no two sides
            assert row["note"].endswith("% from round to round") and not row["ratio"], row["note"]
            continue
        base = bases.get((row["base_case"], name(row["base"]), row["metric"]))
        other = others.get((row["case"], name(row["other"]), row["metric"]))
        if not base or not other:
            assert row["verdict"] == "invalid" and row["reason"], f"{row['case']}: {row['verdict']} without values"
            continue
        check(row, judged(row, base), judged(row, other), lost)
        checked += 1
    assert checked > 0, "nothing was compared"
    for row in rows:
        if row["kind"] == "group" and not row["base_case"]:
            of = [r for r in rows if r["kind"] == "case" and r["primary"] == "yes" and r["driver"] == row["driver"]
                  and r["transport"] == row["transport"] and r["other"] == row["other"] and r["ratio"]]
            assert int(row["cases"]) == len(of)
            for column in ("ratio", "low", "high") if of else ():
                expect(row, column, statistics.geometric_mean(float(r[column]) for r in of))


main(*sys.argv[1:])
