"""Who gains and loses which files between two states of the rules, held against `mowners diff`."""

import collections

import answers
import tables

LEVELS = tables.LEVELS


def is_asked(need, gate):
    """Not where one approval of anybody stands for the gate, which is where somebody owns the file."""
    return need.level["decided-by"] != "any" or not gate.light or need.accountable is None


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
        for path, before in self.old.needs.items():
            after = self.new.rules.resolve(path, before.submodule)
            for fact in [*self.deciders(before, after), *self.gates(before, after), *self.lists(before, after)]:
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

    def differences(self, program):
        wrong, told = program.told("diff", self.old.ref, self.new.ref)
        return wrong or self.compare(told)

    def compare(self, told):
        program = collections.defaultdict(list)
        kinds = {"decider", "owned", "unowned", "open", "gate-lost", "gate-gained", "gate-lower", "gate-higher",
                 "level-lower", "level-higher", "responsible", "consulted", "informed"}
        for one in told["changes"]:
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
