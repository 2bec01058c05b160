"""How the rules come to the owners of a path, held against `mowners why`: what each area that matches it sets, by what
that is outdone, and what a change takes now."""

import collections
import json
import random
import re

import answers
import generate
import owners
import patterns
import verdict
import who

LISTS = ("responsible", "consulted", "informed", "allow")
KEYS = ("accountable", "escalate", "level", "rights-until", *LISTS)


def place(area, line):
    return "%sOWNERS:%d" % (area.folder + "/" if area.folder else "", line)


def by_line(one):
    return one[2]


def by(area, where):
    return "by [%s], %s" % (area.name, where)


def shown(key, text):
    """A value as it is shown: the owners of a list in lower case, nobody twice."""
    if key in LISTS:
        return ", ".join(owners.Rules.written(owners.words(text)))
    return owners.in_utc(text) if key == "rights-until" else text


def gates(area):
    """[(key, text, line, gate)] of an area."""
    found = []
    for key, value in area.keys.items():
        if key == "review":
            found += [(key, text, line) for text, line in zip(value, value.numbers)]
        elif key.startswith("review."):
            found.append((key, " ".join(value), value.number))
    return [(*one, gate) for one, gate in zip(found, getattr(area, "gates", ()))]


class Why(who.Asked):
    """One seed: rules as of `who`, and of its paths some."""

    def __init__(self, seed, program):
        super().__init__(seed, program)
        self.laid_out, rand = False, random.Random("why %d" % seed)
        if seed % 2:  # gates of one list, where the higher number outdoes the lower
            self.files = {folder: re.sub("review.q = .*", lambda _: "review.q = %d of @p0 @p1" % rand.choice([1, 2]),
                                         text) for folder, text in self.files.items()}
        self.rules = owners.Rules(self.files)
        self.paths = self.paths[seed % 7::len(self.paths) // 3 or 1]

    def matched(self, need):
        """What matches a path, in order, as read_area() has it."""
        freezes = [freeze for freeze in self.rules.freezes if freeze.covers(need.path, False) and not need.is_rules]
        nested = [area for area in need.areas if area.folder or area is self.rules.rules]
        for area in [area for area in need.areas if area not in nested] + freezes + nested:
            below = need.path[len(area.folder) + 1:] if area.folder else need.path
            pattern = patterns.decide(area.patterns, below)
            line = pattern and area.keys["path"].numbers[area.patterns.index(pattern)]
            sets = [(key, text, at, self.outdone_gate(need, gate)) for key, text, at, gate in gates(area)]
            sets += [(key, shown(key, " ".join(value)), value.number, self.outdone(need, area, key))
                     for key, value in area.keys.items() if key in KEYS]
            name = "freeze " + area.name if area in freezes else area.name
            yield name, place(area, area.line), pattern, line, sorted(sets, key=by_line)

    def outdone(self, need, area, key):
        """By what a key of an area is outdone."""
        areas = [self.rules.rules] if need.is_rules else need.areas
        winners = [one for one in areas if key in one.keys]
        if key in ("consulted", "informed", "allow"):
            return None
        if key in ("accountable", "escalate"):
            key, winners = "accountable", [need.area]
        elif key == "responsible":
            winners = winners[-1:]
        elif key == "level":
            winners = [one for one in winners if one is not self.rules.otherwise] or winners
            winners = [one for one in winners if one.level == need.level_name]
        else:
            winners = [one for one in winners if one.rights_until == need.rights_until][:1]
        if area in winners:
            return None
        return by(winners[0], winners[0].where[key]) if winners else "not used here"

    @staticmethod
    def outdone_gate(need, gate):
        """By what: the same one of a higher number."""
        same = [(other.need, by(area, place(area, line))) for area in need.areas for _, _, line, other in gates(area)
                if other.name == gate.name and set(other.owners) == set(gate.owners)]
        highest = max(number for number, _ in same)
        return None if gate.need == highest else next(text for number, text in same if number == highest)

    def satisfy(self, need):
        """What a change takes now, as read() has it."""
        judge = verdict.Judge(self.rules, need, set(), generate.NOW)
        if need.accountable:
            yield "any" if judge.any else "decision", str(need.accountable)
        for gate, members, _ in judge.gates:
            if not (judge.any and gate.light):
                yield gate.name, gate.need, sorted(map(str, members))
        if int(need.level["people"]) > 1 and (need.accountable or need.gates):
            yield "people", int(need.level["people"])
        if need.accountable:
            yield "self", judge.self_approval

    @staticmethod
    def read_area(told):
        """One of those that matched, as matched() has it."""
        sets = [(one["key"], one["value"], one["line"], one["outdone"]) for one in told["set"]]
        where = "%s:%d" % (told["file"], told["line"])
        return told["area"], where, told["pattern"], told["pattern_line"], sorted(sets, key=by_line)

    @staticmethod
    def read(sentence):
        gate = re.match(r"for review\.(\S+), (\d+) of: (.*)", sentence)
        if gate:
            return gate[1], int(gate[2]), sorted(word.split()[0] for word in gate[3].split(", ") if word)
        for form, kind in ((r"the approval of .*?\((\S+)\)", "decision"), (r"one approval of .*?\((\S+)\)", "any")):
            if re.match(form, sentence):
                return kind, re.match(form, sentence)[1]
        people = re.match(r"approvals of at least (\d+)", sentence)
        if people:
            return "people", int(people[1])
        if sentence.startswith("who made the change"):
            return "self", "may" in sentence
        return None

    def of_path(self, program, path):
        """Where the program differs about a path."""
        need = self.rules.resolve(path)
        said = who.said(self.rules, need)
        done = program.ask("why", "--format", "json", "--rules", self.ref, "--", path.encode("latin-1"))
        status = 0 if said["accountable"] and said["acting"] != [] else 1
        if done.returncode != status:
            return ["%s: exit %d, the model %d %s" % (path, done.returncode, status, done.stderr)]
        told = who.read(json.loads(done.stdout))
        found = [(key, told[key], value) for key, value in said.items()]
        found.append(("matched", [self.read_area(one) for one in told["matched"]], list(self.matched(need))))
        found.append(("satisfy", [word for word in map(self.read, told["satisfy"]) if word], list(self.satisfy(need))))
        return ["%s: %s is %s, the model %s" % (path, *one) for one in found if one[1] != one[2]]

    def differences(self, program):
        return [line for path in self.paths for line in self.of_path(program, path)]


def play(program, git, seeds):
    """(cases that differ, paths, {what: paths}) of these seeds, in a repository of their own."""
    cases = [Why(seed, program) for seed in seeds]
    bad, counted = answers.play(program, git, cases), collections.Counter()
    for case in cases:
        for path in case.paths:
            counted.update("outdone " + key for one in case.matched(case.rules.resolve(path))
                           for key, _, _, outdone in one[-1] if outdone)
    return bad, sum(len(case.paths) for case in cases), counted
