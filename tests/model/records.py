"""Records, their signatures and the store that holds them, built and judged by mowners-approvals(5) alone."""

import hashlib
import os
import subprocess


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def git_blob(text):
    raw = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw).hexdigest()


def keys(folder, people):
    """A key for each; the text of OWNERS.signers."""
    lines = []
    for who in people:
        path = os.path.join(folder, who)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
        with open(path + ".pub", encoding="ascii") as file:
            lines.append('%s@x.org namespaces="approval@mowners" %s' % (who, file.read().strip()))
    return "".join(line + "\n" for line in lines)


def sign(folder, who, text):
    done = subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "approval@mowners", "-f", os.path.join(folder, who)],
                          input=text.encode(), capture_output=True, check=True)
    return text + done.stdout.decode()


def text(target, base, decision, by, made, expires, reason, lines, role="*"):
    head = ["mowners-approval 1", "target " + target, "base " + base, "decision " + decision, "as " + role, "by " + by, "made " + made,
            "expires " + expires]
    if reason:
        head.append("reason " + reason)
    return "".join(line + "\n" for line in head + lines)


def folders(found, used, name):
    """{path: file} of records {id: file}, of which so many digits are used up."""
    if len(found) <= 64:
        return {name + "/" + number[used:]: file for number, file in found.items()}
    out = {}
    for digit in sorted({number[used] for number in found}):
        out.update(folders({number: file for number, file in found.items() if number[used] == digit}, used + 1, name + "/" + digit))
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
    out = {"format": "mowners-store 2\n"}
    if records:
        out.update(folders(records, 0, "records"))
    if stops:
        out.update(folders(stops, 0, "stops"))
    out.update(leaves(index, 0, "index"))
    return out
