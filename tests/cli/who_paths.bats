# Which paths who answers about.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

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
	run_split mowners --now 2026-11-22 who --role review nowhere
	[ "$status" -eq 1 ]
	run_split mowners --now 2026-11-22 who --role review nowhere/
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
