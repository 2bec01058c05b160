#!/usr/bin/env python3
"""Holds the program against a second reading of its documents.

compare.py SEEDS FIRST PROGRAM: from each seed random rules, a change and approvals of it. The model in this folder, which was
written from the documents alone, and the program judge it, and must say the same: the state of each path, its level and
area, what it needs, who has approved, how few people would do. Speaks TAP; JOBS processes, two unless said.

A case is one path that both have judged. A difference prints the seed and all that came of it; `compare.py 1 SEED PROGRAM`
plays it again. One seed in ten is played a second time, with signed records in a store.
"""

import collections
import concurrent.futures
import os
import sys
import tempfile

import plain
import signed

BATCH = 100
KINDS = {"given": (plain, 1), "signed": (signed, 10)}


def batches(kind, first, count):
    """Seeds of a kind, a hundred at a time; at least one of each kind."""
    seeds = list(range(first, first + max(1, count // KINDS[kind][1])))
    return [(kind, seeds[at:at + BATCH]) for at in range(0, len(seeds), BATCH)]


def play(program, kind, seeds):
    """(what it prints, cases that differ, paths, {state: paths})."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        with open(out, "w+", encoding="utf-8") as file:
            sys.stdout = file
            try:
                told = KINDS[kind][0].play(program, os.path.join(folder, "a.git"), seeds)
            finally:
                sys.stdout = sys.__stdout__
            file.seek(0)
            return (file.read(), *told)


def main():
    count, first = int(sys.argv[1]), int(sys.argv[2])
    program = os.path.abspath(sys.argv[3])
    work = [batch for kind in KINDS for batch in batches(kind, first, count)]
    print("1..%d" % len(work))
    failed, counted = 0, {}
    with concurrent.futures.ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        played = [pool.submit(play, program, kind, seeds) for kind, seeds in work]
        for number, (kind, seeds) in enumerate(work, 1):
            out, bad, paths, states = played[number - 1].result()
            played[number - 1] = None
            failed += bad
            counted.setdefault(kind, collections.Counter()).update(states, paths=paths)
            print("%s%sok %d - %s, seeds %d to %d: %d paths as the model has it" %
                  (out, "not " if bad else "", number, kind, seeds[0], seeds[-1], paths), flush=True)
    for kind, states in counted.items():
        print("# %s: %s" % (kind, ", ".join("%d %s" % (number, what) for what, number in states.most_common())))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
