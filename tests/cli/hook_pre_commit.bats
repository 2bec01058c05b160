# The pre-commit hook: who will have to approve. Advice, except where the commit could never land.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

client() {
	world
	mowners install >/dev/null
}

@test "says who will have to approve, in which mode, and lets the commit be made" {
	client
	echo new >brand/logo.svg
	run git commit -q -am logo
	[ "$status" -eq 0 ]
	[[ $output == *"mowners: before this reaches main, it needs (advice only):"* ]]
	[[ $output == *"  brand/logo.svg: @lena and @greta"* ]]
	[ "$(git log --format=%s -1)" = logo ]
}

@test "says nothing where nothing is needed" {
	client
	echo new >blog/post.md
	git add -A
	run as hana git commit -q -m post
	[ "$status" -eq 0 ]
	[[ $output == "" || $output == *"blog/post.md"* ]]
	run git commit -q --allow-empty -m empty
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "a repository without OWNERS: silence" {
	repo_new
	mowners install >/dev/null
	files a b/c
	git add -A
	run git commit -q -m first
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	echo x >a
	run git commit -q -am second
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "a repository without OWNERS and without a default branch: silence" {
	repo_new
	mowners install >/dev/null
	files a
	git add -A
	git commit -q -m first
	git checkout -q --detach
	echo x >a
	run git commit -q -am second
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "one's own commit: who can act is named, not the author" {
	client
	echo new >brand/logo.svg
	run as lena git commit -q -am logo
	[ "$status" -eq 0 ]
	[[ $output == *"  brand/logo.svg: @marc for @lena and @greta"* ]]
	sed -i 's/^review      = 2 of @guild/review = 1 of @lena @marc @ines/' OWNERS
	force_rules
	git checkout -q -B type --no-track origin/main
	echo new >guild/type.woff2
	run as lena git commit -q -am type
	[[ $output == *"  guild/type.woff2: @hana and @marc or @ines"* ]]
}

@test "one's own commit, and the deputy is an author too: said so" {
	world
	change logo brand/logo.svg
	git commit -q --amend --author "Lena <lena@example.com>" -m "logo

Co-authored-by: Marc <marc@example.com>"
	run mowners check logo
	[ "$status" -eq 1 ]
	[[ $(said) == *"made this change, as commit "*" claims, and @marc, who could act, made it too"* ]]
	[[ $output != *"no deputy is here"* ]]
}

@test "only what is staged: commit -a, commit PATH, and the index" {
	client
	echo new >brand/logo.svg
	echo new >email/hero.png
	git add email/hero.png
	run git commit -q -m staged
	[[ $output == *"hero.png"* && $output != *"logo.svg"* ]]
	echo newer >email/hero.png
	run git commit -q -m path brand/logo.svg
	[ "$status" -eq 0 ]
	[[ $output == *"logo.svg"* && $output != *"hero.png"* ]]
	run git commit -q -a -m all
	[[ $output == *"hero.png"* && $output != *"logo.svg"* ]]
}

@test "from a folder below, and in a working tree of its own" {
	client
	cd email
	echo new >hero.png
	run git commit -q -am below
	[ "$status" -eq 0 ]
	[[ $output == *"  email/hero.png: @marc"* ]]
	git worktree add -q "$SANDBOX/tree" -b tree origin/main
	cd "$SANDBOX/tree"
	echo new >brand/logo.svg
	run git commit -q -am tree
	[ "$status" -eq 0 ]
	[[ $output == *"brand/logo.svg: @lena and @greta"* ]]
}

@test "blocks: paths that nobody owns" {
	client
	echo new >social/new.md
	git add -A
	run git commit -q -m unowned
	[ "$status" -ne 0 ]
	[[ $output == *"social/new.md"* ]]
	[[ $output == *"--no-verify"* ]]
	[ "$(git rev-parse HEAD)" = "$(git rev-parse origin/main)" ]
	run git commit -q --no-verify -m unowned
	[ "$status" -eq 0 ]
}

@test "blocks: rules that it breaks" {
	client
	echo '[broken' >>OWNERS
	run git commit -q -am broken
	[ "$status" -ne 0 ]
	[[ $output == *"OWNERS:"*": error: "* ]]
	[ "$(git rev-parse HEAD)" = "$(git rev-parse origin/main)" ]
}

@test "blocks: a nested file and keys that it breaks" {
	client
	printf '[deep]\npath = *\naccountable = @nobody\n' >email/OWNERS
	git add -A
	run git commit -q -m nested
	[ "$status" -ne 0 ]
	[[ $output == *"email/OWNERS:3:"*"@nobody"* ]]
	git rm -q -f email/OWNERS
	echo '* ssh-ed25519 AAAA' >>OWNERS.signers
	git add -A
	run git commit -q -m keys
	[ "$status" -ne 0 ]
	[[ $output == *"OWNERS.signers:"* ]]
}

@test "blocks not for what is broken elsewhere" {
	client
	printf '[deep]\npath = *\naccountable = @nobody\n' >email/OWNERS
	git add -A
	git commit -q --no-verify -m broken
	echo new >brand/logo.svg
	run git commit -q -am logo
	[ "$status" -eq 0 ]
}

@test "blocks: what it breaks in files that it leaves alone" {
	client
	printf '[deep]\npath = *\naccountable = @hana\n' >email/OWNERS
	git add -A
	git commit -q -m nested
	sed -i '/^@hana/d; s/@hana/@omar/' OWNERS
	run git commit -q -am "Hana leaves"
	[ "$status" -ne 0 ]
	[[ $output == *"email/OWNERS:3:"*"@hana"* ]]
}

@test "OWNERS removed is the owner's to decide" {
	client
	git rm -q OWNERS
	run git commit -q -m removed
	[ "$status" -eq 0 ]
	[[ $output == *"OWNERS: @tomas"* ]]
}

@test "require: missing approvals block" {
	client
	git config mowners.preCommit require
	echo new >email/hero.png
	run git commit -q -am hero
	[ "$status" -ne 0 ]
	[[ $output == *"mowners.preCommit"* ]]
	[[ $output == *"@marc"* ]]
	git config mowners.preCommit advise
	run git commit -q -am hero
	[ "$status" -eq 0 ]
	git config mowners.preCommit sometimes
	echo newer >email/hero.png
	run git commit -q -am hero
	[ "$status" -ne 0 ]
	[[ $output == *"mowners.preCommit"* ]]
}

@test "a hook that was there runs after it, and decides too" {
	world
	printf '#!/bin/sh\necho "first hook" >&2\nexit "%s{FIRST:-0}"\n' "$" >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	mowners install >/dev/null
	echo new >email/hero.png
	FIRST=1 run git commit -q -am hero
	[ "$status" -ne 0 ]
	[[ $output == *"@marc"*"first hook"* ]]
	run git commit -q -am hero
	[ "$status" -eq 0 ]
	[[ $output == *"first hook"* ]]
	echo new >social/new
	git add -A
	run git commit -q -m unowned
	[ "$status" -ne 0 ]
	[[ $output != *"first hook"* ]]
}

@test "the program is gone: said, and the commit is made" {
	client
	sed -i "s|^mowners='.*'|mowners='/nowhere/mowners'|" .git/hooks/pre-commit
	echo new >email/hero.png
	if [[ -x /usr/bin/mowners || -x /bin/mowners ]]; then
		skip "mowners is installed for everybody"
	fi
	PATH=/usr/bin:/bin run git commit -q -am hero
	[ "$status" -eq 0 ]
	[[ $output == *"not found"* ]]
}

@test "many files are said in a few lines" {
	client
	for i in $(seq 200); do
		echo x >"email/$i"
	done
	git add -A
	run git commit -q -m many
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -lt 20 ]
	[[ $output == *"and 197 more"* ]]
}

@test "run by hand: mowners hook pre-commit" {
	world
	echo new >email/hero.png
	git add -A
	run_split mowners hook pre-commit
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == *"@marc"* ]]
}

@test "advises only: on a detached HEAD, in the middle of a rebase" {
	client
	git checkout -q --detach
	echo new >email/hero.png
	run git commit -q -am hero
	[ "$status" -eq 0 ]
	git checkout -q -b topic
	echo newer >email/hero.png
	git commit -q -am newer
	GIT_SEQUENCE_EDITOR='sed -i s/^pick/edit/' git rebase -q -i HEAD^
	echo newest >email/hero.png
	run git commit -q -a --amend --no-edit
	[ "$status" -eq 0 ]
	[[ $output == *"advice only"* ]]
}

@test "advises only: without ssh-keygen, as a graphical client starts it" {
	client
	git checkout -q -b hero
	echo new >email/hero.png
	git commit -q -am hero
	approve marc hero
	mkdir "$SANDBOX/bin"
	for program in git sh cat basename dirname; do
		ln -s "$(command -v "$program")" "$SANDBOX/bin/$program"
	done
	echo newer >email/hero.png
	git add -A
	PATH=$SANDBOX/bin run git commit -q -m newer
	[ "$status" -eq 0 ]
	git config mowners.preCommit require
	echo newest >email/hero.png
	git add -A
	PATH=$SANDBOX/bin run git commit -q -m newest
	[ "$status" -ne 0 ]
}
