load helper

@test "the files that somebody has a role in, in whatever format" {
	studio_new
	run_split mowners files --owner @lena
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "$output" = brand/logo.svg ]
	run_split mowners files --owner @greta --role review --format tsv
	[ "$(cut -f1,2 <<<"$output")" = $'brand/logo.svg\tbrand-identity\nemail/offer.claims.md\totherwise' ]
	run_split mowners files --owner @greta --format ndjson
	[ "$(jq -r .path <<<"$output")" = $'brand/logo.svg\nemail/offer.claims.md' ]
	run_split mowners files --owner @greta --format json
	[ "$(jq -c '[.mowners, (.paths | length)]' <<<"$output")" = '[1,2]' ]
}

@test "none is status 1, and what is not known is an error with the nearest name" {
	studio_strict
	run_split mowners files --owner @sam --role review
	[ "$status" -eq 1 ]
	[ -z "$output$stderr" ]
	run_split mowners files --unowned
	[ "$status" -eq 0 ]
	[ "$output" = $'brand/sketches/idea.txt\nemail/hero.png\nemail/offer.claims.md' ]
	run_split mowners files --owner @greeta
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: @greeta is nobody whom the OWNERS files know; did you mean @greta?" ]
	run_split mowners files --area claim
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: claim is no area of the OWNERS files; did you mean claims?" ]
	run_split mowners files --role boss
	[ "$status" -eq 2 ]
	run_split mowners files brand
	[ "$status" -eq 2 ]
	[[ $stderr == *"takes no paths"*"--owner WHO"*"mowners who -r PATH"* ]]
	run_split mowners files -z --format json
	[ "$status" -eq 2 ]
}

@test "the index, a revision, a day" {
	studio_new
	git rm -q --cached brand/logo.svg
	files brand/new
	git add brand/new
	run_split mowners files --area brand-identity
	[ "$output" = brand/new ]
	run_split mowners files --area brand-identity --rules HEAD
	[ "$output" = brand/logo.svg ]
	sed -i 's/^@product-marketing = @ines/@product-marketing = @ines, until 2026-11-22/' OWNERS
	run_split mowners --now 2026-11-22 files --owner @ines --role consulted
	[ "$output" = brand/new ]
	run_split mowners --now 2026-11-23 files --owner @ines --role consulted
	[ "$status" -eq 1 ]
	git clone -q --bare . ../bare.git
	run_split mowners -C ../bare.git files --owner @lena
	[ "$output" = brand/logo.svg ]
}

@test "an error in the rules is no answer, and no rules own nothing" {
	studio_new
	files deep/x
	printf '[x]\npath = *\naccountable = @nobody\n' | owners deep
	git add .
	run_split mowners files --owner @tomas
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == *"deep/OWNERS:3:"*"error"* ]]
	rm OWNERS deep/OWNERS
	run_split mowners files --owner @tomas
	[ "$status" -eq 1 ]
	[[ $stderr == *"no OWNERS file"* ]]
}

@test "hostile names are written so that who reads them again, or as they are with -z" {
	studio_new
	files $'brand/\e[31mred' '::error::x' $'new\nline' 'two  spaces' $'\xff.png' 'plain name'
	git add .
	run_split mowners files
	[[ $output != *$'\e'* && $output != *$'\n::'* ]]
	[ "${#lines[@]}" -eq 11 ]
	mowners files >../listed
	[ "$(mowners who --stdin --format tsv <../listed)" = "$(mowners who --all --rules : --format tsv)" ]
	[ "$(mowners files -z | tr '\0' '|')" = "$(git ls-files -z | tr '\0' '|')" ]
}
