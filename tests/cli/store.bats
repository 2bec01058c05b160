# mowners store: how the approvals are kept, and the one conversion of what a former version left behind.

load helper
load world

# Marc's approval of a change to email/hero.png, kept by the server as a former version did.
former() {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/marc"
	server_first "$SANDBOX/marc"
}

store_paths() { # REPOSITORY
	git -C "$1" ls-tree -r --name-only refs/mowners/approvals
}

@test "convert: in the server's repository; clones follow by themselves" {
	former
	record_text lena hero email/hero.png as=review.lena | sign_with "$(key_of lena)" >"$SANDBOX/lena"
	store_first "$SANDBOX/marc" "$SANDBOX/lena"
	run_split mowners -C "$SERVER" store --convert
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "${lines[0]}" = "mowners: refs/mowners/approvals has 1 record in the present layout now" ]
	[ "${lines[1]}" = "  Clones   follow with their next mowners sync or approve" ]
	[ "$(store_paths "$SERVER")" = "format
index
records/$(record_id "$SANDBOX/marc")" ]
	[ "$(git -C "$SERVER" rev-list --count refs/mowners/approvals)" -eq 2 ]
	git -C "$SERVER" fsck --strict --no-dangling
	accepted git push -q origin hero:main
	# What waits in a clone, in the first layout still, is taken along.
	run_split mowners sync
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: origin: 0 approvals came, 1 went" ]
	[ "$(store_paths "$SERVER" | grep -c ^records/)" -eq 2 ]
	run_split mowners sync
	[ "$output" = "mowners: origin: the same approvals there and here" ]
}

@test "convert: a clone whose former version has merged the server's store without reading it" {
	former
	mowners -C "$SERVER" store --convert >&2
	record_text lena hero email/hero.png as=review.lena | sign_with "$(key_of lena)" >"$SANDBOX/lena"
	store_first "$SANDBOX/lena"
	git fetch -q origin refs/mowners/approvals
	git update-ref refs/mowners/approvals \
		"$(git commit-tree -p refs/mowners/approvals -p FETCH_HEAD -m merge 'refs/mowners/approvals^{tree}')"
	refused "is as a former version of mowners writes it; update mowners there" push_store
	run_split mowners sync
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: origin: 1 approval came, 1 went" ]
	[ "$(store_paths "$SERVER" | grep -c ^records/)" -eq 2 ]
}

@test "convert: in a clone, pushed from there" {
	former
	git fetch -q origin refs/mowners/approvals:refs/mowners/approvals
	run_split mowners store --convert
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: refs/mowners/approvals has 1 record in the present layout now" ]
	[ "${lines[1]}" = "  Next     git push origin refs/mowners/approvals" ]
	accepted git push -q origin refs/mowners/approvals
	accepted git push -q origin hero:main
	run_split mowners store --convert
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: there is nothing to convert: the approvals here are in the present layout" ]
}

@test "convert: nothing here, no identity, stops, and what is no record" {
	former
	run_split mowners store --convert
	[ "$output" = "mowners: there is nothing to convert: the approvals here are in the present layout" ]
	record_text lena hero email/hero.png decision=stop reason=wait | sign_with "$(key_of lena)" >"$SANDBOX/stop"
	store_first "$SANDBOX/marc" "$SANDBOX/stop" OWNERS
	git -C "$SERVER" fetch -q "$PWD" +refs/mowners/approvals:refs/mowners/approvals
	HOME=$SANDBOX GIT_CONFIG_GLOBAL=/dev/null run_split mowners -C "$SERVER" store --convert
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: refs/mowners/approvals has 2 records in the present layout now" ]
	[[ ${lines[1]} == "  Left     1 file that could not be read as records; git log -p "* ]]
	[ "$(store_paths "$SERVER" | sort)" = "format
index
records/$(record_id "$SANDBOX/marc")
stops/$(record_id "$SANDBOX/stop")" ]
	store_first OWNERS
	run_split mowners store --convert
	[ "$status" -eq 2 ]
	[[ $stderr == *"holds no record that can be read"* ]]
}

@test "until then: what needs the approvals says what to do, and nothing lands" {
	former
	refused "the approvals of this server are as a former version of mowners wrote them; who runs it runs mowners store --convert in the repository there, once" \
		git push -q origin hero:main
	accepted git push -q origin hero:topic
	run_split as marc mowners approve --yes hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"the approvals of origin are as a former version of mowners wrote them; who runs it runs mowners store --convert in the repository there, once"* ]]
	run_split mowners sync
	[ "$status" -eq 3 ]
	[[ $stderr == *"the approvals of origin are"* ]]
	store_first "$SANDBOX/marc"
	run_split mowners check hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"refs/mowners/approvals is as a former version of mowners wrote it; run mowners store --convert here, once"* ]]
	mowners install --client >/dev/null 2>&1
	git update-ref -d refs/mowners/approvals
	git fetch -q
	run_split mowners check hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"the approvals of origin are"* ]]
	run_split mowners who email/hero.png
	[ "$status" -eq 0 ]
}

@test "a store that somebody has spoilt, on a host without the hook" {
	local index="$SANDBOX/by-hand"

	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/marc"
	rm -f "$SERVER/hooks/pre-receive"
	store_records "$SANDBOX/marc"
	GIT_INDEX_FILE=$index git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$index git update-index --add --cacheinfo "100644,$(git hash-object -w OWNERS),records/readme"
	git push -q origin "$(git commit-tree -m spoilt "$(GIT_INDEX_FILE=$index git write-tree)"):refs/mowners/approvals"
	git update-ref -d refs/mowners/approvals
	mowners install --client >/dev/null 2>&1
	git fetch -q
	run_split mowners check hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"records/readme is not named after an id"* ]]
	# What can be read of it comes over.
	run_split mowners sync
	[ "$status" -eq 0 ]
	[[ $output == "mowners: origin: 1 approval came"* ]]
	run_split mowners check hero
	[ "$status" -eq 0 ]
}

@test "a layout that is not known" {
	local tree

	world
	change hero email/hero.png
	tree=$(printf '100644 blob %s\tformat\n' "$(echo "mowners-store 3" | git hash-object -w --stdin)" | git mktree)
	git update-ref refs/mowners/approvals "$(git commit-tree -m later "$tree")"
	run_split mowners check hero
	[ "$status" -eq 3 ]
	[[ $stderr == *"a newer version of mowners may have written it"* ]]
	run_split mowners store --convert
	[ "$status" -eq 3 ]
	[[ $stderr == *"a newer version of mowners may have written it"* ]]
	git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals
	refused "a newer version of mowners may have written it" git push -q origin hero:main
}

@test "wrong usage" {
	world
	run_split mowners store
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners store: say --convert; see mowners help store" ]
	run_split mowners store --convert x
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners store: it takes no arguments; see mowners help store" ]
}
