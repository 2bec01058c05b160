"""Reads records, keys and the store that holds them, by mowners-approvals(5) alone."""

import base64
import calendar
import re
import time

import ed25519
import records

HEAD = ["mowners-approval", "repository", "target", "base", "decision", "as", "by", "witness", "made", "expires",
        "reason"]
MAY_LACK = {"repository", "witness", "reason"}
BODY = {"approve": {"step"}, "stop": {"step", "path"}, "withdraw": {"record"}, "override": {"step", "move"},
        "request": {"step"}}
MODES = {"100644", "100755", "120000", "160000"}
PLAIN = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~/-"
BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
NAMESPACE = "approval@mowners"


class Bad(Exception):
    """A record that is none."""


def need(condition, why):
    if not condition:
        raise Bad(why)


def encode(raw):
    return "".join(chr(byte) if byte in PLAIN else "%%%02X" % byte for byte in raw)


def decode(text):
    raw = re.sub(rb"%([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())
    need(encode(raw) == text, "a path that is not written so")
    return raw


def moment(text):
    need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text), "no moment")
    try:
        return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        raise Bad("no moment") from None


class Record:
    """A text of THE RECORD, read strictly; raises Bad."""

    def __init__(self, text):
        need(text.endswith("\n"), "no line feed at the end")
        lines = text[:-1].split("\n")
        said = {}
        for key in HEAD:
            if lines and lines[0].split(" ")[0] == key:
                said[key] = lines.pop(0)[len(key) + 1:]
                need(said[key], "an empty line")
            else:
                need(key in MAY_LACK, "no line " + key)
        self.text, self.id = text, records.sha(text)
        need(said["mowners-approval"] == "1", "another version")
        self.repository, self.target, self.base = said.get("repository"), said["target"], said["base"]
        need(re.fullmatch("[0-9a-f]{40}", self.base), "no commit")
        self.decision, self.role, self.by = said["decision"], said["as"], said["by"]
        need(self.decision in BODY, "another decision")
        need(self.role in ("*", "accountable") or re.fullmatch(r"review\.\S+", self.role), "another role")
        self.made, self.expires = moment(said["made"]), moment(said["expires"])
        need(self.made < self.expires, "it expires before it is made")
        need("reason" in said or self.decision not in ("stop", "override"), "no reason")
        self.witness = None
        if "witness" in said:
            need(self.decision == "approve", "a witness of something else")
            found = re.fullmatch(r"(\S+) (gitlab!|github#|gitea#)\d+ review \S+ head [0-9a-f]{40}", said["witness"])
            need(found, "another witness")
            self.witness = found[1]
        need(lines, "it says nothing")
        self.kind = lines[0].split(" ")[0]
        need(self.kind in BODY[self.decision], "it says something else")
        self.steps, self.patterns, self.moves, self.takes_back = {}, [], [], None
        for line in lines:
            need(line.startswith(self.kind + " "), "two kinds of lines")
            getattr(self, "read_" + self.kind)(line[len(self.kind) + 1:].split(" "))
        need(list(self.steps) == sorted(self.steps) and self.patterns == sorted(set(self.patterns)), "not in order")
        need(len(self.moves) <= 1, "two moves")

    def read_step(self, words):
        need(len(words) == 5, "no step")
        for mode, oid in (words[0:2], words[2:4]):
            need(re.fullmatch("[0-9a-f]{40}", oid), "no id")
            need((mode == "000000" and oid == "0" * 40) or (mode in MODES and oid != "0" * 40), "no state")
        need(words[0:2] != words[2:4], "no change")
        path = decode(words[4]).decode("latin-1")
        need(path not in self.steps, "a path twice")
        self.steps[path] = (tuple(words[0:2]), tuple(words[2:4]), "step " + " ".join(words))

    def read_path(self, words):
        need(len(words) == 1, "no pattern")
        self.patterns.append(decode(words[0]).decode("latin-1"))

    def read_move(self, words):
        need(len(words) == 2 and words[0] != words[1] and all(re.fullmatch("[0-9a-f]{40}", word) for word in words),
             "no move")
        self.moves.append(tuple(words))

    def read_record(self, words):
        need(self.takes_back is None and len(words) == 1 and re.fullmatch("[0-9a-f]{64}", words[0]), "no record")
        self.takes_back = words[0]


class Signers:
    """OWNERS.signers: whose keys are good for what, and the errors in it."""

    KINDS = {"ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
             "sk-ssh-ed25519@openssh.com",
             "sk-ecdsa-sha2-nistp256@openssh.com"}

    def __init__(self, text, revoked=()):
        self.lines, self.errors, self.revoked = [], [], revoked
        for line in re.split("\r?\n", text):
            if not line.strip(" \t") or line.lstrip(" \t").startswith("#"):
                continue
            try:
                self.lines.append(self.read(line))
            except Bad as error:
                self.errors.append(str(error))

    def read(self, line):
        who, _, rest = line.lstrip(" \t").partition(" ")
        names = who.split(",")
        need(not re.search("[*?!]", who), "wildcard")
        need(all(re.fullmatch(r"[^@\s\"]+@[^@\s\"]+", name) for name in names), "bad-principal")
        options = {}
        word = rest.split(" ")[0]
        if word not in self.KINDS:
            while True:
                found = re.match(r'([a-z-]+)="([^"]*)"([, ])', rest)
                if not found:
                    need(not re.match(r"cert-authority\b", rest), "cert-authority")
                    raise Bad("bad-option" if re.match(r"(namespaces|valid-after|valid-before)\b", rest) else
                              "key-type" if "=" not in word else "unknown-option")
                name, value, end = found.groups()
                need(name in ("namespaces", "valid-after", "valid-before"), "unknown-option")
                need(name not in options, "duplicate-option")
                options[name] = value
                rest = rest[found.end():]
                if end == " ":
                    break
        need("namespaces" in options, "missing-namespaces")
        spaces = options["namespaces"].split(",")
        need(not re.search("[*?!]", options["namespaces"]), "wildcard")
        need(NAMESPACE in spaces, "wrong-namespace")
        after, before = [self.date(options[name]) if name in options else None
                         for name in ("valid-after", "valid-before")]
        need(after is None or before is None or after < before, "reversed-dates")
        words = rest.split()
        need(words, "missing-public-key")
        need(words[0] in self.KINDS, "key-type")
        need(len(words) > 1, "missing-public-key")
        try:
            blob = base64.b64decode(words[1], validate=True)
            (kind, public), more = ed25519.strings(blob, 2)
        except Exception:
            raise Bad("bad-key") from None
        need(kind.decode("latin-1") == words[0] and not more and (words[0] != "ssh-ed25519" or len(public) == 32),
             "bad-key")
        return names, spaces, after, before, blob

    @staticmethod
    def date(text):
        text = text.removesuffix("Z")
        for length, form in ((8, "%Y%m%d"), (12, "%Y%m%d%H%M"), (14, "%Y%m%d%H%M%S")):
            if len(text) == length and text.isdigit():
                try:
                    return calendar.timegm(time.strptime(text, form))
                except ValueError:
                    break
        raise Bad("bad-date")

    def good(self, rules, email, blob, now, namespace=NAMESPACE):
        """Whether this key vouches for an e-mail now: it is listed for it, and is nobody else's besides."""
        if self.errors or blob is None or blob in self.revoked:
            return False
        people = {rules.email(name) for names, _, _, _, key in self.lines for name in names if key == blob}
        return len(people) == 1 and any(
            key == blob and email in names and namespace in spaces and (after is None or after <= now)
            and (before is None or now <= before)
            for names, spaces, after, before, key in self.lines)


def file_of(text, name):
    """A record's file: the record and its armour, where it lies under its id."""
    at = text.find(BEGIN)
    need(at >= 0, "no signature")
    rows = text[at:].split("\n")
    need(len(rows) > 4 and all(len(row) == 70 for row in rows[1:-3]) and len(rows[-3]) <= 70,
         "not as ssh-keygen writes it")
    record = Record(text[:at])
    need(record.id == name, "another id")
    record.armour, record.blob, record.file = text[at:], records.git_blob(text), text
    return record


class Store:
    """refs/mowners/approvals of a repository."""

    def __init__(self, files):
        """files is {path: text} of its tree."""
        self.records, self.stops, self.bad, index = {}, {}, [], set()
        self.now = not files or files.get("format") == "mowners-store 2\n"
        for path, text in files.items():
            top, _, rest = path.partition("/")
            if top in ("records", "stops"):
                try:
                    record = file_of(text, rest.replace("/", ""))
                    need((record.decision in ("stop", "withdraw")) == (top == "stops"), "in the other folder")
                    (self.records if top == "records" else self.stops)[record.id] = record
                except Bad as error:
                    self.bad.append((path, str(error)))
            elif top == "index":
                index |= set(text.split("\n")[:-1])
        self.index = index

    def listed(self, record, path):
        """Whether the index leads from a path to the record."""
        folder, _, name = encode(path.encode("latin-1")).rpartition("/")
        line = record.steps[path][2]
        return "%s%s %s %s" % (records.sha(folder)[:8], records.sha(name)[:8], records.sha(line)[:16],
                               record.blob) in self.index

    def listed_move(self, record):
        line = "move %s %s" % record.moves[0]
        return "%s %s %s" % (records.sha(line)[:16], records.sha(line)[:16], record.blob) in self.index
