#!/usr/bin/env bats
# Every reader, by a command that has it at work: memory of our own runs out at each call, and each call of the system
# fails once. The command answers as it did, or fails with a message, or gives less advice; it leaves nothing behind, and
# never says yes to something else.

load helper

answers() { # COMMAND…
	echo "$*"
	sweep --fails 2,3 --kinds ours:12:0,sys:5:0 --most "${MOST-40}" -- "$MOWNERS" -q "$@"
}

@test "rules" {
	studio_new
	answers lint
	answers who brand/logo.svg
	answers why brand/logo.svg
	answers fmt --check
	answers matrix --format json
	answers matrix --format csv
	answers coverage
	answers files --owner @lena
	answers export codeowners
	printf '/docs/ @docs\n*.md lena@example.com\n' >CODEOWNERS
	answers init --from codeowners -o - CODEOWNERS
}

@test "changes and approvals" {
	world
	change logo brand/logo.svg email/hero.png
	approve lena logo
	approve greta logo
	as greta mowners stop --yes -m 'No' --path '*.tmp' >/dev/null 2>&1
	answers check
	answers check --format json
	answers check --format sarif
	answers diff main logo
	answers log
	answers agenda
	answers keys
	printf '{"by": "@lena", "decision": "stop", "source": "review 77"}\n' >"$SANDBOX/evidence"
	answers check --evidence "$SANDBOX/evidence"
	cd "$SERVER"
	answers audit
}
