# Who gains and loses what between two states of the rules.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

@test "what a change of the rules does, the worst first: any two states, or the working tree" {
	studio_new
	git checkout -q -b next
	sed -i '/^              @legal/d; s/^accountable = @lena/accountable = @ines/; s/^@sales .*/&\n@new = @sam/' OWNERS
	commit_all "another rule"
	run_split mowners diff main next
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[ "$output" = $'brand/logo.svg loses review by @legal\nbrand/logo.svg is decided by @ines in place of @lena' ]
	run_split mowners diff next main
	[ "$output" = $'brand/logo.svg is decided by @lena in place of @ines\nbrand/logo.svg gains review by @legal' ]
	sed -i 's/^accountable = @ines/accountable = @paul/' OWNERS
	run_split mowners diff next
	[ "$output" = "brand/logo.svg is decided by @paul in place of @ines" ]
	run_split mowners diff : next
	[ "$status" -eq 1 ]
	[ -z "$output$stderr" ]
	git add .
	run_split mowners diff next :
	[ "$output" = "brand/logo.svg is decided by @paul in place of @ines" ]
}

@test "teams that change and settings are among it" {
	studio_new
	sed -i 's/^@legal .*/@legal = @greta @paul @marc/; s/^version = 1/&\nunowned = warn/' OWNERS
	run_split mowners diff HEAD
	[ "$output" = $'unowned = warn in place of unowned = block\n2 files can have their review by @legal from @marc too' ]
}

@test "where nobody owns a file all its gates are asked, and told when they go" {
	studio_new
	sed -i 's/^version = 1/&\nunowned = warn\nlevel = lightweight/; /^\[otherwise\]/,/^$/d; s/^review = @legal.*/&\nlevel = lightweight/' OWNERS
	git commit -qam "nobody decides"
	sed -i '/^review = @legal/d' OWNERS
	run_split mowners diff HEAD
	[ "$output" = "email/offer.claims.md loses review by @legal" ]
}

@test "tsv, json, ndjson: the same as check has it" {
	studio_new
	git checkout -q -b next
	sed -i '/^              @legal/d' OWNERS
	commit_all "no review"
	run_split mowners diff main next --format json
	[ "$(jq -c '[.changes[] | del(.paths, .lost_people, .gained_people)]' <<<"$output")" = "$(mowners check main next --target main --format json | jq -c .effects)" ]
	[ "$(jq -c '.changes[0].paths' <<<"$output")" = '["brand/logo.svg"]' ]
	[ "$(jq -c '.changes[0] | [.kind, .before, .files, .folder]' <<<"$output")" = '["gate-lost","@legal",1,"brand/"]' ]
	[ "$(mowners diff main next --format ndjson | jq -c 'del(.mowners)')" = "$(jq -c '.changes[]' <<<"$output")" ]
	files $'brand/\xff'
	git add . && git commit -q -m "another file"
	run_split mowners diff HEAD main --format ndjson
	[ "$(jq -c '[.kind, .files, .path_bytes]' <<<"$output")" = '["gate-gained",2,["6272616e642f6c6f676f2e737667","6272616e642fff"]]' ]
	run_split mowners diff main next --format tsv
	[ "$output" = $'gate-lost\t@legal\t-\t1\tbrand/\tbrand/logo.svg' ]
}

@test "json: the role, who loses and gains it, as the rules name them and by person" {
	studio_new
	sed -i 's/^accountable = @lena/accountable = @ines/; s/2 of @brand-guild/1 of @brand-guild/; s/^level       = detailed/level = standard/
		s/^responsible = .*/responsible = @studio-north @marc/; /^consulted/d; s/^informed .*/informed = @legal/; s/^@legal .*/@legal = @greta @marc/' OWNERS
	run_split mowners --now 2026-11-22 diff HEAD --format json
	diff - <(jq -c '.changes[] | select(.first == "brand/logo.svg") | [.kind, .role, .gate, .lost, .gained, .lost_people, .gained_people,
		"\(.need_old)-\(.need_new)", "\(.level_old)-\(.level_new)"]' <<<"$output") <<-'END'
		["gate-lower","review","brand-guild",[],[],[],[],"2-1","null-null"]
		["level-lower",null,null,[],[],[],[],"null-null","detailed-standard"]
		["decider","accountable",null,["@lena"],["@ines"],["@lena"],["@ines"],"null-null","null-null"]
		["gate-join","review","legal",[],[],[],["@marc"],"1-1","null-null"]
		["gate-leave","review","legal",[],[],["@paul"],[],"1-1","null-null"]
		["responsible","responsible",null,[],["@marc"],[],["@marc"],"null-null","null-null"]
		["consulted","consulted",null,["@product-marketing"],[],["@ines"],[],"null-null","null-null"]
		["informed","informed",null,["@sales"],["@legal"],["@marc"],["@greta","@marc"],"null-null","null-null"]
	END
	[ "$(jq '[.changes[].paths | length - (unique | length)] | add' <<<"$output")" = 0 ]
	run_split mowners --now 2026-11-22 diff HEAD
	[[ $output == *$'\nbrand/logo.svg has @studio-north @marc responsible in place of @studio-north\nbrand/logo.svg has nobody consulted in place of @product-marketing\nbrand/logo.svg has @legal informed in place of @sales' ]]
}

@test "errors say in which state; what is none is said; nothing to compare with" {
	studio_new
	echo 'levl = detailed' >>OWNERS
	commit_all "broken"
	run_split mowners diff HEAD~1 HEAD
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == "HEAD:OWNERS:"*"error"* ]]
	run_split mowners diff HEAD
	[ "$status" -eq 2 ]
	[ "$(grep -c ': error: ' <<<"$stderr")" -eq 2 ]
	run_split mowners diff HEAD~1 nowhere
	[ "$status" -eq 2 ]
	[[ $stderr == *nowhere* ]]
	run_split mowners diff
	[ "$status" -eq 2 ]
	run_split mowners diff a b c
	[ "$status" -eq 2 ]
	run_split mowners diff -z HEAD~1
	[ "$status" -eq 2 ]
	run_split mowners --rules HEAD diff HEAD~1
	[ "$status" -eq 2 ]
	git rm -q OWNERS
	commit_all "none"
	run_split mowners diff HEAD HEAD~2
	[ "$status" -eq 3 ]
	[[ $stderr == *"no OWNERS file in the old state"* ]]
	run_split mowners diff HEAD~2 HEAD
	[ "$status" -eq 0 ]
	[[ $output == *"lose"*"decides; then nobody has to (no OWNERS file)"* ]]
}
