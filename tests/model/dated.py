"""Which days come, and whom they wait for, held against `mowners agenda`, as json and as a calendar; and which of them
keep files from going out, held against `mowners ready`."""

import collections
import json
import random
import time

import answers
import generate
import lines
import owners
import tables

DAY = lines.DAY


class Item:
    """One thing of the agenda: from one day or moment to another, as the rules write them."""

    def __init__(self, kind, name, place, since, until=None):
        self.kind, self.name, (self.file, self.line) = kind, name, place
        self.since, self.until = since, until or since
        self.who, self.files, self.overdue = [], [], False

    def start(self):
        return lines.first_moment(self.since)

    def end(self):
        return lines.end_of(self.until)

    def told(self):
        """What json says of it, but the text."""
        return {"kind": self.kind, "from": owners.in_utc(self.since), "until": owners.in_utc(self.until),
                "overdue": self.overdue, "name": self.name, "who": sorted(self.who), "files": len(self.files),
                "path": self.files[0] if self.files else None, "file": self.file, "line": self.line}

    def event(self):
        """When a calendar has it: (first, behind the last), of days; (moment, None) or (first, last), of moments."""
        if len(self.since) == 10 and len(self.until) == 10:
            return generate.day(self.start()).replace("-", ""), generate.day(self.end()).replace("-", "")
        return compact(self.start()), compact(self.end()) if self.kind == "freeze" else None


def compact(moment):
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(moment))


class Dated:
    """One seed: rules, files, whom and how far ahead it is asked about."""

    def __init__(self, seed):
        self.seed, self.rand = seed, random.Random("dated %d" % seed)
        files, world = generate.rules(self.rand)
        self.files = {folder: "\n".join(self.with_days(some)) + "\n" for folder, some in files.items()}
        self.ref = "refs/heads/dated%d" % seed
        names = [folder + "/OWNERS" if folder else "OWNERS" for folder in files]
        self.paths = sorted(set(names + generate.paths(self.rand, 20)), key=lambda path: path.encode("latin-1"))
        self.owner = self.rand.choice([None, None, *world.people, *world.teams])
        self.days = self.rand.choice([None, None, 1, 2, 30])
        self.under = self.rand.choice(["", "a", "b", "a/b"])
        self.at = generate.moment(self.rand, generate.NOW)
        self.rules = owners.Rules(self.files)
        self.needs = {path: self.rules.resolve(path) for path in self.paths}

    def with_days(self, some):
        """Lines with days in more of the sections."""
        rand, found = self.rand, []
        for line in some:
            if line.startswith("@t") and ", until" not in line and rand.random() < 0.3:
                line += ", until " + generate.moment(rand, generate.NOW)
            if line.startswith("@p") and ", until" not in line and rand.random() < 0.2:
                line += ", until " + generate.moment(rand, generate.NOW)
            found.append(line)
            if line.startswith(("[r", "[n", "[otherwise")) and rand.random() < 0.4:
                found.append("confirm-by = " + generate.moment(rand, generate.NOW))
        return found

    def write(self, writer):
        texts = {**dict.fromkeys(self.paths, "x\n"),
                 **{folder + "/OWNERS" if folder else "OWNERS": text for folder, text in self.files.items()}}
        writer.ref(self.ref, writer.commit(writer.files(texts), [], "c@z.org"))

    def items(self, now=generate.NOW):
        """All there are, of whomever."""
        for folder, text in self.files.items():
            file = folder + "/OWNERS" if folder else "OWNERS"
            for name, line, keys in lines.sections(text):
                if name.startswith("freeze "):
                    yield self.of_freeze(name[7:], {key: " ".join(value) for key, value in keys.items()},
                                         (file, line), now)
                else:
                    yield from self.of_section(file, name, keys)

    def of_section(self, file, name, keys):
        where = {key: (file, value.number) for key, value in keys.items()}
        text = {key: " ".join(value) for key, value in keys.items()}
        if name in ("people", "teams"):
            for who, value in text.items():
                for part in value.split(","):
                    if part.split()[0] == "until":
                        yield self.ends(Item("service", who, where[who], part.split()[1]))
        if "confirm-by" in text:
            item = Item("confirm", name, where["confirm-by"], text["confirm-by"])
            item.who = [str(self.rules.owner(text.get("accountable", self.rules.rules.accountable)))]
            yield self.waits(item)
        if "rights-until" in text:
            item = Item("rights", name, where["rights-until"], text["rights-until"])
            item.files = [path for path, need in self.needs.items() if self.ends_rights(need, item)]
            deciders = [self.needs[path].accountable for path in item.files]
            item.who = {str(who) for who in deciders if who} or {self.rules.rules.accountable}
            yield self.waits(item) if item.files else None

    def ends_rights(self, need, item):
        """Whether it is this date that counts for a path; of two that are the same, the first."""
        areas = [self.rules.rules] if need.is_rules else need.areas
        area = next((area for area in areas if area.rights_until is not None
                     and area.rights_until == need.rights_until), None)
        return area is not None and area.name == item.name and item.file == (
            area.folder + "/OWNERS" if area.folder else "OWNERS")

    @staticmethod
    def of_freeze(name, text, where, now):
        if "opens" in text:
            item = Item("embargo", name, where, text["opens"])
            over = item.start() <= now
        else:
            item = Item("freeze", name, where, text["from"], text["until"])
            over = item.end() <= now
        item.who = owners.Rules.written(owners.words(text.get("allow", "")))
        return None if over else item

    @staticmethod
    def waits(item):
        item.overdue = item.end() <= generate.NOW
        return item

    @staticmethod
    def ends(item):
        item.who = [item.name]
        return None if item.end() <= generate.NOW else item

    def concerns(self, item):
        if self.owner is None:
            return True
        asked = set(self.rules.everybody(self.rules.owner(self.owner), generate.NOW))
        return self.owner in item.who or bool(asked & set(self.rules.members(item.who, generate.NOW)))

    def model(self):
        return [item for item in self.items() if item and self.concerns(item)
                and (self.days is None or item.start() < generate.NOW + self.days * DAY)]

    def words(self):
        return ["agenda", "--rules", self.ref] + (["--owner", self.owner] if self.owner else []) + (
            ["--days", str(self.days)] if self.days is not None else [])

    def ready(self):
        """What `ready` says of the folder, but where the rules say it; None where there are no files."""
        at = lines.first_moment(self.at)
        here = [path for path in self.paths if tables.is_under(path, self.under)]
        found = [("unowned", True, None, None, [path for path in here if not self.needs[path].accountable])]
        for item in self.items(at):
            if item and item.kind == "rights":
                found.append(("rights", item.end() <= at, item.until, item.name,
                              [path for path in item.files if path in here]))
            if item and (item.kind == "embargo" or (item.kind == "freeze" and item.start() <= at)):
                freeze = next(one for one in self.rules.freezes if one.name == item.name)
                files = [path for path in here if not self.needs[path].is_rules and freeze.covers(path, False)]
                found.append((item.kind, item.kind == "embargo", item.until, item.name, files))
        return [{"kind": kind, "holds_up": holds_up, "when": owners.in_utc(when), "name": name, "files": len(files),
                 "path": files[0]} for kind, holds_up, when, name, files in found if files] if here else None

    def of_ready(self, program):
        done = program.ask("ready", self.under or ".", "--at", self.at, "--format", "json")
        model = self.ready()
        status = 2 if model is None else 1 if any(item["holds_up"] for item in model) else 0
        if done.returncode != status or model is None:
            return ["ready: exit %d, the model %d %s" % (done.returncode, status, done.stderr)] * (
                done.returncode != status)
        told = [{key: item.get(key) for key in ("kind", "holds_up", "when", "name", "files", "path")}
                for item in json.loads(done.stdout)["items"]]
        return [] if sorted(told, key=str) == sorted(model, key=str) else ["ready: %s, the model %s" % (told, model)]

    def differences(self, program):
        with open(program.git + "/HEAD", "w", encoding="ascii") as file:
            file.write("ref: %s\n" % self.ref)
        wrong, told = program.told(*self.words())
        return (wrong or self.of_agenda(told["items"])
                or self.of_calendar(program.ask(*self.words(), "--format", "ics").stdout) or self.of_ready(program))

    def of_agenda(self, told):
        found = []
        model = sorted((item.told() for item in self.model()), key=by_name)
        items = sorted(({**one, "who": sorted(one["who"])} for one in told), key=by_name)
        if [by_name(one) for one in items] != [by_name(one) for one in model]:
            found.append("%s, the model %s" % ([by_name(one) for one in items], [by_name(one) for one in model]))
        for one, other in zip(items, model):
            found += ["%s of %s %s is %s, the model %s" % (key, other["kind"], other["name"], one.get(key), value)
                      for key, value in other.items() if one.get(key) != value]
        starts = [lines.first_moment(one["from"]) for one in told]
        if starts != sorted(starts):
            found.append("not in the order of their days")
        return found

    def of_calendar(self, text):
        events = []
        for part in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
            keys = {line.split(":")[0].split(";")[0]: line.split(":", 1)[1] for line in part.split("\r\n") if ":" in
                    line}
            events.append((keys["CATEGORIES"], keys["DTSTART"], keys.get("DTEND")))
        model = sorted(((item.kind, *item.event()) for item in self.model()), key=str)
        return [] if sorted(events, key=str) == model else ["calendar: %s, the model %s" %
                                                            (sorted(events, key=str), model)]

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# files %s, asked of %s, %s days, ready %s at %s" % (self.paths, self.owner, self.days, self.under,
                                                                       self.at))


def by_name(item):
    return item["kind"], item["name"], item["file"], item["line"]


def play(program, git, seeds):
    """(cases that differ, things, {kind: things}) of these seeds, in a repository of their own."""
    cases = [Dated(seed) for seed in seeds]
    bad = answers.play(program, git, cases)
    counted = collections.Counter(item.kind for case in cases for item in case.model())
    return bad, sum(counted.values()), counted
