"""CODEOWNERS files as GitHub and GitLab document them, read a second time; and that what mowners makes of them and back
asks the same people about every file.

    python3 codeowners.py COUNT FIRST MOWNERS FOLDER

Makes COUNT random files of each forge, the first from the seed FIRST, in the repository in FOLDER; prints what differs.
"""
import json
import os
import random
import re
import subprocess
import sys

TREE = ["a.js", "b.css", "README.md", "docs/a.md", "docs/b.js", "docs/api/x.md", "docs/api/deep/y.js", "src/a.js",
        "src/lib/b.js", "src/lib/x.css/c.js", "lib/docs/a.md", "lib/a b/c.js", "my file.md", "x/y/z/a.md", "x/y/b.js",
        "odd/*.md", "odd/[x].js", "odd/#h.md", "odd/!n.js", "level=1/a.js", ".hid/a.js", "src/.env", "x/docs/q/r.css"]
NAMES = ["docs", "src", "lib", "x", "y", "api", "a.js", "*.js", "*.md", "*.css", "a*", "*", "**", "?.js", "a\\ b",
         "my\\ file.md", "level=1", ".hid", "deep", "#h.md", "\\*.md", "x.css", "\\[x\\].js"]
PEOPLE = ["@ann", "@Bob", "@acme/docs", "@acme/web", "eve@example.com"]


# ---- Patterns as regular expressions over whole paths

def component(text, classes):
    out, at = "", 0
    while at < len(text):
        c = text[at]
        if c == "\\" and at + 1 < len(text):
            at += 1
            out += re.escape(text[at])
        elif c == "*":
            out += "[^/]*"
        elif c == "?":
            out += "[^/]"
        elif c == "[" and classes and "]" in text[at + 2:]:
            end = text.index("]", at + 2)
            out += "[" + text[at + 1:end].replace("!", "^", 1) + "]"
            at = end
        else:
            out += re.escape(c)
        at += 1
    return out


def github(pattern):
    """As gitignore has it, but for a last `*`: the files directly there; and a last `**/`: these too."""
    if pattern[0] == "!" or pattern.startswith("\\#") or re.search(r"[][]", re.sub(r"\\.", "", pattern)) or "//" in pattern:
        return None
    parts = pattern.strip("/").split("/")
    anchored = "/" in pattern.rstrip("/")
    folder = pattern.endswith("/") and not pattern.endswith("/**/")
    if not anchored and parts == ["*"] and not folder:
        return ".*"
    out = "" if anchored else "(?:.*/)?"
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if set(part) == {"*"} and len(part) > 1:
            out += "(?:.*/)?" if not last else ".+"
        else:
            out += component(part, False) + ("/" if not last else "")
    if set(parts[-1]) == {"*"} and len(parts[-1]) > 1 and not folder:
        return out
    if parts[-1] == "*" and anchored and not folder:
        return out
    return out + ("/.*" if folder else "(?:/.*)?")


def gitlab(pattern):
    """Ruby's File.fnmatch over the path with a slash in front: a `**` counts before a slash only."""
    pattern = re.sub(r"\\\s+", lambda m: "\\ ", pattern[1:] if pattern.startswith("\\#") else pattern)
    if pattern == "*":
        return ".*"
    if not pattern.startswith("/"):
        pattern = "/**/" + pattern
    if pattern.endswith("/"):
        pattern += "**/*"
    out, parts = "", pattern[1:].split("/")
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if part == "**" and not last:
            out += "(?:.*/)?"
        else:
            out += component(part, True) + ("/" if not last else "")
    return out


# ---- Files: what is asked about a path, as {people: how many of them}, and who may be asked besides

def words(line):
    return re.findall(r"(?:\\.|[^\s\\])+", line)


def people(given):
    return [w.lower() for w in given if re.fullmatch(r"@@?[\w./-]+|[\w.]+@[\w.-]+", w)]


def read_github(text):
    rules = []
    for line in text.split("\n"):
        parts = words(line)
        if not parts or parts[0].startswith("#"):
            continue
        behind = []
        for word in parts[1:]:
            if word.startswith("#"):
                break
            behind.append(word)
        regexp = github(parts[0])
        if regexp is not None and len(people(behind)) == len(behind):
            rules.append((re.compile(regexp), frozenset(people(behind))))

    def ask(path):
        last = frozenset()
        for regexp, who in rules:
            if regexp.fullmatch(path):
                last = who
        return ({last: 1} if last else {}), frozenset()
    return ask


def read_gitlab(text):
    sections = {"": (1, [])}
    name, default, optional = "", [], False
    for line in text.split("\n"):
        parts = words(line)
        if not parts or parts[0].startswith("#"):
            continue
        heading = re.fullmatch(r"(\^?)\[([^]]+)\](?:\[(\d+)\])?(.*)", line.strip())
        if heading:
            name, default = heading[2].lower(), people(words(heading[4]))
            optional = heading[1] == "^"
            sections.setdefault(name, (int(heading[3] or 1), []))
            continue
        out = parts[0].startswith("!")
        who = frozenset(people(parts[1:]) if parts[1:] else default)
        sections[name][1].append((re.compile(gitlab(parts[0][out:])), out, who, optional))

    def ask(path):
        asked, besides = {}, set()
        for need, rules in sections.values():
            last = frozenset()
            for regexp, _, who, _ in [r for r in rules if not r[1]]:
                if regexp.fullmatch(path):
                    last = who
            if any(regexp.fullmatch(path) for regexp, out, _, _ in rules if out) or not last:
                continue
            if all(rule[3] for rule in rules):
                besides |= last
            else:
                asked[last] = max(asked.get(last, 0), need)
        return asked, frozenset(besides)
    return ask


# ---- Random files

def pattern(rng, forge):
    parts = [rng.choice(NAMES) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
    text = rng.choice(["", "/", "/"]) + "/".join(parts) + rng.choice(["", "", "/"])
    if forge == "gitlab":
        # What names a folder there without a slash behind is left out by mowners: GitLab takes it for a file.
        text = text if re.search(r"(\.\w+|\*|1|/)$", text) and not re.search(r"(x\.css|\.hid|level=1|a\*)$", text) \
            else text + "/"
    return text if not text.startswith("#") else "/" + text


def codeowners(rng, forge):
    lines = []
    for _ in range(rng.randint(1, 12)):
        if forge == "gitlab" and rng.random() < 0.2:
            lines.append(rng.choice(["", "", "^"]) + "[%s]" % rng.choice(["One", "Two words", "three-%d" % rng.randint(1, 9)]) +
                         rng.choice(["", "[1]", "[2]"]) + " " + rng.choice(["", "@ann @acme/web"]))
            continue
        mark = "!" if forge == "gitlab" and rng.random() < 0.1 else ""
        who = rng.sample(PEOPLE, rng.choice([0, 1, 1, 2, 3]))
        lines.append(mark + pattern(rng, forge) + " " + " ".join(who) + rng.choice(["", "", " # note"]))
    return "\n".join(lines) + "\n"


# ---- The comparison

def by_rules(answer):
    asked = {}
    for gate in answer["review"]:
        key = frozenset(gate["of"])
        asked[key] = max(asked.get(key, 0), gate["need"])
    return asked, frozenset(answer["consulted"])


def clamp(asked):
    """No more are asked than there are, where it is known how many there are."""
    return ({who: need if any("/" in w for w in who) else min(need, len(who)) for who, need in asked[0].items()}, asked[1])


def main():
    count, first, mowners, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
    wrong = 0
    for path in TREE:
        os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8"):
            pass
    subprocess.run(["git", "-C", folder, "add", "--", *TREE], check=True)
    for seed in range(first, first + count):
        for forge, read in (("codeowners", read_github), ("gitlab", read_gitlab)):
            text = codeowners(random.Random("%s %d" % (forge, seed)), forge)

            def run(*arguments, given=""):
                done = subprocess.run([mowners, "-q", "-C", folder, *arguments], input=given, capture_output=True, text=True)
                if done.returncode > 1:
                    raise SystemExit("%s %d: %s\n%s\n%s" % (forge, seed, " ".join(arguments), done.stderr, text))
                return done.stdout
            owners = run("init", "--from", forge, "-o", "-", "-", given=text)
            with open(folder + "/OWNERS", "w", encoding="utf-8") as file:
                file.write(owners)
            rules = {a["path"]: by_rules(a) for a in map(json.loads, run("who", "--format", "ndjson", "--", *TREE).splitlines())}
            before, after = read(text), read(run("export", forge))
            for path in TREE:
                # What matches a file matches a folder of that name too in OWNERS, and not for GitLab (mowners-init(1)).
                if forge == "gitlab" and "x.css/" in path:
                    continue
                want = clamp(before(path))
                if rules[path] != want or after(path) != want:
                    wrong += 1
                    print("%s, seed %d, %s:\n  before %s\n  rules  %s\n  after  %s\n%s" %
                          (forge, seed, path, want, rules[path], after(path), text))
                    break
    print("%d files of each forge, %d differ" % (count, wrong))
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
