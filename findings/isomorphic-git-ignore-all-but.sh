#!/usr/bin/env bash
# Versions: npm isomorphic-git 1.44.19, against git: a .gitignore that ignores all but one kind of file.
#
# Guessed: the well-known three lines `*`, `!*/`, `!*.md` leave Markdown files at any depth for isIgnored as for git.
# Happens: only those of the top folder. isomorphic-git asks about each folder on the way without the slash that
# tells a folder from a file, so `!*/` never takes it back in and all below is ignored: docs/a.md is not listed by
# statusMatrix either. The matcher beneath it, npm ignore, gives git's answer for the whole path.
# Source: the two libraries themselves.
#
# Seen (path, ignored by git, by isomorphic-git, by ignore):
#   a.md no no no
#   docs/a.md no yes no
#   docs/a.psd yes yes yes
set -eu

name=isomorphic-git-ignore-all-but
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts isomorphic-git@1.44.19 ignore@7.0.17
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
mkdir repo/docs
touch repo/a.md repo/docs/a.md repo/docs/a.psd
printf '%s\n' '*' '!*/' '!*.md' >repo/.gitignore

cat >ask.mjs <<'JS'
import git from 'isomorphic-git'
import ignore from 'ignore'
import fs from 'fs'
const filepath = process.argv[2]
const word = (ignored) => (ignored ? 'yes' : 'no')
console.log(word(await git.isIgnored({ fs, dir: 'repo', filepath })),
	word(ignore().add(fs.readFileSync('repo/.gitignore', 'utf8')).ignores(filepath)))
JS
seen=$(
	for path in a.md docs/a.md docs/a.psd; do
		git=no
		! git -C repo check-ignore -q "$path" || git=yes
		echo "$path $git $(node ask.mjs "$path")"
	done
)
want='a.md no no no
docs/a.md no yes no
docs/a.psd yes yes yes'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
