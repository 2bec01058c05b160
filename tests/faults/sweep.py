"""Runs a command again and again, each time with another call failing (shim.c), and compares with how it ends undisturbed.

A call that fails may make the command fail, with a message; it must not crash, hang, leave memory behind, or make it
say yes where it said something else. Memory that runs out within libraries ("all") may end it by a signal.

Exit status: 0 all went well; 1 the first few runs that did not are on stdout.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

SHOWN = 10

def run(options, fault):
    with tempfile.NamedTemporaryFile() as log, open(options.input, "rb") as given:
        env = dict(os.environ, LD_PRELOAD=options.shim, MOW_FAULT=fault, MOW_FAULT_LOG=log.name, MALLOC_PERTURB_="165")
        try:
            done = subprocess.run(options.command, stdin=given, capture_output=True, env=env, timeout=60)
        except subprocess.TimeoutExpired:
            return None, None
        text = log.read()
        return done, json.loads(text) if text else None


def complaint(options, usual, kind, done, told):
    """What is wrong with how it went; None: nothing."""
    what, number = kind[:2]
    if done is None:
        return "hangs"
    if done.returncode < 0:
        return None if what == "all" or -100 < number < 0 else f"signal {-done.returncode}"
    same = done.returncode == usual.returncode and done.stdout == usual.stdout
    if done.returncode == 0 and not same:
        return "says yes" if usual.returncode else "says something else"
    if done.returncode not in (usual.returncode, *options.fails):
        return f"status {done.returncode}"
    if what == "ours" and done.returncode != usual.returncode and b"mowners: " not in done.stderr:
        return "says nothing"
    if what == "ours" and told and told["live"] > 0:
        return f"leaves {told['live']} blocks behind"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shim", required=True)
    parser.add_argument("--input", default="/dev/null")
    parser.add_argument("--fails", default="3", help="what it may end with where it did not fail undisturbed")
    parser.add_argument("--most", type=int, default=400, help="runs of each kind")
    parser.add_argument("--status", type=int, help="that it has undisturbed")
    parser.add_argument("--says", default="", help="what it says undisturbed, wherever its lines break")
    parser.add_argument("--kinds", default="ours:12:0,sys:5:0", help="WHAT:ERRNO:ON,…")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    options.fails = [int(word) for word in options.fails.split(",")]
    usual, told = run(options, "sys:0:0:0")
    said = " ".join(usual.stderr.decode().split()) if usual else "it hangs"
    if usual is None or usual.returncode < 0 or options.status not in (None, usual.returncode) or options.says not in said:
        print(f"undisturbed it ends with {usual and usual.returncode}: {said}")
        return 1
    if told["live"] > 0:
        print(f"undisturbed it leaves {told['live']} blocks behind")
        return 1
    jobs = []
    for kind in options.kinds.split(","):
        what, number, on = kind.split(":")
        count = told[what]
        # Another one of each few where there are many, not always the first of them.
        stride = max(1, -(-count // options.most))
        jobs += [((what, int(number), on), n) for n in range(1 + len(jobs) % stride, count + 1, stride)]
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = pool.map(lambda job: run(options, f"{job[0][0]}:{job[1]}:{job[0][1]}:{job[0][2]}"), jobs)
        for (kind, n), (done, log) in zip(jobs, runs):
            why = complaint(options, usual, kind, done, log)
            if why is None:
                continue
            wrong += 1
            if wrong <= SHOWN:
                call = log["failed"] if log else "?"
                print(f"{':'.join(map(str, kind))} call {n} ({call}): {why}\n{done.stderr.decode() if done else ''}")
    print(f"{len(jobs)} runs, {wrong} wrong; undisturbed: {told}")
    return 1 if wrong else 0


sys.exit(main())
