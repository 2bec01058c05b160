"""The verdict on a change of a repository, read from its files, records, keys and history by the documents alone."""

import ed25519
import owners
import patterns
import store
import verdict

HOUR = 3600
AHEAD = 300


def texts_of(repo, commit):
    """{folder: text} of the OWNERS files of a commit."""
    return {path.rpartition("/")[0]: repo.text(commit, path) for path in repo.files(commit)
            if path.rpartition("/")[2] == "OWNERS"}


def rules_of(repo, commit):
    return owners.Rules(texts_of(repo, commit))


class Place:
    """A repository and the moment: its store, what the server noted of requests, the handle of who pushes."""

    def __init__(self, repo, now, pusher=None, keys=(None, ())):
        self.repo, self.now, self.pusher = repo, now, pusher
        self.keys, self.revoked = keys  # the server's own file in place of OWNERS.signers, and keys that count no more
        self.store = store.Store(repo.texts("refs/mowners/approvals"))
        self.received = {path.removeprefix("received/").replace("/", ""): store.moment(text[:-1])
                         for path, text in repo.texts("refs/mowners/audit").items() if path.startswith("received/")}
        self.good = {}

    def signed(self, record):
        """The key whose good signature a record has."""
        if record.id not in self.good:
            self.good[record.id] = ed25519.signer(record.text.encode(), record.armour, store.NAMESPACE)
        return self.good[record.id]


class Change:
    """A change of a target from old to new, judged by the rules of a commit; old None: from nothing."""

    def __init__(self, place, rules_commit, target, old, new):
        self.place, self.repo, self.now = place, place.repo, place.now
        self.target, self.old, self.new = target, old, new
        self.rules = rules_of(self.repo, rules_commit)
        self.pusher = self.rules.people.get(place.pusher)
        self.signers = store.Signers(place.keys or self.repo.text(rules_commit, "OWNERS.signers") or "", place.revoked)
        self.steps = self.repo.steps(old, new)
        self.line = self.repo.first_parents(old)
        self.withdrawn, self.by_others = self.withdrawals()

    def withdrawals(self):
        """Ids of records taken back by who made them, and {id of a stop: others who took it back}."""
        taken, others = set(), {}
        everything = {**self.place.store.records, **self.place.store.stops}
        for record in self.place.store.stops.values():
            former = everything.get(record.takes_back)
            if former is None or former.decision == "withdraw":
                continue
            who = self.rules.email(record.by)
            if who is self.rules.email(former.by):
                taken.add(former.id)
            else:
                others.setdefault(former.id, []).append(who)
        return taken, others

    def ours(self, record):
        """Whether it is of this repository; a stop may be from before that had a name."""
        if record.repository is None and record.decision == "stop":
            return True
        return record.repository == self.rules.settings.get("repository")

    def here(self, record):
        return record.target == self.target and self.ours(record)

    def in_time(self, record):
        return record.expires > self.now and record.made <= self.now + AHEAD and record.id not in self.withdrawn

    def vouched(self, record):
        """Whether the signature is good by a key of who should have made it."""
        who = record.witness or record.by
        if record.witness is not None:
            bots = self.rules.members(owners.words(self.rules.settings.get("witness", "")), self.now)
            bot = self.rules.email(record.witness)
            if bot not in bots or not bot.in_service(self.now) or self.now - record.made >= 24 * HOUR:
                return False
        return self.signers.good(self.rules, who, self.place.signed(record), self.now)

    def unspent(self, record, path):
        return record.base in self.line and not self.repo.landed_since(path, record.steps[path][1], record.base,
                                                                       self.old)

    def records(self, decision, path):
        """Records of a decision that count for this path, of this very step or of others."""
        for record in self.place.store.records.values():
            if record.decision == decision and path in record.steps and self.here(record) and self.in_time(record):
                if self.is_found(record) and self.unspent(record, path) and (
                        record.steps[path][0] == self.steps[path][0] if decision == "request" else self.vouched(record)):
                    yield record

    def is_found(self, record):
        """Whether a line of the index leads to it from something that changes; what else it says is known then too."""
        return any(self.place.store.listed(record, path) for path in record.steps if path in self.steps)

    def same(self, record, path):
        return record.steps[path][:2] == self.steps[path]

    def approvals(self, path, is_rules):
        found = []
        for record in self.records("approve", path):
            if record.witness is None or not is_rules:
                found.append(verdict.Approval(self.rules.email(record.by), record.role, record.made,
                                              "signed" if record.witness is None else "forge", self.same(record, path),
                                              record.id))
        return found

    def overrides(self, path, is_rules):
        """The records of an override that passes this step, or none."""
        return self.enough(self.parts(path), 2 if is_rules else 1)

    def parts(self, path):
        return [record for record in self.records("override", path) if self.same(record, path)
                and self.may_override(record)]

    def override(self):
        text = self.rules.settings.get("override")
        return self.rules.gate(text, "override", None, None) if text else None

    def may_override(self, record):
        gate, who = self.override(), self.rules.email(record.by)
        if gate is None or self.now - record.made > 24 * HOUR or verdict.outsider(who) or not who.in_service(self.now):
            return False
        return who in self.rules.members(gate.owners, self.now)

    def enough(self, records, least):
        """These parts of an override, where they are enough, else none."""
        gate = self.override()
        people = {self.rules.email(record.by) for record in records}
        return records if gate is not None and gate.need >= least and len(people) >= gate.need else []

    def escalated(self, need):
        """Who may decide too, since a change of this path has waited so long."""
        if need.accountable is None or not need.area.escalate:
            return []
        who, after = need.area.escalate.rsplit(" after ", 1)
        known = {email for person in self.rules.people.values() for email in person.emails}
        waits = [self.place.received[record.id] for record in self.records("request", need.path)
                 if record.id in self.place.received and record.by.lower() in known]
        if not waits or self.now - min(waits) < owners.duration(after.strip()):
            return []
        return [person for person in self.rules.members(owners.words(who), self.now) if person.in_service(self.now)]

    def stopped(self, judge):
        return [record for record in self.place.store.stops.values()
                if record.decision == "stop" and self.here(record) and self.concerns(record, judge.need)
                and self.stands(record, judge)]

    def concerns(self, record, need):
        if record.patterns:
            return any(patterns.decide([pattern], need.path, need.submodule) for pattern in record.patterns)
        return need.path in record.steps and self.same(record, need.path)

    def stands(self, record, judge):
        who, owner = self.rules.email(record.by), judge.need.accountable
        if record.id in self.withdrawn or not who.in_service(self.now):
            return False
        if who is owner or any(judge.acts_for(who, other) and (who in named or not verdict.outsider(who))
                               for _, members, named in judge.gates for other in members):
            return True
        acted = owner is not None and who in self.rules.deputies(owner) and (judge.absent(owner)
                                                                             or not owner.present(record.made))
        takes_back = owner in self.by_others.get(record.id,
                                                 []) and owner not in judge.authors and owner.in_service(self.now)
        return acted and not takes_back

    def authors(self, path):
        """The authors of a step, and whether each is proved."""
        found, proved = set(), True
        for commit in self.repo.makers(path, self.old, self.new):
            people = self.rules.authors(commit.author)
            signer = ed25519.signer(commit.signed.encode("latin-1"), commit.signature,
                                    "git") if commit.signature else None
            vouched = any(self.signers.good(self.rules, email, signer, self.now, "git") for who in people
                          for email in who.emails)
            proved = proved and (vouched or self.pusher in people)
            found |= people
            for other in commit.others:
                others = self.rules.authors(other)
                found |= others
                proved = proved and (others == people or self.pusher in others)
        return found, proved or self.rules.settings.get("authors", "claimed") == "claimed"

    def judge(self, path):
        """(judge, approvals, state) of a path."""
        old, new = self.steps[path]
        need = self.rules.resolve(path, "160000" in (old[0], new[0]))
        authors, proved = self.authors(path)
        judge = verdict.Judge(self.rules, need, authors, self.now, new[0] == "000000", self.escalated(need))
        said = self.approvals(path, need.is_rules)
        if self.pusher is not None and judge.made_alone(self.pusher) and judge.self_approval:
            said.append(verdict.Approval(self.pusher, "*", self.now, "pusher"))
        judge.passed, judge.stops = self.overrides(path, need.is_rules), self.stopped(judge)
        judge.proved = proved
        return judge, said, judge.state(said, bool(judge.passed), bool(judge.stops), proved)

    @staticmethod
    def unpassed(judge, said):
        """The state without its override."""
        return judge.state(said, False, bool(judge.stops), judge.proved)
