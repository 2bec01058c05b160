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
	id=$(git rev-parse --short=12 logo)
	[[ $(said) == *" First git push origin $id:refs/heads/NAME Ask Lena Fischer (@lena) and Marc Ode (@marc): together they complete this They run git fetch && mowners approve $id Then git fetch, and push again Why mowners why brand/logo.svg "* ]]
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
	git push -q origin "main:release/1&'2"
	refused "mowners approve origin/hero --target 'release/1&'\\''2'" git push origin "hero:release/1&'2"
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

@test "a repository without rules: the push that brings the first OWNERS file is not told to push one" {
	world
	git init -q --bare -b main "$SANDBOX/new.git"
	mowners -C "$SANDBOX/new.git" install --server >/dev/null 2>&1
	accepted git push -q "$SANDBOX/new.git" main:topic
	[[ $output == *"there is no OWNERS file"* || $output == *"does not exist"* ]]
	accepted git push -q "$SANDBOX/new.git" main
	[[ $(said) == *"mowners: warning: the OWNERS file that this push brings to refs/heads/main decides from the next push on"* ]]
	[[ $output != *"there is no OWNERS file"* ]]
}

@test "mowners.require closes a repository without rules" {
	repo_new
	files a
	commit_all one
	server_new
	git -C "$SERVER" config mowners.require true
	refused "mowners.require" git push -q origin main
}

# ---- Keys of those who decide about the rules ----

# The rules of the world and no keys, committed, and a server.
keyless_world() {
	repo_new "$SANDBOX/work"
	world_rules | owners
	files brand/logo.svg
	commit_all "first"
	server_new
}

# OWNERS.signers with the keys of these alone.
only_keys() { # WHO…
	world_keys lena marc ines greta paul tomas omar hana ella bot
	sed -i -E "/^($(IFS='|' && echo "$*"))@/!d" OWNERS.signers
}

@test "the first rules: without the keys of those who decide about them they are refused" {
	keyless_world
	refused "nobody could change the rules or add a key any more" git push -q origin main
	[[ $(said) == *"OWNERS:6"*" error: "*"that needs the decision of @tomas, and the keys in OWNERS.signers do not give it"* ]]
	[[ $(said) == *"add the keys of those people in the same push"*"git config mowners.allowedSigners FILE"*"[unsignable]"* ]]
	only_keys lena greta
	commit_all "keys of others"
	refused "the decision of @tomas" git push -q origin main
	only_keys lena tomas
	commit_all "the key"
	accepted git push -q origin main
}

@test "the first rules: a file of keys on the server is enough, another branch is not judged" {
	keyless_world
	accepted git push -q origin main:refs/heads/later
	refused "nobody could change the rules" git push -q origin main
	mkdir "$SANDBOX/keys"
	(cd "$SANDBOX/keys" && only_keys tomas)
	git -C "$SERVER" config mowners.allowedSigners "$SANDBOX/keys/OWNERS.signers"
	accepted git push -q origin main
}

@test "the first rules: a key that has expired, or is two people's, is none" {
	keyless_world
	only_keys tomas
	sed -i 's/namespaces="approval@mowners"/&,valid-before="20200101"/' OWNERS.signers
	commit_all "expired"
	refused "nobody could change the rules" git push -q origin main
	only_keys tomas
	sed 's/^tomas@/lena@/' OWNERS.signers >twice
	cat twice >>OWNERS.signers
	rm twice
	commit_all "shared"
	refused "nobody could change the rules" git push -q origin main
}

@test "the first rules: a deputy with a key is enough, since they approve what the owner makes" {
	keyless_world
	only_keys ines
	commit_all "a deputy's key"
	accepted git push -q origin main
	git remote set-head origin main
	git checkout -q -b own
	only_keys ines tomas
	git commit -q -a --author "Tomas <tomas@example.com>" -m "my key"
	approve ines own
	accepted git push -q origin own:main
}

@test "the first rules: gates count, and so does a quorum" {
	keyless_world
	sed -i 's/^accountable = @tomas$/&\nreview = 2 of @legal/' OWNERS
	only_keys tomas greta
	commit_all "a gate"
	refused "the review of 2 of @legal" git push -q origin main
	only_keys tomas greta paul
	commit_all "its keys"
	accepted git push -q origin main
}

@test "rules: a change after which nobody could change them is refused, though it is approved" {
	world
	git checkout -q -b away
	sed -i '/^tomas@\|^ines@/d' OWNERS.signers
	commit_all "no key"
	approve tomas away || true
	refused "nobody could change the rules or add a key any more" git push -q origin away:main
	run mowners check away
	[ "$status" -eq 1 ]
	[[ $output == *"[unsignable]"* ]]
	git checkout -q -b handed --no-track origin/main
	sed -i '/^\[rules\]/,/^$/s/@tomas/@omar/' OWNERS
	commit_all "to somebody with a key"
	approve tomas handed
	accepted git push -q origin handed:main
	git checkout -q -b lost --no-track origin/main
	git fetch -q origin
	git reset -q --hard origin/main
	sed -i '/^\[rules\]/,/^$/s/@omar/@paul/' OWNERS
	sed -i '/^paul@/d' OWNERS.signers
	commit_all "to somebody without"
	refused "nobody could change the rules" git push -q origin lost:main
}

@test "rules whose rights end: that is not a matter of keys" {
	world
	sed -i '/^\[rules\]/a rights-until = 2020-01-01' OWNERS
	git switch -q -c ended
	commit_all "the rules end"
	approve tomas ended
	accepted git push -q origin ended:main
}

@test "rules: where nobody can change them already, a push is not told that it brought it" {
	world
	sed -i '/^tomas@\|^ines@/d' OWNERS.signers
	force_rules
	git checkout -q -B more --no-track origin/main
	sed -i 's/^\[blog\]/[press]\npath = press\naccountable = @omar\n\n&/' OWNERS
	commit_all "more"
	refused "cannot land yet" git push -q origin more:main
	[[ $output != *unsignable* ]]
	[[ $(said) == *"@tomas cannot approve yet, without a valid key in OWNERS.signers; nor can @tomas, who decides about that file: the administrator names one with their keys"* ]]
}

@test "a refusal says who must get a key before they can approve" {
	world
	sed -i '/^marc@/d' OWNERS.signers
	force_rules
	change hero email/hero.png brand/logo.svg
	refused "cannot land yet" git push -q origin hero:main
	[[ $(said) == *"Note @marc cannot approve yet, without a valid key in OWNERS.signers; they add it first (mowners install --client shows the line), and @tomas, who decides about that file, approves that"* ]]
	[[ $(said) != *"@lena cannot approve yet"* ]]
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
	seq -f "create refs/heads/topic/%.0f $(git rev-parse hero)" 3000 | git update-ref --stdin
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
