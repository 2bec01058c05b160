#!/usr/bin/env bash
# Versions: patchutils 0.4.2 (Debian 12, patchutils 0.4.2-1), on patches of git 2.39: taking somebody's files out of a patch.
#
# Guessed: `filterdiff -x '*/notes.txt'` leaves out all that the patch says of notes.txt; `filterdiff -i '*/mode.sh'`
# finds a file whose mode alone changes; lsdiff lists every file of the patch.
# Happens: with -x the part with the lines goes, and git's own lines in front of it stay ("diff --git", "new file
# mode"). git apply takes that for a whole patch and makes the excluded file after all, empty. And what has no lines
# (a change of mode, a pure rename, an empty file, a binary one) does not exist for lsdiff and for -i.
# Source: the programs themselves.
#
# Seen:
#   git diff: blob.bin kept.txt mode.sh new.txt notes.txt old.txt
#   lsdiff: kept.txt notes.txt
#   filterdiff -i '*/mode.sh': 0 lines
#   filterdiff -x '*/notes.txt', applied: notes.txt with 0 bytes
set -eu

name=filterdiff-leftovers
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb patchutils=0.4.2-1
export PATH=$dir/root/usr/bin:$PATH
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
cd repo
seq 9 >old.txt
touch kept.txt mode.sh
git add .
git commit -q -m 'docs: one'
printf '\0' >blob.bin
echo more >kept.txt
echo private >notes.txt
chmod +x mode.sh
git mv old.txt new.txt
git add .
git diff --cached -M >../patch
git diff --cached -- kept.txt notes.txt >../texts
names=$(git diff --cached --name-only --no-renames | xargs)
git reset -q --hard

seen=$(
	echo "git diff: $names"
	echo "lsdiff: $(lsdiff --strip=1 ../patch | xargs)"
	echo "filterdiff -i '*/mode.sh': $(filterdiff -i '*/mode.sh' ../patch | wc -l) lines"
	filterdiff -x '*/notes.txt' ../texts | git apply
	echo "filterdiff -x '*/notes.txt', applied: notes.txt with $(wc -c <notes.txt) bytes"
)
want="git diff: blob.bin kept.txt mode.sh new.txt notes.txt old.txt
lsdiff: kept.txt notes.txt
filterdiff -i '*/mode.sh': 0 lines
filterdiff -x '*/notes.txt', applied: notes.txt with 0 bytes"

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
