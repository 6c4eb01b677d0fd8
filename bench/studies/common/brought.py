"""Locates the library instances of a build by its CMake cache, and a program of one of them."""
import pathlib
import re


def program(build, library, name):
    """The path of that program of the instance; ends the script if it does not exist."""
    cache = pathlib.Path(build) / "CMakeCache.txt"
    found = re.search(r"^TLSBENCH_LIBRARIES:[A-Z]+=(.+)$", cache.read_text() if cache.exists() else "", re.MULTILINE)
    if not found:
        raise SystemExit(f"{build} is no build folder of tlsbench: build with `cmake --preset release`, or name one with --build")
    path = pathlib.Path(found.group(1)) / library / "bin" / name
    if not path.exists():
        raise SystemExit(f"{path} is not there: `backends/libraries/bring --tools {library}` builds it")
    return path
