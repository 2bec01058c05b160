"""Makes a repository object by object, so that also commits that git itself would not make can be had, quickly."""

import hashlib
import os
import subprocess
import zlib


class Writer:
    def __init__(self, folder):
        self.folder = folder
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
        subprocess.run(["git", "-C", folder, "config", "gc.auto", "0"], check=True)
        self.kinds = {}
        self.refs = {}

    def put(self, kind, raw):
        whole = b"%s %d\0" % (kind.encode(), len(raw)) + raw
        oid = hashlib.sha1(whole).hexdigest()
        if oid not in self.kinds:
            self.kinds[oid] = kind
            folder = os.path.join(self.folder, "objects", oid[:2])
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, oid[2:]), "wb") as file:
                file.write(zlib.compress(whole, 1))
        return oid

    def blob(self, text):
        return self.put("blob", text.encode("latin-1"))

    def tree(self, entries):
        """entries is {path: (mode, id)}, the paths of bytes read as latin-1."""
        names, below = {}, {}
        for path, entry in entries.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = entry
            else:
                names[name] = entry
        for name, inside in below.items():
            names[name] = ("40000", self.tree(inside))
        raw = b""
        for name in sorted(names, key=lambda name: name + "/" if names[name][0] == "40000" else name):
            raw += b"%s %s\0" % (names[name][0].encode(), name.encode("latin-1")) + bytes.fromhex(names[name][1])
        return self.put("tree", raw)

    def files(self, texts):
        return self.tree({path: ("100644", self.blob(text)) for path, text in texts.items()})

    def commit(self, tree, parents, author, message="x\n", others=(), key=None, moment=None,
               committer="C <c@z.org>", name="A"):
        """A commit; with a key, signed by it in git's namespace. Unless said, dates are in no order."""
        moment = moment or 1 + zlib.crc32("".join([tree, *parents]).encode()) % 2 * 1790000000
        head = "tree %s\n" % tree + "".join("parent %s\n" % parent for parent in parents)
        head += "author %s <%s> %d +0000\ncommitter %s %d +0000\n" % (name, author, moment, committer, moment)
        body = "\n" + message + ("\n" + "".join("Co-authored-by: B <%s>\n" % other for other in others) if others
                                 else "")
        if key is not None:
            armour = key.armour((head + body).encode("latin-1"), "git")
            head += "gpgsig " + armour.rstrip("\n").replace("\n", "\n ") + "\n"
        return self.put("commit", (head + body).encode("latin-1"))

    def ref(self, name, commit):
        self.refs[name] = commit

    def pack_refs(self):
        with open(os.path.join(self.folder, "packed-refs"), "w", encoding="ascii") as file:
            file.write("# pack-refs with: sorted \n" +
                       "".join("%s %s\n" % (oid, name) for name, oid in sorted(self.refs.items())))
