"""canned.py FOLDER WORKER CASE MODULE METRIC=VALUE...: the records of the two workers of a pair, without measuring.

Writes FOLDER/<module>.client.json and .server.json: records as the worker writes them, of that module's own identity
and with these values, each in two windows.
"""
import json
import os
import subprocess
import sys

folder, worker, case, module, *metrics = sys.argv[1:]
said = subprocess.run([worker, "--module", module, "--info"], stdout=subprocess.PIPE, check=True, text=True).stdout
record = json.loads(said.splitlines()[-1])
values = {name: [float(value)] * 2 for name, value in (metric.split("=") for metric in metrics)}
name = os.path.basename(module).removesuffix(".so")
for role in ("client", "server"):
    record.update({"case": case, "role": role, "negotiated": "canned", "metrics": values if role == "client" else {}})
    with open(f"{folder}/{name}.{role}.json", "w") as file:
        print(json.dumps(record, separators=(",", ":")), file=file)
