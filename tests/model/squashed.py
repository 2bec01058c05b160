"""Squashes whose commits a branch still holds: who made which of their files."""

import collections
import json
import os
import random

import answers
import generate
import gitread
import gitwrite
import judge
import plain
import store
import verdict

MAIN = "refs/heads/main"


class Squashed:
    """One seed: a target, branches off it, and a change with a commit that squashes one of them."""

    def __init__(self, seed, folder):
        self.seed, self.rand, self.states = seed, random.Random("squash %d" % seed), []
        self.states_of = {}
        self.writer = gitwrite.Writer(folder)
        rand = self.rand
        files, self.world = generate.rules(rand)
        self.people = [who[1:] for who in self.world.people]
        self.texts = {folder + "/OWNERS" if folder else "OWNERS": "\n".join(lines) + "\n"
                      for folder, lines in files.items()}
        self.paths = generate.paths(rand, 7)
        self.base = self.commit({path: "old\n" for path in self.paths if rand.random() < 0.6}, [], "c@z.org")
        self.tips = {}
        for number in range(rand.choice([1, 1, 2, 3])):
            self.tips["refs/heads/topic%d" % number] = self.branch(rand.choice(sorted(self.tips.values()) + [None] * 2))
        self.old = self.base
        if rand.random() < 0.4:
            self.old = self.commit({**self.states_of[self.base], "more": "x\n"}, [self.base], "c@z.org")
        self.new = self.squash(rand.choice(sorted(self.tips.values())))
        for name, tip in self.tips.items():
            if rand.random() < 0.9:
                self.writer.ref(name, tip)
        self.writer.ref(MAIN, self.old)
        self.writer.ref("refs/heads/new", self.new)
        self.said = [(who, path) for who in self.people for path in self.paths if rand.random() < 0.6]

    def commit(self, states, parents, author, **more):
        oid = self.writer.commit(self.writer.files({**self.texts, **states}), parents, author, **more)
        self.states_of[oid] = states
        return oid

    def author(self):
        return self.rand.choice([who + "@x.org" for who in self.people] * 3 + ["stranger@z.org"])

    def branch(self, like):
        """Commits by several; like: of the same changes as another branch, by others perhaps."""
        rand = self.rand
        top, states = self.base, dict(self.states_of[self.base])
        wanted = self.states_of[like] if like else {path: rand.choice([None, "old\n", "new\n", "new\n"])
                                                    for path in self.paths}
        for number in range(rand.choice([1, 2, 2, 3])):
            for path in rand.sample(self.paths, rand.randint(1, len(self.paths))):
                states[path] = rand.choice([wanted.get(path), wanted.get(path), "other\n"])
            top = self.commit(self.there(states), [top], self.author(), others=[self.author()] if rand.random() < 0.2
                              else [],
                              message="part %d\n" % number)
        if self.there(states) != self.there(wanted):
            top = self.commit(self.there(wanted), [top], self.author(), message="last\n")
        return top

    @staticmethod
    def there(states):
        return {path: text for path, text in states.items() if text is not None}

    def squash(self, tip):
        rand = self.rand
        former, latter, base = self.states_of[self.old], self.states_of[tip], self.states_of[self.base]
        states = {path: text for path, text in former.items() if path in latter or path not in base}
        states.update(latter)
        if rand.random() < 0.1:
            states[rand.choice(self.paths)] = "and more\n"
        repo = gitread.Repository(self.writer.folder)
        made = repo.reachable(tip, self.base).values()
        repo.close()
        named = sorted({name for commit in made for name in [commit.author] + commit.others})
        author = rand.choice(named * 3 + [self.author()]) if named else self.author()
        others = [name for name in named if name != author and rand.random() < 0.95]
        if rand.random() < 0.1:
            others.append(self.author())
        top = self.commit(states, [self.old], author, others=others, message="squash\n")
        if rand.random() < 0.2:
            states = {**states, rand.choice(self.paths): "later\n"}
            top = self.commit(states, [top], self.author(), message="later\n")
        return top

    def evidence(self, steps):
        for who in self.people:
            lines = ["%s %s %s" % (plain.state(old), plain.state(new), store.encode(path.encode("latin-1")))
                     for path, (old, new) in steps.items() if (who, path) in self.said]
            if lines:
                yield json.dumps({"by": who + "@x.org", "made": answers.NOW, "steps": lines})

    def model(self, repo):
        rules = judge.rules_of(repo, self.old)
        answer = {}
        for path, (old, new) in repo.steps(self.old, self.new).items():
            names = set()
            for commit in repo.makers(path, self.old, self.new):
                names |= made_by(repo, commit, path, MAIN)
            authors = set().union(*[rules.authors(name) for name in names])
            judged = verdict.Judge(rules, rules.resolve(path), authors, generate.NOW, new == gitread.NOTHING)
            said = [verdict.Approval(rules.owner("@" + who), "*", generate.NOW) for who, other in self.said
                    if other == path]
            answer[path] = (judged, said, judged.state(said))
        self.states = [state for _, _, state in answer.values()]
        return rules, answer

    def show(self):
        for name, text in self.texts.items():
            print("# %s\n# | %s" % (name, text.replace("\n", "\n# | ")))
        print("# %s" % self.writer.folder)


def names_of(commit):
    return {commit.author, *commit.others}


def made_by(repo, commit, path, target):
    """The addresses that made a file of a commit: whom it names, or whom a branch names that it is a squash of."""
    if len(names_of(commit)) < 2 or len(commit.parents) != 1:
        return names_of(commit)
    found, split = set(), False
    for line in repo.git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/").splitlines():
        tip, ref = line.split()
        told = None if ref == target else told_by(repo, commit, tip)
        if told is not None:
            split = True
            found |= told[path]
    return found if split else names_of(commit)


def told_by(repo, commit, tip):
    """{path: who made it} by the commits of a branch, where a commit is the squash of them; else None."""
    bases = repo.git("merge-base", "--all", commit.parents[0], tip, check=False).split()
    if len(bases) != 1:
        return None
    changes = repo.steps(bases[0], tip)
    if changes != repo.steps(commit.parents[0], commit.oid):
        return None
    told = {path: set().union(*[names_of(made) for made in repo.makers(path, bases[0], tip)]) for path in changes}
    all_named = set().union(*told.values())
    if not set(commit.others) - {commit.author} <= all_named:
        return None
    if commit.author not in all_named:
        told = {path: names | {commit.author} for path, names in told.items()}
    return told if any(names_of(commit) - names for names in told.values()) else None


def play(program, git, seeds):
    """(cases that differ, paths, {state: paths}) of these seeds, each in a repository of its own."""
    bad, counted = 0, collections.Counter()
    for seed in seeds:
        case = Squashed(seed, "%s.%d" % (git, seed))
        case.writer.pack_refs()
        repo = gitread.Repository(case.writer.folder)
        evidence = os.path.join(case.writer.folder, "evidence")
        with open(evidence, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in case.evidence(repo.steps(case.old, case.new))))
        found, told = answers.check(answers.Program(program, case.writer.folder),
                                    ["--evidence", evidence, case.old, case.new])
        bad += answers.tell(case, found or answers.differences(told, *case.model(repo)))
        counted.update(case.states)
        counted["squashes"] += len(told["squashes"]) if told else 0
        repo.close()
    return bad, sum(counted.values()) - counted["squashes"], counted
