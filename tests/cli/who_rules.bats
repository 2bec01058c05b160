# The rules that who answers by: where they are, and what is wrong in them.

load helper

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
	[[ $stderr == *"@lena is somebody, not a file"*"mowners files --owner @lena"*"./@lena"* ]]
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

@test "settings: handover takes each of its values" {
	local value

	studio_new
	sed -i 's/^version .*/&\nhandover = rules/' OWNERS
	for value in rules accept both; do
		sed -i "s/^handover .*/handover = $value/" OWNERS
		run_split mowners who brand/logo.svg
		[ "$status" -eq 0 ]
		run_split mowners lint
		[[ $output$stderr != *handover* && $status -ne 2 ]]
	done
	sed -i "s/^handover .*/handover = all/" OWNERS
	run_split mowners who brand/logo.svg
	[ "$status" -eq 2 ]
	[[ "$stderr" == *'"handover" does not take "all"; it takes one of: rules, accept, both'* ]]
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
