load helper

# The fields of a TSV line, one a line.
fields() {
	tr '\t' '\n' <<<"$1"
}

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
	run_split mowners who --format json brand/logo.svg email/hero.png
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
	[ "$(jq -r '.paths[0].path' <<<"$output")" = $'brand/\uFFFD\uFFFD.png' ]
	[ "$(jq -r '.paths[1].path' <<<"$output")" = brand/é.png ]
	[ "$(jq -r '.paths[1] | has("path_bytes")' <<<"$output")" = false ]
}

@test "json: hostile names come back whole" {
	studio_new
	for name in $'tab\there' $'new\nline' 'quo"te' 'back\slash' $'esc\e' 'trail ' -dash $'\u202Ebidi' $'del\x7f'; do
		run_split mowners who --format json -- "$name"
		[ "$(jq -r '.paths[0].path' <<<"$output")" = "$name" ]
		[[ "$output" != *$'\e'* && "$output" != *$'\u202E'* ]]
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

# ---- which paths

@test "order is the order asked, doubled paths are doubled" {
	studio_new
	run_split mowners who --format tsv email/hero.png brand/logo.svg email/hero.png
	[ "$(cut -f1 <<<"$output")" = $'email/hero.png\nbrand/logo.svg\nemail/hero.png' ]
}

@test "options and paths may be mixed, -- ends options" {
	studio_new
	run_split mowners who email/hero.png --format tsv brand/logo.svg
	[ "${#lines[@]}" -eq 2 ]
	run_split mowners who --format tsv -- --format -r
	[ "$(cut -f1 <<<"$output")" = $'--format\n-r' ]
}

@test "paths are relative to the folder, and answered from the root" {
	studio_new
	cd brand/sketches
	run_split mowners who --format tsv idea.txt ../logo.svg ../../email//hero.png ./././idea.txt ../../x/../y
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = $'brand/sketches/idea.txt\nbrand/logo.svg\nemail/hero.png\nbrand/sketches/idea.txt\ny' ]
}

@test "absolute paths, also through links" {
	studio_new studio
	ln -s "$PWD" "$SANDBOX/link"
	run_split mowners who --format tsv "$PWD/brand/logo.svg" "$SANDBOX/link/brand/logo.svg" "$PWD/brand/../email/hero.png"
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nbrand/logo.svg\nemail/hero.png' ]
	cd brand
	run_split mowners who --format tsv "$SANDBOX/link/brand/logo.svg"
	[ "$(cut -f1 <<<"$output")" = brand/logo.svg ]
}

@test "a link inside the repository is a file of its own name" {
	studio_new
	ln -s brand/logo.svg alias
	ln -s brand folder
	run_split mowners who --format tsv alias folder "$PWD/folder"
	[ "$(cut -f1,2 <<<"$output")" = $'alias\totherwise\nfolder\totherwise\nfolder\totherwise' ]
}

@test "paths outside of the repository" {
	studio_new studio
	cd brand
	for path in ../../x ../../../x /etc/passwd / "$SANDBOX/work/studio2/x" "$SANDBOX/work" ..//../x; do
		run_split mowners who email/hero.png "$path"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners: $path lies outside of the repository" ]
	done
}

@test "an empty path" {
	studio_new
	run_split mowners who brand/logo.svg ''
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: a path is empty; the folder you are in is ." ]
}

@test "a path longer than any that git has" {
	studio_new
	run_split mowners who --format tsv --stdin < <(printf 'x%.0s' {1..65535})
	[ "$status" -eq 0 ]
	run_split mowners who --format tsv --stdin < <(printf 'x%.0s' {1..65536})
	[ "$status" -eq 2 ]
	[ -z "$output" ]
}

@test "a folder is a folder: patterns for all that is below it do not reach it" {
	studio_new
	sed -i 's|^path        = /brand/$|path        = /brand/**|' OWNERS
	owners brand/sketches <<-'END'
		[sketches]
		path = *
		accountable = @ines
	END
	run_split mowners who --format tsv brand brand/ brand/logo.svg brand/sketches/idea.txt brand/sketches
	[ "$(cut -f1,2 <<<"$output")" = "$(printf '%s\t%s\n' brand otherwise brand otherwise brand/logo.svg brand-identity \
		brand/sketches/idea.txt sketches brand/sketches otherwise)" ]
	run_split mowners who brand
	[[ "$output" == "  brand/ "* ]]
}

@test "a path that does not exist is a file, with a final slash a folder" {
	studio_new
	sed -i 's|^path   = disclaimers/|path   = disclaimers/\n         nowhere/|' OWNERS
	run_split mowners who --role review nowhere
	[ "$status" -eq 1 ]
	run_split mowners who --role review nowhere/
	[ "$status" -eq 0 ]
	[ "$output" = $'@greta\n@paul' ]
}

@test "the root is a folder called ." {
	studio_new
	run_split mowners who --format tsv . ./ brand/..
	[ "$(cut -f1,2 <<<"$output")" = $'.\totherwise\n.\totherwise\n.\totherwise' ]
	run_split mowners who --format json .
	[ "$(jq -r '.paths[0].path' <<<"$output")" = . ]
	run_split mowners who .
	[[ "$output" == "  ./ "* ]]
}

@test "untracked and ignored paths have owners too" {
	studio_new
	echo '*.tmp' >.gitignore
	files brand/new.svg brand/x.tmp
	run_split mowners who --format tsv brand/new.svg brand/x.tmp
	[ "$(cut -f2 <<<"$output")" = $'brand-identity\nbrand-identity' ]
}

# ---- -r and --all

@test "-r: every tracked file below, in git's order" {
	studio_new
	files brand/untracked.svg
	run_split mowners who -r --format tsv brand email
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = "$(git ls-files brand email)" ]
	run_split mowners who --recursive --format tsv .
	[ "$(cut -f1 <<<"$output")" = "$(git ls-files)" ]
	cd brand
	run_split mowners who -r --format tsv .
	[ "$(cut -f1 <<<"$output")" = "$(git ls-files --full-name)" ]
	run_split mowners who -r --format tsv ..
	[ "$(cut -f1 <<<"$output")" = "$(git -C .. ls-files)" ]
}

@test "-r: files as they are, folders in the order asked" {
	studio_new
	run_split mowners who -r --format tsv email/hero.png brand email/hero.png
	[ "$(cut -f1 <<<"$output")" = $'email/hero.png\nbrand/logo.svg\nbrand/sketches/idea.txt\nemail/hero.png' ]
}

@test "-r: names that git would take for patterns" {
	studio_new
	files 'a*/x' ab/y ':(top)/z'
	git add -A
	run_split mowners who -r --format tsv 'a*'
	[ "$(cut -f1 <<<"$output")" = 'a*/x' ]
	run_split mowners who -r --format tsv ':(top)'
	[ "$(cut -f1 <<<"$output")" = ':(top)/z' ]
}

@test "-r: the files of a revision with --rules" {
	studio_new
	git rm -q brand/logo.svg
	files brand/new.svg
	git add -A
	run_split mowners who -r --rules HEAD --format tsv brand
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nbrand/sketches/idea.txt' ]
	run_split mowners who -r --rules : --format tsv brand
	[ "$(cut -f1 <<<"$output")" = $'brand/new.svg\nbrand/sketches/idea.txt' ]
}

@test "-r: nothing there" {
	studio_new
	mkdir empty
	run_split mowners who -r empty
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: warning: git tracks no file there" ]
}

@test "-r: one unowned file is status 1" {
	studio_strict
	run_split mowners who -r brand
	[ "$status" -eq 1 ]
	[[ "$output" == *"! brand/sketches/idea.txt "* ]]
	run_split mowners who brand/logo.svg
	[ "$status" -eq 0 ]
}

@test "--all: every file of HEAD, in the order of ls-tree" {
	studio_new
	files 'a b/x' a.b/x a/x new.txt
	git add -A
	git commit -q -m more
	files later.txt
	git add later.txt
	run_split mowners who --all --format tsv
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = "$(git ls-tree -r --name-only HEAD)" ]
	run_split mowners who --all --format tsv --rules HEAD~1
	[ "$(cut -f1 <<<"$output")" = "$(git ls-tree -r --name-only HEAD~1)" ]
	run_split mowners who --all --format json
	[ "$(jq -r '.paths[].path' <<<"$output")" = "$(git ls-tree -r --name-only HEAD)" ]
}

@test "--all is the same from a subfolder" {
	studio_new
	run_split mowners who --all --format tsv
	whole=$output
	cd brand
	run_split mowners who --all --format tsv
	[ "$output" = "$whole" ]
}

@test "--all: links and submodules are files" {
	studio_new
	ln -s logo.svg brand/link
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),vendor"
	git add brand/link
	git commit -q -m more
	run_split mowners who --all --format tsv
	[ "$(cut -f1 <<<"$output")" = "$(git ls-tree -r --name-only HEAD)" ]
}

@test "--all: more lines than columns are measured by, all of them there" {
	studio_new
	mkdir many
	for ((i = 0; i < 2500; i++)); do
		echo >"many/$i"
	done
	commit_all many
	mowners who --all >out
	[ "$(wc -l <out)" -eq "$(git ls-tree -r --name-only HEAD | wc -l)" ]
	awk '{ print $1 }' out >ours
	git ls-tree -r --name-only HEAD >gits
	diff ours gits
	mowners who --all --format json >out
	jq -e '.paths | length == 2505' out
}

@test "--all before the first commit" {
	repo_new
	owners <<-'END'
		[mowners]
		version = 1
		[rules]
		accountable = tess@example.com
	END
	run_split mowners who --all
	[ "$status" -ne 0 ]
	[ -z "$output" ]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
	run_split mowners who OWNERS
	[ "$status" -eq 0 ]
}

# ---- --role

@test "--role: people alone, teams taken apart, each once, in order" {
	studio_new
	run_split mowners who --role review brand/logo.svg
	[ "$status" -eq 0 ]
	[ "$output" = $'@lena\n@marc\n@ines\n@greta\n@paul' ]
	run_split mowners who --role responsible brand/logo.svg
	[ "$output" = $'@ella\n@sam' ]
	run_split mowners who --role accountable brand/logo.svg email/hero.png brand/logo.svg
	[ "$output" = $'@lena\n@tomas' ]
	run_split mowners who --role consulted brand/logo.svg
	[ "$output" = @ines ]
	run_split mowners who --role informed -r .
	[ "$output" = @marc ]
	run_split mowners who --role accountable --all
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
	run_split mowners who --role review email/offer.claims.md
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

# ---- --stdin

@test "--stdin: one a line, in order, quoted as git quotes" {
	studio_new
	run_split mowners who --stdin --format tsv < <(printf '%s\n' email/hero.png 'with space ' '"new\nline"' '"\303\251\t\"\\"' 'mid"quote' brand)
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = "$(printf '%s\n' email/hero.png 'with space ' '"new\nline"' '"\303\251\t\"\\"' '"mid\"quote"' brand)" ]
}

@test "--stdin takes what git prints, quoted or with -z" {
	studio_new
	files $'brand/new\nline' 'brand/"quoted"' brand/é $'brand/\xff' $'brand/bell\a\b\v\f\r'
	git add -A
	git ls-files >list
	mowners who --stdin --format tsv <list | cut -f1 >ours
	cmp ours list
	git ls-files -z >list.z
	mowners who --stdin -z --format tsv <list.z | awk 'BEGIN { RS = ORS = "\0" } NR % 8 == 1' >ours
	cmp ours list.z
	git -c core.quotePath=false ls-files | mowners who --stdin --format tsv | cut -f1 | diff - list
}

@test "--stdin: a line's end may be CR LF or missing" {
	studio_new
	run_split mowners who --stdin --format tsv < <(printf 'brand/logo.svg\r\nemail/hero.png')
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nemail/hero.png' ]
}

@test "--stdin -z reads NUL and prints lines in text" {
	studio_new
	run_split mowners who --stdin -z < <(printf 'brand/a\nb\0email/hero.png\0')
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[[ "${lines[0]}" == '  "brand/a\nb" '* ]]
}

@test "--stdin: nothing asked is nothing answered" {
	studio_new
	run_split mowners who --stdin </dev/null
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	run_split mowners who --stdin --format json </dev/null
	[ "$(jq -c . <<<"$output")" = '{"mowners":1,"paths":[]}' ]
}

@test "--stdin: what is no path is an error, and nothing is answered" {
	studio_new
	refused() { # MESSAGE, input on stdin
		run_split mowners who --stdin "${@:2}"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ "$stderr" == "mowners: standard input, $1"* ]]
		[ "$(wc -l <<<"$stderr")" -eq 1 ]
	}
	refused "path 2 is empty" < <(printf 'a\n\nb\n')
	refused "path 1 is empty" < <(printf '""\n')
	refused "path 2 is empty" -z < <(printf 'a\0\0')
	refused "line 2 holds a NUL byte" < <(printf 'a\nb\0c\n')
	for bad in '"open' '"a\q"' '"a"b' '"\400"' '"\000"' '"\12"' "\"a\\" '"'; do
		refused "line 2: the path begins with a quote but is not quoted as git quotes" < <(printf 'a\n%s\n' "$bad")
	done
	run_split mowners who --stdin < <(printf 'brand/logo.svg\n../x\n')
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: ../x lies outside of the repository" ]
}

@test "--stdin: an endless line ends" {
	studio_new
	run_split mowners who --stdin </dev/zero
	[ "$status" -eq 2 ]
	[[ "$stderr" == "mowners: standard input, path 1 has more than 65535 bytes" ]]
}

@test "--stdin with -r" {
	studio_new
	run_split mowners who -r --stdin --format tsv < <(printf 'brand\nemail/hero.png\n')
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nbrand/sketches/idea.txt\nemail/hero.png' ]
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

# ---- where rules are

@test "a bare repository: HEAD's rules, HEAD's files" {
	studio_new
	git clone -q --bare . "$SANDBOX/bare.git"
	cd "$SANDBOX/bare.git"
	run_split mowners who --format tsv brand/logo.svg brand
	[ "$status" -eq 0 ]
	[ "$(cut -f1,2 <<<"$output")" = $'brand/logo.svg\tbrand-identity\nbrand\tbrand-identity' ]
	run_split mowners who -r --format tsv brand
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nbrand/sketches/idea.txt' ]
	run_split mowners who --all --format tsv
	[ "${#lines[@]}" -eq 5 ]
	run_split mowners who --format tsv /brand/logo.svg
	[ "$(cut -f1,2 <<<"$output")" = $'brand/logo.svg\tbrand-identity' ]
}

@test "paths as the rules write them, from the root with a slash in front" {
	studio_new
	cd brand
	run_split mowners who --format tsv /brand/logo.svg /email/ /nowhere-at-all/x
	[ "$status" -eq 0 ]
	[ "$(cut -f1 <<<"$output")" = $'brand/logo.svg\nemail\nnowhere-at-all/x' ]
	run_split mowners who /brand/../../x
	[ "$status" -eq 2 ]
}

@test "somebody in place of a path: the command that is meant; a file of such a name" {
	studio_new
	run_split mowners who @lena
	[ "$status" -eq 2 ]
	[[ $stderr == *"@lena is somebody, not a file"*"mowners who --all | grep -w -e @lena"*"./@lena"* ]]
	run_split mowners why @lena
	[ "$status" -eq 2 ]
	run_split mowners who --format tsv ./@lena @scope/x
	[ "$(cut -f1 <<<"$output")" = $'@lena\n@scope/x' ]
	touch @lena
	run_split mowners who --format tsv @lena
	[ "$(cut -f1 <<<"$output")" = @lena ]
}

@test "a linked working tree has its own rules" {
	studio_new main
	git worktree add -q ../linked -b other
	cd ../linked
	sed -i 's/^accountable = @lena/accountable = @ines/' OWNERS
	run_split mowners who --role accountable brand/logo.svg
	[ "$output" = @ines ]
	cd brand
	run_split mowners who --role accountable logo.svg "$SANDBOX/work/linked/brand/logo.svg"
	[ "$output" = @ines ]
	run_split mowners -C ../../main who --role accountable brand/logo.svg
	[ "$output" = @lena ]
}

@test "any commit, tag or branch" {
	studio_new
	git tag v1
	sed -i 's/^accountable = @lena/accountable = @ines/' OWNERS
	commit_all "Ines decides"
	for rules in v1 HEAD~1 "HEAD^{/studio}" "$(git rev-parse v1)" main~1; do
		run_split mowners who --rules "$rules" --role accountable brand/logo.svg
		[ "$output" = @lena ]
	done
	run_split mowners who --rules main --role accountable brand/logo.svg
	[ "$output" = @ines ]
}

@test "nested OWNERS files, untracked ones too" {
	studio_new
	owners brand/fonts <<-'END'
		[fonts]
		path = *
		accountable = @ines
		review = @marc
	END
	run_split mowners who --format tsv brand/fonts/a.woff2
	[ "$(fields "$output" | sed -n 2,4p)" = $'fonts\n@ines\nbrand-guild=2:@brand-guild;legal=1:@legal;marc=1:@marc' ]
	run_split mowners who --rules HEAD --format tsv brand/fonts/a.woff2
	[ "$(fields "$output" | sed -n 2,3p)" = $'brand-identity\n@lena' ]
}

@test "no OWNERS at all: everything is unowned" {
	repo_new
	files a b/c
	commit_all
	run_split mowners who --format tsv a nowhere
	[ "$status" -eq 1 ]
	[ "$output" = $'a\t-\t-\t-\t-\t-\t-\tstandard\nnowhere\t-\t-\t-\t-\t-\t-\tstandard' ]
	[ "$stderr" = "mowners: warning: there is no OWNERS file at the root of the repository, so nobody owns anything yet" ]
	run_split mowners -q who --all --format tsv
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 2 ]
	[ -z "$stderr" ]
	run_split mowners -q who --role review a
	[ "$status" -eq 1 ]
	[ -z "$output" ]
}

@test "before the first commit the working tree's rules hold" {
	studio_new
	rm -rf .git
	git init -q -b main
	run_split mowners who --role accountable brand/logo.svg
	[ "$status" -eq 0 ]
	[ "$output" = @lena ]
	run_split mowners who --rules HEAD brand/logo.svg
	[ "$status" -ne 0 ]
	[ -z "$output" ]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "an answer of more than 32 MiB is held back in a temporary file" {
	studio_new
	perl -e 'printf "email/%s%04d\n", "x" x 4000, $_ for 1 .. 9000' >paths
	TMPDIR=$PWD mowners who --stdin --format tsv <paths >answer
	cut -f 1 answer | cmp - paths
	[ "$(cut -f 2- answer | uniq | wc -l)" -eq 1 ]
	[ "$(find . -name 'mowners-*' | wc -l)" -eq 0 ]
	TMPDIR="$PWD/none" run_split mowners who --stdin --format tsv <paths
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[[ $stderr == *"temporary file"*"$PWD/none"* ]]
}

# ---- errors in the rules

@test "errors: all of those concerned, on stderr, no answer, status 2" {
	studio_new
	sed -i 's/^informed .*/informd    = @sales/; s/^responsible .*/responsible = @nobody/' OWNERS
	run_split mowners who brand/logo.svg email/hero.png
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" =~ OWNERS:[0-9]+:[0-9]+:\ error:\ .*\[[a-z-]+\] ]]
	[[ "$stderr" == *"[unknown-key]"* ]]
	[[ "$stderr" == *"@nobody"* ]]
	[ "$(grep -c '^OWNERS:[0-9]*:[0-9]*: error: ' <<<"$stderr")" -eq 2 ]
	for format in tsv json ndjson; do
		run_split mowners who --format "$format" brand/logo.svg
		[ "$status" -eq 2 ]
		[ -z "$output" ]
	done
	run_split mowners who --role review brand/logo.svg
	[ "$status" -eq 2 ]
	[ -z "$output" ]
}

@test "errors: of a nested file only below it, and with --all and -r" {
	studio_new
	for folder in brand email; do
		owners "$folder" <<-'END'
			[x]
			pth = *
		END
	done
	git add -A && git commit -q -m broken
	run_split mowners who OWNERS brand email
	[ "$status" -eq 0 ]
	run_split mowners who email/hero.png brand/logo.svg brand/sketches/idea.txt
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == *"brand/OWNERS:2:"* ]]
	[[ "$stderr" == *"email/OWNERS:2:"* ]]
	[ "$(sort <<<"$stderr" | uniq -d | wc -l)" -eq 0 ]
	run_split mowners who OWNERS email/hero.png
	[ "$status" -eq 2 ]
	[[ "$stderr" != *"brand/OWNERS"* ]]
	for question in --all "-r ." "-r email"; do
		# shellcheck disable=SC2086
		run_split mowners who $question
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[[ "$stderr" == *"brand/OWNERS:2:"* ]]
	done
}

@test "errors: the file's name is shown safely" {
	studio_new
	folder=$'::error::\e[31m'
	owners "$folder" <<-'END'
		[x]
		pth = *
	END
	run_split mowners who "$folder/x"
	[ "$status" -eq 2 ]
	[[ "$stderr" == '"::error::\033[31m/OWNERS":2:'* ]]
}

@test "errors: what is not supported yet is never silent" {
	studio_new
	sed -i 's/^informed .*/rights-until = 2027-01-01/' OWNERS
	run_split mowners who brand/logo.svg
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == *"not supported yet"* ]]
}

@test "errors: a link in the place of OWNERS" {
	studio_new
	mv OWNERS elsewhere
	ln -s elsewhere OWNERS
	run_split mowners who brand/logo.svg
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == "OWNERS: error: "* ]]
}

@test "errors: a nested OWNERS without one at the root" {
	repo_new
	owners brand <<-'END'
		[brand]
		path = *
		accountable = tess@example.com
	END
	run_split mowners who brand/logo.svg
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == "brand/OWNERS: error: "*"[no-root]" ]]
	run_split mowners who elsewhere
	[ "$status" -eq 1 ]
	run_split mowners who --all
	[ "$status" -ne 0 ]
	[ -z "$output" ]
}
