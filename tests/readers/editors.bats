#!/usr/bin/env bats
# The words of OWNERS files as editors see them: Vim with hooks/editors/vim, and the engine of VS Code, GitHub and GitLab
# with the grammar of hooks/editors/vscode. Both must see the same.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

EDITORS="$BATS_TEST_DIRNAME/../../hooks/editors"

# Into `vim` and `textmate`: "LINE KIND TEXT" of each piece of the file OWNERS.
tokens() {
	TOKENS=vim vim -N -u NONE -i NONE -es --cmd "set runtimepath^=$EDITORS/vim" -c 'syntax on' -c 'edit OWNERS' \
		-c "source $BATS_TEST_DIRNAME/tokens.vim" -c 'qa!' </dev/null
	node "$BATS_TEST_DIRNAME/tokens.mjs" "$EDITORS/vscode/owners.tmLanguage.json" <OWNERS >textmate
	[ -s vim ]
}

@test "the sample: both see the same, and no error" {
	cp "$BATS_TEST_DIRNAME/../data/sample/OWNERS" .
	tokens
	diff vim textmate
	run_split grep -c ' error ' vim
	[ "$output" = 0 ]
	[ "$(grep -cE '^[0-9]+ (key|handle) ' vim)" -ge "$(grep -cE '^[@a-z].*=' OWNERS)" ]
}

@test "comments, patterns and lines that go on, and what is no key" {
	cat >OWNERS <<-'END'
		; x @lena
		   # [x]
		[brand] ; why
		path =
		  !/a b/*.[ch] ; no
		# between

		  \;x \*
			[ab]?;y
		level : detailed
		review.legal-x = 2 of a.b@x.org,@leg/al-x
		  ; all
		  all of @web
		escalate = @a-b after 3d
		nonsense = 1
		  = more
		summary = @lena 2 of ; remark
		[people]
		@lena = Lena O'Neil <lena@x.org>, email l@y.org, until 2027-01-01, deputy @marc
		  @ines, away 2026-12-20..2027-01-05
		[freeze q4]
		opens = 2026-10-20T07:00:00Z
		[level ]
		evidence = signed, pushed
	END
	sed -i 's/^\[ab\]/\t&/' OWNERS
	tokens
	diff vim textmate
	diff vim - <<-'END'
		1 comment ; x @lena
		2 comment # [x]
		3 section [brand]
		3 comment ; why
		4 key path
		4 pattern =
		5 exclude !
		5 pattern /a b/
		5 wild *
		5 pattern .
		5 wild [ch]
		5 comment ; no
		6 comment # between
		8 escape \;
		8 pattern x
		8 escape \*
		9 wild [ab]?
		9 pattern ;y
		10 key level
		10 text :
		10 word detailed
		11 key review.legal-x
		11 text =
		11 number 2
		11 join of
		11 email a.b@x.org
		11 text ,
		11 handle @leg/al-x
		12 comment ; all
		13 join all of
		13 handle @web
		14 key escalate
		14 text =
		14 handle @a-b
		14 join after
		14 number 3d
		15 error nonsense = 1
		16 text = more
		17 key summary
		17 text = @lena 2 of
		17 comment ; remark
		18 section [
		18 known people
		18 section ]
		19 handle @lena
		19 text = Lena O'Neil <
		19 email lena@x.org
		19 text >,
		19 attribute email
		19 email l@y.org
		19 text ,
		19 attribute until
		19 number 2027-01-01
		19 text ,
		19 attribute deputy
		19 handle @marc
		20 handle @ines
		20 text ,
		20 attribute away
		20 number 2026-12-20..2027-01-05
		21 section [
		21 known freeze
		21 section q4]
		22 key opens
		22 text =
		22 number 2026-10-20T07:00:00Z
		23 section [level ]
		24 key evidence
		24 text =
		24 word signed
		24 text , pushed
	END
}

@test "Vim: fmt in place, as mowners-fmt(1) has it; comments are written with a semicolon" {
	studio_new
	printf '[x]\npath=/x\n' >brand/OWNERS
	vim -N -u NONE -i NONE -es --cmd "set runtimepath^=$EDITORS/vim" -c 'filetype plugin on' -c 'edit brand/OWNERS' \
		-c 'execute "%!mowners fmt --stdin %:S"' -c 'call append("$", printf(&commentstring, &filetype))' -c 'wq' </dev/null
	[ "$(cat brand/OWNERS)" = $'[x]\npath = /x\n; owners' ]
}

@test "VS Code: the extension names files that are there, and the grammar by its scope" {
	run_split jq -r '.contributes | .grammars[].path, .languages[].configuration' "$EDITORS/vscode/package.json"
	cd "$EDITORS/vscode"
	# shellcheck disable=SC2086 # words
	ls $output
	jq -s -e '.[0].contributes as $of | .[0].name == $of.languages[0].id and $of.grammars[0].scopeName == .[1].scopeName' \
		package.json owners.tmLanguage.json
	jq -e . language-configuration.json
}
