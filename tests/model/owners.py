"""OWNERS files, read and resolved as OWNERS(5) says. Slow and obvious; takes valid files, and is vague about others."""

import re
import time

import patterns
from lines import Invalid, duration, end_of, first_moment, sections, words

__all__ = ["Rules", "duration", "first_moment", "words"]

LEVELS = ["lightweight", "standard", "detailed"]
RULES_NAMES = {"OWNERS", "OWNERS.signers"}
GIT_NAMES = {".gitattributes", ".gitmodules", ".lfsconfig", ".mailmap", ".gitlab-ci.yml"}
SHORT_NAMES = re.compile(r"(?=.{8}$)((gitatt|gitmod|lfscon|mailma|gitlab)|gi(7(d(29?)?|e(ba?)?)?)?|ma(b(a(30?)?)?)?)~[0-9]+$")
IGNORED = dict.fromkeys([*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x206A, 0x2070), 0xFEFF])


def is_git_name(name):
    """As git reads it where case is folded, on HFS+ and on NTFS."""
    folded = name.translate(IGNORED).casefold().split(":")[0].rstrip(". ")
    return folded in GIT_NAMES or SHORT_NAMES.match(folded) is not None


def in_utc(text):
    """A day or a moment as it is shown."""
    return text if text is None or len(text) == 10 else time.strftime("%Y-%m-%dT%H:%M:%SZ",
                                                                      time.gmtime(first_moment(text)))


class Person:
    def __init__(self, name):
        self.name = name
        self.emails, self.accounts, self.deputies, self.away = [], [], [], []
        self.external = self.bot = False
        self.since = self.until = None

    def in_service(self, now):
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)

    def is_away(self, now):
        return any(first <= now < end for first, end in self.away)

    def present(self, now):
        return self.in_service(now) and not self.is_away(now)

    def __repr__(self):
        return self.name


class Team:
    def __init__(self):
        self.members = []
        self.external = False
        self.since = self.until = None

    def is_now(self, now):
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


class Gate:
    def __init__(self, name, need, owners, light):
        self.name, self.need, self.owners, self.light = name, need, owners, light


class Area:
    def __init__(self, name, folder, line, keys, rules):
        self.name, self.folder, self.line, self.keys = name, folder, line, keys
        self.patterns = keys.get("path", [])
        self.where = {key: "%sOWNERS:%d" % (folder + "/" if folder else "", value.number)
                      for key, value in keys.items()}
        text = {key: " ".join(value) for key, value in keys.items()}
        self.accountable = text.get("accountable")
        self.escalate = text.get("escalate")
        self.responsible = words(text["responsible"]) if "responsible" in text else None
        self.consulted, self.informed = words(text.get("consulted", "")), words(text.get("informed", ""))
        self.level = text.get("level")
        self.rights_until = end_of(text["rights-until"]) if "rights-until" in text else None
        self.rights_text = in_utc(text.get("rights-until"))
        self.gates = []
        for key, value in keys.items():
            if key == "review":
                self.gates += [rules.gate(line, name, None, self.level) for line in value]
            elif key.startswith("review."):
                self.gates.append(rules.gate(" ".join(value), name, key[7:], self.level))

    def matches(self, path, submodule):
        if self.folder and not path.startswith(self.folder + "/"):
            return False
        below = path[len(self.folder) + 1:] if self.folder else path
        return patterns.decide(self.patterns, below, submodule) is not None


class Freeze:
    folder = ""

    def __init__(self, name, line, keys):
        text = {key: " ".join(value) for key, value in keys.items()}
        self.name, self.line, self.keys, self.patterns = name, line, keys, keys["path"]
        self.allow = words(text.get("allow", ""))
        self.start = first_moment(text["from"]) if "from" in text else None
        self.end = first_moment(text["opens"]) if "opens" in text else end_of(text["until"])

    def covers(self, path, submodule):
        return patterns.decide(self.patterns, path, submodule) is not None

    def holds(self, path, submodule, now):
        return self.covers(path, submodule) and (self.start is None or self.start <= now) and now < self.end


class Requirement:
    """What a path needs, before anybody's dates."""


class Rules:
    """All OWNERS files of a tree: files is {folder: text}, "" the root."""

    def __init__(self, files):
        self.people, self.teams, self.levels, self.freezes, self.areas = {}, {}, {}, [], []
        self.settings, self.otherwise, self.rules = {}, None, None
        self.by_email, self.by_account = {}, {}
        self.order = []
        root = sections(files[""])
        for name, _, keys in root:
            if name == "people":
                for handle, value in keys.items():
                    self.add_person(handle.lower(), " ".join(value))
            elif name == "teams":
                for handle, value in keys.items():
                    self.add_team(handle.lower(), " ".join(value))
        for name, _, keys in root:
            if name == "mowners":
                self.settings = {key: " ".join(value) for key, value in keys.items()}
            elif name.startswith("level "):
                self.levels[name[6:]] = {key: " ".join(value) for key, value in keys.items()}
        for name, line, keys in root:
            if name == "otherwise":
                self.otherwise = Area(name, "", line, keys, self)
            elif name == "rules":
                self.rules = Area(name, "", line, keys, self)
            elif name.startswith("freeze "):
                self.freezes.append(Freeze(name[7:], line, keys))
            elif name not in ("mowners", "people", "teams") and not name.startswith("level "):
                self.areas.append(Area(name, "", line, keys, self))
        for folder in sorted(files, key=lambda name: (name.count("/"), name)):
            if folder:
                for name, line, keys in sections(files[folder]):
                    self.areas.append(Area(name, folder, line, keys, self))
        for team in self.teams.values():
            if team.external:
                for person in self.everybody(team, None):
                    person.external = True

    def add_person(self, handle, text):
        person = Person(handle)
        parts = [part.strip() for part in text.split(",")]
        person.emails = [re.search(r"<(.*)>", parts[0]).group(1).lower()]
        for part in parts[1:]:
            word, *rest = part.split()
            if word == "email":
                person.emails.append(rest[0].lower())
            elif word in ("github", "gitlab", "gitea"):
                person.accounts.append((word, rest[0].lower()))
            elif word == "external":
                person.external = True
            elif word == "bot":
                person.bot = True
            elif word == "from":
                person.since = first_moment(rest[0])
            elif word == "until":
                person.until = end_of(rest[0])
            elif word == "away":
                first, last = rest[0].split("..")
                person.away.append((first_moment(first), end_of(last)))
            elif word == "deputy":
                person.deputies += [name.lower() for name in rest]
            elif word != "org":
                raise Invalid("unknown-attribute")
        self.people[handle] = person
        self.order.append(person)
        for email in person.emails:
            self.by_email[email] = person
        for account in person.accounts:
            self.by_account[account] = person

    def add_team(self, handle, text):
        team = Team()
        parts = text.split(",")
        at = 0
        for at, part in enumerate(parts):
            if part.split()[0][0] != "@" and "@" not in part:
                break
            team.members += part.split()
        else:
            at = len(parts)
        for part in parts[at:]:
            word, *rest = part.split()
            if word == "external":
                team.external = True
            elif word == "from":
                team.since = first_moment(rest[0])
            elif word == "until":
                team.until = end_of(rest[0])
            else:
                raise Invalid("unknown-attribute")
        self.teams[handle] = team

    def email(self, address):
        """The person with an e-mail; who is not declared is a person by it."""
        address = address.lower()
        if address not in self.by_email:
            person = Person(address)
            person.emails = [address]
            self.by_email[address] = person
            self.order.append(person)
        return self.by_email[address]

    def authors(self, address):
        """Whoever a commit names by an e-mail; by that of a forge who has the account, which may be two people's."""
        address = address.lower()
        person = self.by_email.get(address)
        found = [person] if person is not None and person.name.startswith("@") else []
        name, _, host = address.rpartition("@")
        if host.startswith("users.noreply."):
            host = host[len("users.noreply."):]
            accounts = [("github", name), ("github", re.sub(r"^\d+\+", "", name)), ("gitlab", name),
                        ("gitlab", re.sub(r"^\d+-", "", name))]
            accounts = [(forge, who) for forge, who in accounts if host not in ("github.com", "gitlab.com")
                        or host == forge + ".com"]
        else:
            accounts = [("gitea", name)] if host.startswith("noreply.") else []
        found += [self.by_account[account] for account in accounts if account in self.by_account]
        return set(found) or {self.email(address)}

    def owner(self, word):
        """A Person or a Team."""
        if not word.startswith("@"):
            return self.email(word)
        word = word.lower()
        return self.people.get(word) or self.teams[word]

    def everybody(self, owner, now):
        """People of an owner, teams within teams too; now None: whatever the days of membership."""
        if isinstance(owner, Person):
            return [owner]
        if now is not None and not owner.is_now(now):
            return []
        found = []
        for word in owner.members:
            for person in self.everybody(self.owner(word), now):
                if person not in found:
                    found.append(person)
        return found

    def members(self, names, now):
        """People of a list."""
        found = []
        for word in names:
            for person in self.everybody(self.owner(word), now):
                if person not in found:
                    found.append(person)
        return found

    def named(self, names, now):
        """People whom a list names directly, or as members of a team that it names directly."""
        found = []
        for word in names:
            owner = self.owner(word)
            if isinstance(owner, Person):
                found.append(owner)
            elif owner.is_now(now):
                found += [self.owner(name) for name in owner.members if isinstance(self.owner(name), Person)]
        return found

    def gate(self, text, area, name, level):
        found = words(text)
        if len(found) > 2 and found[1] == "of":
            need = int(found[0]) if found[0] != "all" else None
            found = found[2:]
        else:
            need = 1
        if need is None:
            need = len(self.members(found, None))
        owners = []
        for word in found:
            if word.lower() not in owners:
                owners.append(word.lower())
        if name is None:
            name = owners[0].lstrip("@") if len(owners) == 1 else area
        return Gate(name, need, owners, level == "lightweight")

    @staticmethod
    def written(names):
        """A list as it is shown: in lower case, nobody twice."""
        return list(dict.fromkeys(name.lower() for name in names))

    def deputies(self, person):
        return [self.owner(name) for name in person.deputies]

    def level(self, name):
        """The keys of a level, all set."""
        keys = {
            "decided-by": "any" if name == "lightweight" else "accountable",
            "self-approval": "yes" if name == "lightweight" else "no",
            "people": "2" if name == "detailed" else "1",
            "evidence": "signed, forge" if name == "detailed" else self.settings.get("evidence", "signed, forge"),
            "max-age": "none",
        }
        keys.update(self.levels.get(name, {}))
        return keys

    def resolve(self, path, submodule=False):
        need = Requirement()
        need.path, need.submodule = path, submodule
        need.is_rules = covers_rules(path)
        areas = [area for area in self.areas if area.matches(path, submodule)]
        areas.sort(key=lambda area: area.folder.count("/") + 1 if area.folder else 0)
        level = None
        if need.is_rules:
            deciding = [self.rules]
            areas = areas + [self.rules]
            level = self.rules.level or "standard"
            need.rights_until, need.rights_text = self.rules.rights_until, self.rules.rights_text
        else:
            stepped_in = not any(area.accountable for area in areas)
            for area in areas:
                if area.level and (level is None or LEVELS.index(area.level) > LEVELS.index(level)):
                    level = area.level
            if stepped_in and self.otherwise is not None:
                areas = [self.otherwise] + areas
                level = level or self.otherwise.level
            level = level or self.settings.get("level", "standard")
            deciding = areas
            ends = [(area.rights_until, area.rights_text) for area in areas if area.rights_until is not None]
            need.rights_until, need.rights_text = min(ends) if ends else (None, None)
        need.level_name, need.level = level, self.level(level)
        need.source = {}
        need.accountable, need.area, need.responsible = None, None, []
        for area in deciding:
            if area.accountable:
                need.accountable, need.area = self.owner(area.accountable), area
                need.source["accountable"] = area.where["accountable"]
            if area.responsible is not None:
                need.responsible = area.responsible
                need.source["responsible"] = area.where["responsible"]
        need.gates = []
        for area in areas:
            for gate in area.gates:
                for other in need.gates:
                    if other.name == gate.name and set(other.owners) == set(gate.owners):
                        other.need = max(other.need, gate.need)
                        other.light = other.light and gate.light
                        other.any_light = other.any_light or gate.light
                        break
                else:
                    copy = Gate(gate.name, gate.need, gate.owners, gate.light)
                    copy.any_light = gate.light
                    need.gates.append(copy)
        need.areas = areas
        return need


def covers_rules(path):
    names = path.split("/")
    if names[-1] in RULES_NAMES or is_git_name(names[-1]):
        return True
    return any(names[at] in (".github", ".gitea", ".forgejo") and names[at + 1] == "workflows"
               for at in range(len(names) - 1))
