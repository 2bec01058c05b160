#!/usr/bin/env bash
# Versions: npm isomorphic-git 1.44.19, against git: notes of a repository that has some hundred of them.
#
# Guessed: readNote, listNotes and addNote know that git spreads notes over folders by the first digits of the commit
# (refs/notes/commits then holds ab/cdef…) once there are many.
# Happens: they know the flat form alone. readNote does not find the note, listNotes answers the names of folders as
# commits ("00", with the folder's id as the note), and addNote of a commit that has a note does not refuse, as it
# does in a small repository, but writes a second, flat one beside it. git then shows both joined, as one.
# With a few notes all three work, so that tests of a young repository show nothing.
# Source: the library itself.
#
# Seen, with 300 notes on 300 commits:
#   readNote: NotFoundError
#   listNotes: shortest target 2 digits, 300 targets: false
#   addNote: accepted
#   git notes show: first / second /
set -eu

name=isomorphic-git-notes-folders
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts isomorphic-git@1.44.19
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q -b main repo
{
	for i in $(seq 300); do
		printf 'commit refs/heads/main\nmark :%d\ncommitter A <a@example.org> %d +0000\ndata 1\nx\n' "$i" $((1700000000 + i))
	done
	printf 'commit refs/notes/commits\ncommitter A <a@example.org> 1700001000 +0000\ndata 1\nn\n'
	for i in $(seq 300); do printf 'N inline :%d\ndata 6\nfirst\n\n' "$i"; done
} | git -C repo fast-import --quiet

cat >notes.mjs <<'JS'
import git from 'isomorphic-git'
import fs from 'fs'
const at = { fs, dir: 'repo' }
const oid = await git.resolveRef({ ...at, ref: 'main' })
console.log('readNote:', await git.readNote({ ...at, oid }).then(() => 'found', (e) => e.code))
const list = await git.listNotes(at)
console.log('listNotes: shortest target', Math.min(...list.map((note) => note.target.length)),
	'digits, 300 targets:', list.length === 300)
const author = { name: 'A', email: 'a@example.org' }
console.log('addNote:', await git.addNote({ ...at, oid, note: 'second\n', author })
	.then(() => 'accepted', (e) => e.code))
JS
seen=$(
	node notes.mjs
	echo "git notes show: $(git -C repo notes show main | tr '\n' ' ' | sed 's/  */ \/ /g')"
)
want='readNote: NotFoundError
listNotes: shortest target 2 digits, 300 targets: false
addNote: accepted
git notes show: first / second / '

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
