"""What a server with the hooks of mowners-hooks(7) does with a push, and what it notes of it by mowners-audit(5)."""

import judge
import meaning
import owners
import patterns
import records
import store
import verdict

ZERO = "0" * 40
MAIN = "refs/heads/main"
STORE = "refs/mowners/approvals"


class Server:
    """A server's repository before a push, at a moment; platform and pusher as the server knows them."""

    def __init__(self, repo, now, who, keys):
        self.repo, self.now = repo, now
        self.platform, self.pusher = who
        self.main = repo.git("rev-parse", MAIN).strip()
        self.rules = judge.rules_of(repo, self.main)
        handle = "@" + self.pusher.lower() if self.platform and self.pusher else None
        self.place = judge.Place(repo, now, handle, keys)
        self.noted = repo.texts("refs/mowners/audit")
        self.tips = {path.removeprefix("tips/").replace("/", "")[:40] for path in self.noted
                     if path.startswith("tips/")}
        entries = repo.first_parents("refs/mowners/audit") if repo.commit("refs/mowners/audit") else []
        self.spent = {line.removeprefix("override ") for entry in entries
                      for line in repo.commit(entry).message.splitlines() if line.startswith("override ")}
        self.advise = self.rules.settings.get("mode") == "advise"

    def protected(self, ref):
        if ref == MAIN:
            return True
        names = owners.words(self.rules.settings.get("protect", ""))
        full = [name if name.startswith("refs/") else "refs/" + name if name.startswith("tags/") else "refs/heads/" +
                name for name in names]
        return not ref.startswith("refs/mowners/") and any(patterns.components(name.split("/"), ref.split("/"))
                                                           for name in full)

    def judge(self, updates):
        """(whether [(old, new, ref)] is accepted, {ref: (word, ids of records, ids of overrides)})."""
        if self.platform and not self.pusher:
            return False, {}
        found = {}
        for old, new, ref in updates:
            if ref == STORE:
                if not self.takes(old, new):
                    return False, {}
            elif ref.startswith(("refs/mowners/", "refs/replace/")):
                return False, {}
            elif self.protected(ref):
                found[ref] = self.verdict(old, new, ref)
                if found[ref][0] not in ("approved", "advised"):
                    return False, {}
        return True, found

    def verdict(self, old, new, ref):
        """(word, ids of records that count, ids of overrides) of one protected ref; of records by one person
        of one path, in one role, a set of which the newest is enough."""
        if new == ZERO and ref == MAIN:
            return "refused", [], []
        if old != ZERO and (new == ZERO or ref.startswith("refs/tags/") or old not in self.repo.reachable(new)):
            return self.move(old, new, ref)
        base = self.begins(new) if old == ZERO else old
        change = judge.Change(self.place, self.main, ref, base, new)
        if self.brings_errors(base, new):
            return "refused", [], []
        if old == ZERO and not change.steps and base != new:
            return ("advised" if self.advise else "refused"), [], []
        return self.word(change)

    def word(self, change):
        carried, passed, word = {}, set(), "approved"
        self.lacking = {}
        for path in change.steps:
            judged, said, state = change.judge(path)
            if state != "approved":
                self.lacking[path] = state
                word = "advised" if self.advise else "blocked"
            for a in said:
                if a.same and a.id and judged.has_a_say(a):
                    carried.setdefault((path, a.person, a.role, a.kind), set()).add(a.id)
            if judged.passed and change.unpassed(judged, said) != "approved":
                passed |= {record.id for record in judged.passed}
        return word, list(carried.values()), sorted(passed)

    def move(self, old, new, ref):
        change = judge.Change(self.place, self.main, ref, old, old)
        if new != ZERO and self.brings_errors(old, new):
            return "refused", [], []
        found = [record for record in self.place.store.records.values()
                 if record.decision == "override" and (old, new) in record.moves and change.here(record)
                 and change.in_time(record) and record.id not in self.spent
                 and self.place.store.listed_move(record) and change.vouched(record) and record.base in change.line
                 and change.may_override(record)]
        of_rules = new != ZERO and any(owners.covers_rules(path) for path in self.repo.steps(old, new))
        passed = change.enough(found, 2 if of_rules else 1)
        if passed:
            return "approved", [], sorted(record.id for record in passed)
        return ("advised" if self.advise else "refused"), [], []

    def begins(self, new):
        """The nearest commit on its first-parent line that is, or by the audit was, the default branch's tip, was not
        taken out of it again, and has rules that are enforced."""
        behind = self.repo.reachable(self.main)
        for commit in self.repo.first_parents(new):
            if commit == self.main or (commit in self.tips and commit in behind and self.enforces(commit)):
                return commit
        return None

    def enforces(self, commit):
        texts = judge.texts_of(self.repo, commit)
        return "" in texts and not meaning.errors(texts).get("") and owners.Rules(texts).settings.get("mode") != "advise"

    def brings_errors(self, old, new):
        found = [meaning.errors(judge.texts_of(self.repo, commit)) if commit else {} for commit in (old, new)]
        if any(codes - found[0].get(folder, set()) for folder, codes in found[1].items()):
            return True
        return self.touches_rules(old, new) and (not old or self.signable(old)) and not self.signable(new)

    def touches_rules(self, old, new):
        return any(path.rpartition("/")[2] in ("OWNERS", "OWNERS.signers") for path in self.repo.steps(old, new))

    def signable(self, commit):
        """Whether those who decide about the rules could sign that with the keys there are, or need not sign."""
        change = judge.Change(self.place, commit, MAIN, commit, commit)
        people = [who for who in change.rules.order
                  if any(email in names for email in who.emails for names, *_ in change.signers.lines)]
        # Whoever has no key leaves it to their deputies, as if they had made the change.
        judged = verdict.Judge(change.rules, change.rules.resolve("OWNERS"), set(change.rules.order) - set(people),
                               self.now)
        return "signed" not in judged.kinds or judged.satisfied([verdict.Approval(who, "*", self.now, "signed")
                                                                 for who in people])

    def takes(self, old, new):
        """Whether the store takes what is pushed."""
        before = self.repo.texts(old) if old != ZERO else {}
        if new == ZERO or (old != ZERO and old not in self.repo.reachable(new)):
            return False
        after = self.repo.texts(new)
        if any(mode != "100644" for mode, _ in self.repo.files(new).values()):
            return False
        if any(store.BEGIN not in text for path, text in after.items() if path.startswith(("records/", "stops/"))):
            return False
        files = {path: text for path, text in after.items() if path.startswith(("records/", "stops/"))}
        former = {text for path, text in before.items() if path.startswith(("records/", "stops/"))}
        if not former < set(files.values()) or records.store(files.values()) != after:
            return False
        change = judge.Change(self.place, self.main, MAIN, self.main, self.main)
        for path, text in files.items():
            try:
                record = store.file_of(text, path.partition("/")[2].replace("/", ""))
            except store.Bad:
                return False
            if text not in former and not self.takes_record(change, record):
                return False
        return True

    def takes_record(self, change, record):
        return record.expires > self.now and record.made <= self.now + judge.AHEAD and change.vouched(record)

    def entry(self, updates, told, listed):
        """What the audit says of a push that was accepted, without the line at; records of a ref in the order
        of ids. Of records that say the same, those that are listed."""
        lines = ["pusher %s" %
                ("%s %s" % (self.platform, store.encode(self.pusher.encode())) if self.platform else "-"), "rules " +
                self.main,
                 "default " + MAIN]
        received = []
        for old, new, ref in updates:
            lines.append("ref %s %s %s" % (old, new, ref))
            if ref in told:
                word, carried, passed = told[ref]
                shown = set().union(*[(alike & listed) or alike for alike in carried])
                lines += ["verdict " + word] + ["record " + one for one in sorted(shown)] + ["override " + one
                                                                                             for one in passed]
            if ref == STORE:
                former = set(self.repo.texts(old).values()) if old != ZERO else set()
                for path, text in self.repo.texts(new).items():
                    if path.startswith(("records/", "stops/")) and text not in former:
                        record = store.Record(text[:text.find(store.BEGIN)])
                        received.append("received %s %s" % (record.decision, record.id))
        return lines + sorted(received)
