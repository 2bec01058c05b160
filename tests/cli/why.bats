load helper

# The number of the line of OWNERS that holds a text.
line_of() {
	grep -n -m1 -F -- "$1" OWNERS | cut -d: -f1
}

@test "the plain sentence first, then every area in order, then what it takes" {
	studio_new
	run_split mowners why brand/offer.claims.md
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ "${lines[0]}" == "Lena Fischer (@lena) decides, "* ]]
	text=$(tr -s ' \n' '  ' <<<"$output")
	brand="OWNERS:$(line_of '[brand-identity]') [brand-identity], by the pattern /brand/ in line $(line_of '/brand/')"
	claims="OWNERS:$(line_of '[claims]') [claims], by the pattern *.claims.md in line $(line_of '*.claims.md')"
	[[ "$text" == *"$brand"*"$claims"*"What it takes now:"*" - "* ]]
	[[ "$text" == *"accountable @lena (line $(line_of '= @lena'))"* ]]
	[[ "$text" == *"review 2 of @brand-guild (line $(line_of '2 of'))"* ]]
	[[ "$text" == *"level detailed (line $(line_of 'detailed'))"* ]]
}

@test "what was outdone, and by what" {
	studio_new
	awk '/^\[people\]/ { print "[launch]\npath = /brand/logo.svg\naccountable = @ines\nlevel = standard\n" } { print }' OWNERS >new
	mv new OWNERS
	run_split mowners why brand/logo.svg
	[ "$status" -eq 0 ]
	text=$(tr -s ' \n' '  ' <<<"$output")
	[[ "$text" == "Ines Rao (@ines) decides, "* ]]
	[[ "$text" == *"accountable @lena (line $(line_of '= @lena')), outdone by [launch], OWNERS:$(line_of '= @ines')"* ]]
	[[ "$text" == *"level standard (line $(line_of '= standard')), outdone by [brand-identity], OWNERS:$(line_of '= detailed')"* ]]
	run_split mowners why --format json brand/logo.svg
	jq -e '.matched[0].set[] | select(.key == "accountable") | .outdone | startswith("by [launch], OWNERS:")' <<<"$output"
	jq -e '.matched[1].set[] | select(.key == "accountable") | .outdone == null' <<<"$output"
}

@test "lines fit into 80 columns" {
	studio_new
	sed -i "s/^informed .*/informed = $(printf 'person%d@example.com ' {1..6})/" OWNERS
	run_split mowners why brand/logo.svg
	[ "$status" -eq 0 ]
	for line in "${lines[@]}"; do
		[ "${#line}" -le 80 ]
	done
}

@test "on a terminal lines fit into it, and there is colour" {
	command -v script >/dev/null || skip "no script(1)"
	studio_new
	TERM=xterm run script -qec "stty cols 50; $MOWNERS why brand/logo.svg" /dev/null </dev/null
	[[ "$output" == *$'\e['* ]]
	plain=$(sed $'s/\e\\[[0-9;]*m//g; s/\r//' <<<"$output")
	[ "$(awk '{ if (length($0) > 50) n++ } END { print n + 0 }' <<<"$plain")" -eq 0 ]
	[ "$(awk '{ if (length($0) > 40) n++ } END { print n + 0 }' <<<"$plain")" -gt 0 ]
}

@test "an unowned path: said, status 1" {
	studio_strict
	run_split mowners why email/hero.png
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "Nobody decides"* ]]
	run_split mowners why --format json email/hero.png
	[ "$status" -eq 1 ]
	[ "$(jq -c '[.accountable, .matched]' <<<"$output")" = '[null,[]]' ]
}

@test "what only [otherwise] covers, and what [rules] covers" {
	studio_new
	run_split mowners why email/hero.png
	[ "$status" -eq 0 ]
	[[ "$output" == *"[otherwise], since no other area says who decides"* ]]
	run_split mowners why OWNERS
	[ "$status" -eq 0 ]
	[[ "$output" == *"[rules], since it is a file of the rules themselves"* ]]
	run_split mowners why --format json OWNERS
	[ "$(jq -c '.matched[-1] | [.area, .pattern, .pattern_line]' <<<"$output")" = '["rules",null,null]' ]
}

@test "no OWNERS at all" {
	repo_new
	run_split mowners why x
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "Nobody decides"* ]]
	[[ "$stderr" == "mowners: warning: "* ]]
}

@test "json: what who says, and the long answer" {
	studio_new
	run_split mowners why --format json brand/offer.claims.md
	[ "$status" -eq 0 ]
	[ "$(jq -r 'keys_unsorted | join(" ")' <<<"$output")" = \
		"mowners path area accountable escalate review responsible consulted informed level rights_until source sentence matched satisfy" ]
	[ "$(jq -r .mowners <<<"$output")" = 1 ]
	[ "$(jq -c 'del(.mowners, .sentence, .matched, .satisfy)' <<<"$output")" = \
		"$(mowners who --format json brand/offer.claims.md | jq -c '.paths[0]')" ]
	[ "$(jq -c '[.matched[] | [.area, .file, .pattern]]' <<<"$output")" = \
		'[["brand-identity","OWNERS","/brand/"],["claims","OWNERS","*.claims.md"]]' ]
	[ "$(jq -c '.matched[0] | [.line, .pattern_line]' <<<"$output")" = "[$(line_of '[brand-identity]'),$(line_of '/brand/')]" ]
	[ "$(jq -c '[.matched[0].set[] | [.key, .value]]' <<<"$output")" = \
		'[["accountable","@lena"],["review","2 of @brand-guild"],["review","@legal"],["responsible","@studio-north"],["consulted","@product-marketing"],["informed","@sales"],["level","detailed"]]' ]
	jq -e '.satisfy | length > 0' <<<"$output"
}

@test "json: every line it names is there" {
	studio_new
	run_split mowners why --format json brand/offer.claims.md
	jq -r '.matched[].set[] | "\(.line)\t\(.value)"' <<<"$output" | while IFS=$'\t' read -r line value; do
		sed -n "${line}p" OWNERS | grep -qF -- "$value"
	done
}

@test "hostile names" {
	studio_new
	for name in $'brand/\e[31mred' $'brand/new\nline' '::error::x' 'a##[b]c' $'\xff' -dash; do
		run_split mowners why -- "$name"
		[ "$status" -eq 0 ]
		[[ "$output" != *$'\e'* && "$output" != *'##['* && "$output" != *$'\xff'* ]]
		if grep -q '^ *::' <<<"$output"; then
			false
		fi
		run_split mowners why --format json -- "$name"
		[ "$(jq -r '.path_bytes // .path' <<<"$output")" = "${name/$'\xff'/ff}" ]
	done
}

@test "a name in [people] that looks like a command of a CI runner" {
	studio_new
	sed -i 's/^@lena .*/@lena = ::error::x <lena@example.com>/' OWNERS
	run_split mowners why brand/logo.svg
	[ "$status" -eq 0 ]
	if grep -q '^ *::' <<<"$output"; then
		false
	fi
}

@test "from a subfolder, a revision, the index, a bare repository" {
	studio_new
	run_split mowners why brand/logo.svg
	[ "$status" -eq 0 ]
	here=$output
	run_split mowners -C brand why logo.svg
	[ "$output" = "$here" ]
	run_split mowners why --rules HEAD brand/logo.svg
	[ "$output" = "$here" ]
	run_split mowners --rules : why brand/logo.svg
	[ "$output" = "$here" ]
	git clone -q --bare . "$SANDBOX/bare.git"
	run_split mowners -C "$SANDBOX/bare.git" why brand/logo.svg
	[ "$output" = "$here" ]
}

@test "a folder" {
	studio_new
	run_split mowners why brand
	[ "$status" -eq 0 ]
	[[ "$output" == *"What the rules say about brand/, in their order:"* ]]
	run_split mowners why .
	[[ "$output" == *"What the rules say about ./"* ]]
}

@test "usage" {
	studio_new
	refused() { # MESSAGE ARGUMENT…
		run_split mowners why "${@:2}"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners why: $1" ]
	}
	refused "name a path; see mowners help why"
	refused "name one path; who takes several; see mowners help why" a b
	refused '--format is text or json, not "tsv"; see mowners help why' --format tsv a
	refused "there is no option --formt; did you mean --format?" --formt json a
	refused "there is no option -r; see mowners help why" -r a
	run_split mowners why ../x
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: ../x lies outside of the repository" ]
}

@test "errors in the rules: no answer" {
	studio_new
	echo 'nonsense = 1' >>OWNERS
	for format in text json; do
		run_split mowners why --format "$format" brand/logo.svg
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ "$stderr" == "OWNERS:"*": error: "* ]]
	done
}

@test "who is away today is said, with who acts" {
	studio_new
	sed -i 's/^@lena .*/@lena = Lena Fischer <lena@example.com>, deputy @ines, away 2026-12-20..2027-01-05/' OWNERS
	run_split mowners --now 2026-12-24 why brand/logo.svg
	[ "$status" -eq 0 ]
	text=$(tr -s ' \n' '  ' <<<"$output")
	[[ "$text" == *"away until 5 January"*"@ines"* ]]
}
