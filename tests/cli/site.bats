#!/usr/bin/env bats
# The site: what becomes a page, what is written again, what is removed, and what is never touched. tests/readers/site.bats
# looks at the pages.

# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # expanded by another shell; each test sets NOW; run_split sets status, output and stderr

load helper
load world

site() {
	run_split mowners --now "$NOW" site -o "$SITE"
	[ "$status:$output$stderr" = 0: ] || { echo "$status $output$stderr"; return 1; }
}

# Every address in the pages is that of a file beside them.
links_lead_somewhere() {
	local address

	while IFS= read -r address; do
		[ -f "$SITE/$address" ] || { echo "leads nowhere: $address"; return 1; }
	done < <(grep -hoE 'href="[^"]*"' "$SITE"/*.html | sed 's/^href="//; s/"$//' | grep -v '^data:\|^#' | sort -u)
}

has() { # PAGE TEXT…
	local page=$1 text

	shift
	for text; do
		grep -qF -- "$text" "$SITE/$page" || { echo "$page has not: $text"; return 1; }
	done
}

# It is what it would be in a new folder, with nothing remembered.
as_anew() {
	rm -rf "$SANDBOX/anew" "$SANDBOX/remembered"
	mv .git/mowners "$SANDBOX/remembered"
	mowners --now "$NOW" site -o "$SANDBOX/anew"
	rm -r .git/mowners && mv "$SANDBOX/remembered" .git/mowners
	diff -r -x notes.txt "$SITE" "$SANDBOX/anew"
}

setup() {
	sandbox_new
	SITE="$SANDBOX/site"
	NOW=$(moment '+1 minute')
}

@test "pages, what waits for whom, and after a change only what that touches" {
	world
	change logo brand/logo.svg brand/price.claims.md
	as omar mowners request --yes -m 'For the <b>launch</b>' logo >/dev/null 2>&1
	git checkout -q main
	site
	request=$(cd "$SITE" && echo request-*.html)
	has index.html 'aria-current="page">Overview' 'for main: For the &lt;b&gt;launch&lt;/b&gt;; it waits for @lena and @greta' \
		"href=\"$request\">Before and after"
	has person-greta.html '<h1>Greta Holm</h1>' '<dd class="bad">1</dd>' 'For the &lt;b&gt;launch' 'brand</th><td><b class="letter V">V</b></td><td>standard'
	has person-omar.html 'What I have asked for' 'Nothing waits.'
	has person-hana.html 'Nothing waits.' 'blog</th><td><b class="letter R">R</b>'
	has "$request" 'Before and after, for main' 'brand/logo.svg' '<ins>'
	has requests.html '<code>brand/logo.svg</code></a> <span class="muted">+ 1 more file' '<td>@omar</td>'
	has matrix.html 'aria-current="page">Matrix' '<h1>Who decides what</h1>'
	has map.html 'aria-current="page">Map' '<h2>By who decides</h2>' '>@lena<' '<h2>By last change</h2>' 'in the last 30 days'
	has report.html 'aria-current="page">Report' '<h1>How approvals went</h1>'
	has agenda.ics 'BEGIN:VCALENDAR' 'Approval asked'
	links_lead_somewhere
	# In another language every page is, and named as the others.
	mowners --now "$NOW" site --lang de -o "$SANDBOX/de"
	[ "$(grep -L '<html lang="de">' "$SANDBOX"/de/*.html)" = "" ]
	[ "$(grep -ho '<p class="eyebrow">[^<]*' "$SANDBOX"/de/{index,request-*}.html | uniq -d | wc -l)" = 1 ]
	# No page asks for anything or lets anything run but what stands in it.
	[ "$(grep -L "default-src 'none'" "$SITE"/*.html)" = "" ]
	[ "$(grep -c 'unsafe' "$SITE"/*.html | grep -vc ':0$')" = 0 ]
	# Nothing has changed: nothing is written.
	find "$SITE" -type f -printf '%f %i\n' | sort >../before
	site
	find "$SITE" -type f -printf '%f %i\n' | sort | diff ../before -
	# Lena approves: what lists it changes, the matrix does not; and it is as if made anew.
	approve lena logo
	git checkout -q main
	site
	has "$request" 'approved'
	find "$SITE" -type f -printf '%f %i\n' | sort >../after
	[ "$(comm -12 ../before ../after | grep -cE '^(matrix|person-hana|agenda)')" = 2 ] || { comm -12 ../before ../after; false; }
	as_anew
	# It lands: its page goes; what others put there stays.
	approve greta logo
	git push -q origin logo:main && git fetch -q && git reset -q --hard origin/main
	echo mine >"$SITE/notes.txt"
	site
	[ ! -e "$SITE/$request" ] && [ "$(<"$SITE/notes.txt")" = mine ]
	has index.html 'Nothing waits.'
	links_lead_somewhere
	as_anew
	# Another rule, another day; what is remembered damaged, made up, and not to be written.
	sed -i 's/^\[blog\]/[news]/' OWNERS && git commit -qam 'Another name'
	site
	has matrix.html '>news<'
	as_anew
	NOW=2099-01-02
	site
	as_anew
	echo mine >../mine
	git commit -q --allow-empty -m more
	for damage in 'truncate -s -1 past' "sed -i 2s/^./9/ last-changes" 'sed -i "s/ good / bad /" audit-cache' 'cp audit-cache past' \
		'truncate -s 0 past audit-cache' 'ln -sf ../../../mine past' 'rm past && mkdir past'; do
		(cd .git/mowners && eval "$damage")
		site
		as_anew
	done
	[ "$(<../mine)" = mine ]
	rmdir .git/mowners/past
	# Other settings, another history.
	git config mowners.allowedSigners "$SANDBOX/mine"
	site
	as_anew
	git config --unset mowners.allowedSigners
	git reset -q --hard HEAD~2
	NOW=$(moment '+1 minute')
	git commit -q --amend --date=2001-02-03T04:05:06Z -m 'Another one'
	git update-ref refs/remotes/origin/main HEAD
	site
	as_anew
	# When files changed, found out a commit at a time, is what git says of each.
	git ls-tree -r --name-only HEAD | while IFS= read -r path; do
		git log -1 --first-parent --format="%ct $path" -- "$path"
	done | sort >../expected
	sed '1d; $d' .git/mowners/last-changes | sort | diff - ../expected
	# A page that somebody removed comes back.
	rm "$SITE/people.html"
	site
	has people.html 'Greta Holm'
}

@test "what is not the site's is never touched" {
	repo_new
	owners <<-END
		[mowners]
		version = 1
		repository = acme/web

		[rules]
		accountable = CON@example.com

		[people]
		@aux = Aux <aux@example.com>
		@ann = ../../Ann <ann/../x@example.com>
	END
	commit_all
	mkdir "$SITE" && echo mine >"$SITE/file"
	run_split mowners site -o "$SITE"
	[ "$status" -eq 2 ]
	[[ $stderr == *'did not write; name a folder that is empty'* ]]
	rm "$SITE/file"
	site
	[ "$(cd "$SITE" && echo person-c*.html)" = "person-con-example-com.$(printf con@example.com | sha256sum | cut -c1-32).html" ]
	links_lead_somewhere
	[ "$(grep -L '<title>acme/web: ' "$SITE"/*.html)" = "" ]
	# In another language every page is another one.
	mowners --now "$NOW" site --lang de -o "$SITE"
	has index.html '<html lang="de">' '>Überblick</a>' 'Nichts wartet.'
	[ "$(grep -L '<html lang="de">' "$SITE"/*.html)" = "" ]
	site
	# A link, a folder, a file of somebody else in the place of a page.
	echo mine >"$SANDBOX/mine"
	for make in "ln -s $SANDBOX/mine" mkdir; do
		rm -r "$SITE/people.html" && $make "$SITE/people.html"
		run_split mowners --now "$NOW" site -o "$SITE"
		[ "$status" -eq 2 ]
		[[ $stderr == *'people.html is not of mowners; move it elsewhere'* ]]
	done
	[ "$(<"$SANDBOX/mine")" = mine ]
	rmdir "$SITE/people.html"
	# A list that names what is elsewhere removes nothing.
	printf '%s\n' '- ../mine' '- gone.html' >>"$SITE/.mowners-list"
	site
	[ "$(<"$SANDBOX/mine")" = mine ]
	# Rules with errors: all stays as it is.
	cp -r "$SITE" "$SANDBOX/kept"
	echo 'accountable =' >>OWNERS && commit_all
	run_split mowners site -o "$SITE"
	[ "$status" -eq 2 ]
	diff -r "$SITE" "$SANDBOX/kept"
	# A full disk: each page is whole, and the next run mends the rest.
	git reset -q --hard HEAD~1
	run_split bash -c 'ulimit -f 16; trap "" XFSZ; exec "$MOWNERS" --now 2099-01-01 site -o "$1"' - "$SITE"
	[ "$status" -eq 3 ]
	[ "$(tail -qn 1 "$SITE"/*.html | sort -u)" = '</html>' ]
	[ -z "$(find "$SITE" -name '.mowners-??????')" ]
	site && diff -r "$SITE" "$SANDBOX/kept"
}

@test "in a shallow clone the report says what it lacks" {
	world
	echo '; more' >>OWNERS && force_rules
	git clone -q --depth 1 "file://$SERVER" ../shallow
	cd ../shallow
	run_split mowners --now "$NOW" site -o "$SITE"
	output=$stderr
	[ "$status" -eq 0 ]
	[[ $(said) == *'the page of the report has no figures: cannot read commit '*': this clone is shallow; run git fetch --unshallow'* ]]
	has report.html 'this clone is shallow; run git fetch --unshallow'
	has matrix.html '<h1>Who decides what</h1>'
	links_lead_somewhere
	git fetch -q --unshallow
	site
	has report.html '<h1>How approvals went</h1>'
}

@test "usage" {
	repo_new
	for arguments in '' '-o' '-o site more' '-o site --nope'; do
		# shellcheck disable=SC2086
		run_split mowners site $arguments
		[ "$status" -eq 2 ]
	done
	run_split mowners site -o "$SITE/a/b"
	[ "$status" -eq 3 ]
	run_split mowners site -o "$SITE"
	[ "$status" -eq 3 ]
}
