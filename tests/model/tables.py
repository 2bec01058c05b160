"""What all files of a tree come to, held against `who --all`, `files`, `coverage` and `matrix`."""

import collections
import csv
import io
import json
import random

import answers
import generate
import owners
import verdict
import who

ROLES = ("accountable", "review", "responsible", "consulted", "informed")
COUNTS = ("owned", "otherwise", "rules", "unowned")
LEVELS = ("lightweight", "standard", "detailed")
MODULE = ("160000", "a" * 40)


def owners_of(need):
    """{role: names of owners as written} of what a path needs."""
    return {
        "accountable": [str(need.accountable)] if need.accountable else [],
        "review": [name for gate in need.gates for name in gate.owners],
        "responsible": need.responsible,
        "consulted": [name for area in need.areas for name in area.consulted],
        "informed": [name for area in need.areas for name in area.informed],
    }


class Tables:
    """One seed: rules, files, and what is asked of them."""

    def __init__(self, seed):
        self.seed, rand = seed, random.Random("tables %d" % seed)
        files, world = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        self.ref = "refs/heads/tables%d" % seed
        names = [folder + "/OWNERS" if folder else "OWNERS" for folder in files]
        self.modules = set()
        paths = generate.paths(rand, rand.choice([5, 20, 60]))
        self.paths = sorted(set(names + paths), key=lambda path: path.encode("latin-1"))
        self.modules = {path for path in paths if path.split("/")[-1] in ("a", "b", "c") and rand.random() < 0.5}
        self.owner = rand.choice(world.people + list(world.teams) + ["p0@x.org"])
        self.role = rand.choice(ROLES)
        self.area = rand.choice(["r0", "r1", "n0", "otherwise", "rules", "freeze f0"])
        self.level = rand.choice(LEVELS)
        self.under = rand.choice(["", "", "a", "b", "a/b"])
        self.rules = owners.Rules(self.files)
        self.needs = {path: self.rules.resolve(path, path in self.modules) for path in self.paths}

    def write(self, writer):
        entries = {path: MODULE if path in self.modules else ("100644", writer.blob("x\n")) for path in self.paths}
        for folder, text in self.files.items():
            entries[folder + "/OWNERS" if folder else "OWNERS"] = ("100644", writer.blob(text))
        writer.ref(self.ref, writer.commit(writer.tree(entries), [], "c@z.org"))

    def all(self):
        """`who --all`: the paths, and the exit status."""
        told = [who.said(self.rules, need) for need in self.needs.values()]
        owned = all(one["accountable"] and one["acting"] != [] for one in told)
        return told, 0 if owned else 1

    def holds(self, need, owner, role):
        """Whether an owner has this role, or any, in a file."""
        rules, names = self.rules, set()
        for kind, found in owners_of(need).items():
            if role in (None, kind):
                names |= {rules.owner(name) for name in found}
        if owner is None:
            return bool(names)
        asked = rules.owner(owner)
        if isinstance(asked, owners.Person):
            return any(asked in rules.everybody(name, generate.NOW) for name in names)
        return any(asked is name or name in self.inside(asked) for name in names)

    def inside(self, team):
        """The teams in a team."""
        found = [self.rules.owner(name) for name in team.members]
        teams = [one for one in found if not isinstance(one, owners.Person)]
        return teams + [one for below in teams for one in self.inside(below)]

    def of_area(self, path, name):
        """Whether an area of this name, or a freeze, matches a path."""
        need = self.needs[path]
        if name.startswith("freeze "):
            return not need.is_rules and any(freeze.name == name[7:] and freeze.covers(path, need.submodule)
                                             for freeze in self.rules.freezes)
        return name in [area.name for area in need.areas] or any(
            area.name == name and area.matches(path, need.submodule) for area in self.rules.areas)

    def known(self, name):
        areas = [area.name for area in self.rules.areas] + ["rules"]
        return name in areas + ["otherwise"] * (self.rules.otherwise is not None) + [
            "freeze " + freeze.name for freeze in self.rules.freezes]

    def chosen(self):
        """[(options of `files`, the paths)]."""
        yield ["--owner", self.owner], [path for path, need in self.needs.items() if self.holds(need, self.owner, None)]
        yield (["--owner", self.owner, "--role", self.role],
               [path for path, need in self.needs.items() if self.holds(need, self.owner, self.role)])
        yield (["--level", self.level, "--role", self.role],
               [path for path, need in self.needs.items() if need.level_name == self.level
                and self.holds(need, None, self.role)])
        yield ["--unowned"], [path for path, need in self.needs.items() if need.accountable is None]
        if self.known(self.area):
            yield ["--area", self.area], [path for path in self.paths if self.of_area(path, self.area)]

    def covered(self):
        """The rows of `coverage`, and its exit status."""
        rows, areas = collections.defaultdict(collections.Counter), collections.defaultdict(set)
        for path, need in self.needs.items():
            kind = "rules" if need.is_rules else "unowned" if need.area is None else \
                "otherwise" if need.area is self.rules.otherwise else "owned"
            for folder in folders(path):
                rows[folder].update([kind, "files"])
                if kind == "owned":
                    areas[folder].add(need.area)
        told = [{"folder": folder or ".", "files": row["files"], **{kind: row[kind] for kind in COUNTS},
                 "areas": len(areas[folder])} for folder, row in rows.items() if is_under(folder + "/", self.under)]
        if not told:
            return [{"folder": self.under or ".", **dict.fromkeys(("files", *COUNTS, "areas"), 0)}], 1
        return told, 0 if not any(row["unowned"] for row in told) else 1

    def here(self):
        """The files below the folder that is asked about."""
        return [path for path in self.paths if is_under(path, self.under)]

    def by_person(self):
        """The rows of `matrix --by person`."""
        rules, now = self.rules, generate.NOW
        found = {person: {"areas": set(), "files": 0, "gates": set(), "reviews": 0, "only": 0}
                 for person in rules.order}
        for path in self.here():
            need = self.needs[path]
            judge = verdict.Judge(rules, need, set(), now)
            if need.accountable:
                found[need.accountable]["areas"].add(need.area)
                found[need.accountable]["files"] += 1
            for gate, members, _ in judge.gates:
                for person in members:
                    if person.in_service(now):
                        found[person]["gates"].add((gate.name, frozenset(gate.owners)))
                        found[person]["reviews"] += 1
            for person in self.needed(judge):
                found[person]["only"] += 1
        return [{"person": str(person), "in_service": person.in_service(now), "areas": len(row["areas"]),
                 "files": row["files"], "gates": len(row["gates"]), "reviews": row["reviews"], "only": row["only"]}
                for person, row in found.items() if any(row.values())]

    def needed(self, judge):
        """Those without whom nobody could approve a file, where somebody can."""
        unowned = judge.need.accountable is None and judge.rules.settings.get("unowned", "block") == "block"
        if unowned or not judge.satisfied(judge.everybody()):
            return
        for person in judge.rules.order:
            until, person.until = person.until, generate.NOW
            if not judge.satisfied(judge.everybody()):
                yield person
            person.until = until

    def by_area(self):
        """The rows of `matrix`: areas, then [otherwise] and [rules]."""
        rules = self.rules
        for area in sorted(rules.areas, key=lambda area: area.folder) + [one for one in (rules.otherwise, rules.rules) if one]:
            files = [path for path in self.here() if area in self.needs[path].areas
                     or (area in rules.areas and area.matches(path, self.needs[path].submodule))]
            if files or not self.under:
                yield area, files

    def of_areas(self):
        for area, files in self.by_area():
            needs = [self.needs[path] for path in files if not self.needs[path].is_rules or area is self.rules.rules]
            others = self.from_others(area, needs)
            roles = {
                "accountable": [area.accountable] if area.accountable else [],
                "review": [name for gate in area.gates for name in gate.owners],
                "responsible": area.responsible or [], "consulted": area.consulted, "informed": area.informed,
            }
            yield {
                "area": area.name, "accountable": self.shown(area.accountable), "escalate": area.escalate,
                "review": [(gate.name, gate.need, self.rules.written(gate.owners)) for gate in area.gates],
                "responsible": self.rules.written(area.responsible or []),
                "consulted": self.rules.written(area.consulted), "informed": self.rules.written(area.informed),
                "level": area.level, "rights_until": area.rights_text, "files": len(files),
                "folder": common(files), "first": files[0] if files else "",
                "people": self.people(roles, {"accountable": [others["accountable"]] if others["accountable"] else [],
                                              "responsible": others["responsible"]}),
                "section": "%s:%d" % (area.folder + "/OWNERS" if area.folder else "OWNERS", area.line),
                "paths": [from_root(area.folder, pattern) for pattern in area.patterns],
                "decides": sum(self.needs[path].area is area for path in files),
                "outdone": self.outdone(area, needs), "from_others": others,
            }

    def people(self, *roles):
        """{person: for each of these {role: owners} the roles in which somebody is, on the day}."""
        found = {}
        for at, one in enumerate(roles):
            for role in ROLES:
                for person in self.rules.members(one.get(role, []), generate.NOW):
                    if person.in_service(generate.NOW):
                        found.setdefault(str(person), tuple([] for _ in roles))[at].append(role)
        return found

    def from_others(self, area, needs):
        """What an area does not set and its files have all the same; of levels the least strict."""
        found = {"accountable": None, "responsible": [], "level": None}
        deciders = {need.accountable for need in needs}
        if area.accountable is None and len(deciders) == 1:
            found["accountable"] = self.shown(next(iter(deciders)) and str(next(iter(deciders))))
        makers = [self.rules.written(need.responsible) for need in needs]
        if area.responsible is None and makers and all(makers[0] == other for other in makers):
            found["responsible"] = makers[0]
        if area.level is None and needs and area is not self.rules.rules:
            found["level"] = min((need.level_name for need in needs), key=LEVELS.index)
        return found

    def effective(self):
        """The rows of `matrix --effective`."""
        rows = {}
        for path in self.here():
            row = who.said(self.rules, self.needs[path])
            del row["acting"], row["source"]
            rows.setdefault(repr(row), (row, []))[1].append(path)
        for row, files in rows.values():
            yield {**row, "files": len(files), "folder": common(files), "first": files[0],
                   "people": self.people(owners_of(self.needs[files[0]]), {})}

    def csv(self):
        """The cells of `matrix --format csv`."""
        yield ["Area", "Path", "Level", "A", "Review", "R", "C", "I"]
        for row in self.of_areas():
            gates = [("" if need == 1 and len(of) == 1 else "%d of " % need) + " ".join(map(bare, of)) +
                     ("" if len(of) == 1 and name == of[0].lstrip("@") else " (%s)" % name)
                     for name, need, of in row["review"]]
            lists = [map(bare, row[role]) for role in ("responsible", "consulted", "informed")]
            cells = [[row["area"]], row["paths"], [row["level"] or ""], [bare(row["accountable"] or "")], gates, *lists]
            yield [guarded("\n".join(cell)) for cell in cells]

    def shown(self, name):
        return name and str(self.rules.owner(name))

    @staticmethod
    def outdone(area, needs):
        """What others outdo for some files."""
        found = []
        if area.accountable and any(need.area is not area for need in needs):
            found.append("accountable")
        if area.responsible is not None and any(need.responsible is not area.responsible for need in needs):
            found.append("responsible")
        if area.level and any(need.level_name != area.level for need in needs):
            found.append("level")
        return found

    def differences(self, program):
        return Asking(program, self).all()

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# files %s, submodules %s, under %s" % (self.paths, sorted(self.modules), self.under))


def folders(path):
    """The folders that a path lies in, the root "" too."""
    return [""] + [path[:at] for at in range(len(path)) if path[at] == "/"]


def is_under(path, folder):
    return not folder or path.startswith(folder + "/")


def common(files):
    """The folder that all of these lie in, with its slash; "" is the root."""
    inside = [folder for folder in folders(files[0]) if all(is_under(path, folder) for path in files)] if files else [""]
    return inside[-1] and inside[-1] + "/"


def from_root(folder, pattern):
    """A pattern of a nested file as that at the root would have it."""
    if not folder:
        return pattern
    taken, text = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    if set(text) == {"*"}:
        text = "/**"
    anchored = "/" in text.rstrip("/")
    return taken + "/" + escaped(folder) + ("/" if anchored else "/**/") + text.lstrip("/")


def escaped(folder):
    return "".join("\\" + char if char in "*?[\\;#!" else char for char in folder)


def bare(name):
    return name[1:] if name.startswith("@") else name


def guarded(text):
    """A cell that no spreadsheet takes for a formula, a number or a day."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "'") else text


class Asking:
    """The program, asked about one case."""

    def __init__(self, program, case):
        self.program, self.case, self.found = program, case, []

    def ask(self, words, status):
        """What it prints."""
        done = self.program.ask(*words, "--rules", self.case.ref)
        if done.returncode != status:
            self.found.append("%s: exit %d, the model %d %s" % (words, done.returncode, status, done.stderr))
        return done.stdout if done.returncode in (0, 1) else None

    def lines(self, words, status):
        text = self.ask(words + ["--format", "ndjson"], status)
        return None if text is None else [json.loads(line) for line in text.split("\n")[:-1]]

    def same(self, what, told, model):
        """Compares lists of objects, by the members that the model has."""
        if told is None:
            return
        if len(told) != len(model):
            self.found.append("%s: %d, the model %d: %s, the model %s" % (what, len(told), len(model), told, model))
        for one, other in zip(told, model):
            for key, value in other.items():
                if one.get(key) != value:
                    self.found.append("%s: %s of %s is %s, the model %s" %
                                      (what, key, list(other.values())[0], one.get(key), value))

    @staticmethod
    def row(line, effective):
        """A row of the matrix as the model has it."""
        line["people"] = {one["person"]: (one["roles"], one["from_others"]) for one in line["people"]}
        if effective:
            return who.read(line)
        line["review"] = [(gate["gate"], gate["need"], gate["of"]) for gate in line["review"]]
        return line

    def all(self):
        case = self.case
        told, status = case.all()
        lines = self.lines(["who", "--all"], status)
        self.same("who --all", lines and [who.read(line) for line in lines], told)
        for words, paths in case.chosen():
            text = self.ask(["files", "-z", *words], 0 if paths else 1)
            if text is not None and sorted(text.split("\0")[:-1]) != sorted(paths):
                self.found.append("%s: %s, the model %s" % (words, text.split("\0")[:-1], paths))
        under = ["--under", case.under] if case.under else []
        told, status = case.covered()
        lines = self.lines(["coverage", *under], status)
        self.same("coverage", lines and sorted(lines, key=lambda row: row["folder"]),
                  sorted(told, key=lambda row: row["folder"]))
        model = case.by_person()
        self.same("matrix --by person", self.lines(["matrix", "--by", "person", *under], 0 if model else 1), model)
        for words, model in (["--effective"], list(case.effective())), ([], list(case.of_areas())):
            lines = self.lines(["matrix", *words, *under], 0 if model else 1)
            self.same("matrix %s" % words, lines and [self.row(line, words) for line in lines], model)
        text = self.ask(["matrix", "--format", "csv", *under], 0 if model else 1)
        if text is not None and list(csv.reader(io.StringIO(text, newline=""))) != list(case.csv()):
            self.found.append("csv: %s, the model %s" % (text, list(case.csv())))
        return self.found


def play(program, git, seeds):
    """(cases that differ, files, {what: files}) of these seeds, in a repository of their own."""
    cases = [Tables(seed) for seed in seeds]
    bad, counted = answers.play(program, git, cases), collections.Counter()
    for case in cases:
        for row in case.covered()[0]:
            if row["folder"] == ".":
                counted.update({kind: row[kind] for kind in COUNTS})
    return bad, sum(len(case.paths) for case in cases), counted
