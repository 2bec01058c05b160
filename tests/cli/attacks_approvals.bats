# Attacks with approvals that must fail, each played with real pushes: a refusal that says
# why, and a server whose refs are as before.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# ---- Approvals ----------------------------------------------------------------------------------------------------

@test "approvals: stale" {
	world
	change hero email/hero.png
	approve marc hero
	echo "after the approval" >>email/hero.png
	commit_all "changed after it"
	refused "@marc" git push -q origin hero:main
	[[ $output == *"older"* ]]
}

@test "approvals: somebody else changed the same file first" {
	world
	change one email/hero.png
	approve marc one
	change two email/hero.png
	approve marc two
	git push -q origin one:main
	git fetch -q
	git checkout -q -B merged origin/main
	git checkout -q two -- email/hero.png
	commit_all "two on top of one"
	refused "@marc" git push -q origin merged:main
}

@test "approvals: for another ref" {
	world
	git push -q origin main:release/1
	change hero email/hero.png
	approve marc hero --target release/1
	refused "@marc" git push -q origin hero:main
	accepted git push -q origin hero:release/1
}

@test "approvals: for another repository" {
	world
	git checkout -q -B name origin/main
	sed -i 's/^version = 1/version = 1\nrepository = ours/' OWNERS
	commit_all name
	approve tomas name
	git push -q origin name:main
	change hero email/hero.png
	record_text marc hero email/hero.png repository=theirs | sign_with "$(key_of marc)" >"$SANDBOX/theirs"
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/unnamed"
	store_records "$SANDBOX/theirs" "$SANDBOX/unnamed"
	git push -q origin refs/mowners/approvals || true
	refused "@marc" git push -q origin hero:main
	record_text marc hero email/hero.png repository=ours | sign_with "$(key_of marc)" >"$SANDBOX/ours"
	store_records "$SANDBOX/ours"
	accepted git push -q origin refs/mowners/approvals
	accepted git push -q origin hero:main
}

@test "approvals: pushed along with what they approve" {
	world
	change hero email/hero.png
	approve marc --no-push hero
	refused "the approvals in this push do not count yet; push them first: mowners sync" \
		git push -q origin refs/mowners/approvals hero:main
	accepted git push -q origin refs/mowners/approvals
	accepted git push -q origin hero:main
}

@test "approvals: pushed along, where the server hides the store from pushes" {
	world
	change hero email/hero.png
	approve marc --no-push hero
	git -C "$SERVER" config receive.hideRefs refs/mowners
	refused "email/hero.png" git push -q origin refs/mowners/approvals hero:main
}

@test "approvals: the store moved without a new record, which keeps others from adding theirs" {
	local empty

	world
	change hero email/hero.png
	empty=$(git mktree </dev/null)
	refused "is no store of this layout" git push -q origin "$(git commit-tree -m x "$empty"):refs/mowners/approvals"
	empty=$(printf '100644 blob %s\tformat\n' "$(echo "mowners-store 2" | git hash-object -w --stdin)" | git mktree)
	refused "no new record" git push -q origin "$(git commit-tree -m x "$empty"):refs/mowners/approvals"
	approve marc hero
	refused "no new record" git push -q origin \
		"$(git commit-tree -m x -p refs/mowners/approvals 'refs/mowners/approvals^{tree}'):refs/mowners/approvals"
	accepted git push -q origin hero:main
}

@test "approvals: for another path" {
	world
	change hero email/hero.png
	cp email/hero.png email/second.png
	commit_all "the same bytes at another path"
	approve marc hero email/hero.png
	refused "email/second.png" git push -q origin hero:main
}

@test "approvals: for a tag that is called as the branch of somebody else, or as their commit's id begins" {
	local name
	world
	change hero email/hero.png
	git push -q origin hero
	change evil email/hero.png
	git push -q origin evil evil:refs/tags/origin/hero
	git fetch -q --tags
	run_split as marc mowners approve --yes origin/hero
	[ "$status" -eq 2 ]
	[[ $stderr == *"both refs/tags/origin/hero and refs/remotes/origin/hero are called so"* ]]
	# Nor by the id that a refusal tells him.
	name=$(git rev-parse hero | cut -c1-12)
	git push -q origin "evil:refs/tags/$name"
	git fetch -q --tags
	run_split as marc mowners approve --yes "$name"
	[ "$status" -eq 2 ]
	[[ $(tr '\n' ' ' <<<"$stderr") == *"both refs/tags/$name and commit $(git rev-parse hero) are called so"* ]]
	approve marc refs/remotes/origin/hero
	refused "@marc" git push -q origin evil:main
	accepted git push -q origin hero:main
}

@test "approvals: replayed after a revert" {
	local date
	world
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git fetch -q
	git checkout -q -B revert origin/main
	git revert --no-edit HEAD >/dev/null
	approve marc revert
	accepted git push -q origin revert:main
	git fetch -q
	git checkout -q -B again origin/main
	git revert --no-edit HEAD >/dev/null
	refused "@marc" git push -q origin again:main
	# Nor by a clock that went wrong.
	for date in @1 @4102444800; do
		GIT_COMMITTER_DATE="$date +0000" git commit -q --amend --no-edit
		refused "it is spent" git push -q origin again:main
	done
}

@test "approvals: replayed after a merge that hides where it landed" {
	world
	before=$(git rev-parse origin/main)
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git fetch -q
	git checkout -q -B revert origin/main
	git revert --no-edit HEAD >/dev/null
	approve marc revert
	accepted git push -q origin revert:main
	side=$(git commit-tree -p "$before" -m side "$before^{tree}")
	merge=$(git commit-tree -p "$side" -p revert -m "parents reversed" "revert^{tree}")
	git push -q origin "$merge:main"
	git fetch -q
	git checkout -q -B again origin/main
	git checkout -q hero -- email/hero.png
	commit_all "the same content again"
	refused "@marc" git push -q origin again:main
}

@test "approvals: replayed after merges whose first parents already had what landed" {
	world
	git checkout -q -B there origin/main
	echo new >email/hero.png
	commit_all "new content"
	git checkout -q -B back there
	git revert --no-edit HEAD >/dev/null
	accepted git push -q origin back:main
	git fetch -q
	git branch landing "$(git commit-tree -p there -p back -m "new content lands" "there^{tree}")"
	approve marc landing
	accepted git push -q origin landing:main
	git fetch -q
	git branch revert "$(git commit-tree -p back -p landing -m "and is taken back" "back^{tree}")"
	approve marc revert
	accepted git push -q origin revert:main
	git fetch -q
	git checkout -q -B again origin/main
	git checkout -q there -- email/hero.png
	commit_all "the same content again"
	refused "@marc" git push -q origin again:main
}

@test "approvals: by the author" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	as marc commit_all "by Marc"
	run as marc mowners approve --yes hero
	[ "$status" -eq 1 ]
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "email/hero.png" git push -q origin hero:main
}

@test "approvals: by the author's second key" {
	world
	ssh-keygen -q -t ed25519 -N '' -f "$SANDBOX/second" </dev/null
	printf 'marc@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$SANDBOX/second.pub")" >>OWNERS.signers
	force_rules
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	as marc commit_all "by Marc"
	record_text marc hero email/hero.png | sign_with "$SANDBOX/second" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "made this change" git push -q origin hero:main
}

@test "approvals: by the author's second address" {
	world
	git checkout -q -B logo origin/main
	echo new >brand/logo.svg
	git -c user.email=lena@private.example commit -q -am "by Lena, from home"
	record_text lena logo brand/logo.svg | sign_with "$(key_of lena)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	approve greta logo
	refused "made this change" git push -q origin logo:main
}

@test "approvals: by a co-author" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	git commit -q -am $'hero\n\nCo-authored-by: Marc Ode <MARC@example.com>'
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "email/hero.png" git push -q origin hero:main
}

@test "approvals: a record that has expired does not enter the store" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png made="$(moment '3 days ago')" expires="$(moment '1 day ago')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "expired" push_store
	refused "refs/mowners/approvals" git push -q origin hero:main refs/mowners/approvals
}

@test "approvals: one that expires in the store counts no longer" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png expires="$(moment '7 seconds')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	sleep 8
	refused "@marc" git push -q origin hero:main
}

@test "approvals: post-dated" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png made="$(moment '10 minutes')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "future" push_store
}

@test "approvals: a revoked key" {
	world
	change hero email/hero.png
	approve marc hero
	ssh-keygen -q -k -f "$SANDBOX/revoked" "$(key_of marc).pub"
	git -C "$SERVER" config mowners.revokedSigners "$SANDBOX/revoked"
	refused "@marc" git push -q origin hero:main
	record_text marc hero email/hero.png made="$(moment '2 minutes ago')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" push_store
}

@test "approvals: of somebody whom the keys no longer list" {
	world
	change hero email/hero.png
	approve marc hero
	git checkout -q -B keys origin/main
	sed -i '/^marc@/d' OWNERS.signers
	force_rules
	git checkout -q hero && git rebase -q origin/main
	refused "OWNERS.signers does not list" git push -q origin hero:main
}

@test "approvals: wildcard and CA principals are errors in the keys" {
	local line
	world
	for line in "* $(cut -d' ' -f1,2 "$(key_of ella).pub")" "*@example.com namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$(key_of ella).pub")" \
		"lena@example.com cert-authority,namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$(key_of ella).pub")"; do
		git checkout -q -f -B keys origin/main
		echo "$line" >>OWNERS.signers
		commit_all keys
		approve tomas keys || true
		refused "OWNERS.signers:" git push -q origin keys:main
	done
}

@test "approvals: a key listed for two people counts for neither" {
	world
	git checkout -q -B keys origin/main
	printf 'ines@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$(key_of marc).pub")" >>OWNERS.signers
	commit_all keys
	approve tomas keys
	accepted git push -q origin keys:main
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "two people" push_store
	refused "@marc" git push -q origin hero:main
}

@test "approvals: a signature of another namespace" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" git >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "sign" push_store
}

@test "approvals: a signature by somebody else" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of hana)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" push_store
}

@test "approvals: a signature over other bytes" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png reason=one | sign_with "$(key_of marc)" >"$SANDBOX/signed"
	{
		record_text marc hero email/hero.png reason=two
		sed -n '/^-----BEGIN/,$p' "$SANDBOX/signed"
	} >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "sign" push_store
}

@test "approvals: a record changed by one byte" {
	world
	change hero email/hero.png
	approve marc hero
	git fetch -q origin +refs/mowners/approvals:refs/mowners/approvals
	local path blob
	path=$(git ls-tree -r --name-only refs/mowners/approvals records)
	git cat-file blob "refs/mowners/approvals:$path" | sed 's/^expires 2/expires 3/' >"$SANDBOX/record"
	blob=$(git hash-object -w "$SANDBOX/record")
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --cacheinfo "100644,$blob,$path"
	git update-ref refs/mowners/approvals "$(git commit-tree -p refs/mowners/approvals -m changed "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "nothing is ever changed" push_store
}

@test "approvals: armour wrapped otherwise" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/signed"
	awk '/^-----BEGIN/ { print; inside = 1; next } /^-----END/ { print all; print; inside = 0; next } inside { all = all $0; next } { print }' \
		"$SANDBOX/signed" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "not written as ssh-keygen writes it" push_store
}

@test "approvals: doubled and unknown lines" {
	local edit
	world
	change hero email/hero.png
	for edit in 's/^(as .*)$/\1\n\1/' 's/^(as .*)$/\1\nmood good/' 's/^mowners-approval 1$/mowners-approval 2/' 's/^(decision approve)$/\1 /' \
		's/^(step .*)$/\1\n\1/'; do
		record_text marc hero email/hero.png | sed -E "$edit" | sign_with "$(key_of marc)" >"$SANDBOX/record"
		git update-ref -d refs/mowners/approvals
		store_records "$SANDBOX/record"
		refused "is not well formed: line " push_store
	done
}

@test "approvals: a decision of a later version is refused, not ignored" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png decision=postpone | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "approve, stop, withdraw, override or request, not" push_store
}

@test "approvals: an override of one, of 25 hours ago, for other content, spent" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change hero email/hero.png
	change other email/hero.png
	record_text marc hero email/hero.png decision=override reason=now | sign_with "$(key_of marc)" >"$SANDBOX/one"
	record_text ines hero email/hero.png decision=override reason=now made="$(moment '25 hours ago')" |
		sign_with "$(key_of ines)" >"$SANDBOX/old"
	record_text lena other email/hero.png decision=override reason=now | sign_with "$(key_of lena)" >"$SANDBOX/other"
	store_records "$SANDBOX/one" "$SANDBOX/old" "$SANDBOX/other"
	accepted push_store
	refused "override  2 of @guild  1 of 2: @marc" git push -q origin hero:main
	record_text lena hero email/hero.png decision=override reason=now | sign_with "$(key_of lena)" >"$SANDBOX/two"
	store_records "$SANDBOX/two"
	accepted push_store
	accepted git push -q origin hero:main
	git fetch -q && git checkout -q -B back origin/main && git revert -n HEAD && commit_all back
	as marc mowners approve --yes back >/dev/null 2>&1
	accepted git push -q origin back:main
	git fetch -q && git checkout -q -B again origin/main && git revert -n HEAD && commit_all again
	refused "it is spent" git push -q origin again:main
}

@test "approvals: an override of a rules file by one alone" {
	WORLD_EDIT='s/^protect.*/&\noverride = @marc/' world
	change rules
	echo '; more' >>OWNERS
	commit_all rules
	run_split as marc mowners override --yes -m now rules
	[ "$status" -eq 1 ]
	record_text marc rules OWNERS decision=override reason=now | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "@tomas" git push -q origin rules:main
	[[ $(said) != *"Urgent"* ]]
}

@test "approvals: escalation by a request that says it is old" {
	WORLD_EDIT='s/^accountable = @marc/&\nescalate = @hana after 2d/' world
	change hero email/hero.png
	approve hana hero
	record_text tomas hero email/hero.png decision=request made="$(moment '9 days ago')" | sign_with "$(key_of tomas)" >"$SANDBOX/request"
	store_records "$SANDBOX/request"
	accepted push_store
	refused "@marc" git push -q origin hero:main
}

@test "approvals: withdrawn, and sent again in other armour" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	record_text marc hero email/hero.png decision=withdraw step= record="$(record_id "$SANDBOX/record")" | sign_with "$(key_of marc)" >"$SANDBOX/back"
	store_records "$SANDBOX/back"
	accepted push_store
	refused "@marc" git push -q origin hero:main
	git fetch -q origin +refs/mowners/approvals:refs/mowners/approvals
	awk '/^-----BEGIN/ { print; inside = 1; next } /^-----END/ { print all; print; inside = 0; next } inside { all = all $0; next } { print }' \
		"$SANDBOX/record" >"$SANDBOX/again"
	store_records "$SANDBOX/again"
	refused "nothing is ever changed" push_store
	refused "@marc" git push -q origin hero:main
}

@test "approvals: a stop by who has no say, one that is taken back by a colleague" {
	world
	change hero email/hero.png
	approve marc hero
	record_text greta hero email/hero.png decision=stop reason=no | sign_with "$(key_of greta)" >"$SANDBOX/no"
	record_text marc hero email/hero.png decision=stop reason=wait expires="$(moment '1 hour')" | sign_with "$(key_of marc)" >"$SANDBOX/stop"
	store_records "$SANDBOX/no" "$SANDBOX/stop"
	record_text lena hero email/hero.png decision=withdraw step= record="$(record_id "$SANDBOX/stop")" | sign_with "$(key_of lena)" >"$SANDBOX/back"
	store_records "$SANDBOX/back"
	accepted push_store
	refused "@marc stopped it on" git push -q origin hero:main
	[[ $(said) != *"@greta stopped"* ]]
}

@test "approvals: lines of the index without a record" {
	world
	change hero email/hero.png brand/logo.svg
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	record_text lena hero brand/logo.svg | sign_with "$(key_of lena)" >"$SANDBOX/gone"
	store_records "$SANDBOX/record" "$SANDBOX/gone"
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --force-remove "records/$(record_id "$SANDBOX/gone")"
	git update-ref refs/mowners/approvals "$(git commit-tree -m index "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "is of no step of a record that this push brings" push_store
}

@test "approvals: lines of the index for other steps, and too few" {
	world
	change hero email/hero.png brand/logo.svg
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	{
		record_lines "$SANDBOX/record"
		index_line "$(step_line origin/main hero brand/logo.svg)"
	} >"$SANDBOX/lines"
	LINES_FILE=$SANDBOX/lines store_records "$SANDBOX/record"
	refused "is of no step of a record that this push brings" push_store
	git update-ref -d refs/mowners/approvals
	: >"$SANDBOX/lines"
	LINES_FILE=$SANDBOX/lines store_records "$SANDBOX/record"
	refused "is not in the index with all of its steps" push_store
}

@test "approvals: anything else in the store" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --add --cacheinfo "100644,$(git hash-object -w OWNERS),records/readme"
	git update-ref refs/mowners/approvals "$(git commit-tree -m other "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "records/readme" push_store
}

@test "approvals: a record deleted from the store, the store forced, the store deleted" {
	world
	change hero email/hero.png
	approve marc hero
	git fetch -q origin +refs/mowners/approvals:refs/mowners/approvals
	git update-ref refs/mowners/kept refs/mowners/approvals
	git update-ref refs/mowners/approvals "$(git commit-tree -p refs/mowners/kept -m empty \
		"$(git ls-tree refs/mowners/kept format | git mktree)")"
	refused "nothing is ever removed" push_store
	git update-ref refs/mowners/approvals "$(git commit-tree -m other "$(git rev-parse 'refs/mowners/kept^{tree}')")"
	refused "only moves forward" git push -q -f origin refs/mowners/approvals
	refused "deleted" git push -q origin :refs/mowners/approvals
}

@test "approvals: other refs below refs/mowners/" {
	world
	refused "refs/mowners/" git push -q origin +main:refs/mowners/audit
	refused "refs/mowners/" git push -q origin main:refs/mowners/approvals/x
}

@test "approvals: one person does not fill a quorum of two" {
	world
	change type guild/type.woff2
	approve hana type
	approve marc type
	approve marc type --expires 7d
	refused "1 of 2" git push -q origin type:main
}

@test "approvals: an external and a bot decide nothing" {
	world
	change blog blog/post.md
	local who
	for who in ella bot; do
		record_text "$who" blog blog/post.md | sign_with "$(key_of "$who")" >"$SANDBOX/$who"
	done
	store_records "$SANDBOX/ella" "$SANDBOX/bot"
	accepted push_store
	refused "cannot land yet" git push -q origin blog:main
}

@test "approvals: an external counts in the gate that names their team, and nowhere else" {
	world
	change copy partner/copy.md
	approve ella copy
	refused "@hana" git push -q origin copy:main
	approve hana copy
	accepted git push -q origin copy:main
	change logo brand/price.claims.md
	approve lena logo
	record_text ella logo brand/price.claims.md as=review.legal | sign_with "$(key_of ella)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "@greta" git push -q origin logo:main
}

@test "approvals: consulted and informed people" {
	world
	change logo brand/logo.svg
	approve greta logo
	local who
	for who in omar ines; do
		record_text "$who" logo brand/logo.svg | sign_with "$(key_of "$who")" >"$SANDBOX/$who"
	done
	store_records "$SANDBOX/omar" "$SANDBOX/ines"
	accepted push_store
	refused "@lena" git push -q origin logo:main
}

@test "approvals: in one role alone, as the record says" {
	world
	git checkout -q -B both origin/main
	sed -i 's/^review      = @greta/review      = @lena/' OWNERS
	commit_all both
	approve tomas both
	git push -q origin both:main
	change logo brand/logo.svg
	approve lena logo --as review.lena
	refused "decision" git push -q origin logo:main
}
