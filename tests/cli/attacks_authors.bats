# Attacks with who is named as an author, each played with real pushes: what whoever pushes only claims is never silent,
# and nobody approves their own work by an address that was missed.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# A branch of one commit by somebody, with a message of one's own.
change_by() { # BRANCH "NAME <EMAIL>" MESSAGE PATH…
	local branch=$1 author=$2 message=$3

	shift 3
	change "$branch" "$@" && git commit -q --amend --author="$author" -m "$message"
}

short() { # REVISION
	git rev-parse "$1" | cut -c1-12
}

# What was said, on one line.
said() {
	tr -s ' \n' ' ' <<<"${output//remote: /}"
}

# ---- Authorship that is only claimed -------------------------------------------------------------------------------

@test "authors: whoever pushes names the owner, and her deputy decides: told to everybody" {
	world
	change_by logo "Lena Fischer <lena@example.com>" "logo" brand/logo.svg
	claim="names @lena as an author"
	refused "made this change, as commit $(short logo) claims; @marc can act" git push -q origin logo:main
	run_split as lena mowners approve --yes logo
	[ "$status" -eq 1 ]
	[[ $stderr == *"as commit $(short logo) claims"* ]]
	approve greta logo
	run_split as marc mowners approve --yes logo
	[ "$status" -eq 0 ]
	[[ $stderr == *"you decide about the change to brand/logo.svg in the place of @lena"* ]]
	[[ $stderr == *"commit $(short logo) $claim"* ]]
	[[ $output == *"  Claimed  "* ]]
	run_split mowners check logo
	[ "$status" -eq 0 ]
	[[ $(said) == *"Claimed @marc decided about brand/logo.svg, because commit $(short logo) $claim"* ]]
	run_split mowners check --format json logo
	[[ $output == *'"informed": ["@ines", "@lena"]'* ]]
	[[ $output == *"\"claims\": [{\"owner\": \"@lena\", \"commit\": \"$(git rev-parse logo)\", \"by\": [\"@marc\"], \"path\": \"brand/logo.svg\", \"files\": 1}]"* ]]
	accepted git push -q origin logo:main
	[[ $(said) == *"main: accepted"*"Claimed @marc decided about brand/logo.svg, because commit $(short logo) $claim"*"so tell @lena"* ]]
}

@test "authors: a claim that is told is not told of what the owner decides" {
	world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
	[[ $output != *Claimed* ]]
}

@test "authors: claimed by a co-author line of an older commit, among many files" {
	world
	change_by logo "Tess Tester <tess@example.com>" $'one\n\nCo-authored-by: L <LENA@private.example>' brand/logo.svg brand/type.woff2
	commit=$(short logo)
	echo more >>brand/logo.svg
	commit_all "two"
	approve greta logo
	approve marc logo
	accepted git push -q origin logo:main
	[[ $(said) == *"@marc decided about brand/logo.svg and 1 more file, because commit $commit names @lena"* ]]
}

@test "authors: the owner stops it though she is claimed as an author" {
	world
	change_by logo "Lena Fischer <lena@example.com>" "logo" brand/logo.svg
	approve greta logo
	approve marc logo
	record_text lena logo brand/logo.svg decision=stop reason="I made none of this" | sign_with "$(key_of lena)" >"$SANDBOX/stop"
	store_records "$SANDBOX/stop"
	git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
	refused "@lena stopped it on" git push -q origin logo:main
}

# ---- Authors that were missed --------------------------------------------------------------------------------------

# Marc's accounts, besides his e-mail.
accounts() {
	git checkout -q -B accounts origin/main
	sed -i 's/^@marc .*/&, github MarcOde, gitlab marc.ode, gitea m-ode/' OWNERS
	commit_all "accounts"
	approve tomas accounts
	accepted git push -q origin accounts:main
	git fetch -q
}

@test "authors: the private address that a forge writes for an account" {
	local address

	world
	accounts
	for address in 8125+marcode@users.noreply.github.com MarcOde@users.noreply.github.com 8125-marc.ode@users.noreply.gitlab.com \
		8125+marcode@users.noreply.git.example.com 7-Marc.Ode@users.noreply.git.example.com m-ode@noreply.git.example.com; do
		change_by hero "Somebody <$address>" "$address" email/hero.png
		run_split as marc mowners approve --yes hero
		echo "$address: $stderr"
		[ "$status" -eq 1 ]
		[[ $stderr == *"you made the change to email/hero.png"* ]]
	done
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "made this change" git push -q origin hero:main
	for address in 8125+other@users.noreply.github.com marc.ode@users.noreply.github.com marcode@noreply.git.example.com \
		marcode@users.noreply marcode@example.com marcode@users.noreply.gitlab.com; do
		change_by other "Somebody <$address>" "$address" email/hero.png
		approve marc other
	done
	accepted git push -q origin other:main
}

@test "authors: a co-author below a line of dashes, where git log finds them" {
	world
	change_by hero "Tess Tester <tess@example.com>" $'hero\n\nwhat it is\n---\nnotes\n\nCo-authored-by: Marc <marc@example.com>' email/hero.png
	[[ $(git log -1 --format='%(trailers:key=Co-authored-by)' hero) == *marc@example.com* ]]
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "made this change" git push -q origin hero:main
}

@test "authors: an address that nobody has is told beside the approval" {
	world
	change_by both "Dana <dana@danas-mac.local>" both email/hero.png blog/post.md
	unknown="made what was approved, and nobody in OWNERS has this address"
	run_split mowners check both
	[[ $(said) != *"Unknown"* ]]
	run_split as marc mowners approve --yes both
	[[ $stderr == *"dana@danas-mac.local made the change to email/hero.png, and nobody in OWNERS has this address"* ]]
	run_split mowners check both
	[ "$status" -eq 1 ]
	[[ $(said) == *"Unknown dana@danas-mac.local $unknown"* ]]
	run_split mowners check --format json both
	[[ $output == *'"unknown_authors": ["dana@danas-mac.local"]'* ]]
	refused "Unknown  dana@danas-mac.local" git push -q origin both:main
	change_by post "Dana <dana@danas-mac.local>" post blog/post.md
	run_split as omar mowners approve --yes post
	[[ $stderr != *dana@* && $output != *dana@* ]]
	change_by hero "Hana <hana@example.com>" post email/hero.png
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[[ $stderr != *"nobody in OWNERS"* && $output != *Unknown* ]]
}

# ---- Merges --------------------------------------------------------------------------------------------------------

# A text that Tess changes on a branch, and that landed otherwise meanwhile; then somebody merges.
two_sides() {
	world || return 1
	offer start origin/main '' && land start && offer topic origin/main 's/^3$/three/' || return 1
	offer meanwhile origin/main 's/^27$/twenty-seven/' && land meanwhile && git checkout -q topic
}

offer() { # BRANCH FROM EDIT
	git checkout -q -B "$1" --no-track "$2" && seq 30 | sed "$3" >email/offer.txt && commit_all "$1"
}

land() { # BRANCH
	approve marc "$1" && accepted git push -q origin "$1:main" && git fetch -q
}

@test "authors: who only merges is none of a text that git combines" {
	two_sides
	as marc git merge -q --no-edit origin/main
	[ "$(git log -1 --format=%ae)" = marc@example.com ]
	run_split as marc mowners approve --yes topic
	[ "$status" -eq 0 ]
	accepted git push -q origin topic:main
}

@test "authors: who merges and changes a line on the way is one" {
	two_sides
	as marc git merge -q --no-commit origin/main
	sed -i 's/^15$/fifteen/' email/offer.txt
	as marc git commit -q -am "merge"
	record_text marc topic email/offer.txt | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "made this change, as commit $(short topic) claims" git push -q origin topic:main
}

# ---- Squashes ------------------------------------------------------------------------------------------------------

@test "authors: a squash names everybody for everything, and the refusal says what helps" {
	world
	git checkout -q -B topic --no-track origin/main
	echo topic >brand/logo.svg && commit_all "logo"
	echo topic >blog/post.md && as lena commit_all "post"
	git push -q origin topic
	git checkout -q -B squash --no-track origin/main
	git merge -q --squash topic >/dev/null 2>&1
	git commit -q -m $'topic\n\nCo-authored-by: Lena Fischer <lena@example.com>'
	for branch in squash topic; do
		approve greta $branch && approve omar $branch
		record_text lena $branch brand/logo.svg | sign_with "$(key_of lena)" >"$SANDBOX/record"
		store_records "$SANDBOX/record"
		push_store || true
	done
	refused "made this change, as commit $(short squash) claims; @marc can act" git push -q origin squash:main
	[[ $(said) == *"Squash commit $(short squash) names @lena as a co-author, and so of every file of it"*"land the commits that it was made of"*"or @marc decides"* ]]
	accepted git push -q origin topic:main
}

@test "authors: each of two accounts of one person" {
	WORLD_EDIT='s/^@marc  = .*/&, github marc-o, github marc-work/' world
	change hero email/hero.png
	git -c user.name=M -c user.email=77+Marc-Work@users.noreply.github.com commit -q --amend --reset-author --no-edit
	approve marc hero || true
	refused "made this change" git push -q origin hero:main
}
