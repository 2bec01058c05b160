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
	record_text hana hero email/hero.png made="$(moment '2 hours ago')" expires="$(moment '1 hour ago')" |
		sign_with "$(key_of hana)" >"$SANDBOX/expired"
	store_records "$SANDBOX/expired"
	run_split mowners sync
	[ "$status" -eq 3 ]
	[[ $stderr == *"refused the approvals"*"expired"* ]]
	[ -z "$(records "$SERVER")" ]
}

@test "install --client: git fetch brings records, also while some wait here, and prunes none" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	mowners install --client >/dev/null
	mowners install --client >/dev/null
	[ "$(git config --get-all remote.origin.fetch | grep -c mowners)" -eq 1 ]
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
