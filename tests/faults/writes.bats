#!/usr/bin/env bats
# Every command that writes, while each of its calls fails once: it fails with a message, each file and each record is
# there or not, whole, nothing temporary stays, and the next run does it.

# shellcheck disable=SC2030,SC2031 # each test has a folder of its own

load helper

# Memory of the program's own once and for good, an error of the disk once, no room on it from then on, and ended.
writes() { # [OPTION…] -- COMMAND…
	echo "$*"
	sweep --fails 1,2,3 --kinds "${KINDS-site:12:0,ours:12:1,sys:5:0,disk:28:1,sys:-15:0}" --most "${MOST-8}" --fresh "$SANDBOX" --inside work --status 0 "$@"
}

# ---- Files ------------------------------------------------------------------------------------------------------------

@test "the rules: laid out, renamed, tidied up, begun" {
	studio_new
	printf '[area]\npath=*\n     /hero.png\nreview=@paul\n' | owners email
	sed -i 's,^path        = /brand/$,&\n              /brand/logo.svg,' OWNERS
	writes -- "$MOWNERS" -q fmt
	# Two files: a disk that stays full takes neither the new nor, again, the old.
	writes --kinds site:12:0,ours:12:1,sys:5:0,disk:28:0,sys:-15:0 --again 2 -- "$MOWNERS" -q rename @paul @paula
	writes --status 1 -- "$MOWNERS" -q lint --fix
	rm OWNERS email/OWNERS
	writes --again 1,2,3 -- "$MOWNERS" -q init
}

# In a copy: the pages are all there. Before, there may be some: a list of what is to come tells whose they are.
paged() {
	[[ -z $DONE ]] || diff -r out ../site
}

@test "keys, and files about the rules" {
	world
	ssh-keygen -q -t ed25519 -N '' -f "$SANDBOX/new"
	writes -- "$MOWNERS" -q keys add --yes "hana@example.com namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$SANDBOX/new.pub")"
	writes -- "$MOWNERS" -q export -o out codeowners
	mowners -q --now "$NOW" site -o ../site
	export -f paged
	writes --after paged -- "$MOWNERS" -q --now "$NOW" site -o out
	printf 'x\n' >.git/COMMIT_EDITMSG
	writes -- "$MOWNERS" -q hook prepare-commit-msg .git/COMMIT_EDITMSG
}

@test "pages: of a change, and of what landed" {
	world
	change logo brand/logo.svg email/hero.png
	# A version that cannot be read is shown as one that is not here, so that one of the disk's errors makes another page.
	writes --kinds site:12:0,ours:12:1,disk:28:1,sys:-15:0 -- "$MOWNERS" -q --now "$NOW" sheet logo -o sheet.html
	git checkout -q main
	writes -- "$MOWNERS" -q --now "$NOW" report -o report.html
}

@test "hooks: put in place, and taken away" {
	studio_new
	writes -- "$MOWNERS" -q install --client
	writes -- "$MOWNERS" -q install --ci github
	mowners -q install --client >&2
	writes -- "$MOWNERS" -q install --client
	writes --again 1,2 -- "$MOWNERS" -q install --client --uninstall
}

# ---- Records ----------------------------------------------------------------------------------------------------------

# For copies of the world: the remote lies beside the clone, and the hooks are no copies of the program.
movable_world() {
	world
	git remote set-url origin ../server.git
	ln -sf "$MOWNERS" "$SERVER/hooks/pre-receive"
	ln -sf "$MOWNERS" "$SERVER/hooks/post-receive"
	change hero email/hero.png
}

# In a copy: nothing is half there or left over.
whole() {
	git fsck --no-dangling --no-progress && ! find .. -type f '(' -path '../tmp/*' -o -name '*.lock' -o -name '.mowners-*' -o -name 'tmp_object_*' -o -path '*/incoming-*' ')' | grep .
}

# In a copy, of the server: each hook is ours or the one that was there before, and that is not lost.
hooked() {
	local hook

	for hook in hooks/* hooks.mowners-kept/*; do
		[[ ! -e $hook ]] || cmp -s "$hook" "$MOWNERS" || cmp -s "$hook" earlier || { echo "$hook is half there"; return 1; }
	done
	cmp -s hooks/pre-receive earlier || cmp -s hooks.mowners-kept/pre-receive earlier || { echo "the earlier hook is gone"; return 1; }
	[[ -z $DONE || $(git config receive.fsckObjects) == "$FSCK" ]] || { echo "it is not set"; return 1; }
	whole
}

@test "hooks of a server: put in place, and taken away" {
	SERVER="$SANDBOX/server.git"
	git init -q --bare -b main "$SERVER" && mkdir "$SERVER/hooks"
	printf '#!/bin/sh\nexit 0\n' >"$SERVER/earlier"
	chmod +x "$SERVER/earlier" && cp "$SERVER/earlier" "$SERVER/hooks/pre-receive"
	export -f whole hooked
	FSCK=true writes --inside server.git --after hooked -- "$MOWNERS" -q install --server
	mowners -q -C "$SERVER" install --server
	FSCK='' writes --inside server.git --after hooked --again 1,2 -- "$MOWNERS" -q install --server --uninstall
}

# In a copy: the server has all $RECORDS, or lacks those that were to come.
stored() {
	local count

	count=$(git -C ../server.git ls-tree -r --name-only refs/mowners/approvals records stops 2>/dev/null | wc -l)
	[[ $count -eq $RECORDS || (-z $DONE && $count -eq $BEFORE) ]] || { echo "$count records"; return 1; }
	whole && cd ../server.git && whole
}

# In a copy, of the server: the audit has an entry of the push.
noted() {
	[[ -z $DONE || $(git log -1 --format=%B refs/mowners/audit) == *"$(git rev-parse main)"* ]] || { echo "no entry"; return 1; }
	whole
}

records() { # BEFORE AFTER COMMAND…
	export -f whole stored
	BEFORE=$1 RECORDS=$2 MOST=${MOST-5} as marc writes --after stored -- "$MOWNERS" -q --now "$NOW" "${@:3}"
}

@test "an approval, taken back" {
	movable_world
	records 0 1 approve --yes hero
	approve marc hero
	records 1 2 withdraw --yes "$(git ls-tree --name-only refs/mowners/approvals:records)"
}

@test "a request, a stop, a part of an override" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' movable_world
	MOST=${MOST-3} NOW=$(moment)
	records 0 1 request --yes hero
	records 0 1 stop --yes -m "Not now" hero
	records 0 1 override --yes -m "Urgent" hero
}

@test "records of both sides brought together" {
	movable_world
	change hero email/hero.png brand/logo.svg
	approve lena hero
	git update-ref -d refs/mowners/approvals
	approve marc --no-push hero
	records 1 2 sync
}

@test "records as a former version kept them" {
	movable_world
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_first "$SANDBOX/record"
	git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
	git update-ref -d refs/mowners/approvals
	records 1 1 -C ../server.git store --convert
}

@test "the entry in the audit" {
	movable_world
	git -C "$SERVER" fetch -q "$PWD" hero:main
	printf '%s %s refs/heads/main\n' "$(git rev-parse origin/main)" "$(git rev-parse hero)" >"$SANDBOX/lines"
	export -f whole noted
	GIT_DIR=. writes --inside server.git --input "$SANDBOX/lines" --after noted -- hooks/post-receive
}
