# The hooks of a clone beside pre-commit: pre-push, pre-merge-commit, prepare-commit-msg. They advise.

# shellcheck disable=SC2154,SC2016 # run_split sets stderr; editors and hooks are written

load helper
load world

client() {
	world
	mowners install >/dev/null
}

@test "pre-push: what the server would say, and nothing where that is nothing" {
	client
	rm "$SERVER/hooks/pre-receive"
	change hero email/hero.png
	run_split git push -q origin hero:refs/heads/topic
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	# A clone that fetches one branch alone, as git clone --depth makes it: a new one, and the same again.
	git config --replace-all remote.origin.fetch +refs/heads/main:refs/remotes/origin/main heads
	run_split git push -q origin main:refs/heads/narrow
	[ -z "$stderr" ]
	run_split git push -q origin hero:refs/heads/narrow
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	git config mowners.prePush require
	run_split git push -q origin hero:main
	[ "$status" -ne 0 ]
	[ -z "$output" ]
	[[ $stderr == *"mowners: main: 1 changed file cannot land yet"*"@marc"*"mowners approve origin/topic"* ]]
	[[ $stderr != *"--target"* && $stderr != *"blocks nothing"* ]]
	[[ $stderr == *"mowners: not pushed: mowners.prePush = require asks for the approvals first (git push --no-verify does without this check)"* ]]
	git config mowners.prePush perhaps
	run_split git push -q origin hero:main
	[ "$status" -ne 0 ]
	[[ $stderr == *"mowners.prePush is require or advise"* ]]
	git config --unset mowners.prePush
	run_split git push -q origin hero:main :topic
	[ "$status" -eq 0 ]
	[[ $stderr == *"mowners: main: 1 changed file cannot land yet"*"advise"* ]]
	change post blog/post.md
	approve hana post
	run_split git push -q origin post:main
	[ -z "$stderr" ]
}

@test "pre-push: by an address, to a repository without rules, and with a hook that was there before" {
	client
	git init -q --bare "$SANDBOX/other.git"
	mkdir -p .git/hooks.mowners-kept
	printf '#!/bin/sh\nsed "s/^/kept: /" >&2; echo "$@" >&2\n' >.git/hooks.mowners-kept/pre-push
	chmod +x .git/hooks.mowners-kept/pre-push
	run_split git push -q "$SANDBOX/other.git" main:refs/heads/copy
	[ "$status" -eq 0 ]
	[[ $stderr == "kept: refs/heads/main $(git rev-parse main) refs/heads/copy $ZERO"$'\n'"$SANDBOX/other.git $SANDBOX/other.git"* ]]
	cd "$SANDBOX" && git init -q -b main plain && cd plain
	mowners install >/dev/null
	git commit -q --allow-empty -m first
	run_split git push -q "$SANDBOX/other.git" main
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}

@test "pre-merge-commit: the merge into a branch that needs approval, by who made it" {
	client
	change hero email/hero.png
	git checkout -q main
	git commit -q --allow-empty -m other
	run git merge -q --no-edit hero
	[ "$status" -eq 0 ]
	[[ $output == *"mowners: main: 1 changed file cannot land yet"*"@marc"* ]]
	git reset -q --hard HEAD^
	git config mowners.preMerge require
	run git merge -q --no-edit hero
	[ "$status" -ne 0 ]
	[[ $output == *"mowners: not merged: mowners.preMerge = require"* ]]
	git merge --abort
	approve marc hero
	git checkout -q main
	run git merge -q --no-edit hero
	[ "$status" -eq 0 ]
	[[ $output != *mowners* ]]
	git checkout -q -b topic hero^
	change logo brand/logo.svg
	git checkout -q topic
	git commit -q --allow-empty -m third
	run git merge -q --no-edit logo
	[ "$status" -eq 0 ]
	[[ $output != *mowners* ]]
}

@test "prepare-commit-msg: a comment before git's own, that git takes out again" {
	client
	echo new >email/hero.png
	git add email/hero.png
	printf '#!/bin/sh\ncp "$1" "%s/seen"\necho subject | cat - "$1" >"$1.new" && mv "$1.new" "$1"\n' "$SANDBOX" >"$SANDBOX/editor"
	chmod +x "$SANDBOX/editor"
	GIT_EDITOR="$SANDBOX/editor" git commit -q 2>/dev/null
	[[ $(<"$SANDBOX/seen") == *"# mowners: before this reaches main, it needs (advice only):"$'\n'"#   email/hero.png: @marc"$'\n#\n'"# Please enter"* ]]
	[ "$(git log -1 --format=%B)" = subject ]
	echo newer >email/hero.png
	git -c core.commentChar=';' -c core.editor="$SANDBOX/editor" commit -q -v -a 2>/dev/null
	[[ $(<"$SANDBOX/seen") == *"; mowners: before this reaches main"* ]]
	[ "$(git log -1 --format=%B)" = subject ]
}

@test "prepare-commit-msg: nothing where no editor opens, or comments stay" {
	client
	echo new >email/hero.png
	git commit -q -a -m one 2>/dev/null
	[ "$(git log -1 --format=%B)" = one ]
	echo newer >email/hero.png
	printf '#!/bin/sh\necho two >>"$1"\n' >"$SANDBOX/editor"
	chmod +x "$SANDBOX/editor"
	GIT_EDITOR="$SANDBOX/editor" git -c commit.cleanup=verbatim commit -q -a 2>/dev/null
	[[ $(git log -1 --format=%B) != *mowners* ]]
	[[ $(git log -1 --format=%B) == *two* ]]
}
