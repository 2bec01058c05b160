"""Writes records, the store of them, and what a server notes of them: mowners-approvals(5) and mowners-audit(5)."""

import hashlib
import time


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def git_blob(text):
    raw = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()


def text(target, base, decision, by, made, expires, reason, lines, role="*", witness=None, repository=None):
    head = ["mowners-approval 1"] + (["repository " + repository] if repository else [])
    head += ["target " + target, "base " + base, "decision " + decision, "as " + role, "by " + by]
    head += (["witness " + witness] if witness else []) + ["made " + made, "expires " +
                                                           expires] + (["reason " + reason] if reason else [])
    return "".join(line + "\n" for line in head + lines)


def folders(found, used, name):
    """{path: file} of records {id: file}, of which so many digits are used up."""
    if len(found) <= 64:
        return {name + "/" + number[used:]: file for number, file in found.items()}
    out = {}
    for digit in sorted({number[used] for number in found}):
        out.update(folders({number: file for number, file in found.items() if number[used] == digit}, used + 1, name +
                           "/" + digit))
    return out


def leaves(lines, used, name):
    if len(lines) <= 128 or used == 16:
        return {name: "".join(line + "\n" for line in sorted(lines))} if lines else {}
    out = {}
    for digit in sorted({line[used] for line in lines}):
        out.update(leaves({line for line in lines if line[used] == digit}, used + 1, name + "/" + digit))
    return out


def store(files):
    """{path: content} of the store of these records, signed ones as they lie there."""
    records, stops, index = {}, {}, set()
    for file in files:
        said = file[:file.index("-----BEGIN")]
        if "\ndecision stop\n" in said or "\ndecision withdraw\n" in said:
            stops[sha(said)] = file
            continue
        records[sha(said)] = file
        for line in said.splitlines():
            if line.startswith("step "):
                folder, _, name = line.split(" ")[5].rpartition("/")
                index.add("%s%s %s %s" % (sha(folder)[:8], sha(name)[:8], sha(line)[:16], git_blob(file)))
            elif line.startswith("move "):
                index.add("%s %s %s" % (sha(line)[:16], sha(line)[:16], git_blob(file)))
    out = {"format": "mowners-store 2\n"}
    if records:
        out.update(folders(records, 0, "records"))
    if stops:
        out.update(folders(stops, 0, "stops"))
    out.update(leaves(index, 0, "index"))
    return out


def stamp(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def audit(writer, tip, requests):
    """A server's audit that began with a tip, and then had these requests {id: moment}, the first one first."""
    def entry(at, parents, lines):
        message = "".join(line + "\n"
                for line in ["mowners-audit 1", "at " + stamp(at), "pusher -", "rules " + tip,
                             "default refs/heads/main"] + lines)
        texts = folders(noted, 0, "received") if noted else {}
        texts["tips/" + tip + "0" * 24] = stamp(first) + "\n"
        return writer.commit(writer.files(texts), parents, "mowners@localhost", message, moment=at,
                             committer="mowners <mowners@localhost>",
                             name="mowners")

    noted = {}
    first = min(requests.values(), default=1790000000) - 86400
    top = entry(first, [], ["ref %s %s refs/heads/main" % ("0" * 40, tip), "verdict begun"])
    for number, at in sorted(requests.items(), key=lambda item: item[1]):
        noted[number] = stamp(at) + "\n"
        top = entry(at, [top], ["received request " + number])
    return top
