"""A repository by git's own plumbing: commits, trees, what changes and who made it. Texts are bytes read as latin-1."""

import re
import subprocess

NOTHING = ("000000", "0" * 40)


class Commit:
    """A commit: its tree, parents, the e-mails of its author and co-authors, and its signature with what it signs."""

    def __init__(self, oid, raw):
        self.oid = oid
        head, _, self.message = raw.partition("\n\n")
        fields = re.findall(r"^(\S+) (.*(?:\n .*)*)$", head, re.M)
        self.tree = dict(fields)["tree"]
        self.parents = [value for key, value in fields if key == "parent"]
        self.author = re.search(r"<(.*)>", dict(fields)["author"])[1].lower()
        self.others = self.trailers()
        self.signature = dict(fields).get("gpgsig")
        if self.signature is not None:
            self.signed = raw.replace("gpgsig " + self.signature + "\n", "", 1)
            self.signature = self.signature.replace("\n ", "\n") + "\n"

    def trailers(self):
        """Co-authors: of the last paragraph, if it is not the only one and all of it are trailers."""
        parts = self.message.strip("\n").split("\n\n")
        lines = parts[-1].split("\n") if len(parts) > 1 else []
        if not all(re.match(r"[A-Za-z0-9-]+ *:", line) for line in lines):
            return []
        found = [re.match(r"co-authored-by *: .*<(.*)>", line, re.I) for line in lines]
        return [match[1].lower() for match in found if match]


class Repository:
    def __init__(self, folder):
        self.folder = folder
        self.batch = subprocess.Popen(["git", "-C", folder, "cat-file", "--batch"], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE)
        self.commits, self.trees = {}, {}

    def close(self):
        self.batch.stdin.close()
        self.batch.stdout.close()
        self.batch.wait()

    def git(self, *words, check=True):
        return subprocess.run(["git", "-C", self.folder, *words], capture_output=True,
                              check=check).stdout.decode("latin-1")

    def read(self, name):
        """(id, kind, text) of an object, or three None."""
        self.batch.stdin.write(name.encode() + b"\n")
        self.batch.stdin.flush()
        words = self.batch.stdout.readline().decode().split()
        if words[-1] == "missing":
            return None, None, None
        raw = self.batch.stdout.read(int(words[2]) + 1)[:-1]
        return words[0], words[1], raw.decode("latin-1")

    def commit(self, name):
        if name not in self.commits:
            oid, _, raw = self.read(name)
            if oid is None:
                return None
            self.commits[oid] = Commit(oid, raw)
            if name != oid:
                return self.commits[oid]
        return self.commits[name]

    def tree(self, oid):
        """{path: (mode, id)} of all below a tree, without the folders."""
        if oid not in self.trees:
            found, raw = {}, self.read(oid)[2]
            while raw:
                head, _, raw = raw.partition("\0")
                mode, _, name = head.partition(" ")
                entry, raw = raw[:20].encode("latin-1").hex(), raw[20:]
                if mode == "40000":
                    found.update({name + "/" + path: below for path, below in self.tree(entry).items()})
                else:
                    found[name] = (mode, entry)
            self.trees[oid] = found
        return self.trees[oid]

    def files(self, commit):
        """{path: (mode, id)} of a commit; None is one before all."""
        return self.tree(self.commit(commit).tree) if commit else {}

    def text(self, commit, path):
        entry = self.files(commit).get(path)
        return None if entry is None else self.read(entry[1])[2]

    def texts(self, ref):
        """{path: text} of all that a ref holds."""
        commit = self.commit(ref)
        return {path: self.read(oid)[2] for path, (_, oid) in self.tree(commit.tree).items()} if commit else {}

    def steps(self, old, new):
        """{path: (old entry, new entry)} of what changes between two commits."""
        before, after = self.files(old), self.files(new)
        return {path: (before.get(path, NOTHING), after.get(path, NOTHING)) for path in sorted(set(before) | set(after))
                if before.get(path) != after.get(path)}

    def reachable(self, tip, without=None):
        """Commits that a tip has and another one has not, in no order."""
        hidden = self.reachable(without) if without else {}
        found, left = {}, [tip] if tip else []
        while left:
            oid = left.pop()
            if oid not in found and oid not in hidden:
                found[oid] = self.commit(oid)
                left += found[oid].parents
        return found

    def first_parents(self, tip):
        found = []
        while tip:
            found.append(tip)
            parents = self.commit(tip).parents
            tip = parents[0] if parents else None
        return found

    def landed_since(self, path, state, base, tip):
        """Whether a commit that came in after base has the path in this state while one of its parents has not."""
        for commit in self.reachable(tip, base).values():
            if self.files(commit.oid).get(path, NOTHING) != state:
                continue
            if not commit.parents and state != NOTHING:
                return True
            if any(self.files(parent).get(path, NOTHING) != state for parent in commit.parents):
                return True
        return False

    def made_by_git(self, commit, path):
        """What git makes of a file by itself where it merges the two parents; NOTHING where that is not asked."""
        bases = self.git("merge-base", "--all", *commit.parents, check=False).split()
        if len(commit.parents) != 2 or len(bases) != 1:
            return NOTHING
        ours, theirs, base = [self.files(side).get(path) for side in commit.parents + bases]
        if ours is None or theirs is None or base is None:
            return NOTHING
        mode = theirs[0] if ours[0] == base[0] else ours[0]
        if base[1] in (ours[1], theirs[1]):
            return (mode, theirs[1] if ours[1] == base[1] else ours[1])
        done = subprocess.run(["git", "-C", self.folder, "merge-tree", "--write-tree", *commit.parents],
                              capture_output=True, check=False)
        tree = done.stdout.decode().split("\n")[0]
        conflicts = {line.split("\t")[1] for line in done.stdout.decode().split("\n\n")[0].split("\n")[1:]
                     if "\t" in line}
        return NOTHING if path in conflicts else self.tree(tree).get(path, NOTHING)

    def makers(self, path, old, new):
        """The commits between two that change a file; where there is none, or none of that content, every merge too."""
        between = self.reachable(new, old)
        found, made = [], False
        for commit in between.values():
            state = self.files(commit.oid).get(path)
            before = [self.files(parent).get(path) for parent in commit.parents] or [None]
            if any(state == other for other in before):
                continue
            made = made or state == self.files(new).get(path)
            if len(before) < 2 or state != self.made_by_git(commit, path):
                found.append(commit)
        merges = [commit for commit in between.values() if len(commit.parents) > 1]
        return found + [merge for merge in merges if merge not in found] if not (found and made) else found
