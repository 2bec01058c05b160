# Where a hook cannot decide since something breaks: the push is refused, with the cause, and the next one works. See
# also "running" in attacks_server.bats, and tests/faults.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

deadline() { # SECONDS
	git -C "$SERVER" config mowners.deadline "$1"
}

# ---- Time -------------------------------------------------------------------------------------------------------------

@test "time: a push that takes longer than its deadline, and what hangs is ended with it" {
	approved_world
	deadline 1
	program ssh-keygen <<-END
		#!/bin/sh
		echo \$\$ >>"$SANDBOX/hanging"
		exec sleep 60
	END
	refused "mowners: could not decide within 1 second (git config mowners.deadline); push again, or in smaller parts, or ask the administrator for more time; the push is refused" push_hero
	[ -s "$SANDBOX/hanging" ]
	run kill -0 "$(<"$SANDBOX/hanging")"
	[ "$status" -ne 0 ]
	[ -z "$(ls -A "$SANDBOX/tmp")" ]
	rm "$SANDBOX/bin/ssh-keygen"
	accepted push_hero
}

# Runs a hook by hand, with lines that never come.
await() { # HOOK
	[ -e "$SANDBOX/silence" ] || mkfifo "$SANDBOX/silence"
	run_split env -C "$SERVER" GIT_DIR=. "hooks/$1" 0<>"$SANDBOX/silence"
}

@test "time: lines that never come" {
	approved_world
	deadline 1
	await pre-receive
	[ "$status" -eq 3 ]
	[[ $stderr == "mowners: could not decide within 1 second (git config mowners.deadline); "*"; the push is refused" ]]
	git -C "$SERVER" config mowners.platform gitlab
	await post-receive
	[ "$status" -eq 3 ]
	[ "$stderr" = "GL-HOOK-ERR: mowners: AUDIT: this push has landed, and its entry could not be written within 1 second (git config mowners.deadline); the administrator runs mowners audit" ]
}

@test "time: a program that informs, and hangs, after the audit is written" {
	approved_world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	deadline 1
	program inform <<<$'#!/bin/sh\nexec sleep 60'
	git -C "$SERVER" config mowners.notifyCommand "$SANDBOX/bin/inform"
	accepted git push -q origin logo:main
	[[ $(said) == *"mowners: who is to be told of this push could not all be told within 1 second (git config mowners.deadline)"* ]]
	git -C "$SERVER" log -1 --format=%B refs/mowners/audit | grep -q "$(git rev-parse logo)"
}

@test "time: what is configured" {
	approved_world
	local value

	for value in 0 86401 4s "" 123456 -1; do
		deadline "$value"
		refused "git config mowners.deadline is no number of seconds from 1 to 86400; the push is refused" push_hero
	done
	run_split mowners -C "$SERVER" doctor --server
	[ "$status" -eq 1 ]
	[[ $output == *"mend  Deadline  git config mowners.deadline is no number of seconds"*"so every push is refused"* ]]
	git -C "$SERVER" config --unset mowners.deadline
	git -C "$SERVER" config mowners.platform ghes
	run_split mowners -C "$SERVER" doctor --server
	[[ $output == *"ok    Deadline  a push that cannot be judged within 4 seconds is refused"* ]]
}
