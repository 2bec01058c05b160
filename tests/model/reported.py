"""The figures of what landed, held against `mowners report`: random histories, each in a repository of its own."""

import collections
import os

import answers
import figures
import landed

KEYS = ("count", "of", "sum", "median", "p90", "values", "why")
DAYS = 150
NOW_ALONE = ("waiting", "asked", "alone")  # what the agenda and the matrix say


class Reported:
    """One seed."""

    def __init__(self, seed, folder):
        self.seed, self.folder = seed, folder
        landed.Landed(seed, folder)
        self.by_person = seed % 3 == 0

    def differences(self, program, counted):
        words = ["--by", "person"] if self.by_person else []
        wrong, told = answers.Program(program, self.folder).told("report", "--since", "%dd" % DAYS, *words)
        if wrong:
            return wrong
        model = figures.Figures(self.folder, landed.TARGET, landed.NOW - DAYS * landed.DAY, landed.NOW, self.by_person)
        model.repo.close()
        counted["changes"] += len(model.inside)
        for key, value in model.told.items():
            if key in ("lead", "rounds", "reverted", "fixed", "overridden", "debts", "unsigned", "clock", "unrecorded"):
                counted[key] += value.get("count", 0)
        program = {one["key"]: {key: one[key] for key in KEYS if one[key] is not None} for one in told["figures"]
                   if one["measure"] not in NOW_ALONE}
        found = []
        for key in sorted(set(program) | set(model.told)):
            mine = {word: value for word, value in model.told.get(key, {}).items() if value is not None}
            if program.get(key) != mine:
                found.append("%s is %s, the model %s" % (key, program.get(key), mine))
        for one in told["changes"]:
            for part in one["parts"]:
                spent = [part[word] for word in ("author", "review", "accountable", "ready")]
                if part["requested"] and sum(spent) != seconds(one["landed"]) - seconds(part["requested"]):
                    found.append("%s: %s is not the whole time" % (one["commit"], spent))
        return found

    def show(self):
        print("# %s" % self.folder)


def seconds(text):
    return figures.store.moment(text)


def play(program, git, seeds):
    """(seeds that differ, changes, {what: how many})."""
    bad, counted = 0, collections.Counter()
    for seed in seeds:
        case = Reported(seed, os.path.join(os.path.dirname(git), "%d.git" % seed))
        bad += answers.tell(case, case.differences(program, counted))
    return bad, counted["changes"], counted
