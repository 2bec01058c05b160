"""What is odd in valid rules and the files that they are about, held against `mowners lint`: the findings of which
mowners-lint(1) says exactly when there is one."""

import collections
import re

import answers
import crossed
import generate
import lines
import patterns
import tables
import verdict

# What tells why a pattern matches no file, so that dead-pattern does not.
CAUSES = {"swallowed", "quoted-pattern", "several-patterns", "pattern-comment", "backslash-pattern", "blank-pattern",
          "foreign-pattern", "bracket-pattern", "accent-pattern", "case-pattern"}


def label(area):
    return ("%s/OWNERS " % area.folder if area.folder else "") + "[%s]" % area.name


class Linted(tables.Tables):
    """One seed: rules and files as of the tables."""

    def __init__(self, seed):
        super().__init__(seed)
        self.ref = "refs/heads/linted%d" % seed

    def plain(self):
        """Files that [rules] does not cover, and what they need."""
        return {path: need for path, need in self.needs.items() if not need.is_rules}

    def model(self):
        """{code: the areas, or people, that it is about}."""
        found = collections.defaultdict(set)
        rules = self.rules
        for area in rules.areas + [one for one in (rules.otherwise, rules.rules) if one]:
            if area.accountable:
                self.look_at(found, area)
        for name, person in [*rules.people.items(), *rules.teams.items()]:
            if person.until is not None and person.until <= generate.NOW and self.is_named(name):
                found["expired"].add(name)
        for need in self.needs.values():
            judge = verdict.Judge(rules, need, set(), generate.NOW)
            if need.accountable and not self.possible(judge):
                found["impossible"].add("today")
            if need.level_name == "detailed" and need.accountable and self.alone(need):
                found["lone-deputy"].add(label(need.area))
        return dict(found)

    @staticmethod
    def possible(judge):
        """Whether a change can be approved at all; by pushing alone, what one has made and may approve."""
        if judge.kinds == ["pusher"]:
            return judge.self_approval
        return judge.satisfied(judge.everybody_too())

    def look_at(self, found, area):
        """What is odd about who decides in an area."""
        owner, plain = self.rules.owner(area.accountable), self.plain()
        for need in plain.values():
            if need.area is area:
                makers = self.rules.members(need.responsible, generate.NOW)
                if not need.responsible and area in self.rules.areas:
                    found["no-responsible"].add(label(area))
                if makers == [owner] and all(self.rules.members(gate.owners, generate.NOW) == [owner]
                                             for gate in need.gates):
                    found["one-person"].add(label(area))
        here = [need for path, need in plain.items() if area in self.rules.areas and area.matches(path, need.submodule)]
        if here and not any(need.accountable is owner for need in here):
            found["shadowed-area"].add(label(area))

    def is_named(self, name):
        """Whether an area, a team or a person names somebody, as owner or deputy."""
        named = [word for person in self.rules.people.values() for word in person.deputies
                 if person.until is None or person.until > generate.NOW]
        named += [word for team in self.rules.teams.values() for word in team.members
                  if team.until is None or team.until > generate.NOW]
        for area in self.rules.areas + [one for one in (self.rules.otherwise, self.rules.rules) if one]:
            named += [area.accountable] if area.accountable else []
            named += (area.responsible or []) + area.consulted + area.informed
            named += [word for gate in area.gates for word in gate.owners]
            named += lines.words(area.escalate.rsplit(" after ", 1)[0]) if area.escalate else []
        named += [word for freeze in self.rules.freezes for word in freeze.allow]
        return name in [word.lower() for word in named]

    def alone(self, need):
        """Whether a deputy alone, be they away, can approve what the accountable owner is said to have made."""
        judge = verdict.Judge(self.rules, need, {need.accountable}, generate.NOW)
        return any(judge.satisfied(judge.given([deputy])) for deputy in self.rules.deputies(need.accountable)
                   if deputy.in_service(generate.NOW))

    def dead(self):
        """{(file, line)} of patterns that match no file; one a line."""
        found = set()
        for folder, text in self.files.items():
            below = [(path[len(folder) + 1:] if folder else path, path in self.modules) for path in self.paths
                     if tables.is_under(path, folder)]
            for _, _, keys in lines.sections(text):
                for at, pattern in enumerate(keys.get("path", [])):
                    if not any(patterns.matches(pattern.removeprefix("!"), *one) for one in below):
                        found.add((folder + "/OWNERS" if folder else "OWNERS", keys["path"].numbers[at]))
        return found

    def differences(self, program):
        wrong, told = program.told("lint", "--rules", self.ref)
        return wrong or self.compare(told)

    def compare(self, told):
        program = collections.defaultdict(set)
        for one in told["findings"]:
            code, about = one["code"], one["about"] or ""
            if code == "expired":
                named = [word for word in re.split("[ ,]", about) if word.startswith("@")]
                program[code] |= set() if about.startswith("the time of ") else set(named[1:] or named)
            elif code == "impossible":
                today = about.startswith(("as things are", "with evidence")) and "else made" not in about
                program[code] |= {"today"} if today else set()
            else:
                program[code] |= set(one["in"]) or {about}
        model, found = self.model(), []
        for code in ("no-responsible", "one-person", "shadowed-area", "expired", "lone-deputy",
                     "impossible"):
            if program.get(code, set()) != model.get(code, set()):
                found.append("%s: %s, the model %s" % (code, sorted(program.get(code, [])),
                                                       sorted(model.get(code, []))))
        return found + crossed.Crossed(self).differences(told) + self.of_unowned(program["unowned"]) + self.of_patterns(told)

    def of_unowned(self, told):
        """Each file that nobody owns is in an area that is told of, or in none; each of these areas has one."""
        left = set(told)
        for path, need in self.needs.items():
            areas = {label(area) for area in need.areas if area is not self.rules.otherwise} or {
                label(area) for area in need.areas} or {"no area"}
            if need.accountable is None:
                left -= areas
                if not areas & told:
                    return ["unowned: %s, not %s of %s" % (sorted(told), sorted(areas), path)]
        return ["unowned: not %s" % sorted(left)] if left else []

    def of_patterns(self, told):
        dead, told_of, causes = self.dead(), 0, set()
        for one in told["findings"]:
            place = one["file"], one["line"]
            if one["code"] == "dead-pattern":
                told_of += len(one["in"])
                if place not in dead:
                    return ["dead-pattern: %s" % (place,)]
            elif one["code"] in CAUSES and place in dead:
                causes.add(place)
        return [] if told_of + len(causes) == len(dead) else ["%d dead patterns, %d with a cause, the model %d" % (
            told_of, len(causes), len(dead))]


def play(program, git, seeds):
    """(cases that differ, files, {code: cases}) of these seeds, in a repository of their own."""
    cases = [Linted(seed) for seed in seeds]
    bad = answers.play(program, git, cases)
    return bad, sum(len(case.paths) for case in cases), collections.Counter(code for case in cases
                                                                            for code in case.model())
