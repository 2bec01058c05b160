"""Pushes to a server with the hooks in place: changes, records, new and moved refs; and what its audit has then."""

import collections
import json
import os
import random
import re
import subprocess
import time

import answers
import generate
import gitread
import gitwrite
import plain
import pushed
import records
import signed
import spoiled
import store
from pushed import MAIN, STORE, ZERO

ROUNDS = 8
PROTECT = "protect = rel/* tags/v* refs/keep/**"
BROKEN = ["[odd", "[r0]\npath = x", "path = x", "[r77]\naccountable = @p0"]


class Played:
    """One seed: a server, and pushes to it one after the other."""

    def __init__(self, seed, folder, program):
        self.seed, self.rand = seed, random.Random("push %d" % seed)
        self.program, self.server = program, os.path.join(folder, "server%d.git" % seed)
        self.client = gitwrite.Writer(os.path.join(folder, "client%d.git" % seed))
        self.now = int(time.time())
        files, self.world = generate.rules(self.rand, records=True, now=self.now)
        self.people = [who[1:] for who in self.world.people]
        self.texts = {folder + "/OWNERS" if folder else "OWNERS": "\n".join(lines) + "\n"
                      for folder, lines in files.items()}
        self.texts["OWNERS"] = self.texts["OWNERS"].replace("version = 1\n", "version = 1\n" + PROTECT + "\n", 1)
        self.texts["OWNERS.signers"] = "".join('%s@x.org namespaces="approval@mowners,git" %s\n' %
                                               (who, signed.public(signed.key(who)))
                                               for who in self.people + ["ci"])
        self.paths = generate.paths(self.rand, 5)
        self.files = []
        self.log, self.counted = [], collections.Counter()
        self.landed, self.rewound = {}, False
        self.start()

    def git(self, *words, env=None):
        return subprocess.run(["git", "-C", self.client.folder, *words], capture_output=True, check=False,
                              env={**os.environ, **(env or {})})

    def start(self):
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", self.server], check=True)
        states = {path: "old\n" for path in self.paths if self.rand.random() < 0.5}
        first = self.client.commit(self.client.files({**self.texts, **states}), [], "c@z.org")
        second = self.client.commit(self.client.files({**self.texts, **states, "more": "x\n"}), [first], "c@z.org")
        self.client.ref(MAIN, second)
        self.client.ref("refs/heads/before", first)
        self.client.pack_refs()
        self.git("push", "-q", self.server, second + ":" + MAIN)
        self.platform = "http" if self.rand.random() < 0.6 else None
        if self.platform:
            subprocess.run(["git", "-C", self.server, "config", "mowners.platform", self.platform], check=True)
        self.keys = self.own_keys()
        subprocess.run([self.program, "-C", self.server, "install", "--server"], check=True, capture_output=True)

    def own_keys(self):
        """(the server's own file of keys or None, keys that are revoked)."""
        rand, text, revoked = self.rand, None, set()
        if rand.random() < 0.15:
            text = "".join('%s@x.org namespaces="approval@mowners,git" %s\n' % (who, signed.public(signed.key(who)))
                           for who in self.people
                           if rand.random() < 0.9)
            self.configure("allowedSigners", text)
        if rand.random() < 0.15:
            who = rand.choice(self.people)
            revoked = {signed.key(who).blob()}
            self.configure("revokedSigners", "")
            with open(self.server + "/key", "w", encoding="ascii") as file:
                file.write(signed.public(signed.key(who)) + "\n")
            subprocess.run(["ssh-keygen", "-q", "-k", "-f", self.server + "/revokedSigners", self.server + "/key"],
                           check=True, capture_output=True)
        return text, revoked

    def configure(self, name, text):
        with open(os.path.join(self.server, name), "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run(["git", "-C", self.server, "config", "mowners." + name,
                        os.path.abspath(os.path.join(self.server, name))], check=True)

    # ---- What is pushed

    def tips(self, repo):
        return dict(reversed(line.split())
                    for line in repo.git("for-each-ref", "--format=%(objectname) %(refname)").splitlines())

    def author(self):
        return self.rand.choice([who + "@x.org" for who in self.people] + ["stranger@z.org"] * 3)

    def change(self, repo, old, tip):
        """A commit or two on a tip that change some files, at times of rules; and what would be approved of them."""
        rand = self.rand
        states = {path: repo.text(tip, path) for path in repo.files(tip)}
        top = tip
        for _ in range(rand.choice([1, 1, 2])):
            for path in rand.sample(self.paths, rand.randint(1, len(self.paths))):
                states[path] = rand.choice([None, "old\n", "new\n", "new\n", "other\n"])
            if rand.random() < 0.12:
                path = rand.choice([path for path in self.texts if path.endswith("OWNERS")])
                states[path] = self.texts[path] + rand.choice(["; a comment\n", "; more\n"] +
                                                              [line + "\n" for line in BROKEN])
            who = self.author()
            key = signed.key(who.split("@")[0]) if rand.random() < 0.6 else None
            top = self.client.commit(self.client.files({path: text for path, text in states.items()
                                                        if text is not None}), [top], who,
                                     others=[self.author()] if rand.random() < 0.15 else [], key=key,
                                     message="change\n")
        entries = {path: ("100644", records.git_blob(text)) for path, text in states.items() if text is not None}
        before = repo.files(old) if old else {}
        steps = {path: (before.get(path, gitread.NOTHING), entries.get(path, gitread.NOTHING))
                 for path in sorted(set(before) | set(entries))
                 if before.get(path) != entries.get(path)}
        return top, steps

    def approve(self, target, base, steps, move=None):
        """Some records about steps, or about a move, into the store that the client has."""
        rand = self.rand
        many = rand.random() < 0.6
        for who in self.people:
            if rand.random() < (0.15 if many else 0.6):
                continue
            decision = "override" if move else rand.choice(["approve"] * 9 +
                                                           ["stop", "override", "override", "request"])
            lines = ["step %s %s %s %s %s" % (*before, *after, store.encode(path.encode("latin-1")))
                     for path, (before, after) in steps.items()
                     if rand.random() < 0.95]
            if move:
                lines = ["move %s %s" % move]
            elif decision == "stop" and rand.random() < 0.5:
                lines = ["path " + store.encode(rand.choice(generate.PATTERNS).encode("latin-1"))]
            if lines:
                self.record(target, base, decision, who, lines)

    def record(self, target, base, decision, who, lines):
        rand = self.rand
        made = self.now - rand.choice([5, 60, 3600, 3600, 23 * 3600, 25 * 3600, -100])
        witness = "ci@x.org gitea#1 review 2 head " + base if decision == "approve" and rand.random() < 0.08 else None
        text = records.text(target, base, decision, who + "@x.org", records.stamp(made),
                            records.stamp(self.now + 86400 * 3),
                            "because" if decision in ("stop", "override") else None, lines, "*", witness,
                            self.world.repository)
        self.files.append(text + signed.key("ci" if witness else who).armour(text.encode(), store.NAMESPACE))

    def withdraw(self):
        for file in list(self.files):
            said = file[:file.find(store.BEGIN)]
            if self.rand.random() < 0.1 and "\ndecision withdraw\n" not in said:
                who = re.search(r"^by (\S+)@", said,
                                re.M)[1] if self.rand.random() < 0.7 else self.rand.choice(self.people)
                self.record(MAIN, re.search(r"^base (\S+)", said, re.M)[1], "withdraw", who,
                            ["record " + records.sha(said)])

    def spoil(self, files):
        """{path: (mode, text)} of the store as it should be, or of one that a server must not take."""
        rand = self.rand
        kind = rand.choice(["good"] * 8 + ["late", "key", "damaged", "damaged"])
        if kind in ("late", "key"):
            text = records.text(MAIN, "1" * 40, "stop", self.people[0] + "@x.org", records.stamp(self.now - 9000),
                                records.stamp(self.now - 60 if kind == "late" else self.now + 9000), "because",
                                ["path x"], "*", None, self.world.repository)
            key = signed.key("stranger" if kind == "key" else self.people[0])
            files = files + [text + key.armour(text.encode(), store.NAMESPACE)]
        whole = records.store(files)
        return spoiled.damage(rand, whole) if kind == "damaged" else {path: ("100644", text)
                                                                      for path, text in whole.items()}

    def many(self):
        """So many records that the store needs folders for them."""
        for number in range(90):
            lines = ["step %s %s x%d/%d" % (plain.state(None), plain.state(plain.NEW), number, at) for at in range(2)]
            self.record(MAIN, "1" * 40, "request", self.rand.choice(self.people), lines)

    def next_updates(self, repo):
        """[(old, new, ref)] of one push, and what is to be remembered if it is accepted."""
        rand, tips = self.rand, self.tips(repo)
        kind = rand.choice(["change"] * 6 + ["create", "create", "move", "move", "delete", "free", "odd", "two"])
        main = tips[MAIN]
        if kind == "change":
            top, steps = self.change(repo, main, main)
            return [(main, top, MAIN)], (MAIN, main, steps, None)
        if kind == "create":
            ref = rand.choice(["refs/heads/rel/%d", "refs/tags/v%d", "refs/heads/free%d",
                               "refs/keep/a/%d"]) % rand.randrange(4)
            start = rand.choice([main] * 2 + repo.first_parents(main))
            top, steps = (start, {}) if rand.random() < 0.5 else self.change(repo, start, start)
            return [(tips.get(ref, ZERO), top, ref)], (ref, start, steps, (tips[ref], top) if ref in tips else None)
        if kind in ("move", "delete"):
            ref = rand.choice([ref for ref in tips if not ref.startswith("refs/mowners/")])
            new = ZERO if kind == "delete" else rand.choice(repo.first_parents(main) + repo.first_parents(tips[ref]))
            return [(tips[ref], new, ref)], (ref, tips[ref], {}, (tips[ref], new))
        if kind == "free":
            return [(tips.get("refs/heads/topic", ZERO), self.change(repo, main, main)[0], "refs/heads/topic")], None
        if kind == "odd":
            ref = rand.choice(["refs/mowners/audit", "refs/mowners/other", "refs/replace/" + main])
            return [(tips.get(ref, ZERO), main, ref)], None
        one, two = self.change(repo, main, main), self.change(repo, main, main)
        return [(main, one[0], MAIN), (tips.get("refs/heads/topic", ZERO), two[0], "refs/heads/topic")], (MAIN, main,
                                                                                                          one[1], None)

    # ---- Playing it

    def push(self, updates):
        """Pushes; how program and model differ."""
        pusher = self.rand.choice(self.people + ["nobody"]) if self.rand.random() < 0.95 else None
        repo = gitread.Repository(self.server)
        subprocess.run(["git", "-C", self.client.folder, "cat-file", "-e", updates[0][1]], check=False)
        reading = gitread.Repository(self.client.folder)
        repo.read = lambda name: self.either(repo, reading, name)
        side = pushed.Server(repo, int(time.time()), (self.platform, pusher), self.keys)
        side.repo.git_folder = self.client.folder
        accepts, told = side.judge(updates)
        specs = ["+%s:%s" % (new if new != ZERO else "", ref) for _, new, ref in updates]
        env = {"REMOTE_USER": pusher} if pusher else {}
        done = self.git("push", "-q", self.server, *specs, env=env)
        said = done.stderr.decode(errors="replace")
        self.log.append((updates, pusher, accepts, told, said))
        self.counted["accepted" if accepts else "refused"] += 1
        self.counted.update(word for word, _, _ in told.values())
        found = []
        if (done.returncode == 0) != accepts:
            found.append("push %d is %s, the model the other way" %
                         (len(self.log), "refused" if done.returncode else "accepted"))
        elif accepts:
            found = self.compare_entry(side, updates, told)
            for old, new, ref in updates:
                if ref == MAIN and old not in side.repo.reachable(new):
                    self.rewound = True
                elif ref == MAIN:
                    self.landed[new] = (side.lacking, bool(told[ref][2]))
        repo.close()
        reading.close()
        return found

    @staticmethod
    def either(repo, reading, name):
        found = gitread.Repository.read(repo, name)
        return found if found[0] else gitread.Repository.read(reading, name)

    def compare_entry(self, side, updates, told):
        repo = gitread.Repository(self.server)
        commit = repo.commit("refs/mowners/audit")
        lines = commit.message.split("\n")[:-1]
        moment = lines[1].removeprefix("at ")
        found = []
        if lines[0] != "mowners-audit 1" or abs(store.moment(moment) - time.time()) > 60:
            found.append("audit: begins with %s" % lines[:2])
        model = side.entry(updates, told, {line[len("record "):] for line in lines if line.startswith("record ")})
        there, wanted = self.in_order(lines[2:]), self.in_order(model)
        if there != wanted:
            found.append("audit: %s, the model %s" %
                    ([part for part in there if part not in wanted], [part for part in wanted if part not in there]))
        noted = dict(side.noted)
        for line in model:
            if line.startswith("received request "):
                noted.setdefault("received/" + line.split()[2], moment + "\n")
        noted.update({"tips/" + new + "0" * 24: moment + "\n" for _, new, ref in updates if ref == MAIN
                      and new not in side.tips})
        flat = {self.flat(path): text for path, text in noted.items()}
        now = {self.flat(path): text for path, text in repo.texts("refs/mowners/audit").items()}
        if flat != now:
            found.append("audit: its files are %s, the model %s" % (now, flat))
        repo.close()
        return found

    @staticmethod
    def flat(path):
        top, _, rest = path.partition("/")
        return top + "/" + rest.replace("/", "")

    @staticmethod
    def in_order(lines):
        """Lines of records of one ref by id, whatever order they stand in."""
        parts = re.split(r"\n(?=ref |received |problem )", "\n".join(lines))
        parts = ["\n".join(part.split("\n")[:2] + sorted(part.split("\n")[2:])) if part.startswith("ref ") else part
                 for part in parts]
        return [part for part in parts if not part.startswith("received ")] + sorted(part for part in parts
                                                                                     if part.startswith("received "))

    def store_update(self, repo):
        former = self.tips(repo).get(STORE, ZERO)
        parents = [former] if former != ZERO and self.rand.random() < 0.95 else []
        entries = {path: (mode, self.client.blob(text)) for path, (mode, text) in self.spoil(self.files).items()}
        return [(former, self.client.commit(self.client.tree(entries), parents, "c@z.org"), STORE)]

    def play(self):
        for _ in range(ROUNDS):
            repo = gitread.Repository(self.server)
            held = {text for path, text in repo.texts(STORE).items() if path.startswith(("records/", "stops/"))}
            self.files = sorted(held)
            updates, about = self.next_updates(repo)
            while any(old == new for old, new, _ in updates):
                updates, about = self.next_updates(repo)
            self.now = int(time.time())
            found = []
            if self.rand.random() < 0.02:
                self.many()
                found = self.push(self.store_update(repo))
            elif about and self.rand.random() < 0.8:
                target, base, steps, move = about
                self.approve(target, base, steps, move)
                self.withdraw()
                if len(self.files) > len(held):
                    found = self.push(self.store_update(repo))
            repo.close()
            found = found or self.push(updates)
            if found:
                return found
        return [] if self.rewound else self.compare_audit()

    def compare_audit(self):
        """What `mowners audit` finds wrong: what lacked approvals as it landed, and overrides that are still a debt."""
        done = subprocess.run([self.program, "-C", self.server, "audit", "--format", "ndjson"], capture_output=True,
                              check=False)
        told = {new: {} for new in self.landed}
        found = []
        for line in done.stdout.decode().splitlines():
            one = json.loads(line)
            if one["kind"] == "unapproved" and one["new"] in told:
                told[one["new"]] = {path["path"].encode().decode("latin-1"): path["state"] for path in one["paths"]}
            elif one["kind"] != "override" or not self.landed.get(one["new"], ({}, False))[1]:
                found.append("audit finds %s" % line)
        for new, (lacking, _) in self.landed.items():
            if told[new] != lacking:
                found.append("audit: %s lacked %s, the model %s" % (new, told[new], lacking))
        self.counted["audited"] += len(self.landed)
        return found

    def show(self):
        for name, text in self.texts.items():
            print("# %s\n# | %s" % (name, text.replace("\n", "\n# | ")))
        updates, pusher, accepts, told, said = self.log[-1]
        print("# platform %s, pusher %s\n# %s\n# the model: %s %s\n# | %s" %
              (self.platform, pusher, updates, accepts, told, said.replace("\n", "\n# | ")))
        for file in self.files:
            print("# | " + file[:file.find(store.BEGIN)].replace("\n", "\n# | "))


def play(program, git, seeds):
    """(seeds that differ, pushes, {what: pushes}) of these seeds, each with a server of its own."""
    bad, counted = 0, collections.Counter()
    for seed in seeds:
        case = Played(seed, os.path.dirname(git), program)
        bad += answers.tell(case, case.play())
        counted += case.counted
    return bad, counted["accepted"] + counted["refused"], counted
