# mowners approve: shows, asks, signs, stores and sends.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

records() { # REPOSITORY
	git -C "$1" ls-tree -r --name-only refs/mowners/approvals records 2>/dev/null
}

# Runs a command on a terminal of its own, with this input.
on_terminal() { # INPUT COMMAND…
	local input=$1 line

	shift
	command -v script >/dev/null || skip "no script(1)"
	line=$(printf '%q ' "$@")
	printf '%s' "$input" | script -qec "$line" /dev/null
}

# ---- The main road ----------------------------------------------------------------------------------------------

@test "--yes: shows, signs, stores, sends, and says what is next" {
	world
	change logo brand/logo.svg
	run_split as lena mowners approve --yes logo
	[ "$status" -eq 0 ]
	[[ $stderr == *"mowners: Lena Fischer (@lena) approves this change for main:"* ]]
	[[ $stderr == *"  as accountable"*"    changed   brand/logo.svg"* ]]
	[ "${lines[0]}" = "mowners: Lena Fischer (@lena) approved 1 change for main" ]
	[[ $output == *"  Sent     to origin"* ]]
	[[ $output == *"  Still    Greta Holm (@greta): that completes it"* ]]
	[[ $output == *"  Next     mowners check logo"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 1 ]
	run_split as greta mowners approve --yes logo
	[ "$status" -eq 0 ]
	[[ $output == *"  Now      all of it can land"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 2 ]
}

@test "what is stored is the record under its own id, with a signature that ssh-keygen accepts" {
	world
	change logo brand/logo.svg
	run_split as lena mowners approve --yes -m "Clear space is right now" logo
	[ "$status" -eq 0 ]
	path=$(records "$SERVER")
	git -C "$SERVER" cat-file blob "refs/mowners/approvals:$path" >"$SANDBOX/record"
	id=$(record_id "$SANDBOX/record")
	[ "$path" = "records/$id" ]
	[[ $output == *"  Record   $id"* ]]
	sed '/^-----BEGIN/,$d' "$SANDBOX/record" >"$SANDBOX/text"
	sed -n '/^-----BEGIN/,$p' "$SANDBOX/record" >"$SANDBOX/sig"
	ssh-keygen -q -Y verify -f OWNERS.signers -I lena@example.com -n approval@mowners -s "$SANDBOX/sig" <"$SANDBOX/text"
	grep -qx "target refs/heads/main" "$SANDBOX/text"
	grep -qx "base $(git rev-parse origin/main)" "$SANDBOX/text"
	grep -qx "reason Clear space is right now" "$SANDBOX/text"
	grep -qxF "$(step_line origin/main logo brand/logo.svg)" "$SANDBOX/text"
	[ "$(git -C "$SERVER" cat-file blob refs/mowners/approvals:index)" = \
		"$(record_lines "$SANDBOX/record") $(git -C "$SERVER" rev-parse "refs/mowners/approvals:$path")" ]
}

@test "the current branch is what is approved when no RANGE is given" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --yes
	[ "$status" -eq 0 ]
	accepted git push -q origin hero:main
}

@test "only the changes in roles that I hold" {
	world
	change two brand/logo.svg email/hero.png
	run_split as lena mowners approve --yes two
	[ "$status" -eq 0 ]
	[[ $stderr == *"brand/logo.svg"* && $stderr != *"hero.png"* ]]
	git -C "$SERVER" cat-file blob "refs/mowners/approvals:$(records "$SERVER")" | grep -c '^step ' | grep -qx 1
}

@test "a change is named by what it does" {
	world
	git checkout -q -B many origin/main
	echo new >email/new.png
	git rm -q email/hero.png
	ln -s new.png email/link
	commit_all many
	run_split as marc mowners approve --dry-run
	[[ $stderr == *"    removed   email/hero.png"* ]]
	[[ $stderr == *"    new link  email/link"* ]]
	[[ $stderr == *"    new       email/new.png"* ]]
}

@test "150 files were signed blind: and 120 more" {
	local names=() i
	world
	for i in $(seq -w 150); do
		names+=("email/f$i.png")
	done
	change many "${names[@]}"
	git rm -q email/hero.png
	as tomas commit_all "Take the old hero away"
	run_split as marc mowners approve --dry-run many
	[ "$status" -eq 0 ]
	[[ $stderr != *"and 120 more"* ]]
	[ "$(grep -c '^    new       email/f' <<<"$stderr")" -eq 150 ]
	[[ $stderr == *"  as accountable"$'\n'"    removed   email/hero.png  was 15 bytes"$'\n'"    new       email/f001.png  20 bytes"* ]]
	[[ $stderr == *"  of these commits"$'\n'"    $(git rev-parse --short=12 many)  Tomas: Take the old hero away"* ]]
	[[ $stderr == *"    $(git rev-parse --short=12 many~1)  Tess Tester: many"* ]]
	[[ $stderr == *"  See it   git diff $(git rev-parse --short=12 origin/main) $(git rev-parse --short=12 many)"* ]]
	bash -c "$(sed -n 's/^  See it   //p' <<<"$stderr")" | grep -q "deleted file mode"
}

@test "what is another version than I approved before is said" {
	world
	change two email/hero.png email/new.png
	approve marc two
	echo other >email/hero.png
	commit_all other
	run_split as marc mowners approve --dry-run two
	[[ $stderr == *"    changed   email/hero.png  6 bytes, was 15 bytes; not as you approved it before"* ]]
	[[ $stderr != *"new.png"* ]]
}

@test "what differs from the version that I approved before is shown" {
	world
	git checkout -q -B texts origin/main
	printf 'one\ntwo\nthree\n' >email/text.md
	printf 'a\n' >email/hero.png
	printf '\x89PNG\r\n\x1a\n\0aaaa' >email/pic.png
	commit_all one
	old=$(git rev-parse texts:email/text.md)
	approve marc texts
	printf 'one\n2 \033[31m\t::x\n%s' "$(printf 'line %d\n' {1..100})" >email/text.md
	printf 'PK\3\4\0bbbbbb' >email/pic.png
	git rm -q email/hero.png
	commit_all two
	run_split as marc mowners approve --dry-run texts
	[ "$status" -eq 0 ]
	day=$(date -u +%Y-%m-%d)
	[[ $stderr == *$'\n\n'"  What differs from what you approved before"$'\n'* ]]
	[[ $stderr == *"    email/hero.png  approved on $day, to be another; it is removed now"$'\n'* ]]
	[[ $stderr == *"    email/pic.png  approved on $day: ZIP, 11 bytes, was PNG, 13 bytes"$'\n'"      git diff "* ]]
	[[ $stderr == *"    email/text.md  approved on $day"$'\n'"      @@ -1,3 +1,102 @@"$'\n'"       one"$'\n'"      -two"$'\n'"      -three"$'\n'"      +2 \\x1B[31m"$'\t'"\\x3A:x"$'\n'"      +line 1"$'\n'* ]]
	[[ $stderr == *"      and 26 more lines"$'\n'"      git diff ${old:0:12} "* ]]
	[ "$(grep -c '^      +line ' <<<"$stderr")" -eq 75 ]
	bash -c "$(grep '^      git diff' <<<"$stderr" | tail -1)" | grep -q '^+line 100'
}

@test "what I approved before is gone from this clone, or is another kind of thing now" {
	world
	change two email/hero.png email/new.png
	approve marc two
	ln -sfn new.png email/hero.png
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),email/new.png"
	git add email/hero.png && git commit -q -m other
	git update-ref refs/heads/old two~1
	run_split as marc mowners approve --dry-run two
	[[ $stderr == *"    email/hero.png  approved on "*$'\n'"      @@ -1 +1 @@"$'\n'"      -two email/hero.png"$'\n'"      +new.png"$'\n'"      \\ No newline at end of file"* ]]
	[[ $stderr == *"    email/new.png  approved on "*": one of the two is a submodule"* ]]
	old=$(git rev-parse two~1:email/hero.png)
	rm -f ".git/objects/${old:0:2}/${old:2}"
	run_split as marc mowners approve --dry-run two
	[ "$status" -eq 0 ]
	[[ $stderr == *"    email/hero.png  approved on "*": that version is not in this clone, so it cannot be compared here"$'\n'"      git diff ${old:0:12} "* ]]
}

@test "the same content as I approved before, on top of another version" {
	world
	change two email/hero.png
	approve marc two
	git checkout -q -B rebased origin/main
	echo between >email/hero.png
	commit_all between && git push -q origin HEAD:refs/heads/between && git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
	git fetch -q
	echo "two email/hero.png" >email/hero.png
	commit_all again
	run_split as marc mowners approve --dry-run rebased
	[[ $stderr == *"    email/hero.png  approved on "*": the same content; what it replaces is another by now"* ]]
}

@test "what is to be signed goes through the pager, as git looks for it, and only on a terminal" {
	world
	change hero email/hero.png
	git config core.pager "cat >'$SANDBOX/core'"
	PAGER="cat >'$SANDBOX/pager'" run as marc on_terminal $'n\n' "$MOWNERS" approve hero
	[ "$status" -eq 1 ]
	grep -q "changed   email/hero.png" "$SANDBOX/core"
	[ ! -e "$SANDBOX/pager" ]
	GIT_PAGER="cat >'$SANDBOX/git'" run as marc on_terminal $'n\n' "$MOWNERS" approve hero
	grep -q "changed   email/hero.png" "$SANDBOX/git"
	git config --unset core.pager
	PAGER="cat >'$SANDBOX/pager'" run as marc on_terminal $'n\n' "$MOWNERS" approve hero
	grep -q "changed   email/hero.png" "$SANDBOX/pager"
	PAGER="false" run as marc on_terminal $'n\n' "$MOWNERS" approve hero
	[[ $output == *"changed   email/hero.png"* ]]
	rm -f "$SANDBOX/git"
	GIT_PAGER="cat >'$SANDBOX/git'" run_split as marc mowners approve --dry-run hero
	[ ! -e "$SANDBOX/git" ]
	[[ $stderr == *"changed   email/hero.png"* ]]
}

# ---- Asking ---------------------------------------------------------------------------------------------------------

@test "without a terminal and without --yes nothing is approved, and --yes is named" {
	world
	change hero email/hero.png
	run_split as marc mowners approve hero </dev/null
	[ "$status" -eq 2 ]
	[[ $stderr == *"--yes"* ]]
	[ -z "$(records "$SERVER")" ]
	[ -z "$(records .)" ]
}

@test "on a terminal: y approves" {
	world
	change hero email/hero.png
	run as marc on_terminal $'y\n' "$MOWNERS" approve hero
	[ "$status" -eq 0 ]
	[[ $output == *"Approve this change for main as Marc Ode (@marc)? [y/N]"* ]]
	[ -n "$(records "$SERVER")" ]
}

@test "on a terminal: anything else does not" {
	local answer
	world
	change hero email/hero.png
	for answer in $'\n' $'n\n' $'yesterday\n' $'\004'; do
		run as marc on_terminal "$answer" "$MOWNERS" approve hero
		[ "$status" -eq 1 ]
		[[ $output == *"nothing was approved"* ]]
	done
	[ -z "$(records "$SERVER")" ]
}

@test "--sheet: what is asked about is shown in the browser, and somebody still asked" {
	world
	change both email/hero.png brand/logo.svg
	mkfifo "$SANDBOX/shown"
	export SANDBOX TMPDIR=$SANDBOX
	cat >"$SANDBOX/browser" <<-'END'
		#!/bin/sh
		cp "$1" "$SANDBOX/copy.html" && echo "$1" >"$SANDBOX/shown"
	END
	chmod +x "$SANDBOX/browser"
	answer_when_shown() {
		local path
		read -r path <"$SANDBOX/shown" && printf '%s\n' "$1" && [ -e "$path" ]
	}
	look() { # ANSWER
		run as marc script -qec "$(printf '%q ' "$MOWNERS" approve --sheet both)" /dev/null < <(answer_when_shown "$1")
	}
	BROWSER="$SANDBOX/browser" look n
	[ "$status" -eq 1 ]
	[[ $output == *"/sheet.html, and opens by $SANDBOX/browser"*"Approve this change for main as Marc Ode"*"nothing was approved"* ]]
	grep -q '</strong> is asked to approve 1 changed file, of 2 in all.</p>' "$SANDBOX/copy.html"
	grep -q '<code>email/hero.png</code>' "$SANDBOX/copy.html"
	[[ $(<"$SANDBOX/copy.html") != *logo.svg* ]]
	# The page is gone, and what git config names serves as well.
	[ -z "$(compgen -G "$SANDBOX/mowners-*")" ]
	git config web.browser ours && git config browser.ours.cmd "'$SANDBOX/browser'"
	look y
	[ "$status" -eq 0 ]
	[[ $output == *"and opens by git web--browse"* ]]
	[ -n "$(records "$SERVER")" ]

	# Nothing to open it with: it is said where it is, and the question comes.
	git config --unset web.browser
	unset DISPLAY WAYLAND_DISPLAY
	run as marc on_terminal $'n\n' "$MOWNERS" approve --again --sheet both
	[[ $output == *"/sheet.html; open it yourself, or set BROWSER"*"[y/N]"* ]]
	BROWSER=nowhere run as marc on_terminal $'n\n' "$MOWNERS" approve --again --sheet both
	[[ $output == *"open it yourself: there is no nowhere"*"[y/N]"* ]]
	run_split as marc mowners approve --sheet --yes both
	[ "$status" -eq 2 ]
}

@test "--dry-run prints what would be signed, and signs nothing" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --dry-run hero </dev/null
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners-approval 1" ]
	[[ $output == *"by marc@example.com"* ]]
	[[ $output == *"$(step_line origin/main hero email/hero.png)"* ]]
	[[ $output != *"SIGNATURE"* ]]
	[ -z "$(records "$SERVER")" ]
	[ -z "$(records .)" ]
}

@test "--no-push keeps it here, and says how to send it" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --yes --no-push hero
	[ "$status" -eq 0 ]
	[[ $output == *"  Kept     here; send it: mowners sync origin"* ]]
	[ -z "$(records "$SERVER")" ]
	[ -n "$(records .)" ]
	as marc mowners sync
	accepted git push -q origin hero:main
}

@test "no remote: kept here" {
	world
	change hero email/hero.png
	git remote remove origin
	git config mowners.target main
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[[ $output == *"no remote"* ]]
	[ -n "$(records .)" ]
}

@test "the remote is away: nothing is signed by what was fetched, unless --no-push says so" {
	world
	change hero email/hero.png
	mv "$SERVER" "$SERVER.away"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"cannot ask origin"*"--no-push"* ]]
	[ -z "$(records .)" ]
}

@test "git's configuration of the moment (git -c) holds for the push of the approval" {
	world
	change hero email/hero.png
	git remote set-url origin server:
	export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.$SERVER.insteadOf" GIT_CONFIG_VALUE_0=server:
	run_split as marc mowners approve --yes hero
	unset GIT_CONFIG_COUNT
	[ "$status" -eq 0 ]
	[ -n "$(records "$SERVER")" ]
}

@test "somebody was faster: both records arrive" {
	world
	change hero email/hero.png
	git push -q origin hero
	change logo brand/logo.svg
	git push -q origin logo
	git clone -q "$SERVER" "$SANDBOX/other"
	as greta mowners approve --yes logo >/dev/null 2>&1
	cd "$SANDBOX/other"
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 0 ]
	cd "$SANDBOX/work"
	run_split as lena mowners approve --yes logo
	[ "$status" -eq 0 ]
	[ "$(records "$SERVER" | wc -l)" -eq 3 ]
}

@test "ten clones at the same time: every record arrives" {
	world
	local who branch pids=()

	for branch in type font; do
		change "$branch" guild/type.woff2 brand/logo.svg email/hero.png
		git push -q origin "$branch"
	done
	for who in lena marc ines greta hana; do
		for branch in type font; do
			git clone -q "$SERVER" "$SANDBOX/$who-$branch"
		done
	done
	for who in lena marc ines greta hana; do
		for branch in type font; do
			(cd "$SANDBOX/$who-$branch" && as "$who" mowners approve --yes "origin/$branch" >/dev/null 2>&1) &
			pids+=($!)
		done
	done
	for pid in "${pids[@]}"; do
		wait "$pid"
	done
	[ "$(records "$SERVER" | wc -l)" -eq 10 ]
	accepted git push -q origin type:main
}

# ---- Nothing to approve ----------------------------------------------------------------------------------------------

@test "no role: status 1, and who can" {
	world
	change hero email/hero.png
	run_split as greta mowners approve --yes hero
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == *"nothing that Greta Holm (@greta) can approve"* ]]
	[[ $stderr == *"email/hero.png: @marc"* ]]
	[ -z "$(records "$SERVER")" ]
}

@test "somebody whom the rules do not know" {
	world
	change hero email/hero.png
	run_split mowners approve --yes hero
	[ "$status" -eq 1 ]
	[[ $stderr == *"tess@example.com"* ]]
	[[ $stderr == *"@marc"* ]]
}

@test "one's own change: status 1, and why" {
	world
	git checkout -q -B logo origin/main
	echo new >brand/logo.svg
	as lena commit_all mine
	run_split as lena mowners approve --yes logo
	[ "$status" -eq 1 ]
	[[ $stderr == *"you made the change to brand/logo.svg"* ]]
	[[ $stderr == *"@marc"* ]]
}

@test "one's own change where nobody is accountable, but a check is asked" {
	world
	git checkout -q -B prices origin/main
	echo new >social/summer.claims.md
	as greta commit_all mine
	run_split as greta mowners approve --yes prices
	[ "$status" -eq 1 ]
	[[ $stderr == *"you made the change to social/summer.claims.md"* ]]
}

@test "an unprotected target, and no change at all" {
	world
	git push -q origin main:elsewhere
	change hero email/hero.png
	run_split as marc mowners approve --yes hero --target elsewhere
	[ "$status" -eq 1 ]
	[[ $stderr == *"nothing here is protected"* ]]
	run_split as marc mowners approve --yes main
	[ "$status" -eq 1 ]
	[[ $stderr == *"main: nothing changes"*"git fetch && mowners approve BRANCH"* ]]
}

# ---- What the server has now -------------------------------------------------------------------------------------------

# A second clone, in which somebody else works: $SANDBOX/other.
other() {
	git clone -q "$SERVER" "$SANDBOX/other"
}

@test "the default branch was renamed on the server, and the old one pruned: approved for a branch that was gone" {
	world
	change hero email/hero.png
	git push -q origin hero
	git -C "$SERVER" branch -m main trunk
	git -C "$SERVER" symbolic-ref HEAD refs/heads/trunk
	git fetch -q --prune origin
	run_split mowners check hero
	[ "$status" -eq 3 ]
	advice=$(sed -n 's/.*or ask the server: //p' <<<"$stderr")
	[ "$advice" = "git fetch origin && git remote set-head origin --auto" ]
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: Marc Ode (@marc) approved 1 change for trunk" ]
	bash -c "$advice"
	run_split mowners check hero
	[ "$status" -eq 0 ]
	[[ $output == "mowners: trunk: "* ]]
	accepted git push -q origin hero:trunk
}

@test "the default branch was renamed, and nobody fetched: not approved for the old one" {
	world
	change hero email/hero.png
	git push -q origin hero
	git -C "$SERVER" branch -m main trunk
	git -C "$SERVER" symbolic-ref HEAD refs/heads/trunk
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"its HEAD says trunk"*"git fetch origin"* ]]
	[ -z "$(records "$SERVER")" ]
	git fetch -q origin
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 0 ]
	[[ ${lines[0]} == *"for trunk" ]]
	[[ $stderr == *"mowners: the default branch of origin is trunk now; git remote set-head origin --auto tells this clone, and mowners check"* ]]
	run_split mowners check hero
	[[ $output == "mowners: main: "* ]]
	git remote set-head origin --auto
	run_split mowners check hero
	[ "$status" -eq 0 ]
	[[ $output == "mowners: trunk: "* ]]
	run_split as marc mowners approve --yes origin/hero
	[[ $stderr != *"the default branch of"* ]]
}

@test "a branch that moved on the server was signed as it had been" {
	world
	change hero email/hero.png
	git push -q origin hero
	other
	git -C "$SANDBOX/other" switch -q hero
	(cd "$SANDBOX/other" && echo other >email/hero.png && commit_all other && git push -q origin hero)
	before=$(git rev-parse --short=12 origin/hero)
	for name in origin/hero hero main..origin/hero; do
		run_split as marc mowners approve --yes "$name"
		[ "$status" -eq 1 ]
		[[ $stderr == *"origin/hero has moved since it was fetched"*"git fetch origin && mowners approve origin/hero"* ]]
		[[ $stderr == *"mowners approve $before "* ]]
	done
	[ -z "$(records "$SERVER")" ]
	git fetch -q
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 1 ]
	[[ $stderr == *"origin/hero has more than the branch of that name here"* ]]
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 0 ]
	accepted git push -q origin origin/hero:main
}

@test "a branch that is gone from the server; its commit can be approved all the same" {
	world
	change hero email/hero.png
	git push -q origin hero
	git -C "$SERVER" branch -q -D hero
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 1 ]
	[[ $stderr == *"origin/hero is gone from the server"* ]]
	run_split as marc mowners approve --yes "$(git rev-parse --short=12 hero)"
	[ "$status" -eq 0 ]
}

@test "approving twice made a second record of the same" {
	world
	change two email/hero.png email/new.png
	git push -q origin two
	approve marc two email/hero.png
	run_split as marc mowners approve --yes two
	[ "$status" -eq 0 ]
	[[ $stderr == *"has approved 1 other before"*"    new       email/new.png"* && $stderr != *"    changed   email/hero.png"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 2 ]
	run_split as marc mowners approve --yes two
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: Marc Ode (@marc) has approved all of this for main before; nothing waits" ]
	run_split as marc mowners approve --yes two email/new.png
	[ "$status" -eq 0 ]
	[ "$(records "$SERVER" | wc -l)" -eq 2 ]
	other
	cd "$SANDBOX/other"
	run_split as marc mowners approve --yes origin/two
	[ "$status" -eq 0 ]
	[[ $output == *"nothing waits"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 2 ]
}

@test "approving twice: in another role, and after it was given in all of them" {
	world
	change claims brand/price.claims.md
	approve greta claims --as review.legal
	run_split as greta mowners approve --yes claims
	[ "$status" -eq 0 ]
	[[ $output == *" approved 1 change for main"* ]]
	run_split as greta mowners approve --yes claims --as review.legal
	[[ $output == *"nothing waits"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 2 ]
}

@test "approving again sends what was kept here" {
	world
	change hero email/hero.png
	approve marc hero --no-push
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[[ $output == *"nothing waits"*"  Sent     to origin"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 1 ]
}

@test "a path that nothing of the change is at approved the rest" {
	world
	change many email/a email/b
	for path in email/c brand email/a/x; do
		run_split as marc mowners approve --yes many -- email/a "$path"
		[ "$status" -eq 2 ]
		[[ $stderr == *"the change does nothing to $path,"* ]]
	done
	[ -z "$(records "$SERVER")" ]
}

@test "the record of upstream/topic went to the fork" {
	world
	change hero email/hero.png
	git push -q origin hero
	git init -q --bare -b main "$SANDBOX/fork.git"
	git push -q "$SANDBOX/fork.git" main
	git clone -q "$SANDBOX/fork.git" "$SANDBOX/mine"
	cd "$SANDBOX/mine"
	git remote add upstream "$SERVER"
	git fetch -q upstream
	run_split as marc mowners approve --yes upstream/hero
	[ "$status" -eq 0 ]
	[[ $output == *"  Sent     to upstream"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 1 ]
	[ -z "$(records "$SANDBOX/fork.git")" ]
}

@test "a branch here that tracks another remote: where the record goes is not passed over in silence" {
	world
	change hero email/hero.png
	git push -q origin hero
	git remote rename origin upstream
	git init -q --bare -b main "$SANDBOX/fork.git"
	git remote add origin "$SANDBOX/fork.git"
	git push -q origin main
	git fetch -q origin
	git remote set-head origin main
	git checkout -q -B mine upstream/hero
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $stderr == *"warning: the branch is one of upstream here, and what counts is what origin has; where it goes to upstream: git config mowners.remote upstream"* ]]
	run_split as marc mowners approve --dry-run mine
	[[ $stderr == *"  Note     the branch is one of upstream here, and what counts is what origin has; "* ]]
	git config mowners.remote upstream
	run_split as marc mowners approve --yes
	[ "$status" -eq 0 ]
	[[ $stderr != *"the branch is one of"* && $output == *"  Sent     to upstream"* ]]
	git config --unset mowners.remote
	run_split mowners check upstream/hero
	[ "$status" -eq 0 ]
	[[ $stderr != *"the branch is one of"* ]]
}

@test "mowners.remote says where records go, whatever the branch is called" {
	world
	change hero email/hero.png
	git push -q origin hero
	git init -q --bare -b main "$SANDBOX/fork.git"
	git remote add fork "$SANDBOX/fork.git"
	git push -q fork hero main
	git fetch -q fork
	run_split as marc mowners approve --dry-run fork/hero
	[[ $stderr != *"the branch is one of"* ]]
	git fetch -q origin refs/mowners/audit:refs/mowners-remotes/origin/audit
	run_split as marc mowners approve --dry-run fork/hero
	[[ $stderr == *"  Note     the branch is one of fork here, and what counts is what fork has; where it goes to origin: git config mowners.remote origin"* ]]
	git config mowners.remote origin
	run_split as marc mowners approve --yes fork/hero
	[ "$status" -eq 0 ]
	[[ $output == *"  Sent     to origin"* ]]
	[ "$(records "$SERVER" | wc -l)" -eq 1 ]
	[ -z "$(records "$SANDBOX/fork.git")" ]
}

# ---- RANGE and PATH ------------------------------------------------------------------------------------------------------

@test "paths limit it: files, folders, seen from the current folder" {
	world
	change many email/a email/b email/deep/c brand/logo.svg
	run_split as marc mowners approve --dry-run many email/a
	[ "$(grep -c ^step <<<"$output")" -eq 1 ]
	run_split as marc mowners approve --dry-run many email/deep/
	[ "$(grep -c ^step <<<"$output")" -eq 1 ]
	run_split as marc mowners approve --dry-run many email
	[ "$(grep -c ^step <<<"$output")" -eq 3 ]
	cd email
	run_split as marc mowners approve --dry-run many a deep
	[ "$(grep -c ^step <<<"$output")" -eq 2 ]
	run_split as marc mowners approve --dry-run many ..
	[ "$(grep -c ^step <<<"$output")" -eq 3 ]
}

@test "the first argument is a path where it is one, and no revision" {
	world
	change many email/a email/b
	run_split as marc mowners approve --dry-run email/a
	[ "$status" -eq 0 ]
	[ "$(grep -c ^step <<<"$output")" -eq 1 ]
	run_split as marc mowners approve --dry-run email/a email/b
	[ "$(grep -c ^step <<<"$output")" -eq 2 ]
}

@test "a path that is also a revision needs --" {
	world
	change both email/hero.png
	mkdir both && echo x >both/x
	run_split as marc mowners approve --dry-run both
	[ "$status" -eq 2 ]
	[[ $stderr == *"--"* ]]
	run_split as marc mowners approve --dry-run both --
	[ "$status" -eq 0 ]
	run_split as marc mowners approve --dry-run -- both
	[ "$status" -eq 2 ]
	[[ $stderr == *"the change does nothing to both"* ]]
}

@test "-- before a path that was removed" {
	world
	git checkout -q -B gone origin/main
	git rm -q email/hero.png
	commit_all gone
	run_split as marc mowners approve --dry-run email/hero.png
	[ "$status" -eq 2 ]
	[[ $stderr == *"--"* ]]
	run_split as marc mowners approve --dry-run -- email/hero.png
	[ "$status" -eq 0 ]
	[ "$(grep -c ^step <<<"$output")" -eq 1 ]
	run_split as marc mowners approve --dry-run gone -- email/hero.png
	[ "$status" -eq 0 ]
	run_split as marc mowners approve --dry-run gone email/hero.png
	[ "$status" -eq 0 ]
}

@test "RANGE: A..B and A...B, also where a file is called so" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --dry-run main..hero
	[ "$status" -eq 0 ]
	run_split as marc mowners approve --dry-run main...hero
	[ "$status" -eq 0 ]
	echo x >main..hero
	run_split as marc mowners approve --dry-run main..hero
	[ "$status" -eq 2 ]
	echo x >email/a..b.png
	commit_all dots
	run_split as marc mowners approve --dry-run email/a..b.png
	[ "$status" -eq 0 ]
	[[ $output == *"email/a..b.png"* ]]
}

@test "a path outside the repository" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --dry-run hero ../elsewhere
	[ "$status" -eq 2 ]
}

@test "others are faster a dozen times: the approval arrives" {
	world
	change logo brand/logo.svg
	approve lena logo
	change hero email/hero.png
	cat >"$SERVER/hooks/update" <<-'END'
		#!/bin/sh
		[ "$1" = refs/mowners/approvals ] || exit 0
		echo x >>times
		[ "$(wc -l <times)" -gt 12 ] || git update-ref "$1" "$(git commit-tree -m faster -p "$1" "$1^{tree}")"
	END
	chmod +x "$SERVER/hooks/update"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[ "$(wc -l <"$SERVER/times")" -gt 12 ]
	accepted git push -q origin hero:main
}

# ---- Options ---------------------------------------------------------------------------------------------------------------

@test "--as: one role" {
	world
	change logo brand/price.claims.md
	run_split as greta mowners approve --dry-run --as review.legal logo
	[ "$status" -eq 0 ]
	[[ $output == *$'\nas review.legal\n'* ]]
	run_split as greta mowners approve --dry-run logo
	[[ $output == *$'\nas *\n'* ]]
	run_split as greta mowners approve --dry-run --as accountable logo
	[ "$status" -eq 1 ]
	run_split as greta mowners approve --dry-run --as legal logo
	[ "$status" -eq 2 ]
	[[ $stderr == *"not as legal; did you mean review.legal" ]]
}

@test "--expires: a duration, a day, a moment" {
	world
	change hero email/hero.png
	run_split as marc mowners --now 2026-11-22T12:00:00Z approve --dry-run --expires 7d hero
	[[ $output == *"made 2026-11-22T12:00:00Z"* ]]
	[[ $output == *"expires 2026-11-29T12:00:00Z"* ]]
	run_split as marc mowners --now 2026-11-22T12:00:00Z approve --dry-run --expires 2027-01-31 hero
	[[ $output == *"expires 2027-01-31T00:00:00Z"* ]]
	run_split as marc mowners --now 2026-11-22T12:00:00Z approve --dry-run --expires 2027-01-31T18:00:00+01:00 hero
	[[ $output == *"expires 2027-01-31T17:00:00Z"* ]]
	run_split as marc mowners --now 2026-11-22T12:00:00Z approve --dry-run hero
	[[ $output == *"expires 2027-02-20T12:00:00Z"* ]]
	local wrong
	for wrong in 2026-11-01 soon 7 0d -1d ""; do
		run_split as marc mowners --now 2026-11-22T12:00:00Z approve --dry-run "--expires=$wrong" hero
		[ "$status" -eq 2 ]
		[[ $stderr == *"--expires"* ]]
	done
}

@test "-m: the reason stands in the record; a line break in it is refused" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --dry-run -m "für Q4" hero
	[[ $output == *$'\nreason für Q4\n'* ]]
	run_split as marc mowners approve --dry-run -m $'two\nlines' hero
	[ "$status" -eq 2 ]
	run_split as marc mowners approve --dry-run -m -- hero
	[[ $output == *$'\nreason --\n'* ]]
}

@test "--target: another branch" {
	world
	git push -q origin main:release/1
	git fetch -q
	change hero email/hero.png
	run_split as marc mowners approve --yes --target release/1 hero
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: Marc Ode (@marc) approved 1 change for release/1" ]
	accepted git push -q origin hero:release/1
}

@test "the wrong key is refused here already" {
	world
	change hero email/hero.png
	git config user.signingKey "$(key_of hana)"
	run_split as marc mowners approve --yes hero
	[ "$status" -ne 0 ]
	[ -z "$(records "$SERVER")" ]
	[ -z "$(records .)" ]
}

# The keys of people as a file of the clone's own, changed by sed; their lines are those of world().
other_keys() { # SED-SCRIPT…
	sed "$@" OWNERS.signers >"$SANDBOX/signers"
	git config mowners.allowedSigners "$SANDBOX/signers"
}

@test "the wrong key: whose it is, before anybody is asked" {
	world
	change hero email/hero.png
	git config user.signingKey "$(key_of hana)"
	run as marc on_terminal $'y\n' "$MOWNERS" approve hero
	[ "$status" -ne 0 ]
	[[ $output == *"this is @hana's key (line 8 of OWNERS.signers), not one of @marc; tell git which one is yours: git config --global user.signingKey FILE"* ]]
	[[ $output != *"[y/N]"* ]]
	sed 's/^hana@/hana@elsewhere./' OWNERS.signers >"$SANDBOX/signers"
	git config mowners.allowedSigners "$SANDBOX/signers"
	git config user.signingKey "$(key_of hana)"
	run_split as marc mowners approve --yes hero
	[[ $stderr == *"this is hana@elsewhere.example.com's key"* ]]
}

@test "a key that only the server's own list has: said, sent, and the server decides" {
	world
	cp OWNERS.signers "$SANDBOX/theirs"
	git rm -q --cached OWNERS.signers && rm OWNERS.signers
	force_rules
	change hero email/hero.png
	# The server knows nobody either: nothing stays behind, and the line is there to be sent to somebody.
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"  Note     your key is not in OWNERS.signers; the server may know it from a list of its own, and decides"* ]]
	[[ $stderr == *"the server did not take the record, so it is not kept here either"* ]]
	[[ $stderr == *"  Line     $(grep ^marc@ "$SANDBOX/theirs")"* ]]
	[ -z "$(records "$SERVER")$(records .)" ]
	git -C "$SERVER" config mowners.allowedSigners "$SANDBOX/theirs"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	[[ $output == *"  Sent     to origin"$'\n'"  Note     your key is not in OWNERS.signers; the server"* ]]
	accepted git push -q origin hero:main
}

@test "a key that nobody lists, and no server to know it" {
	world
	change hero email/hero.png
	ssh-keygen -q -t ed25519 -N '' -f "$SANDBOX/stranger"
	git config user.signingKey "$SANDBOX/stranger"
	git remote remove origin
	run_split as marc mowners approve --yes --target main hero
	[ "$status" -eq 2 ]
	[[ $stderr == *"your key is not in OWNERS.signers for @marc; whoever owns the rules adds this line there: marc@example.com namespaces="* ]]
}

@test "a key that is not valid today: since when, until when, and who changes that" {
	world
	change hero email/hero.png
	other_keys '/^marc@/s/namespaces="approval@mowners"/&,valid-before="20261001"/'
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 2 ]
	[[ $stderr == *"your key expired on 2026-10-01 (line 2 of "*"/signers); whoever owns the rules moves its valid-before there, or lists a new key of yours"* ]]
	other_keys '/^marc@/s/namespaces="approval@mowners"/&,valid-after="20990401"/'
	run_split as marc mowners approve --yes hero
	[[ $stderr == *"your key is valid from 2099-04-01 on (line 2 of "* ]]
	other_keys -n 'p; s/^marc@/omar@/p'
	run_split as marc mowners approve --yes hero
	[[ $stderr == *"your key is listed for somebody else too, so it counts for neither"* ]]
	other_keys '1i x'
	run_split as marc mowners approve --yes hero
	[[ $stderr == *"signers has errors, so no key in it counts, yours neither; mowners lint shows them"* ]]
	[ -z "$(records "$SERVER")" ]
}

@test "a private key that others can read: says so, and which command" {
	world
	local key

	change hero email/hero.png
	key=$(key_of marc)
	chmod 644 "$key"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"others can read your private key $key, so ssh-keygen does not take it: chmod 600 $key"* ]]
	git config user.signingKey "$key.pub"
	run_split as marc mowners approve --yes hero
	[[ $stderr == *"others can read your private key $key, so"*"chmod 600 $key "* ]]
	chmod 600 "$key"
	accepted as marc mowners approve --yes hero
}

@test "keys with the line ends of Windows, as git makes them there" {
	world
	change hero email/hero.png
	sed -i 's/$/\r/' OWNERS.signers
	run_split mowners lint
	[[ $stderr != *carriage-return* && $output != *carriage-return* ]]
	commit_all "windows"
	other_keys ''
	accepted as marc mowners approve --yes hero
}

@test "a key of GPG for commits was in the way of the one for approvals" {
	world
	change hero email/hero.png
	as marc git config --global --unset gpg.format
	as marc git config --global user.signingKey 0xABCDEF0123456789
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"the signing key of git config is 0xABCDEF0123456789, which is no SSH key"*"git config --global mowners.signingKey "* ]]
	as marc git config --global mowners.signingKey "$(key_of marc).pub"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 0 ]
	as marc git config --global --unset mowners.signingKey
	change other email/other.png
	eval "$(ssh-agent -s)" >/dev/null
	ssh-add -q "$(key_of marc)" 2>/dev/null
	run_split as marc mowners approve --yes other
	kill "$SSH_AGENT_PID"
	[ "$status" -eq 0 ]
}

@test "no signing key: says which setting" {
	world
	change hero email/hero.png
	sed -i '/signingKey/d' "$SANDBOX/people/marc/.gitconfig"
	run_split as marc mowners approve --yes hero
	[ "$status" -ne 0 ]
	[[ $stderr == *"no key to sign with; mowners install --client makes one, and shows the line to send"*" user.signingKey "* ]]
	sed -i '/email/d' "$SANDBOX/people/marc/.gitconfig"
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"git does not know who you are"* && $stderr != *--no-push* ]]
}

@test "usage: status 2" {
	local arguments
	world
	for arguments in "--nonsense" "--as" "--expires" "nosuchbranch"; do
		run_split as marc mowners approve --yes $arguments
		[ "$status" -eq 2 ]
		[ -z "$output" ]
	done
}

@test "nothing from the repository reaches a terminal raw" {
	world
	git checkout -q -B odd origin/main
	printf x >$'email/\033[31mred'
	commit_all odd
	run_split as marc mowners approve --yes odd
	[ "$status" -eq 0 ]
	[[ $stderr != *$'\033'* ]]
	[[ $stderr == *'"email/\033[31mred"'* ]]
}
