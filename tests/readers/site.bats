#!/usr/bin/env bats
# Sites, looked at by a browser; see pages.bats.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper
load ../cli/world
load pages

# Every page, on every screen; a person's page and a request's stand for those of others.
site_looks_well() { # FOLDER
	local page persons requests

	persons=("$1"/person-*) requests=("$1"/request-*)
	for page in index.html agenda.html requests.html matrix.html map.html report.html people.html "${persons[0]##*/}" "${requests[0]##*/}"; do
		(cd "$1" && looks_well "$page") || { echo "in $page"; return 1; }
	done
	run_split node "$BATS_TEST_DIRNAME/links.mjs" "$1"
	[ "$status:$output" = 0: ] || { echo "$output$stderr"; return 1; }
}

@test "the site of the sample: every page, and every link" {
	local list="$BATS_TEST_DIRNAME/../data/sample"

	repo_new "$SANDBOX/acme-marketing" && git config mowners.target main
	"$BATS_TEST_DIRNAME/../demo/make-files" "$list/tree.txt" .
	sed 's/acme\.example/example.com/' "$list/OWNERS" >OWNERS && keys_new lin && commit_all first
	git checkout -q -b new-logo
	sed -i s/ACME/Acme/ brand/logos/acme-primary.svg
	"$BATS_TEST_DIRNAME/../demo/make-files" --paint 24 40 48 16 brand/logos/acme-primary@4x.png
	commit_all 'new logo'
	as lin mowners request --yes -m 'For the launch' >/dev/null
	git checkout -q main
	mowners --now "$(moment '+1 minute')" site -o ../site
	site_looks_well ../site
}

@test "nothing that a repository has becomes part of a site" {
	local attack='"><img src=x onerror=alert(1)><script>alert(2)</script>'

	mkdir "${attack//\//_}" && cd "${attack//\//_}" && repo_new && git config mowners.target main
	keys_new ann
	owners <<-END
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[area]
		summary = </style></script><script>fetch("https://example.com")</script>'"--><!--
		path = /'"><b onmouseover=alert(1)>
		       *.html
		accountable = o&b'onload=x@example.com
		confirm-by = 2020-01-01

		[freeze now]
		path = /*.txt
		from = 2020-01-01
		until = 2999-01-01
		reason = "'><script>alert(3)</script>

		[people]
		@ann = Ann "'onclick='alert(1)'&lt <ann@example.com>
		@bob = &lt;svg onload=alert(1)&gt; "'/* <bob@example.com>
	END
	commit_all first
	git checkout -q -b topic
	printf '%s' "$attack" >'"><svg onload=alert(1)>.html'
	printf 'x' >"$(printf 'a\e]0;x\a\x01\u202e.html')"
	commit_all topic
	as ann mowners request --yes -m "$attack" >/dev/null
	git checkout -q main
	run_split mowners --now "$(moment '+1 minute')" site -o "$SANDBOX/site"
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	[ -z "$(find "$SANDBOX/site" -mindepth 1 -regextype posix-extended -not -regex '.*/\.?[a-z][a-z0-9._-]*')" ]
	site_looks_well "$SANDBOX/site"
}
