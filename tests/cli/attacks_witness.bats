# [mowners] witness: a bot that carries a forge's approvals to the server.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

witnessed() {
	WORLD_EDIT='/^version/a witness = @bot' world
}

HEAD=1111111111111111111111111111111111111111

# Pushes a record of WHO for the change to PATH, carried by bot unless NAME=VALUE says otherwise, and signed by SIGNER.
carry() { # SIGNER WHO BRANCH PATH [NAME=VALUE…]
	local signer=$1

	shift
	record_text "$@" | sign_with "$(key_of "$signer")" >"$SANDBOX/carried" && store_records "$SANDBOX/carried" && push_store
}

# A record that was in the store before the hook guarded it.
plant() { # SIGNER WHO BRANCH PATH [NAME=VALUE…]
	carry "$@" 2>/dev/null || true
	git -C "$SERVER" fetch -q "$PWD" +refs/mowners/approvals:refs/mowners/approvals
}

by_bot() {
	echo "witness=bot@example.com gitlab!42 review 77 head $HEAD"
}

@test "witness: what it carries counts as the forge's word, of whom it names" {
	witnessed
	change hero email/hero.png
	carry bot marc hero email/hero.png "$(by_bot)"
	accepted git push -q origin hero:main
	change logo brand/logo.svg
	carry bot marc logo brand/logo.svg "$(by_bot)"
	refused "@lena" git push origin logo:main
}

@test "witness: only where forge counts, and a newer one hides no signed approval" {
	WORLD_EDIT='/^version/a witness = @bot
/^\[brand\]/i [level standard]\nevidence = signed\n' world
	change hero email/hero.png
	plant bot marc hero email/hero.png "$(by_bot)"
	refused "1 changed file cannot land yet" git push origin hero:main
	git update-ref -d refs/mowners/approvals && git fetch -q origin refs/mowners/approvals:refs/mowners/approvals
	plant marc marc hero email/hero.png made="$(moment '3 minutes ago')"
	accepted git push -q origin hero:main
}

@test "witness: who is none, who signs for another, and whom nobody named" {
	witnessed
	change hero email/hero.png
	refused "is carried by lena@example.com, whom [mowners] witness in OWNERS does not name" \
		carry lena marc hero email/hero.png "witness=lena@example.com gitlab!42 review 77 head $HEAD"
	git update-ref -d refs/mowners/approvals
	refused "is signed with the key of lena@example.com" carry lena marc hero email/hero.png "$(by_bot)"
	git update-ref -d refs/mowners/approvals
	refused "is signed with the key of bot@example.com" carry bot marc hero email/hero.png
	git update-ref -d refs/mowners/approvals
	plant lena marc hero email/hero.png "witness=lena@example.com gitlab!42 review 77 head $HEAD"
	refused "by somebody whom [mowners] witness does not" git push origin hero:main
}

@test "witness: no witness where OWNERS names none" {
	world
	change hero email/hero.png
	refused "whom [mowners] witness in OWNERS does not name" carry bot marc hero email/hero.png "$(by_bot)"
	plant bot marc hero email/hero.png "$(by_bot)"
	refused "1 changed file cannot land yet" git push origin hero:main
}

@test "witness: never for rules files, whatever their level takes" {
	witnessed
	git checkout -q -B rules origin/main
	echo "; more" >>OWNERS
	commit_all rules
	carry bot tomas rules OWNERS "$(by_bot)"
	refused "1 changed file cannot land yet" git push origin rules:main
	approve tomas rules
	accepted git push -q origin rules:main
}

@test "witness: for 24 hours, whatever it says" {
	witnessed
	change hero email/hero.png
	refused "expired on" carry bot marc hero email/hero.png "$(by_bot)" made="$(moment '25 hours ago')"
	plant bot marc hero email/hero.png "$(by_bot)" made="$(moment '25 hours ago')"
	refused "expired on" git push origin hero:main
	git update-ref -d refs/mowners/approvals && git -C "$SERVER" update-ref -d refs/mowners/approvals
	carry bot marc hero email/hero.png "$(by_bot)" made="$(moment '23 hours ago')"
	accepted git push -q origin hero:main
}
