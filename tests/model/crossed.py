"""Patterns and areas that are in each other's way, held against what `mowners lint` finds of them: overlap,
uncovered-exclusion, shadowed-pattern, doubled-pattern."""

import collections

import patterns
import tables


def place(area, line):
    return (area.folder + "/OWNERS" if area.folder else "OWNERS"), line


def decided(lines, path, module):
    return patterns.decide(lines, path, module) is not None


class Crossed:
    """The areas of a case and the files that each of their lines matches."""

    def __init__(self, case):
        self.case, self.rules = case, case.rules

    def files(self, area):
        """The files that an area matches and [rules] does not cover."""
        return {path for path, need in self.case.plain().items() if area.matches(path, need.submodule)}

    def overlaps(self):
        """(the place of an area, the one further down)."""
        areas, plain = [area for area in self.rules.areas if area.accountable], self.case.plain()
        for at, area in enumerate(areas):
            owner = self.rules.owner(area.accountable)
            for other in areas[at + 1:]:
                theirs = {path for path in self.files(area) if plain[path].area is other}
                if (other.folder == area.folder and self.rules.owner(other.accountable) is not owner and theirs
                        and theirs != self.files(other)
                        and any(plain[path].accountable is owner for path in self.files(area))):
                    yield place(area, area.keys["accountable"].number), other.name

    def lines(self):
        """(area, its lines, the number of one of them, {file below it: whether that line matches it})."""
        for area in self.rules.areas:
            below = [(path[len(area.folder) + 1:] if area.folder else path, path in self.case.modules)
                     for path in self.case.paths if tables.is_under(path, area.folder)]
            for at, line in enumerate(area.patterns):
                yield area, at, {one: patterns.matches(line.removeprefix("!"), *one) for one in below}

    def uncovered(self):
        """The places of exceptions by which files fall to [otherwise] or to nobody."""
        for area, at, _ in self.lines():
            if not area.accountable or not area.patterns[at].startswith("!"):
                continue
            rest = area.patterns[:at] + area.patterns[at + 1:]
            for path, need in self.case.plain().items():
                below = path[len(area.folder) + 1:] if area.folder else path
                if tables.is_under(path, area.folder) and need.area in (None, self.rules.otherwise) and decided(
                        rest, below, need.submodule):
                    yield place(area, area.keys["path"].numbers[at])

    def idle(self):
        """{the place of a line: whether without it each file would be as it is}."""
        found = {}
        for area, at, below in self.lines():
            rest = area.patterns[:at] + area.patterns[at + 1:]
            found[place(area, area.keys["path"].numbers[at])] = all(
                decided(rest, *one) == decided(area.patterns, *one) for one in below)
        return found

    def outdone(self):
        """{the place of a line with files that decides about none of them: whether one is decided the other way}."""
        found = {}
        for area, at, below in self.lines():
            mine = [one for one in below if below[one]]
            later = [[line for line in area.patterns[at + 1:] if patterns.matches(line.removeprefix("!"), *one)]
                     for one in mine]
            if mine and all(later):
                found[place(area, area.keys["path"].numbers[at])] = any(
                    area.patterns[at].startswith("!") != lines[-1].startswith("!") for lines in later)
        return found

    def differences(self, told):
        places, overlaps = collections.defaultdict(set), set()
        for one in told["findings"]:
            where = one["file"], one["line"]
            places[one["code"]].add(where)
            overlaps |= {(where, name.split("[")[1][:-1]) for name in one["in"] if one["code"] == "overlap"}
        outdone, idle = self.outdone(), self.idle()
        shadowed = {one for one, other_way in outdone.items() if other_way}
        found = ["%s: %s, the model %s" % (code, sorted(program), sorted(model)) for code, program, model in (
            ("overlap", overlaps, set(self.overlaps())),
            ("uncovered-exclusion", places["uncovered-exclusion"], set(self.uncovered())),
            ("shadowed-pattern", places["shadowed-pattern"], shadowed),
            ("doubled-pattern", places["doubled-pattern"] & set(outdone), set(outdone) - shadowed)) if program != model]
        told_of = places["shadowed-pattern"] | places["doubled-pattern"]
        return found + ["%s changes something" % (one,) for one in told_of if not idle[one]]
