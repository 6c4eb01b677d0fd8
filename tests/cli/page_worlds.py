"""page_worlds.py TLSBENCH: in the current folder, runs that were never measured, for the pages of them.

    quick       all cases of that suite, three libraries
    full        the same of suite full
    threads     the same of suite threads
    rich        three libraries, every picture, rows of every status, an anatomy, texts that try to break out
    rich-again  the same with another seed, to be compared with it
    lonely      one library
    void        rows without a figure alone
    cut         a run that was interrupted
    damaged     a run with a row that says nothing
    newer       a run of a schema that nobody knows yet
    bare        a run without run.json
    history.csv a hundred runs of two libraries, with a step, for tlsbench history import
"""
import csv
import json
import os
import random
import subprocess
import sys

COLUMNS = ["schema", "run", "round", "place", "case", "library", "version", "date", "date_of", "client", "server", "metric",
           "unit", "chunk", "value", "status", "reason"]
HOSTILE = "</script><script>alert(1)</script><!--<script> \" ' & \x1b[31m \u2028 é"
LIBRARIES = ["alpha", "beta", HOSTILE]
HANDSHAKE = "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full"
BULK = "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm"
CASES = ["kx/x25519/offer", "kx/x25519/exchange", "kx/p256/exchange", "kx/p384/exchange",
         "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full"]
CASES += [f"aead/aes-128-gcm/{size}/once/{operation}" for operation in ("seal", "open") for size in (64, 1024, 16384)]
CASES += [f"{HANDSHAKE}/{connections}" for connections in (1, 16, 64)]
CASES += [f"{BULK}/{size}/download/1" for size in (1024, 16384)]


def metrics_of(case, ns):
    """What an operation that takes that long has as figures: those that such a case has when it is measured."""
    words = case.split("/")
    local = {"time": ns, "cpu_time": 0.99 * ns, "mean_time": 1.01 * ns}
    threads = next((int(word.removeprefix("threads-")) for word in words if word.startswith("threads-")), 0)
    if threads and words[1] != "loopback":
        rate = 1e9 / ns
        rates = {"thread_rate": rate, "slowest_thread": 0.95 * rate, "fastest_thread": 1.05 * rate, "waits": 0.01}
        return {"throughput" if words[0] == "aead" else "operations_per_second": threads * rate * (1e-9 * 16384 if words[0] == "aead" else 1),
                **rates, **local}
    if words[0] == "aead":
        return {"throughput": int(words[2]) / ns, "cycles_per_byte": 3 * ns / int(words[2]), **local}
    if words[:2] in (["handshake", "loopback"], ["http", "loopback"]):
        flying = int([word for word in words if word.isdigit()][-1])
        tail = {"p50": 1, "p90": 1.5, "p95": 2, "p99": 3} | ({"max": 9} if words[0] == "handshake" else {})
        return {"handshakes_per_second" if words[0] == "handshake" else "requests_per_second": 1e9 / ns, "server_capacity": 1.2e9 / ns, "client_capacity": 2e9 / ns, "client_cpu": 0.5 * ns,
                "server_cpu": 0.8 * ns, "client_busy": 0.6, "server_busy": 0.99,
                **{f"latency_{name}": flying * ns * factor / 1e3 for name, factor in tail.items()}}
    if words[0] == "bulk":
        size = int(words[6])
        if words[1] == "memory":
            return {"throughput": size / ns, **local, "client_time": 0.6 * ns, "server_time": 0.4 * ns}
        return {"throughput": size / ns, "server_capacity": 1.1 * size / ns, "client_capacity": 1.3 * size / ns,
                "client_cpu": 0.7 * ns / size, "server_cpu": 0.9 * ns / size, "client_busy": 0.7, "server_busy": 0.98}
    if words[0] == "handshake":
        flights = {f"flight{number}_time": ns / 5 for number in range(1, 5)}
        return {**local, "client_time": 0.6 * ns, "server_time": 0.4 * ns, **flights, "client_bytes": 600, "server_bytes": 2900}
    return local


def cost_of(case):
    words = case.split("/")
    if words[0] in ("aead", "bulk"):
        return 100 + int(next(word for word in words if word.isdigit())) * 0.2
    return {"kx": 4e4, "handshake": 3e5}.get(words[0], 1e3)


def run(folder, libraries, cases, bad=None, seed=1, rounds=9, complete=True, odd=HOSTILE):
    """`bad`: {(library, case): (status, reason)}."""
    draw = random.Random(seed)
    os.makedirs(folder)
    with open(f"{folder}/samples.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, COLUMNS, restval="")
        out.writeheader()
        for number in range(1, rounds + 1):
            for case in cases + ["steady/arithmetic"]:
                shared = cost_of(case) * draw.lognormvariate(0, 0.05)
                for place, library in enumerate(libraries):
                    row = {"schema": 1, "run": folder, "round": number, "place": place + 1, "case": case, "library": library,
                           "version": "1.0", "date": "2026-03-04", "date_of": "release", "client": library, "server": library}
                    status, reason = (bad or {}).get((library, case), ("ok", ""))
                    if status != "ok":
                        out.writerow({**row, "chunk": 1, "status": status, "reason": reason})
                        continue
                    steady = case.startswith("steady/")
                    ns = shared * (1 if steady else [1, 0.6, 1.0][place]) * draw.lognormvariate(0, 0.002 if steady else 0.02)
                    for metric, value in metrics_of(case, ns).items():
                        out.writerow({**row, "metric": metric, "unit": "", "chunk": 1, "status": "ok", "value": repr(value)})
    with open(f"{folder}/run.json", "w", encoding="utf-8") as file:
        json.dump({"schema": 1, "run": folder, "complete": complete, "ended_by": "" if complete else "signal", "tlsbench": "0.1.0",
                   "started": "2026-01-01T00:00:00Z", "ended": "2026-01-01T00:02:00Z", "seed": "18446744073709551615",
                   "command_line": ["tlsbench", "run", "quick", "--library", odd],
                   "host": {"cpu": odd, "cores": 2, "kernel": "Linux 6.1", "hypervisor": "KVM", "memory_mib": 4096},
                   "conditions": {"nice": 5, "scheduler": "other", "governor": "unknown", "variables": {"OPENSSL_ia32cap": odd}},
                   "disturbance": {"samples": 100, "with_steal": 10, "worst_steal": 0.25, "pairs": 50, "replaced_pairs": 3},
                   "settings": {"rounds": rounds, "chunks": 1, "chunk_ms": 10, "window_ms": 100, "warm_up_ms": 50},
                   "libraries": [{"name": library, "version": "1.0", "date": "2026-03-04", "date_of": "release", "linkage": "static",
                                  "build": "-O2", "missing": "AES-NI" if library == "beta" else "",
                                  "faults": ""} for library in libraries]}, file)


def anatomy(path, libraries, case):
    """Four flights, of three phases each."""
    columns = ("schema,run,case,library,flight,side,phase,bytes,records,messages,clock,primitives,instructions,disagreement,"
               "reason").split(",")
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        for scale, library in enumerate(libraries, 1):
            who = {"schema": 1, "case": case, "library": library}
            for side in ("client", "server"):
                out.writerow({**who, "flight": "outside", "side": side, "phase": "all", "clock": 9000 * scale})
            for flight in range(1, 5):
                line = {**who, "flight": flight, "side": "client" if flight % 2 else "server"}
                for phase, ns in (("kx", 20000), ("schedule", 5000), ("remainder", 8000)):
                    out.writerow({**line, "phase": phase, "primitives": ns * scale * flight, "instructions": 3 * ns})
                out.writerow({**line, "phase": "all", "clock": 33000 * scale * flight, "bytes": 300, "messages": "ClientHello"})
            out.writerow({**who, "flight": "all", "side": "both", "phase": "all", "clock": 348000 * scale,
                          "reason": "callgrind: valgrind is not installed" if scale == 1 else ""})


def profile(folder, libraries, cases):
    """Stacks of each worker; of the last library there is none, and of the case over loopback two workers."""
    workers = []
    for library in libraries:
        file = f"profile-{libraries.index(library)}.folded"
        with open(f"{folder}/{file}", "w", encoding="utf-8") as out:
            for case in cases:
                for side in ("client", "server") if "loopback" in case else ("",):
                    worker = {"case": case, "library": library, "side": side, "status": "ok", "reason": ""}
                    if library == libraries[-1]:
                        workers.append({**worker, "status": "failed", "reason": f"perf said: {HOSTILE}"})
                        continue
                    root = ";".join(word for word in (case, side, "tb_timed_chunk_[tlsbench]", "run_[tlsbench]") if word)
                    stacks = {f"{root};ssl_handshake;sign;mul": 700, f"{root};ssl_handshake;sign": 100, f"{root};ssl_handshake.part.0": 80,
                              f"{root};send;tcp_sendmsg_[k]": 60, f"{root};<b>{side}</b>;[libc.so.6]": 40, f"{case};[unknown caller];asm" if not side
                              else f"{case};{side};[unknown caller];asm": 19, f"{root};rare": 1}
                    out.writelines(f"{stack} {count}\n" for stack, count in stacks.items())
                    workers.append({**worker, "file": file, "timed_s": 2.01, "samples": 1000, "without_symbol": 40, "without_callers": 19,
                                    "outside": 100, "lost": 2})
    path = f"{folder}/run.json"
    facts = json.load(open(path, encoding="utf-8"))
    facts["profiles"] = {"event": "cpu-clock", "frequency_hz": 997, "stack_bytes": 32768, "kernel": True, "workers": workers}
    json.dump(facts, open(path, "w", encoding="utf-8"))


def history(path):
    header = ("schema,host,run,started,suite,seed,complete,case,driver,client,client_version,server,server_version,metric,unit,better,"
              "round,value").split(",")
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        for number in range(100):
            started = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}T00:00:00Z"
            for case, step in (("kx/x25519/offer", 1.1), ("kx/x25519/exchange", 1)):
                for library, version in (("alpha", "1.0" if number < 60 else "1.1"), ("beta", "2.0")):
                    for turn in (1, 2, 3):
                        level = (40000 if library == "alpha" else 38000) * (step if number >= 60 and library == "alpha" else 1)
                        out.writerow([1, "one machine", f"run-{number:03}", started, "quick", number, 1, case, "kx", library, version,
                                      library, version, "time", "ns", "less", turn, level * (1 + (number * 7919 + turn * 31) % 100 / 5000)])


def cases_of(tlsbench, suite):
    return subprocess.run([tlsbench, "list", "cases", suite], stdout=subprocess.PIPE, check=True, text=True).stdout.split()


def change(path, old, new):
    with open(path, newline="", encoding="utf-8") as file:
        text = file.read()
    assert old in text, path
    with open(path, "w", newline="", encoding="utf-8") as file:
        file.write(text.replace(old, new, 1))


def main(tlsbench):
    plain = ["alpha", "beta", "gamma"]
    run("quick", plain, cases_of(tlsbench, "quick"), odd="made up by a test")
    run("full", plain, cases_of(tlsbench, "full"))
    run("threads", plain, cases_of(tlsbench, "threads"))
    bad = {("beta", "kx/p256/exchange"): ("void", HOSTILE), (HOSTILE, "kx/p384/exchange"): ("unsupported", "no P-384"),
           ("alpha", f"{BULK}/1024/download/1"): ("failed", "exit 1")}
    run("rich", LIBRARIES, CASES, bad)
    run("rich-again", LIBRARIES, CASES, bad, seed=2)
    anatomy("rich/anatomy.csv", LIBRARIES, "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full")
    profile("rich", LIBRARIES, [CASES[0], f"{HANDSHAKE}/16"])
    run("lonely", ["alpha"], CASES)
    few = CASES[:3]
    run("void", ["alpha", "beta"], few, {(library, case): ("void", "negotiated TLS 1.2") for library in ("alpha", "beta") for case in few})
    run("cut", ["alpha", "beta"], few, complete=False)
    for folder in ("damaged", "newer", "bare"):
        run(folder, ["alpha", "beta"], few)
    change("damaged/samples.csv", ",ok,", ",perhaps,")
    change("newer/samples.csv", "\r\n1,", "\r\n99,")
    os.remove("bare/run.json")
    history("history.csv")


if __name__ == "__main__":
    main(*sys.argv[1:])
