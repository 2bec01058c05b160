"""Random rules, changes and approvals, from a seed."""

import time

import owners

NOW = 1795348800  # 2026-11-22T12:00:00Z
DAY = 86400
FOLDERS = ["a", "b", "a/b", "b/c", "a/b/c", "a/x", "b/[x]", "c d", "a/b/c/a/b", "\xc3\xbc", ".github/workflows",
           "b/.gitea/workflows"]
NAMES = ["x", "y.md", "z.png", "a", ".gitattributes", "b", "[x]", "z*", "a b.md", "\xc3\xbc.png", "\\", "q;r",
         "\xc3\xbc", ".mailmap", "#1", "c"]
PATTERNS = ["/a/", "/b/", "a/b", "*.md", "*.png", "b/", "/*", "a/*", "a/**", "**/c", "**/b/x", "*", "x", "[xy]*",
            "[!x]", "/a", "b/**/x",
            "?", "a/*/", "z.*", "/b/*", "**/", "[[:alpha:]].md", "\\[x]", "/c d/", "*\xc3\xbc*", "??", "\\#*",
            "a/**/c/**", "[a-c]*", "[^a-b]/",
            "**/*/x", "z\\*", "q\\;r", "***/x", "a**", "[[:digit:]#]*", "[]x[]*", "*.*", "/*/"]


def day(moment):
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


PARTS = ["a", "b", "c", "x", "*", "**", "?", "[a-c]", "[!x]", "*.md", "a*", "*b*", "[[:alpha:]]", "z*", "***", "*.*",
         "\\[x]",
         "[^a]*", "?.*", "**a", "x**", "[]x]", "[a\\]]", "*[!d]", "c d", ".*", "[--0]", "[a-]", "[\\a-\\c]"]


def pattern(random):
    """One of those above, or one put together."""
    if random.random() < 0.6:
        return random.choice(PATTERNS)
    text = "/".join(random.choice(PARTS) for _ in range(random.choice([1, 1, 2, 3, 4])))
    return random.choice(["", "", "/"]) + text + random.choice(["", "", "/", "/**", "/*"])


def some_patterns(random, most):
    """So many at most, none twice."""
    return list(dict.fromkeys(pattern(random) for _ in range(random.randint(1, most))))


def moment(random, now):
    """A day, or a moment close to now, at some offset from UTC."""
    if random.random() < 0.6:
        return day(near(random, now))
    hours = random.choice([0, 0, 1, -5])
    text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(near(random, now) + random.choice([-1, 0, 1]) + hours * 3600))
    return text + ("%+03d:00" % hours if hours else "Z")


def near(random, now):
    return now + random.choice([-30, -2, -1, 0, 1, 2, 30]) * DAY


def period(random, now):
    first, last = sorted([near(random, now), near(random, now)])
    return day(first), day(last)


class World:
    """People and teams of one set of rules."""

    def __init__(self, random, now):
        self.random, self.now, self.escalates = random, now, 0.15
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
        owners = [name.upper() if self.random.random() < 0.05 else name for name in self.people + list(self.teams)]
        return self.random.sample(owners, self.random.randint(1, most)) + (["g@y.org"] if self.random.random() < 0.05
                                                                           else [])

    def size(self, names):
        found = set()
        for name in names:
            found |= self.expand(name)
        return len(found)

    def expand(self, name):
        if name.lower() not in self.teams:
            return {name.lower()}
        return set().union(*[self.expand(member) for member in self.teams[name.lower()]])

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
            if random.random() < self.escalates:
                lines.append("escalate = %s after %s" %
                             (" ".join(self.list()), random.choice(["1h", "1d", "2d", "1w"])))
        if random.random() < 0.4:
            lines.append("responsible = " + ", ".join(self.list()))
        if random.random() < 0.15:
            lines.append(random.choice(["consulted = ", "informed = "]) + ", ".join(self.list()))
        if random.random() < 0.5:
            lines += ["review ="] + ["  " + self.gate() for _ in range(random.randint(1, 2))]
        if random.random() < 0.2:
            lines.append("review.q = " + self.gate())
        if random.random() < 0.5:
            lines.append("level = " +
                    random.choice(["standard", "detailed"] if rules
                                  else ["lightweight", "lightweight", "standard", "detailed"]))
        if random.random() < 0.1:
            lines.append("rights-until = " + moment(random, self.now))
        return lines

    def area(self, name):
        random = self.random
        chosen = some_patterns(random, 3)
        return ["[%s]" % name, "path = " + chosen[0]] + ["  " + random.choice(["", "!"]) + text
                                                         for text in chosen[1:]] + self.keys()


def address(random, people):
    """Whom a commit names: one of these, nobody that the rules know, or somebody by a forge's address."""
    who = random.choice(people)
    return random.choice([who + "@x.org"] * 9 + ["stranger@z.org"] * 4 + [
        "h%s@users.noreply.github.com" % who, "1+H%s@users.noreply.GitHub.com" % who,
        "1-H%s@users.noreply.gitlab.com" % who,
        "g%s@noreply.z.org" % who, "h%s@users.noreply.gitlab.com" % who, "1-h%s@users.noreply.z.org" % who,
        "1+h%s@users.noreply.z.org" % who, "h%s@users.noreply.z.org" % who, who.upper() + "@other.org",
        "h%s@noreply.z.org" % who])


def person_line(world, who):
    random = world.random
    line = "%s = N%s <%s@x.org>, github h%s" % (who, who[1:], who[1:], who[1:])
    if who in world.outsiders:
        line += ", " + world.outsiders[who]
    if who in world.deputies:
        line += ", deputy " + " ".join(world.deputies[who])
    if random.random() < 0.3:
        line += ", gitea g%s, gitlab %s" % (who[1:], "hp%d" % ((int(who[2:]) + 1) % len(world.people)))
    if random.random() < 0.2:
        line += ", away %s..%s" % period(random, world.now)
    if random.random() < 0.15:
        line += ", until " + day(near(random, world.now))
    if random.random() < 0.1:
        line += ", email %s@other.org" % who[1:].upper()
    return line


def settings(world):
    """Lines of [mowners] that matter to records: who may override, carry approvals of a forge, and so on."""
    random = world.random
    lines = []
    world.escalates = 0.5
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


def rules(random, records=False, now=NOW):
    """{folder: lines} of OWNERS files, and the people."""
    world = World(random, now)
    lines = ["[mowners]", "version = 1"] + (settings(world) if records else [])
    if random.random() < 0.3:
        lines.append("unowned = " + random.choice(["block", "warn", "allow"]))
    if random.random() < 0.2:
        lines.append("level = " + random.choice(["lightweight", "detailed"]))
    if random.random() < 0.2:
        lines.append("evidence = " + random.choice(["forge", "forge, signed", "signed", "signed, pusher", "pusher"]))
    lines += ["[rules]"] + world.keys(rules=True)
    if random.random() < 0.5:
        lines += ["[otherwise]"] + (world.keys() or ["accountable = " + world.insiders[0]])
    for number in range(random.randint(1, 5)):
        lines += world.area("r%d" % number)
    for level in ("lightweight", "standard", "detailed"):
        if random.random() < 0.2:
            chosen = random.sample(["decided-by = any", "decided-by = accountable", "self-approval = yes",
                                    "self-approval = no",
                                    "people = %d" % random.randint(1, 3), "max-age = 2d"], 1)
            lines += ["[level %s]" % level] + chosen
    for number in range(random.choice([0, 0, 0, 1, 2])):
        first, last = sorted([moment(random, world.now), moment(random, world.now)])
        lines += ["[freeze f%d]" % number, "path = " + pattern(random)]
        if owners.first_moment(first) > owners.first_moment(last):
            first, last = last, first
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
            line += ", until " + day(near(random, world.now))
        lines.append(line)
    files = {"": lines}
    for folder in random.sample(["a", "b", "a/b"], random.choice([0, 0, 1, 2])):
        files[folder] = world.area("n0") + (world.area("n1") if random.random() < 0.4 else [])
    return files, world


def some_paths(random, number):
    """So many paths at most, some of which may be folders of others."""
    folders = random.sample(FOLDERS, random.choice([2, 3, 5, len(FOLDERS)])) + [""]
    return {(folder + "/" if folder else "") + random.choice(NAMES) for folder in random.choices(folders, k=number)}


def paths(random, most=9):
    """Paths of a change that do not stand in each other's way."""
    found = some_paths(random, random.randint(2, most))
    found = {path for path in found if not any(other.startswith(path + "/") for other in found | set(FOLDERS))}
    return sorted(found) or ["y.md"]
