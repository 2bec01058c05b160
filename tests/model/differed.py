"""Who gains and loses which files between two states of the rules, held against `mowners diff`."""

import collections

import answers
import generate
import owners
import tables

LEVELS = tables.LEVELS
UNOWNED = ("allow", "warn", "block")
KINDS = ("signed", "forge", "pusher")
NEVER = float("inf")


def is_asked(need, gate):
    """Not where one approval of anybody stands for the gate, which is where somebody owns the file."""
    return need.level["decided-by"] != "any" or not gate.light or need.accountable is None


def strictness(key, text):
    """How strict a setting of a level is, of those of its key."""
    if key == "people":
        return int(text)
    return text in ("accountable", "no") if key != "max-age" else text != "none"


def written(freeze):
    """A freeze as it is shown."""
    text = {key: " ".join(value) for key, value in freeze.keys.items()}
    dates = [key + " " + owners.in_utc(text[key]) for key in ("from", "until", "opens") if key in text]
    return "[freeze %s] %s" % (freeze.name, " ".join(dates)) + (", allow " + text["allow"] if "allow" in text else "")


def rule(lower, before, after):
    return "rule-lower" if lower else "rule-higher", before + ", then " + after, (), ()


class Differed:
    """One seed: the rules of it, and those of another one, over the same files."""

    def __init__(self, seed):
        self.seed = seed
        self.old, self.new = tables.Tables(seed), tables.Tables(seed + 1000000)
        self.old.ref, self.new.ref = "refs/heads/old%d" % seed, "refs/heads/new%d" % seed

    def write(self, writer):
        self.old.write(writer)
        self.new.write(writer)

    def model(self):
        """{(kind, what, lost, gained): the files}, of owners, reviews and levels."""
        found = collections.defaultdict(list)
        old, new = [one.rules.settings.get("unowned", "block") for one in (self.old, self.new)]
        if old != new:
            lower = UNOWNED.index(new) < UNOWNED.index(old)
            found[rule(lower, "unowned = " + old, "unowned = " + new)].append(None)
        for path, before in self.old.needs.items():
            after = self.new.rules.resolve(path, before.submodule)
            for fact in [*self.deciders(before, after), *self.gates(before, after), *self.lists(before, after),
                         *self.asks(before, after), *self.rights(before, after),
                         *self.freezes(before, after)]:
                found[fact].append(path)
            lower = LEVELS.index(after.level_name) - LEVELS.index(before.level_name)
            if lower:
                found["level-lower" if lower < 0 else "level-higher", before.level_name + after.level_name, (),
                      ()].append(path)
        return dict(found)

    def deciders(self, before, after):
        old, new = [str(need.accountable) if need.accountable else None for need in (before, after)]
        if old != new:
            blocks = self.new.rules.settings.get("unowned", "block") == "block"
            kind = "decider" if old and new else "owned" if new else "unowned" if blocks else "open"
            yield kind, None, (old,) if old else (), (new,) if new else ()

    def gates(self, before, after):
        old, new = [{(gate.name, frozenset(gate.owners)): gate for gate in need.gates if is_asked(need, gate)}
                    for need in (before, after)]
        for name, gate in old.items():
            if name not in new:
                yield "gate-lost", gate.name, tuple(sorted(gate.owners)), ()
            elif new[name].need != gate.need:
                yield "gate-lower" if new[name].need < gate.need else "gate-higher", gate.name, (), ()
        for name, gate in new.items():
            if name not in old:
                yield "gate-gained", gate.name, (), tuple(sorted(gate.owners))

    def lists(self, before, after):
        for role in ("responsible", "consulted", "informed"):
            old, new = [set(self.old.rules.written(tables.owners_of(need)[role])) for need in (before, after)]
            if old != new:
                yield role, None, tuple(sorted(old - new)), tuple(sorted(new - old))

    def freezes(self, before, after):
        """Those not over that cover a file before or after alone."""
        old, new = [{one.name: one for one in side.rules.freezes if one.covers(need.path, need.submodule)
                     and not need.is_rules and one.end > generate.NOW} for side, need in ((self.old, before),
                                                                                          (self.new, after))]
        for name in set(old) ^ set(new):
            none = "no [freeze %s]" % name
            yield rule(True, written(old[name]), none) if name in old else rule(False, none, written(new[name]))

    @staticmethod
    def rights(before, after):
        old, new = [need.rights_until or NEVER for need in (before, after)]
        if old != new:
            yield rule(new > old, *["rights-until = " + need.rights_text if need.rights_text else "no rights-until"
                                    for need in (before, after)])

    @staticmethod
    def asks(before, after):
        """What the level asks; where it is another level, only what goes the other way than that."""
        stricter = LEVELS.index(after.level_name) - LEVELS.index(before.level_name)
        for key in before.level:
            old, new = [need.level[key] for need in (before, after)]
            if key == "evidence":
                old, new = [", ".join(kind for kind in KINDS if kind in text) for text in (old, new)]
                lower = not set(new.split(", ")) <= set(old.split(", "))
            else:
                lower = strictness(key, new) < strictness(key, old)
            if old != new and (not stricter or lower == (stricter > 0)):
                yield rule(lower, "%s = %s" % (key, old), "%s = %s" % (key, new))

    def differences(self, program):
        wrong, told = program.told("diff", self.old.ref, self.new.ref)
        return wrong or self.compare(told)

    def compare(self, told):
        program = collections.defaultdict(list)
        kinds = {"decider", "owned", "unowned", "open", "gate-lost", "gate-gained", "gate-lower", "gate-higher",
                 "level-lower", "level-higher", "responsible", "consulted", "informed"}
        for one in told["changes"]:
            if one["kind"].startswith("rule-") and not (
                    one["before"].startswith("[freeze") and one["after"].startswith("[freeze")):
                program[rule(one["kind"] == "rule-lower", one["before"], one["after"])] += one.get("paths", [None])
            what = one["gate"] if one["gate"] else (one["level_old"] or "") + (one["level_new"] or "") or None
            if one["kind"] in kinds and (one["lost"] or one["gained"] or one["kind"].startswith(("gate", "level"))):
                lists = [() if one["kind"] in ("gate-lower", "gate-higher") else tuple(sorted(one[key]))
                         for key in ("lost", "gained")]
                program[one["kind"], what, *lists] += one["paths"]
        model, found = self.model(), []
        for fact in sorted(set(program) | set(model), key=str):
            if sorted(program.get(fact, [])) != sorted(model.get(fact, [])):
                found.append("%s: %s, the model %s" % (fact, program.get(fact), model.get(fact)))
        return found

    def show(self):
        self.old.show()
        self.new.show()


def play(program, git, seeds):
    """(cases that differ, files, {kind: facts}) of these seeds, in a repository of their own."""
    cases = [Differed(seed) for seed in seeds]
    bad = answers.play(program, git, cases)
    return bad, sum(len(case.old.paths) for case in cases), collections.Counter(kind for case in cases
                                                                                for kind, *_ in case.model())
