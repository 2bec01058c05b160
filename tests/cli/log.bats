# mowners log: the records that there are, and whether they still hold.
# shellcheck disable=SC2154 # stderr and output are those of bats

load helper
load world

# The id of the record that somebody makes.
record() { # WHO COMMAND…
	local who=$1

	shift
	as "$who" mowners "$@" --yes 2>/dev/null | sed -n 's/^  Record   //p'
}

# Id, state and path of each line.
states() { # [ARGUMENT…]
	mowners log --format tsv "$@" | cut -f1,8,9 | sed -E 's/^(.{7})[0-9a-f]*/\1/' | tr '\t' ' '
}

@test "who, what, why, and whether it still holds" {
	world
	change logo brand/logo.svg email/hero.png
	local a
	a=$(record lena approve -m 'Clear space is right now' logo)
	run_split mowners log
	[ "$status" -eq 0 ]
	[[ $output == "approve ${a:0:12}  Lena Fischer (@lena)  on "????-??-??" at "??:??" UTC"$'\n'* ]]
	[[ $output == *$'\n'"  Files    brand/logo.svg"$'\n'"  For      main"$'\n'"  Reason   Clear space is right now"$'\n'"  State    it holds until "* ]]
	approve greta logo
	approve marc logo
	accepted git push -q origin logo:main
	git fetch -q
	[[ "$(states --by @lena)" == "${a:0:7} landed brand/logo.svg" ]]
	run_split mowners log --by lena@private.example
	[[ $output == *"  State    it has landed, so it is spent" ]]
}

@test "each state" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change logo brand/logo.svg email/hero.png
	local lena marc greta stop back override request
	override=$(record marc override -m 'The launch is today' logo)
	request=$(record paul request logo)
	lena=$(record lena approve --as accountable logo)
	marc=$(record marc approve logo)
	greta=$(record greta approve logo)
	stop=$(record lena stop -m 'Wrong colour' logo)
	[ "$(states --decision approve --by @lena)" = "${lena:0:7} holds brand/logo.svg" ]
	[ "$(states --by marc@example.com --decision approve)" = "${marc:0:7} holds email/hero.png" ]
	[ "$(states --decision override)" = "${override:0:7} holds brand/logo.svg"$'\n'"${override:0:7} holds email/hero.png" ]
	[ "$(states --decision request brand/)" = "${request:0:7} holds brand/logo.svg"$'\n'"${request:0:7} holds email/hero.png" ]
	[ "$(states --decision stop)" = "${stop:0:7} holds brand/logo.svg" ]
	back=$(record lena withdraw "$stop")
	[ "$(states --decision stop)" = "${stop:0:7} withdrawn brand/logo.svg" ]
	[ "$(states --decision withdraw)" = "${back:0:7} holds -" ]
	run_split mowners log --decision stop
	[[ $output == *"  State    @lena took it back on "* ]]
	run_split mowners log --decision withdraw brand/logo.svg
	[[ $output == "withdraw ${back:0:12}  "*$'\n'"  Takes    stop ${stop:0:12}"$'\n'"  State    it holds for good" ]]
	# Seen from later, and with other rules.
	[ "$(mowners --now 2029-01-01 log --format tsv --by @greta | cut -f1,8)" = "$greta"$'\t'expired ]
	sed -i -e 's/= @greta$/= @paul/' -e '/^lena@/d' OWNERS OWNERS.signers && git add OWNERS OWNERS.signers && git stash -q
	[ "$(mowners --rules stash log --format tsv --by @greta | cut -f8)" = no-role ]
	[ "$(mowners --rules stash log --format tsv --by @lena --decision approve | cut -f8)" = signature ]
	run_split mowners --rules stash log --by @lena --decision approve
	[[ $output == *"State    it is signed with a key that OWNERS.signers does not list"* ]]
	git stash pop -q
	sed -i 's/<greta@/<gretel@/' OWNERS && git add OWNERS && git stash -q
	run_split mowners --rules stash log --by greta@example.com
	[[ $output == "approve ${greta:0:12}  greta@example.com  on "*"State    the rules know nobody of that e-mail" ]]
	# A record for some of whose files it holds no more.
	change more brand/logo.svg
	approve lena more
	approve greta more
	accepted git push -q origin more:main
	git fetch -q
	[ "$(states --decision request)" = "${request:0:7} holds brand/logo.svg"$'\n'"${request:0:7} holds email/hero.png" ]
}

@test "a revoked key, a rewound target, one that is gone" {
	world
	change logo brand/logo.svg
	approve lena logo
	ssh-keygen -q -k -f "$SANDBOX/krl" "$SANDBOX/people/lena/key.pub"
	git config mowners.revokedSigners "$SANDBOX/krl"
	run_split mowners log
	[[ $output == *"State    it is signed with a key of lena@example.com that has been revoked"* ]]
	git config --unset mowners.revokedSigners
	# Land something, approve on top of it, and turn that back.
	change post blog/post.md
	approve omar post
	accepted git push -q origin post:main
	change hero email/hero.png
	approve marc hero
	git update-ref refs/remotes/origin/main origin/main~1
	run_split mowners log --by @marc
	[[ $output == *"State    it was made on a commit that main never was at" ]]
	git -C "$SERVER" update-ref refs/heads/release/1 main
	git fetch -q
	change hero2 email/hero.png
	approve marc --target release/1 hero2
	[ "$(mowners log --target release/1 --format tsv | cut -f7,8)" = refs/heads/release/1$'\t'holds ]
	git -C "$SERVER" update-ref -d refs/heads/release/1
	git fetch -q --prune
	run_split mowners log --target release/1
	[ "$status" -eq 0 ]
	[[ $output == *"  For      release/1"$'\n'"  State    there is no release/1 here" ]]
	run_split mowners log --target releas/1
	[ "$status" -eq 2 ]
	[[ $stderr == *"--target says releas/1, and there is no such branch"* ]]
}

@test "a stop of who acted for the owner, lifted by the owner" {
	WORLD_EDIT='s/deputy @marc/deputy @marc, away 2020-01-01..2020-12-31/' world
	change logo brand/logo.svg
	local stop
	sed -i 's/2020-12-31/2036-12-31/' OWNERS && git stash -q
	stop=$(as marc mowners --rules stash stop --yes -m 'Lena is away' logo 2>/dev/null | sed -n 's/^  Record   //p')
	[ -n "$stop" ] || skip "stop takes no rules but those of the target"
	as lena mowners withdraw --yes "$stop" >/dev/null 2>&1
	run_split mowners --rules stash log --decision stop
	[[ $output == *"State    @lena took it back on"* ]]
	run_split mowners log --decision withdraw
	[[ $output == *"the stop is somebody else's; it is lifted where @lena is accountable"* ]]
}

@test "paths: a file, a folder, what is gone, patterns of stops, from a folder" {
	world
	change logo brand/logo.svg
	git rm -q email/hero.png && commit_all gone
	local logo hero stop
	logo=$(record lena approve logo)
	hero=$(record marc approve logo)
	stop=$(record greta stop --path '/brand/*.svg' -m 'Not yet')
	[ "$(states brand/logo.svg | sort)" = "$(printf '%s holds %s\n' "${logo:0:7}" brand/logo.svg "${stop:0:7}" '/brand/*.svg' | sort)" ]
	[ "$(states email/hero.png)" = "${hero:0:7} holds email/hero.png" ]
	[ "$(states email)" = "${hero:0:7} holds email/hero.png" ]
	[ "$(states email/)" = "${hero:0:7} holds email/hero.png" ]
	[ "$(states brand | sort)" = "$(states brand/logo.svg | sort)" ]
	[ "$(cd brand && states logo.svg --decision approve)" = "${logo:0:7} holds brand/logo.svg" ]
	[ "$(states . | sort)" = "$(states | sort)" ]
	[ "$(states email/hero.png brand/logo.svg | sort)" = "$(states | sort)" ]
	run_split mowners log brand/logo
	[ "$status" -eq 1 ]
	run_split mowners log ../outside
	[ "$status" -eq 2 ]
	[[ $stderr == *"lies outside of the repository"* ]]
}

@test "the newest first, and no more than asked for" {
	world
	change logo brand/logo.svg
	local first second third
	first=$(as lena mowners --now "$(date -u -d '-3 seconds' +%FT%TZ)" approve --yes logo 2>/dev/null | sed -n 's/^  Record   //p')
	second=$(as greta mowners --now "$(date -u -d '-2 seconds' +%FT%TZ)" approve --yes logo 2>/dev/null | sed -n 's/^  Record   //p')
	third=$(as greta mowners --now "$(date -u -d '-1 seconds' +%FT%TZ)" stop --yes -m no logo 2>/dev/null | sed -n 's/^  Record   //p')
	[ "$(mowners log --format tsv | cut -f1)" = "$third"$'\n'"$second"$'\n'"$first" ]
	[ "$(mowners log -n 1 --format tsv | cut -f1)" = "$third" ]
	[ "$(mowners log --max-count 2 --format tsv | cut -f1)" = "$third"$'\n'"$second" ]
	[ "$(mowners log --by @legal --format tsv | cut -f1)" = "$third"$'\n'"$second" ]
	# As withdraw takes it.
	run_split as greta mowners withdraw --yes "$(mowners log -n 1 | sed -n '1s/^stop \([0-9a-f]*\) .*/\1/p')"
	[ "$status" -eq 0 ]
}

@test "formats: one document, one line each, one line a file" {
	world
	change logo brand/logo.svg email/hero.png
	approve marc logo
	approve lena -m 'Fine "by" me' logo
	run_split mowners log --format json --by @lena
	[ "$status" -eq 0 ]
	[ "$(jq -r '.mowners, (.records | length), .records[0].decision, .records[0].person, .records[0].name, .records[0].reason, .records[0].state, .records[0].files, .records[0].steps[0].path, .records[0].steps[0].new_mode' <<<"$output" | tr '\n' ' ')" = '1 1 approve @lena Lena Fischer Fine "by" me holds 1 brand/logo.svg 100644 ' ]
	[[ $(jq -r '.records[0].why' <<<"$output") == "it holds until "* ]]
	run_split mowners log --format ndjson
	[ "$(jq -r '.mowners, .by' <<<"$output" | sort -u | tr '\n' ' ')" = "1 lena@example.com marc@example.com " ]
	run_split mowners log --format tsv --by @lena
	[ "$(cut -f2- <<<"$output" | cut -f1-3,6-10)" = $'approve\t*\tlena@example.com\trefs/heads/main\tholds\tbrand/logo.svg\t-\tFine "by" me' ]
	run_split mowners log --format json --by @ella
	[ "$status" -eq 1 ]
	[ "$(jq -c . <<<"$output")" = '{"mowners":1,"records":[]}' ]
}

@test "paths and reasons that want to be something else" {
	world $'brand/\e[31mred.svg' 'brand/::error::x.svg' 'brand/tab'$'\t''and "quote".svg'
	change logo $'brand/\e[31mred.svg' 'brand/::error::x.svg' 'brand/tab'$'\t''and "quote".svg'
	approve lena -m '::error:: ##[command] right' logo
	run_split mowners log
	[ "$status" -eq 0 ]
	[[ $output != *$'\e'* && $output == *'"brand/\033[31mred.svg"'* ]]
	[[ $output == *'Reason   \x3A:error:: #\x23[command] right'* ]]
	run_split mowners log --format tsv
	[ "$(cut -f9 <<<"$output")" = '"brand/\033[31mred.svg"'$'\n''brand/::error::x.svg'$'\n''"brand/tab\tand \"quote\".svg"' ]
	[ "$(mowners log --format tsv -z | tr '\0' '\n' | sed -n '9p;20p;31p')" = $'brand/\e[31mred.svg\nbrand/::error::x.svg\nbrand/tab\tand "quote".svg' ]
	[ "$(mowners log --format json | jq -r '.records[0].steps[0].path')" = $'brand/\e[31mred.svg' ]
	[ "$(states $'brand/\e[31mred.svg' | wc -l)" -eq 3 ]
}

@test "where there is nothing: a clone without the store, a bare repository, no rules" {
	world
	run_split mowners log
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: there are no records here; mowners sync brings what origin has" ]
	run_split mowners -q log
	[ -z "$stderr" ]
	run_split mowners -C "$SERVER" log
	[ "$status" -eq 1 ]
	[ "$stderr" = "mowners: there are no records here" ]
	change logo brand/logo.svg
	approve lena logo
	run_split mowners log --by @ella
	[ "$stderr" = "mowners: no record here is one of those; mowners sync brings what origin has" ]
	# On the server it is the same record.
	[ "$(mowners -C "$SERVER" log --format tsv)" = "$(mowners log --format tsv)" ]
	[ "$(mowners -C "$SERVER" log --format tsv brand/logo.svg)" = "$(mowners log --format tsv)" ]
	git clone -q "$SERVER" "$SANDBOX/other" && cd "$SANDBOX/other"
	run_split mowners log
	[ "$status" -eq 1 ]
	[ "$stderr" = "mowners: there are no records here; mowners sync brings what origin has" ]
	mowners sync >/dev/null 2>&1
	[ "$(mowners log --format tsv | cut -f8)" = holds ]
	# Before there were rules nothing was asked.
	empty=$(git commit-tree -m empty "$(git mktree </dev/null)")
	[ "$(mowners --rules "$empty" log --format tsv | cut -f8)" = open ]
}

@test "what lies among the records and is none is left out, and said" {
	world
	change logo brand/logo.svg
	approve lena logo
	local blob id tree
	blob=$(echo rubbish | git hash-object -w --stdin)
	id=$(printf '%064d' 7)
	tree=$(git ls-tree refs/mowners/approvals:records | cat - <(printf '100644 blob %s\t%s\n' "$blob" "$id") | git mktree)
	tree=$(git ls-tree refs/mowners/approvals | sed "s/tree [0-9a-f]*\trecords/tree $tree\trecords/" | git mktree)
	git update-ref refs/mowners/approvals "$(git commit-tree -m x "$tree")"
	run_split mowners log --format tsv
	[ "$status" -eq 0 ]
	[ "$(cut -f8 <<<"$output")" = holds ]
	[[ $stderr == "mowners: warning: 1 file among the records is none, and is left out"* ]]
}

@test "wrong usage" {
	world
	local -A says=(
		["-n 0"]="-n takes a number from 1 to 999999999"
		["-n x"]="-n takes a number"
		["-n -1"]="-n takes a number"
		["-z"]="-z goes with --format tsv"
		["-z --format json"]="-z goes with --format tsv"
		["--decision no"]="--decision is approve, stop, withdraw, override or request"
		["--format csv"]="--format is"
		["--by nobody"]="who made it is @HANDLE, of a person or a team, or an e-mail, not nobody"
		["--by @nobody"]="nobody and no team is called @nobody in OWNERS; who has left is found by their e-mail"
	)
	local arguments
	for arguments in "${!says[@]}"; do
		# shellcheck disable=SC2086 # words
		run_split mowners log $arguments
		[ "$status" -eq 2 ] || return 1
		[[ $stderr == *"${says[$arguments]}"* ]] || return 1
	done
}
