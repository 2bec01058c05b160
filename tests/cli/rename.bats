# mowners rename: another handle, everywhere.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

rules() {
	owners <<-'END'
		[mowners]
		version  = 1
		override = 2 of @lena @tomas    ; not @lena alone

		[rules]
		accountable = @tomas
		escalate    = @LENA after 2d

		; @lena decides
		[claims]
		summary      = What @lena says
		path         = @lena
		review       = @lena
		               1 of @tomas, @Lena,lena@example.com
		review.legal = all of
		               @lena

		[people]
		@lena  = Lena @lena <lena@example.com>, github lena, deputy @tomas
		@tomas = Tomas <tomas@example.com>, deputy @ivo
		         @lena, org deputy @lena, away 2026-12-20..2027-01-05
		@ivo   = Ivo <ivo@example.com>

		[teams]
		@web = @lena
		       @tomas, until 2027-01-01

		[freeze launch]
		path  = /x
		opens = 2027-01-01
		allow = @lena
	END
	owners brand <<-'END'
		[brand]
		path=*
		accountable=@lena
	END
	owners email <<-'END'
		[email]
		path = *
	END
}

@test "rename changes a handle wherever it is one, keeps the layout, and says what becomes of gates" {
	repo_new
	rules
	mowners fmt >/dev/null
	printf 'informed=@lena\n' >>brand/OWNERS
	cp OWNERS before
	run_split mowners -C email rename @Lena @lena-fischer
	[ "$status" -eq 0 ] || { echo "$stderr"; return 1; }
	[ "$output" = $'OWNERS\nbrand/OWNERS' ]
	[ "${stderr_lines[0]}" = "mowners: @Lena is @lena-fischer now, in 2 files" ]
	[ "${stderr_lines[1]}" = "  Gates    1 gate is called lena-fischer now; who approved --as review.lena approves again" ]
	[ "$(cat brand/OWNERS)" = $'[brand]\npath        = *\naccountable = @lena-fischer\ninformed=@lena-fischer' ]
	# Comments, texts, patterns, names of people and of accounts stay.
	grep -v '@lena-fischer' OWNERS | grep -i lena >left
	diff left - <<-'END'
		; @lena decides
		summary      = What @lena says
		path         = @lena
	END
	grep -qF '@lena-fischer = Lena @lena <lena@example.com>, github lena, deputy @tomas' OWNERS
	grep -qF '@lena-fischer, org deputy @lena, away' OWNERS
	grep -qF 'override = 2 of @lena-fischer @tomas    ; not @lena alone' OWNERS
	[ "$(grep -o '@lena-fischer' OWNERS | wc -l)" -eq 9 ]
	mowners fmt --check OWNERS
	mowners -q rename -z @lena-fischer @lena | tr '\0' , >paths
	[ "$(cat paths)" = OWNERS,brand/OWNERS, ]
	sed 's/@LENA/@lena/; s/@Lena/@lena/' before | diff - OWNERS
}

@test "rename refuses a name that is taken, unknown, none, or too long to fit, and writes nothing" {
	repo_new
	rules
	cp -r . "$SANDBOX/before"
	local row

	for row in \
		'@lena @tomas|mowners: @tomas is taken: line 20 of OWNERS has a person of that name' \
		'@lena @WEB|mowners: @WEB is taken: line 25 of OWNERS has a team of that name' \
		'@lea @x|mowners: @lea is neither in [people] nor in [teams]; did you mean @lena?' \
		'@lena lena-f|mowners: lena-f is no handle, such as @lena: @ and up to 39 of A-Z a-z 0-9 . _ / -' \
		'lena@example.com @x|mowners: lena@example.com is no handle, such as @lena: @ and up to 39 of A-Z a-z 0-9 . _ / -' \
		'@lena|mowners rename: it takes the old handle and the new one, such as @lena @lena-f; see mowners help rename' \
		'@lena @legal|mowners: with @legal the gate of line 15 of OWNERS would be one with another that is called legal and has the same list; give one of the two another name first, as in review.NAME'; do
		# shellcheck disable=SC2086 # words
		run_split mowners rename ${row%%|*}
		[ "$status" -eq 2 ] || { echo "$row: $status"; return 1; }
		[ "$stderr" = "${row#*|}" ] || { echo "$stderr"; return 1; }
	done
	printf 'consulted = %s@lena\n' "$(printf '%0170d@x.org ' 0)" >>email/OWNERS
	run_split mowners rename @lena @lena-fischer
	[ "$status" -eq 2 ]
	[ "${stderr_lines[0]}" = 'email/OWNERS:3:199: error: a line of 202 bytes; at most 198 are read, the comment not counted: split it [line-too-long]' ]
	[ "${stderr_lines[1]}" = 'mowners: nothing was renamed: with @lena-fischer there would be these errors' ]
	sed -i '$d' email/OWNERS
	printf 'x\n' >>brand/OWNERS
	run_split mowners rename @lena @lena-fischer
	[ "$status" -eq 2 ]
	[ "${stderr_lines[1]}" = 'mowners: nothing was renamed; correct the errors first' ]
	sed -i '$d' brand/OWNERS
	diff -r --exclude=.git . "$SANDBOX/before"
}

@test "rename needs every file that names them" {
	repo_new
	rules
	commit_all
	git sparse-checkout set --no-cone /OWNERS
	run_split mowners rename @lena @lena-fischer
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: brand/OWNERS names them and is left out of this working tree; bring it here first, with git sparse-checkout add" ]
	run_split mowners rename @ivo @yvo
	[ "$status" -eq 0 ]
	[ "$output" = OWNERS ]
}
