# What decides: which branch a change goes to, whose rules are in force. Nothing of it is guessed.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# Both deciding commands: status 3, an option that says it, and no yes.
undecided() { # [ARGUMENT…]
	run_split mowners check "$@"
	[[ $status -eq 3 && -z $output && $stderr == *"--target"*"mowners.target"* ]] || return 1
	run_split as lena mowners approve --yes --no-push "$@"
	[[ $status -eq 3 && -z $output && $stderr == *"--target"*"mowners.target"* ]]
}

# ---- What is not known -------------------------------------------------------------------------------------------

@test "a clone of one branch compared the branch with itself, and said yes" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	git clone -q --single-branch -b logo "$SERVER" "$SANDBOX/single"
	cd "$SANDBOX/single"
	undecided
	undecided logo
	undecided origin/logo
	[[ $stderr != *"set-head"* ]]
	run_split mowners check --target main
	[ "$status" -eq 3 ]
	[[ $stderr == *"git fetch origin +refs/heads/main:refs/remotes/origin/main"* ]]
	git fetch -q origin +refs/heads/main:refs/remotes/origin/main
	undecided
	run_split mowners check --target main
	[ "$status" -eq 1 ]
	[[ $output == *"brand/logo.svg"* ]]
	git config mowners.target main
	run_split mowners check
	[ "$status" -eq 1 ]
	[[ $output == *"brand/logo.svg"* ]]
}

@test "init, fetch, checkout, as pipelines do: nothing is decided by the current branch" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	repo_new "$SANDBOX/pipeline"
	git remote add origin "$SERVER"
	git fetch -q origin logo
	git checkout -q FETCH_HEAD
	undecided
	git checkout -q -b main
	undecided
	run_split mowners check --target main
	[ "$status" -ne 0 ]
	[ -z "$output" ]
	git fetch -q origin
	undecided
	[[ $stderr == *"git fetch origin && git remote set-head origin --auto"* ]]
	git remote set-head origin --auto >/dev/null
	run_split mowners check
	[ "$status" -eq 1 ]
}

@test "several branches without a remote: none of them is the one that decides" {
	world
	git remote remove origin
	git checkout -q -b logo
	echo new >brand/logo.svg
	commit_all logo
	undecided
	undecided HEAD
	run_split mowners check --staged
	[ "$status" -eq 3 ]
	run_split mowners check main logo
	[ "$status" -eq 1 ]
	run_split mowners check --target main
	[ "$status" -eq 1 ]
	git config mowners.target main
	run_split mowners check
	[ "$status" -eq 1 ]
	git checkout -q --detach
	git config --unset mowners.target
	undecided
	git checkout -q --orphan other
	undecided
}

@test "a bare repository whose HEAD names no branch, while there are some" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	cd "$SERVER"
	run_split mowners check logo
	[ "$status" -eq 1 ]
	git symbolic-ref HEAD refs/heads/trunk
	undecided logo
	run_split mowners check --target main logo
	[ "$status" -eq 1 ]
}

@test "a branch of this name here stands for none of the remote's" {
	world
	git push -q origin main:release/1
	change logo brand/logo.svg
	git push -q origin logo
	git clone -q --single-branch -b main "$SERVER" "$SANDBOX/single"
	cd "$SANDBOX/single"
	git fetch -q origin logo:logo logo:release/1
	run_split mowners check --target release/1 logo
	[ "$status" -eq 3 ]
	[[ $stderr == *"git fetch origin +refs/heads/release/1:refs/remotes/origin/release/1"* ]]
}

# ---- What does not exist ---------------------------------------------------------------------------------------------

@test "a mistyped target was open, and needed no approval" {
	local wrong
	world
	git push -q origin main:release/1
	git fetch -q
	git tag tags-too
	change logo brand/logo.svg
	for wrong in mian man origin/mian refs/heads/mian; do
		run_split mowners check --target "$wrong" logo
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ $stderr == *"--target says ${wrong##*/}"*"did you mean main?" ]]
		run_split as lena mowners approve --yes --target "$wrong" logo
		[ "$status" -eq 2 ]
		[[ $stderr == *"did you mean main?" ]]
	done
	run_split mowners check --target relaese/1 logo
	[ "$status" -eq 2 ]
	[[ $stderr == *"did you mean release/1?" ]]
	run_split mowners check --target tags/tags-to logo
	[[ $stderr == *"did you mean tags/tags-too?" ]]
	run_split mowners check --target nothing-like-it logo
	[ "$status" -eq 2 ]
	[[ $stderr != *"did you mean"* ]]
	[ -z "$(git -C "$SERVER" for-each-ref refs/mowners/approvals)" ]
}

@test "what stands for another ref was open: HEAD, the copy of the branch, the copy of another remote" {
	world
	change hero email/hero.png
	for target in HEAD refs/heads/HEAD remotes/origin/HEAD ""; do
		run_split mowners check --target "$target" hero
		[ "$status" -eq 2 ]
		[[ $stderr == *"is no name of a branch or tag"* ]]
		run_split as marc mowners approve --dry-run --target "$target" hero
		[ "$status" -eq 2 ]
	done
	for target in main heads/main refs/heads/main origin/main remotes/origin/main refs/remotes/origin/main; do
		run_split mowners check --target "$target" hero
		[ "$status" -eq 1 ]
		[[ $output == "mowners: main: "* ]]
	done
	git remote add fork "$SERVER"
	git fetch -q fork
	run_split mowners check --target refs/remotes/fork/main hero
	[ "$status" -eq 2 ]
	[[ $stderr == *"git config mowners.remote NAME"* ]]
	git config mowners.target refs/remotes/origin/main
	git remote set-head origin --delete
	run_split mowners check hero
	[ "$status" -eq 1 ]
	[[ $output == "mowners: main: "* ]]
}

@test "a mistyped mowners.target" {
	world
	git remote set-head origin --delete
	git config mowners.target mian
	run_split mowners check
	[ "$status" -eq 2 ]
	[[ $stderr == *"git config mowners.target says mian"*"did you mean main?" ]]
	git remote remove origin
	run_split mowners check
	[ "$status" -eq 2 ]
	[[ $stderr == *"did you mean main?" ]]
}

@test "a target that the change creates is judged, and said to be new" {
	world
	change logo brand/logo.svg
	run_split mowners check --target release/2 logo
	[ "$status" -eq 1 ]
	[[ $output == *"release/2: 1 changed file cannot land yet"* ]]
	[[ $stderr == *"refs/heads/release/2 does not exist yet"* ]]
	run_split mowners check --target topic "$ZERO" logo
	[ "$status" -eq 0 ]
	[[ $output == *"topic: open"* ]]
}

# ---- Which remote ------------------------------------------------------------------------------------------------------

@test "mowners.remote says which remote's branches decide, and must be one" {
	world
	change logo brand/logo.svg
	git remote rename origin company
	git init -q --bare -b main "$SANDBOX/fork.git"
	git remote add origin "$SANDBOX/fork.git"
	git push -q origin logo:main
	git fetch -q origin
	git remote set-head origin main
	run_split mowners check
	[[ $output == *"nothing changes"* ]]
	git config mowners.remote company
	run_split mowners check
	[ "$status" -eq 1 ]
	git config mowners.remote compnay
	run_split mowners check
	[ "$status" -eq 2 ]
	[[ $stderr == *"mowners.remote says compnay"*"git remote"* ]]
}

@test "a branch of the remote without its remote: the whole name is told" {
	world
	change topic email/hero.png
	git push -q origin topic
	git checkout -q main
	git branch -q -D topic
	run_split mowners check topic
	[ "$status" -ne 0 ]
	[[ $stderr == *"topic is no revision of this repository; there is origin/topic"* ]]
	run_split mowners check topi
	[[ $stderr != *"there is"* ]]
}
