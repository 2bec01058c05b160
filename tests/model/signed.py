"""Cases whose approvals are signed records in a store: the model reads all from the repository that it is given."""

import base64
import collections
import random

import answers
import ed25519
import generate
import gitread
import gitwrite
import judge
import plain
import records
import store

NOW = generate.NOW


def content(first, last):
    """A text of which git merges changes of the first and of the last line by itself."""
    return "%s\n%s%s\n" % (first, "x\n" * 8, last)


OLD, NEW, OTHER = content("old", "old"), content("new", "new"), "other\n"
HALF, REST = content("new", "old"), content("old", "new")
CONTENTS = [OLD, NEW, OTHER]
KEYS = {}


def key(word):
    if word not in KEYS:
        KEYS[word] = ed25519.Key(word)
    return KEYS[word]


class Signed:
    """One seed: history of a target and a change to it, in a repository that others share."""

    def __init__(self, seed, writer):
        self.seed, self.writer, self.states = seed, writer, []
        self.rand = rand = random.Random("signed %d" % seed)
        files, self.world = generate.rules(rand, records=True)
        self.texts = {folder + "/OWNERS" if folder else "OWNERS": "\n".join(lines) + "\n"
                      for folder, lines in files.items()}
        self.people = [who[1:] for who in self.world.people]
        self.texts["OWNERS.signers"] = self.signers()
        self.paths = generate.paths(rand)
        self.target = "refs/heads/old%d" % seed
        self.former = {path: rand.choice([None, OLD, OLD]) for path in self.paths}
        self.latter = {path: rand.choice([None, NEW, NEW, NEW]) for path in self.paths}
        for path in self.paths:
            if self.former[path] == self.latter[path]:
                self.latter[path] = NEW
        self.history = []
        self.make_history()
        self.make_change()
        self.files = [self.record() for _ in range(rand.choice([1, 2, 4, 8]))]
        self.files = [file for file in self.files if file]
        self.files += [self.withdrawal(file) for file in list(self.files) if rand.random() < 0.2]

    def signers(self):
        rand = self.rand
        lines = []
        for who in self.people + ["ci"]:
            spaces = rand.choice(["approval@mowners", "approval@mowners", "git,approval@mowners",
                                  "approval@mowners,git"])
            dates = rand.choice([""] * 12 +
                    [',valid-before="20261121"', ',valid-after="202611230000Z"',
                     ',valid-after="20260101",valid-before="20270101Z"'])
            mails = "%s@x.org" % who + (",%s@other.org" % who.upper() if rand.random() < 0.1 else "")
            if rand.random() < 0.93:
                lines.append('%s namespaces="%s"%s %s' % (mails, spaces, dates, public(key(who))))
            if rand.random() < 0.1:
                lines.append('%s@x.org namespaces="approval@mowners" %s laptop' %
                             (who, public(key(rand.choice([who + " two"] * 4 + self.people)))))
        if rand.random() < 0.2:
            lines.append('stranger@z.org namespaces="approval@mowners,git" ' + public(key("stranger")))
        if rand.random() < 0.03:
            lines.append(rand.choice(["*@x.org", "p0@x.org cert-authority,"]) + ' namespaces="approval@mowners" ' +
                         public(key("p9")))
        if rand.random() < 0.3:
            lines.insert(rand.randrange(len(lines) + 1), rand.choice(["", "# the keys", "  # more"]))
        return rand.choice(["\n", "\n", "\n", "\r\n"]).join(lines + [""])

    def commit(self, states, parents, author="c@z.org", **more):
        texts = {**self.texts, **{path: text for path, text in states.items() if text is not None}}
        return self.writer.commit(self.writer.files(texts), parents, author, **more)

    def make_history(self):
        """Commits that land contents and take them back, in merges too; the last has the former states."""
        rand = self.rand
        states = dict(self.former)
        tips = [(self.commit(states, []), states)]
        for _ in range(rand.choice([0, 0, 1, 2, 4])):
            other, theirs = rand.choice(tips)
            top, states = tips[-1]
            if rand.random() < 0.35:
                mixed = {path: rand.choice([states, theirs, self.latter if rand.random() < 0.2 else states])[path]
                         for path in self.paths}
                changed = {path: rand.choice([theirs, self.latter, self.former])[path] for path in self.paths}
                side = self.commit(changed, [other], message="side\n")
                mixed.update({path: changed[path] for path in self.paths if rand.random() < 0.5})
                parents = [top, side] if rand.random() < 0.7 else [side, top]
                tips.append((self.commit(mixed, parents, message="merge\n"), mixed))
                self.history.append(side)
            else:
                states = {path: rand.choice([states, self.former, self.latter])[path] for path in self.paths}
                tips.append((self.commit(states, [top], message="more\n"), states))
        if tips[-1][1] != self.former:
            tips.append((self.commit(self.former, [tips[-1][0]], message="back\n"), self.former))
        self.history += [oid for oid, _ in tips]
        self.old = tips[-1][0]

    def author(self):
        return generate.address(self.rand, self.people)

    def one_more(self, states, parents, message):
        rand = self.rand
        who = self.author()
        signing = rand.choice([None, key(who.split("@")[0]), key(who.split("@")[0]), key(rand.choice(self.people))])
        if "authors = proved" not in self.texts["OWNERS"] and rand.random() < 0.9:
            signing = None
        others = [self.author()] if rand.random() < 0.2 else []
        return self.commit(states, parents, who, others=others, key=signing, message=message)

    def make_change(self):
        rand = self.rand
        states, top, left = dict(self.former), self.old, list(self.paths)
        while left:
            number = rand.randint(1, len(left))
            mine = {**states, **{path: self.latter[path] for path in left[:number]}}
            if rand.random() < 0.3:
                theirs = {path: rand.choice([self.latter[path], OTHER, REST, REST, self.former[path]])
                          for path in left[:number]}
                ours = {path: rand.choice([self.latter[path], self.former[path], HALF, HALF]) for path in left[:number]}
                side = self.one_more({**states, **theirs}, [rand.choice([top, top, self.old])], "side\n")
                if rand.random() < 0.7:
                    top = self.one_more({**states, **ours}, [top], "ours\n")
                top = self.one_more(mine, rand.choice([[top, side], [side, top]]), "merge\n")
            else:
                top = self.one_more(mine, [top], "new\n")
            states, left = mine, left[number:]
        self.new = top
        self.writer.ref("refs/heads/old%d" % self.seed, self.old)
        self.writer.ref("refs/heads/new%d" % self.seed, self.new)

    def step_lines(self):
        rand = self.rand
        lines = []
        for path in sorted(self.paths):
            if rand.random() < 0.1:
                continue
            old, new = self.former[path], self.latter[path]
            if rand.random() < 0.1:
                new = rand.choice([text for text in [None] + CONTENTS if text != old])
            if rand.random() < 0.05:
                old = rand.choice([text for text in [None] + CONTENTS if text != new])
            lines.append("step %s %s %s" % (entry(old), entry(new), store.encode(path.encode("latin-1"))))
        return lines

    def record(self):
        rand = self.rand
        decision = rand.choice(["approve"] * 5 + ["stop", "override", "override", "request", "request"])
        lines = self.step_lines()
        if decision == "stop" and rand.random() < 0.5:
            lines = ["path " + text
                     for text in sorted({store.encode(rand.choice(generate.PATTERNS).encode()) for _ in range(2)},
                                                       key=store.decode)]
        if not lines:
            return None
        who = rand.choice(self.people)
        if decision == "override" and rand.random() < 0.8:
            who = rand.choice(self.overriders() or [who])
        witness, signing = None, who
        if decision == "approve" and rand.random() < 0.15:
            witness, signing = "ci@x.org gitlab!7 review 3 head " + self.new, "ci"
        made = NOW + rand.choice([-4 * 86400, -86400, -3600, -3600, -60, 200, 300, 301])
        expires = rand.choice([NOW + 86400 * 40] * 4 + [NOW, NOW + 1, max(made + 1, NOW - 30)])
        by = who + "@x.org" if rand.random() < 0.95 else who.upper() + "@other.org"
        role = rand.choice(["*"] * 6 + ["accountable", "review.q", "review.t0"]) if decision == "approve" else "*"
        text = records.text(
            self.target if rand.random() < 0.97 else "refs/heads/elsewhere",
            rand.choice(self.history + [self.old] * 9), decision, by,
            records.stamp(made), records.stamp(max(expires, made + 1)), "because" if decision in ("stop", "override")
            else None, lines, role, witness,
            self.world.repository if rand.random() < 0.95 else rand.choice([None, "other"]))
        return self.sign(signing, text)

    def overriders(self):
        for line in self.texts["OWNERS"].split("\n"):
            if line.startswith("override = "):
                return [who[1:] for word in line.split() if word.startswith("@") for who in self.world.expand(word)]
        return []

    def sign(self, who, text):
        """The record's file, at times with something amiss."""
        rand = self.rand
        chosen = rand.choice([who] * 30 + [who + " two", who + " two", rand.choice(self.people), "stranger"])
        armour = key(chosen).armour(text.encode(), "approval@mowners" if rand.random() < 0.98 else "git")
        if rand.random() < 0.03 and "\ndecision stop" not in text and "\ndecision withdraw" not in text:
            text = text.replace("target refs", "target  refs") if rand.random() < 0.3 else text.replace("expires 2027",
                                                                                                        "expires 2028")
        if rand.random() < 0.02 and "\ndecision stop" not in text and "\ndecision withdraw" not in text:
            rows = armour.split("\n")
            armour = "\n".join(rows[:1] + [rows[1][:64], rows[1][64:] + rows[2]] + rows[3:])
        return text + armour

    def withdrawal(self, file):
        rand = self.rand
        said = file[:file.index("-----BEGIN")]
        maker = said.split("\nby ")[1].split("@")[0].lower()
        other = maker if rand.random() < 0.6 else rand.choice(self.people)
        text = records.text(self.target, self.old, "withdraw", other + "@x.org", records.stamp(NOW - 1800),
                            records.stamp(NOW + 86400), None,
                            ["record " + records.sha(said)], "*", None, self.world.repository)
        return self.sign(other, text)

    def requests(self):
        """{id: when the server had it} of what asks for approval."""
        asked = [records.sha(file[:file.index("-----BEGIN")]) for file in self.files if "\ndecision request\n" in file]
        waits = [0, 3599, 3600, 3601, 86399, 86400, 86401, 2 * 86400, 7 * 86400 - 1, 7 * 86400, 9 * 86400]
        return {number: NOW - self.rand.choice(waits) for number in asked if self.rand.random() < 0.9}

    def differences(self, wrong, told, place):
        change = judge.Change(place, self.old, self.target, self.old, self.new)
        self.paths = list(change.steps)
        if change.signers.errors and wrong and wrong[0].startswith("exit 2: OWNERS.signers:"):
            return []
        if wrong:
            return wrong
        answer = {path: change.judge(path) for path in change.steps}
        for judged, said, state in answer.values():
            self.states += [state] + ["overridden"] * bool(judged.passed) + ["escalated"] * bool(judged.escalated)
            self.states += ["given by " + approval.kind for approval in said if approval.same]
        found = answers.differences(told, change.rules, answer)
        for path, group in answers.groups_of(told).items():
            if not found and path in answer:
                found += self.compare_records(path, group, answer[path])
        return found

    @staticmethod
    def compare_records(path, group, answer):
        judged, _, _ = answer
        told = sorted(need["record"] for need in group["needs"] if need["role"] == "stop")
        model = sorted(record.id for record in judged.stops)
        return ["%s: stops %s, the model %s" % (path, told, model)] if told != model else []

    def show(self):
        for name, text in self.texts.items():
            print("# %s\n# | %s" % (name, text.replace("\n", "\n# | ")))
        print("# from %s to %s" % (self.former, self.latter))
        for file in self.files:
            print("# | " + file[:file.index("-----BEGIN")].replace("\n", "\n# | "))


def entry(text):
    return plain.state(None if text is None else ("100644", records.git_blob(text)))


def public(private):
    return "ssh-ed25519 " + base64.b64encode(private.blob()).decode()


def spoil(rand, whole):
    """What the index leaves out hides an approval, and what lies in records/ and is none, or elsewhere, is nothing."""
    for path in [path for path in whole if path.startswith("index")]:
        whole[path] = "".join(line for line in whole[path].splitlines(True) if rand.random() > 0.02)
    for path in [path for path in whole if path.startswith("records/") and rand.random() < 0.02]:
        if "\ndecision request\n" not in whole[path]:  # these count by the audit, wherever they lie
            name = path[:-1] + ("0" if path[-1] != "0" else "1")
            whole[name] = whole.pop(path) if rand.random() < 0.5 else "no record\n"
    return {path: text for path, text in whole.items() if text}


def play(program, git, seeds):
    """(cases that differ, paths, {state: paths}) of these seeds, in a repository of their own."""
    writer = gitwrite.Writer(git)
    cases = [Signed(seed, writer) for seed in seeds]
    whole = spoil(random.Random(seeds[0]), records.store([file for case in cases for file in case.files]))
    writer.ref("refs/mowners/approvals", writer.commit(writer.files(whole), [], "c@z.org"))
    requests = {}
    for case in cases:
        requests.update(case.requests())
    writer.ref("refs/mowners/audit", records.audit(writer, cases[0].old, requests))
    writer.pack_refs()
    place = judge.Place(gitread.Repository(git), NOW)
    bad = paths = 0
    for case in cases:
        old, new = case.target, "refs/heads/new%d" % case.seed
        wrong, told = answers.check(answers.Program(program, git), ["--rules", old, "--target", old, old, new])
        found = case.differences(wrong, told, place)
        paths += len(case.paths)
        bad += answers.tell(case, found)
    place.repo.close()
    return bad, paths, collections.Counter(state for case in cases for state in case.states)
