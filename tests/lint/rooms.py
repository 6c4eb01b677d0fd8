#!/usr/bin/env python3
"""rooms.py TOP: checks that includes between the tree's rooms go in one direction.

A file includes files of its own room and of rooms above it in this list, and units (a .c with its .h) do not use each
other in a cycle.  A library's adapter uses its own folder, and otherwise what every backend may: backends/ and
src/core.
"""
import collections
import pathlib
import posixpath
import re
import subprocess
import sys

# The lowest first.
ROOMS = """
src/core
backends
src/harness
bench/drivers
src/counters
src/worker
src/still
src/control/base
src/control/sample
src/control/plan
src/control/store
src/control/run
src/control/history
src/control/anatomy
src/control/verdict
src/control/show
src/control/results
src/control/command
""".split()
# What a room may use of those below it; one that is not named here, all of them.
USES = {
    "src/core": [],
    "backends": ["src/core"],
    "src/still": ["src/core"],
}
USES.update({room: ["src/core"] + [lower for lower in ROOMS[:place] if lower.startswith("src/control/")]
             for place, room in enumerate(ROOMS) if room.startswith("src/control/")})
USES["src/counters"] = USES["src/worker"] = ["src/core", "backends", "src/harness", "bench/drivers"]
# Headers are named from the top of the tree, or from src.
FROM = ["", "src/"]


def room_of(path):
    return next((room for room in ROOMS if path.startswith(room + "/")), None)


def adapter_of(path):
    """Of a library, by its folder; None: every backend may use the file."""
    parts = pathlib.PurePath(path).parts
    return parts[1] if parts[0] == "backends" and len(parts) > 2 else None


def included(path, text, files):
    """The tree's files that it includes."""
    for name in re.findall(r'^\s*#\s*include\s*["<]([^">]+)[">]', text, re.M):
        places = [posixpath.normpath(f"{posixpath.dirname(path)}/{name}")] + [start + name for start in FROM]
        yield from [place for place in places if place in files][:1]


def circles(edges):
    """Units, a .c with its .h, that call each other in a circle (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in sorted(edges[node]):
            if other not in index:
                visit(other)
            if other in stack:
                low[node] = min(low[node], low[other])
        if low[node] == index[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                found.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return found


def main(top):
    listed = subprocess.run(["git", "-C", top, "ls-files", "-co", "--exclude-standard", "*.c", "*.h", "*.cc"], check=True,
                            capture_output=True, text=True).stdout.split("\n")
    files = {path for path in listed if path and (pathlib.Path(top) / path).exists()}
    bad = []
    units, headers = collections.defaultdict(set), collections.defaultdict(set)
    for path in sorted(files):
        room = room_of(path)
        if room is None:
            if path.startswith("src/"):
                bad.append(f"{path}: stands in no room")
            continue
        for other in included(path, (pathlib.Path(top) / path).read_text(), files):
            theirs = room_of(other)
            if theirs != room and theirs not in USES.get(room, ROOMS[:ROOMS.index(room)]):
                bad.append(f"{path}: includes {other}, and {room} may not use {theirs or 'what is in no room'}")
            if adapter_of(other) not in (None, adapter_of(path)):
                bad.append(f"{path}: includes {other}, which only that library's adapter may know")
            unit, its = path.rsplit(".", 1)[0], other.rsplit(".", 1)[0]
            if unit != its:
                edges = headers if path.endswith(".h") else units  # what a header needs is types
                edges[unit].add(its)
                edges[its].update()
    bad += [f"use each other in a circle: {', '.join(circle)}" for circle in circles(units) + circles(headers)]
    for line in bad:
        print(line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    sys.exit(main(sys.argv[1]))
