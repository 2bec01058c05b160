"""CODEOWNERS files between mowners and three programs that read them (codeowners.mjs).

    python3 codeowners.py in|out MOWNERS FOLDER [TABLE]

in   What the files of TABLE become by mowners init, and what the programs make of them, about the paths below. Prints a
     line for each file and program that say different things: file, program, paths with the program's owners.
out  Random files, taken in and given out again by mowners export, and what the programs make of that, beside what the
     first file said; without what the programs are known to read otherwise (TABLE says it). Prints what differs.
"""
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "model"))
import codeowners  # noqa: E402

PATHS = ["README.md", "readme.md", "my file.md", "docs", "docs/x.md", "docs/q/x.md", "a/docs/x.md", "a/b", "x/a/b", "*.md",
         "#x", "!x", "abc", "a/c", "a?c", "file1.md", "file[12].md", ".h/.b.md"]
how, mowners, folder = sys.argv[1:4]


def run(*arguments, given=""):
    done = subprocess.run([mowners, "-q", "-C", folder, *arguments], input=given, capture_output=True, text=True)
    if done.returncode > 1:
        raise SystemExit("%s: %s\n%s" % (" ".join(arguments), done.stderr, given))
    return done.stdout


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def programs(files, paths):
    """{(number of the file, path): {program: owners}}"""
    write("cases", "".join(json.dumps(text) + "\n" for text in files))
    write("paths", "".join(path + "\n" for path in paths))
    out = subprocess.run(["node", os.path.join(HERE, "codeowners.mjs"), folder + "/cases", folder + "/paths"],
                         check=True, capture_output=True, text=True).stdout
    said = {}
    for line in out.splitlines():
        number, path, program, owners = line.split("\t")
        said.setdefault((int(number) - 1, path), {})[program] = owners
    return said


def by_rules():
    answers = map(json.loads, run("who", "--format", "ndjson", "--", *PATHS).splitlines())
    return {a["path"]: " ".join(sorted(who for gate in a["review"] for who in gate["of"])) for a in answers}


def come_in():
    with open(sys.argv[4], encoding="utf-8") as table:
        files = [json.loads(line.split("\t")[0]) for line in table if line.startswith('"')]
    files = list(dict.fromkeys(files))
    said = programs(files, PATHS)
    for number, text in enumerate(files):
        write("OWNERS", run("init", "--from", "codeowners", "-o", "-", "-", given=text))
        rules = by_rules()
        agreed = True
        for program in said[0, PATHS[0]]:
            other = [(path, said[number, path][program]) for path in PATHS if said[number, path][program] != rules[path]]
            if other:
                agreed = False
                short = "refused" if all(owners == "refused" for _, owners in other) else \
                    ", ".join("%s: %s" % (path, owners or "nobody") for path, owners in other)
                print(json.dumps(text), program, short, sep="\t")
        if agreed:
            print(json.dumps(text), "all", "the same", sep="\t")


def go_out():
    codeowners.NAMES = ["docs", "src", "lib", "x", "y", "api", "a.js", "*.js", "*.md", "*.css", "a*", "**", "deep", ".hid"]
    tree = [path for path in codeowners.TREE if "[" not in path and "!" not in path and " " not in path]
    for path in tree:
        os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
        write(path, "")
    subprocess.run(["git", "-C", folder, "add", "--", *tree], check=True)
    files, truth = [], []
    for seed in range(150):
        text = codeowners.codeowners(random.Random("out %d" % seed), "codeowners")
        write("OWNERS", run("init", "--from", "codeowners", "-o", "-", "-", given=text))
        files.append(run("export", "codeowners"))
        truth.append(codeowners.read_github(text))
    for (number, path), said in programs(files, tree).items():
        want = " ".join(sorted(who for people in truth[number](path)[0] for who in people))
        for program, owners in said.items():
            if owners != want:
                print(program, path, "says", owners, "wants", want, json.dumps(files[number]))


come_in() if how == "in" else go_out()
