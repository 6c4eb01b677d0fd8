"""Runs tlsbench and reads the tables of the run."""
import csv
import pathlib
import subprocess
import sys


def fail(message):
    print(f"{pathlib.Path(sys.argv[0]).name}: {message}", file=sys.stderr)
    sys.exit(2)


def tlsbench(build, *words):
    """Its exit code 1 says that a row is not ok, which its files tell."""
    command = [str(build / "bin" / "tlsbench"), *map(str, words)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        fail(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}")


def rows_of(results, name):
    """The rows of that file of the only run in the folder of results."""
    found = list(pathlib.Path(results).glob(f"*/{name}"))
    if not found:
        fail(f"no {name} in {results}")
    with open(found[0], newline="") as file:
        return list(csv.DictReader(file))


def default_set(build):
    """boringssl-2023 takes the place of a BoringSSL whose repository could not be reached, as in `tlsbench run`."""
    boringssl = "boringssl" if (build / "modules" / "boringssl.so").exists() else "boringssl-2023"
    return ["openssl-3.5", boringssl, "wolfssl-5.7"]
