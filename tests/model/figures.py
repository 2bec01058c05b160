"""The figures of mowners-report(1), found out again from git's objects and the records alone."""

import calendar
import re
import time

import gitread
import judge
import owners
import patterns
import store

DAY = 86400
FIX = re.compile(r"(fix|fixes|fixed|fixup!|bugfix|hotfix)([ :(!\n]|$)", re.I)
NOTHING = gitread.NOTHING


class Change:
    """What landed at once, and what became of it."""

    def __init__(self, old, new, at, entry=None):
        self.old, self.new, self.at, self.entry = old, new, at, entry
        self.unnoted = False
        self.parts, self.judged = {}, {}


class Part:
    """The files of a change for which one area decides at one level."""

    def __init__(self, group):
        self.group, self.files, self.needs = group, [], []
        self.complete, self.word, self.reviews = True, False, False
        self.reviewed = self.decided = None
        self.asks, self.rounds, self.reverted, self.fixed = [], 0, None, None

    @property
    def completed(self):
        return max([moment for moment in (self.reviewed, self.decided) if moment is not None], default=None)


def dates(commit):
    """(author's date, committer's date) of a raw commit."""
    return [int(re.search(r"^%s .*> (\d+) " % who, commit, re.M)[1]) for who in ("author", "committer")]


def median(values, percent):
    return sorted(values)[-(-len(values) * percent // 100) - 1]


class Figures:
    def __init__(self, folder, target, since, until, by_person=False):
        self.repo = gitread.Repository(folder)
        self.target, self.since, self.until, self.by_person = target, since, until, by_person
        self.place = judge.Place(self.repo, until)
        self.told = {}
        self.rules = {}
        self.changes = self.landed()
        self.inside = [change for change in self.changes if since <= change.at <= until]
        self.records = sorted([*self.place.store.records.values(), *self.place.store.stops.values()],
                              key=lambda record: (record.made, record.id))
        self.records = [record for record in self.records if record.target == target and record.made <= until]
        for change in self.inside:
            self.judge(change)
        self.look()
        self.measure()

    # ---- What landed

    def raw(self, name):
        return self.repo.read(name)[2]

    def entries(self):
        """(old, new, at, verdict) of the audit, the newest first."""
        found, at = [], self.repo.read("refs/mowners/audit")[0]
        while at:
            commit = self.repo.commit(at)
            said = dict(line.partition(" ")[::2] for line in commit.message.strip("\n").split("\n"))
            old, new, ref = said["ref"].split(" ")
            if ref == self.target:
                found.append((None if old == "0" * 40 else old, new, store.moment(said["at"]), said["verdict"]))
            at = commit.parents[0] if commit.parents else None
        return found

    def landed(self):
        entries = self.entries()
        self.audit = bool(entries)
        found, older, begun = [], 0, False
        at = self.repo.read(self.target)[0]
        while at and older < 16:
            led = [entry for entry in entries if entry[1] == at]
            if led:
                entries = entries[entries.index(led[0]) + 1:]
            if led and led[0][3] == "begun":
                begun = True
                continue
            if led:
                change = Change(led[0][0], at, led[0][2], led[0])
            else:
                parents = self.repo.commit(at).parents
                change = Change(parents[0] if parents else None, at, dates(self.raw(at))[1])
                change.unnoted = self.audit and not begun
            older = older + 1 if change.at < self.since - 90 * DAY else 0
            found.append(change)
            at = change.old
        return found[::-1] if older < 16 else found[-2::-1]

    def rules_of(self, commit):
        if commit not in self.rules:
            texts = judge.texts_of(self.repo, commit)
            self.rules[commit] = owners.Rules(texts) if "" in texts else None
        return self.rules[commit]

    # ---- What was approved

    def judge(self, change):
        rules = self.rules_of(change.old)
        change.steps = self.repo.steps(change.old, change.new)
        change.open = rules is None
        change.overridden, change.debts = False, []
        if rules is None:
            return
        self.place.now = change.at
        case = judge.Change(self.place, change.old, self.target, change.old, change.new)
        passed = []
        for path in change.steps:
            judged, said, state = case.judge(path)
            if judged.passed and case.unpassed(judged, said) != "approved":
                passed.append(path)
            change.judged[path] = judged, [one for one in said if one.same], state, path in passed
        change.overridden = bool(passed)
        change.bad = any(state != "approved" for _, _, state, _ in change.judged.values())
        self.place.now = self.until
        now = judge.Change(self.place, self.repo.read(self.target)[0], self.target, change.old, change.new)
        change.debts = [path for path in passed if not self.is_paid(now, path)]

    def is_paid(self, now, path):
        judged, said, _ = now.judge(path)
        if now.unpassed(judged, said) == "approved":
            return True
        return self.repo.files(self.target).get(path, NOTHING) != now.steps[path][1]

    def lot(self, rules, path, step):
        """(area, level) of a path, and whether an area owns it, and whose it is."""
        if rules is None:
            return (None, "standard"), False, None
        need = rules.resolve(path, "160000" in (step[0][0], step[1][0]))
        area = need.area and (need.area.folder + "/" if need.area.folder else "") + need.area.name
        owned = need.area is not None and need.area not in (rules.rules, rules.otherwise)
        return (area, need.level_name), owned, need.accountable

    def group(self, rules, person, at):
        if person is None or self.by_person:
            return str(person) if person else None
        return next((name for name, team in rules.teams.items() if person in rules.everybody(team, at)), None)

    def meet(self, part, change, path):
        """When each need of a path was met."""
        judged, said, state, passed = change.judged[path]
        part.complete = part.complete and state == "approved" and not passed
        if state == "unowned":
            return
        newest = {}
        for one in sorted(said, key=lambda one: one.made):
            newest[one.person, one.role] = one
        first = {}
        for one in sorted(newest.values(), key=lambda one: -one.made):
            first[one.person] = one
        for (role, _), (need, _, people) in judged.needs(said).items():
            if need == 0 or (role == "people" and need < 2):
                continue
            gate = role.startswith("review")
            part.reviews = part.reviews or gate
            moments = sorted(first[who].made for who in people)[:need]
            part.word = part.word or any(first[who].kind != "signed" for who in people)
            if moments and gate:
                part.reviewed = max(part.reviewed or 0, moments[-1])
            elif moments:
                part.decided = max(part.decided or 0, moments[-1])

    # ---- What it is made of

    def look(self):
        last, left = {}, {}
        for change in self.changes:
            inside = change in self.inside
            rules = self.rules_of(change.old)
            change.steps = self.repo.steps(change.old, change.new)
            commits = self.repo.reachable(change.new, change.old)
            change.fix = change.at >= self.since and any(FIX.match(commit.message) for commit in commits.values())
            change.began = min(dates(self.raw(oid))[0] for oid in commits)
            change.owned = 0
            for path, step in change.steps.items():
                lot, owned, person = self.lot(rules, path, step)
                change.owned += owned
                part = None
                if inside:
                    part = change.parts.setdefault(lot, Part(self.group(rules, person, change.at)))
                    part.files.append(path)
                    if path in change.judged:
                        self.meet(part, change, path)
                    else:
                        part.complete = False
                    part.asks.append((path, self.asked(path, step, last[path][0].at if path in last else None,
                                                       change.at)))
                self.follow(change, left.get((path, step[1])), "reverted")
                if change.fix:
                    self.follow(change, last.get(path), "fixed")
                left[path, step[0]] = last[path] = change, part
            for part in change.parts.values():
                self.wait(part, change)

    @staticmethod
    def follow(change, before, word):
        if before and before[1] and change.at - before[0].at <= 14 * DAY and getattr(before[1], word) is None:
            setattr(before[1], word, change)

    def asked(self, path, step, before, landed):
        """Requests and stops of a file in the state it had, since it landed before."""
        return [record for record in self.records if path in record.steps and record.steps[path][0] == step[0]
                and (before is None or record.made > before) and record.made <= landed
                and (record.decision == "stop" or (record.decision == "request" and record.expires > self.since))]

    def wait(self, part, change):
        """The four times of a part, second by second where something changes."""
        said = {record.id: record for _, found in part.asks for record in found}
        said = sorted(said.values(), key=lambda record: (record.made, record.id))
        limit = part.completed if part.complete and part.completed is not None else None
        if part.complete and limit is None:
            limit = -1
        for path, found in part.asks:
            states = {record.steps[path][1] for record in found if limit is None or record.made <= limit}
            part.rounds = max(part.rounds, len(states))
        requests = [record for record in said if record.decision == "request"]
        part.requested = requests[0].made if requests else None
        if not requests:
            return
        offers = []
        for path, found in part.asks:
            asks = [record for record in found if record.decision == "request"]
            same = [record for record in asks if record.steps[path][1] == change.steps[path][1]]
            offers += [same[0].made] if same else [asks[-1].made] if asks else []
        part.offered = max(offers)
        part.spent = dict.fromkeys(("author", "review", "accountable", "ready"), 0)
        turns = {part.requested, part.offered, change.at, *(record.made for record in said)}
        turns |= {part.reviewed, part.completed} - {None}
        turns = sorted(moment for moment in turns if part.requested <= moment <= change.at)
        for at, end in zip(turns, turns[1:]):
            part.spent[self.whose(part, said, at)] += end - at

    @staticmethod
    def whose(part, said, at):
        if part.complete and (part.completed is None or at >= part.completed):
            return "ready"
        if [record.decision for record in said if record.made <= at][-1] == "stop":
            return "author"
        reviewed = part.complete and at >= part.reviewed if part.reviews else True
        return "accountable" if reviewed and (not part.reviews or at >= part.offered) else "review"

    # ---- Figures

    def figure(self, key, counted, of):
        self.told[key] = {"count": counted, "of": of} if of else {"why": "nothing"}

    def values(self, key, values, of, why="no-request"):
        if not values:
            self.told[key] = {"why": why if of else "nothing"}
            return
        few = len(values) < 8
        self.told[key] = {"count": len(values), "of": of, "sum": sum(values),
                          "median": None if few else median(values, 50), "p90": None if few else median(values, 90),
                          "values": sorted(values) if few else None}

    def measure(self):
        asked = [change for change in self.inside if not change.open]
        self.told["changes"] = {"count": len(self.inside), "of": None}
        self.figure("records", sum(not (one.bad or one.overridden or one.unnoted) for one in asked), len(asked))
        self.figure("unrecorded", sum(one.bad or one.unnoted for one in asked), len(asked))
        self.figure("unsigned", sum(any(part.word for part in one.parts.values()) for one in asked), len(asked))
        self.figure("unjudged", 0, len(self.inside))
        self.figure("clock", sum(self.is_odd(one) for one in self.inside), len(self.inside))
        overridden = [change for change in asked if change.overridden]
        self.figure("overridden", len(overridden), len(asked))
        self.figure("debts", sum(bool(one.debts) for one in overridden), len(overridden))
        self.figure("blocked", sum(one.entry is not None and one.entry[3] in ("blocked", "refused")
                                   for one in self.inside), len(self.inside))
        if not self.audit:
            self.told["blocked"] = {"why": "no-audit"}
        self.measure_coverage()
        self.measure_parts()
        self.measure_load()
        self.measure_stale()

    def is_odd(self, change):
        after = dates(self.raw(change.new))[1]
        before = dates(self.raw(change.old))[1] if change.old else None
        return (change.entry is not None and after > change.at + 300) or (before is not None and after < before - 300)

    def moments(self):
        found, year, month = [], *time.gmtime(self.since)[:2]
        while True:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            moment = calendar.timegm((year, month, 1, 0, 0, 0))
            if moment >= self.until:
                break
            found.append(moment)
        every = (len(found) - 1) // 12 + 1 if found else 1
        return [self.since] + found[(len(found) - 1) % every::every] + [self.until]

    def measure_coverage(self):
        for moment in self.moments():
            text = time.strftime("%Y-%m-%d" if moment % DAY == 0 else "%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
            before = [at for at, change in enumerate(self.changes) if change.at <= moment]
            state = self.changes[before[-1]].new if before else self.changes[0].old
            files, rules = self.repo.files(state), self.rules_of(state)
            owned = sum(self.lot(rules, path, (entry, entry))[1] for path, entry in files.items())
            self.figure("coverage/" + text, owned, len(files))
            recent = [change for change in self.changes if moment - 90 * DAY < change.at <= moment]
            self.figure("weighted/" + text, sum(one.owned for one in recent), sum(len(one.steps) for one in recent))

    def measure_parts(self):
        everything = [(change, lot, part) for change in self.inside for lot, part in change.parts.items()]
        slices = {"": everything}
        for one in everything:
            _, (area, level), part = one
            slices.setdefault("/%s/%s" % (area or "-", level), []).append(one)
            if part.group:
                slices.setdefault("/" + part.group, []).append(one)
        for tail, parts in slices.items():
            self.measure_slice(tail, [(change, part) for change, _, part in parts])
        for key, told in list(self.told.items()):
            if "why" in told and "/" in key and not key.startswith(("lead/", "coverage/", "weighted/")):
                del self.told[key]

    def measure_slice(self, tail, parts):
        of = len(parts)
        self.values("lead" + tail, [max(0, part.completed - part.requested) for _, part in parts
                                    if part.requested and part.complete and part.completed is not None], of)
        self.values("branch-age" + tail, [change.at - change.began for change, part in parts
                                          if not part.requested and change.at >= change.began], of, "nothing")
        for word in ("author", "review", "accountable", "ready"):
            self.values(word + tail, [part.spent[word] for _, part in parts if part.requested], of)
        self.values("rounds" + tail, [part.rounds for _, part in parts if part.rounds], of)
        watched = [part for change, part in parts if change.at + 14 * DAY <= self.place.now]
        for word in ("reverted", "fixed"):
            self.figure(word + tail, sum(getattr(part, word) is not None for part in watched), len(watched))
            if parts and not watched:
                self.told[word + tail] = {"why": "too-recent"}

    # ---- As things are now

    def spread(self, key, counted):
        """Of all, and of each group: counted is [(group, number)]."""
        groups = dict.fromkeys(group for group, _ in counted if group)
        return {key + "/" + group: sum(number for other, number in counted if other == group) for group in groups}

    def measure_load(self):
        rules = self.rules_of(self.repo.read(self.target)[0])
        given = [record for record in self.records if record.made >= self.since
                 and record.decision in ("approve", "stop", "override")]
        groups = [(self.group(rules, rules.by_email.get(record.by.lower()), self.until), 1) for record in given]
        self.told["given"] = {"count": len(given)}
        self.told.update({key: {"count": count} for key, count in self.spread("given", groups).items()})
        files = self.repo.files(self.target)
        whose = [self.lot(rules, path, (entry, entry))[2] for path, entry in files.items()]
        self.figure("decides", sum(person is not None for person in whose), len(files))
        counted = self.spread("decides", [(self.group(rules, person, self.until), 1) for person in whose])
        self.told.update({key: {"count": count, "of": len(files)} for key, count in counted.items()})
        active = {record.by.lower() for record in given}
        for change in self.inside:
            active |= {commit.author for commit in self.repo.reachable(change.new, change.old).values()}
        changed = {area for change in self.inside for area, _ in change.parts}
        areas = [area for area in rules.areas + [rules.rules, rules.otherwise] if area and area.accountable]
        self.figure("left", sum(not rules.owner(area.accountable).in_service(self.until) for area in areas), len(areas))
        areas = [area for area in areas if (area.folder + "/" if area.folder else "") + area.name in changed]
        self.figure("quiet", sum(not active & set(rules.owner(area.accountable).emails) for area in areas), len(areas))

    def measure_stale(self):
        tip = self.repo.read(self.target)[0]
        rules, files = self.rules_of(tip), self.repo.files(self.target)
        for freeze in rules.freezes:
            freeze.folder = ""
        lines = [(area, line) for area in rules.areas + rules.freezes for line in area.patterns]
        used = sum(any(self.decides(area, path) == line for path in files) for area, line in lines)
        self.figure("dead", len(lines) - used, len(lines))
        days = [owners.first_moment(day) for day in re.findall(r"confirm-by = (\S+)", self.repo.text(tip, "OWNERS"))]
        late = [day for day in days if day + DAY <= self.until]
        self.figure("unconfirmed", len(late), len(days))
        leaving = [who.until - DAY for who in [*rules.people.values(), *rules.teams.values()]
                   if who.until and who.until > self.until]
        soon = [day for day in days + leaving if day not in late and day < self.until + 90 * DAY]
        self.told["ending"] = {"count": len(soon)}

    @staticmethod
    def decides(area, path):
        """The pattern of an area that decides about a file, the last one that matches, be it an exception."""
        below = path[len(area.folder) + 1:] if area.folder else path
        if area.folder and not path.startswith(area.folder + "/"):
            return None
        return next((line for line in area.patterns[::-1] if patterns.matches(line.lstrip("!"), below, False)), None)
