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
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	accepted git push -q origin topic:main
}

@test "authors: who merges and takes an older state is one, whoever else made another one on the way" {
	local old
	world
	old=$(git rev-parse origin/main)
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	change other email/hero.png
	as marc git commit-tree -p other -p "$old" -m older "$old^{tree}" >"$SANDBOX/merge"
	git branch older "$(<"$SANDBOX/merge")"
	record_text marc older email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	git push -q origin refs/mowners/approvals
	refused "made this change" git push -q origin older:main
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

# Tess changes the logo and Lena the post, both on `topic`; `squash` is the same at once, and names Lena. Both files are
# approved, the logo by Lena.
squashed() {
	world && git checkout -q -B topic --no-track origin/main || return 1
	echo topic >brand/logo.svg && commit_all "logo" || return 1
	echo topic >blog/post.md && as lena commit_all "post" || return 1
	squash squash && approved topic
}

# The same change as `topic`, as one commit of whoever runs it.
squash() { # BRANCH [MESSAGE]
	git checkout -q -B "$1" --no-track origin/main && git merge -q --squash topic >/dev/null 2>&1 &&
		git commit -q -m "${2:-topic$'\n\n'Co-authored-by: Lena Fischer <lena@example.com>}"
}

approved() { # BRANCH
	approve greta "$1" && approve omar "$1" && record_text lena "$1" brand/logo.svg | sign_with "$(key_of lena)" >"$SANDBOX/record" &&
		store_records "$SANDBOX/record" && push_store
}

@test "authors: commits that land with nothing in them, and whose dates go back, make no author of who changed the file before" {
	world
	change_by before "Lena Fischer <lena@example.com>" "before" brand/logo.svg
	force_rules
	on() { # DATE: a commit of nothing
		GIT_COMMITTER_DATE="$1 +0000" git commit -q --allow-empty -m "$1"
	}
	on @4070908800
	late=$(git rev-parse HEAD)
	for day in {1..7}; do on "@$day"; done
	accepted git push -q origin HEAD:main
	change logo
	git checkout -q "$late" && echo new >brand/logo.svg && commit_all "logo"
	git merge -q -m "main" logo && git branch -f logo && git checkout -q logo
	run mowners check logo
	[[ $output != *"@marc can"* ]]
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
	[[ $output != *Claimed* ]]
}

@test "authors: a squash names everybody for everything, and the refusal says what helps" {
	squashed
	refused "made this change, as commit $(short squash) claims; @marc can act" git push -q origin squash:main
	[[ $(said) == *"Squash commit $(short squash) names @lena as a co-author, and so of every file of it"*"push the branch that it was made of"*"or land that branch as it is"*"or @marc decides"* ]]
	accepted git push -q origin topic:main
}

@test "authors: while a branch of the server holds what a squash was made of, that says who made which file" {
	local line

	squashed
	accepted git push -q origin topic
	line="Squash the files of $(short squash) are by those who made them on topic"
	run_split mowners check squash
	[ "$status" -eq 0 ]
	[[ $(said) == *"$line"* ]]
	run_split mowners check --format json squash
	[[ $output == *"\"squashes\": [{\"commit\": \"$(git rev-parse squash)\", \"source\": \"refs/heads/topic\", \"tip\": \"$(git rev-parse topic)\"}]"* ]]
	# Lena is no author of the logo.
	run_split as lena mowners approve --yes --again squash
	echo "$output $stderr"
	[ "$status" -eq 0 ]
	git push -q origin :topic
	refused "made this change, as commit $(short squash) claims" git push -q origin squash:main
	accepted git push -q origin topic
	accepted git push -q origin squash:main
}

@test "authors: a squash on a newer target, and one commit of several" {
	squashed
	accepted git push -q origin topic
	change hero email/hero.png
	approve marc hero
	accepted git push -q origin hero:main
	git fetch -q
	git checkout -q squash && git rebase -q origin/main
	echo more >blog/more.md && commit_all "more" && approve omar squash
	accepted git push -q origin squash:main
}

@test "authors: a branch that differs in one byte is not what a squash was made of" {
	squashed
	git checkout -q topic
	printf '' >>email/hero.png && echo >>email/hero.png && commit_all "more"
	git push -q origin topic
	refused "made this change" git push -q origin squash:main
	run_split mowners check --explain squash
	[[ $(said) != *"are by those who made them"* ]]
}

@test "authors: a branch that leaves a co-author out says nothing of a squash" {
	squashed
	git checkout -q -B without --no-track origin/main
	echo topic >brand/logo.svg && commit_all "logo"
	echo topic >blog/post.md && as hana commit_all "post"
	# Only an empty commit, and one of what does not change, are hers.
	as lena git commit -q --allow-empty -m "nothing"
	echo x >email/hero.png && as lena commit_all "and back"
	git checkout -q origin/main -- email/hero.png && as lena commit_all "back"
	git push -q origin without
	refused "made this change" git push -q origin squash:main
	# Everybody else is an author by it where it counts, so it never frees anybody more.
	git push -q origin topic
	accepted git push -q origin squash:main
}

@test "authors: who only pressed the button stays an author of every file" {
	local people

	world && git checkout -q -B topic --no-track origin/main
	echo topic >email/hero.png && commit_all "hero"
	echo topic >blog/post.md && as lena commit_all "post"
	git push -q origin topic
	people=$'topic\n\nCo-authored-by: Lena Fischer <lena@example.com>\nCo-authored-by: T <tess@example.com>'
	as marc squash squash "$people"
	run_split as marc mowners approve --yes squash
	echo "$output $stderr"
	[ "$status" -eq 1 ]
	[[ $stderr == *"you made the change to blog/post.md and to 1 more file yourself, as commit $(short squash) claims"* ]]
	as tomas squash squash "$people"
	run_split as marc mowners approve --yes squash
	[ "$status" -eq 0 ]
	run_split mowners check --explain squash
	echo "$output"
	[[ $(said) == *"are by those who made them on topic"* ]]
}

@test "authors: a branch that comes with the squash says nothing of it, nor does one that goes with it lose its word" {
	squashed
	refused "made this change" git push -q origin topic squash:main
	accepted git push -q origin topic
	accepted git push -q origin squash:main :topic
	[ "$(git -C "$SERVER" log -1 --format=%B refs/mowners/audit | grep '^squash ')" = "squash $(git rev-parse squash) $(git rev-parse topic)" ]
	[[ $(git -C "$SERVER" log -1 --format=%B refs/mowners/audit) == *"verdict approved"* ]]
}

@test "authors: another branch with the same change adds authors to a squash, and takes none" {
	squashed
	git checkout -q -B hers --no-track origin/main
	echo topic >brand/logo.svg && as lena commit_all "logo"
	echo topic >blog/post.md && commit_all "post"
	git push -q origin hers
	refused "made this change, as commit $(short hers~1) claims" git push -q origin squash:main
	git push -q origin topic
	refused "made this change, as commit $(short hers~1) claims" git push -q origin squash:main
	git push -q origin :hers
	accepted git push -q origin squash:main
}

@test "authors: with authors = proved a squash is what it says" {
	WORLD_EDIT='s/^version = 1/&\nauthors = proved/' squashed
	git push -q origin topic
	refused "names them as a co-author, which a signature of the author does not prove" git push -q origin squash:main
	[[ $(said) != *"are by those who made them"* ]]
}

@test "authors: the audit takes the branch that the entry names, and says what it lacks" {
	squashed
	git push -q origin topic
	accepted git push -q origin squash:main
	git push -q origin :topic
	run mowners -C "$SERVER" audit
	echo "$output"
	[ "$status" -eq 0 ]
	rm -rf "$SERVER/mowners/audit-cache"
	git -C "$SERVER" reflog expire --expire=now --all && git -C "$SERVER" gc -q --prune=now
	run mowners -C "$SERVER" audit
	[ "$status" -eq 1 ]
	[[ $output == *"landed without a full record: brand/logo.svg"* ]]
	[[ $(said) == *"$(short topic) is not here, whose commits said who made which file"* ]]
	run mowners -C "$SERVER" audit --format json
	[[ $output == *"\"missing\": [\"$(git rev-parse topic)\"]"* ]]
	# It was not remembered as bad.
	git -C "$SERVER" fetch -q "$PWD" topic:back
	run mowners -C "$SERVER" audit
	[ "$status" -eq 0 ]
}

@test "authors: each of two accounts of one person" {
	WORLD_EDIT='s/^@marc  = .*/&, github marc-o, github marc-work/' world
	change hero email/hero.png
	git -c user.name=M -c user.email=77+Marc-Work@users.noreply.github.com commit -q --amend --reset-author --no-edit
	approve marc hero || true
	refused "made this change" git push -q origin hero:main
}
