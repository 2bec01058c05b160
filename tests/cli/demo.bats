# make demo: the story that a newcomer sees first goes as it should, and says so where it does not.

load helper

# The demo takes a while: it runs once with a folder, for the tests that look at what it printed and left ($KEPT).
setup_file() {
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR sandbox_new
	KEPT=$SANDBOX/kept
	export KEPT TMPDIR=$SANDBOX
	"$BATS_TEST_DIRNAME/../demo/demo" "$MOWNERS" "$KEPT" >"$KEPT.out" 2>&1
}

setup() {
	sandbox_new
	DEMO=$(realpath "$BATS_TEST_DIRNAME/../demo")
	LIST=$(realpath "$BATS_TEST_DIRNAME/../data/sample/tree.txt")
	export TMPDIR=$SANDBOX
}

# These texts stand in the output in this order.
in_order() { # TEXT…
	local rest=$output text

	for text; do
		[[ $rest == *"$text"* ]] || { printf '%s\n' "not there, or not in its place: $text" "$output"; return 1; }
		rest=${rest#*"$text"}
	done
}

# The pixels of a PNG as the demo makes them, one a line.
pixels() { # FILE
	perl -MCompress::Zlib -0777 -ne '
		my $width = unpack "N", substr $_, 16, 4;
		my $rows = uncompress(substr $_, 41, unpack "N", substr $_, 33, 4);
		for my $row (unpack "(a" . (3 * $width + 1) . ")*", $rows) {
			print map { unpack("H6", $_) . "\n" } unpack "(a3)*", substr $row, 1;
		}' "$1"
}

@test "the demo runs, in its order, and leaves nothing behind" {
	run_split "$DEMO/demo" "$MOWNERS"
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	in_order 'every push to this repository is judged' '$ mowners who ' '@maya decides' \
		'$ mowners why ' 'Maya (@maya) decides' '$ git push -q origin new-logo:main' '2 of 2 changed files cannot land yet' 'the whole push is refused' \
		'maya$ ' 'mowners: Maya (@maya) approved 2 changes' 'greta$ ' 'all of it can land' \
		'git commit -q --amend' 'git push origin new-logo:main' 'new-logo -> main' '# Then she changes one pixel' 'paint 48 20 1 1' \
		'$ git push -q origin new-logo:main' '1 changed file cannot land yet' 'the whole push is refused' 'README.md'
	[ "$(grep -c 'remote rejected' <<<"$output")" -eq 2 ]
	[ -z "$(find "$SANDBOX" -maxdepth 1 -name 'mowners-demo.*')" ]
}

@test "with a folder everything stays, and can be played with" {
	cd "$KEPT/maya"
	git fetch -q
	run_split ../bin/mowners approve --yes origin/new-logo
	[ "$status" -eq 0 ]
	[[ $output == *"Maya (@maya) approved 1 change for main"* ]]
	run_split "$DEMO/demo" "$MOWNERS" "$KEPT"
	[ "$status" -ne 0 ]
}

@test "it fails where a push goes through that must be refused" {
	mkdir fake
	cat >fake/mowners <<-END
		#!/bin/sh
		if [ "\$3" = install ]; then
			echo 'mowners: every push to this repository is judged (enforce)'
			exit 0
		fi
		exec "$MOWNERS" "\$@"
	END
	chmod +x fake/mowners
	run_split "$DEMO/demo" fake/mowners
	[ "$status" -eq 1 ]
	[[ $stderr == *"demo: that ended with status 0 instead of 1"* ]]
}

@test "it fails where an approval does nothing" {
	mkdir fake
	cat >fake/mowners <<-END
		#!/bin/sh
		if [ "\$1" = approve ]; then
			printf '%s\n' 'Maya (@maya) approved 2 changes for main' 'all of it can land'
			exit 0
		fi
		exec "$MOWNERS" "\$@"
	END
	chmod +x fake/mowners
	run_split "$DEMO/demo" fake/mowners
	[ "$status" -eq 1 ]
	[[ $stderr == *"demo: that ended with status 1 instead of 0"* ]]
}

@test "it fails without a program" {
	run_split "$DEMO/demo" nowhere/mowners
	[ "$status" -eq 1 ]
	[ "${stderr##*$'\n'}" = "demo: nowhere/mowners is no program; make builds it" ]
}

@test "README.md shows what the demo prints" {
	output=$(<"$KEPT.out")
	shown=$(awk '/^```$/ && inside { exit } inside { print } /^```console$/ { inside = 1 }' \
		"$BATS_TEST_DIRNAME/../../README.md")
	[ "$(wc -l <<<"$shown")" -gt 10 ]
	[[ $output == *"$shown"* ]] || { echo "$shown"; return 1; }
}

@test "the OWNERS file of the demo has no error, and no warning but of keys, areas with few people and who makes prompts" {
	run_split mowners -C "$KEPT/tomas" lint
	[ "$status" -eq 1 ]
	! grep -vE '\[(no-signer|impossible|no-responsible)\]$' <<<"$output" || return 1
	run_split mowners -C "$KEPT/tomas" who --all
	[ "$status" -eq 0 ]
}

@test "every path of the list is made, of its kind, the same each time" {
	"$DEMO/make-files" "$LIST" one
	"$DEMO/make-files" "$LIST" two
	diff -r one two
	diff <(cd one && find . -type f | sed 's!^\./!!' | sort) <(grep -vx OWNERS "$LIST" | sort)
	[ -z "$(find one -type f -empty)" ]
	cd one
	[ "$(head -c 8 brand/logos/acme-primary@4x.png | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
	[ "$(head -c 4 campaigns/2026-q4-launch/creative/hero.psd)" = 8BPS ]
	[ "$(head -c 3 brand/photography/office/berlin-01.jpg | od -An -tx1 | tr -d ' ')" = ffd8ff ]
	[ "$(head -c 4 brand/guidelines/visual-identity.pdf)" = %PDF ]
	[ "$(head -n 1 campaigns/2026-q4-launch/creative/teaser-15s.mp4)" = "version https://git-lfs.github.com/spec/v1" ]
	jq -e . landing-pages/demo-request/form.json tracking/gtm-container.json brand/tokens/colour.tokens.json >/dev/null
}

@test "one painted pixel is one pixel" {
	"$DEMO/make-files" "$LIST" files
	logo=files/brand/logos/acme-primary@4x.png
	pixels "$logo" >before
	"$DEMO/make-files" --paint 48 20 1 1 "$logo"
	pixels "$logo" >after
	[ "$(wc -l <before)" -eq $((96 * 96)) ]
	run diff before after
	[ "${lines[0]}" = "$((20 * 96 + 48 + 1))c$((20 * 96 + 48 + 1))" ]
	[ "${#lines[@]}" -eq 4 ]
	run "$DEMO/make-files" --paint 96 0 1 1 "$logo"
	[ "$status" -ne 0 ]
}
