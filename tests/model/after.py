"""What is told of histories that landed, held against `audit`, `ready`, `rehearse`, `agenda` and
`log`; each in a repository of its own."""

import collections
import json
import os
import random

import answers
import figures
import gitread
import judge
import landed
import owners
import records
import tables
import verdict

FOLDERS = ["", "brand", "blog", "web", "notes.txt"]


def is_of(path, under):
    """Whether a path is that of a folder or a file, or below it."""
    return path == under or tables.is_under(path, under)


class Asked(judge.Change):
    """What a request asks for and has not landed, as if who asks had made it."""

    def __init__(self, place, tip, record):
        super().__init__(place, tip, record.target, tip, tip)
        self.asker = self.rules.authors(record.by)
        self.steps = {path: step[:2] for path, step in record.steps.items()}
        self.steps = {path: step for path, step in self.steps.items() if self.unspent(record, path)}
        known = any(record.by.lower() in person.emails for person in self.rules.people.values())
        self.waits = known and self.here(record) and self.in_time(record) and record.base in self.line
        self.judged = [self.judge(path) for path in self.steps] if self.waits else []

    def authors(self, path):
        return self.asker, True

    def is_open(self):
        return any(state != "approved" for _, _, state in self.judged)


class Logged(judge.Change):
    """What the log says of a record, file by file: the first state of mowners-log(1) that applies."""

    def __init__(self, place, tip, record):
        super().__init__(place, tip, record.target, tip, tip)
        self.record, self.tip, self.who = record, tip, self.rules.authors(record.by)
        self.known = {person for person in self.who if person in self.rules.people.values()}

    def state(self, path):
        record = self.record
        before, after = record.steps[path][:2]
        if record.id in self.withdrawn and self.known:
            return "withdrawn"
        if record.target != landed.TARGET:
            return "no-target"
        if record.decision != "stop" and record.base in self.line and self.repo.landed_since(path, after, record.base, self.tip):
            return "landed"
        if not self.ours(record):
            return "repository"
        need = self.rules.resolve(path, "160000" in (before[0], after[0]))
        case = verdict.Judge(self.rules, need, set(), self.now, after[0] == "000000")
        return next((word for word, so in self.reasons(case, path, before) if so), "holds")

    def reasons(self, case, path, before):
        """[(a state, whether it applies)], in their order; a stop stands as the store took it."""
        record, who = self.record, self.rules.email(self.record.by)
        stop = record.decision == "stop"
        yield "nobody", not self.known
        yield "witness", record.witness is not None and not self.is_witness(record)
        yield "expired", not stop and record.expires <= self.now
        yield "ahead", not stop and record.made > self.now + judge.AHEAD
        override = record.decision == "override"
        yield "no-override", override and not self.passes(who, case.need)
        yield "base", not stop and record.base not in self.line
        given = override or record.decision == "approve"
        yield "changed", given and self.repo.files(self.tip).get(path, gitread.NOTHING) != before
        yield "no-role", (record.decision == "approve" and not self.has_role(case, who)) or (
            stop and not self.stands(record, case))
        yield "too-old", override and self.now - record.made > judge.HOUR * 24
        kind = "signed" if record.witness is None else "forge"
        yield "evidence", record.decision == "approve" and kind not in case.kinds
        yield "signature", given and not self.vouched(record)

    def is_witness(self, record):
        bots = self.rules.members(owners.words(self.rules.settings.get("witness", "")), self.now)
        return self.rules.email(record.witness) in bots

    def passes(self, who, need):
        gate = self.override()
        return gate is not None and who in self.rules.members(gate.owners, self.now) and \
            gate.need >= (2 if need.is_rules else 1)

    def has_role(self, case, who):
        role = self.record.role
        return case.decides(who, role) or case.makes(who, role) or any(
            case.seats(who, role, at) for at in range(len(case.gates)))


class After:
    """One seed."""

    def __init__(self, seed, folder):
        self.seed, self.folder = seed, folder
        landed.Landed(seed, folder, withdraws=True)
        self.figures = figures.Figures(folder, landed.TARGET, 0, landed.NOW)
        for change in self.figures.changes:
            if change not in self.figures.inside:
                self.figures.judge(change)
        rand = random.Random("after %d" % seed)
        self.since = landed.NOW - rand.choice([20, 60, 400]) * landed.DAY
        self.day = landed.NOW + rand.choice([0, 0, 60]) * landed.DAY
        rules = self.figures.rules_of(self.figures.repo.read(landed.TARGET)[0])
        self.gone = rand.choice([[], rand.sample(sorted(rules.people), 1), rand.sample(sorted(rules.people), 2),
                                 rand.sample(sorted(rules.teams), 1)])
        self.under = FOLDERS[seed % len(FOLDERS)]
        self.changes = self.since_audit()

    def since_audit(self):
        """The changes that an audit looks at: back to the one that brought rules, and of a server since it began."""
        changes = self.figures.changes
        begun = [entry[1] for entry in self.figures.entries() if entry[3] == "begun"]
        news = [change.new for change in changes]
        return changes[news.index(begun[0]) + 1 if begun else sum(change.open for change in changes[1:]):]

    def audits(self):
        """[(options of `audit`, the changes that it looks at then)]."""
        rand, changes = random.Random("audit %d" % self.seed), self.changes
        yield [], changes
        yield ["--unratified"], changes
        if changes:
            last = rand.randrange(len(changes))
            yield [changes[last].new], changes[:last + 1]
        if len(self.figures.changes) > 1:
            first, last = sorted(rand.choices(range(1, len(self.figures.changes)), k=2))
            within = self.figures.changes[first:last + 1]
            yield ["%s..%s" % (within[0].old, within[-1].new)], within
        yield ["--under", self.under or "."], [change for change in changes if not self.under or any(
            is_of(path, self.under) for path in change.steps)]

    @staticmethod
    def audit(changes, unratified=False, under=""):
        """What is found of changes, as read() has it."""
        for change in changes:
            told = (records.stamp(change.at), change.old or "0" * 40, change.new)
            states = sorted((path, state) for path, (_, _, state, _) in change.judged.items() if state != "approved"
                            and is_of(path, under))
            debts = [path for path in change.debts if is_of(path, under)]
            if change.unnoted and not unratified:
                yield ("unnoted", *told, [])
            if states and not unratified:
                yield ("unapproved", *told, states)
            if debts:
                yield ("override", *told, sorted((path, "approved") for path in debts))

    @staticmethod
    def read(finding):
        paths = sorted((one["path"], one["state"]) for one in finding["paths"])
        return finding["kind"], finding["at"], finding["old"], finding["new"], paths

    def ready(self):
        """What holds up a folder; None where it has no files."""
        repo, tip = self.figures.repo, self.figures.repo.read(landed.TARGET)[0]
        here = {path: entry for path, entry in repo.files(tip).items() if tables.is_under(path, self.under)}
        rules = self.figures.rules_of(tip)
        unowned = [path for path in here if rules.resolve(path).accountable is None]
        found = [("unowned", None, None, unowned)] if unowned else []
        for change in self.changes:
            still = [path for path in sorted(change.judged) if here.get(path) == change.steps[path][1]]
            bad = [path for path in still if change.judged[path][2] != "approved"]
            debts = [path for path in still if path in change.debts]
            found += [(kind, change.old, change.new, paths) for kind, paths in (("unapproved", bad), ("debt", debts))
                      if paths]
        return [{"kind": kind, "holds_up": True, "old": old, "new": new, "files": len(paths), "path": paths[0]}
                for kind, old, new, paths in found] if here else None

    def rehearse(self, gone, deputies=()):
        """({(old, new): its files that would have waited, each with what it lacks}, {who: how many of the others depend
        on them}), without some, with others' deputies; deputies is [(whose, who)]."""
        repo, tip = self.figures.repo, self.figures.repo.read(landed.TARGET)[0]
        rules, found, loads = judge.rules_of(repo, tip), {}, collections.Counter()
        for name, who in deputies:
            for person in rules.everybody(rules.owner(name), None):
                person.deputies += who
        for person in rules.members(gone, self.day):
            person.until = self.day
        for change in self.rehearsed():
            place = judge.Change(self.figures.place, tip, landed.TARGET, change.old, change.new)
            place.rules, place.pusher, needed = rules, None, set()
            for path, (old, new) in change.steps.items():
                need = rules.resolve(path, "160000" in (old[0], new[0]))
                case = verdict.Judge(rules, need, place.authors(path)[0], self.day, new[0] == "000000")
                if case.state([]) not in ("missing", "approved"):
                    found.setdefault((change.old or "0" * 40, change.new), {})[path] = self.lacks(case)
                for need, _, people in case.needs(case.everybody()).values():
                    needed |= set(map(str, people)) if 0 < need == len(people) else set()
            if (change.old or "0" * 40, change.new) not in found:
                loads.update(needed)
        return found, loads

    def rehearsed(self):
        """What landed since then, back to the first change that landed before."""
        changes = self.figures.changes
        before = [at for at, change in enumerate(changes) if change.at < self.since]
        return changes[before[-1] + 1 if before else 0:]

    @staticmethod
    def lacks(case):
        """The roles of which those who are there cannot give enough."""
        if case.need.accountable is None and case.rules.settings.get("unowned", "block") == "block":
            return {"unowned"}
        kinds = {role.split(".")[0] for (role, _), (need, got, _) in case.needs(case.everybody()).items() if got < need}
        return kinds - {"people"} or kinds

    def compare_audits(self):
        for words, changes in self.audits():
            model = sorted(self.audit(changes, "--unratified" in words, self.under if "--under" in words else ""))
            told = self.ask(["audit", "--format", "json", *words], 1 if model else 0)
            if told is not None:
                self.same(["audit", *words], sorted(map(self.read, told["findings"])), model)
                self.same(["audit", *words], [told["changes"]], [len(changes)])

    def compare_rehearsal(self):
        words = ["rehearse", "--since", records.stamp(self.since), "--from", records.stamp(self.day), "--rules",
                 landed.TARGET]
        (model, after), (anyway, before) = self.rehearse(self.gone), self.rehearse([])
        told = self.ask([*words, "--format", "json"] + [word for name in self.gone for word in ("--without", name)],
                        1 if model else 0)
        if told is None:
            return
        deputies = [(name, found["who"]) for found in told["deputies"] for name in found["of"]]
        mended, _ = self.rehearse(self.gone, deputies)
        waiting = set(model) - set(anyway)
        if self.gone and waiting:
            self.compare_deputies(deputies, waiting, len(waiting & set(mended)))
        self.same("loads", [(one["who"], one["before"], one["after"]) for one in told["loads"]],
                  [(who, before[who], after[who]) for who in before | after])
        self.same("rehearse", [(one["old"], one["new"], one["path"], one["files"], one["anyway"], one["mended"])
                               for one in told["waits"]],
                  [(*change, min(paths), len(paths), change in anyway, bool(deputies) and change not in mended)
                   for change, paths in model.items()])
        for key, count in ("changes", len(self.rehearsed())), ("waiting", len(model)):
            if told[key] != count:
                self.found.append("rehearse: %s is %s, the model %s" % (key, told[key], count))
        lacks = collections.Counter()
        for paths in model.values():
            lacks.update(kind for found in paths.values() for kind in found)
        for kind in "unowned", "decision":
            files = sum(one["files"] for one in told["lacks"] if one["kind"] == kind)
            if files != lacks[kind]:
                self.found.append("rehearse: %d files lack %s, the model %d" % (files, kind, lacks[kind]))

    def compare_deputies(self, deputies, waiting, left):
        """Whether one person, as deputy of all who are gone, leaves less than the set, or as little as a larger one."""
        rules = self.figures.rules_of(self.figures.repo.read(landed.TARGET)[0])
        size = len({who for _, names in deputies for who in names})
        for person in rules.people.values():
            if not verdict.outsider(person) and person.present(self.day):
                waits, _ = self.rehearse(self.gone, [(name, [str(person)]) for name in self.gone])
                alone = len(waiting & set(waits))
                if alone < left or (alone == left and size > 1):
                    self.found.append("rehearse: %s alone leaves %d, %s %d" % (person, alone, deputies, left))

    def agenda(self):
        """[(kind, id, files, the first of them)] of requests and debts, and {id of a request: what it lacks}."""
        tip, place = self.figures.repo.read(landed.TARGET)[0], self.figures.place
        place.now = landed.NOW
        found, asked = [], {}
        for record in place.store.records.values():
            if record.decision == "request" and record.target == landed.TARGET:
                case = Asked(place, tip, record)
                if case.is_open():
                    found.append(("request", record.id, len(case.steps), min(case.steps)))
                    asked[record.id] = case
        found += [("debt", change.new, len(change.debts), min(change.debts)) for change in self.changes if change.debts]
        return found, asked

    def compare_agenda(self):
        model, asked = self.agenda()
        told = self.ask(["agenda", "--format", "json"], 0)
        told = [item for item in told["items"] if item["kind"] in ("request", "debt")] if told else []
        self.asked = len(asked)
        self.same("agenda", [(item["kind"], item["name"], item["files"], item["path"]) for item in told], model)
        for item in told:
            if item["name"] in asked:
                self.compare_who(item, asked[item["name"]])

    def compare_who(self, item, case):
        """Whether whom a request waits for completes it, and is as small a set as the smallest."""
        waiting = [(judged, said) for judged, said, state in case.judged if state in ("missing", "stale")]
        least = verdict.smallest(waiting, case.rules)
        people = [case.rules.owner(name) for name in item["who"]]
        if len(people) != (least or 0) and (least is not None or len(people) <= verdict.MOST):
            self.found.append("agenda: %s waits for %s, the model %s people" % (item["name"], people, least))

    def compare_log(self):
        repo, place = self.figures.repo, self.figures.place
        tip = repo.read(landed.TARGET)[0]
        everything = {**place.store.records, **place.store.stops}
        done = self.program.ask("log", "--format", "ndjson")
        told = [json.loads(line) for line in done.stdout.split("\n")[:-1]]
        self.same("log", [one["id"] for one in told], list(everything))
        if [one["made"] for one in told] != sorted((one["made"] for one in told), reverse=True):
            self.found.append("log: not from the newest to the oldest")
        for one in told:
            case = Logged(place, tip, everything[one["id"]])
            model = {path: case.state(path) for path in case.record.steps}
            program = {step["path"]: step["state"] for step in one["steps"]}
            self.states.update(model.values())
            if program != model:
                self.found.append("log: %s by %s is %s, the model %s" % (one["decision"], one["by"], program, model))

    def differences(self, program):
        self.found, self.states = [], collections.Counter()
        self.program = answers.Program(program, self.folder)
        self.compare_audits()
        model = self.ready()
        status = 2 if model is None else 1 if model else 0
        told = self.ask(["ready", "--format", "json", self.under or "."], status)
        if told is not None:
            told = [{key: one[key] for key in model[0]} if model else one for one in told["items"]]
            self.same("ready", sorted(told, key=str), sorted(model, key=str))
        self.compare_rehearsal()
        self.compare_agenda()
        self.compare_log()
        self.figures.repo.close()
        return self.found

    def ask(self, words, status):
        done = self.program.ask(*words)
        if done.returncode != status:
            self.found.append("%s: exit %d, the model %d %s" % (words, done.returncode, status, done.stderr))
        return json.loads(done.stdout) if done.returncode in (0, 1) else None

    def same(self, what, told, model):
        for one in told:
            if one not in model:
                self.found.append("%s: %s, not so the model" % (what, one))
        for one in model:
            if one not in told:
                self.found.append("%s: not %s, which the model has" % (what, one))

    def show(self):
        print("# %s" % self.folder)


def play(program, git, seeds):
    """(seeds that differ, changes, {what: how many})."""
    bad, counted, changes = 0, collections.Counter(), 0
    for seed in seeds:
        case = After(seed, os.path.join(os.path.dirname(git), "%d.git" % seed))
        bad += answers.tell(case, case.differences(program))
        changes += len(case.changes)
        counted.update(kind for kind, *_ in case.audit(case.changes))
        counted.update({"record: " + word: count for word, count in case.states.items()})
        counted["requests"] += case.asked
    return bad, changes, counted
