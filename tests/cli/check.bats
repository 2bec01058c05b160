# mowners check: can a change land, and if not, whose approval is missing.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

json() { # JQ-PATH, on $output
	jq -rc ".$1" <<<"$output"
}

# ---- Text ------------------------------------------------------------------------------------------------------

@test "blocked: who has, who can, and what to do now" {
	world
	change logo brand/logo.svg email/hero.png
	approve greta logo
	run_split mowners check
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "mowners: main: 2 of 2 changed files cannot land yet" ]
	[[ $output == *"  brand/logo.svg  "*"brand, standard   OWNERS:10"* ]]
	[[ $output == *"    decision  @lena   not yet"* ]]
	[[ $output == *"    review    @greta  @greta approved"* ]]
	[[ $(said) == *" First git push origin logo Ask Lena Fischer (@lena) and Marc Ode (@marc): together they complete this "* ]]
	[[ $output != *"Then"* ]]
	[[ $output == *"  They run git fetch && mowners approve origin/logo"* ]]
	[[ $output == *"  Why      mowners why brand/logo.svg"* ]]
	[[ $output == *"  Fetch    mowners sync origin"* ]]
	[[ $output == *"  Mode     advise: this blocks nothing; the server decides"* ]]
	[[ $output != *"override"* ]]
	[ -z "$stderr" ]
}

@test "approvals given elsewhere count once they are fetched, as it says" {
	world
	change hero email/hero.png
	git push -q origin hero
	git clone -q "$SERVER" "$SANDBOX/marc"
	(cd "$SANDBOX/marc" && as marc mowners approve --yes origin/hero >/dev/null 2>&1)
	run_split mowners check
	[ "$status" -eq 1 ]
	bash -c "$(sed -n 's/^  Fetch    //p' <<<"$output")" 2>/dev/null
	run_split mowners check
	[ "$status" -eq 0 ]
}

@test "blocked: a branch that is pushed needs no push first" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	run_split mowners check logo
	[ "$status" -eq 1 ]
	[[ $output != *"First"* ]]
	[[ $output == *"mowners approve origin/logo"* ]]
}

@test "blocked: a detached HEAD is called by its id, the branch itself never" {
	world
	git checkout -q main
	echo new >email/hero.png
	commit_all "on main itself"
	run_split mowners check
	[ "$status" -eq 1 ]
	id=$(git rev-parse --short=12 HEAD)
	[[ $output == *"  First    git push origin $id:refs/heads/NAME"* ]]
	[[ $output == *"mowners approve $id"* ]]
	git checkout -q --detach
	run_split mowners check
	[[ $output == *"mowners approve $id"* ]]
}

@test "blocked: one file is said in the singular" {
	WORLD_EDIT='s/^responsible = @hana$//' world
	change hero email/hero.png
	run_split mowners check
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file cannot land yet" ]
	[[ $output == *"  Ask      Marc Ode (@marc): that completes this"* ]]
	change post blog/post.md
	run_split mowners check
	[[ $output == *"    decision  @omar  not yet"* ]]
}

@test "blocked: only what is missing is shown, with how much of all it is" {
	world
	change two email/hero.png brand/logo.svg
	approve marc two
	run_split mowners check
	[ "${lines[0]}" = "mowners: main: 1 of 2 changed files cannot land yet" ]
	[[ $output != *"hero.png"* ]]
}

@test "blocked: at most a dozen paths a group" {
	world
	local names=()
	for i in $(seq -w 30); do
		names+=("email/f$i")
	done
	change many "${names[@]}"
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"email/f12"* ]]
	[[ $output != *"email/f13"* ]]
	[[ $output == *"and 18 more"* ]]
	for line in "${lines[@]}"; do
		[ "${#line}" -le 110 ]
	done
}

@test "blocked: at most a dozen groups, all of them with --explain" {
	world
	git checkout -q -B areas origin/main
	for i in $(seq 20); do
		printf '\n[area-%d]\npath = /a%d/\naccountable = @hana\n' "$i" "$i" >>OWNERS
	done
	commit_all areas
	approve tomas areas
	git push -q origin areas:main
	local names=()
	for i in $(seq 20); do
		names+=("a$i/x")
	done
	change many "${names[@]}"
	run_split mowners check
	[[ $output == *"and 8 more files"* ]]
	run_split mowners check --explain
	[[ $output == *"a20/x"* ]]
	[[ $output != *"more files"* ]]
}

@test "approved: one line that says by whom" {
	WORLD_EDIT='s/^@bot .*/&\n@tess  = Tess Tester <tess@example.com>/' world
	change logo brand/logo.svg
	approve greta logo
	approve lena logo
	run_split mowners check
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[ -z "$stderr" ]
}

@test "approved: nothing changes" {
	world
	run_split mowners check
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: main: nothing changes" ]
}

@test "open: what nothing protects" {
	world
	git push -q origin main:elsewhere
	change logo brand/logo.svg
	run_split mowners check --target elsewhere
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: elsewhere: open: nothing here is protected" ]
}

@test "unowned: says so, and who can change that" {
	world
	change social social/post.md
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"no area, standard"* ]]
	[[ $output == *"    unowned   "*"@tomas"* ]]
	[[ $output != *"  Ask "* ]]
}

@test "stale: says who approved the older version" {
	world
	change hero email/hero.png
	approve marc hero
	echo more >>email/hero.png
	commit_all more
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"    stale     @marc approved an older version"* ]]
}

@test "stale: what the target has changed too is approved once that is merged, as the hook has it" {
	world
	change logo brand/logo.svg email/hero.png
	approve lena logo
	approve greta logo
	approve marc logo
	change other brand/logo.svg
	force_rules
	git checkout -q logo
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"*"  brand/logo.svg "*"stale     @"*" approved an older version on "* ]]
	[[ $stderr == "mowners: warning: main has changed brand/logo.svg too since this left it, so that what would land is yet another version; merge main into it, then that can be approved" ]]
	run_split as lena mowners approve --yes logo
	[ "$status" -eq 1 ]
	[[ $stderr == *"there is nothing that "*"main has changed brand/logo.svg too since this left it"* ]]
	git merge -q -s ours -m "main" origin/main
	approve lena logo
	approve greta logo
	run_split mowners check
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	accepted git push -q origin logo:main
	# The same on both sides is no other version.
	git checkout -q -B same "$(git rev-parse origin/main~)"
	git checkout -q logo -- brand/logo.svg && commit_all "same"
	git fetch -q
	run_split mowners check
	[ "$output" = "mowners: main: nothing changes" ]
	[ -z "$stderr" ]
}

@test "impossible: says why, and what would help" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	as marc commit_all "by Marc, who has no deputy"
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"    cannot    "*"@marc"*"deputy"* ]]
}

@test "--explain says why each rule applies, approved groups too" {
	world
	change two email/hero.png brand/logo.svg
	approve marc two
	run_split mowners check --explain
	[ "$status" -eq 1 ]
	[[ $output == *"because   approved by @marc"* ]]
	[[ $output == *"not yet   OWNERS:11"* ]]
}

@test "paths in commands are seen from the current folder and quoted for a shell" {
	world
	change odd "email/a b's.png"
	run_split mowners check
	[[ $output == *"  Why      mowners why 'email/a b'\\''s.png'"* ]]
	mkdir -p brand/deep && cd brand/deep
	run_split mowners check
	[[ $output == *"  Why      mowners why '../../email/a b'\\''s.png'"* ]]
	cd ../../email
	run_split mowners check
	[[ $output == *"  Why      mowners why 'a b'\\''s.png'"* ]]
}

@test "no line begins with anything from the repository, nothing reaches a terminal raw" {
	world
	git checkout -q -B odd origin/main
	printf x >'email/::error::x'
	printf x >$'email/\033[31mred'
	mkdir -p ':'
	printf x >'::warning::top'
	printf x >'##[group]x'
	printf x >$'email/\xe2\x80\xaertl'
	commit_all odd
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *'"\072:warning::top"'* ]]
	[[ $output != *'##['* ]]
	[[ $output != *$'\033'* ]]
	[[ $output != *$'\xe2\x80\xae'* ]]
	for line in "${lines[@]}"; do
		[[ $line == "mowners: "* || $line == "  "* ]]
		trimmed=${line#"${line%%[! ]*}"}
		[[ $trimmed != ::* ]]
	done
}

@test "a hostile branch name is no part of a command" {
	world
	# shellcheck disable=SC2016
	change 'x;$(touch${IFS}pwned)' email/hero.png
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output != *'touch'* ]]
	[[ $output == *"mowners approve $(git rev-parse --short=12 HEAD)"* ]]
}

@test "colour only when asked for" {
	world
	change hero email/hero.png
	run_split mowners --color always check
	[[ $output == *$'\033['* ]]
	run_split mowners check
	[[ $output != *$'\033['* ]]
}

# ---- What is judged ----------------------------------------------------------------------------------------------

@test "RANGE: a branch, A..B, A...B" {
	world
	change one email/hero.png
	change two brand/logo.svg
	git checkout -q main
	run_split mowners check one
	[ "$status" -eq 1 ]
	[[ $output == *hero.png* && $output != *logo.svg* ]]
	run_split mowners check main..two
	[[ $output == *logo.svg* && $output != *hero.png* ]]
	run_split mowners check one..two
	[[ $output == *logo.svg* && $output == *hero.png* ]]
	run_split mowners check one...two
	[[ $output == *logo.svg* && $output != *hero.png* ]]
}

@test "OLD NEW: two revisions" {
	world
	change one email/hero.png
	echo b >email/b
	commit_all b
	run_split mowners check one~1 one
	[ "$status" -eq 1 ]
	[[ $output == *email/b* && $output != *hero.png* ]]
}

@test "--staged: the index" {
	world
	echo staged >email/hero.png
	git add email/hero.png
	echo not staged >brand/logo.svg
	run_split mowners check --staged
	[ "$status" -eq 1 ]
	[[ $output == *hero.png* && $output != *logo.svg* ]]
	[[ $output == *"commit"* ]]
	[[ $output != *"They run"* ]]
}

@test "--staged: amending what is approved, or taking it back, needed the owner again" {
	world
	change two brand/logo.svg email/hero.png
	approve lena two
	approve greta two
	approve marc two
	run_split mowners check --staged
	[ "$status" -eq 0 ]
	git reset -q --soft HEAD~1
	run_split mowners check --staged
	[ "$status" -eq 0 ]
	git commit -q -m two
	git checkout -q origin/main -- brand/logo.svg
	run_split mowners check --staged
	[ "$status" -eq 0 ]
	[[ $output == *"1 changed file can land"* ]]
	git checkout -q two -- brand/logo.svg
	echo other >brand/logo.svg
	git add -A
	run_split mowners check --staged
	[ "$status" -eq 1 ]
	[[ $output == *"brand/logo.svg"* && $output != *"hero.png"* ]]
}

@test "--staged: what the branch has changed before is judged too, by who made it" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	as marc commit_all "by Marc"
	echo new >blog/post.md
	git add -A
	run_split mowners check --staged
	[ "$status" -eq 1 ]
	[[ $output == *"email/hero.png"*"cannot"*"@marc"* ]]
	echo other >brand/logo.svg
	git add -A
	run_split as lena mowners check --staged
	[[ $output == *"brand/logo.svg"*"@lena made"*"@marc"* || $output == *"brand/logo.svg"*"@marc"* ]]
}

@test "--staged: in the middle of a merge what it brings of the target is no change" {
	world
	change logo brand/logo.svg
	git checkout -q -B other origin/main
	echo post >blog/post.md
	commit_all post
	git -C "$SERVER" config core.hooksPath /dev/null
	git push -q origin other:main
	git fetch -q
	git checkout -q logo
	git merge -q --no-commit --no-ff origin/main >/dev/null
	run_split mowners check --staged
	[ "$status" -eq 1 ]
	[[ $output == *"brand/logo.svg"* && $output != *"blog/post.md"* ]]
}

@test "--target: another branch" {
	world
	git push -q origin main:release/1
	git fetch -q
	change hero email/hero.png
	run_split mowners check --target release/1
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "mowners: release/1: 1 changed file cannot land yet" ]
	[[ $output == *"mowners approve origin/hero --target release/1"* ]]
}

@test "--rules: by another commit's rules" {
	world
	git checkout -q -B rules origin/main
	sed -i '/^\[email\]$/,/^$/s/@marc/@hana/' OWNERS
	commit_all rules
	change hero email/hero.png
	run_split mowners check --rules rules
	[[ $output == *"@hana"* && $output != *"@marc"* ]]
	run_split mowners --rules rules check
	[[ $output == *"@hana"* && $output != *"@marc"* ]]
}

@test "ask: of equally small sets the one of who has approved least of late; server, check and request agree" {
	WORLD_EDIT='/^\[brand\]/,/^\[claims\]/s/^review .*/review = 1 of @paul @greta @omar/' world
	local who
	change logo brand/logo.svg
	git push -q origin logo
	run_split mowners check logo
	[[ $output == *"Ask      Lena Fischer (@lena) and Greta Holm (@greta): "* ]]
	# Greta approves something else, then Paul does, too.
	for who in greta paul; do
		change "b-$who" brand/logo.svg
		approve "$who" "b-$who"
	done
	run_split mowners check logo
	[[ $output == *"Ask      Lena Fischer (@lena) and Omar Diaz (@omar): "* ]]
	refused "Ask      Lena Fischer (@lena) and Omar Diaz (@omar): " git push origin logo:main
	run_split as marc mowners request --yes --no-push logo
	[[ $output == *"(@lena) and Omar Diaz (@omar)"* ]]
	# The smallest set stays the smallest, whatever they have to do.
	change claims brand/price.claims.md
	run_split mowners check claims
	[[ $output == *"Ask      Lena Fischer (@lena) and Greta Holm (@greta): "* ]]
}

@test "--evidence: approvals of another system, from a file or standard input" {
	world
	change logo brand/logo.svg
	printf '{"by": "%s", "commit": "%s"}\n' lena@example.com "$(git rev-parse logo)" @greta "$(git rev-parse logo)" >"$SANDBOX/evidence"
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 0 ]
	[[ $output == *"approved by @lena and @greta"* ]]
	run_split mowners check --evidence - <"$SANDBOX/evidence"
	[ "$status" -eq 0 ]
	echo '{"by": "lena@example.com", "nonsense": 1}' >"$SANDBOX/evidence"
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 2 ]
	[[ $stderr == *"line 1"* ]]
	[ -z "$output" ]
	run_split mowners check --evidence "$SANDBOX/missing"
	[ "$status" -ne 0 ]
	[ "$status" -ne 1 ]
}

@test "--evidence: a stop of another system, where its maker has a say, until the line is gone" {
	world
	change mixed brand/logo.svg email/hero.png
	local commit
	commit=$(git rev-parse mixed)
	cat >"$SANDBOX/evidence" <<-END
		{"by": "@lena", "commit": "$commit"}
		{"by": "@marc", "commit": "$commit", "source": "gitlab!42 review 76"}
		{"by": "@greta", "decision": "stop", "source": "gitlab!42 review 77", "made": "2026-11-22T12:55:00Z"}
	END
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 1 ]
	[[ $(tr -s " \n" " " <<<"$output") == *"1 of 2 changed files cannot land yet brand/logo.svg "* ]]
	[[ $(tr -s " \n" " " <<<"$output") == *"stopped @greta stopped it on 2026-11-22 at 12:55 UTC, as gitlab!42 review 77 says; only @greta can take it back there decision "* ]]
	[[ $(tr -s " \n" " " <<<"$output") == *"stop @greta only @greta can take it back there"* ]]
	run_split mowners check --evidence "$SANDBOX/evidence" --format json
	[[ $output == *'"stops": [{"record": null, "said": "gitlab!42 review 77", "by": "@greta", "made": "2026-11-22T12:55:00Z", "reason": null, "path": "brand/logo.svg", "files": 1}]'* ]]
	[[ $output == *'"role": "stop", "need": 1, "have": [], "ask": ["@greta"], "record": null, "said": "gitlab!42 review 77"}'* ]]
	sed -i 's/"decision": "stop"/"commit": "'"$commit"'"/' "$SANDBOX/evidence"
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 0 ]
	# A source is shown escaped, and what is no moment is not told.
	printf '{"by": "@greta", "decision": "stop"}\n' >"$SANDBOX/evidence"
	run_split mowners check --evidence "$SANDBOX/evidence"
	[[ $(tr -s " \n" " " <<<"$output") == *"@greta stopped it, as evidence line 1 says; only @greta can take it back there"* ]]
	run_split mowners check --evidence "$SANDBOX/evidence" --format json
	[[ $output == *'"made": null'* ]]
}

@test "--evidence: what does not count is shown, with why" {
	WORLD_EDIT='/^\[brand\]/i [level standard]\nevidence = signed\n\n[level lightweight]\nmax-age = 7d\n' world
	change mixed brand/logo.svg blog/post.md
	local commit
	commit=$(git rev-parse mixed)
	cat >"$SANDBOX/evidence" <<-END
		{"by": "@lena", "commit": "$commit", "source": "github#4 review 7"}
		{"by": "github:x", "commit": "$commit", "source": "github#4 review 8"}
		{"by": "@paul", "commit": "$commit"}
		{"by": "@hana", "commit": "$commit"}
		{"by": "@omar", "commit": "$commit", "made": "$(moment '-9 days')"}
		{"by": "@marc", "why_not": "it was dismissed", "source": "github#4 review 9"}
		{"by": "@ines", "decision": "stop", "source": "github#4 review 10"}
	END
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 1 ]
	[[ $stderr == *"github#4 review 8 by github:x does not count: the rules know nobody with that account"* ]]
	[[ $stderr == *"evidence line 3 by @paul does not count: it has no role in any of these files for them"* ]]
	[[ $stderr == *"github#4 review 9 by @marc does not count: it was dismissed"* ]]
	[[ $stderr == *"the stop of @ines, as github#4 review 10 says, does not count: they have no say in any of these files"* ]]
	[[ $stderr == *"github#4 review 7 by @lena does not count at level standard: its evidence does not list forge"* ]]
	[[ $stderr == *"evidence line 4 by @hana does not count at level lightweight: that has a max-age, and nothing says when it was made"* ]]
	[[ $stderr == *"evidence line 5 by @omar does not count at level lightweight: it is older than its max-age"* ]]
	[ "$(grep -c 'does not count' <<<"$stderr")" -eq 7 ]
}

@test "--now: what counts at that moment" {
	world
	change hero email/hero.png
	approve marc hero --expires 2d
	run_split mowners check
	[ "$status" -eq 0 ]
	run_split mowners --now "$(moment '3 days')" check
	[ "$status" -eq 1 ]
}

# ---- JSON ------------------------------------------------------------------------------------------------------------

@test "json: the whole answer" {
	world
	change logo brand/logo.svg email/hero.png
	approve greta logo
	run_split mowners check --format json
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(json mowners)" = 1 ]
	[ "$(json result)" = blocked ]
	[ "$(json mode)" = advise ]
	[ "$(json target)" = refs/heads/main ]
	[ "$(json old)" = "$(git rev-parse origin/main)" ]
	[ "$(json new)" = "$(git rev-parse logo)" ]
	[ "$(json ask)" = '["@lena","@marc"]' ]
	[ "$(json stops)" = '[]' ]
	[ "$(json overrides)" = '[]' ]
	[ "$(json warnings)" = '[]' ]
	[ "$(json groups[0].state)" = missing ]
	[ "$(json groups[0].area)" = brand ]
	[ "$(json groups[0].level)" = standard ]
	[ "$(json groups[0].paths)" = '["brand/logo.svg"]' ]
	[ "$(json groups[0].source)" = OWNERS:10 ]
	[ "$(json groups[0].needs[0])" = '{"role":"decision","need":1,"have":[],"ask":["@lena"]}' ]
	[ "$(json groups[0].needs[1])" = '{"role":"review.greta","need":1,"have":["@greta"],"ask":[]}' ]
	[[ $(json groups[0].why) == *"@lena"* ]]
}

@test "json: approved, open, staged" {
	world
	git push -q origin main:elsewhere
	change hero email/hero.png
	run_split mowners check --target elsewhere --format json
	[ "$status" -eq 0 ]
	[ "$(json result)" = open ]
	[ "$(json groups)" = '[]' ]
	approve marc hero
	run_split mowners check --format=json
	[ "$status" -eq 0 ]
	[ "$(json result)" = approved ]
	[ "$(json groups[0].state)" = approved ]
	echo again >email/hero.png
	git add -A
	run_split mowners check --staged --format json
	[ "$status" -eq 1 ]
	[ "$(json new)" = "$ZERO" ]
}

@test "json: a path that is no UTF-8" {
	world
	git checkout -q -B odd origin/main
	printf x >$'email/bad\xff'
	printf x >email/good
	commit_all odd
	run_split mowners check --format json
	[ "$status" -eq 1 ]
	[ "$(json groups[0].paths)" = '["email/bad�","email/good"]' ]
	[ "$(json groups[0].path_bytes)" = '["656d61696c2f626164ff","656d61696c2f676f6f64"]' ]
	git rm -q --cached $'email/bad\xff'
	git commit -q --amend -m good
	run_split mowners check --format json
	[[ $output != *path_bytes* ]]
}

@test "json: warnings are in it, and not on stderr" {
	world
	git checkout -q -B warn origin/main
	sed -i 's/^version = 1/version = 1\nunowned = warn/' OWNERS
	commit_all warn
	approve tomas warn
	git push -q origin warn:main
	change social social/post.md
	run_split mowners check --format json
	[ "$status" -eq 0 ]
	[[ $(json warnings[0]) == *"social/post.md"* ]]
	[ -z "$stderr" ]
	run_split mowners check
	[ "$status" -eq 0 ]
	[[ $stderr == "mowners: warning: "*"social/post.md"* ]]
	run_split mowners -q check
	[ -z "$stderr" ]
}

@test "history is read where a verdict depends on who made a change, and only there" {
	local path tree
	world
	for path in social/post.md email/hero.png; do
		change "${path%/*}" "$path"
		tree=$(git rev-parse 'HEAD^{tree}')
		echo more >>"$path"
		commit_all more
		rm ".git/objects/${tree:0:2}/${tree:2}"
		run_split mowners check
		if [ "$path" = social/post.md ]; then
			[ "$status" -eq 1 ]
			[[ $output == *"social/post.md"* ]]
		else
			[ "$status" -eq 3 ]
			[[ $stderr == *"${tree:0:12}"* ]]
		fi
	done
}

# ---- Mistakes -----------------------------------------------------------------------------------------------------------

@test "usage: one specific line, status 2, nothing on stdout" {
	local arguments
	world
	for arguments in "--staged main" "a b c" "--format yaml" "--nonsense" "--target" "nosuchbranch" "nosuch..main" "--format"; do
		# shellcheck disable=SC2086
		run_split mowners check $arguments
		[ "$status" -eq 2 ] || { echo "$arguments: $status $stderr"; return 1; }
		[ -z "$output" ]
		[ "$(printf '%s\n' "$stderr" | wc -l)" -eq 1 ]
	done
	run_split mowners check ""
	[ "$status" -eq 2 ]
}

@test "outside a repository: status 3" {
	run_split mowners check
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[ -n "$stderr" ]
}

@test "broken rules: their errors, and status 2" {
	world
	git checkout -q main
	echo '[nonsense' >>OWNERS
	commit_all broken
	git -C "$SERVER" config core.hooksPath /dev/null
	git push -q origin main
	git fetch -q
	change hero email/hero.png
	run_split mowners check
	[ "$status" -eq 2 ]
	[[ $stderr == "OWNERS:"*": error: "* ]]
}

@test "no rules at all: open, and said" {
	repo_new
	files a
	commit_all one
	run_split mowners check
	[ "$status" -eq 0 ]
	[[ $output == *"open"* || $output == *"nothing changes"* ]]
}

@test "a full disk is an error" {
	[ -e /dev/full ] || skip "no /dev/full"
	world
	change hero email/hero.png
	run bash -c '"$1" check >/dev/full' - "$MOWNERS"
	[ "$status" -eq 3 ]
}

@test "what the server refuses for its paths cannot land, whoever approves it" {
	world
	git switch -q -c link
	ln -s /etc/hosts blog/link
	commit_all link
	git switch -q -c twin origin/main
	echo twin >blog/Post.md
	commit_all twin
	for branch in link twin; do
		run_split as omar mowners approve --yes "$branch"
		[ "$status" -eq 0 ]
		[[ $stderr == *"  Note     the server refuses this change, whoever approves it: blog/"* ]]
		[[ $output != *"can land"* ]]
		run_split mowners check "$branch"
		[ "$status" -eq 1 ]
		[[ ${lines[0]} == "mowners: main: cannot land, whoever approves it: blog/"* ]]
		run_split mowners check "$branch" --format json
		[ "$(jq -r '.result' <<<"$output")" = blocked ]
		[[ $(jq -r '.refused' <<<"$output") == blog/* ]]
	done
	refused "is a symbolic link to an absolute path" git push -q origin link:main
	refused "are one and the same name" git push -q origin twin:main
}

@test "a change that brings an error into the rules cannot land, whoever approves it: as the server says" {
	world
	git switch -q -c broken
	echo '[nonsense' >>OWNERS
	commit_all broken
	git push -q origin broken
	approve tomas --yes origin/broken
	git fetch -q origin refs/mowners/approvals:refs/mowners/approvals
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *'main: cannot land: it brings 2 errors into OWNERS files or keys'*'OWNERS:'*': error: '* ]]
	run_split mowners check --format json
	[ "$status" -eq 1 ]
	[ "$(jq -r '.result, .errors[0].file, .errors[0].severity' <<<"$output" | tr '\n' ' ')" = 'blocked OWNERS error ' ]
	printf '{"by": "@tomas", "commit": "%s"}\n' "$(git rev-parse broken)" >"$SANDBOX/evidence"
	run_split mowners check --evidence "$SANDBOX/evidence"
	[ "$status" -eq 1 ]
	[[ $output == *'main: cannot land: it brings 2 errors'* ]]
	refused 'it brings 2 errors into OWNERS files or keys' git push -q origin broken:main
}

@test "check: an owner who may approve their own work, and is away, is away" {
	WORLD_EDIT='s/^@omar.*/&, away 2020-01-01..2099-01-01/' world
	change post blog/post.md
	git commit -q --amend --no-edit --author='Omar <omar@example.com>'
	run_split mowners check --format json post
	[ "$(jq -c '[.groups[0].needs[0].absence, .claims, .informed]' <<<"$output")" = '["away",[],[]]' ]
}
