# What a change of OWNERS files does to the files that are there: said by check, approve and the refusal of a push.

# shellcheck disable=SC2154,SC2016 # run_split sets stderr; sed knows the last line as $

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
		-e '/^path        = .email/a review = @hana'
	run_split mowners check all
	[ "$status" -eq 1 ]
	[ "$(grep -A9 'With these OWNERS files' <<<"$output" | sed -n '2,6p')" = "$(cat <<-'END'
		    2 files of brand/ lose review by @greta
		    email/hero.png is decided by @paul in place of @marc
		    2 files of brand/ rise from level standard to detailed
		    guild/type.woff2 needs review by 3 of @guild in place of 2 of @guild
		    email/hero.png gains review by @hana
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
	[[ $output == *"files get by with self-approval = yes in place of self-approval = no"* ]]
	[[ $output == *"2 files gain review by @ines"* ]]
}

# What a change of the rules with sed does, as check says it.
effects_of() { # SED-ARGUMENT…
	git checkout -q --detach origin/main
	sed -i "$@" OWNERS
	git commit -q --allow-empty -am effects
	mowners check HEAD | sed -n '/With these OWNERS files/,/^  [A-Z]/p' | grep '^    '
}

@test "a change of OWNERS: who joins and leaves a team that is a gate, while the gate keeps its name" {
	world
	[ "$(effects_of 's/@legal       = @greta @paul/@legal = @greta @tomas @ella/')" = "$(cat <<-'END'
		    brand/price.claims.md can have its review by @legal from @tomas, @ines, @ella too
		    brand/price.claims.md can have its review by @legal from @paul no more
	END
	)" ]
	[ "$(effects_of 's/^@greta = .*/&, deputy @omar/')" = "$(cat <<-'END'
		    2 files of brand/ can have their review by @greta from @omar too
		    brand/price.claims.md can have its review by @legal from @omar too
	END
	)" ]
	[ "$(effects_of -e 's/@copywriters = @ella @omar/@copywriters = @partners @omar/' -e '$a@partners = @ella')" = \
		"    partner/copy.md can have its review by @copywriters from @ella no more" ]
}

@test "a change of OWNERS: who decides by the same name" {
	world
	[ "$(effects_of 's/^@marc  = .*/&, deputy @paul/' | head -n 1)" = "    email/hero.png can be decided by @paul too, beside @marc" ]
	[ "$(effects_of 's/^@marc  = .*/&, email MAL@evil.example, github mallory/' | sed -n 2p)" = \
		"    email/hero.png can be decided by mal@evil.example as @marc, github:mallory as @marc too, beside @marc" ]
	effects_of 's/^@marc  = .*/@marc = Marc Ode <mal@evil.example>/' >"$SANDBOX/said"
	grep -qxF "    email/hero.png can be decided by mal@evil.example as @marc too, beside @marc" "$SANDBOX/said"
	grep -qxF "    email/hero.png can be decided by marc@example.com as @marc no more" "$SANDBOX/said"
	[ "$(effects_of 's/^responsible = @hana/responsible = @hana @paul/')" = \
		$'    blog/post.md can be decided by @paul too, beside @omar\n    blog/post.md has @hana @paul responsible in place of @hana' ]
	[ -z "$(effects_of 's/Marc Ode/Marc O./' || true)" ]
}

@test "a change of OWNERS: a term of service that is made longer or shorter" {
	WORLD_EDIT='s/^@marc  = .*/&, until 2026-12-31/' world
	[ "$(effects_of 's/until 2026-12-31/until 2027-12-31/' | sed -n 2p)" = "    email/hero.png can be decided by @marc for longer too, beside @marc" ]
	[ -z "$(effects_of 's/until 2026-12-31/until 2026-12-30/' || true)" ]
}

@test "a change of OWNERS: settings that let more pass, and fewer" {
	world
	[ "$(effects_of '/^version/a unowned = allow' | head -n 1)" = "    unowned = allow in place of unowned = block" ]
	[ "$(effects_of 's,release/\* ,,')" = "    release/* needs no approval any more" ]
	[ "$(effects_of 's,release/\*,& docs,')" = "    docs needs approval then" ]
	[[ $(effects_of '/^version/a evidence = forge') == *" files need evidence = forge in place of evidence = signed, forge"* ]]
	effects_of '$a[level standard]\nself-approval = yes\nmax-age = 14d' >"$SANDBOX/said"
	grep -q "files get by with self-approval = yes in place of self-approval = no" "$SANDBOX/said"
	[ "$(effects_of '$a[level lightweight]\npeople = 2')" = "    blog/post.md needs people = 2 in place of people = 1" ]
	grep -q "files need max-age = 14d in place of max-age = none" "$SANDBOX/said"
}

@test "a change of OWNERS: who may decide once a change waits for long" {
	world
	change_rules late 's/^accountable = @marc/&\nescalate = @lena @bot after 2d/'
	run_split mowners check late
	[[ $output == *"email/hero.png can be decided by @lena too, beside @marc"* ]]
	[[ $output != *"@bot can"* ]]
}

@test "a change of OWNERS: who may break the glass" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change_rules one 's/^override.*/override = @marc/'
	run_split mowners check one
	[[ $output == *"override = @marc in place of override = 2 of @guild"* ]]
	run_split mowners check --format json one
	[ "$(jq -r '.effects[0].kind' <<<"$output")" = rule-lower ]
	change_rules none '/^override/d'
	run_split mowners check --format json none
	[ "$(jq -r '.effects[0] | "\(.kind) \(.after)"' <<<"$output")" = "rule-higher no override" ]
}

@test "a change of OWNERS: who is in a team that may break the glass" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change_rules joins 's/^@guild .*/& @paul @ella @bot/'
	run_split mowners check joins
	[[ $output == *"    override = 2 of @guild can be given by @paul too"* ]]
	run_split mowners check --format json joins
	[ "$(jq -c '.effects[0] | [.kind, .before, .after, .rules, .files]' <<<"$output")" = \
		'["gate-join","override = 2 of @guild","@paul",true,0]' ]
	change_rules leaves 's/^\(@guild .*\) @ines/\1/'
	run_split mowners check leaves
	[[ $output == *"    override = 2 of @guild can be given by @ines no more"* ]]
	# A deputy does not override, so nothing becomes of that.
	change_rules deputy 's/^@ines .*/&, deputy @hana/'
	run_split mowners check deputy
	[[ $output != *"override ="* ]]
	# Another list that asks fewer of whom, by a team that has grown.
	change_rules narrower 's/^override.*/override = 2 of @legal @guild/; s/^@legal .*/& @hana/'
	force_rules
	change_rules other 's/^override.*/override = 2 of @legal/; s/^@legal .*/& @omar/'
	run_split mowners check other
	[[ $output == *"override = 2 of @legal can be given by @omar too"* ]]
	[[ $output == *"override = 2 of @legal in place of override = 2 of @legal @guild"* ]]
	change_rules ghost 's/^@greta .*/@greta = Greta Holm <eve@example.com>/'
	run_split mowners check ghost
	[[ $output == *"override = 2 of @legal @guild can be given by eve@example.com as @greta too"* ]]
}

@test "a change of OWNERS: a stricter level by name that asks for less, and a gate that one approval then stands for" {
	world
	effects_of -e 's/^level       = standard/level = detailed/' -e '$a[level detailed]\nself-approval = yes\npeople = 1' >"$SANDBOX/said"
	[ "$(head -n 1 "$SANDBOX/said")" = "    2 files of brand/ get by with self-approval = yes in place of self-approval = no" ]
	grep -q "2 files of brand/ rise from level standard to detailed" "$SANDBOX/said"
	effects_of 's/^level       = standard/level = lightweight/' >"$SANDBOX/said"
	grep -q "2 files of brand/ lose review by @greta" "$SANDBOX/said"
	run ! grep -q "lose review by @legal" "$SANDBOX/said"
}

@test "a change of OWNERS: who can change the rules comes first, and an area that nobody owns and nobody blocks" {
	world
	effects_of -e 's/^accountable = @tomas/accountable = @paul/' -e '/^review      = @greta/d' >"$SANDBOX/said"
	[ "$(head -n 1 "$SANDBOX/said")" = "    2 files are decided by @paul in place of @tomas" ]
	effects_of -e '/^version/a unowned = warn' -e '/^\[email\]/,/^$/d' >"$SANDBOX/said"
	grep -qxF "    email/hero.png loses @marc, who decides; then nobody has to (unowned = warn)" "$SANDBOX/said"
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

@test "a change of the keys: who gets one more, who a first one, who loses one" {
	world
	git checkout -q -B keys origin/main
	ssh-keygen -q -t ed25519 -N '' -C new -f "$SANDBOX/new" </dev/null
	ssh-keygen -q -t ed25519 -N '' -C own -f "$SANDBOX/own" </dev/null
	sed -i '/^paul@/d' OWNERS.signers
	printf 'lena@private.example namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$SANDBOX/new.pub")" >>OWNERS.signers
	sed -i '/^@bot/a @nina = Nina Noor <nina@example.com>' OWNERS
	printf 'nina@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$SANDBOX/own.pub")" >>OWNERS.signers
	commit_all keys
	last=$(wc -l <OWNERS.signers)
	run_split mowners check keys
	[[ $output == *"    lena@private.example (OWNERS.signers:$((last - 1))) gets another key: ask them whether it is theirs"$'\n'* ]]
	[[ $output == *"    nina@example.com (OWNERS.signers:$last) gets a first key"$'\n'* ]]
	[[ $output == *"    a key of paul@example.com (OWNERS.signers:5) counts no more"$'\n'* ]]
	git checkout -q -B lines origin/main
	sort -o OWNERS.signers OWNERS.signers
	commit_all lines
	run_split mowners check lines
	[[ $output != *"With these OWNERS files"* ]]
}
