"""What must hold of the files of tlsbench, whatever happened to it: for tests/torture."""

import csv
import json
import os
import pathlib
import sqlite3

# Files that grow besides samples.csv, and which of their rows stay as they are.
GROWING = {
    "counters.csv": lambda row: True,
    "anatomy.csv": lambda row: row["instructions_status"] in ("ok", "astray"),
    "capacity.csv": lambda row: row["kind"] == "sample",
}
NOTHING = (b"", set())


class Broken(Exception):
    """What should hold and does not."""


def expect(what, holds):
    if not holds:
        raise Broken(what)


def rows_of(path):
    """The rows of a CSV file; all whole."""
    raw = path.read_bytes().decode()
    expect(f"{path.name} ends with a row", not raw or raw.endswith("\r\n"))
    table = list(csv.reader(raw.splitlines(), strict=True))
    expect(f"the rows of {path.name} are whole", all(len(row) == len(table[0]) for row in table))
    return [dict(zip(table[0], row)) for row in table[1:]]


def history_runs(path):
    if not path.exists():
        return set()
    with sqlite3.connect(path) as db:
        expect("the history is whole", db.execute("PRAGMA integrity_check").fetchone() == ("ok",))
        if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'run'").fetchone()[0]:
            return set()
        return set(db.execute("SELECT name, uid, (SELECT count(*) FROM sample WHERE sample.run = run.id) FROM run"))


def samples_file(folder):
    whole = folder / "samples.csv"
    return whole if whole.exists() else folder / "samples.csv.partial"


def found_in(folder):
    """What is finished in the files that grow."""
    return {(name, *row.values()) for name, stays in GROWING.items() if (folder / name).exists()
            for row in rows_of(folder / name) if stays(row)}


def finished_in(folder):
    """What a run has finished by now: the samples, and the rest."""
    try:
        samples = samples_file(folder).read_bytes()
    except FileNotFoundError:  # not yet there, or renamed just now
        samples = b""
    return samples, found_in(folder)


def is_search(folder):
    try:
        return json.loads((folder / "run.json").read_text())["command_line"][1] == "capacity"
    except FileNotFoundError:
        return False


def look_at_search(world, folder, orderly):
    """The folder of a search for a capacity, which has no samples.csv in the end."""
    found = (folder / "capacity.csv").exists()
    complete = json.loads((folder / "run.json").read_text())["complete"]
    expect("what is complete has its results", found or not complete)
    if orderly:
        left = {path.name for path in folder.iterdir()} - {"run.json", "capacity.csv"}
        expect(f"nothing else is in the folder, unlike {left}", not left)
    if found:
        code = world.do([world.tlsbench, "show", str(folder)])
        expect(f"'show' takes the search, and says with {code}: {pathlib.Path('err').read_text()}", code == 0)
        interrupted = "was interrupted" in pathlib.Path("out").read_text(errors="replace")
        expect("it says whether the search is complete", interrupted != complete)


def look_at(world, folder, seen, orderly):
    """A run's folder after all is over.  `seen`: what was finished before; `orderly`: it ended by itself."""
    expect("what was found before is there", seen[1] <= found_in(folder))
    if is_search(folder):
        look_at_search(world, folder, orderly)
        return
    samples = samples_file(folder)
    if not samples.exists():
        expect("what was seen is there", not seen[0] and not orderly)
        return
    expect("what was seen before is there", samples.read_bytes().startswith(seen[0]))
    rows = rows_of(samples)
    measured = {(row["round"], row["place"]) for row in rows if row["status"] == "ok"}
    if rows or orderly:
        facts = json.loads((folder / "run.json").read_text())
        expect("run.json has its facts", {"complete", "id", "seed", "host", "libraries", "settings", "suite"} <= set(facts))
        expect("complete is what is complete", not facts["complete"] or samples.name == "samples.csv")
    if orderly:
        left = [path.name for path in folder.iterdir() if path.name.endswith(".partial") or path.name == "reserve"]
        expect(f"nothing is half done, unlike {left}", not left)
        rows_of(folder / "summary.csv")
        expect("latest leads somewhere", (folder.parent / "latest").is_dir())
    if len(measured) < 3:  # of the last sample it is not known whether it is whole
        return
    lacks = not facts["complete"] and facts["passes"] and not (folder / "counters.csv").exists()
    unsupported = "fault-unsupported" in " ".join(facts["command_line"])
    for words in ("show", folder), ("export", folder, "markdown"), ("history", "import", folder, "--history", "side.db"):
        code = world.do([world.tlsbench, *map(str, words)])
        text = pathlib.Path("out").read_text(errors="replace")
        expect(f"'{words[0]}' takes the folder, and says with {code}: {pathlib.Path('err').read_text()}", code == 0)
        if words[0] == "export" and unsupported:
            expect("what cannot be measured is told", "unsupported" in text)
        if words[0] != "history" and lacks:
            expect("what is missing is told", "without any counters" in text)
    os.unlink("side.db")
