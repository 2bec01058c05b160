# handover = accept, both: who takes files over, or gives them up, agrees too. Played with real pushes.

# shellcheck disable=SC2154,SC2030,SC2031 # run_split sets stderr

load helper
load world

# The world where `handover` is set; Zoe has no key, Otto has left.
world_of() { # VALUE
	WORLD_EDIT='s/^version .*/&\nhandover = '"$1"'/
		s/^@bot .*/&\n@zoe = Zoe Lind <zoe@example.com>\n@old = Otto Ley <otto@example.com>, until 2025-01-31/
		/^\[guild\]/i [old]\npath = /old/\naccountable = @old\n' world old/a.md old/b.md
}

# A branch on which sed(1) changes the rules.
rules_change() { # BRANCH SED
	git fetch -q && git checkout -q -B "$1" --no-track origin/main && sed -i "$2" OWNERS && commit_all "$1"
}

# The owner of an area becomes another one.
hand_over() { # AREA FROM TO
	rules_change over "/^\[$1\]/,/^\$/s/@$2\$/@$3/"
}

lands() { # BRANCH
	accepted git push -q origin "$1:main"
}

# What is asked of the OWNERS file, "role of" of each need that is open.
asked() { # BRANCH
	mowners check --format json "$1" >"$SANDBOX/json" || true
	jq -r '.groups[] | select(.area == "rules") | .needs[] | select((.have | length) < .need) | "\(.role) \(.of // "")"' \
		"$SANDBOX/json" | sort -u
}

@test "accept: the new owner has to" {
	world_of accept
	hand_over brand lena ines
	run_split mowners check over
	[ "$status" -eq 1 ]
	[[ $output == *"    accept    @ines   takes over 2 files of brand/; not yet"* ]]
	[[ $output != *release* ]]
	approve tomas over
	refused "accept    @ines   takes over 2 files of brand/; not yet" git push -q origin over:main
	[[ $(said) == *"2 files of brand/ are decided by @ines in place of @lena"*"Ask Ines Paz (@ines): that completes this"* ]]
	[[ $(said) == *"They run git fetch && mowners approve "* ]]
	run as ines mowners approve --dry-run over
	[[ $output == *"  as accept"$'\n'* ]]
	[[ $output == *"  Note     you take over 2 files of brand/ with this change"* ]]
	run as lena mowners approve --dry-run over
	[[ $output != *"  as "* && $output != *"you give up"* ]]
	approve ines over
	run_split as ines mowners approve --yes over
	[[ $output$stderr == *"has approved all of this for main before; nothing waits"* ]]
	lands over
}

@test "accept: in JSON" {
	world_of accept
	hand_over brand lena ines
	mowners check --format json over >"$SANDBOX/json" || true
	[ "$(jq -c '.groups[].needs[] | select(.role == "accept")' "$SANDBOX/json")" = \
		'{"role":"accept","need":1,"have":[],"ask":["@ines"],"of":"@ines","unknown":false,"files":2,"folder":"brand/","first":"brand/logo.svg"}' ]
	[ "$(jq -r '.groups[].why' "$SANDBOX/json")" = \
		"it lacks the decision of @tomas and the acceptance of @ines, who takes over 2 files of brand/" ]
}

@test "accept: not where the rules did not ask for it, whatever the change says of that" {
	world
	rules_change over 's/^version .*/&\nhandover = both/; /^\[brand\]/,/^$/s/@lena$/@ines/'
	approve tomas over
	lands over
	rules_change back 's/^handover .*/handover = rules/; /^\[brand\]/,/^$/s/@ines$/@lena/'
	[ "$(asked back)" = $'accept @lena\ndecision \nrelease @ines' ]
	run mowners check back
	[[ $output == *"handover = rules in place of handover = both"* ]]
	approve tomas back
	refused "@lena" git push -q origin back:main
}

@test "accept: of a whole role, and of this very content" {
	world_of accept
	hand_over brand lena tomas
	approve tomas over --as accountable
	refused "accept    @tomas  takes over 2 files of brand/; not yet" git push -q origin over:main
	approve tomas over
	echo "; more" >>OWNERS && commit_all more
	refused "approved an older version" git push -q origin over:main
	approve tomas over
	lands over
}

@test "accept: who writes it signs it, too" {
	world_of accept
	hand_over brand lena ines
	git commit -q --amend --no-edit --author 'Ines Paz <ines@example.com>'
	approve tomas over
	refused "accept    @ines   takes over 2 files of brand/; not yet" git push -q origin over:main
	approve ines over
	run_split as ines mowners approve --yes over
	[[ $output$stderr == *"nothing waits"* ]]
	lands over
	# What the push was carried by is in its entry: both.
	git -C "$SERVER" log -1 --format=%B refs/mowners/audit >"$SANDBOX/entry"
	[ "$(grep -c '^record ' "$SANDBOX/entry")" -eq 2 ]
}

@test "accept: who decides about the rules and takes something over does not decide that alone" {
	world_of accept
	hand_over brand lena tomas
	git commit -q --amend --no-edit --author 'Tomas Riva <tomas@example.com>'
	approve tomas over
	refused "made this change" git push -q origin over:main
	[[ $output == *"accept    @tomas  takes over 2 files of brand/; @tomas approved"* ]]
	approve ines over
	lands over
}

@test "accept: a deputy, while the new owner is away" {
	WORLD_EDIT='s/^version .*/&\nhandover = accept/; s/^@lena .*/&, away 2020-01-01..2099-12-31/' world
	hand_over email marc lena
	approve tomas over
	refused "accept    @lena   takes over email/hero.png; away until 31" \
		git push -q origin over:main
	run as marc mowners approve --dry-run over
	[[ $output == *"you accept for @lena, who takes over email/hero.png with this change"* ]]
	approve marc over
	lands over
}

@test "accept: somebody new, in two steps" {
	world_of accept
	rules_change over '/^\[brand\]/,/^$/s/@lena$/@new/; s/^@bot .*/&\n@new = Nora New <new@example.com>/'
	keys_new new
	commit_all "with a key"
	approve tomas over
	refused "nobody can accept for @new, who takes over 2 files of brand/" git push -q origin over:main
	[[ $(said) == *"first land a change that adds them to [people] and their key to OWNERS.signers, then this one"* ]]
	[[ $output != *"administrator"* && $output != *"can't"* ]]
	rules_change person 's/^@bot .*/&\n@new = Nora New <new@example.com>/'
	git checkout -q over -- OWNERS.signers && commit_all "their key"
	approve tomas person
	lands person
	hand_over brand lena new
	approve tomas over
	approve new over
	lands over
}

@test "accept: somebody without a key" {
	world_of accept
	hand_over brand lena zoe
	approve tomas over
	refused "accept    @zoe    takes over 2 files of brand/; not yet" git push -q origin over:main
	[[ $(said) == *"@zoe cannot approve yet, without a valid key in OWNERS.signers; they add it first (mowners install --client shows the line), and @tomas, who decides about that file, approves that"* ]]
}

@test "accept: an e-mail" {
	world_of accept
	hand_over brand lena ines
	sed -i '/^\[brand\]/,/^$/s/@ines$/ines@example.com/' OWNERS && commit_all "by e-mail"
	[ "$(asked over)" = $'accept @ines\ndecision ' ]
	sed -i '/^\[brand\]/,/^$/s/ines@example.com$/x@example.com/' OWNERS && commit_all "nobody"
	refused "nobody can accept for x@example.com, who takes over 2 files of" git push -q origin over:main
	# That a list of a root file or of another names them is not enough: only [people] is read in any case.
	git checkout -q -B listed --no-track origin/main
	sed -i 's/^consulted  *= @omar/&, x@example.com/' OWNERS && force_rules
	hand_over brand lena ines
	sed -i '/^\[brand\]/,/^$/s/@ines$/x@example.com/' OWNERS && commit_all "listed"
	refused "nobody can accept for x@example.com, who takes over 2 files of" git push -q origin over:main
}

@test "accept: another name for the same person is none, another person by the same name is one" {
	world_of both
	rules_change name 's/@lena\b/@leni/g'
	[ "$(asked name)" = "decision " ]
	rules_change mail 's/lena@private.example/lena@new.example/'
	[ "$(asked mail)" = "decision " ]
	rules_change theft 's/^@lena .*/@lena = Eve <eve@example.com>/'
	[ "$(asked theft)" = $'accept @lena\ndecision \nrelease @lena' ]
	refused "nobody can accept for @lena" git push -q origin theft:main
	[[ $(said) == *"the OWNERS file in force knows nobody of that e-mail"* ]]
	# Two people become one: the other of them takes it over.
	rules_change merge 's/^@lena .*/@lena = Lena Fischer <lena@example.com>, email greta@example.com/; s/^@greta .*//; s/@greta\b/@lena/g'
	[ "$(asked merge)" = $'accept @greta\ndecision \nrelease @lena' ]
}

@test "accept: OWNERS files of folders, new ones, changed ones and removed ones" {
	world_of accept
	git fetch -q && git checkout -q -B nested --no-track origin/main
	printf '[logo]\npath = *.svg\naccountable = @marc\n' >brand/OWNERS && commit_all nested
	[ "$(asked nested)" = $'accept @marc\ndecision \nreview.greta ' ]
	[ "$(jq -r '.groups[].needs[] | select(.role == "accept") | "\(.files) \(.first)"' "$SANDBOX/json")" = "1 brand/logo.svg" ]
	approve tomas nested
	approve greta nested
	refused "accept    @marc   takes over brand/logo.svg; not yet" git push -q origin nested:main
	approve marc nested
	lands nested
	git fetch -q && git checkout -q -B back --no-track origin/main
	git rm -q brand/OWNERS && commit_all "back"
	[ "$(asked back)" = $'accept @lena\ndecision \nreview.greta ' ]
}

@test "accept: every OWNERS file of the change needs it, and nothing else" {
	world_of accept
	hand_over brand lena ines
	printf '[more]\npath = *.md\nreview = @paul\n' >blog/OWNERS
	echo more >>blog/post.md && echo '# more' >>OWNERS.signers && commit_all more
	[ "$(asked over)" = $'accept @ines\ndecision ' ]
	[ "$(jq -r '.groups[] | select(any(.needs[]; .role == "accept")) | .paths[]' "$SANDBOX/json")" = $'OWNERS\nblog/OWNERS' ]
	approve ines over OWNERS
	approve tomas over
	approve hana over
	refused "blog/OWNERS" git push -q origin over:main
	approve ines over
	lands over
}

@test "accept: files that come and go with the change" {
	world_of both
	# A new file of a new area, where somebody else would decide without it.
	rules_change new 's|^\[claims\]|[press]\npath = /brand/press/\naccountable = @omar\n\n&|'
	[ "$(asked new)" = "decision " ]
	files brand/press/a.md && commit_all "the first file"
	[ "$(asked new)" = $'accept @omar\ndecision \nrelease @lena' ]
	# What is taken out with its area nobody takes over, and who had it agrees.
	rules_change gone '/^\[email\]/,/^$/d'
	git rm -rq email && commit_all "no e-mail any more"
	[ "$(asked gone)" = $'decision \nrelease @marc' ]
}

@test "accept: what nobody owned, and what nobody owns then" {
	world_of both
	rules_change social 's|^\[claims\]|[social]\npath = /social/\naccountable = @omar\n\n&|'
	[ "$(asked social)" = $'accept @omar\ndecision ' ]
	rules_change nobody '/^\[email\]/,/^$/d'
	[ "$(asked nobody)" = $'decision \nrelease @marc' ]
}

@test "accept: [rules] itself, and [otherwise]" {
	world_of accept
	rules_change rules '/^\[rules\]/,/^$/s/@tomas/@ines/'
	[ "$(asked rules)" = $'accept @ines\ndecision ' ]
	rules_change otherwise 's|^\[brand\]|[otherwise]\naccountable = @omar\n\n&|'
	[ "$(asked otherwise)" = $'accept @omar\ndecision ' ]
}

@test "both: the former owner too, unless they have left" {
	world_of both
	hand_over brand lena ines
	approve tomas over
	approve ines over
	refused "release   @lena   gives up 2 files of brand/; not yet" git push -q origin over:main
	run as lena mowners approve --dry-run over
	[[ $output == *"  as release"$'\n'*"you give up 2 files of brand/ with this change"* ]]
	approve lena over
	lands over
	hand_over old old marc
	[ "$(asked over)" = $'accept @marc\ndecision ' ]
	approve tomas over
	approve marc over
	lands over
}

@test "both: a swap needs one word of each" {
	world_of both
	rules_change swap '/^\[brand\]/,/^$/s/@lena$/@x/; /^\[email\]/,/^$/s/@marc$/@lena/; s/@x$/@marc/'
	[ "$(asked swap)" = $'accept @lena\naccept @marc\ndecision \nrelease @lena\nrelease @marc' ]
	approve tomas swap
	approve lena swap
	approve marc swap
	lands swap
}

@test "a hand-over of another branch is none, and what else changes in OWNERS" {
	world_of both
	git push -q origin main:release/1
	hand_over brand lena ines
	approve tomas over --target release/1
	accepted git push -q origin over:release/1
	rules_change other '/^\[brand\]/,/^$/s/@greta/@paul/'
	[ "$(asked other)" = "decision " ]
	git checkout -q -B file --no-track origin/main && echo new >>brand/logo.svg && commit_all file
	run_split mowners check file
	[[ $output != *accept* && $output != *release* ]]
}

@test "what is staged, and what is only advised" {
	world_of accept
	git checkout -q -B over --no-track origin/main
	sed -i '/^\[brand\]/,/^$/s/@lena$/@ines/' OWNERS && git add OWNERS
	run_split mowners check --staged
	[[ $output == *"accept    @ines   takes over 2 files of brand/; not yet"* ]]
	git reset -q --hard
	rules_change advise 's/^version .*/&\nmode = advise/'
	approve tomas advise
	lands advise
	hand_over brand lena ines
	approve tomas over
	run git push origin over:main
	[ "$status" -eq 0 ]
	[[ $output == *"accept    @ines   takes over 2 files of brand/; not yet"*"nothing is blocked"* ]]
}

@test "an override passes it, by two" {
	WORLD_EDIT='s/^version .*/&\nhandover = accept\noverride = 2 of @guild/' world
	hand_over brand lena tomas
	as lena mowners override --yes -m urgent over >/dev/null 2>&1
	refused "@tomas" git push -q origin over:main
	as marc mowners override --yes -m urgent over >/dev/null 2>&1
	lands over
}

@test "errors that were there before hide nothing" {
	world_of accept
	git checkout -q -B broken --no-track origin/main
	printf 'nonsense\n' >guild/OWNERS
	force_rules
	hand_over brand lena ines
	[ "$(asked over)" = $'accept @ines\ndecision ' ]
}

@test "the audit judges by the rules of then" {
	world_of accept
	hand_over brand lena ines
	approve tomas over
	force_rules
	run mowners audit
	[ "$status" -eq 1 ]
	[[ $output == *OWNERS* ]]
}
