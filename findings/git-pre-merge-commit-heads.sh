#!/usr/bin/env bash
# Versions: git 2.39.5 (Debian 12, git 1:2.39.5-0+deb12u3): what the hook pre-merge-commit can know of the merge.
#
# Guessed: MERGE_HEAD names what is merged, as it does in every other hook of a merge, and in pre-commit where a merge with
# conflicts is committed.
# Happens: there is no MERGE_HEAD yet when pre-merge-commit runs, so a hook that reads it sees no merge at all; AUTO_MERGE is
# there. prepare-commit-msg, of the same merge, has it. The id stands only in the name of a variable, GITHEAD_<id>, whose
# value is what the user called it.
# Source: githooks(5), "pre-merge-commit", which says nothing of either.
#
# Seen:
#   pre-merge-commit: AUTO_MERGE GITHEAD_ID=topic
#   prepare-commit-msg: AUTO_MERGE MERGE_HEAD MERGE_MODE MERGE_MSG GITHEAD_ID=topic
set -eu

name=git-pre-merge-commit-heads
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

git init -q -b main repo
cd repo
git commit -q --allow-empty -m first
git checkout -q -b topic
touch topic.txt && git add . && git commit -q -m topic
topic=$(git rev-parse HEAD)
git checkout -q main
touch main.txt && git add . && git commit -q -m main
mkdir -p .git/hooks
cat >.git/hooks/pre-merge-commit <<'END'
#!/bin/sh
echo "${0##*/}:" $(ls .git | grep MERGE) $(env | grep ^GITHEAD_) >>seen
END
cp .git/hooks/pre-merge-commit .git/hooks/prepare-commit-msg
chmod +x .git/hooks/*
git merge -q --no-edit topic

seen=$(sed "s/$topic/ID/" seen)
want='pre-merge-commit: AUTO_MERGE GITHEAD_ID=topic
prepare-commit-msg: AUTO_MERGE MERGE_HEAD MERGE_MODE MERGE_MSG GITHEAD_ID=topic'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
