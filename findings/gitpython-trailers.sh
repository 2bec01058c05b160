#!/usr/bin/env bash
# Versions: GitPython 3.1.30 (Debian 12, python3-git 3.1.30-1+deb12u3), against git 2.39: the trailers of a commit.
#
# Guessed: commit.trailers keeps each Reviewed-by of several (as a list, or as pairs), and commit.co_authors finds the
# co-authors that `git log --format='%(trailers:key=Co-authored-by)'` finds, where letter case does not count.
# Happens: trailers is a plain dictionary: of two Reviewed-by the last one stays, without a word. And co_authors
# is not made from trailers: it wants exactly "Co-authored-by", so it misses "Co-Authored-By", which several
# programs write, and it takes such a line from anywhere in the message, where git sees no trailer.
# Source: the library itself.
#
# Seen:
#   git reviewers: A <a@example.org>, B <b@example.org>
#   GitPython reviewers: B <b@example.org>
#   git co-authors: C <c@example.org>, D <d@example.org>
#   GitPython co-authors: Q <q@example.org>, D <d@example.org>
set -eu

name=gitpython-trailers
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb python3-git=3.1.30-1+deb12u3 python3-gitdb=4.0.9-2 python3-smmap=5.0.0-1
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
git -C repo commit -q --allow-empty -F - <<'TEXT'
docs: one

The earlier try had this line in it:

Co-authored-by: Q <q@example.org>

and was taken back.

Reviewed-by: A <a@example.org>
Reviewed-by: B <b@example.org>
Co-Authored-By: C <c@example.org>
Co-authored-by: D <d@example.org>
TEXT

list() { git -C repo log -1 --format="%(trailers:key=$1,valueonly,separator=%x2C%x20)"; }
cat >ask.py <<'PY'
import git
commit = git.Repo("repo").head.commit
print("GitPython reviewers:", commit.trailers["Reviewed-by"])
print("GitPython co-authors:", ", ".join(f"{who.name} <{who.email}>" for who in commit.co_authors))
PY
seen=$(
	echo "git reviewers: $(list Reviewed-by)"
	echo "git co-authors: $(list Co-authored-by)"
	/usr/bin/python3 ask.py
)
want='git reviewers: A <a@example.org>, B <b@example.org>
git co-authors: C <c@example.org>, D <d@example.org>
GitPython reviewers: B <b@example.org>
GitPython co-authors: Q <q@example.org>, D <d@example.org>'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
