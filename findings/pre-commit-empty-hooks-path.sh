#!/usr/bin/env bash
# Versions: pre-commit 3.0.4 (Debian 12, pre-commit 3.0.4-1), git 2.39.5: a git config core.hooksPath without a value.
#
# Guessed: where core.hooksPath is empty (left over from `git config core.hooksPath ""`, which reads like "none"), git has
# the hooks where they are by default, or pre-commit refuses to install, as it does where core.hooksPath is set.
# Happens: pre-commit takes the empty value for none and says that it is installed in .git/hooks. Git takes it for a folder
# with no name: it looks for /pre-commit, at the root of the file system, and asked for the folder it says ./, the folder
# at hand. The hook is not run, and nothing tells of that. `git config --unset core.hooksPath` makes it run.
# Source: the programs themselves; https://github.com/pre-commit/pre-commit/issues/3627 tells of the first half.
#
# Seen:
#   a folder: refused
#   empty: pre-commit installed at .git/hooks/pre-commit
#   the folder of hooks, the hook: ./ /pre-commit
#   a commit: no hook
#   a commit, without the key: the hook
set -eu

name=pre-commit-empty-hooks-path
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb pre-commit=3.0.4-1 python3-cfgv=3.3.1-2 python3-identify=2.5.17-1 python3-yaml=6.0-3+b2 git=1:2.39.5-0+deb12u3
export PATH=$dir/root/usr/bin:$PATH GIT_EXEC_PATH=$dir/root/usr/lib/git-core
export GIT_TEMPLATE_DIR=$dir/root/usr/share/git-core/templates GIT_CONFIG_NOSYSTEM=1
export PYTHONPATH="$dir/root/usr/lib/python3/dist-packages" HOME="$dir" LC_ALL=C.UTF-8 TOLD="$dir/told"
git config --global user.name Tess
git config --global user.email tess@example.org

git init -q -b main work
cd work
cat >.pre-commit-config.yaml <<'YAML'
repos:
- repo: local
  hooks:
  - id: tell
    name: tell
    language: system
    entry: sh -c 'echo the hook >>"$TOLD"'
    always_run: true
YAML
git add .

install() { /usr/bin/python3 -m pre_commit install; }
# Commits, and says whether the hook was run.
told() { # WHAT
	: >"$TOLD"
	git commit -q --allow-empty -m "$1" >"$dir/said" 2>&1 || { cat "$dir/said"; exit 2; }
	[ -s "$TOLD" ] || echo 'no hook' >"$TOLD"
	echo "$1: $(cat "$TOLD")"
}
seen=$(
	git config core.hooksPath "$dir/hooks"
	install >"$dir/said" 2>&1 || echo 'a folder: refused'
	git config core.hooksPath ''
	echo "empty: $(install)"
	echo "the folder of hooks, the hook: $(git rev-parse --git-path hooks) $(git rev-parse --git-path hooks/pre-commit)"
	told 'a commit'
	git config --unset core.hooksPath
	told 'a commit, without the key'
)
want='a folder: refused
empty: pre-commit installed at .git/hooks/pre-commit
the folder of hooks, the hook: ./ /pre-commit
a commit: no hook
a commit, without the key: the hook'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
