"""What is wrong with OWNERS files whose lines are in order: people, teams, values of keys, by OWNERS(5)."""

import re

import validity
from validity import AREA, HANDLE, NAME, ROOT, words

EMAIL = r"[^\s\x00-\x20\x7f@<>\"(),:;\\\[\]]+@[A-Za-z0-9_\x80-\uffff-]+(\.[A-Za-z0-9_\x80-\uffff-]+)*"
WARNINGS = """shared swallowed quoted-pattern several-patterns pattern-comment backslash-pattern blank-pattern
foreign-pattern bracket-pattern accent-pattern case-pattern lone-deputy impossible unowned no-signer confirm-overdue
old-tree dead-pattern""".split()


def errors(files):
    """{folder: codes} of {folder: text}, "" the root; only of files in which something is wrong."""
    read = {folder: validity.File(text, folder == "") for folder, text in files.items()}
    if "" not in files:
        return {folder: {"no-root"} | file.codes for folder, file in read.items()}
    Meaning(read)
    return {folder: file.codes for folder, file in read.items() if file.codes}


class Meaning:
    def __init__(self, read):
        self.people, self.teams, self.flags, self.deputies = {}, {}, {}, {}
        root = read[""]
        self.codes = root.codes
        sections = dict(root.sections)
        for name in ("mowners", "rules"):
            if name not in sections:
                self.codes.add("missing-section")
        for handle, lines in sections.get("people", {}).items():
            self.person(handle, " ".join(lines))
        for handle, lines in sections.get("teams", {}).items():
            self.team(handle, " ".join(lines))
        self.members_of_people()
        for team in self.teams:
            self.cycle(team, [])
        for folder, file in read.items():
            self.codes = file.codes
            for name, keys in file.sections:
                self.section(name, keys, folder == "")
        self.codes = root.codes

    def handle(self, text):
        if not re.fullmatch(HANDLE, text):
            long = re.fullmatch(HANDLE[:-6] + "*", text)
            self.codes.add("name-too-long" if long else "bad-name" if text.startswith("@") else "unknown-key")
            return False
        return True

    def person(self, handle, text):
        if not self.handle(handle):
            return
        handle = handle.lower()
        parts = [part.strip(" \t") for part in text.split(",")]
        self.people[handle], self.flags[handle], self.deputies[handle] = [], set(), []
        if not text:
            self.codes.add("empty-value")
            return
        if "" in parts:
            self.codes.add("stray-comma")
        found = re.fullmatch(r"[^<>]*[^<>\s][^<>]*<([^<>]*)>", parts[0])
        if not found:
            self.codes.add("bad-person")
        elif not re.fullmatch(EMAIL, found[1]):
            self.codes.add("bad-email")
        else:
            self.take("email " + found[1].lower(), handle, "duplicate-email")
        said = set()
        for part in filter(None, parts[1:]):
            self.attribute(handle, part.split(), said)
        if "from" in said and "until" in said:
            since, until = [validity.date(word[-1]) for word in (part.split() for part in parts[1:]) if word
                            and word[0] in ("from", "until")]
            if since and until and since[0] > until[0]:
                self.codes.add("reversed-dates")

    def take(self, what, handle, code):
        for other, names in self.people.items():
            if what in names and other != handle:
                self.codes.add(code)
        self.people[handle].append(what)

    def attribute(self, handle, part, said):
        word, rest = part[0], part[1:]
        if word not in ("email", "github", "gitlab", "gitea", "org", "external", "bot", "from", "until", "away",
                        "deputy"):
            self.codes.add("unknown-attribute")
            return
        if word in said and word in ("org", "external", "bot", "from", "until", "deputy"):
            self.codes.add("duplicate-attribute")
        said.add(word)
        if (word in ("external", "bot")) == bool(rest) or (len(rest) != 1
                                                           and word not in ("external", "bot", "org", "deputy")):
            self.codes.add("bad-attribute")
        elif word == "email":
            if re.fullmatch(EMAIL, rest[0]):
                self.take("email " + rest[0].lower(), handle, "duplicate-email")
            else:
                self.codes.add("bad-email")
        elif word in ("github", "gitlab", "gitea"):
            if rest[0].startswith("@"):
                self.codes.add("bad-attribute")
            self.take(word + " " + rest[0].lower(), handle, "duplicate-account")
        elif word in ("external", "bot"):
            self.flags[handle].add(word)
        elif word in ("from", "until"):
            self.need_date(rest[0])
        elif word == "away":
            first, _, last = rest[0].partition("..")
            dates = [validity.date(first), validity.date(last)]
            if None in dates:
                self.codes.add("bad-date" if last else "bad-attribute")
            elif dates[0][0] > dates[1][0]:
                self.codes.add("reversed-dates")
        elif word == "deputy":
            self.deputies[handle] = [name.lower() for name in rest]

    def need_date(self, text):
        if validity.date(text) is None:
            self.codes.add("bad-date")

    def team(self, handle, text):
        if not self.handle(handle):
            return
        handle = handle.lower()
        if handle in self.people:
            self.codes.add("duplicate-handle")
        parts = [part.strip(" \t") for part in text.split(",")]
        self.teams[handle] = []
        if not text:
            self.codes.add("empty-value")
            return
        if "" in parts:
            self.codes.add("stray-comma")
        said = set()
        for part in filter(None, parts):
            first = part.split()[0]
            if "@" in first and not said:
                self.teams[handle] += part.split()
                continue
            if not self.teams[handle]:
                self.codes.add("bad-team")
                return
            if first not in ("external", "from", "until"):
                self.codes.add("unknown-attribute")
                continue
            if first in said:
                self.codes.add("duplicate-attribute")
            said.add(first)
            if len(part.split()) != (1 if first == "external" else 2):
                self.codes.add("bad-attribute")
            elif first != "external":
                self.need_date(part.split()[1])
            else:
                self.flags[handle] = {"external"}

    def members_of_people(self):
        for names in self.deputies.values():
            for name in names:
                if name in self.teams:
                    self.codes.add("not-a-person")
                elif "@" in name[1:] and re.fullmatch(EMAIL, name):
                    continue
                else:
                    self.owner(name)
        for names in self.teams.values():
            for name in names:
                self.owner(name)
        for team, flags in list(self.flags.items()):
            if team in self.teams and "external" in flags:
                for person in self.everybody([team], []):
                    self.flags.setdefault(person, set()).add("external")

    def cycle(self, team, above):
        if team in above:
            self.codes.add("team-cycle")
            return
        for name in self.teams.get(team, []):
            if name.lower() in self.teams:
                self.cycle(name.lower(), above + [team])

    def everybody(self, names, above):
        """People of a list, teams taken apart."""
        found = []
        for name in names:
            name = name.lower()
            if name in self.teams and name not in above:
                found += [who for who in self.everybody(self.teams[name], above + [name]) if who not in found]
            elif name not in self.teams and self.same(name) not in found:
                found.append(self.same(name))
        return found

    def same(self, name):
        """The person with an e-mail, where it is one's of [people]."""
        for handle, names in self.people.items():
            if "email " + name in names:
                return handle
        return name

    def owner(self, word):
        """Whether it is a person or a team that there is."""
        if word.startswith("@"):
            if not re.fullmatch(HANDLE, word):
                self.codes.add("name-too-long" if re.fullmatch(HANDLE[:-6] + "*", word) else "bad-owner")
            elif word.lower() not in self.people and word.lower() not in self.teams:
                self.codes.add("undeclared")
            else:
                return True
        elif "@" not in word:
            self.codes.add("bad-owner")
        elif not re.fullmatch(EMAIL, word):
            self.codes.add("bad-email")
        else:
            return True
        return False

    def section(self, name, keys, root):
        kind = name.split(" ")[0]
        known = ROOT.get(kind, {**AREA, "path": "patterns"})
        if kind in ("people", "teams") or (not root and kind in ROOT):
            return
        for key, lines in keys.items():
            if key.startswith("review.") and known in (AREA, {**AREA, "path": "patterns"}):
                if not re.fullmatch(NAME, key[7:]):
                    self.codes.add("name-too-long" if re.fullmatch(NAME[:-6] + "*", key[7:]) else "bad-name")
                what = "gate"
            else:
                what = known.get(key)
            if what is None:
                self.codes.add("unknown-key")
            elif not lines:
                self.codes.add("empty-value")
            else:
                self.value(what, lines)
        self.whole(kind, keys, root)

    def whole(self, kind, keys, root):
        if kind == "mowners" and "version" not in keys:
            self.codes.add("missing-version")
        if kind == "rules" and "accountable" not in keys:
            self.codes.add("missing-key")
        if kind == "rules" and keys.get("level") == ["lightweight"]:
            self.codes.add("rules-level")
        if kind == "freeze" and not ({"from", "until"} & set(keys) and "opens" not in keys
                                     and {"from", "until"} <= set(keys) or
                                     ("opens" in keys and not {"from", "until"} & set(keys))):
            self.codes.add("freeze-dates")
        if kind == "freeze" and {"from", "until"} <= set(keys):
            first, last = [validity.date(" ".join(keys[key])) for key in ("from", "until")]
            if first and last and first[0] > last[0]:
                self.codes.add("reversed-dates")
        if (kind == "freeze" or kind not in ROOT) and "path" not in keys:
            self.codes.add("missing-key")
        if "escalate" in keys and "accountable" not in keys:
            self.codes.add("escalate-alone")

    def value(self, what, lines):
        text = " ".join(lines)
        if isinstance(what, tuple):
            if text not in what:
                self.codes.add("bad-value")
        elif what == "gates":
            for line in lines:
                self.gate(line)
        elif what == "patterns":
            self.patterns(lines)
        elif what == "accept":
            for line in lines:
                self.accept(line)
        elif what not in ("text", "refs"):
            getattr(self, "value_" + what)(text)

    def value_version(self, text):
        if text != "1":
            self.codes.add("version")

    def value_handover(self, text):
        if text not in ("rules", "accept", "both"):
            self.codes.add("bad-value")

    def value_level(self, text):
        if text not in validity.LEVELS:
            self.codes.add("bad-value")

    def value_evidence(self, text):
        if not words(text) or set(words(text)) - {"signed", "forge", "pusher"}:
            self.codes.add("bad-value")

    def value_duration(self, text):
        if not re.fullmatch(r"\d{1,5}[hdw]", text):
            self.codes.add("bad-value")

    def value_age(self, text):
        if text != "none":
            self.value_duration(text)

    def value_number(self, text):
        if not re.fullmatch(r"[1-9]\d?", text):
            self.codes.add("bad-value")

    def value_date(self, text):
        self.need_date(text)

    def value_list(self, text):
        if re.search(r"(^|,)[ \t]*(,|$)", text):
            self.codes.add("stray-comma")
        for word in words(text):
            self.owner(word)

    def value_person(self, text):
        if len(words(text)) > 1:
            self.codes.add("several-owners")
        elif self.owner(text):
            if text.lower() in self.teams:
                self.codes.add("not-a-person")
                return
            who = self.same(text.lower())
            for one in [who] + self.deputies.get(who, []):
                for flag in self.flags.get(self.same(one), ()):
                    self.codes.add("external-accountable" if flag == "external" else "bot-accountable")

    def value_bots(self, text):
        self.value_list(text)
        for word in words(text):
            if "bot" not in self.flags.get(self.same(word.lower()), ()):
                self.codes.add("not-a-bot")

    def value_escalate(self, text):
        found = re.fullmatch(r"(.*\S)\s+after\s+(\S+)", text)
        if not found or not re.fullmatch(r"\d{1,5}[hdw]", found[2]):
            self.codes.add("bad-escalation")
        else:
            self.value_list(found[1])

    def accept(self, text):
        found = re.fullmatch(r"([a-z-]+) until (\d{4}-\d\d-\d\d), \S.*", text)
        if not found or found[1] not in WARNINGS or not validity.date(found[2]):
            self.codes.add("bad-value")

    def value_gate(self, text):
        self.gate(text)

    def gate(self, text):
        found = re.fullmatch(r"(all|\d+)[ \t]+of[ \t]+(.*)", text)
        names = words(found[2] if found else text)
        if not found and len(names) > 1:
            self.codes.add("bad-gate" if "of" in names else "several-owners")
            return
        if all([self.owner(name) for name in names]) and found and found[1] != "all":
            if not 1 <= int(found[1]) <= len(self.everybody(names, [])):
                self.codes.add("quorum")

    def patterns(self, lines):
        if lines[0].startswith("!"):
            self.codes.add("exclude-first")
        if len(set(lines)) < len(lines):
            self.codes.add("duplicate-pattern")
        for line in lines:
            self.codes |= validity.pattern_errors(line)
