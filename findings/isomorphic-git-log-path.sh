#!/usr/bin/env bash
# Versions: npm isomorphic-git 1.44.19, against git: log with a filepath, over a history with a merge.
#
# Guessed: log({filepath}) lists what `git log --full-history -- PATH` lists, or what `git log` lists after its
# simplification of merges: in any case only commits that differ in that path from a parent of theirs.
# Happens: each commit is compared with the next one of the list, by date, whether or not that is its parent. Where a
# side branch was cut off before the path changed on main, the newest change to main's path makes a commit of the
# side branch appear that touched another file alone: its author looks like somebody who worked on the path.
# Source: the library itself.
#
# Seen, for the path docs/a, which side-c did not touch:
#   git log:                docs-2 base
#   git log --full-history: merge docs-2 base
#   isomorphic-git:         merge side-c docs-2 base
set -eu

name=isomorphic-git-log-path
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts isomorphic-git@1.44.19
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q -b main repo
clock=1700000000
commit() { # MESSAGE FILE
	mkdir -p "repo/$(dirname "$2")"
	echo "$1" >"repo/$2"
	git -C repo add .
	clock=$((clock + 1))
	GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" git -C repo commit -q -m "$1"
}
commit base docs/a
git -C repo branch side
commit docs-2 docs/a
git -C repo checkout -q side
commit side-c c
git -C repo checkout -q main
clock=$((clock + 1))
GIT_AUTHOR_DATE="$clock +0000" GIT_COMMITTER_DATE="$clock +0000" git -C repo merge -q --no-ff -m merge side

cat >log.mjs <<'JS'
import git from 'isomorphic-git'
import fs from 'fs'
const list = await git.log({ fs, dir: 'repo', filepath: 'docs/a' })
console.log(list.map((entry) => entry.commit.message.trim()).join(' '))
JS
seen=$(
	echo "git log: $(git -C repo log --format=%s -- docs/a | xargs)"
	echo "git log --full-history: $(git -C repo log --full-history --format=%s -- docs/a | xargs)"
	echo "isomorphic-git: $(node log.mjs)"
)
want='git log: docs-2 base
git log --full-history: merge docs-2 base
isomorphic-git: merge side-c docs-2 base'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
