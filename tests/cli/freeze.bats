# Freezes, embargoes and rights that end: in `check`, `why`, `who`, the commit and the push.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

NEXT_YEAR=$(($(date +%Y) + 1))
LAST_YEAR=$(($(date +%Y) - 1))

# The world with what standard input adds to OWNERS, at its end.
world_with() {
	local more

	more=$(cat)
	world
	printf '\n%s\n' "$more" >>OWNERS
	force_rules
}

@test "a freeze stops what is approved, until somebody who is allowed lets it through" {
	world_with <<-END
		[freeze black-friday]
		path   = /email/
		from   = 2020-01-01
		until  = $NEXT_YEAR-12-31
		allow  = @omar @hana
		reason = No mail before the sale
	END
	change hero email/hero.png blog/post.md
	approve marc hero
	approve omar hero blog
	refused "Ask      Hana Mori (@hana)" git push -q origin hero:main
	[[ $(said) == *"it is frozen until 31 December $NEXT_YEAR by [freeze black-friday]: No mail before the sale; @omar or @hana can let it through"* ]]
	[[ $output == *"1 of 2 changed files cannot land"* ]]
	approve omar hero
	accepted git push -q origin hero:main
}

@test "who is allowed may be the author; externals, bots and other roles let nothing through" {
	world_with <<-END
		[freeze now]
		path  = /email/
		from  = 2020-01-01
		until = $NEXT_YEAR-12-31
		allow = @omar @ella @bot
	END
	change hero email/hero.png
	git commit -q --amend --no-edit --author 'Omar Diaz <omar@example.com>'
	approve marc hero
	record_text ella hero email/hero.png | sign_with "$(key_of ella)" >"$SANDBOX/ella"
	record_text omar hero email/hero.png as=accountable | sign_with "$(key_of omar)" >"$SANDBOX/omar"
	store_records "$SANDBOX/ella" "$SANDBOX/omar"
	push_store
	refused "Ask      Omar Diaz (@omar):" git push -q origin hero:main
	approve omar hero
	accepted git push -q origin hero:main
}

@test "an embargo without anybody allowed holds for everybody until it opens" {
	world_with <<-END
		[freeze launch]
		path  = /email/
		opens = $NEXT_YEAR-06-01
	END
	change hero email/hero.png
	approve marc hero
	refused "under embargo" git push -q origin hero:main
	[[ $(said) == *"it is under embargo until 1 June $NEXT_YEAR by [freeze launch]; nobody here can let it through"* ]]
	[[ $output != *"Ask "* ]]
	run_split mowners --now "$NEXT_YEAR-05-31T23:59:59Z" check hero
	[[ $status -eq 1 ]]
	# The approval has expired by then; that it lacks is all that is said.
	run_split mowners --now "$NEXT_YEAR-06-01" check --format json hero
	[[ $output == *'"state": "missing"'* ]]
}

@test "days are included, moments too" {
	world_with <<-END
		[freeze days]
		path  = /email/
		from  = $LAST_YEAR-11-20
		until = $LAST_YEAR-12-02

		[freeze hours]
		path  = /guild/
		from  = $LAST_YEAR-11-20T10:00:00Z
		until = $LAST_YEAR-11-20T12:00:00+02:00
	END
	change hero email/hero.png
	change type guild/type.woff2
	state() { # MOMENT BRANCH
		run_split mowners --now "$LAST_YEAR-$1" check --format json "$2"
		output=$(sed -n 's/.*"state": "\([a-z]*\)".*/\1/p' <<<"$output")
	}
	state 11-19T23:59:59Z hero && [[ $output == missing ]]
	state 11-20T00:00:00Z hero && [[ $output == frozen ]]
	state 12-02T23:59:59Z hero && [[ $output == frozen ]]
	state 12-03T00:00:00Z hero && [[ $output == missing ]]
	state 11-20T09:59:59Z type && [[ $output == missing ]]
	state 11-20T10:00:00Z type && [[ $output == frozen ]]
	state 11-20T10:00:01Z type && [[ $output == missing ]]
}

@test "a freeze never covers the rules" {
	world_with <<-END
		[freeze all]
		path  = *
		from  = 2020-01-01
		until = $NEXT_YEAR-12-31
	END
	git checkout -q -B thaw origin/main
	sed -i '/^\[freeze all\]/,$d' OWNERS
	commit_all thaw
	approve tomas thaw
	run_split mowners why OWNERS
	[[ $status -eq 0 && $output != *freeze* ]]
	accepted git push -q origin thaw:main
}

@test "after the day of rights-until a file can only be taken out" {
	world_with <<-END
		[licensed]
		path         = *.png
		rights-until = $LAST_YEAR-06-30

		[longer]
		path         = hero.*
		rights-until = $NEXT_YEAR-06-30
	END
	change hero email/hero.png
	approve marc hero
	refused "the rights to use it ended on 30 June $LAST_YEAR" git push -q origin hero:main
	[[ $(said) == *"can only be taken out, or the day be changed in OWNERS:"* ]]
	[[ $output != *"Ask "* ]]
	git checkout -q -B out origin/main
	git rm -q email/hero.png
	commit_all out
	approve marc out
	accepted git push -q origin out:main
}

@test "who and why tell of rights and of freezes that are not over" {
	world_with <<-END
		[licensed]
		path         = *.png
		rights-until = $NEXT_YEAR-06-30

		[freeze past]
		path  = /email/
		from  = 2020-01-01
		until = 2020-12-31

		[freeze sale]
		path   = /email/
		from   = $NEXT_YEAR-11-20
		until  = $NEXT_YEAR-12-02
		allow  = @omar
		reason = Sale
	END
	run_split mowners who --format json email/hero.png
	[[ $output == *"\"rights_until\": \"$NEXT_YEAR-06-30\""* && $output == *'"rights-until": "OWNERS:'* ]]
	run_split mowners why email/hero.png
	[[ $status -eq 0 ]]
	[[ $(said) == *"it is frozen from 20 November $NEXT_YEAR until 2 December $NEXT_YEAR by [freeze sale]: Sale; one of these can let it through, by approving it: @omar"* ]]
	[[ $(said) == *"the rights to use it end on 30 June $NEXT_YEAR; after that it can only be taken out"* ]]
	[[ $(said) != *"by [freeze past]"* && $output == *"[freeze past], by the pattern /email/"* ]]
}

@test "the commit of something frozen is stopped, with who could let it through" {
	world_with <<-END
		[freeze now]
		path  = /email/
		from  = 2020-01-01
		until = $NEXT_YEAR-12-31
		allow = @omar
	END
	mowners install >/dev/null
	echo new >email/hero.png
	git add -A
	run git commit -q -m hero
	[[ $status -ne 0 && $(said) == *"@omar can let it through"*"not committed: some of it is frozen"* ]]
}

@test "approve shows who is allowed what they let through" {
	world_with <<-END
		[freeze now]
		path  = /email/
		from  = 2020-01-01
		until = $NEXT_YEAR-12-31
		allow = @omar
	END
	change hero email/hero.png
	run as omar mowners approve --dry-run hero
	[[ $status -eq 0 && $output == *"as allow"*email/hero.png* ]]
	run as hana mowners approve --dry-run hero
	[[ $status -eq 1 ]]
}

@test "a change of OWNERS says which freezes and rights it takes away" {
	world_with <<-END
		[licensed]
		path         = *.png
		rights-until = $NEXT_YEAR-06-30

		[freeze sale]
		path   = /email/
		from   = $NEXT_YEAR-11-20
		until  = $NEXT_YEAR-12-02
		allow  = @omar

		[freeze past]
		path  = /blog/
		from  = 2020-01-01
		until = 2020-12-31
	END
	git checkout -q -B thaw origin/main
	sed -i "/^\[freeze sale\]/,\$d; s/^rights-until = .*/rights-until = $NEXT_YEAR-12-31/" OWNERS
	printf '[freeze more]\npath = /guild/\nopens = %s-01-01\n' "$NEXT_YEAR" >>OWNERS
	commit_all thaw
	run_split mowners check thaw
	[[ $(said) == *"email/hero.png gets by with no [freeze sale] in place of [freeze sale] from $NEXT_YEAR-11-20 until $NEXT_YEAR-12-02, allow @omar"* ]]
	[[ $(said) == *"email/hero.png gets by with rights-until = $NEXT_YEAR-12-31 in place of rights-until = $NEXT_YEAR-06-30"* ]]
	[[ $(said) == *"guild/type.woff2 needs [freeze more] opens $NEXT_YEAR-01-01 in place of no [freeze more]"* ]]
	[[ $output != *"freeze past"* ]]
}
