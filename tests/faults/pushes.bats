#!/usr/bin/env bats
# What breaks in the middle of a real push: it is refused, with the cause, leaves every ref as it was, and the next push
# works. See also the faults of tests/cli: faults.bats, and "running" in attacks_server.bats.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

# ---- Ended ------------------------------------------------------------------------------------------------------------

@test "killed: at any point, by a signal that nobody can hold" {
	approved_world
	local before point

	before=$(refs)
	for point in 1 5 20 60 100 140 180 220 260 300; do
		fault "sys:$point:-9:0"
		run push_hero
		[ "$status" -ne 0 ]
		[[ $output == *"pre-receive hook declined"* ]]
		[ "$(refs)" = "$before" ]
	done
	[ -z "$(find "$SERVER" -name '*.lock' -o -name 'incoming-*')" ]
	fault ""
	accepted push_hero
}

@test "ended: at any point, by signals that wait until nothing is left behind" {
	approved_world
	local before point

	before=$(refs)
	for point in "1:-15" "60:-1" "140:-15" "200:-15" "260:-2" "300:-15" "330:-15"; do
		fault "sys:$point:0"
		run push_hero
		[ "$status" -ne 0 ]
		[ "$(refs)" = "$before" ]
		[ -z "$(left_behind)" ]
	done
	fault ""
	accepted push_hero
}

# ---- Memory and disk --------------------------------------------------------------------------------------------------

@test "memory: gone for good, whenever" {
	approved_world
	local point

	for point in 1 10 50 100 200 300; do
		fault "ours:$point:12:1"
		refused "out of memory" push_hero
		[ -z "$(left_behind)" ]
	done
	fault ""
	accepted push_hero
}

@test "disk: full" {
	approved_world
	local point

	for point in 1 2; do
		fault "disk:$point:28:1"
		refused "No space left on device; the push is refused" push_hero
		[ -z "$(left_behind)" ]
	done
	fault ""
	accepted push_hero
}

@test "disk: full while the audit is written" {
	approved_world
	local hook="$SERVER/hooks/post-receive" tip

	tip=$(git -C "$SERVER" rev-parse refs/mowners/audit)
	printf '#!/bin/sh\nexport LD_PRELOAD="%s" MOW_FAULT="disk:1:28:1"\nexec "%s" hook post-receive\n' "$SHIM" "$MOWNERS" >"$hook.new"
	chmod +x "$hook.new" && mv "$hook.new" "$hook"
	accepted push_hero
	[[ $(said) == *"mowners: AUDIT: this push has landed, and its entry could not be written: "*"the administrator runs mowners audit"* ]]
	[ "$(git -C "$SERVER" rev-parse refs/mowners/audit)" = "$tip" ]
	cp "$MOWNERS" "$hook.new" && mv "$hook.new" "$hook"
	git fetch -q origin
	change next email/next.png
	approve marc next
	accepted git push -q origin next:main
	[ "$(git -C "$SERVER" rev-parse refs/mowners/audit)" != "$tip" ]
	[ -z "$(left_behind)" ]
}

# ---- ssh-keygen -------------------------------------------------------------------------------------------------------

@test "ssh-keygen: hangs, says too much, is killed, says yes to everything" {
	approved_world
	program ssh-keygen <<<$'#!/bin/sh\nexec sleep 60'
	refused "ssh-keygen took too long and was stopped; the push is refused" push_hero
	program ssh-keygen <<<$'#!/bin/sh\nyes'
	refused "ssh-keygen wrote more than this can take" push_hero
	program ssh-keygen <<<$'#!/bin/sh\nkill -9 $$'
	refused "a signature that is not by marc@example.com" push_hero
	program ssh-keygen <<<$'#!/bin/sh\nexit 0'
	refused "a signature that is not by marc@example.com" push_hero
	[ -z "$(left_behind)" ]
	rm "$SANDBOX/bin/ssh-keygen"
	accepted push_hero
}

# ---- Clocks -----------------------------------------------------------------------------------------------------------

# The server's hook with its clock at that moment.
clock() { # MOMENT
	rm -f "$SERVER/hooks/pre-receive"
	printf '#!/bin/sh\nexec "%s" --now %s hook pre-receive\n' "$MOWNERS" "$1" >"$SERVER/hooks/pre-receive"
	chmod +x "$SERVER/hooks/pre-receive"
}

@test "clocks: the server's stands a year behind, or a year ahead" {
	approved_world
	clock "$(moment '1 year ago')"
	refused "made in the future" push_hero
	change two email/two.png
	run as marc mowners approve --yes two
	[ "$status" -ne 0 ]
	[[ $(said) == *"was made in the future; set the clock right"* ]]
	clock "$(moment '1 year')"
	refused "expired" push_hero
	fault ""
	accepted push_hero
}

# ---- Rules that are broken ----------------------------------------------------------------------------------------------

@test "rules: broken on the branch itself, and the way out" {
	world
	git checkout -q -B broken origin/main
	echo 'acountable = @lena' >>OWNERS
	force_rules
	change hero email/hero.png
	refused "OWNERS has errors, so nothing can be decided; the administrator must repair it" git push -q origin hero:main
	# Nor on another branch, since nobody can tell what is protected.
	git checkout -q -B mended --no-track origin/main
	sed -i '$d' OWNERS
	commit_all "mended"
	refused "the administrator must repair it" git push -q origin mended:topic
	# As mowners-hooks(7) says.
	git -C "$SERVER" fetch -q "$PWD" mended
	git -C "$SERVER" update-ref refs/heads/main FETCH_HEAD
	change hero email/hero.png
	approve marc hero
	accepted git push -q origin hero:main
}
