"""Cases whose approvals are signed records in a store: spent ones, stops, withdrawals, overrides."""

import random
import subprocess

import compare
import generate
import owners
import records
import verdict

PEOPLE = ["p%d" % number for number in range(7)]


class Signed(compare.Case):
    """History of the target: first, then a landing of some paths, then back again, or first alone."""

    def __init__(self, seed, signers):
        super().__init__(seed)
        self.approvals = []
        rand = random.Random("signed %d" % seed)
        self.rand, self.signers = rand, signers
        self.landed = [path for path in self.paths if rand.random() < 0.5] if rand.random() < 0.6 else []
        self.people = sorted(name for name in PEOPLE if "@%s = N" % name in self.files[""])
        self.quorum = rand.choice([0, 1, 2])
        if self.quorum:
            self.allowed = rand.sample(self.people, 2)
            self.files[""] = self.files[""].replace("version = 1\n", "version = 1\noverride = %d of %s\n" %
                                                    (self.quorum, " ".join("@" + name for name in self.allowed)), 1)
        self.made = []

    def put(self, path, state):
        return "D %s\n" % path if state is None else "M 100644 inline %s\n" % path + compare.data(state)

    def stream(self):
        base = "commit refs/heads/old%d\n%scommitter C <c@z.org> 1790000000 +0000\n"
        whole = super().stream()
        at = whole.index("commit refs/heads/new%d" % self.seed)
        out = whole[:at] + "M 100644 inline OWNERS.signers\n" + compare.data(self.signers)
        if self.landed:
            for old in (False, True):
                out += base % (self.seed, "") + compare.data("more\n")
                for path in self.landed:
                    former = "old\n" if path in self.before else None
                    out += self.put(path, former if old else None if path in self.deleted else "new\n")
        return out + whole[at:]

    def record(self, history, folder):
        """Makes one, and notes it for the model."""
        rand = self.rand
        decision = rand.choice(["approve", "approve", "approve", "stop", "override"])
        who = rand.choice(self.allowed) if decision == "override" and self.quorum else rand.choice(self.people)
        if decision == "override" and not self.quorum:
            decision = "approve"
        base = rand.randrange(len(history))
        made = rand.choice(["2026-11-22T11:00:00Z", "2026-11-22T10:00:00Z", "2026-11-20T00:00:00Z"])
        expires = rand.choice(["2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-11-22T12:00:00Z"])
        covered = sorted(path for path in self.paths if rand.random() < 0.8) or self.paths[:1]
        lines = ["step %s %s %s" % (self.former(path), self.content(path), path) for path in covered]
        text = records.text("refs/heads/old%d" % self.seed, history[base], decision, who + "@x.org", made, expires,
                            None if decision == "approve" else "because", lines)
        self.made.append({"id": records.sha(text), "who": who, "decision": decision, "base": base, "made": owners.first_moment(made),
                          "expires": owners.first_moment(expires), "paths": covered, "withdrawn": False})
        yield records.sign(folder, who, text)
        if rand.random() < 0.25:
            other = who if rand.random() < 0.7 else rand.choice(self.people)
            text = records.text("refs/heads/old%d" % self.seed, history[base], "withdraw", other + "@x.org", "2026-11-22T11:30:00Z",
                                "2027-01-01T00:00:00Z", None, ["record " + records.sha(text)])
            self.made[-1]["withdrawn"] = other == who
            self.made[-1]["by_other"] = other
            yield records.sign(folder, other, text)

    def counts(self, record, path):
        """Whether a record is in force for a path: not expired, not withdrawn, not spent."""
        if path not in record["paths"] or record["withdrawn"] or record["expires"] <= generate.NOW:
            return False
        return not (path in self.landed and record["base"] == 0)

    def model(self):
        rules, answer = super().model()
        told = {}
        for path, (judge, _, _) in answer.items():
            said = [verdict.Approval(rules.owner("@" + record["who"]), "*", record["made"], "signed")
                    for record in self.made if record["decision"] == "approve" and self.counts(record, path)]
            told[path] = (judge, said, self.state(rules, judge, said, path))
        return rules, told

    def state(self, rules, judge, said, path):
        least = 2 if judge.need.is_rules else 1
        passing = {record["who"] for record in self.made if record["decision"] == "override" and self.counts(record, path) and
                   generate.NOW - record["made"] <= 86400}
        passing = {who for who in passing if not verdict.outsider(rules.owner("@" + who)) and rules.owner("@" + who).in_service(generate.NOW)}
        plain = judge.state(said)
        if self.quorum >= least and len(passing) >= self.quorum:
            return "approved"
        if any(self.stops(rules, judge, record) for record in self.made if record["decision"] == "stop" and path in record["paths"]):
            return "stopped"
        return plain

    @staticmethod
    def stops(rules, judge, record):
        who, owner = rules.owner("@" + record["who"]), judge.need.accountable
        if record["withdrawn"] or not who.in_service(generate.NOW):
            return False
        member = any(judge.acts_for(who, other) for _, members, _ in judge.gates for other in members)
        acted = owner is not None and who in rules.deputies(owner) and (judge.absent(owner) or not owner.present(record["made"]))
        if acted and not member and who is not owner and record.get("by_other") and owner not in judge.authors:
            if rules.owner("@" + record["by_other"]) is owner:
                return False
        return who is owner or member or acted

    def differences(self, told):
        return [line for line in super().differences(told) if ": state" in line or ": level" in line or line.startswith("paths")]

    def show(self):
        super().show()
        print("# landed and taken back %s" % self.landed)
        for record in self.made:
            print("# record %s" % record)


def play(program, folder, git, seeds):
    signers = records.keys(folder, PEOPLE)
    cases = [Signed(seed, signers) for seed in seeds]
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", git], check=True)
    feed(git, "".join(case.stream() for case in cases))
    refs = subprocess.run(["git", "-C", git, "log", "--branches=old*", "--format=%H %P", "--source", "--no-color"], capture_output=True, check=True)
    tips = subprocess.run(["git", "-C", git, "for-each-ref", "--format=%(refname:short) %(objectname)"], capture_output=True, check=True)
    tips = dict(line.split() for line in tips.stdout.decode().splitlines())
    parents = {}
    for line in refs.stdout.decode().splitlines():
        parts = [word for word in line.replace("\t", " ").split(" ") if not word.startswith("refs/")]
        parents[parts[0]] = [word for word in parts[1:] if len(word) == 40]
    files = []
    for case in cases:
        history = [tips["old%d" % case.seed]]
        while parents[history[0]]:
            history.insert(0, parents[history[0]][0])
        for _ in range(case.rand.choice([1, 2, 3])):
            files += case.record(history, folder)
    out = "commit refs/mowners/approvals\ncommitter C <c@z.org> 1790000000 +0000\n" + compare.data("store\n")
    for path, content in records.store(files).items():
        out += "M 100644 inline %s\n" % path + compare.data(content)
    feed(git, out)
    return compare.ask_all(program, git, cases)


def feed(git, stream):
    subprocess.run(["git", "-C", git, "fast-import", "--quiet"], input=stream.encode(), check=True)
