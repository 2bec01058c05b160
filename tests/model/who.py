"""Who is asked for a path, held against `mowners who`: random rules, and many paths of each. Some of the root files are
laid out by `mowners fmt` before the program reads them, and the model reads what they were before."""

import collections
import json
import random
import subprocess

import answers
import generate
import gitwrite
import owners


def said(rules, need):
    """What `mowners who --format ndjson` says of a path, as read() has it."""
    owner, now = need.accountable, generate.NOW
    return {
        "area": need.area.name if need.area else None,
        "accountable": str(owner) if owner else None,
        "escalate": need.area.escalate if owner else None,
        "review": [(gate.name, gate.need, rules.written(gate.owners),
                    sorted(str(who) for who in rules.members(gate.owners, now) if who.in_service(now)))
                   for gate in need.gates],
        "responsible": rules.written(need.responsible),
        "consulted": rules.written(name for area in need.areas for name in area.consulted),
        "informed": rules.written(name for area in need.areas for name in area.informed),
        "level": need.level_name,
        "rights_until": need.rights_text,
        "acting": [str(who) for who in rules.deputies(owner) if who.present(now)] if owner
        and not owner.in_service(now) else None,
        "source": need.source,
    }


def read(line):
    told = json.loads(line) if isinstance(line, str) else line
    told["review"] = [(gate["gate"], gate["need"], gate["of"], sorted(gate["people"])) for gate in told["review"]]
    told["source"] = {key: value for key, value in told["source"].items() if key in ("accountable", "responsible")}
    if told.pop("accountable_in_service", True):
        told["acting"] = None
    return told


class Asked:
    """One seed: rules and paths, some of which are no files."""

    def __init__(self, seed):
        self.seed, rand = seed, random.Random("who %d" % seed)
        files, _ = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        folders = set(files) | {folder[:at] for folder in files for at in range(len(folder)) if folder[at] == "/"}
        self.paths = sorted(generate.some_paths(rand, 300) - folders)
        self.laid_out = seed % 5 == 0
        if self.laid_out:
            self.files[""] = "".join(line.replace(" = ", rand.choice(["=", "  : ", "\t=\n\t"])) +
                                     rand.choice(["\n", " ; x\n"]) for line in self.files[""].splitlines())

    def write(self, writer, program):
        texts = {folder + "/OWNERS" if folder else "OWNERS": text for folder, text in self.files.items()}
        if self.laid_out:
            done = subprocess.run([program, "fmt", "--stdin"], input=texts["OWNERS"].encode("latin-1"),
                                  capture_output=True, check=True)
            texts["OWNERS"] = done.stdout.decode("latin-1")
        writer.ref("refs/heads/who%d" % self.seed, writer.commit(writer.files(texts), [], "c@z.org"))

    def model(self):
        """{path: what `mowners who --format ndjson` says of it}."""
        rules = owners.Rules(self.files)
        return {path: said(rules, rules.resolve(path)) for path in self.paths}

    def differences(self, lines):
        found = []
        answer = self.model()
        told = [read(line) for line in lines]
        if [line["path"].encode().decode("latin-1") for line in told] != self.paths:
            return ["other paths, or another order"]
        for path, line in zip(self.paths, told):
            for key, value in answer[path].items():
                if line[key] != value and not (key == "source" and self.laid_out):
                    found.append("%s: %s is %s, the model %s" % (path, key, line[key], value))
        return found

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))


def play(program, git, seeds):
    """(cases that differ, paths, {what: paths}) of these seeds, in a repository of their own."""
    writer = gitwrite.Writer(git)
    cases = [Asked(seed) for seed in seeds]
    for case in cases:
        case.write(writer, program)
    writer.pack_refs()
    bad, counted = 0, collections.Counter()
    for case in cases:
        done = subprocess.run([program, "-q", "--now", answers.NOW, "-C", git, "who", "--stdin", "-z", "--format",
                               "ndjson", "--rules",
                               "refs/heads/who%d" % case.seed], input="\0".join(case.paths).encode("latin-1"),
                               capture_output=True, check=False)
        lines = done.stdout.decode().splitlines()
        found = ["exit %d: %s" %
                 (done.returncode, done.stderr.decode())] if done.returncode > 1 else case.differences(lines)
        bad += answers.tell(case, found)
        counted.update(json.loads(line)["level"] for line in lines)
    return bad, sum(len(case.paths) for case in cases), counted
