# Attacks on what judging a push costs, and on what is not there: each played with real pushes, small ones against a
# small budget.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# A tree of entries "MODE TYPE ID<TAB>NAME" on stdin, on stdout.
tree_of() {
	git mktree --missing
}

# Entries NAME1…NAMEn of one object.
entries() { # COUNT NAME MODE TYPE ID
	local i

	for ((i = 1; i <= $1; i++)); do
		printf '%s %s %s\t%s%04d\n' "$3" "$4" "$5" "$2" "$i"
	done
}

# The tip of main with another root entry, as a commit on a branch.
bring() { # BRANCH NAME MODE TYPE ID
	local tree

	tree=$({ git ls-tree origin/main | grep -v "	$2\$"; printf '%s %s %s\t%s\n' "$3" "$4" "$5" "$2"; } | tree_of) &&
		git branch -f "$1" "$(git commit-tree -p origin/main -m "$1" "$tree")"
}

# ---- Folders without files -------------------------------------------------------------------------------------

@test "empty folders: one that is called OWNERS" {
	world
	local empty brand

	empty=$(tree_of </dev/null)
	brand=$({ git ls-tree origin/main:brand; printf '040000 tree %s\tOWNERS\n' "$empty"; } | tree_of)
	bring empty brand 040000 tree "$brand"
	refused "brand/OWNERS is a folder without anything in it" git push -q origin empty:main
	refused "brand/OWNERS is a folder without anything in it" git push -q origin empty:release/1
}

@test "empty folders: a million of them, in one another" {
	world
	local tree level

	tree=$(tree_of </dev/null)
	for level in 1 2 3 4 5 6; do
		tree=$(entries 10 "$level" 040000 tree "$tree" | tree_of)
	done
	bring empty many 040000 tree "$tree"
	refused "is a folder without anything in it" git push -q origin empty:main
}

@test "empty folders: one that is there already stops nobody, and anybody may take it out" {
	world
	local empty brand

	empty=$(tree_of </dev/null)
	brand=$({ git ls-tree origin/main:brand; printf '040000 tree %s\tideas\n' "$empty"; } | tree_of)
	bring old brand 040000 tree "$brand"
	git push -q origin old:refs/heads/old
	git -C "$SERVER" update-ref refs/heads/main refs/heads/old
	change logo brand/logo.svg
	[ "$(git ls-tree -d logo:brand)" = "" ]
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
	git -C "$SERVER" update-ref refs/heads/main refs/heads/old
	git fetch -q
	git checkout -q -B clean --no-track origin/main
	git rm -q --cached -r . && git add -A
	git commit -q --allow-empty -m clean
	accepted git push -q origin clean:main
	[ -z "$(git -C "$SERVER" ls-tree -d main:brand)" ]
}

# ---- What a push may cost --------------------------------------------------------------------------------------

limits() { # WORK MEMORY
	git -C "$SERVER" config mowners.maxWork "$1"
	git -C "$SERVER" config mowners.maxMemory "$2"
}

@test "costs: few trees that unfold into many paths with long names" {
	world
	local tree name
	name=$(printf 'n%.0s' {1..200})

	tree=$(entries 10 "$name" 100644 blob "$(git hash-object -w --stdin </dev/null)" | tree_of)
	for _ in 1 2 3; do
		tree=$(entries 10 "$name" 040000 tree "$tree" | tree_of)
	done
	bring many many 040000 tree "$tree"
	limits 1g 8m
	refused "judging it takes more memory than a push may (8 MiB, mowners.maxMemory)" git push -q origin many:main
	limits 64k 512m
	refused "judging it takes more work than a push may (64 KiB, mowners.maxWork)" git push -q origin many:main
	limits 1g 512m
	refused "10000 of 10000 changed files cannot land yet" git push -q origin many:main
}

@test "costs: merges of many parents over a large folder" {
	world
	local main folder parents=() tip i

	main=$(git rev-parse origin/main)
	for i in {1..60}; do
		folder=$({ entries 200 f 100644 blob "$(git rev-parse origin/main:OWNERS)"; printf '100644 blob %s\tz\n' "$(echo "$i" | git hash-object -w --stdin)"; } | tree_of)
		bring "p$i" email 040000 tree "$folder"
		parents+=(-p "p$i")
	done
	tip=p1
	for i in {1..10}; do
		folder=$(entries 200 f 100644 blob "$(echo "$i" | git hash-object -w --stdin)" | tree_of)
		bring next email 040000 tree "$folder"
		tip=$(git commit-tree "next^{tree}" -p "$tip" "${parents[@]:2}" -m merge </dev/null)
	done
	git branch -f tip "$tip"
	limits 4m 512m
	refused "takes more work than a push may (4 MiB, mowners.maxWork)" git push -q origin tip:main
	limits 4g 400k
	refused "takes more memory than a push may (400 KiB, mowners.maxMemory)" git push -q origin tip:main
	limits 4g 512m
	refused "201 of 201 changed files cannot land yet" git push -q origin tip:main
	[ "$(git rev-parse origin/main)" = "$main" ]
}

@test "costs: many protected refs with many files keep the first three" {
	world
	local i refs=()

	change many brand/{1..200}.svg
	for i in {1..40}; do
		refs+=("many:refs/heads/release/$i")
	done
	limits 4g 2m
	refused "200 of 200 changed files cannot land yet" git push -q origin many:release/1 many:release/2
	refused "and 20 more refs" git push -q origin "${refs[@]}"
}

# Twelve commits on the server's main, each with another brand/ of 1,500 files; the branch logo again, behind them.
history_of_large_folders() {
	local main tree many i

	main=$(git rev-parse origin/main)
	many=$(entries 1500 f 100644 blob "$(git rev-parse origin/main:OWNERS)")
	for i in {1..12}; do
		tree=$({ git ls-tree origin/main:brand; echo "$many"; printf '100644 blob %s\tz\n' "$(echo "$i" | git hash-object -w --stdin)"; } | tree_of)
		tree=$({ git ls-tree origin/main | grep -v '	brand$'; printf '040000 tree %s\tbrand\n' "$tree"; } | tree_of)
		main=$(git commit-tree -p "$main" -m "$i" "$tree") || return 1
	done
	git push -q origin "$main:refs/heads/others" && git -C "$SERVER" update-ref refs/heads/main "$main" && git fetch -q origin &&
		git checkout -q -B again origin/main && git cherry-pick logo >/dev/null
}

@test "costs: what landed since an approval takes more than its share of the work" {
	world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	history_of_large_folders
	limits 900k 512m
	refused "cannot land yet" git push -q origin again:main
	[[ $(said) == *"nobody can tell whether the change to brand/logo.svg has landed since, which takes more work than is left of what a push may (mowners.maxWork); approve it again: mowners approve --again"* ]]
	limits 16m 512m
	accepted git push -q origin again:main
}

@test "costs: after a new approval the old history is not looked at" {
	world
	change logo brand/logo.svg
	approve lena logo
	history_of_large_folders
	approve lena --again again
	approve greta again
	limits 900k 512m
	accepted git push -q origin again:main
}

@test "costs: a limit that is no number refuses" {
	world
	change logo brand/logo.svg
	git -C "$SERVER" config mowners.maxWork lots
	refused "git config mowners.maxWork is no number of bytes" git push -q origin logo:main
}

@test "costs: approved pushes fit, and one after the other" {
	world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	limits 1m 1m
	accepted git push -q origin logo:main
	accepted git push -q origin logo:release/1
}

# ---- Long records ------------------------------------------------------------------------------------------------

# Three records of 100,000 steps, which all name the path, in the server's store.
long_records() { # WHO BRANCH PATH [NAME=VALUE…]
	local i step

	for i in 1 2 3; do
		step=$(git rev-parse "origin/main:$3")
		{
			record_text "$@" | sed '/^step /,$d'
			seq -f "step 000000 $ZERO 100644 111111111111111111111111111111111111111$i a/folder/of/files/%08.0f" 1 99999
			echo "step 100644 $step 100644 222222222222222222222222222222222222222$i $3"
		} | sign_with "$(key_of "$1")" >"$SANDBOX/long" || return 1
		index_line "step 100644 $step 100644 222222222222222222222222222222222222222$i $3" >"$SANDBOX/lines"
		LINES_FILE="$SANDBOX/lines" store_records "$SANDBOX/long" || return 1
	done
	git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
}

# The milliseconds of processor time that a push takes which is refused.
push_time() { # BRANCH
	local TIMEFORMAT=%U

	{ time refused "cannot land yet" git push -q origin "$1:main" >&3; } 3>&2 2>"$SANDBOX/time" || return 1
	tr -d . <"$SANDBOX/time"
}

@test "long records: of somebody without a role there they are not read to their end" {
	world
	local with without

	change logo brand/logo.svg
	change hero email/hero.png
	long_records lena logo brand/logo.svg
	long_records bot hero email/hero.png
	with=$(push_time logo)
	without=$(push_time hero)
	echo "with a role: $with ms, without: $without ms"
	((10#$with > 2 * 10#$without))
}

@test "long records: expired, for another branch, for another repository, in another role" {
	world
	local why whole part

	change whole brand/logo.svg
	long_records lena whole brand/logo.svg
	whole=$(push_time whole)
	for why in "made=$(moment '90 days ago') expires=$(moment '1 day ago')" target=refs/heads/release/1 repository=other as=review.copy; do
		change "${why%%=*}" brand/price.claims.md
		# shellcheck disable=SC2086 # words
		long_records lena "${why%%=*}" brand/price.claims.md $why
		part=$(push_time "${why%%=*}")
		echo "that may count: $whole ms, $why: $part ms"
		((10#$whole > 2 * 10#$part))
	done
}
