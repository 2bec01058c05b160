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
