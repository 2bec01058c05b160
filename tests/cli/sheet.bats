#!/usr/bin/env bats
# The contact sheet: what of a change becomes the page, and what does not. tests/readers/pages.bats looks at it.

# shellcheck disable=SC2016,SC2154 # expanded by another shell; run_split sets stderr

load helper

png() { # REST
	printf '\x89PNG\r\n\x1a\n%s' "$1"
}

# A change of each kind on the branch topic.
change_new() {
	local oid

	studio_new && git config mowners.target main && sed -i 's|^version = 1|&\nrepository = acme/studio|' OWNERS && mkdir '<i>' text || return 1
	png old >brand/logo.png
	printf 'our new shoe\n' >text/a.md
	printf 'gone\n' >'text/"b".md'
	printf 'words\n' >text/d.txt
	printf 'sku,price\nA,1\nB,2\n' >text/c.csv
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 5000000\n' 7 >brand/film.mp4
	commit_all "before" && git checkout -q -b topic || return 1
	png new >brand/logo.png
	printf '<svg><script>alert(1)</script></svg>' >'<i>/a.svg'
	printf 'our new boot <b>\n' >text/a.md
	rm 'text/"b".md'
	printf 'sku,price\nB,3\n"C, <d>",4\n' >text/c.csv
	printf 'no\0words\n' >text/d.txt
	printf '<p title="a">a &amp; b</p><LINK rel=dns-prefetch href=//example.com>' >text/mail.html
	png 'of LFS' >../film
	oid=$(sha256sum ../film | cut -d' ' -f1)
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 14\n' "$oid" >brand/film.mp4
	OBJECT=".git/lfs/objects/${oid:0:2}/${oid:2:2}/$oid"
	mkdir -p "${OBJECT%/*}" && mv ../film "$OBJECT"
	head -c 3000000 /dev/zero >brand/pack.bin
	head -c 600000 /dev/zero | tr '\0' x >text/long.md
	commit_all "after"
}

setup() {
	sandbox_new
	PAGE="$SANDBOX/page.html"
}

has() { # TEXT…
	local text

	for text; do
		grep -qF -- "$text" "$PAGE" || { echo "not there: $text"; return 1; }
	done
}

@test "before and after, below who must approve it" {
	change_new
	run_split mowners --now 2026-11-30 sheet topic -o "$PAGE"
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	[ -z "$output$stderr" ]
	[ "$(head -c 15 "$PAGE")" = '<!DOCTYPE html>' ] && [ "$(tail -n 1 "$PAGE")" = '</html>' ]
	[ "$(stat -c %a "$PAGE")" = 644 ]
	has '<title>acme/studio: ' 'files cannot land yet' 'brand-identity <span class="state bad">missing' '<td>2 of @brand-guild</td>' ', on 2026-11-30'
	# Pictures as addresses, in base64; the kind by the bytes.
	has "src=\"data:image/png;base64,$(png old | base64)\""
	has "src=\"data:image/png;base64,$(png new | base64)\""
	has "src=\"data:image/svg+xml;base64,$(printf '<svg><script>alert(1)</script></svg>' | base64 -w0)\"" '&lt;i&gt;/a.svg'
	has 'our new <del>shoe</del>' 'our new <ins>boot &lt;b&gt;</ins>'
	has '&quot;text/\&quot;b\&quot;.md&quot;</code> <span class="change">removed'
	# Rows are told by their first cells.
	has '<th scope="col">price</th>' '<tr class="taken"><td class="n">2</td><td>A</td><td>1</td>'
	has '<tr class="altered"><td class="n">2</td><td>B</td><td class="cell"><del>2</del> <ins>3</ins></td>'
	has '<tr class="brought"><td class="n">3</td><td>C, &lt;d&gt;</td>'
	has ' sandbox="" title="text/mail.html after" srcdoc="<p title=&quot;a&quot;>a &amp;amp; b</p><x-LINK rel='
	has 'class="facts">2.8 MiB</span>' 'class="facts">text, 585.9 KiB</span>' 'too long to be compared here'
	has 'there is no text here to compare it with' 'nothing that a browser shows'
	# Of LFS: what is here, by its checksum, and what is not.
	has "src=\"data:image/png;base64,$(png 'of LFS' | base64)\"" '4.7 MiB, in Git LFS' 'git lfs fetch does'
	[ "$(grep -c '<script>alert\|<i>' "$PAGE")" = 0 ]
	# The same of a limit that the change is past, which is told; the whole page is there.
	run_split mowners sheet --limit 1 main...topic -o "$PAGE"
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	has 'too large for this page' '</html>'
	# Something else where the object should be is not shown.
	png 'of foe' >"$OBJECT"
	mowners sheet --lang de topic -o "$PAGE"
	has '<html lang="de">' 'Dateien können noch nicht übernommen werden' '<td>2 of @brand-guild</td>' 'zu lang, um hier verglichen zu werden'
	[ "$(grep -c "$(png 'of foe' | base64)" "$PAGE")" = 0 ]
}

@test "what is wrong is said, and nothing is written" {
	studio_new && git config mowners.target main && git checkout -q -b topic
	head -c 9000 /dev/urandom >brand/logo.svg
	commit_all
	run_split mowners sheet topic
	[ "$status" -eq 2 ]
	[[ $stderr == *'-o FILE.html'* ]]
	for limit in 0 x 1x '' -1; do
		run_split mowners sheet topic -o "$PAGE" --limit "$limit"
		[ "$status" -eq 2 ]
	done
	run_split mowners sheet main..main -o "$PAGE"
	[ "$status" -eq 1 ]
	[[ $stderr == *'nothing changes, so there is no page to write; name the branch that it is to be of'* ]]
	run_split mowners sheet topic -o "$PAGE/x"
	[ "$status" -eq 3 ]
	run_split mowners sheet nowhere -o "$PAGE"
	[ "$status" -eq 2 ]
	run_split mowners sheet a b c -o "$PAGE"
	[ "$status" -eq 2 ]
	[ ! -e "$PAGE" ]
	ln -s page.html "$SANDBOX/link"
	run_split mowners sheet topic -o "$SANDBOX/link"
	[ "$status" -eq 2 ]
	# A full disk: what was there stays, and nothing lies beside it.
	echo old >"$PAGE"
	run_split bash -c 'ulimit -f 1; trap "" XFSZ; exec "$MOWNERS" sheet topic -o "$1"' - "$PAGE"
	[ "$status" -eq 3 ]
	[ "$(<"$PAGE")" = old ]
	[ -z "$(find "$SANDBOX" -name '.mowners-*')" ]
}
