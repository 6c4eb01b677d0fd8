"""make_run.py FOLDER [KEY=VALUE]...: makes the folder of an artificial run with known ratios.

    libraries=alpha,beta   rounds=12   seed=1   host=here
    ratios=1.10,1.00       of each further library to the first one
    noise=0.002            variation between rounds of one library; 0.002,0.4: for each library, the last one for all
                           further ones
    drift=0.1              variation between rounds that all libraries share
    steady=1.0             ratio of the reference work
    cases=kx/x25519/offer,...
    costs=1,1.5            factor for each case; the last one for all further ones
    chunk_ms=10            the recorded length of a chunk
    means=1.02,0.99        mean_time of each library, as a share of its typical time; without it, there is none
"""
import csv
import json
import os
import random
import sys

COLUMNS = ["schema", "run", "round", "place", "case", "library", "version", "client", "server", "metric", "unit",
           "chunk", "value", "status", "reason"]


def main(folder, *settings):
    own = {"libraries": "alpha,beta", "rounds": "12", "seed": "1", "host": "here", "ratios": "1.1", "noise": "0.002", "drift": "0.1",
           "steady": "1.0", "costs": "1", "cases": "kx/x25519/offer,kx/x25519/exchange", "chunk_ms": "10", "means": ""}
    own.update(setting.split("=", 1) for setting in settings)
    draw = random.Random(int(own["seed"]))
    libraries = own["libraries"].split(",")
    costs = [float(cost) for cost in own["costs"].split(",")]
    noises = [float(noise) for noise in own["noise"].split(",")]
    means = [float(mean) for mean in own["means"].split(",") if mean]
    ratios = [1.0] + [float(ratio) for ratio in own["ratios"].split(",")]
    os.makedirs(folder)
    with open(f"{folder}/samples.csv", "w", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, restval="")
        out.writeheader()
        for number in range(1, int(own["rounds"]) + 1):
            for index, case in enumerate(own["cases"].split(",") + ["steady/arithmetic"]):
                shared = draw.lognormvariate(8, float(own["drift"])) * costs[min(index, len(costs) - 1)]
                for place, library in enumerate(libraries):
                    steady = case.startswith("steady/")
                    ratio = 1.0 if place == 0 else float(own["steady"]) if steady else ratios[place]
                    value = shared * ratio * draw.lognormvariate(0, noises[0 if steady else min(place, len(noises) - 1)])
                    row = {"schema": 1, "run": folder, "round": number, "place": place + 1, "case": case,
                           "library": library, "version": "1", "client": library, "server": library, "unit": "ns",
                           "status": "ok"}
                    for chunk in (1, 2, 3):
                        out.writerow(row | {"metric": "time", "chunk": chunk,
                                            "value": repr(value * (1 + 0.1 * (chunk - 2)))})
                    if means and not steady:
                        out.writerow(row | {"metric": "mean_time", "chunk": 1, "value": repr(value * means[place])})
    with open(f"{folder}/run.json", "w") as file:
        json.dump({"schema": 1, "run": folder, "complete": True, "host": {"name": own["host"], "cores": 2},
                   "settings": {"chunks": 3, "chunk_ms": int(own["chunk_ms"]), "window_ms": 100}}, file)


main(*sys.argv[1:])
