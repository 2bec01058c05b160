#!/usr/bin/env bats
# The reports for forges, read by programs that we did not write: Microsoft's SARIF Multitool, which checks SARIF 2.1.0
# against the schema of OASIS, the rules of its own and those of GitHub's code scanning. The schema of GitLab's Code Quality
# is app/validators/json_schemas/codeclimate.json of its source; what it asks for is asked for here.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

GOLDEN="$BATS_TEST_DIRNAME/../golden"

# npm is told to run no scripts, so the program is not executable yet.
setup_file() {
	cp "$NODE_MODULES/@microsoft/sarif-multitool-linux/Sarif.Multitool" "$BATS_FILE_TMPDIR/multitool"
	chmod +x "$BATS_FILE_TMPDIR/multitool"
}

multitool() {
	"$BATS_FILE_TMPDIR/multitool" "$@"
}

@test "SARIF: every golden file is valid, and what GitHub asks for is there" {
	# The one thing that it misses is an address of mowners on the web.
	run multitool validate --rule-kind 'Sarif;Gh;Ghas' "$GOLDEN"/*.sarif
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"$(find "$GOLDEN" -name '*.sarif' | wc -l) files scanned"* ]]
	[ "$(grep -E ': (error|warning|note) ' <<<"$output" | grep -vc 'SARIF2005.*informationUri')" -eq 0 ]
	# It does tell what is wrong.
	sed 's/"startLine": [0-9]*/"startLine": 0/' "$GOLDEN/lint-warnings.sarif" >"$BATS_TEST_TMPDIR/wrong.sarif"
	run multitool validate "$BATS_TEST_TMPDIR/wrong.sarif"
	[[ $output == *"error JSON"* ]]
}

@test "SARIF: the same findings as in json, with their rules, places and words" {
	multitool project "$GOLDEN/lint-warnings.sarif" --format tsv --no-header \
		-c RuleId,Level,Location.Uri,Location.Region.StartLine,Message.Text | tr -d '\r' >"$BATS_TEST_TMPDIR/read"
	diff "$BATS_TEST_TMPDIR/read" <(jq -r '.findings[] |
		[.code, "Warning", .file, ([.line, 1] | max), .message] | @tsv' "$GOLDEN/lint-warnings.json")
}

@test "SARIF: results are matched with those of an earlier run" {
	cd "$BATS_TEST_TMPDIR"
	jq '.runs[0].results |= (map(.locations[0].physicalLocation.region.startLine += 7) | del(.[-1]) |
		. + [.[0] | .message.text = "new" | .partialFingerprints["mowners/v1"] = "0"])' \
		"$GOLDEN/lint-warnings.sarif" >now.sarif
	multitool match-results-forward now.sarif -r "$GOLDEN/lint-warnings.sarif" -o matched.sarif
	jq -r '.runs[0].results[] | .ruleId + " " + .baselineState' matched.sarif | sort >states
	cat states
	[ "$(grep -c ' new$' states)" -eq 1 ]
	[ "$(grep ' absent$' states)" = "dead-pattern absent" ]
	[ "$(grep -cE ' (unchanged|updated)$' states)" -eq "$(jq '.findings | length - 1' "$GOLDEN/lint-warnings.json")" ]
}

@test "Code Quality: what the schema of GitLab asks for" {
	for file in "$GOLDEN"/*.codequality; do
		jq -e 'type == "array" and all(.[]; (.description, .fingerprint, .severity, .check_name | type == "string") and
			(.severity | IN("info", "minor", "major", "critical", "blocker")) and
			(.location.path | type == "string" and . != "") and
			(.location.lines.begin | type == "number" and . == floor and . >= 1))
			and (map(.fingerprint) | unique | length) == length' "$file" >/dev/null || { echo "$file"; return 1; }
	done
}
