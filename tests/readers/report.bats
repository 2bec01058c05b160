#!/usr/bin/env bats
# The page of the report, looked at by a browser. $NODE_MODULES is where npm put what drives it, $CHROMIUM the program.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper
load ../cli/world
load pages

@test "what landed in half a year, with requests, an audit and overrides: in each language, on every screen" {
	PYTHONPATH="$BATS_TEST_DIRNAME/../model" python3 -B -c 'import landed, sys; landed.Landed(35, sys.argv[1])' "$SANDBOX/landed"
	cd "$SANDBOX/landed"
	for lang in en de fr; do
		mowners --now 2026-11-22T12:00:00Z report --since 180d --lang $lang -o $lang.html
		looks_well $lang.html
	done
	# Speed never stands alone: each row that has a lead time has what was taken back and mended.
	[ "$(grep -c '<table class="wide speed' en.html)" -eq 2 ]
	[ "$(grep -o 'data-label="Lead time"' en.html | wc -l)" -eq "$(grep -o 'data-label="Taken back"' en.html | wc -l)" ]
	[ "$(sed -n '/<ol class="next">/,/<\/ol>/p' en.html | grep -c '^<li><p>.*</p><code>mowners ')" -ge 1 ]
}

@test "what nobody can tell is said so, and a repository without records has a page" {
	repo_new
	git config mowners.target main
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[people]
		@ann = Ann <ann@example.com>
	END
	files a.txt
	commit_all first
	mowners report -o page.html
	looks_well page.html
	grep -q 'n/a: no record asks for approval' page.html
	grep -q 'n/a: there is no server.s audit here' page.html
}

@test "nothing that a repository has becomes part of the page" {
	local attack='"><img src=x onerror=alert(1)><script>alert(2)</script>'

	WORLD_EDIT='s|Omar Diaz|Omar "'\''onclick='\''alert(1)'\''\&lt|; s|level       = standard|&\nrights-until = 2027-01-01\nsummary = </style></script><script>fetch("https://example.com")</script>|' world
	change attack "brand/<img src=x onerror=alert(1)>.svg" $'brand/\e]0;x\a\u202e.svg' "brand/'--><svg onload=alert(1)>"
	as omar mowners request --yes -m "$attack" attack >/dev/null 2>&1
	git push -q "$SERVER" HEAD:refs/heads/other
	mowners report -o page.html
	grep -q 'onerror=alert(1)&gt;' page.html
	looks_well page.html
}
