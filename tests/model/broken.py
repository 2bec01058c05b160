"""Files with errors: what is wrong with random rules in which something is broken, and what answers that takes away."""

import collections
import json
import random
import re

import answers
import generate
import meaning
import owners
import verdict

LONG = "x" * 41
# Lines that are put in somewhere, below a section or a key.
LINES = ["reviews = @p0", "accountable = @p1", "level = strict", "level = detailed", "[r0]", "[people]", "[r 9]",
         "[Area]", "[r9", "[r9] x", " [r9]",
         "  accountable = @p0", "  @p0", "= x", "nothing", "summary", "summary =", "path = /a",
         "confirm-by = 2026-02-30",
         "confirm-by = 2026-02-28", "confirm-by = soon", "rights-until = 2026-1-1", "review.X = @p0",
         "review.%s = @p0" % LONG, "[%s]" % LONG,
         "review = @p0 @p1", "review = 9 of @p0", "review = 0 of @p0", "review = x of @p0", "review = 1 of",
         "review = @nobody",
         "responsible = @p0,, @p1", "responsible = @p0,", "responsible = p0", "responsible = p0@", "consulted = a@b.c",
         "escalate = @p0 after 3d",
         "escalate = @p0 3d", "escalate = @p0 after 3m", "[level odd]", "[level standard]", "[freeze F]",
         "[freeze f9]\npath = *",
         "[freeze f9]\npath = *\nfrom = 2026-01-01", "[freeze f9]\npath = *\nopens = 2026-01-01",
         "[freeze f9]\npath = *\nfrom = 2026-01-02\nuntil = 2026-01-01",
         "[freeze f9]\npath = *\nfrom = 2026-01-02T00:00:00Z\nuntil = 2026-01-03", "people = 0", "people = 100",
         "people = 7", "max-age = 3m", "max-age = none",
         "decided-by = all", "evidence = word", "evidence = forge, pusher", "self-approval = maybe", "version = 2",
         "unowned = perhaps", "mode = advise",
         "authors = some", "witness = @p0", "override = 9 of @p0", "override = @p0 @p1", "override = 1 of @p0",
         "stale-after = 3", "stale-after = 3d",
         "external-accountable = no", "; a comment " + LONG * 9, "summary = " + LONG * 5, "summary = short ; " +
         LONG * 9, "Summary = x", "SUMMARY: x",
         "summary: x = y", "@p9 = P <p9@x.org>", "@p9 = P <p0@x.org>", "@p9 = <p9@x.org>", "@p9 = P p9@x.org",
         "@p9 = P <p9>", "@p9 = P <p9@x.org>, away 2026-01-01",
         "@p9 = P <p9@x.org>, away 2026-01-02..2026-01-01", "@p9 = P <p9@x.org>, deputy @t0",
         "@p9 = P <p9@x.org>, deputy @nobody",
         "@p9 = P <p9@x.org>, github hp0", "@p9 = P <p9@x.org>, gitlab hp0", "@p9 = P <p9@x.org>, github",
         "@p9 = P <p9@x.org>, colour red",
         "@p9 = P <p9@x.org>, external, external", "@p9 = P <p9@x.org>, external yes", "@p9 = P <p9@x.org>,",
         "@p9 = P <p9@x.org>, from 2026-01-02, until 2026-01-01",
         "@P0 = P <p9@x.org>", "@t0 = @p0", "@t9 = @p0, until never", "@t9 = @p0 @nobody", "@t9 = @t9",
         "@t9 = external", "@t9 = @p0, external", "@t9 = @p0, bot",
         "@p0 = @p1", "@%s = P <p9@x.org>" % LONG, "p9 = P <p9@x.org>", "summary = \x01", "summary = a\rb",
         "summary = \xff", "summary = \xe2\x80\xae", "summary = \xc2\xa0x",
         "summary = \0", "; \xe2\x80\x8b", "\xef\xbb\xbfsummary = x", "\tsummary = x", "    ; a comment", "", "   ",
         "summary = a ;b", "accept = x until 2026-12-01, because",
         "accept = dead-pattern until 2026-12-01, because", "accept = dead-pattern", "repository = x"]
PATTERNS = ["/", "!", "!/", "a//b", "./a", "a/../b", "..", "[a", "[[:word:]]", "[a/b]", "a\\/b", "a\\", "!x", "[]",
            "[]a]", "[!]", "[a\\]", "[[:alpha:]", "a/./b", "[.]", "\\.", "**",
            "[a-]", "[[:alpha:]-z]", "\\[", "a]", "***", "/**/", "!/**", "[^]]"]

# Codes of which one line of the page would do as well as another.
ALIKE = [{"upper-case", "unknown-key", "bad-name", "name-too-long", "unknown-section"},
         {"bad-owner", "several-owners", "bad-gate", "bad-email"},
         {"bad-date", "bad-attribute", "bad-value", "bad-escalation"}, {"bad-person", "bad-email"},
         {"bad-team", "bad-owner"},
         {"hash-comment", "bad-owner"}, {"no-section", "no-key", "no-value"},
         {"continuation", "indented-section", "indented-key", "no-section"}]
PATHS = ["a/b/x", "a/x", "b/x", "b/y.md", "x"]


class Broken:
    """One seed: rules in which up to two things were changed."""

    def __init__(self, seed):
        self.seed, rand = seed, random.Random("broken %d" % seed)
        files, _ = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        self.old, self.new = "refs/heads/broken%d" % seed, "refs/heads/new%d" % seed
        self.kinds = []
        for _ in range(rand.choice([1, 1, 1, 2])):
            folder = rand.choice([""] + list(files))
            lines = self.files[folder].split("\n")
            at = rand.randrange(len(lines))
            kind = rand.choice(["put"] * 5 + ["pattern"] * 2 + ["drop", "swap", "bytes"])
            self.kinds.append(kind)
            if kind == "put":
                self.files[folder] = self.put(rand, lines, rand.choice(LINES))
            elif kind == "pattern":
                found = [number for number, line in enumerate(lines) if line.startswith("path = ")]
                if found:
                    at = rand.choice(found)
                    lines[at:at +
                            1] = rand.choice([["path = " + rand.choice(PATTERNS)],
                                              [lines[at], "  " + rand.choice(PATTERNS)]])
                self.files[folder] = "\n".join(lines)
            elif kind == "drop":
                self.files[folder] = "\n".join(lines[:at] + lines[at + 1:])
            elif kind == "swap":
                other = rand.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
                self.files[folder] = "\n".join(lines)
            else:
                text = self.files[folder]
                at = rand.randrange(len(text))
                self.files[folder] = text[:at] + rand.choice(["", ",", " ", "@", "=", "[", "]", "!", ";", "#", "\t",
                        "\\", "/", "x", "X", "0", "-", ".", "<", "\n"]) + text[at + 1:]

    @staticmethod
    def put(rand, lines, line):
        """Below any line, or more often below one that begins a section."""
        heads = [number for number, text in enumerate(lines) if text.startswith("[")]
        wanted = "[people]" if line.startswith(("@p", "@P")) else "[teams]" if line.startswith("@t") else None
        at = rand.choice([number for number in heads if wanted in (None, lines[number])] or heads) + 1
        if rand.random() < 0.2:
            at = rand.randrange(len(lines) + 1)
        return "\n".join(lines[:at] + [line] + lines[at:])

    def write(self, writer):
        texts = {folder + "/OWNERS" if folder else "OWNERS": text for folder, text in self.files.items()}
        old = writer.commit(writer.files(texts), [], "c@z.org")
        writer.ref(self.old, old)
        writer.ref(self.new,
                   writer.commit(writer.files({**texts, **dict.fromkeys(PATHS, "x\n")}), [old], "stranger@z.org"))

    def compare_states(self, program):
        """Where the states of a change differ: an error takes away all answers, or those below its folder."""
        done = program.ask("check", "--format", "json", "--rules", self.old, "--target", self.old, self.old, self.new)
        if (done.returncode == 2) != bool(self.model):
            return ["exit %d, and the model finds the errors %s" % (done.returncode, self.model)]
        if "" in self.model:
            answer = dict.fromkeys(PATHS, "impossible")
        else:
            rules = owners.Rules({folder: text for folder, text in self.files.items() if folder not in self.model})
            answer = {}
            for path in PATHS:
                judge = verdict.Judge(rules, rules.resolve(path), {rules.email("stranger@z.org")}, generate.NOW)
                broken = any(path.startswith(folder + "/") for folder in self.model)
                answer[path] = "impossible" if broken else judge.state([])
        groups = answers.groups_of(json.loads(done.stdout))
        return ["%s: state is %s, the model %s" % (path, groups[path]["state"], state) for path, state in answer.items()
                if groups[path]["state"] != state]

    def differences(self, program):
        done = program.ask("lint", "--format", "json", "--rules", self.old)
        if done.returncode == 3:
            return ["exit 3: " + done.stderr]
        told = {}
        for one in json.loads(done.stdout)["findings"]:
            if one["severity"] == "error":
                told.setdefault(re.sub("/?OWNERS$", "", one["file"]), set()).add(one["code"])
        self.model = meaning.errors(self.files)
        found = []
        for folder in sorted(set(told) | set(self.model)):
            if folder and "" in told and "" in self.model:
                continue  # how much of a root file with errors others can count on is nowhere said
            errors, model = told.get(folder, set()), self.model.get(folder, set())
            alike = errors & model or any(errors & codes and model & codes for codes in ALIKE)
            # Of lines that are elsewhere than they should be, how it goes on behind the first error is nowhere said.
            if not alike and (self.kinds in (["put"], ["pattern"]) or not errors or not model):
                found.append("%s/OWNERS has the errors %s, the model %s" % (folder, sorted(errors), sorted(model)))
        return found or self.compare_states(program)

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, ascii(text)[1:-1].replace("\\n", "\n# | ")))


def play(program, git, seeds):
    """(cases that differ, files, {code: files}) of these seeds, in a repository of their own."""
    cases = [Broken(seed) for seed in seeds]
    bad = answers.play(program, git, cases)
    counted = collections.Counter(code for case in cases for codes in case.model.values() for code in codes)
    counted["valid"] = sum(not case.model for case in cases)
    return bad, sum(len(case.files) for case in cases), counted
