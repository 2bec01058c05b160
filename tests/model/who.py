"""Who is asked for a path, held against `mowners who`: random rules, and many paths of each. Some of the root files are
laid out by `mowners fmt` before the program reads them, and the model reads what they were before."""

import collections
import json
import random
import subprocess

import answers
import generate
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


def read(told):
    told["review"] = [(gate["gate"], gate["need"], gate["of"], sorted(gate["people"])) for gate in told["review"]]
    told["source"] = {key: value for key, value in told["source"].items() if key in ("accountable", "responsible")}
    if told.pop("accountable_in_service", True):
        told["acting"] = None
    return told


class Asked:
    """One seed: rules and paths, some of which are no files."""

    def __init__(self, seed, program):
        self.program, self.ref = program, "refs/heads/who%d" % seed
        self.seed, rand = seed, random.Random("who %d" % seed)
        files, _ = generate.rules(rand)
        self.files = {folder: "\n".join(lines) + "\n" for folder, lines in files.items()}
        folders = set(files) | {folder[:at] for folder in files for at in range(len(folder)) if folder[at] == "/"}
        self.paths = sorted(generate.some_paths(rand, 300) - folders)
        self.laid_out = seed % 5 == 0
        if self.laid_out:
            self.files[""] = "".join(line.replace(" = ", rand.choice(["=", "  : ", "\t=\n\t"])) +
                                     rand.choice(["\n", " ; x\n"]) for line in self.files[""].splitlines())

    def write(self, writer):
        texts = {folder + "/OWNERS" if folder else "OWNERS": text for folder, text in self.files.items()}
        if self.laid_out:
            done = subprocess.run([self.program, "fmt", "--stdin"], input=texts["OWNERS"].encode("latin-1"),
                                  capture_output=True, check=True)
            texts["OWNERS"] = done.stdout.decode("latin-1")
        writer.ref(self.ref, writer.commit(writer.files(texts), [], "c@z.org"))

    def model(self):
        """{path: what `mowners who --format ndjson` says of it}."""
        rules = owners.Rules(self.files)
        return {path: said(rules, rules.resolve(path)) for path in self.paths}

    def differences(self, program):
        found = []
        answer = self.model()
        done = program.ask("who", "--stdin", "-z", "--format", "ndjson", "--rules", self.ref,
                           given="\0".join(self.paths).encode("latin-1"))
        told = [read(json.loads(line)) for line in done.stdout.split("\n")[:-1]]
        if done.returncode > 1 or [line["path"] for line in told] != self.paths:
            return ["other paths, or another order: exit %d %s" % (done.returncode, done.stderr)]
        for path, line in zip(self.paths, told):
            for key, value in answer[path].items():
                if line[key] != value and not (key == "source" and self.laid_out):
                    found.append("%s: %s is %s, the model %s" % (path, key, line[key], value))
        return found

    def show(self):
        for folder, text in self.files.items():
            print("# %s/OWNERS\n# | %s" % (folder, text.replace("\n", "\n# | ")))


def play(program, git, seeds):
    """(cases that differ, paths, {level: paths}) of these seeds, in a repository of their own."""
    cases = [Asked(seed, program) for seed in seeds]
    bad = answers.play(program, git, cases)
    return bad, sum(len(case.paths) for case in cases), collections.Counter(one["level"] for case in cases
                                                                            for one in case.model().values())
