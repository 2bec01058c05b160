#!/usr/bin/env bats
# Pages of mowners, looked at by a browser. $NODE_MODULES is where npm put what drives it, $CHROMIUM the program.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper
load pages

shows() { # AREAS AND COLUMNS, FIELD VALUE…
	local expected=$1

	run_split node "$BATS_TEST_DIRNAME/filters.mjs" page.html "${@:2}"
	[ "$output" = "$expected" ] || { echo "$output$stderr"; return 1; }
}

@test "the matrix of the sample: for everybody, on every screen, filtered, sorted" {
	repo_new
	cp "$BATS_TEST_DIRNAME/../data/sample/OWNERS" .
	grep -v '^#\|/$\|^$\|^OWNERS$' "$BATS_TEST_DIRNAME/../data/sample/tree.txt" >../list
	xargs -d '\n' dirname <../list | xargs -d '\n' mkdir -p && xargs -d '\n' touch <../list && git add .
	mowners --now 2026-09-01 matrix --format html -o page.html
	looks_well page.html
	shows 'brand logos photography | 34' folders brand
	shows 'brand | 34' folders brand people Dana
	shows 'campaign-briefs blog dashboards partner-northlight otherwise | 40' level lightweight columns team
	shows 'press | 34' search 'press/'
	shows 'lead-forms email crm consent | 34' people Hana sort Area sort Area
	mowners --now 2026-09-01 matrix --effective --format html -o effective.html
	looks_well effective.html
	for lang in de fr; do
		mowners --now 2026-09-01 matrix --lang $lang --format html -o $lang.html
		looks_well $lang.html
	done
}

@test "nothing that a repository has becomes part of a page" {
	local attack='"><img src=x onerror=alert(1)><script>alert(2)</script>'

	mkdir "${attack//\//_}" && cd "${attack//\//_}" && repo_new
	owners <<-END
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[area]
		summary = </style></script><script>fetch("https://example.com")</script>'"--><!--
		path = /'"><b onmouseover=alert(1)>
		       *.html
		accountable = @ann

		[people]
		@ann = Ann "'onclick='alert(1)'&lt <ann@example.com>
	END
	mkdir -p "<script>alert(1)<" && touch -- "<script>alert(1)</script>.html" $'a\e]0;x\a\x01\xff\u202e.html' '--><svg onload=alert(1)>.html'
	git add .
	run_split mowners matrix --format html -o page.html
	[ "$status" -eq 0 ] || { echo "$stderr"; false; }
	looks_well page.html
	mowners matrix --effective --format html -o effective.html
	looks_well effective.html
}
