"""Random histories that landed, with what was asked, stopped and approved on the way, and at times a server's audit."""

import os
import random
import re

import generate
import gitwrite
import records
import signed
import store

DAY, HOUR = 86400, 3600
NOW = generate.NOW
TARGET = "refs/heads/main"
PEOPLE = ["lena", "marc", "greta", "tomas", "omar", "ella"]
PATHS = ["brand/logo.svg", "brand/a b.svg", "blog/post.md", "web/hero.png", "web/index.html", "notes.txt",
         "price.claims.md"]
OWNERS = """[mowners]
version = 1
unowned = {unowned}
override = 1 of @lena @tomas
evidence = signed, forge
witness = @ci
{repository}
[rules]
accountable = @tomas
{otherwise}
[brand]
path = /brand/
accountable = @{brand}
review = @legal
level = {level}{confirm}

[web]
path = /web/
accountable = @marc
review = 2 of @guild

[blog]
path = /blog/
accountable = @omar
responsible = @greta
level = lightweight

[claims]
path = *.claims.md
review = @greta

[people]
@lena  = Lena <lena@x.org>, deputy @marc
@marc  = Marc <marc@x.org>
@greta = Greta <greta@x.org>
@tomas = Tomas <tomas@x.org>
@omar  = Omar <omar@x.org>{until}
@ella  = Ella <ella@x.org>, external
@ci    = Ci <ci@x.org>, bot

[teams]
@legal = @greta @tomas
@guild = @lena @marc @omar
"""
SAMPLE = os.path.join(os.path.dirname(__file__), "..", "data", "sample")
HERO = "[hero]\npath = hero.*\naccountable = @lena\n"


def read(name):
    with open(os.path.join(SAMPLE, name), encoding="utf-8") as file:
        return file.read()


class Landed:
    """One seed: a repository of its own; one in forty is the sample, as far as it is known without its contents."""

    def __init__(self, seed, folder, withdraws=False):
        self.withdraws = random.Random("withdraws %d" % seed) if withdraws else None
        self.rand = rand = random.Random("landed %d" % seed)
        self.writer = gitwrite.Writer(folder)
        self.paths, self.emails = PATHS, {who: who + "@x.org" for who in PEOPLE + ["ci"]}
        self.sample = seed % 40 == 1 and read("OWNERS")
        if self.sample:
            self.paths = [path for path in read("tree.txt").split("\n") if path and path != "OWNERS"]
            self.emails = dict(re.findall(r"^@(\S+) += .*<(.*?)>", self.sample, re.M))
        self.people = [who for who in self.emails if who != "ci"]
        self.states = {path: "0 %s\n" % path for path in self.paths if rand.random() < 0.6}
        self.facts = {"unowned": rand.choice(["block", "warn", "allow"]), "brand": "lena", "level": "standard",
                      "repository": rand.choice(["", "repository = acme\n"]),
                      "otherwise": rand.choice(["", "\n[otherwise]\naccountable = @tomas\n"]),
                      "until": rand.choice(["", "", ", until 2026-11-01", ", until 2026-12-31"]),
                      "confirm": rand.choice(["", "\nconfirm-by = 2026-11-21", "\nconfirm-by = 2026-11-22",
                                              "\nconfirm-by = 2027-01-31", "\nconfirm-by = 2027-12-31"])}
        self.name = "acme" if self.facts["repository"] and not self.sample else None
        self.at = NOW - (190 if seed % 40 == 1 else rand.choice([40, 120, 190])) * DAY
        self.files, self.chain, self.noted = [], None, rand.random() < 0.6
        self.number = 0
        self.tip = self.commit(self.states, [], "tomas", self.at) if rand.random() < 0.3 else None
        self.states["OWNERS.signers"] = "".join('%s namespaces="approval@mowners" %s\n' %
                                                (self.emails[who], signed.public(signed.key(who)))
                                                for who in self.emails)
        self.states["OWNERS"] = self.sample or OWNERS.format(**self.facts)
        before, self.tip = self.tip, self.commit(self.states, [self.tip] if self.tip else [], "tomas", self.at + 60)
        if self.noted:
            self.note(before, self.tip, "begun", self.at + 60)
        for _ in range(20 if self.sample else rand.choice([0, 3, 8, 20])):
            self.at += int(rand.choice([0.01, 1, 3, 12]) * DAY) + rand.randrange(HOUR)
            if self.at < NOW - HOUR:
                self.land()
        self.finish()

    def email(self, who):
        return self.emails.get(who, who + "@z.org")

    def commit(self, states, parents, who, at, message="more\n", dated=None):
        tree = self.writer.files({path: text for path, text in states.items() if text is not None})
        raw = "tree %s\n" % tree + "".join("parent %s\n" % parent for parent in parents)
        raw += "author A <%s> %d +0000\ncommitter C <c@z.org> %d +0000\n\n%s" % (self.email(who),
                                                                                dated or at, at, message)
        return self.writer.put("commit", raw.encode("latin-1"))

    def edit(self):
        """What a change makes of some files."""
        rand, new = self.rand, dict(self.states)
        for path in rand.sample(self.paths, rand.choice([1, 1, 2, 4])):
            self.number += 1
            new[path] = rand.choice(["%d %s\n" % (self.number, path)] * 4 + [None, "0 %s\n" % path,
                                                                             self.states.get(path)])
        if rand.random() < 0.1 and not self.sample:
            self.facts["brand"], self.facts["level"] = rand.choice(PEOPLE[:4]), rand.choice(["standard", "detailed"])
            new["OWNERS"] = OWNERS.format(**self.facts)
        if rand.random() < 0.05 and not self.sample:
            new["web/OWNERS"] = rand.choice([HERO, None])
        if new == self.states:
            new[self.paths[0]] = "%d\n" % self.number
            self.number += 1
        return new

    def lines(self, new):
        """The steps to a state, as records have them."""
        return ["step %s %s %s" % (signed.entry(self.states.get(path)), signed.entry(new.get(path)),
                                   store.encode(path.encode()))
                for path in sorted(set(self.states) | set(new)) if self.states.get(path) != new.get(path)]

    def record(self, decision, who, at, new, witness=None, target=TARGET):
        lines = self.lines(new)
        if not lines:
            return
        if self.rand.random() < 0.1:
            lines = self.rand.sample(lines, 1)
        text = records.text(target, self.tip, decision, self.email(who), records.stamp(at),
                            records.stamp(at + self.rand.choice([90, 90, 90, 5]) * DAY),
                            "why" if decision in ("stop", "override") else None, lines, "*", witness, self.name)
        self.files.append(text + signed.key("ci" if witness else who).armour(text.encode(), "approval@mowners"))

    def land(self):
        rand, new = self.rand, self.edit()
        author, began = rand.choice(self.people + ["stranger"]), self.at
        for _ in range(rand.choice([0, 0, 0, 1, 2])):
            asked = rand.random() < 0.8
            if asked:
                self.record("request", author, self.at, new)
            self.at += rand.randrange(2 * DAY)
            if rand.random() < 0.7:
                self.record("stop", rand.choice(["greta", "tomas"] + self.people[:1]), self.at, new)
            self.at += rand.randrange(DAY)
            new = self.edit()
        if rand.random() < 0.7:
            self.record("request", author, self.at, new, target=rand.choice([TARGET] * 9 + ["refs/heads/other"]))
        for who in rand.sample(self.people, rand.choice([0, 3, 5, 6, 6, 6]) * len(self.people) // 6):
            self.at += rand.randrange(DAY // 3)
            self.record("approve", who, self.at, new, rand.choice([None] * 9 + [None if self.sample else "ci@x.org gitlab!7 review 3 head " +
                                                                                self.tip]))
        if rand.random() < 0.1:
            self.record("override", rand.choice(["tomas"] + self.people[:1]), self.at + 1, new)
        self.at += rand.randrange(1, rand.choice([2, DAY // 2]))
        old, message = self.tip, rand.choice(["fix: it\n", "Fixes it\n", "prefix\n", "more\n", "fixture\n"])
        off = rand.choice([0] * 12 + [-400, 400, -5 * DAY])
        how = rand.choice(["squash", "merge", "forward" if self.noted else "merge"])
        if how == "squash":
            self.tip = self.commit(new, [old], author, self.at + off, message, began)
        else:
            half = {**self.states, **{path: text for path, text in new.items() if rand.random() < 0.5}}
            half = {path: text for path, text in half.items() if path in new or rand.random() < 0.5}
            side = self.commit(half, [old], author, began + 1, message)
            side = self.commit(new, [side], rand.choice([author, "marc"]), began + 2, "two\n")
            self.tip = side if how == "forward" else self.commit(new, [old, side], "c", self.at + off, "Merge fix\n")
        self.states = {path: text for path, text in new.items() if text is not None}
        if self.noted and rand.random() < 0.95:
            self.note(old, self.tip, rand.choice(["approved"] * 9 + ["blocked", "refused"]), self.at)

    def note(self, old, new, verdict, at):
        lines = ["mowners-audit 1", "at " + records.stamp(at), "pusher -", "rules " + (old or "0" * 40),
                 "default " + TARGET, "ref %s %s %s" % (old or "0" * 40, new, TARGET), "verdict " + verdict]
        self.chain = self.writer.commit(self.writer.files({"tips/" + new + "0" * 24: records.stamp(at) + "\n"}),
                                        [self.chain] if self.chain else [], "mowners@localhost",
                                        "".join(line + "\n" for line in lines), moment=at, name="mowners",
                                        committer="mowners <mowners@localhost>")

    def withdrawal(self, file):
        """Of a record, by who made it or by somebody else."""
        said = file[:file.index("-----BEGIN")]
        email = said.split("\nby ")[1].split("\n")[0]
        who = next(name for name in [*self.people, "stranger"] if self.email(name) == email)
        who = self.withdraws.choice([who, who, self.withdraws.choice(self.people)])
        text = records.text(TARGET, self.tip, "withdraw", self.email(who), records.stamp(NOW - 1800),
                            records.stamp(NOW + DAY), None, ["record " + records.sha(said)], "*", None, self.name)
        return text + signed.key(who).armour(text.encode(), "approval@mowners")

    def finish(self):
        writer = self.writer
        for _ in range(2):
            new = self.edit()
            self.record("request", "ella", NOW - self.rand.randrange(5 * DAY), new)
            self.record("approve", self.people[0], NOW - self.rand.randrange(1, DAY), new)
        writer.ref(TARGET, self.tip)
        if self.withdraws:
            self.files += [self.withdrawal(file) for file in self.files if self.withdraws.random() < 0.15]
        if self.files:
            writer.ref("refs/mowners/approvals", writer.commit(writer.files(records.store(self.files)), [], "c@z.org"))
        if self.chain:
            writer.ref("refs/mowners/audit", self.chain)
        writer.pack_refs()
