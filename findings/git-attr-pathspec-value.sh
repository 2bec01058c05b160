#!/usr/bin/env bash
# Versions: git 2.39.5 (Debian 12, git 1:2.39.5-0+deb12u3): asking for paths by the value of an attribute.
#
# Guessed: a repository that says who owns what in .gitattributes, `*.md owner=@alice`, can be asked with the
# pathspec `:(attr:owner=@alice)`, since git check-attr prints that value.
# Happens: the pathspec knows letters, digits, `-`, `_` and `,` in a value and nothing else: `@`, `.` and `/` (so an
# @handle, an e-mail address, org/team) are fatal, also behind a backslash, though as attributes they are legal.
# Only exclusion by name remains: no pathspec says "owner has some value" either; `:(attr:owner)` wants plain "set".
# Source: the program itself.
#
# Seen:
#   docs.md: owner: @alice
#   fatal: cannot use '@' for value matching
#   fatal: cannot use '@' for value matching
#   fatal: cannot use '/' for value matching
#   fatal: cannot use '.' for value matching
#   team.txt
#   (nothing for attr:owner)
set -eu

name=git-attr-pathspec-value
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb git=1:2.39.5-0+deb12u3
export PATH=$dir/root/usr/bin:$PATH GIT_EXEC_PATH=$dir/root/usr/lib/git-core
export GIT_TEMPLATE_DIR=$dir/root/usr/share/git-core/templates
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

git init -q repo
cd repo
printf '%s\n' '*.md owner=@alice' '*.c owner=docs/team' '*.h owner=a.b' '*.txt owner=team_a' >.gitattributes
touch docs.md main.c main.h team.txt
git add .

seen=$(
	git check-attr owner docs.md
	for spec in 'owner=@alice' 'owner=\@alice' 'owner=docs/team' 'owner=a.b' 'owner=team_a' 'owner'; do
		git ls-files ":(attr:$spec)" 2>&1 || true
	done
)
want="docs.md: owner: @alice
fatal: cannot use '@' for value matching
fatal: cannot use '@' for value matching
fatal: cannot use '/' for value matching
fatal: cannot use '.' for value matching
team.txt"

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
