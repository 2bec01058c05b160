# mowners sync: the records here and those of the remote, brought together.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

records() { # REPOSITORY
	git -C "$1" ls-tree -r --name-only refs/mowners/approvals records 2>/dev/null
}

@test "an approval kept here, and a colleague's on the server: neither git push nor git fetch brought them together" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	git clone -q "$SERVER" "$SANDBOX/greta"
	as lena mowners approve --yes --no-push logo >/dev/null 2>&1
	(cd "$SANDBOX/greta" && approve greta origin/logo)
	run git push -q origin refs/mowners/approvals
	[ "$status" -ne 0 ]
	run git fetch -q origin refs/mowners/approvals:refs/mowners/approvals
	[ "$status" -ne 0 ]
	run_split as lena mowners sync
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: origin: 1 approval came, 1 went" ]
	[ "$(records .)" = "$(records "$SERVER")" ]
	[ "$(records . | wc -l)" -eq 2 ]
	run_split as lena mowners sync origin
	[ "$output" = "mowners: origin: the same approvals there and here" ]
	accepted git push -q origin logo:main
}

@test "what check and approve print when the two differ is mowners sync, and it works" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	git clone -q "$SERVER" "$SANDBOX/greta"
	(cd "$SANDBOX/greta" && approve greta origin/logo)
	run_split as lena mowners approve --yes --no-push logo
	send=$(sed -n 's/.*send it: //p' <<<"$output")
	[ "$send" = "mowners sync origin" ]
	run_split mowners check logo
	[ "$status" -eq 1 ]
	[[ $output == *"  Fetch    mowners sync origin"* ]]
	# shellcheck disable=SC2086 # a command
	as lena $send
	run_split mowners check logo
	[ "$status" -eq 0 ]
}

@test "a remote by its name; none, one that is not there, too many" {
	world
	change hero email/hero.png
	approve marc hero --no-push
	git remote rename origin company
	run_split as marc mowners sync company
	[ "$output" = "mowners: company: 0 approvals came, 1 went" ]
	run_split mowners sync nosuch
	[ "$status" -eq 3 ]
	[ -n "$stderr" ]
	for arguments in "a b" "--nonsense"; do
		# shellcheck disable=SC2086
		run_split mowners sync $arguments
		[ "$status" -eq 2 ]
	done
	run_split mowners sync ""
	[ "$status" -eq 2 ]
	git remote remove company
	run_split mowners sync
	[ "$status" -eq 2 ]
	[[ $stderr == *"no remote"* ]]
}

@test "what the server refuses is said" {
	world
	change hero email/hero.png
	record_text hana hero email/hero.png made="$(moment '2 hours')" expires="$(moment '3 hours')" |
		sign_with "$(key_of hana)" >"$SANDBOX/ahead"
	store_records "$SANDBOX/ahead"
	run_split mowners sync
	[ "$status" -eq 3 ]
	[[ $stderr == *"refused the approvals"*"made in the future"* ]]
	[ -z "$(records "$SERVER")" ]
	[ "$(records . | wc -l)" -eq 1 ]
}

# A record of hana's that has expired meanwhile.
expired_record() {
	record_text hana hero email/hero.png made="$(moment '2 hours ago')" expires="$(moment '1 hour ago')" |
		sign_with "$(key_of hana)" >"$SANDBOX/expired"
	store_records "$SANDBOX/expired"
	record_id "$SANDBOX/expired"
}

@test "an approval kept until it expired made the server refuse all the others" {
	world
	change hero email/hero.png
	approve marc hero --no-push
	id=$(expired_record)
	before=$(git rev-parse refs/mowners/approvals)
	run_split as marc mowners sync
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: origin: 0 approvals came, 1 went" ]
	[[ ${lines[1]} == "  Left out record ${id:0:12} by hana@example.com: expired on "*"; where it is still needed, mowners approve again" ]]
	[ "$(records . | wc -l)" -eq 1 ]
	[ "$(records .)" = "$(records "$SERVER")" ]
	[ "$(git rev-parse refs/mowners-left/approvals)" = "$before" ]
	run_split as marc mowners sync
	[ "$output" = "mowners: origin: the same approvals there and here" ]
	accepted git push -q origin hero:main
}

@test "an approval kept until it expired kept a new one from being sent" {
	world
	change hero email/hero.png
	id=$(expired_record)
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[[ $output == *"  Sent     to origin"$'\n'"  Left out record ${id:0:12} by hana@example.com: expired on "* ]]
	[ "$(records . | wc -l)" -eq 1 ]
	accepted git push -q origin hero:main
}

@test "an approval whose key does not count any more is left out; one alone, and nothing is left to send" {
	world
	change hero email/hero.png
	approve marc hero --no-push
	git checkout -q -B keys origin/main
	sed -i '/^marc@/d' OWNERS.signers
	force_rules
	git remote set-head origin main
	run_split as marc mowners sync
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: origin: 0 approvals came, 0 went" ]
	[[ ${lines[1]} == "  Left out record "*" by marc@example.com: "* ]]
	[ -z "$(records .)" ]
	[ -z "$(records "$SERVER")" ]
}

@test "install --client: git fetch brings records, also while some wait here, and prunes none" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	mowners install --client >/dev/null
	mowners install --client >/dev/null
	[ "$(git config --get-all remote.origin.fetch | grep -c mowners)" -eq 2 ]
	git fetch -q --prune
	git clone -q "$SERVER" "$SANDBOX/greta"
	as lena mowners approve --yes --no-push logo >/dev/null 2>&1
	(cd "$SANDBOX/greta" && approve greta origin/logo)
	run_split mowners check logo
	[ "$status" -eq 1 ]
	git fetch -q --prune
	run_split mowners check logo
	[ "$status" -eq 0 ]
	[ "$(records . | wc -l)" -eq 1 ]
	run_split as lena mowners sync
	[ "$output" = "mowners: origin: 1 approval came, 1 went" ]
	mowners install --client --uninstall >/dev/null
	[ "$(git config --get-all remote.origin.fetch | grep -c mowners)" -eq 0 ]
}
