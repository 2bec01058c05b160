# The pre-receive hook: what it says, what it reads, what it does when it cannot decide. See also the attacks*.bats.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# Runs the server's hook by hand, as git would, with these lines on standard input.
receive() { # LINES, as printf(1) writes them
	printf '%b' "$1" >"$SANDBOX/input"
	cd "$SERVER" || return 1
	run_split env GIT_DIR=. hooks/pre-receive <"$SANDBOX/input"
	cd "$SANDBOX/work" || return 1
}

# ---- What it says -----------------------------------------------------------------------------------------------

@test "a refusal says what is missing, who can give it, and what they run" {
	world
	change logo brand/logo.svg email/hero.png
	approve greta logo
	refused "" git push origin logo:main
	[[ $output == *"remote: mowners: main: 2 of 2 changed files cannot land yet"* ]]
	[[ $output == *"remote:   brand/logo.svg "*"brand, standard   OWNERS:10"* ]]
	[[ $output == *"remote:     decision  @lena   not yet"* ]]
	[[ $output == *"remote:     review    @greta  @greta approved"* ]]
	[[ $output == *"remote:   Ask      @lena and @marc: together they complete this"* ]]
	[[ $output == *"remote:   First    git push origin $(git rev-parse --short=12 logo):refs/heads/NAME"* ]]
	[[ $output == *"remote:   They run git fetch && mowners approve $(git rev-parse --short=12 logo)"* ]]
	[[ $output == *"remote:   Why      mowners why brand/logo.svg"* ]]
	[[ $output == *"remote: mowners: enforce: the whole push is refused; nothing has changed"* ]]
	[[ $output == *"pre-receive hook declined"* ]]
}

@test "a branch that is on the server already is named" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	refused "They run git fetch && mowners approve origin/logo" git push origin logo:main
	[[ $output != *"First"* ]]
}

@test "another target than the default branch stands in the command" {
	world
	git push -q origin main:release/1
	change hero email/hero.png
	git push -q origin hero
	refused "mowners approve origin/hero --target release/1" git push origin hero:release/1
	git tag launch/2 hero
	refused "mowners approve origin/hero --target refs/tags/launch/2" git push origin launch/2
}

@test "an accepted push says nothing" {
	world
	change hero email/hero.png
	approve marc hero
	run git push -q origin hero:main
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	run git push -q origin hero
	[ -z "$output" ]
}

@test "a repository without rules is open, and says so" {
	repo_new
	files a
	commit_all one
	server_new
	run git push -q origin main
	[ "$status" -eq 0 ]
	[[ $output == *"remote: mowners: warning: there is no OWNERS file"* ]]
}

@test "mowners.require closes a repository without rules" {
	repo_new
	files a
	commit_all one
	server_new
	git -C "$SERVER" config mowners.require true
	refused "mowners.require" git push -q origin main
}

@test "a leaver who owns the rules: the administrator is named, not the change that is refused" {
	world
	sed -i 's/^@tomas = .*/@tomas = Tomas Riva <tomas@example.com>, until 2026-01-31/' OWNERS
	force_rules
	git checkout -q -B repair --no-track origin/main
	sed -i '/^\[rules\]/,/^$/s/@tomas/@omar/' OWNERS
	commit_all "somebody who is here"
	refused "" git push -q origin repair:main
	[[ $(said) == *"the decision of @tomas (not in service today, and names no deputy); let the administrator bring it in (mowners-hooks(7))"* ]]
	[[ $output != *"name a deputy"* ]]
}

@test "errors that a push brings are named, in the refusal's own lines" {
	world
	git checkout -q -B broken origin/main
	printf '\n[x]\npath = /x/\nacountable = @lena\n' >>OWNERS
	commit_all broken
	refused "remote:   OWNERS:" git push origin broken:main
	[[ $output == *"1 error "* ]]
	[[ $output == *"accountable"* ]]
	[[ $output == *"mowners lint"* ]]
}

@test "several refs: each is named" {
	world
	git push -q origin main:release/1 main:release/2
	change logo brand/logo.svg
	refused "mowners: main: " git push origin logo:main logo:release/1 logo:release/2 logo
	[[ $output == *"mowners: release/1: "* ]]
	[[ $output == *"mowners: release/2: "* ]]
	[ -z "$(git -C "$SERVER" for-each-ref refs/heads/logo)" ]
}

# ---- What it reads -------------------------------------------------------------------------------------------------

@test "standard input that is none of git's blocks" {
	world
	change hero email/hero.png
	local old new line
	old=$(git rev-parse origin/main)
	new=$(git rev-parse hero)
	for line in "" "nonsense\n" "$old $new\n" "$old $new \n" "$old $new refs/heads/main" "$old  $new refs/heads/main\n" \
		"${old:0:39} $new refs/heads/main\n" "${old^^} $new refs/heads/main\n" "$old $new refs/heads/main\0000x\n" "\n" \
		"$old $new refs/heads/..\n" "$old $new main\n" "$old $new refs/heads/a b\n" "$old $new refs/heads/x\n\n"; do
		receive "$line"
		[ "$status" -ne 0 ] || { echo "accepted: $line"; return 1; }
		[ -z "$output" ]
		[[ $stderr == *"mowners: could not decide: "*"; the push is refused"* ]] || { echo "$line: $stderr"; return 1; }
	done
}

@test "a line that is too long blocks" {
	world
	receive "$ZERO $(git rev-parse HEAD) refs/heads/$(printf 'x%.0s' {1..70000})\n"
	[ "$status" -ne 0 ]
	[[ $stderr == *"64 KiB"* ]]
}

@test "objects that are not there block" {
	world
	receive "$(git rev-parse origin/main) 1234567890123456789012345678901234567890 refs/heads/main\n"
	[ "$status" -ne 0 ]
	[[ $stderr == *"the push is refused"* ]]
}

@test "run outside a repository it blocks" {
	world
	cd /
	run_split env -u GIT_DIR "$MOWNERS" hook pre-receive < <(echo "$ZERO $ZERO refs/heads/x")
	[ "$status" -ne 0 ]
	[[ $stderr == *"could not decide"* ]]
}

# ---- The hook that was there before ----------------------------------------------------------------------------------

kept_hook() { # STATUS
	mkdir -p "$SERVER/hooks.mowners-kept"
	cat >"$SERVER/hooks.mowners-kept/pre-receive" <<-END
		#!/bin/sh
		cat >"$SANDBOX/seen"
		env >"$SANDBOX/env"
		echo "on stdout"
		echo "on stderr" >&2
		exit $1
	END
	chmod +x "$SERVER/hooks.mowners-kept/pre-receive"
}

@test "kept: runs with the same input and environment, and decides too" {
	world
	kept_hook 0
	change hero email/hero.png
	approve marc hero
	rm -f "$SANDBOX/seen"
	accepted git push -q origin hero:main hero:topic
	[[ $output == *"remote: on stdout"* ]]
	[[ $output == *"remote: on stderr"* ]]
	grep -q '^GIT_QUARANTINE_PATH=' "$SANDBOX/env"
	grep -qx "$(git rev-parse hero^) $(git rev-parse hero) refs/heads/main" "$SANDBOX/seen"
	grep -qx "$ZERO $(git rev-parse hero) refs/heads/topic" "$SANDBOX/seen"
	[ "$(wc -l <"$SANDBOX/seen")" -eq 2 ]
	kept_hook 1
	before=$(refs)
	run git push -q origin hero:other
	[ "$status" -ne 0 ]
	[ "$(refs)" = "$before" ]
}

@test "kept: what we refuse is not asked there" {
	world
	kept_hook 0
	rm -f "$SANDBOX/seen"
	change hero email/hero.png
	refused "@marc" git push -q origin hero:main
	[ ! -e "$SANDBOX/seen" ]
}

@test "kept: one that reads nothing, one that is killed, one that is not executable, one that cannot run" {
	world
	change hero email/hero.png
	mkdir "$SERVER/hooks.mowners-kept"
	printf '#!/bin/sh\nexit 0\n' >"$SERVER/hooks.mowners-kept/pre-receive"
	chmod +x "$SERVER/hooks.mowners-kept/pre-receive"
	accepted git push -q origin hero:one
	printf '#!/bin/sh\nkill -9 $$\n' >"$SERVER/hooks.mowners-kept/pre-receive"
	run git push -q origin hero:two
	[ "$status" -ne 0 ]
	printf '#!/nowhere/sh\n' >"$SERVER/hooks.mowners-kept/pre-receive"
	run git push -q origin hero:two
	[ "$status" -ne 0 ]
	[[ $output == *"the push is refused"* ]]
	chmod -x "$SERVER/hooks.mowners-kept/pre-receive"
	accepted git push -q origin hero:two
}

@test "kept: a large input arrives whole" {
	world
	kept_hook 0
	change hero email/hero.png
	for i in $(seq 3000); do
		echo "create refs/heads/topic/$i $(git rev-parse hero)"
	done | git update-ref --stdin
	accepted git push -q origin "refs/heads/topic/*:refs/heads/topic/*"
	[ "$(wc -l <"$SANDBOX/seen")" -eq 3000 ]
}

# ---- Where it runs ----------------------------------------------------------------------------------------------------

server_is() { # NAME
	SERVER="$SANDBOX/$1"
}

@test "in a repository whose path holds a colon" {
	world
	mv "$SERVER" "$SANDBOX/with:colon.git"
	server_is with:colon.git
	git remote set-url origin "file://$SERVER"
	change hero email/hero.png
	approve marc hero
	[ -n "$(git -C "$SERVER" for-each-ref refs/mowners)" ]
	change logo brand/logo.svg
	refused "@lena" git push -q origin logo:main
	accepted git push -q origin hero:main
}

@test "with objects that lie in another repository" {
	world
	git clone -q --bare --shared "$SERVER" "$SANDBOX/fork.git"
	server_is fork.git
	git remote set-url origin "$SERVER"
	mowners -C "$SERVER" install --server
	change logo brand/logo.svg
	refused "@lena" git push -q origin logo:main
	change hero email/hero.png
	approve marc hero
	accepted git push -q origin hero:main
}

@test "as a link to the program" {
	world
	ln -sf "$MOWNERS" "$SERVER/hooks/pre-receive"
	change hero email/hero.png
	refused "@marc" git push -q origin hero:main
}

@test "by name: mowners hook NAME, and which names there are" {
	world
	run_split mowners hook
	[ "$status" -eq 2 ]
	[[ $stderr == *"pre-commit"*"pre-receive"* ]]
	run_split mowners hook pre-breakfast
	[ "$status" -eq 2 ]
	[[ $stderr == *"pre-breakfast"*"pre-commit"*"pre-receive"* ]]
	line="$(git rev-parse origin/main) $ZERO refs/heads/main"
	cd "$SERVER"
	run_split env GIT_DIR=. "$MOWNERS" hook pre-receive <<<"$line"
	[ "$status" -eq 1 ]
	[[ $stderr == *"deleted"* ]]
}

@test "the program itself, called by a hook that this version does not know" {
	world
	change hero email/hero.png
	approve marc hero
	ln -s "$MOWNERS" "$SERVER/hooks/update"
	run git push -q origin hero:main
	[ "$status" -ne 0 ]
	[[ $output == *"no hook is called update"* ]]
}
