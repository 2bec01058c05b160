"""Random rules, changes and approvals, from a seed."""

import time

NOW = 1795348800  # 2026-11-22T12:00:00Z
DAY = 86400
FOLDERS = ["a", "b", "a/b", "b/c", "a/b/c"]
NAMES = ["x", "y.md", "z.png", "a", ".gitattributes"]
PATTERNS = ["/a/", "/b/", "a/b", "*.md", "*.png", "b/", "/*", "a/*", "a/**", "**/c", "**/b/x", "*", "x", "[xy]*", "[!x]", "/a", "b/**/x",
            "?", "a/*/", "z.*", "/b/*", "**/", "[[:alpha:]].md"]


def day(moment):
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def near(random):
    return NOW + random.choice([-30, -2, -1, 0, 1, 2, 30]) * DAY


def period(random):
    first, last = sorted([near(random), near(random)])
    return day(first), day(last)


class World:
    """People and teams of one set of rules."""

    def __init__(self, random):
        self.random = random
        self.people = ["@p%d" % number for number in range(random.randint(3, 7))]
        self.outsiders = {who: random.choice(["external", "bot"]) for who in self.people[1:] if random.random() < 0.2}
        self.insiders = [who for who in self.people if who not in self.outsiders]
        self.deputies = {}
        for who in self.people:
            others = [other for other in self.insiders if other != who]
            if others and random.random() < 0.5:
                self.deputies[who] = random.sample(others, min(len(others), random.randint(1, 2)))
        self.teams = {}
        for number in range(random.randint(1, 3)):
            members = random.sample(self.people, random.randint(1, min(3, len(self.people))))
            if number and random.random() < 0.4:
                members.append("@t%d" % random.randrange(number))
            self.teams["@t%d" % number] = members

    def list(self, most=2):
        owners = self.people + list(self.teams)
        return self.random.sample(owners, self.random.randint(1, most)) + (["g@y.org"] if self.random.random() < 0.05 else [])

    def size(self, names):
        found = set()
        for name in names:
            found |= self.expand(name)
        return len(found)

    def expand(self, name):
        if name not in self.teams:
            return {name}
        return set().union(*[self.expand(member) for member in self.teams[name]])

    def gate(self):
        names = self.list()
        if len(names) == 1 and self.random.random() < 0.6:
            return names[0]
        if self.random.random() < 0.15:
            return "all of " + " ".join(names)
        return "%d of %s" % (self.random.randint(1, min(3, self.size(names))), " ".join(names))

    def keys(self, rules=False):
        random = self.random
        lines = []
        if rules or random.random() < 0.6:
            lines.append("accountable = " + random.choice(self.insiders))
            if random.random() < 0.15:
                lines.append("escalate = %s after %s" % (" ".join(self.list()), random.choice(["1h", "1d", "2d", "1w"])))
        if random.random() < 0.4:
            lines.append("responsible = " + ", ".join(self.list()))
        if random.random() < 0.5:
            lines += ["review ="] + ["  " + self.gate() for _ in range(random.randint(1, 2))]
        if random.random() < 0.2:
            lines.append("review.q = " + self.gate())
        if random.random() < 0.5:
            lines.append("level = " + random.choice(["standard", "detailed"] if rules else ["lightweight", "lightweight", "standard", "detailed"]))
        if random.random() < 0.1:
            lines.append("rights-until = " + day(near(random)))
        return lines

    def area(self, name):
        random = self.random
        chosen = random.sample(PATTERNS, random.randint(1, 3))
        return ["[%s]" % name, "path = " + chosen[0]] + ["  " + random.choice(["", "!"]) + text for text in chosen[1:]] + self.keys()


def person_line(world, who):
    random = world.random
    line = "%s = N%s <%s@x.org>, github h%s" % (who, who[1:], who[1:], who[1:])
    if who in world.outsiders:
        line += ", " + world.outsiders[who]
    if who in world.deputies:
        line += ", deputy " + " ".join(world.deputies[who])
    if random.random() < 0.2:
        line += ", away %s..%s" % period(random)
    if random.random() < 0.15:
        line += ", until " + day(near(random))
    if random.random() < 0.1:
        line += ", email %s@other.org" % who[1:].upper()
    return line


def settings(world):
    """Lines of [mowners] that matter to records: who may override, carry approvals of a forge, and so on."""
    random = world.random
    lines = []
    world.repository = random.choice([None, None, "assets"])
    if world.repository:
        lines.append("repository = " + world.repository)
    if random.random() < 0.7:
        lines.append("override = " + world.gate())
    if random.random() < 0.5:
        lines.append("witness = @ci")
    if random.random() < 0.2:
        lines.append("authors = proved")
    if random.random() < 0.2:
        lines.append("mode = advise")
    return lines


def rules(random, records=False):
    """{folder: lines} of OWNERS files, and the people."""
    world = World(random)
    lines = ["[mowners]", "version = 1"] + (settings(world) if records else [])
    if random.random() < 0.3:
        lines.append("unowned = " + random.choice(["block", "warn", "allow"]))
    if random.random() < 0.2:
        lines.append("level = " + random.choice(["lightweight", "detailed"]))
    if random.random() < 0.2:
        lines.append("evidence = " + random.choice(["forge", "forge, signed", "signed", "signed, pusher"]))
    lines += ["[rules]"] + world.keys(rules=True)
    if random.random() < 0.5:
        lines += ["[otherwise]"] + (world.keys() or ["accountable = " + world.insiders[0]])
    for number in range(random.randint(1, 5)):
        lines += world.area("r%d" % number)
    for level in ("lightweight", "standard", "detailed"):
        if random.random() < 0.2:
            chosen = random.sample(["decided-by = any", "decided-by = accountable", "self-approval = yes", "self-approval = no",
                                    "people = %d" % random.randint(1, 3), "max-age = 2d"], 1)
            lines += ["[level %s]" % level] + chosen
    for number in range(random.choice([0, 0, 0, 1, 2])):
        first, last = period(random)
        lines += ["[freeze f%d]" % number, "path = " + random.choice(PATTERNS)]
        lines += ["from = " + first, "until = " + last] if random.random() < 0.7 else ["opens = " + last]
        if random.random() < 0.7:
            lines.append("allow = " + " ".join(world.list()))
    lines += ["[people]"] + [person_line(world, who) for who in world.people]
    if records:
        lines.append("@ci = CI <ci@x.org>, bot")
    lines += ["[teams]"]
    for team, members in world.teams.items():
        line = team + " = " + " ".join(members)
        if random.random() < 0.15:
            line += ", until " + day(near(random))
        lines.append(line)
    files = {"": lines}
    for folder in random.sample(["a", "b", "a/b"], random.choice([0, 0, 1, 2])):
        files[folder] = world.area("n0") + (world.area("n1") if random.random() < 0.4 else [])
    return files, world


def paths(random):
    """Paths of a change that do not stand in each other's way."""
    found = set()
    for _ in range(random.randint(2, 9)):
        folder = random.choice(FOLDERS + [""])
        found.add((folder + "/" if folder else "") + random.choice(NAMES))
    found -= set(FOLDERS)
    return sorted(path for path in found if not any(path.startswith(other + "/") for other in found)) or ["y.md"]
