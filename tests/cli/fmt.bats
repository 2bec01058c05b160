# mowners fmt: OWNERS files in one layout. What the layout is, tests/unit/test_rules_edit.c tells.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

# A root file, and one that lies deeper.
rules() {
	owners <<-'END'
		[mowners]
		version=1
		[rules]
		accountable: @lena
		[people]
		@lena = Lena <lena@example.com>
	END
	owners brand <<-'END'
		[brand]
		path =
		  /logos/
		accountable=@lena ; decides
	END
}

nested=$'[brand]\npath        = /logos/\naccountable = @lena    ; decides\n'

@test "fmt writes every OWNERS file, keeps its mode, and names those that change; --check only names them" {
	repo_new
	rules
	chmod 750 brand/OWNERS
	ln brand/OWNERS old
	run_split mowners fmt --check
	[ "$status" -eq 1 ]
	[ "$output" = $'OWNERS\nbrand/OWNERS' ]
	grep -q '^version=1' OWNERS
	mowners fmt --check -z | tr '\0' , >paths || true
	[ "$(cat paths)" = OWNERS,brand/OWNERS, ]
	run_split mowners fmt --check brand/../brand/OWNERS
	[ "$output" = brand/OWNERS ]
	run_split mowners -C brand fmt
	[ "$status" -eq 0 ]
	[ "$output" = $'OWNERS\nbrand/OWNERS' ]
	[ -z "$stderr" ]
	printf '%s' "$nested" | diff - brand/OWNERS
	[ "$(stat -c %a brand/OWNERS)" = 750 ]
	grep -q '^accountable=@lena' old
	[ "$(find . -name '.mowners*')" = "" ]
	run_split mowners fmt
	[ "$status" -eq 0 ] && [ -z "$output" ]
	run_split mowners fmt --check
	[ "$status" -eq 0 ] && [ -z "$output" ]
}

@test "fmt --stdin: an editor's text to standard output, as that of the root file or of FILE" {
	run_split mowners fmt --stdin <<<$'[rules]\naccountable = @t\n[people]\n@t=T <t@example.com>\n[mowners]\nversion=1'
	[ "$status" -eq 0 ]
	[ "$output" = $'[rules]\naccountable = @t\n\n[people]\n@t = T <t@example.com>\n\n[mowners]\nversion = 1' ]
	repo_new
	rules
	cd brand
	run_split mowners fmt --stdin OWNERS <"$PWD/OWNERS"
	[ "$status" -eq 0 ]
	[ "$output" = "${nested%$'\n'}" ]
	run_split mowners fmt --stdin --check OWNERS <"$PWD/OWNERS"
	[ "$status" -eq 1 ]
	[ "$output" = brand/OWNERS ]
	run_split mowners fmt --stdin OWNERS <<<"$nested"
	[ "$status" -eq 0 ]
	[ "$output" = "${nested%$'\n'}" ]
	run_split mowners fmt --stdin OWNERS <<<$'[brand]\npath = /a\naccountable = @nobody'
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "${stderr_lines[0]}" = 'brand/OWNERS:3:15: error: "@nobody" is neither in [people] nor in [teams] of the OWNERS file at the root; declare it there [undeclared]' ]
	[ "${stderr_lines[1]}" = 'mowners: nothing was laid out; correct the errors first' ]
	run_split mowners fmt --stdin a b
	[ "$status" -eq 2 ]
	run_split mowners fmt --stdin x <<<''
	[ "$status" -eq 2 ]
	[ "$stderr" = 'mowners: brand/x is no path of an OWNERS file' ]
}

@test "fmt writes nothing where a file has errors, is a link or is not there" {
	repo_new
	rules
	printf 'acountable = @lena\n' >>brand/OWNERS
	run_split mowners fmt
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == 'brand/OWNERS:5:1: error: '*'[unknown-key]'$'\n''mowners: nothing was laid out'* ]]
	grep -q '^version=1' OWNERS
	run_split mowners fmt OWNERS
	[ "$status" -eq 0 ]
	[ "$output" = OWNERS ]
	mv brand/OWNERS brand/elsewhere
	ln -s elsewhere brand/OWNERS
	run_split mowners fmt brand/OWNERS
	[ "$status" -eq 2 ]
	[[ $stderr == 'brand/OWNERS: error: this is a symbolic link; it must be a regular file'* ]]
	run_split mowners fmt brand/elsewhere
	[ "$status" -eq 2 ]
	[ "$stderr" = 'mowners: brand/elsewhere is no OWNERS file of this working tree' ]
	run_split mowners fmt .
	[ "$stderr" = 'mowners: . is no OWNERS file of this working tree' ]
	run_split mowners --rules HEAD fmt
	[ "$status" -eq 2 ]
	rm brand/OWNERS
	sed -i 's/ = /=/' OWNERS
	chmod a-w .
	if [ "$(id -u)" -ne 0 ]; then
		run_split mowners fmt
		[ "$status" -eq 3 ]
	fi
	chmod u+w .
}

@test "fmt leaves alone what a sparse checkout leaves out, and needs a working tree with rules" {
	repo_new
	run_split mowners fmt
	[ "$status" -eq 3 ]
	[[ $stderr == *'there is no OWNERS file at the root'* ]]
	rules
	commit_all
	git sparse-checkout set --no-cone /OWNERS
	[ ! -e brand ]
	run_split mowners fmt
	[ "$status" -eq 0 ]
	[ "$output" = OWNERS ]
	[ ! -e brand ]
	git clone -q --bare . "$SANDBOX/bare.git"
	run_split mowners -C "$SANDBOX/bare.git" fmt
	[ "$status" -eq 2 ]
	[[ $stderr == *'here is no working tree'* ]]
}
