# Decisions other than approvals: stop, withdraw, override, request.
# shellcheck disable=SC2154 # stderr and output are those of bats

load helper
load world

# The id of the record that the last command made.
made_id() {
	sed -n 's/^  Record   //p' <<<"$output"
}

@test "stop: approving does not lift it, its maker does" {
	world
	change logo brand/logo.svg
	git push -q origin logo
	run_split as greta mowners stop --yes -m 'The claim is wrong' logo
	[ "$status" -eq 0 ]
	[[ "$output" == "mowners: Greta Holm (@greta) stopped 1 change for main"* ]]
	[[ "$stderr" == *"  Means    nothing of exactly this content lands"* ]]
	local id
	id=$(made_id)
	run_split as lena mowners approve --yes logo
	[[ $output == *"  Still    @greta has stopped it"* ]]
	approve greta logo
	refused "@greta stopped it on" git push -q origin logo:main
	[[ $(said) == *"only @greta can take it back, with mowners withdraw ${id:0:12}"* ]]
	# Not by somebody else, however accountable.
	run_split as lena mowners withdraw --yes "${id:0:8}"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"this stop is somebody else's"* ]]
	refused "@greta stopped it on" git push -q origin logo:main
	run_split as greta mowners withdraw --yes "${id:0:8}"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"takes back this record:"*"stop  ${id:0:12}  by greta@example.com"*"The claim is wrong"* ]]
	accepted git push -q origin logo:main
}

@test "stop: of an area, whatever comes; and who may not" {
	world
	run_split as greta mowners stop --yes --path /brand/ --path '*.claims.md' -m 'Until the audit is done'
	[ "$status" -eq 0 ]
	[[ "$output" == *"stopped whatever is done for main to files in which you hold a role"* ]]
	change logo brand/logo.svg email/hero.png
	approve lena logo
	approve greta logo
	approve marc logo
	run_split mowners check --format json logo
	[ "$status" -eq 1 ]
	[[ "$output" == *'"state": "stopped"'*'"paths": ["brand/logo.svg"]'* ]]
	[[ "$output" == *'"stops": [{"record": "'*'"by": "@greta"'*'"reason": "Until the audit is done"'*'"path": "brand/logo.svg", "files": 1}]'* ]]
	# Who makes it, and who is asked about it, may not; nor without a reason.
	run_split as omar mowners stop --yes -m 'I do not like it' logo
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"nothing was stopped"*"you may stop nothing of this"* ]]
	run_split as greta mowners stop --yes logo
	[ "$status" -eq 2 ]
	[[ "$stderr" == *"-m REASON"* ]]
}

@test "stop: it stands when the rules give the repository a name, and is taken back as before" {
	world
	run_split as marc mowners stop --yes --path /email/ -m 'Until the audit is done'
	local id
	id=$(made_id)
	run_split as greta mowners stop --yes --path /brand/ -m 'For a day'
	as greta mowners withdraw --yes "$(made_id)" >/dev/null 2>&1
	git checkout -q -b name origin/main
	sed -i 's/^version = 1/version = 1\nrepository = ours/' OWNERS
	force_rules
	change hero email/hero.png brand/logo.svg
	approve marc hero
	approve lena hero
	approve greta hero
	refused "@marc stopped it on" git push -q origin hero:main
	[[ $(said) != *"@greta stopped it"* ]]
	as marc mowners withdraw --yes "$id" >/dev/null 2>&1
	accepted git push -q origin hero:main
}

@test "stop: of an area where one may stop nothing, or where nothing is" {
	world
	run_split as omar mowners stop --yes --path /brand/ -m 'I do not like it'
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"nothing was stopped"*"you may stop none of the 2 files that match: "* ]]
	[ -z "$(records "$SERVER")" ]
	run_split as greta mowners stop --yes --path /nothing/here/ -m 'Not yet'
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"no file matches now; it holds for what comes to match"* ]]
	run_split as greta mowners stop --yes --path '**' -m 'Not yet'
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"you may stop "*" of the "*" files that match now"* ]]
	for pattern in '' '!/a' '['; do
		run_split as greta mowners stop --yes --path "$pattern" -m 'Not yet'
		[ "$status" -eq 2 ]
		[[ "$stderr" == *"--path '$pattern' is no pattern: "* ]]
		[[ "$stderr" != *"line "* ]]
	done
}

@test "withdraw: an approval, by who made it alone" {
	world
	change hero email/hero.png
	run_split as marc mowners approve --yes hero
	local id
	id=$(made_id)
	run_split as lena mowners withdraw --yes "$id"
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"nothing was taken back"*"somebody else's"* ]]
	run_split as marc mowners withdraw --yes 0123456
	[ "$status" -eq 2 ]
	[[ "$stderr" == *"there is no record 0123456"* ]]
	run_split as marc mowners withdraw --yes zz
	[ "$status" -eq 2 ]
	run_split as marc mowners withdraw --yes "$id"
	[ "$status" -eq 0 ]
	local withdrawal
	withdrawal=$(made_id)
	refused "marc@example.com does not count: it was taken" git push -q origin hero:main
	run_split as marc mowners withdraw --yes "$withdrawal"
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"cannot be taken back"* ]]
	# A new approval counts; made within the same second it would be the same record.
	approve marc hero --expires 9d
	accepted git push -q origin hero:main
}

@test "override: a quorum, and a banner" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change logo brand/logo.svg
	git push -q origin logo
	run_split mowners check origin/logo
	[[ "$output" == *"  Urgent   2 of @guild can let it through: mowners override origin/logo -m REASON"* ]]
	run_split as marc mowners override --yes -m 'The launch is today' origin/logo
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"lets through this change for main"* ]]
	refused "override  2 of @guild  1 of 2: @marc" git push -q origin logo:main
	run_split as omar mowners override --yes -m 'Me too' origin/logo
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"you may not override; 2 of @guild can"* ]]
	run_split as ines mowners override --yes -m 'Lena cannot be reached' origin/logo
	[ "$status" -eq 0 ]
	run_split mowners check --format json origin/logo
	[[ "$(jq -r '.groups[0].why' <<<"$output")" =~ ^"let through by an override of "(@marc, @ines|@ines, @marc)$ ]]
	[ "$(jq -r '.overrides | length' <<<"$output")" = 2 ]
	run_split mowners check origin/logo
	[[ "$output" == "mowners: main: 1 changed file can land: some of it by an override alone"* ]]
	[[ "$output" == *"  Override @marc let brand/logo.svg through"* ]]
	[[ "$output" != *"approved by"* ]]
	accepted git push origin logo:main
	[[ $(said) == *"accepted by OVERRIDE"* && $(said) == *"@marc let brand/logo.svg through on"*"The launch is today"* && $(said) == *"@ines let brand/logo.svg through"* ]]
}

@test "request: says whom it takes, and lets nothing through" {
	world
	change logo brand/logo.svg
	run_split as ella mowners request --yes -m 'For Friday' logo
	[ "$status" -eq 0 ]
	[[ "$output" == *"asked for approval of 1 change for main"*"Lena Fischer (@lena) and Greta Holm (@greta): together they complete"* ]]
	refused "not yet" git push -q origin logo:main
	approve lena logo
	approve greta logo
	run_split as ella mowners request --yes logo
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"nothing of this waits for anybody"* ]]
	accepted git push -q origin logo:main
}

@test "override: a tag is moved, a branch taken back, a branch removed" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	git tag launch/1 origin/main
	accepted git push -q origin launch/1 main:release/1
	change hero email/hero.png
	approve marc hero
	accepted git push -q origin hero:main
	local old new command
	old=$(git rev-parse launch/1) new=$(git rev-parse hero)
	git tag -f launch/1 hero >/dev/null
	refused "it cannot be moved" git push -q -f origin launch/1
	command="mowners override --target refs/tags/launch/1 --move $old $new -m REASON"
	[[ $(said) == *"2 of @guild can let it through: $command"* ]]
	run_split as marc mowners override --yes --target refs/tags/launch/1 --move "$old" "$new" -m 'The wrong film'
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"from $old"*"to   $new"* ]]
	refused "it cannot be moved" git push -q -f origin launch/1
	[[ $(said) == *"so far there are the parts of @marc"* ]]
	run_split as ines mowners override --yes --target refs/tags/launch/1 --move "$old" "$new" -m 'Yes'
	[ "$status" -eq 0 ]
	accepted git push -f origin launch/1
	[[ $(said) == *"accepted by OVERRIDE"*"The wrong film"* ]]
	# That very move alone.
	refused "it cannot be moved" git push -q -f origin "$old:refs/tags/launch/1"
	local who
	for who in marc ines; do
		as "$who" mowners override --yes --target release/1 --move "$old" "$ZERO" -m 'Over' >/dev/null 2>&1
		as "$who" mowners override --yes --move "$new" "$old" -m 'Too early' >/dev/null 2>&1
	done
	accepted git push -q origin :release/1
	accepted git push -q -f origin "$old:main"
	for who in marc ines; do
		as "$who" mowners override --yes --move "$old" "$ZERO" -m 'Away' >/dev/null 2>&1 || true
	done
	refused "cannot be deleted" git push -q origin :main
}

# The server's notes of when it had these requests, "ID AGO" a line, as if it had been so long ago.
received_all() {
	local id ago tree

	tree=$(while read -r id ago; do
		printf '100644 %s\treceived/%s\n' "$(moment "$ago" | git -C "$SERVER" hash-object -w --stdin)" "$id"
	done | server_tree)
	git -C "$SERVER" update-ref refs/mowners/audit \
		"$(git -C "$SERVER" log -1 --format=%B refs/mowners/audit | git -C "$SERVER" commit-tree -p refs/mowners/audit "$tree")"
}

# The tree of the audit with these files.
server_tree() (
	cd "$SERVER" && export GIT_INDEX_FILE="$SANDBOX/audit.index" && git read-tree refs/mowners/audit &&
		git update-index --index-info && git write-tree
)

# Of the one request that there is.
received_at() { # AGO
	echo "$(git -C "$SERVER" ls-tree --name-only refs/mowners/audit received/ | cut -d/ -f2) $1" | received_all
}

@test "escalation: by the time that the server had the request, not by what it says" {
	WORLD_EDIT='s/^accountable = @marc/&\nescalate = @hana after 2d/' world
	change hero email/hero.png
	approve hana hero
	refused "decision  @marc  not yet" git push -q origin hero:main
	# A request that says that it is old.
	record_text tomas hero email/hero.png decision=request made="$(moment '9 days ago')" | sign_with "$(key_of tomas)" >"$SANDBOX/request"
	store_records "$SANDBOX/request"
	accepted push_store
	refused "decision  @marc  not yet" git push -q origin hero:main
	received_at '47 hours ago'
	refused "decision  @marc  not yet" git push -q origin hero:main
	mowners sync >/dev/null
	run_split mowners check hero
	[ "$status" -eq 1 ]
	received_at '49 hours ago'
	# A clone tells it as soon as it has the audit of the server.
	run_split mowners check hero
	[ "$status" -eq 1 ]
	mowners sync >/dev/null
	run_split mowners check hero
	[ "$status" -eq 0 ]
	accepted git push -q origin hero:main
}

@test "escalation: a request of what the file was before something else landed there waits no more" {
	WORLD_EDIT='s/^accountable = @marc/&\nescalate = @hana after 2d/' world
	change old email/hero.png
	record_text tomas old email/hero.png decision=request | sign_with "$(key_of tomas)" >"$SANDBOX/request"
	store_records "$SANDBOX/request"
	accepted push_store
	received_at '9 days ago'
	change other email/hero.png
	approve marc other
	accepted git push -q origin other:main
	change hero email/hero.png
	approve hana hero
	refused "decision  @marc  not yet" git push -q origin hero:main
}

@test "escalation: requests of no state that the target was in do not crowd out one that waits" {
	local i
	WORLD_EDIT='s/^accountable = @marc/&\nescalate = @hana after 2d/' world
	change hero email/hero.png
	approve hana hero
	for i in $(seq 20); do
		record_text ella hero email/hero.png decision=request base="$(git rev-parse hero)" reason="number $i" |
			sign_with "$(key_of ella)" >"$SANDBOX/asked$i" || return 1
	done
	record_text tomas hero email/hero.png decision=request | sign_with "$(key_of tomas)" >"$SANDBOX/waits"
	store_records "$SANDBOX/waits" "$SANDBOX"/asked*
	accepted push_store
	{
		for i in "$SANDBOX"/asked*; do
			echo "$(record_id "$i") 60 hours ago"
		done
		echo "$(record_id "$SANDBOX/waits") 50 hours ago"
	} >"$SANDBOX/list"
	received_all <"$SANDBOX/list"
	accepted git push -q origin hero:main
}
