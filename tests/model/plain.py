"""Cases of random rules and a change, whose approvals come by `--evidence`, with nothing read from the repository."""

import collections
import json
import random

import answers
import generate
import gitread
import owners
import records
import store
import verdict

MADE = "2026-11-20T00:00:00Z"
OLD, NEW, OTHER = [("100644", records.git_blob(text)) for text in ("old\n", "new\n", "other\n")]
MODULE = ("160000", "a" * 40)


class Case:
    """One seed: the rules, the change as commits of {path: content}, the approvals."""

    def __init__(self, seed):
        self.seed, self.states = seed, []
        rand = random.Random(seed)
        files, world = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        self.paths = generate.paths(rand, rand.choice([6, 9, 30, 60]))
        self.old = {path: rand.choice([None, None, None, OLD, OLD, MODULE]) for path in self.paths}
        self.new = {path: rand.choice([None, NEW, NEW, NEW, NEW, ("100755", NEW[1]), ("160000", "b" * 40)])
                    for path in self.paths}
        self.new.update({path: NEW for path in self.paths if self.new[path] == self.old[path]})
        self.commits = []
        left = list(self.paths)
        while left:
            number = rand.randint(1, len(left))
            self.commits.append((self.author(rand, world), [self.author(rand, world)] if rand.random() < 0.2 else [],
                                 left[:number]))
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
        return generate.address(rand, [who[1:] for who in world.people])

    def evidence(self):
        for _, name, role, made, expires, covers in self.approvals:
            steps = []
            for path in sorted(covers):
                steps.append("%s %s %s" %
                        (state(self.old[path]), state(self.new[path] if covers[path] else OTHER),
                         store.encode(path.encode("latin-1"))))
            line = {"by": name, "steps": steps, "as": role}
            if made:
                line["made"] = made
            if expires:
                line["expires"] = expires
            yield json.dumps(line)

    def write(self, writer):
        """Its two branches."""
        for text in ("old\n", "new\n", "other\n"):
            writer.blob(text)
        rules = {folder + "/OWNERS" if folder else "OWNERS": ("100644", writer.blob(text))
                 for folder, text in self.files.items()}
        states = {**rules, **{path: entry for path, entry in self.old.items() if entry}}
        top = writer.commit(writer.tree(states), [], "c@z.org")
        writer.ref("refs/heads/old%d" % self.seed, top)
        for author, others, paths in self.commits:
            for path in paths:
                states.pop(path, None)
                if self.new[path]:
                    states[path] = self.new[path]
            top = writer.commit(writer.tree(states), [top], author, others=others)
        writer.ref("refs/heads/new%d" % self.seed, top)

    def model(self):
        rules = owners.Rules(self.files)
        answer = {}
        for path in self.paths:
            authors = set()
            for author, others, touched in self.commits:
                if path in touched:
                    authors |= set().union(*[rules.authors(name) for name in [author] + others])
            judge = verdict.Judge(rules,
                    rules.resolve(path, MODULE[0] in (states(self.old[path])[0], states(self.new[path])[0])), authors,
                                  generate.NOW, self.new[path] is None)
            said = []
            for who, _, role, made, expires, covers in self.approvals:
                if path in covers and (expires is None or owners.first_moment(expires) > generate.NOW):
                    said.append(verdict.Approval(rules.owner(who), role, made and owners.first_moment(made), "forge",
                                                 covers[path]))
            answer[path] = (judge, said, judge.state(said))
        return rules, answer

    def differences(self, program):
        old, new = "refs/heads/old%d" % self.seed, "refs/heads/new%d" % self.seed
        with open(program.git + "/evidence", "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in self.evidence()))
        found, told = answers.check(program, ["--rules", old, "--target", old, "--evidence", program.git + "/evidence",
                                              old, new])
        rules, answer = self.model()
        self.states = [state for _, _, state in answer.values()]
        return found or answers.differences(told, rules, answer)

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# before %s, then %s" % (self.old, self.new))
        for author, others, touched in self.commits:
            print("# commit by %s %s: %s" % (author, others, touched))
        for approval in self.approvals:
            print("# approval %s" % (approval,))


def states(entry):
    return entry or gitread.NOTHING


def state(entry):
    """A state of a path, as a step has it."""
    return "%s %s" % states(entry)


def play(program, git, seeds):
    """(cases that differ, paths, {state: paths}) of these seeds, in a repository of their own."""
    cases = [Case(seed) for seed in seeds]
    bad = answers.play(program, git, cases)
    return bad, sum(len(case.paths) for case in cases), collections.Counter(state for case in cases
                                                                            for state in case.states)
