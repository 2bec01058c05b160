#!/usr/bin/env bash
# Versions: pre-commit 3.0.4 (Debian 12, pre-commit 3.0.4-1), git 2.39: hooks of the stage push.
#
# Guessed: a push of two branches runs the hooks for each; a branch that is deleted, and one that is made at a commit which
# the remote has, run those that are always_run; the files of a branch that is pushed while another is checked out are
# those that it changes.
# Happens: of the refs of a push the hooks run for the first one that brings a commit, and all the others go unlooked at.
# What brings none, such as a deletion or a release branch at an older commit, runs nothing, always_run or not. Of what a
# branch changes those files alone are handed over that the branch which is checked out has too.
# Source: the program itself; its documentation says of pre-push what the environment of one ref holds.
#
# Seen (what a hook was told: the branch at the remote, the files):
#   two branches: refs/heads/one,
#   the second alone, checked out: refs/heads/two, two.txt
#   a deletion: nothing
#   an older commit: nothing
set -eu

name=pre-commit-push-refs
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb pre-commit=3.0.4-1 python3-cfgv=3.3.1-2 python3-identify=2.5.17-1 python3-yaml=6.0-3+b2
export PYTHONPATH="$dir/root/usr/lib/python3/dist-packages" HOME="$dir" LC_ALL=C.UTF-8 TOLD="$dir/told"
git config --global user.name Tess
git config --global user.email tess@example.org

git init -q --bare -b main server.git
git init -q -b main work
cd work
git remote add origin ../server.git
cat >.pre-commit-config.yaml <<'YAML'
repos:
- repo: local
  hooks:
  - id: tell
    name: tell
    language: system
    entry: sh -c 'echo "$PRE_COMMIT_REMOTE_BRANCH, $*" >>"$TOLD"' --
    always_run: true
    stages: [push]
YAML
git add . && git commit -qm first && git push -q origin main
/usr/bin/python3 -m pre_commit install -t pre-push >/dev/null
for branch in one two; do
	git checkout -q -b "$branch" main
	echo "$branch" >"$branch.txt" && git add . && git commit -qm "$branch"
done

# Pushes, and says what the hook was told of it.
told() { # WHAT REFSPEC…
	: >"$TOLD"
	git push -q origin "${@:2}" >"$dir/said" 2>&1 || { cat "$dir/said"; exit 2; }
	[ -s "$TOLD" ] || echo nothing >"$TOLD"
	while read -r line; do echo "$1: $line"; done <"$TOLD"
}
seen=$(
	told 'two branches' one two
	git push -q --no-verify origin :two
	told 'the second alone, checked out' two
	told 'a deletion' :one
	told 'an older commit' main:release
)
want='two branches: refs/heads/one,
the second alone, checked out: refs/heads/two, two.txt
a deletion: nothing
an older commit: nothing'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
