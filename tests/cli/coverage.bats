load helper

@test "text: a row a folder, deeper ones where they say more, and what nobody owns is marked" {
	studio_strict
	mkdir -p brand/a/b brand/sketches/old
	files brand/a/b/x brand/sketches/old/x
	git add .
	run_split mowners coverage
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	diff - <(echo "$output") <<-'END'
		  Folder          Files  Owned  Otherwise  Rules  Unowned  Areas
		! .                   7      2          -      1        4      1
		! brand               4      2          -      -        2      1
		  brand/a             1      1          -      -        -      1
		! brand/sketches      2      -          -      -        2      -
		! email               2      -          -      -        2      -
	END
}

@test "tsv, json, ndjson: all folders, with whatever names" {
	studio_new
	files $'brand/\xff\n/x' 'brand/日本/y'
	git add .
	run_split mowners coverage --format tsv
	[ "$status" -eq 0 ]
	[ "$(grep -P '^\.\t' <<<"$output")" = $'.\t7\t3\t3\t1\t0\t1' ]
	[ "$(cut -f1 <<<"$output" | tr '\n' ' ')" = '. brand brand/sketches "brand/\346\227\245\346\234\254" "brand/\377\n" email ' ]
	run_split mowners coverage --format json
	[ "$(jq -c '.folders[] | select(.folder_bytes) | [.folder_bytes, .files]' <<<"$output")" = '["6272616e642fff0a",1]' ]
	[ "$(jq -c '.folders[0]' <<<"$output")" = '{"folder":".","files":7,"owned":3,"otherwise":3,"rules":1,"unowned":0,"areas":1}' ]
	[ "$(mowners coverage --format ndjson | jq -c 'del(.mowners)')" = "$(jq -c '.folders[]' <<<"$output")" ]
	[ "$(mowners coverage -z --format tsv | tr '\0\n' '|?' | LC_ALL=C grep -ac 'brand/.?|1|1|')" -eq 1 ]
	run_split mowners coverage
	[[ $output != *$'\xff'* ]]
	[[ $output == *$'\n  brand/日本          1 '* ]]
}

@test "a folder, a revision, nothing at all, errors" {
	studio_new
	run_split mowners -C email coverage --under . --format tsv
	[ "$output" = $'email\t2\t0\t2\t0\t0\t0' ]
	run_split mowners -C email coverage --under ../brand/ --format tsv
	[ "${lines[0]}" = $'brand\t2\t1\t1\t0\t0\t1' ]
	run_split mowners coverage --under nowhere
	[ "$status" -eq 1 ]
	[[ $stderr == *"git tracks no file there"* ]]
	git rm -q --cached email/hero.png
	run_split mowners coverage --under email --format tsv
	[ "$output" = $'email\t1\t0\t1\t0\t0\t0' ]
	run_split mowners coverage --under email --format tsv --rules HEAD
	[ "$output" = $'email\t2\t0\t2\t0\t0\t0' ]
	run_split mowners coverage email
	[ "$status" -eq 2 ]
	[[ $stderr == *"--under"* ]]
	run_split mowners coverage -z
	[ "$status" -eq 2 ]
	echo 'levl = detailed' >>OWNERS
	run_split mowners coverage
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	rm OWNERS
	run_split mowners coverage --format tsv
	[ "$status" -eq 1 ]
	[[ $stderr == *"no OWNERS file"* ]]
	[ "${lines[0]}" = $'.\t4\t0\t0\t0\t4\t0' ]
}
