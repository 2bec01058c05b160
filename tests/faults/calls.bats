#!/usr/bin/env bats
# Every call of a hook fails once: the answer may become a refusal, and nothing else. What speaks against each of these
# pushes is something that is there, and a call that fails must not make it look as if it were not.

# shellcheck disable=SC2030,SC2031 # each test has a server of its own

load helper

# Memory of the program's own once and for good, an error of the disk once, no right to look, and reads of one byte.
FAULTS=ours:12:0,ours:12:1,sys:5:0,sys:13:0

never() { # REASON LINES [OPTION…]
	local reason=$1 lines=$2

	shift 2
	sweep_hook 1 "$lines" --says "$reason" --kinds "${KINDS-$FAULTS}" --most "${MOST-90}" "$@"
}

@test "an approved push" {
	world
	change hero email/hero.png
	approve marc hero
	sweep_hook 0 "$(line refs/heads/main hero)" --fails 1,3 --kinds "${KINDS-ours:12:0,ours:12:1,all:12:0,all:12:1,sys:5:0,sys:4:0,sys:28:1,sys:24:1,sys:-100:1}" --most "${MOST-150}"
}

@test "an unapproved push" {
	world
	change hero email/hero.png
	never "cannot land yet" "$(line refs/heads/main hero)" --kinds "${KINDS-ours:12:0,ours:12:1,all:12:0,all:12:1,sys:5:0,sys:4:0,sys:13:0,sys:24:1,sys:-100:1}" --most "${MOST-150}"
}

@test "a stop" {
	world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	as greta mowners stop --yes -m 'The claim is wrong' logo >/dev/null 2>&1
	never "The claim is wrong" "$(line refs/heads/main logo)"
}

@test "an approval that was taken back" {
	world
	change hero email/hero.png
	approve marc hero
	as marc mowners withdraw --yes "$(git ls-tree -r --name-only refs/mowners/approvals records | sed 's,^records,,' | tr -d /)" >/dev/null 2>&1
	never "@marc not yet" "$(line refs/heads/main hero)"
}

@test "a key that was revoked" {
	world
	change hero email/hero.png
	approve marc hero
	ssh-keygen -q -k -f "$SANDBOX/revoked" "$(key_of marc).pub"
	git -C "$SERVER" config mowners.revokedSigners "$SANDBOX/revoked"
	never "has been revoked" "$(line refs/heads/main hero)"
}

@test "a gate of a nested OWNERS file" {
	world
	printf '[area]\npath = *\nreview = @paul\n' | owners email
	force_rules
	change hero email/hero.png
	approve marc hero
	never "review @paul not yet" "$(line refs/heads/main hero)"
}

@test "a freeze" {
	world
	printf '\n[freeze now]\npath = /email/\nfrom = 2020-01-01\nuntil = 2099-01-01\nreason = Not now\n' >>OWNERS
	force_rules
	change hero email/hero.png
	approve marc hero
	never "frozen until" "$(line refs/heads/main hero)"
}

@test "a repository that is closed until it has rules" {
	world
	SERVER="$SANDBOX/closed.git"
	git init -q --bare -b main "$SERVER"
	git -C "$SERVER" fetch -q "$PWD" main:refs/lent/main
	mowners -C "$SERVER" install --server >/dev/null 2>&1
	git -C "$SERVER" config mowners.require true
	never "mowners.require" "$ZERO $(git rev-parse main) refs/heads/other\n"
}

@test "names that are not for everybody, and what can only be seen in the objects" {
	world
	local main
	main=$(git rev-parse main)
	change hero email/hero.png
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/heads/main
	git push -q origin main:release/1
	record_text marc hero email/hero.png | sign_with "$(key_of lena)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	git push -q origin refs/mowners/approvals:refs/heads/lent/records
	git checkout -q -b twin main && git update-index --add --cacheinfo "100644,$(git rev-parse main:blog/post.md),BLOG/post.md" && git commit -q -m twin
	MOST=${MOST-30}
	never "refs/replace/ makes git show other content" "$(line "refs/replace/$main" hero)"
	never "main: 1 changed file cannot land yet" "$(line refs/heads/alias hero)"
	never "deleted" "$main $ZERO refs/heads/main\n"
	never "release/1" "$main $(git rev-parse hero) refs/heads/release/1\n"
	never "is signed with the key of lena@example.com" "$ZERO $(git rev-parse refs/mowners/approvals) refs/mowners/approvals\n"
	never "BLOG" "$(line refs/heads/main twin)"
}

@test "a hook that was there before, and refuses" {
	world
	change hero email/hero.png
	mkdir -p "$SERVER/hooks.mowners-kept"
	printf '#!/bin/sh\necho "not at lunch" >&2\nexit 1\n' >"$SERVER/hooks.mowners-kept/pre-receive"
	chmod +x "$SERVER/hooks.mowners-kept/pre-receive"
	never "not at lunch" "$(line refs/heads/topic hero)"
}
