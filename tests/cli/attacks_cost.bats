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

# Branches off main, each with 200 files in email/ and one of its own; and `tip`, merges of nearly all of them one after the
# other, each with other files there: for git fast-import.
merges() { # BRANCHES MERGES BLOB
	awk -v branches="$1" -v merges="$2" -v blob="$3" -v main="$(git rev-parse origin/main)" '
		function commit(ref) {
			printf "commit refs/heads/%s\ncommitter T <t@example.com> 1700000000 +0000\ndata 1\nm\n", ref
		}
		function fill(blob, i) {
			print "D email"
			for (i = 1; i <= 200; i++)
				printf "M 100644 %s email/f%04d\n", blob, i
		}
		BEGIN {
			for (b = 1; b <= branches; b++) {
				commit("p" b)
				print "from " main
				fill(blob)
				printf "M 100644 inline email/z\ndata %d\n%d\n", length(b), b
			}
			for (m = 1; m <= merges; m++) {
				printf "blob\nmark :%d\ndata %d\n%d\n", m, length(m) + 6, 100000 m
				commit("tip")
				if (m == 1)
					print "from refs/heads/p1"
				for (b = 2; b <= branches; b++)
					print "merge refs/heads/p" b
				fill(":" m)
			}
		}'
}

@test "costs: merges of many parents over a large folder" {
	world
	local main

	main=$(git rev-parse origin/main)
	merges 60 10 "$(git rev-parse origin/main:OWNERS)" | git fast-import --quiet
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

@test "costs: new gates take memory in proportion to their number" {
	world
	local i

	git checkout -q -b gates
	for ((i = 1; i <= 12000; i++)); do
		echo "review.gate-$i = @lena"
	done >"$SANDBOX/gates"
	sed -i "/^\[brand\]/r $SANDBOX/gates" OWNERS
	commit_all "12,000 gates"
	ulimit -v 400000
	refused "gain review by @lena" git push -q origin gates:main
}

# ---- Long records ------------------------------------------------------------------------------------------------

# A record of 100,000 steps, some 12 MB, which names the path, in the server's store.
long_record() { # WHO BRANCH PATH [NAME=VALUE…]
	long_text "$@" >"$SANDBOX/long" && long_stored "$SANDBOX/long"
}

long_text() { # WHO BRANCH PATH [NAME=VALUE…]
	local step

	step=$(git rev-parse "origin/main:$3")
	{
		record_text "$@" | sed '/^step /,$d'
		seq -f "step 000000 $ZERO 100644 1111111111111111111111111111111111111111 a/folder/of/files/%08.0f" 1 99999
		echo "step 100644 $step 100644 2222222222222222222222222222222222222222 $3"
	} | sign_with "$(key_of "$1")" || return 1
	index_line "step 100644 $step 100644 2222222222222222222222222222222222222222 $3" >"$SANDBOX/lines"
}

long_stored() { # FILE…
	LINES_FILE="$SANDBOX/lines" store_records "$@" || return 1
	git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
}

# Work that is enough to fetch such a record and look at its head, but not to read it.
HEADS=20m

@test "long records: of somebody without a role there they are not read to their end" {
	world
	change logo brand/logo.svg
	change hero email/hero.png
	long_record lena logo brand/logo.svg
	long_record bot hero email/hero.png
	limits $HEADS 512m
	refused "takes more work than a push may" git push -q origin logo:main
	refused "1 changed file cannot land yet" git push -q origin hero:main
}

@test "long records: expired, for another branch, for another repository, in another role" {
	world
	local why branch

	limits $HEADS 512m
	for why in "made=$(moment '90 days ago') expires=$(moment '1 day ago')" target=refs/heads/release/1 repository=other as=review.copy; do
		branch=${why%%=*}
		change "$branch" brand/price.claims.md
		git -C "$SERVER" update-ref -d refs/mowners/approvals
		git update-ref -d refs/mowners/approvals
		# shellcheck disable=SC2086 # words
		long_record lena "$branch" brand/price.claims.md $why
		refused "1 changed file cannot land yet" git push -q origin "$branch:main"
	done
	change whole brand/logo.svg
	long_record lena whole brand/logo.svg
	refused "takes more work than a push may" git push -q origin whole:main
}

# A stop of 100,000 steps.
long_stop() { # WHO
	{
		record_text "$1" hero email/hero.png decision=stop reason=No | sed '/^step /,$d'
		seq -f "step 000000 $ZERO 100644 1111111111111111111111111111111111111111 a/folder/of/files/%08.0f" 1 100000
	} | sign_with "$(key_of "$1")" >"$SANDBOX/stop" && store_records "$SANDBOX/stop" &&
		git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
}

@test "long records: a stop by who may stop nothing there" {
	world
	change hero email/hero.png
	limits $HEADS 512m
	long_stop ella
	refused "1 changed file cannot land yet" git push -q origin hero:main
	git -C "$SERVER" update-ref -d refs/mowners/approvals
	git update-ref -d refs/mowners/approvals
	long_stop marc
	refused "takes more work than a push may" git push -q origin hero:main
}

@test "long records: a stop by who acted for the owner, who is back" {
	WORLD_EDIT="s/^@marc .*/&, deputy @hana, away $(date -u -d '9 days ago' +%F)..$(date -u -d '2 days ago' +%F)/" world
	change hero email/hero.png
	approve marc hero
	record_text hana hero email/hero.png decision=stop reason=No made="$(moment '4 days ago')" >"$SANDBOX/text"
	{
		sed '/^step /,$d' "$SANDBOX/text"
		seq -f "step 000000 $ZERO 100644 1111111111111111111111111111111111111111 a/folder/of/files/%08.0f" 1 1000
		sed -n '/^step /p' "$SANDBOX/text"
	} | sign_with "$(key_of hana)" >"$SANDBOX/stop"
	store_records "$SANDBOX/stop"
	accepted push_store
	refused "@hana stopped it" git push -q origin hero:main
}

@test "long records: requests where nobody may decide later, and more than a few where somebody may" {
	local i

	world
	change hero email/hero.png
	long_record bot hero email/hero.png decision=request
	limits $HEADS 512m
	refused "1 changed file cannot land yet" git push -q origin hero:main
	git checkout -q -B main origin/main
	sed -i 's/^accountable = @marc/&\nescalate = @hana after 2d/' OWNERS
	force_rules
	change hero email/hero.png
	refused "takes more work than a push may" git push -q origin hero:main
	# Each is fetched, eight are read.
	for i in $(seq 12); do
		long_text bot hero email/hero.png decision=request reason="number $i" >"$SANDBOX/long.$i"
	done
	long_stored "$SANDBOX"/long.*
	limits 268m 512m
	refused "1 changed file cannot land yet" git push -q origin hero:main
}
