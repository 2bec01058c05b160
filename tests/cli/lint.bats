# mowners lint: everything that is wrong or odd in the rules and the keys.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

good() {
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @tomas

		[brand]
		path        = /brand/
		accountable = @lena
		responsible = @ines

		[otherwise]
		accountable = @tomas
		responsible = @ines

		[people]
		@lena  = Lena <lena@example.com>, deputy @marc
		@marc  = Marc <marc@example.com>
		@tomas = Tomas <tomas@example.com>, deputy @marc
		@ines  = Ines <ines@example.com>
	END
	keys_new lena marc tomas ines
	files brand/logo.svg
}

@test "nothing found: status 0, nothing on stdout, a line on stderr" {
	repo_new
	good
	commit_all
	run_split mowners lint
	[ "$status" -eq 0 ] || { echo "$output"; return 1; }
	[ -z "$output" ]
	[ "$stderr" = "mowners: nothing found" ]
	run_split mowners -q lint
	[ -z "$stderr" ]
}

@test "errors: FILE:LINE:COLUMN: error: message [code], all of one run, status 2" {
	repo_new
	good
	printf '\n[brand]\npath = /x/\nacountable = @lena\n' >>OWNERS
	mkdir brand/deep
	printf '[deep]\npath = *\naccountable = @nobody\n' >brand/deep/OWNERS
	run_split mowners lint
	[ "$status" -eq 2 ]
	[[ $output == *"OWNERS:"*": error: "*"["*"]"* ]]
	[[ $output == *"brand/deep/OWNERS:3:"*": error: "*"@nobody"* ]]
	[[ $output == *"accountable"* ]]
	while IFS= read -r line; do
		[[ $line =~ ^[^:]+:[0-9]+(:[0-9]+)?:\ (error|warning):\ .+\ \[[a-z0-9-]+\]$ ]] || { echo "$line"; return 1; }
	done <<<"$output"
	[[ $stderr =~ ^mowners:\ [0-9]+\ errors ]]
}

@test "warnings alone: status 1" {
	repo_new
	good
	sed -i 's/^responsible = @ines$/confirm-by = 2020-01-01/' OWNERS
	run_split mowners lint
	[ "$status" -eq 1 ]
	[[ $output == *": warning: "* ]]
	[[ $output != *": error: "* ]]
	[[ $stderr =~ ^mowners:\ [0-9]+\ warning ]]
}

@test "errors in the keys" {
	repo_new
	good
	echo "* ssh-ed25519 AAAA" >>OWNERS.signers
	run_split mowners lint
	[ "$status" -eq 2 ]
	[[ $output == *"OWNERS.signers:5:"* ]]
}

@test "FILE: only what is in it" {
	repo_new
	good
	mkdir brand/deep
	echo 'nonsense' >brand/deep/OWNERS
	echo 'nonsense' >>OWNERS
	run_split mowners lint brand/deep/OWNERS
	[ "$status" -eq 2 ]
	[[ $output == *"brand/deep/OWNERS:"* ]]
	[ "$(grep -c '^OWNERS' <<<"$output")" -eq 0 ]
	cd brand/deep
	run_split mowners lint OWNERS
	[[ $output == *"brand/deep/OWNERS:"* ]]
	[ "$(grep -c '^OWNERS' <<<"$output")" -eq 0 ]
	run_split mowners lint ../../OWNERS OWNERS
	grep -q '^OWNERS' <<<"$output"
	grep -q '^brand/deep/OWNERS' <<<"$output"
}

@test "FILE: one that is no rules file, or not there, is a mistake" {
	repo_new
	good
	commit_all good
	run_split mowners lint brand/logo.svg
	[ "$status" -eq 2 ]
	[[ $stderr == *"OWNERS.signers"* ]]
	run_split mowners lint email/OWNERS
	[ "$status" -eq 2 ]
	run_split mowners lint ../OWNERS
	[ "$status" -eq 2 ]
	run_split mowners lint OWNERS OWNERS.signers
	[ "$status" -eq 0 ]
}

@test "--rules: a commit, the index" {
	repo_new
	good
	commit_all good
	echo nonsense >>OWNERS
	run_split mowners lint
	[ "$status" -eq 2 ]
	run_split mowners lint --rules HEAD
	[ "$status" -eq 0 ]
	run_split mowners --rules : lint
	[ "$status" -eq 0 ]
	git add OWNERS
	run_split mowners lint --rules :
	[ "$status" -eq 2 ]
	run_split mowners lint --rules nosuch
	[ "$status" -eq 2 ]
}

@test "json" {
	repo_new
	good
	echo nonsense >>OWNERS
	run_split mowners lint --format json
	[ "$status" -eq 2 ]
	[ "$(jq .mowners <<<"$output")" -eq 1 ]
	[ "$(jq .errors <<<"$output")" -ge 1 ]
	jq -e '.errors == ([.findings[] | select(.severity == "error")] | length)' <<<"$output"
	jq -e '.findings[] | select(.severity == "error") | .file == "OWNERS" and .line > 1 and .code != "" and .message != ""' <<<"$output"
	sed -i '$d' OWNERS
	commit_all good
	run_split mowners lint --format json
	[ "$status" -eq 0 ]
	[[ $output == *'"findings": []'* ]]
}

@test "a file name from the repository does not pass for anything else" {
	repo_new
	good
	mkdir '::error::' $'esc\033'
	echo nonsense >'::error::/OWNERS'
	echo nonsense >$'esc\033/OWNERS'
	run_split mowners lint
	[ "$status" -eq 2 ]
	[ "$(grep -c '^::' <<<"$output")" -eq 0 ]
	[[ $output != *$'\033'* ]]
	[[ $output == *'"\072:error::/OWNERS":1'* ]]
}

@test "no OWNERS: said, and no clean answer" {
	repo_new
	files a
	run_split mowners lint
	[ "$status" -ne 0 ]
	[[ $stderr == *"OWNERS"* ]]
}

@test "usage" {
	repo_new
	good
	run_split mowners lint --format yaml
	[ "$status" -eq 2 ]
	run_split mowners lint --nonsense
	[ "$status" -eq 2 ]
}

@test "--at, --without, --author: who could not approve then" {
	repo_new
	good
	commit_all good
	run_split mowners --now 2026-11-22 lint --without @marc
	[ "$status" -eq 1 ]
	[[ $output == *"OWNERS:7:1: warning: without @marc, when @lena makes the change, nobody can give the decision of @lena in [brand], such as for brand/logo.svg; "*" [impossible]"* ]]
	run_split mowners --now 2026-11-22 lint --without @marc --without @lena --without tomas@example.com
	[[ $output == *"without @marc and @lena and tomas@example.com, nobody can give the decision of @tomas in [rules], such as for OWNERS"* ]]
	sed -i 's/^@marc .*/&, away 2027-01-04..2027-01-10/' OWNERS
	run_split mowners --now 2026-11-22 lint --author @lena --author @marc
	[ "$status" -eq 1 ]
	[[ $output == *"OWNERS:7:1: warning: when @lena, @marc make the change, nobody can give the decision of @lena in [brand]"* ]]
	[[ $output == *"from 4 January 2027 on, without @marc, when @lena makes the change, nobody can give"* ]]
	run_split mowners --now 2026-11-22 lint --at 2027-01-05
	[[ $output == *": on 5 January 2027, when @lena makes the change, nobody can give"* ]]
	run_split mowners --now 2026-11-22 lint --at 2027-01-11
	[ "$status" -eq 0 ]
	run_split mowners lint --at soon
	[ "$status" -eq 2 ]
	[[ $stderr == *"--at is a day"* ]]
	run_split mowners lint --without @mark
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: @mark is nobody whom the OWNERS files know; did you mean @marc?" ]
}

@test "--baseline: only what is new is told, and fails" {
	repo_new
	good
	sed -i 's:/brand/$:/brand/\n\t/x/\n\t/y/:; /^deputy/d; s/^responsible = @ines$/confirm-by = 2020-01-01/' OWNERS
	commit_all good
	run_split mowners lint --format json
	[ "$status" -eq 1 ]
	echo "$output" >before.json
	jq . before.json >"$SANDBOX/before.json" && rm before.json
	run_split mowners lint --baseline "$SANDBOX/before.json"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == "mowners: nothing new; "*" more in the baseline" ]]
	# So it is in another year.
	mowners --now 2020-12-31T12:00:00Z lint --format json >"$SANDBOX/old.json" || true
	run_split mowners --now 2021-01-01T12:00:00Z lint --baseline "$SANDBOX/old.json"
	[ "$status" -eq 0 ]
	# Moved, in another file, one more of something, one less of another; and one more that is new.
	sed -i '1i ; OWNERS' OWNERS
	sed -i '/^\t\/y\/$/d' OWNERS
	run_split mowners lint --baseline "$SANDBOX/before.json"
	[ "$status" -eq 0 ]
	sed -i 's:/x/$:/x/\n\t/z/:' OWNERS
	run_split mowners lint --baseline "$SANDBOX/before.json" --format json
	[ "$status" -eq 1 ]
	[ "$(jq -c '[.findings[].in, .warnings]' <<<"$output")" = '[["/x/","/z/"],1]' ]
	echo nonsense >>OWNERS
	mowners lint --format json >"$SANDBOX/error.json" || true
	run_split mowners lint --baseline "$SANDBOX/error.json"
	[ "$status" -eq 2 ]
	for text in '' '[]' '{"mowners": 2, "findings": []}' '{"mowners": 1, "findings": [{}]}' \
		'{"mowners": 1, "findings": [{"code": "a", "message": "b", "in": [1]}]}'; do
		echo "$text" >"$SANDBOX/other"
		run_split mowners lint --baseline "$SANDBOX/other"
		[ "$status" -eq 2 ]
		[[ $stderr == 'mowners: the baseline must be what "mowners lint --format json" printed before'* ]]
	done
	run_split mowners lint --baseline "$SANDBOX/none"
	[ "$status" -ge 2 ]
	[[ $stderr == *none* ]]
}

@test "--fix: takes out what changes nothing, and nothing else" {
	repo_new
	good
	files brand/deep/a.png email/a
	commit_all good
	sed -i 's:^path        = /brand/$:path        = /brand/logo.svg ; the logo\n              /brand/      ; all of it\n              *.svg\n              /brand/deep/ ; deep\naccept      = dead-pattern until 2026-01-01, x:' OWNERS
	printf '[email]\npath = *\n\t!x.*\naccountable = @ines\nresponsible = @lena\n' >email/OWNERS
	cp OWNERS before && cp email/OWNERS before-email
	mowners who --all >owners
	# Only the file asked about.
	run_split mowners --now 2026-11-22 lint --fix email/OWNERS
	cmp OWNERS before && cmp email/OWNERS before-email
	[[ $stderr != *took* ]]
	run_split mowners --now 2026-11-22 lint --fix
	[[ $stderr == "mowners: took 3 lines out of 1 OWNERS file; nobody owns anything else than before"* ]]
	[ "$(sed -n '/^\[brand\]/,/^accountable/p' OWNERS)" = "$(printf '[brand]\npath        = /brand/      ; all of it\n              *.svg\naccountable = @lena')" ]
	cmp email/OWNERS before-email
	mowners who --all | diff - owners
	# What only the files of today tell stays a finding: every .svg lies in brand/.
	[ "$status" -eq 1 ]
	[[ $output == *"*.svg changes nothing"*"[doubled-pattern]"* ]]
	[[ $output != *expired-accept* ]]
	run_split mowners --now 2026-11-22 lint --fix
	[[ $stderr != *took* ]]
	# A pattern twice is the one error that is mended; with another one nothing is written.
	sed -i 's/^              \*.svg$/&\n              *.svg/' OWNERS
	cp OWNERS twice
	echo nonsense >>email/OWNERS
	run_split mowners lint --fix
	[ "$status" -eq 2 ]
	cmp OWNERS twice
	cp before-email email/OWNERS
	run_split mowners -q lint --fix
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(grep -c '\*.svg' OWNERS)" -eq 1 ]
	mowners who --all | diff - owners
	run_split mowners lint --fix --rules HEAD
	[ "$status" -eq 2 ]
	[[ $stderr == *"--fix writes files of the working tree"* ]]
}
