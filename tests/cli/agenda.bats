# agenda: requests and debts, whose they are, and usage. What days come to is in tests/golden/agenda-*.

# shellcheck disable=SC2154 # run_split sets status, output and stderr

load helper
load world

# The kinds and whom they wait for.
kinds() { # [ARGUMENT…]
	mowners agenda --format json "$@" | jq -c '.items[] | [.kind, .who, .by, .path, .files]'
}

@test "a request waits until it is complete, an override until its owners have approved it" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change logo brand/logo.svg brand/price.claims.md
	as omar mowners request --yes -m 'For the "launch"' logo >/dev/null 2>&1
	waiting='["request",["@lena","@greta"],"@omar","brand/logo.svg",2]'
	[ "$(kinds)" = "$waiting" ]
	run_split mowners agenda
	[ "$status:$stderr" = 0: ]
	[[ $(said) == *' @omar asks for approval of brand/logo.svg and 1 more file for main: For the "launch"; it waits for @lena and @greta '* ]]
	# Theirs who could give something, and who asked; nobody else's.
	[ "$(kinds --owner @paul)" = "$waiting" ]
	[ "$(kinds --owner OMAR@example.com)" = "$waiting" ]
	[ "$(kinds --owner @guild)" = "$waiting" ]
	[ -z "$(kinds --owner @hana)" ]
	run_split mowners agenda --owner @hana --days 1
	[ "$status:$output" = "0:mowners: nothing waits" ]
	approve lena logo
	[ "$(kinds)" = '["request",["@greta"],"@omar","brand/logo.svg",2]' ]
	approve greta logo
	[ -z "$(kinds)" ]
	change hero email/hero.png
	for who in lena ines; do
		as "$who" mowners override --yes -m 'The launch is today' hero >/dev/null 2>&1
	done
	accepted git push -q origin hero:main
	git fetch -q origin main "+refs/mowners/audit:refs/mowners/audit"
	[ "$(kinds)" = '["debt",["@marc"],null,"email/hero.png",1]' ]
	run_split mowners agenda --owner @marc
	[[ $(said) == *"an override let email/hero.png through: hero; @marc has not approved it since: mowners approve "* ]]
	[ "$(mowners --now 2026-12-24T10:00:00Z agenda --format ics | sed -n 's/^DT\(START\|END\);VALUE=DATE:\(.*\)\r$/\2/p' | tr '\n' ' ')" = "20261224 20261225 " ]
}

@test "where nothing tells which branch is the default one, days are told all the same" {
	studio_new
	git init -q --bare "$SANDBOX/other.git"
	git remote add origin "$SANDBOX/other.git"
	run_split mowners agenda --owner @ella
	[ "$status" -eq 0 ]
	[[ "$stderr" == "mowners: warning: approvals that are asked for are not shown: "* ]]
	[[ "$output" == *"Ella Moor (@ella)"* ]]
}

@test "usage" {
	studio_new
	refused() { # MESSAGE ARGUMENT…
		run_split mowners agenda "${@:2}"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners$1" ]
	}
	for days in 0 -1 1d 100000 "" " 1"; do
		refused " agenda: --days is a number of days from 1 to 99999; see mowners help agenda" --days="$days"
	done
	refused " agenda: whose agenda it is, is named with --owner; see mowners help agenda" @lena
	refused ": @lnea is nobody whom the OWNERS files know; did you mean @lena?" --owner @lnea
	echo nonsense >>OWNERS
	run_split mowners agenda
	[ "$status" -eq 2 ]
	[[ "$stderr" == "OWNERS:"*" error: "* ]]
}
