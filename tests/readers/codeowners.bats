#!/usr/bin/env bats
# CODEOWNERS files of GitHub, as mowners takes them in and gives them out, beside three programs that read them.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

@test "taken in: every difference is one that the table explains" {
	table="$BATS_TEST_DIRNAME/codeowners.tsv"
	repo_new
	python3 -B "$BATS_TEST_DIRNAME/codeowners.py" in "$MOWNERS" . "$table" >said
	diff <(grep -v '^#' "$table" | cut -f 1-3) said
	# Each with its reason.
	[ "$(awk -F '\t' '!/^#/ && $2 != "all" && $4 == ""' "$table")" = "" ]
	[ "$(grep -c '' said)" -ge 30 ]
}

@test "given out: all three say of every file what was said at first" {
	repo_new
	run_split python3 -B "$BATS_TEST_DIRNAME/codeowners.py" out "$MOWNERS" .
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}
