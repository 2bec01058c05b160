#!/usr/bin/env bash
# Versions: unidiff 0.7.3 and whatthepatch 1.0.4 (Debian 12, python3-unidiff 0.7.3-1, python3-whatthepatch 1.0.4-1), on git 2.39:
# the files of a patch in which one name holds a blank.
#
# Guessed: both list "Logo Pack/final.md" and "b.md", as git does; a blank is nothing special in git's patches.
# Happens: unidiff lists a file more: it cuts git's first line at the blanks and, finding in the lines below another
# name than it expected, leaves a "renamed" file called by the last word, Pack/final.md here, beside the true
# one. A count of files or of renames is too high. whatthepatch keeps the tab that git puts behind
# such a name, as part of the name, so that it equals no path.
# Source: the libraries themselves.
#
# Seen:
#   git: Logo Pack/final.md, b.md
#   unidiff: Pack/final.md renamed, Logo Pack/final.md, b.md
#   whatthepatch: 'Logo Pack/final.md\t', 'b.md'
set -eu

name=python-diff-blank
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb python3-unidiff=0.7.3-1 python3-whatthepatch=1.0.4-1
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
cd repo
mkdir 'Logo Pack'
echo one >'Logo Pack/final.md'
echo one >b.md
git add .
git commit -q -m 'docs: one'
echo two >'Logo Pack/final.md'
echo two >b.md
git diff >../patch
cat >../ask.py <<'PY'
import unidiff, whatthepatch
text = open("../patch").read()
print("unidiff:", ", ".join(f"{file.path}{' renamed' if file.is_rename else ''}" for file in unidiff.PatchSet(text)))
print("whatthepatch:", ", ".join(repr(file.header.new_path) for file in whatthepatch.parse_patch(text)))
PY
seen=$(
	echo "git: $(git diff --name-only | paste -sd, | sed 's/,/, /g')"
	/usr/bin/python3 ../ask.py
)
want="git: Logo Pack/final.md, b.md
unidiff: Pack/final.md renamed, Logo Pack/final.md, b.md
whatthepatch: 'Logo Pack/final.md\t', 'b.md'"

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
