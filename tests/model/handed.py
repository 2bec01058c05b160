"""Hand-overs: changes of OWNERS files that make others accountable, where the rules want these to agree."""

import collections
import json
import os
import random
import re

import answers
import generate
import gitwrite
import meaning
import owners
import plain
import store
import verdict

MAIN = "refs/heads/main"


class Handed:
    """One seed: rules, other rules, files under both, and approvals of the change from one to the other."""

    def __init__(self, seed):
        self.seed, self.rand, self.states = seed, random.Random("handed %d" % seed), []
        rand = self.rand
        files, self.world = generate.rules(rand)
        wanted = "handover = " + rand.choice(["accept", "both", "both", "rules"])
        files[""].insert(2, wanted)
        self.old = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        self.new = {folder: self.other(text) for folder, text in self.old.items()}
        if len(self.new) > 1 and rand.random() < 0.15:
            del self.new[rand.choice([folder for folder in self.new if folder])]
        paths = generate.paths(rand, 12)
        self.before = {path for path in paths if rand.random() < 0.7}
        self.after = {path for path in paths if (path in self.before) != (rand.random() < 0.2)}
        self.author = rand.choice(self.world.people)[1:] + "@x.org"
        self.errors = meaning.errors(self.new)
        self.said = []
        for who in self.world.people + ["g@y.org"]:
            if rand.random() < 0.5:
                self.said.append((who, rand.choice(["*"] * 5 + ["accountable"])))

    def other(self, text):
        """Rules in which somebody else is accountable here and there, or who they are is written otherwise."""
        rand = self.rand
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if line.startswith("accountable = ") and rand.random() < 0.4:
                lines[number] = "accountable = " + rand.choice(self.world.insiders * 4 + ["g@y.org", "p0@x.org"])
            elif line.startswith("path = ") and rand.random() < 0.1:
                lines[number] = "path = " + rand.choice(generate.PATTERNS)
            elif line.startswith("@p") and " = N" in line and rand.random() < 0.15:
                lines[number] = rand.choice([re.sub("<(.*)>", r"<new.\1>, email \1", line), line + ", email more." +
                                             line[1:3] + "@z.org",
                                             re.sub("<(.*)>", r"<new.\1>", line)])
        return "\n".join(lines)

    def tree(self, writer, rules, paths):
        texts = {folder + "/OWNERS" if folder else "OWNERS": text for folder, text in rules.items()}
        return writer.files({**texts, **dict.fromkeys(paths, "x\n")})

    def write(self, writer):
        self.writer = writer
        first = writer.commit(self.tree(writer, self.old, self.before), [], "c@z.org")
        second = writer.commit(self.tree(writer, self.new, self.after), [first], self.author)
        writer.ref(MAIN, first)
        writer.ref("refs/heads/new", second)

    def entry(self, rules, paths, path):
        folder, _, name = path.rpartition("/")
        text = rules.get(folder) if name == "OWNERS" else "x\n" if path in paths else None
        return None if text is None else ("100644", self.writer.blob(text))

    def steps(self):
        names = {folder + "/OWNERS" if folder else "OWNERS" for folder in self.old} | self.before | self.after
        found = {path: (self.entry(self.old, self.before, path), self.entry(self.new, self.after, path))
                 for path in sorted(names)}
        return {path: step for path, step in found.items() if step[0] != step[1]}

    def evidence(self):
        lines = ["%s %s %s" % (plain.state(old), plain.state(new), store.encode(path.encode("latin-1")))
                 for path, (old, new) in self.steps().items()]
        return [json.dumps({"by": who, "as": role, "made": answers.NOW, "steps": lines}) for who, role in self.said]

    # ---- What the page says

    def consents(self, before, after):
        """{(role, owner before or e-mails after)} of who has to agree."""
        wanted = before.settings.get("handover", "rules")
        found = set()
        names = {folder + "/OWNERS" if folder else "OWNERS" for folder in {*self.old, *self.new}}
        for path in sorted(names | self.before | self.after):
            former, latter = before.resolve(path).accountable, after.resolve(path).accountable
            there = path in self.after or (path.rpartition("/")[2] == "OWNERS" and path.rpartition("/")[0] in self.new)
            if former is not None and latter is not None and set(former.emails) & set(latter.emails):
                continue
            if wanted != "rules" and latter is not None and there:
                found.add(("accept", latter))
            if wanted == "both" and former is not None and former.in_service(generate.NOW):
                found.add(("release", former))
        return found

    @staticmethod
    def known(before, person):
        """Who of [people] before has an e-mail of somebody of those after; None: nobody."""
        for other in before.people.values():
            if set(other.emails) & set(person.emails):
                return other
        return None

    @staticmethod
    def given(judge, owner, approvals):
        """Those of whom one has agreed."""
        now = judge.now
        return {a.person for a in approvals if a.role == "*" and judge.counts(a) and a.person.in_service(now)
                and (a.person is owner or (not owner.present(now) and a.person in judge.rules.deputies(owner)))}

    def model(self):
        """{path: (state, {(role, whose): people})} of the OWNERS files that change."""
        before, after = owners.Rules(self.old), owners.Rules(self.new)
        wanted = self.consents(before, after)
        found = {}
        for path in self.steps():
            if path.rpartition("/")[2] != "OWNERS":
                continue
            judge = verdict.Judge(before, before.resolve(path), before.authors(self.author), generate.NOW,
                                  path.rpartition("/")[0] not in self.new)
            said = [verdict.Approval(before.owner(who), role, generate.NOW) for who, role in self.said]
            needs, possible = {}, True
            for role, person in wanted:
                owner = person if role == "release" else self.known(before, person)
                needs[role, str(owner or person)] = {str(who)
                                                     for who in self.given(judge, owner, said)} if owner else set()
                possible = possible and owner is not None and bool(self.given(judge, owner, said +
                                                                              judge.everybody_too()))
            state = judge.state(said)
            if state == "approved" and not all(needs.values()):
                state = "missing"
            if state == "missing" and not possible:
                state = "impossible"
            found[path] = state, needs
        return found

    def differences(self, told):
        found = []
        if bool(told["errors"]) != bool(self.errors):
            found.append("errors: %s, the model %s" % (told["errors"], self.errors))
        if self.errors:
            return found
        groups = answers.groups_of(told)
        for path, (state, needs) in self.model().items():
            group = groups[path]
            self.states += [state] + [role for role, _ in needs]
            program = {(need["role"], need["of"]): set(need["have"]) for need in group["needs"]
                       if need["role"] in ("accept", "release")}
            if group["state"] != state:
                found.append("%s: state is %s, the model %s" % (path, group["state"], state))
            if program != needs:
                found.append("%s: %s, the model %s" % (path, program, needs))
        return found

    def show(self):
        for rules in (self.old, self.new):
            for folder, text in rules.items():
                print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))
        print("# from %s to %s by %s, approved by %s" %
              (sorted(self.before), sorted(self.after), self.author, self.said))


def play(program, git, seeds):
    """(cases that differ, paths, {what: paths}) of these seeds, each in a repository of its own."""
    bad, counted = 0, collections.Counter()
    for seed in seeds:
        case = Handed(seed)
        if case.old == case.new and case.before == case.after:
            continue
        writer = gitwrite.Writer("%s.%d" % (git, seed))
        case.write(writer)
        writer.pack_refs()
        with open(writer.folder + "/evidence", "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in case.evidence()))
        found, told = answers.check(answers.Program(program, writer.folder),
                                    ["--evidence", writer.folder + "/evidence", MAIN, "refs/heads/new"])
        bad += answers.tell(case, found or case.differences(told))
        counted.update(case.states)
        os.remove(writer.folder + "/evidence")
    return bad, sum(counted[state] for state in ("approved", "missing", "impossible", "stale", "frozen")), counted
