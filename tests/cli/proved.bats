# [mowners] authors = proved: authors by signature, or as who pushes.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# Tess is known here, and has a key as the others have; all of them list it for commits too.
proved() {
	WORLD_EDIT='/^version/a authors = proved
/^@bot/a @tess = Tess Tester <tess@example.com>, gitea tess' world || return 1
	keys_new tess && sed -i 's/"approval@mowners"/"approval@mowners,git"/' OWNERS.signers && force_rules
}

# Takes the branch's last commit anew, signed by somebody, as it is or with another author.
signed_by() { # WHO [ARGUMENT…]
	local who=$1

	shift
	as "$who" git -c gpg.format=ssh commit -q --amend --no-edit -S "$@"
}

@test "authors = proved: a change lands if its author has signed it, and not else" {
	proved
	change hero email/hero.png
	approve marc hero
	refused "nobody has proved that tess@example.com made it" git push origin hero:main
	[[ $(said) == *"commit $(git rev-parse hero | cut -c1-12) is not signed; sign it with a key that OWNERS.signers lists"* ]]
	run_split mowners check hero
	[ "$status" -eq 1 ]
	[[ $output == *"    authors   tess@example.com  commit $(git rev-parse hero | cut -c1-12) is not signed"* ]]
	run_split mowners check --format json hero
	[ "$(jq -c '.groups[0] | [.state, (.needs[] | select(.role == "authors") | [.author, .reason, .coauthor])]' <<<"$output")" = \
		'["impossible",["tess@example.com","is not signed",false]]' ]
	signed_by tess
	accepted git push -q origin hero:main
}

@test "authors = proved: who signs in the name of somebody else proves nothing" {
	proved
	# Marc made it, names Tess, and approves.
	change hero email/hero.png
	approve marc hero
	signed_by marc
	refused "is signed with the key of marc@example.com" git push origin hero:main
	# Marc made it and says so: then he cannot approve.
	signed_by marc --author="Marc <marc@example.com>"
	refused "@marc" git push origin hero:main
	[[ $output == *"made this change"* ]]
	# A commit of his below one of hers.
	git checkout -q -B both origin/main
	echo 1 >email/hero.png
	commit_all one
	echo 2 >email/hero.png
	commit_all two
	signed_by tess
	approve marc both
	refused "commit $(git rev-parse both~1 | cut -c1-12) is not signed" git push origin both:main
}

@test "authors = proved: keys that do not list commits, co-authors, signatures of something else" {
	proved
	change hero email/hero.png
	approve marc hero
	signed_by tess -m $'x\n\nCo-authored-by: Lena <lena@example.com>'
	refused "nobody has proved that lena@example.com made it" git push origin hero:main
	[[ $(said) == *"let them commit their part themselves, or take the Co-authored-by line out"* ]]
	signed_by tess -m x
	git cat-file commit hero | sed 's/^x$/y/' >"$SANDBOX/other"
	git update-ref refs/heads/other "$(git hash-object -t commit -w "$SANDBOX/other")"
	refused "has a signature that is not by tess@example.com over these bytes" git push origin other:main
	accepted git push -q origin hero:main
	sed -i 's/^\(tess.*\),git"/\1"/' OWNERS.signers
	git checkout -q main && git fetch -q && git reset -q --hard origin/main && sed -i 's/^\(tess.*\),git"/\1"/' OWNERS.signers && force_rules
	change again email/hero.png
	approve marc again
	signed_by tess
	refused "whose line does not list the namespace git" git push origin again:main
}

@test "authors = proved: who pushes their own work proves it, and nobody else's" {
	proved
	git -C "$SERVER" config mowners.platform gitea
	change hero email/hero.png
	GITEA_PUSHER_NAME=marc approve marc hero
	refused "nobody has proved that tess@example.com made it" env GITEA_PUSHER_NAME=marc git push origin hero:main
	accepted env GITEA_PUSHER_NAME=tess git push -q origin hero:main
	change more email/hero.png
	git commit -q --amend -m $'more\n\nCo-authored-by: Lena <lena@example.com>'
	GITEA_PUSHER_NAME=marc approve marc more
	refused "nobody has proved that lena@example.com made it" env GITEA_PUSHER_NAME=tess git push origin more:main
}

@test "authors = proved: a merge that combines by hand is of who made the merge" {
	proved
	change a email/hero.png
	signed_by tess
	change b email/hero.png
	signed_by tess
	git merge -q a >/dev/null 2>&1 || true
	echo both >email/hero.png
	git add -A && git commit -q -m merge
	approve marc b
	refused "commit $(git rev-parse b | cut -c1-12) is not signed" git push origin b:main
	signed_by tess
	approve marc b
	accepted git push -q origin b:main
}

@test "authors = proved: what nobody owns and may land all the same has to be proved too" {
	WORLD_EDIT='/^version/a authors = proved\nunowned = allow' world && sed -i 's/"approval@mowners"/"approval@mowners,git"/' OWNERS.signers && force_rules
	change loose loose.md
	refused "nobody has proved that tess@example.com made it" git push origin loose:main
	signed_by marc --author="Marc <marc@example.com>"
	accepted git push -q origin loose:main
}
