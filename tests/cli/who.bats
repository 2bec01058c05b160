load helper

# ---- text

@test "text: one line a path, readable, in columns" {
	studio_new
	run_split mowners who brand/logo.svg email/hero.png email/offer.claims.md
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[0]}" = "  brand/logo.svg         brand-identity  detailed     @lena decides; review: 2 of @brand-guild, @legal; responsible: @studio-north; consulted: @product-marketing; informed: @sales" ]
	[ "${lines[1]}" = "  email/hero.png         otherwise       lightweight  @tomas decides" ]
	[ "${lines[2]}" = "  email/offer.claims.md  otherwise       lightweight  @tomas decides; review: @legal" ]
}

@test "text: what is unowned is marked and said" {
	studio_strict
	run_split mowners who brand/logo.svg email/hero.png email/offer.claims.md
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "  brand/logo.svg "* ]]
	[[ "${lines[1]}" == "! email/hero.png "*"unowned: nobody decides" ]]
	[[ "${lines[2]}" == "! email/offer.claims.md "*"unowned: nobody decides; review: @legal" ]]
}

@test "text: gates that are called otherwise show their names" {
	studio_new
	sed -i 's/^review = @legal/review.wording = @legal\nreview.two = 2 of @lena @ines @marc/' OWNERS
	run_split mowners who email/offer.claims.md
	[[ "$output" == *"review: @legal (wording), 2 of @lena @ines @marc (two)" ]]
}

@test "text: never a raw byte of the repository, nor a line that a CI runner obeys" {
	studio_new
	files $'brand/\e[31mred' '::error::x' 'a##[error]x' $'new\nline'
	run_split mowners who $'brand/\e[31mred' ::error::x 'a##[error]x' $'new\nline' $'\xff.png' 'trailing '
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 6 ]
	[[ "${lines[0]}" == '  "brand/\033[31mred" '* ]]
	[[ "${lines[1]}" =~ ^'  "'.*'error::x" ' ]]
	[[ "${lines[2]}" != *'##['* ]]
	[[ "${lines[3]}" == '  "new\nline" '* ]]
	[[ "${lines[4]}" == '  "\377.png" '* ]]
	[[ "${lines[5]}" == '  "trailing " '* ]]
}

@test "text: columns count what is seen, and a very long path does not push the others" {
	studio_new
	run_split mowners who email/café.md email/cafe.md email/日本.md
	[[ "${lines[0]}" == "  email/café.md  otherwise"* ]]
	[[ "${lines[1]}" == "  email/cafe.md  otherwise"* ]]
	[[ "${lines[2]}" == "  email/日本.md  otherwise"* ]]
	long=email/$(printf 'x%.0s' {1..200}).md
	run_split mowners who "$long" email/cafe.md
	[[ "${lines[0]}" == "  $long  otherwise"* ]]
	[ "${#lines[1]}" -lt 120 ]
}

# ---- tsv

@test "tsv: eight fields, nobody is -" {
	studio_new
	run_split mowners who --format tsv brand/logo.svg email/hero.png
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = $'brand/logo.svg\tbrand-identity\t@lena\tbrand-guild=2:@brand-guild;legal=1:@legal\t@studio-north\t@product-marketing\t@sales\tdetailed' ]
	[ "${lines[1]}" = $'email/hero.png\totherwise\t@tomas\t-\t-\t-\t-\tlightweight' ]
}

@test "tsv: lists are joined by commas, teams stay teams" {
	studio_new
	sed -i 's/^consulted .*/consulted = @Product-Marketing tess@example.com, @greta/; s/^review = @legal/review.wording = 2 of @legal @ines/' OWNERS
	run_split mowners who --format tsv brand/a.claims.md
	[ "$(fields "$output" | sed -n 4p)" = 'brand-guild=2:@brand-guild;legal=1:@legal;wording=2:@legal,@ines' ]
	[ "$(fields "$output" | sed -n 6p)" = '@product-marketing,tess@example.com,@greta' ]
}

@test "tsv: an unowned path" {
	studio_strict
	run_split mowners who --format=tsv email/hero.png
	[ "$status" -eq 1 ]
	[ "$output" = $'email/hero.png\t-\t-\t-\t-\t-\t-\tstandard' ]
}

@test "tsv: paths are quoted as git quotes them" {
	studio_new
	hostile=($'tab\there' $'new\nline' 'quo"te' 'back\slash' $'esc\e' 'café' $'\xff' ' lead' 'trail ' -dash 'a##[b')
	files "${hostile[@]}"
	git add -A
	mowners who --format tsv -- "${hostile[@]}" | cut -f1 | sort >ours
	git -c core.quotePath=true ls-files -- "${hostile[@]/#/:(literal)}" | sort >gits
	diff ours gits
	[ "$(wc -l <ours)" -eq 11 ]
}

@test "tsv -z: every field ends in NUL, paths are raw" {
	studio_new
	mowners who --format tsv -z $'brand/new\nline\t"' email/hero.png >out
	[ "$(tr -cd '\0' <out | wc -c)" -eq 16 ]
	printf '%s\0' $'brand/new\nline\t"' brand-identity @lena 'brand-guild=2:@brand-guild;legal=1:@legal' @studio-north \
		@product-marketing @sales detailed email/hero.png otherwise @tomas - - - - lightweight >expected
	cmp out expected
}

# ---- json

@test "json: one object, the keys of a path" {
	studio_new
	run_split mowners --now 2026-11-22 who --format json brand/logo.svg email/hero.png
	[ "$status" -eq 0 ]
	[ "$(jq -r .mowners <<<"$output")" = 1 ]
	[ "$(jq -r 'keys_unsorted | join(" ")' <<<"$output")" = "mowners paths" ]
	[ "$(jq -c '[.paths[].path]' <<<"$output")" = '["brand/logo.svg","email/hero.png"]' ]
	[ "$(jq -r '.paths[0] | keys_unsorted | join(" ")' <<<"$output")" = \
		"path area accountable escalate review responsible consulted informed level rights_until source" ]
	[ "$(jq -c '.paths[0] | del(.source)' <<<"$output")" = "$(jq -c . <<-'END'
		{"path": "brand/logo.svg", "area": "brand-identity", "accountable": "@lena", "escalate": null, "review": [
		{"gate": "brand-guild", "need": 2, "of": ["@brand-guild"], "people": ["@lena", "@marc", "@ines"]},
		{"gate": "legal", "need": 1, "of": ["@legal"], "people": ["@greta", "@paul"]}],
		"responsible": ["@studio-north"], "consulted": ["@product-marketing"], "informed": ["@sales"],
		"level": "detailed", "rights_until": null}
	END
	)" ]
	[ "$(jq -c '.paths[1] | [.review, .responsible, .consulted, .informed, .level]' <<<"$output")" = '[[],[],[],[],"lightweight"]' ]
}

@test "json: sources are the lines of the file" {
	studio_new
	run_split mowners who --format json brand/logo.svg
	jq -r '.paths[0].source | to_entries[] | "\(.key) \(.value)"' <<<"$output" | while read -r key place; do
		line=$(sed -n "${place#OWNERS:}p" OWNERS)
		case $key in
		accountable | responsible | consulted | informed | level) [[ "$line" == "$key "*=* ]] ;;
		review.brand-guild) [[ "$line" == "review "*"@brand-guild"* ]] ;;
		review.legal) [[ "$line" == *"@legal"* ]] ;;
		*) false ;;
		esac
	done
	[ "$(jq -r '.paths[0].source | keys_unsorted | length' <<<"$output")" = 7 ]
}

@test "json: gates of one name share a source key" {
	studio_new
	printf '\n[second]\npath = *.claims.md\nreview.legal = @tomas\n' >extra
	awk '/^\[people\]/ && !done { while ((getline line < "extra") > 0) print line; print ""; done = 1 } { print }' \
		<(git show HEAD:OWNERS) >OWNERS
	run_split mowners who --format json email/offer.claims.md
	[ "$status" -eq 0 ]
	[ "$(jq -r '.paths[0].review | map(.gate) | join(" ")' <<<"$output")" = "legal legal" ]
	[[ "$(jq -r '.paths[0].source["review.legal"]' <<<"$output")" =~ ^OWNERS:[0-9]+,OWNERS:[0-9]+$ ]]
	[ "$(grep -o '"review\.legal"' <<<"$output" | wc -l)" -eq 1 ]
}

@test "json: an unowned path has nulls" {
	studio_strict
	run_split mowners who --format json email/hero.png
	[ "$status" -eq 1 ]
	[ "$(jq -c '.paths[0] | [.area, .accountable, .source]' <<<"$output")" = '[null,null,{}]' ]
}

@test "json: people are those in service on the day" {
	studio_new
	run_split mowners --now 2026-12-01 who --format json brand/logo.svg
	[ "$(jq -c '.paths[0].review[1].people' <<<"$output")" = '["@greta"]' ]
}

@test "json: a path that is no UTF-8 also has its bytes" {
	studio_new
	run_split mowners who --format json $'brand/\xff\xe9.png' brand/é.png
	[ "$(jq -r '.paths[0].path_bytes' <<<"$output")" = 6272616e642fffe92e706e67 ]
	[ "$(jq -r '.paths[0].path' <<<"$output")" = $'brand/\xef\xbf\xbd\xef\xbf\xbd.png' ]
	[ "$(jq -r '.paths[1].path' <<<"$output")" = brand/é.png ]
	[ "$(jq -r '.paths[1] | has("path_bytes")' <<<"$output")" = false ]
}

@test "json: hostile names come back whole" {
	studio_new
	for name in $'tab\there' $'new\nline' 'quo"te' 'back\slash' $'esc\e' 'trail ' -dash $'\xe2\x80\xaebidi' $'del\x7f'; do
		run_split mowners who --format json -- "$name"
		[ "$(jq -r '.paths[0].path' <<<"$output")" = "$name" ]
		[[ "$output" != *$'\e'* && "$output" != *$'\xe2\x80\xae'* ]]
	done
}

@test "ndjson: one object a line, each with its schema" {
	studio_new
	run_split mowners who --format ndjson brand/logo.svg email/hero.png
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[ "$(jq -c '[.mowners, .path]' <<<"$output")" = $'[1,"brand/logo.svg"]\n[1,"email/hero.png"]' ]
	one=$(mowners who --format json brand/logo.svg | jq -c '.paths[0]')
	[ "$(jq -c 'del(.mowners)' <<<"${lines[0]}")" = "$one" ]
}

# ---- --role

@test "--role: people alone, teams taken apart, each once, in order" {
	studio_new
	run_split mowners --now 2026-11-22 who --role review brand/logo.svg
	[ "$status" -eq 0 ]
	[ "$output" = $'@lena\n@marc\n@ines\n@greta\n@paul' ]
	run_split mowners --now 2026-11-22 who --role responsible brand/logo.svg
	[ "$output" = $'@ella\n@sam' ]
	run_split mowners --now 2026-11-22 who --role accountable brand/logo.svg email/hero.png brand/logo.svg
	[ "$output" = $'@lena\n@tomas' ]
	run_split mowners --now 2026-11-22 who --role consulted brand/logo.svg
	[ "$output" = @ines ]
	run_split mowners --now 2026-11-22 who --role informed -r .
	[ "$output" = @marc ]
	run_split mowners --now 2026-11-22 who --role accountable --all
	[ "$output" = $'@tomas\n@lena' ]
}

@test "--role: e-mails, declared or not" {
	studio_new
	sed -i 's/^informed .*/informed = Nobody@Example.COM, LENA@example.com/' OWNERS
	run_split mowners who --role informed brand/logo.svg
	[ "$status" -eq 0 ]
	[ "$output" = $'nobody@example.com\n@lena' ]
}

@test "--role: nobody is status 1" {
	studio_new
	run_split mowners who --role review email/hero.png
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	run_split mowners who --role review email/hero.png brand/logo.svg
	[ "$status" -eq 0 ]
}

@test "--role: someone for a path that is unowned is status 0" {
	studio_strict
	run_split mowners --now 2026-11-22 who --role review email/offer.claims.md
	[ "$status" -eq 0 ]
	[ "$output" = $'@greta\n@paul' ]
}

@test "--role -z" {
	studio_new
	mowners who --role responsible -z brand/logo.svg >out
	printf '@ella\0@sam\0' | cmp - out
}

@test "--role: those in service on the day" {
	studio_new
	run_split mowners who --as-of 2026-12-01 --role review brand/logo.svg
	[ "$output" = $'@lena\n@marc\n@ines\n@greta' ]
	run_split mowners who --as-of 2026-11-30T23:59:59Z --role review brand/logo.svg
	[ "$output" = $'@lena\n@marc\n@ines\n@greta\n@paul' ]
	run_split mowners --now 2026-12-01 who --as-of 2026-11-30 --role review brand/logo.svg
	[ "$output" = $'@lena\n@marc\n@ines\n@greta\n@paul' ]
	run_split mowners who --as-of 2028-01-01 --role responsible brand/logo.svg
	[ "$output" = '@sam' ]
}

# ---- usage

@test "what does not go together" {
	studio_new
	refused() { # MESSAGE ARGUMENT…
		run_split mowners who "${@:2}"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners who: $1; see mowners help who" ]
	}
	refused "name a path, or take --all"
	refused "name a path, or take --all" -r
	refused "name a path, or take --all" --role review
	refused "name paths or read them with --stdin, not both" --stdin brand
	refused "--all is every file already; leave the paths out" --all brand
	refused "--all is every file already; leave --stdin out" --all --stdin
	refused "--all is every file already; leave -r out" --all -r
	refused "--role prints people one a line; leave --format out" --role review --format json brand
	refused "-z goes with --stdin, --role or --format tsv" -z brand
	refused "-z goes with --stdin, --role or --format tsv" -z --format json brand
	refused '--role is accountable, review, responsible, consulted or informed, not "boss"' --role boss brand
	refused '--role is accountable, review, responsible, consulted or informed, not ""' --role= brand
	refused '--format is text, tsv, json or ndjson, not "xml"' --format xml brand
	refused "--format needs one of text, tsv, json or ndjson behind it" brand --format
	refused "--role needs one of accountable, review, responsible, consulted or informed behind it" brand --role
	refused "--as-of needs its DATE behind it" brand --as-of
	refused '--as-of is a day (2026-11-22) or a moment (2026-11-22T12:00:00Z), not "monday"' --as-of monday brand
	refused "--all takes no value" --all=yes
	refused "there is no option -x" -x brand
	refused "there is no option -x" -rx brand
	refused "there is no option --zzz" --zzz brand
}

@test "a mistyped option: the nearest one" {
	studio_new
	nearest() { # OPTION NEAREST
		run_split mowners who "$1" brand
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners who: there is no option ${1%%=*}; did you mean $2?" ]
	}
	nearest --rol --role
	nearest --role2 --role
	nearest --fromat=tsv --format
	nearest --asof --as-of
	nearest --recurse --recursive
	nearest --studin --stdin
	nearest --rule --rules
}

@test "--as-of a day on which the owner is out of service and a deputy is there: the deputy decides" {
	studio_new
	sed -i 's/^@paul  = .*/&, deputy @marc @ines/' OWNERS
	sed -i '/^\[otherwise\]/,/^level/s/@tomas/@paul/' OWNERS
	run_split mowners who --as-of 2026-12-01 email/hero.png
	[ "$status" -eq 0 ]
	[[ $output == "  email/hero.png "*"@marc or @ines decides for @paul, who is not in service"* ]]
	run_split mowners who --as-of 2026-12-01 --role accountable email/hero.png
	[ "$status" -eq 0 ]
	[ "$output" = $'@marc\n@ines' ]
	run_split mowners who --as-of 2026-12-01 --format json email/hero.png
	[ "$(jq -c '.paths[0] | [.accountable, .accountable_in_service, .acting]' <<<"$output")" = '["@paul",false,["@marc","@ines"]]' ]
	run_split mowners --now 2026-12-01 why email/hero.png
	[ "$status" -eq 0 ]
	[[ $(tr '\n' ' ' <<<"$output") == "@marc or @ines decides for Paul Ahn (@paul), who is not in service"* ]]
	run_split mowners who --as-of 2026-12-24 --role accountable email/hero.png
	[ "$output" = "@ines" ]
}

@test "--as-of a day on which the owner is out of service: @paul decides, and nobody does" {
	local day
	studio_new
	sed -i '/^\[otherwise\]/,/^level/s/@tomas/@paul/' OWNERS
	run_split mowners who --as-of 2026-12-01 email/hero.png
	[ "$status" -eq 1 ]
	[[ $output == "! email/hero.png "*"nobody decides: @paul is not in service"* ]]
	for format in tsv json ndjson; do
		run_split mowners who --as-of 2026-12-01 --format "$format" email/hero.png
		[ "$status" -eq 1 ]
		[[ $output == *"@paul"* ]]
	done
	[ "$(jq .accountable_in_service <<<"$output")" = false ]
	run_split mowners who --as-of 2026-12-01 --role accountable email/hero.png
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	for day in 2026-11-30 2026-12-01; do
		run_split mowners who --as-of "$day" email/hero.png
		first=$status
		run_split mowners who --as-of "$day" --role accountable email/hero.png
		[ "$status" -eq "$first" ]
	done
	run_split mowners --now 2026-12-01 why email/hero.png
	[ "$status" -eq 1 ]
	[[ $output == *"Nobody decides: Paul Ahn (@paul) is not in service"* ]]
	run_split mowners --now 2026-12-01 who --all
	[ "$status" -eq 1 ]
	run_split mowners --now 2026-11-30 who --all
	[ "$status" -eq 0 ]
}

@test "--without: as if somebody, or a team, were not there; why says it too" {
	studio_new
	run_split mowners who --without @LENA --without @marc brand/logo.svg email/hero.png
	[ "$status" -eq 1 ]
	[[ "${lines[0]}" == "! brand/logo.svg "*"nobody decides: @lena is not in service"* ]]
	[[ "${lines[1]}" == "  email/hero.png "*"@tomas decides"* ]]
	run_split mowners who --all --without @studio-north --without paul@example.com --role review
	[ "$output" = $'@lena\n@marc\n@ines\n@greta' ]
	run_split mowners who --without @studio-north --role responsible brand/logo.svg
	[ "$status:$output" = 1: ]
	run_split mowners --now 2026-11-22 why --without @lena brand/logo.svg
	[ "$status" -eq 0 ]
	[[ $(tr '\n' ' ' <<<"$output") == "@marc decides for Lena Fischer (@lena), who is not in service"* ]]
	run_split mowners why --without @lnea brand/logo.svg
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: @lnea is nobody whom the OWNERS files know; did you mean @lena?" ]
}
