#!/usr/bin/env python3
"""Holds the program against a second reading of its documents.

compare.py SEEDS FIRST PROGRAM: from each seed, random rules, a change with its authors and approvals; asks
`PROGRAM check` and the model in this folder (patterns.py, owners.py, verdict.py), which was written from the documents
alone, for the state of each path, what it needs, who has approved, and whom to ask. Every tenth seed is asked again with
signed records in a store (records.py, signed.py): spent ones, stops, withdrawals, overrides. Speaks TAP, a test a hundred seeds. A
difference prints the seed, the files and the approvals; `compare.py 1 SEED PROGRAM` plays it again.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import generate
import owners
import verdict

MADE = "2026-11-20T00:00:00Z"
BATCH = 100


class Case:
    """One seed: the rules, the change as commits of {path: content}, the approvals."""

    def __init__(self, seed):
        self.seed = seed
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
        for _ in range(rand.choice([0, 1, 2, 3, 4, 6])):
            role = rand.choice(["*", "*", "*", "accountable", "review.q", "review.t0", "review.r0"])
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
        return "000000 " + "0" * 40 if path in self.deleted else "100644 " + blob("new\n")

    def former(self, path):
        return "100644 " + blob("old\n") if path in self.before else "000000 " + "0" * 40

    def evidence(self):
        for _, name, role, made, expires, covers in self.approvals:
            steps = []
            for path in sorted(covers):
                new = self.content(path) if covers[path] else "100644 " + blob("other\n")
                steps.append("%s %s %s" % (self.former(path), new, path))
            line = {"by": name, "steps": steps, "as": role}
            if made:
                line["made"] = made
            if expires:
                line["expires"] = expires
            yield json.dumps(line)

    def stream(self):
        """What git fast-import makes the two branches from."""
        out = "commit refs/heads/old%d\ncommitter C <c@z.org> 1790000000 +0000\n" % self.seed + data("old\n")
        for folder, text in self.files.items():
            out += "M 100644 inline %sOWNERS\n" % (folder + "/" if folder else "") + data(text)
        for path in sorted(self.before):
            out += "M 100644 inline %s\n" % path + data("old\n")
        parent = "refs/heads/old%d" % self.seed
        for author, others, paths in self.commits:
            name = "refs/heads/new%d" % self.seed
            trailers = "".join("Co-authored-by: B <%s>\n" % other for other in others)
            out += "commit %s\nauthor A <%s> 1790000000 +0000\ncommitter C <c@z.org> 1790000000 +0000\n" % (name, author)
            out += data("new\n\n" + trailers) + (parent and "from %s\n" % parent)
            for path in paths:
                out += "D %s\n" % path if path in self.deleted else "M 100644 inline %s\n" % path + data("new\n")
            parent = ""
        return out

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
        groups = {path: group for group in told["groups"] for path in group["paths"]}
        found = []
        if set(groups) != set(answer):
            found.append("paths: %s, the model %s" % (sorted(groups), sorted(answer)))
        for path in sorted(set(groups) & set(answer)):
            judge, said, state = answer[path]
            group = groups[path]
            area = judge.need.area.name if judge.need.area else None
            for what, program, model in (("state", group["state"], state), ("level", group["level"], judge.need.level_name),
                                         ("area", group["area"], area)):
                if program != model:
                    found.append("%s: %s is %s, the model %s" % (path, what, program, model))
            if group["state"] == state and state != "unowned":
                found += self.compare_needs(path, group, judge, said)
        waiting = [(judge, said) for judge, said, state in answer.values() if state in ("missing", "stale")]
        if not found and waiting and all(state in ("missing", "stale", "approved") for _, _, state in answer.values()):
            least = verdict.smallest(waiting, rules)
            asked = [rules.owner(name) for name in told["ask"]]
            if least is not None and least != len(asked):
                found.append("ask: %s, the model %d people" % (told["ask"], least))
            elif not verdict.complete(waiting, asked):
                found.append("ask: %s does not complete it" % told["ask"])
        return found

    @staticmethod
    def compare_needs(path, group, judge, said):
        found = []
        model = sorted((role, need, sorted(str(who) for who in people))
                       for (role, _), (need, _, people) in judge.needs([a for a in said if a.same]).items() if role != "people" or need > 1)
        program = sorted((need["role"], need["need"], sorted(need["have"])) for need in group["needs"]
                         if not need["role"].startswith("freeze.") and need["role"] != "rights")
        if model != program:
            found.append("%s: needs %s, the model %s" % (path, program, model))
        return found

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# before %s, deleted %s" % (sorted(self.before), sorted(self.deleted)))
        for author, others, touched in self.commits:
            print("# commit by %s %s: %s" % (author, others, touched))
        for approval in self.approvals:
            print("# approval %s" % (approval,))


def data(text):
    return "data %d\n%s\n" % (len(text), text)


def blob(text):
    return BLOBS[text]


BLOBS = {
    "old\n": "3367afdbbf91e638efe983616377c60477cc6612",
    "new\n": "3e757656cf36eca53338e520d134963a44f793f8",
    "other\n": "e45c9c2666d44e0327c1f9c239a74c508336053e",
}


def play(program, folder, seeds):
    """The number of cases that differ."""
    git = os.path.join(folder, "%d.git" % seeds[0])
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", git], check=True)
    cases = [Case(seed) for seed in seeds]
    stream = "".join(case.stream() for case in cases)
    subprocess.run(["git", "-C", git, "fast-import", "--quiet"], input=stream.encode(), check=True)
    return ask_all(program, git, cases)


def ask_all(program, git, cases):
    bad = paths = 0
    for case in cases:
        found = ask(program, git, case)
        paths += len(case.paths)
        if found:
            bad += 1
            print("# seed %d differs" % case.seed)
            for line in found:
                print("#   " + line)
            case.show()
    return bad, paths


def ask(program, git, case):
    old, new = "refs/heads/old%d" % case.seed, "refs/heads/new%d" % case.seed
    evidence = os.path.join(git, "evidence")
    with open(evidence, "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in case.evidence()))
    done = subprocess.run([program, "-q", "--now", "2026-11-22T12:00:00Z", "-C", git, "check", "--format", "json", "--rules", old, "--target",
                           old, "--evidence", evidence, old, new], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        return ["exit %d: %s" % (done.returncode, done.stderr.decode(errors="replace").strip())]
    return case.differences(json.loads(done.stdout))


def main():
    count, first = int(sys.argv[1]), int(sys.argv[2])
    program = os.path.abspath(sys.argv[3])
    seeds = list(range(first, first + count))
    batches = [seeds[at:at + BATCH] for at in range(0, count, BATCH)]
    signed_seeds = list(range(first, first + max(1, count // 10)))
    print("1..%d" % (len(batches) + 1))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, batch in enumerate(batches, 1):
            bad, paths = play(program, folder, batch)
            failed += bad
            print("%sok %d - seeds %d to %d, %d paths, as the model has it" % ("not " if bad else "", number, batch[0], batch[-1], paths), flush=True)
        bad, paths = signed.play(program, folder, os.path.join(folder, "signed.git"), signed_seeds)
        failed += bad
        print("%sok %d - signed records, %d seeds, %d paths" % ("not " if bad else "", len(batches) + 1, len(signed_seeds), paths), flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    import signed

    main()
