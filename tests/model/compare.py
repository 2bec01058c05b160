#!/usr/bin/env python3
"""Holds the program against a second reading of its documents.

compare.py SEEDS FIRST PROGRAM: from each seed something random, of which the model in this folder, written from the
documents alone, and the program must say the same. Of these kinds; `compare.py 1 SEED PROGRAM` plays one seed of each:

given    rules, a change and approvals by --evidence: the state of each path, its level and area, what it needs, who has
         approved, and how few people would do
signed   the same with records in a store, read from the repository; histories with merges; stops, overrides, requests
who      the owners of many paths
why      how the rules come to them
tables   what all files of a tree come to: who --all, files, coverage, matrix
dated    the days that come: agenda, as json and as a calendar, and ready
broken   files with errors: which, and what answers they take away
linted   what is odd in valid rules: lint
differed who gains and loses files by other rules: diff
handed   changes of OWNERS files that make others accountable, who have to agree
squashed squashes whose commits a branch still holds: who made which file
reported the figures of histories that landed
after    what is told of such histories: audit, ready, rehearse, log, requests and debts of the agenda
pushes   pushes to a server with the hooks: whether it takes them, and what its audit has then

Speaks TAP; JOBS processes, two unless said, and all KINDS. At the end it counts what came up: a case is one path, one
file or one push that both have judged. A difference prints the seed and all that came of it.
"""

import collections
import concurrent.futures
import os
import sys
import tempfile

import after
import broken
import dated
import differed
import handed
import linted
import plain
import pushes
import reported
import signed
import squashed
import tables
import who
import why

# Of each kind: what plays it, one seed in how many it takes, how many together.
KINDS = {"pushes": (pushes, 80, 2), "signed": (signed, 10, 50), "given": (plain, 1, 100), "who": (who, 4, 100),
         "why": (why, 20, 25), "broken": (broken, 3, 100), "handed": (handed, 10, 50), "squashed": (squashed, 10, 50),
         "reported": (reported, 100, 10), "after": (after, 250, 2), "tables": (tables, 20, 25),
         "dated": (dated, 10, 50), "linted": (linted, 20, 25), "differed": (differed, 20, 25)}


def batches(kind, first, count):
    """Seeds of a kind, some at a time; at least one of each kind."""
    _, share, together = KINDS[kind]
    seeds = list(range(first, first + max(1, count // share)))
    return [(kind, seeds[at:at + together]) for at in range(0, len(seeds), together)]


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
    kinds = os.environ.get("KINDS", " ".join(KINDS)).split()
    work = [batch for kind in kinds for batch in batches(kind, first, count)]
    print("1..%d" % len(work))
    failed, counted = 0, {}
    with concurrent.futures.ProcessPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        played = [pool.submit(play, program, kind, seeds) for kind, seeds in work]
        for number, (kind, seeds) in enumerate(work, 1):
            out, bad, paths, states = played[number - 1].result()
            played[number - 1] = None
            failed += bad
            counted.setdefault(kind, collections.Counter()).update(states, cases=paths)
            print("%s%sok %d - %s, seeds %d to %d: %d cases as the model has it" %
                  (out, "not " if bad else "", number, kind, seeds[0], seeds[-1], paths), flush=True)
    for kind, states in counted.items():
        print("# %s: %s" % (kind, ", ".join("%d %s" % (number, what) for what, number in states.most_common())))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
