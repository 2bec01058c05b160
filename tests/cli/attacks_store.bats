# Attacks on the layout of the store and on its conversion, each played with real pushes.

load helper
load world

# A good record of Marc's in the local store, and its tree in $INDEX to be changed by hand.
prepare() {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/marc"
	store_records "$SANDBOX/marc"
	INDEX="$SANDBOX/by-hand"
	again
}

again() {
	GIT_INDEX_FILE=$INDEX git read-tree refs/mowners/approvals
}

# What is on standard input as a file there.
put() { # PATH [MODE]
	GIT_INDEX_FILE=$INDEX git update-index --add --cacheinfo "${2:-100644},$(git hash-object -w --stdin),$1"
}

drop() { # PATH
	GIT_INDEX_FILE=$INDEX git update-index --force-remove "$1"
}

# Pushes that tree.
push_tree() { # [PARENT…]
	local parents=() parent

	for parent; do
		parents+=(-p "$parent")
	done
	git push -q origin "$(git commit-tree "${parents[@]}" -m "by hand" "$(GIT_INDEX_FILE=$INDEX git write-tree)"):refs/mowners/approvals"
}

@test "store: without its format, or with another" {
	prepare
	drop format
	refused "is as a former version of mowners writes it" push_tree
	echo "mowners-store 3" | put format
	refused "is no store of this layout" push_tree
	echo "mowners-store 2" | put format 100755
	refused "is no store of this layout" push_tree
	echo "mowners-store 2" | put format
	accepted push_tree
	again
	drop format
	refused "is as a former version of mowners writes it" push_tree "$(git -C "$SERVER" rev-parse refs/mowners/approvals)"
}

@test "store: a folder of records that is divided too early, or too late" {
	local id i blob
	prepare
	id=$(record_id "$SANDBOX/marc")
	drop "records/$id"
	put "records/${id:0:1}/${id:1}" <"$SANDBOX/marc"
	refused "records is divided, and holds no more than 64 records" push_tree
	again
	blob=$(git rev-parse HEAD:OWNERS)
	for i in $(seq 64); do
		printf '100644 %s\trecords/%064d\n' "$blob" "$i"
	done | GIT_INDEX_FILE=$INDEX git update-index --index-info
	refused "records holds more than 64 records, and is not divided" push_tree
}

@test "store: an index that is divided too early, or too late" {
	local line
	prepare
	line=$(git cat-file blob refs/mowners/approvals:index)
	drop index
	echo "$line" | put "index/${line:0:1}"
	refused "index is divided, and holds no more than 128 lines" push_tree
	drop "index/${line:0:1}"
	{
		echo "$line"
		seq -f "%016.0f 0123456789abcdef $(git rev-parse HEAD:OWNERS)" 128
	} | LC_ALL=C sort | put index
	refused "index holds more than 128 lines, and is not divided" push_tree
}

@test "store: lines of the index in disorder, doubled, of no line" {
	local line
	prepare
	line=$(git cat-file blob refs/mowners/approvals:index)
	printf '%s\n%s\n' "$line" "$line" | put index
	refused "is not sorted, or has a line twice" push_tree
	printf '%s\n%s\n' "f$line" "$line" | cut -c1-74 | put index
	refused "index" push_tree
	printf '%s' "$line" | put index
	refused "does not consist of whole lines" push_tree
	echo "${line^^}" | put index
	refused "has a line that is not" push_tree
}

@test "store: an approval among the stops, where nobody would miss its lines" {
	local id
	prepare
	id=$(record_id "$SANDBOX/marc")
	drop "records/$id"
	drop index
	put "stops/$id" <"$SANDBOX/marc"
	refused "lies in stops/, where stops and withdrawals are" push_tree
}

@test "store: a line for a record that nobody has let in, in a file of a branch" {
	local blob
	prepare
	record_text marc hero email/hero.png made="$(moment '2 minutes ago')" | sign_with "$(key_of marc)" >"$SANDBOX/other"
	git checkout -q -B side origin/main
	cp "$SANDBOX/other" blog/post.md
	commit_all "a record as a file"
	git push -q origin side
	blob=$(git rev-parse side:blog/post.md)
	{
		git cat-file blob refs/mowners/approvals:index
		echo "$(record_lines "$SANDBOX/other") $blob"
	} | LC_ALL=C sort | put index
	refused "is of no step of a record that this push brings" push_tree
	# Nor does it count where somebody put it there by hand.
	drop "records/$(record_id "$SANDBOX/marc")"
	echo "$(record_lines "$SANDBOX/other") $blob" | put index
	git -C "$SERVER" fetch -q "$PWD" "$(git commit-tree -m x "$(GIT_INDEX_FILE=$INDEX git write-tree)")"
	git -C "$SERVER" update-ref refs/mowners/approvals FETCH_HEAD
	refused "@marc" git push -q origin hero:main
}

@test "store: a conversion that leaves a record out, brings one along, or changes one" {
	local first
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/marc"
	record_text lena hero email/hero.png as=review.lena | sign_with "$(key_of lena)" >"$SANDBOX/lena"
	record_text marc hero email/hero.png made="$(moment '2 minutes ago')" | sign_with "$(key_of marc)" >"$SANDBOX/more"
	server_first "$SANDBOX/marc" "$SANDBOX/lena"
	git fetch -q origin refs/mowners/approvals
	first=$(git rev-parse FETCH_HEAD)
	INDEX="$SANDBOX/by-hand"
	store_records "$SANDBOX/marc"
	again
	refused "a conversion has exactly the server's records" push_tree "$first"
	git update-ref -d refs/mowners/approvals
	store_records "$SANDBOX/marc" "$SANDBOX/lena" "$SANDBOX/more"
	again
	refused "a conversion has exactly the server's records" push_tree "$first"
	git update-ref -d refs/mowners/approvals
	record_text lena hero email/hero.png as=review.lena | sign_with "$(key_of marc)" >"$SANDBOX/lena"
	store_records "$SANDBOX/marc" "$SANDBOX/lena"
	again
	refused "a conversion has exactly the server's records" push_tree "$first"
	# Nor is anything else let in before, and the layout does not go back.
	GIT_INDEX_FILE=$INDEX git read-tree "$first"
	echo x | put "records/ab/$(printf '%062d' 1)"
	refused "takes nothing until who runs it has run mowners store --convert there" push_tree "$first"
	git update-ref refs/mowners/approvals "$first"
	mowners store --convert >&2
	accepted git push -q origin refs/mowners/approvals
	GIT_INDEX_FILE=$INDEX git read-tree "$first"
	refused "is as a former version of mowners writes it" push_tree refs/mowners/approvals
}
