"""What is wrong with OWNERS files, by OWNERS(5): codes of errors, of a whole set of files."""

import calendar
import re
import time

LEVELS = ("lightweight", "standard", "detailed")
NAME = r"[a-z0-9][a-z0-9_-]{0,39}"
HANDLE = r"@[A-Za-z0-9][A-Za-z0-9._/-]{0,38}"
HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
AREA = {"accountable": "person", "escalate": "escalate", "responsible": "list", "level": "level", "review": "gates",
        "consulted": "list",
        "informed": "list", "rights-until": "date", "summary": "text", "confirm-by": "date", "accept": "accept"}
ROOT = {
    "mowners": {"version": "version", "protect": "refs", "mode": ("enforce", "advise"), "evidence": "evidence",
                "unowned": ("block", "warn", "allow"), "level": "level", "override": "gate", "witness": "bots",
                "handover": "handover",
                "authors": ("claimed", "proved"), "repository": "text", "external-accountable": ("yes", "no"),
                "stale-after": "duration",
                "accept": "accept"},
    "rules": AREA, "otherwise": AREA, "people": None, "teams": None,
    "level": {"decided-by": ("any", "accountable"), "self-approval": ("yes", "no"), "people": "number",
              "evidence": "evidence",
              "max-age": "age"},
    "freeze": {"path": "patterns", "from": "date", "until": "date", "opens": "date", "allow": "list", "reason": "text"},
}
ONE_A_LINE = ("path", "review", "accept")
TEXTS = ("summary", "reason", "path", "accept", "repository")
CLASSES = "alnum alpha blank cntrl digit graph lower print punct space upper xdigit".split()
ALL_KEYS = {key for keys in list(ROOT.values()) + [AREA, {"path": 0}] if keys for key in keys}


def words(text):
    return [word for word in re.split(r"[ \t,]+", text) if word]


def date(text):
    """The first moment and the one after the last of a day; of a moment it alone; None: it is none."""
    for form, length in (("%Y-%m-%d", 86400), ("%Y-%m-%dT%H:%M:%S", 0)):
        if re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:00))?", text):
            try:
                first = calendar.timegm(time.strptime(text[:19], form)) - (int(text[19:22]) * 3600
                                                                           if text[19:] not in ("", "Z") else 0)
                return first, first + length
            except ValueError:
                pass
    return None


def pattern_errors(text):
    """Of one pattern, with its ! if it has one."""
    text = text.removeprefix("!").removeprefix("/").removesuffix("/")
    if not text:
        return {"empty-pattern"}
    found, at, name = set(), 0, ""
    names = []
    while at < len(text):
        char = text[at]
        if char == "\\":
            if at + 1 == len(text):
                found.add("lone-backslash")
            elif text[at + 1] == "/":
                found.add("escaped-slash")
            name += text[at:at + 2]
            at += 2
        elif char == "[":
            length = class_length(text[at:], found)
            name += "["
            at += length
        elif char == "/":
            names.append(name)
            name = ""
            at += 1
        else:
            name += char
            at += 1
    names.append(name)
    if "" in names:
        found.add("empty-component")
    if "." in names or ".." in names:
        found.add("dot-component")
    return found


def class_length(text, found):
    at = 2 if text[1:2] in ("!", "^") else 1
    first = at
    while True:
        if at >= len(text):
            found.add("unclosed-class")
            return len(text)
        if text[at] == "]" and at > first:
            return at + 1
        known = re.match(r"\[:([^\]]*?):\]", text[at:])
        if known:
            if known[1] not in CLASSES:
                found.add("unknown-class")
            at += len(known[0])
            continue
        if text[at] == "/":
            found.add("slash-in-class")
        at += 2 if text[at] == "\\" else 1


class File:
    """The lines of a file, as sections of keys; notes what is wrong with them."""

    def __init__(self, raw, root):
        self.codes, self.sections, self.root = set(), [], root
        if len(raw) > 1 << 20:
            self.codes.add("too-large")
            return
        raw = raw.encode("latin-1")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            self.codes.add("invalid-utf8")
            text = raw.decode("utf-8", "replace")
        text = text.removeprefix("\ufeff")
        section = value = None
        for line in text.split("\n"):
            line = line.removesuffix("\r")
            self.characters(line)
            bare = line.lstrip(" \t")
            if bare[:1] in ("", ";", "#"):
                continue
            line = re.sub(r"[ \t]+;.*", "", line)
            if len(line.encode()) > 198:
                self.codes.add("line-too-long")
            line = line.rstrip(" \t")
            bare = line.lstrip(" \t")
            if line[0] in " \t":
                self.indented(section, value, bare)
            elif line[0] == "[":
                section, value = self.section(line), None
            else:
                value = self.key(section, line)

    def characters(self, line):
        for pattern, code in (("\0", "nul"), ("\r", "lone-cr"),
                              ("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "control-character"),
                              (HIDDEN, "invisible-character")):
            if re.search(pattern, line):
                self.codes.add(code)

    def indented(self, section, value, bare):
        key = re.match(r"([^=:\s]+)[ \t]*[=:]", bare)
        if bare[0] == "[" and bare.endswith("]") and (value is None
                                                      or value[0] not in ("path", "summary", "reason", "accept")):
            self.codes.add("indented-section")
        elif key and (key[1] in ALL_KEYS or key[1].startswith("review.")
                      or (section and section[0] in ("people", "teams") and key[1].startswith("@"))):
            self.codes.add("indented-key")
        elif value is None:
            self.codes.add("continuation")
        else:
            value[1].append(bare)

    def section(self, line):
        if "]" not in line:
            self.codes.add("unclosed-section")
            return None
        if not line.endswith("]"):
            self.codes.add("text-after-section")
            return None
        name = line[1:-1]
        kind = name.split(" ")[0]
        section = (name, {})
        if name != name.lower():
            self.codes.add("upper-case")
        elif kind in ("level", "freeze"):
            rest = name[len(kind) + 1:]
            if not re.fullmatch(NAME, rest):
                self.codes.add("name-too-long" if re.fullmatch(NAME[:-6] + "*", rest) else "bad-name" if rest
                               else "unknown-section")
            elif kind == "level" and rest not in LEVELS:
                self.codes.add("unknown-section")
            elif not self.root:
                self.codes.add("root-only")
        elif name in ROOT:
            if not self.root:
                self.codes.add("root-only")
        elif not re.fullmatch(NAME, name):
            self.codes.add("name-too-long" if re.fullmatch(NAME[:-6] + "*", name) else "unknown-section" if " " in name
                           else "bad-name")
        if any(name == other for other, _ in self.sections):
            self.codes.add("duplicate-section")
        self.sections.append(section)
        return section

    def key(self, section, line):
        found = re.match(r"([^=:]*)([=:])(.*)", line)
        if not found:
            self.codes.add("no-value")
            return None
        name, _, rest = [part.strip(" \t") for part in found.groups()]
        if not name:
            self.codes.add("no-key")
            return None
        if section is None:
            if not self.sections and not self.codes & {"unclosed-section", "text-after-section"}:
                self.codes.add("no-section")
            return (name, [])
        if section[0] not in ("people", "teams") and name != name.lower():
            self.codes.add("upper-case")
            return (name, [])
        value = (name, [rest] if rest else [])
        if section[0] not in ("people", "teams") and name in section[1]:
            self.codes.add("duplicate-key")
        elif section[0] in ("people", "teams") and name.lower() in {other.lower() for other in section[1]}:
            self.codes.add("duplicate-person" if section[0] == "people" else "duplicate-team")
        section[1].setdefault(name, value[1])
        return value
