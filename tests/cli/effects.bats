# What a change of OWNERS files does to the files that are there: said by check, approve and the refusal of a push.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# A branch in which Tess changes the rules with sed.
change_rules() { # BRANCH SED-ARGUMENT…
	local branch=$1

	shift
	git checkout -q -B "$branch" --no-track origin/main
	sed -i "$@" OWNERS
	commit_all "$branch"
}

@test "a change of OWNERS that drops a gate says which files lose it: check, approve and the push" {
	world brand/logos/a.svg brand/logos/b.svg
	change_rules drop '/^review      = @greta/d'
	run_split mowners check drop
	[ "$status" -eq 1 ]
	[[ $output == *"4 files of brand/ lose review by @greta"* ]]
	run_split as tomas mowners approve --dry-run drop
	[ "$status" -eq 0 ]
	[[ $output$stderr == *"4 files of brand/ lose review by @greta"* ]]
	refused "4 files of brand/ lose review by @greta" git push -q origin drop:main
	approve tomas drop
	accepted git push -q origin drop:main
}

@test "a change of OWNERS whose pattern matches nothing any more says who loses its files" {
	world
	change_rules quotes 's,= /email/,= "/email/",'
	run_split mowners check quotes
	[ "$status" -eq 1 ]
	[[ $output == *"email/hero.png loses @marc, who decides; then nobody does"* ]]
}

@test "a change of OWNERS: the worst comes first, and what is gained last" {
	world
	change_rules all -e '/^review      = @greta/d' -e 's/^level       = standard/level = detailed/' \
		-e 's/^accountable = @marc/accountable = @paul/' -e 's/2 of @guild/3 of @guild/' \
		-e 's/^responsible = @hana/review = @hana/'
	run_split mowners check all
	[ "$status" -eq 1 ]
	[ "$(grep -A9 'With these OWNERS files' <<<"$output" | sed -n '2,6p')" = "$(cat <<-'END'
		    2 files of brand/ lose review by @greta
		    email/hero.png is decided by @paul in place of @marc
		    2 files of brand/ rise from level standard to detailed
		    guild/type.woff2 needs review by 3 of @guild in place of 2 of @guild
		    blog/post.md gains review by @hana
	END
	)" ]
	run_split mowners check all --format json
	[ "$(jq -r '.effects[] | "\(.kind) \(.files) \(.folder)"' <<<"$output" | head -n 2)" = $'gate-lost 2 brand/\ndecider 1 email/' ]
}

@test "a change of OWNERS: a nested file, a level that asks for less, the rules themselves" {
	world
	git checkout -q -B nested origin/main
	printf '[near]\npath = /hero.png\naccountable = @omar\n' >email/OWNERS
	printf '\n[level standard]\nself-approval = yes\n' >>OWNERS
	sed -i '/^\[rules\]/a review = @ines' OWNERS
	commit_all nested
	run_split mowners check nested
	[ "$status" -eq 1 ]
	[[ $output == *"email/hero.png is decided by @omar in place of @marc"* ]]
	[[ $output == *"stay at level standard, which then asks for something else"* ]]
	[[ $output == *"2 files gain review by @ines"* ]]
}

@test "a change of OWNERS that is staged" {
	world
	sed -i '/^review      = @greta/d' OWNERS
	git add OWNERS
	run_split mowners check --staged
	[[ $output == *"2 files of brand/ lose review by @greta"* ]]
}

@test "a change that leaves OWNERS alone, or other branches, says nothing of that" {
	world
	change hero email/hero.png
	run_split mowners check hero
	[[ $output != *"With these OWNERS files"* ]]
	git push -q origin main:refs/heads/topic
	change_rules drop '/^review      = @greta/d'
	run_split mowners check --target topic drop
	[[ $output != *"With these OWNERS files"* ]]
	run_split mowners check --format json hero
	[ "$(jq '.effects | length' <<<"$output")" -eq 0 ]
}

@test "a change of OWNERS beyond the budget of a push is refused for its owners, and not listed" {
	world
	git checkout -q -B many origin/main
	mkdir many
	(cd many && seq 1 3000 | sed 's/$/-is-a-file-with-a-name-that-is-long-enough/' | xargs touch)
	commit_all many
	git -C "$SERVER" fetch -q "$PWD" many && git -C "$SERVER" update-ref refs/heads/main FETCH_HEAD
	git fetch -q
	change_rules drop '/^review      = @greta/d'
	git -C "$SERVER" config mowners.maxWork 700k
	refused "there are too many to list" git push -q origin drop:main
}
