"""Cases of random rules and a change, whose approvals come by `--evidence`, with nothing read from the repository."""

import collections
import json
import random

import answers
import generate
import gitwrite
import owners
import records
import store
import verdict

MADE = "2026-11-20T00:00:00Z"


class Case:
    """One seed: the rules, the change as commits of {path: content}, the approvals."""

    def __init__(self, seed):
        self.seed, self.states = seed, []
        rand = random.Random(seed)
        files, world = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        self.paths = generate.paths(rand)
        self.before = {path for path in self.paths if rand.random() < 0.4}
        self.deleted = {path for path in sorted(self.before) if rand.random() < 0.3}
        self.commits = []
        left = list(self.paths)
        while left:
            number = rand.randint(1, len(left))
            self.commits.append((self.author(rand, world), [self.author(rand, world)] if rand.random() < 0.2 else [], left[:number]))
            left = left[number:]
        self.approvals = []
        for _ in range(rand.choice([0, 1, 2, 4, 6, 9])):
            role = rand.choice(["*"] * 6 + ["accountable", "review.q", "review.t0", "review.r0"])
            made = rand.choice([None, "2026-11-22T00:00:00Z", MADE, "2026-11-20T12:00:00Z"])
            expires = rand.choice([None, None, None, "2026-11-22T12:00:00Z", "2026-11-23T00:00:00Z"])
            who = rand.choice(world.people)
            name = rand.choice([who, who[1:] + "@x.org", "github:h" + who[1:]])
            covers = {path: rand.random() < 0.85 for path in self.paths if rand.random() < 0.8}
            if covers:
                self.approvals.append((who, name, role, made, expires, covers))

    @staticmethod
    def author(rand, world):
        return rand.choice([who[1:] + "@x.org" for who in world.people] + ["stranger@z.org"] * 3)

    def content(self, path):
        return entry(None if path in self.deleted else "new\n")

    def former(self, path):
        return entry("old\n" if path in self.before else None)

    def evidence(self):
        for _, name, role, made, expires, covers in self.approvals:
            steps = []
            for path in sorted(covers):
                new = self.content(path) if covers[path] else entry("other\n")
                steps.append("%s %s %s" % (self.former(path), new, store.encode(path.encode("latin-1"))))
            line = {"by": name, "steps": steps, "as": role}
            if made:
                line["made"] = made
            if expires:
                line["expires"] = expires
            yield json.dumps(line)

    def write(self, writer):
        """Its two branches."""
        states = dict.fromkeys(self.before, "old\n")
        texts = {folder + "/OWNERS" if folder else "OWNERS": text for folder, text in self.files.items()}
        top = writer.commit(writer.files({**texts, **states}), [], "c@z.org")
        writer.ref("refs/heads/old%d" % self.seed, top)
        for author, others, paths in self.commits:
            for path in paths:
                states[path] = "new\n"
                if path in self.deleted:
                    del states[path]
            top = writer.commit(writer.files({**texts, **states}), [top], author, others=others)
        writer.ref("refs/heads/new%d" % self.seed, top)

    def model(self):
        rules = owners.Rules(self.files)
        answer = {}
        for path in self.paths:
            authors = set()
            for author, others, touched in self.commits:
                if path in touched:
                    authors |= {rules.email(name) for name in [author] + others}
            judge = verdict.Judge(rules, rules.resolve(path), authors, generate.NOW, path in self.deleted)
            said = []
            for who, _, role, made, expires, covers in self.approvals:
                if path in covers and (expires is None or owners.first_moment(expires) > generate.NOW):
                    said.append(verdict.Approval(rules.owner(who), role, made and owners.first_moment(made), "forge", covers[path]))
            answer[path] = (judge, said, judge.state(said))
        return rules, answer

    def differences(self, told):
        rules, answer = self.model()
        self.states = [state for _, _, state in answer.values()]
        return answers.differences(told, rules, answer)

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# before %s, deleted %s" % (sorted(self.before), sorted(self.deleted)))
        for author, others, touched in self.commits:
            print("# commit by %s %s: %s" % (author, others, touched))
        for approval in self.approvals:
            print("# approval %s" % (approval,))


def entry(text):
    """A state of a path, as a step has it."""
    return "000000 " + "0" * 40 if text is None else "100644 " + records.git_blob(text)


def play(program, git, seeds):
    """(cases that differ, paths, {state: paths}) of these seeds, in a repository of their own."""
    writer = gitwrite.Writer(git)
    cases = [Case(seed) for seed in seeds]
    for case in cases:
        case.write(writer)
    writer.pack_refs()
    bad = paths = 0
    for case in cases:
        old, new = "refs/heads/old%d" % case.seed, "refs/heads/new%d" % case.seed
        with open(git + "/evidence", "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in case.evidence()))
        found, told = answers.run(program, git, ["--rules", old, "--target", old, "--evidence", git + "/evidence", old, new])
        bad += answers.tell(case, found or case.differences(told))
        paths += len(case.paths)
    return bad, paths, collections.Counter(state for case in cases for state in case.states)
