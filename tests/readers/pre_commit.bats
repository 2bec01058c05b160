#!/usr/bin/env bats
# .pre-commit-hooks.yaml, run by pre-commit (https://pre-commit.com).

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper
load ../cli/world

@test "pre-commit takes the hooks from this repository, and runs them" {
	world
	export PRE_COMMIT_HOME="$SANDBOX/pre-commit"
	git init -q "$SANDBOX/mowners" && cp "$BATS_TEST_DIRNAME/../../.pre-commit-hooks.yaml" "$SANDBOX/mowners/"
	git -C "$SANDBOX/mowners" add -A && git -C "$SANDBOX/mowners" commit -qm hooks
	printf 'repos:\n- repo: %s\n  rev: %s\n  hooks: [{id: mowners}, {id: mowners-merge}, {id: mowners-lint}]\n' \
		"$SANDBOX/mowners" "$(git -C "$SANDBOX/mowners" rev-parse HEAD)" >"$SANDBOX/config.yaml"
	pre-commit validate-manifest "$SANDBOX/mowners/.pre-commit-hooks.yaml"
	echo new >brand/logo.svg
	git add -A
	run pre-commit run --config "$SANDBOX/config.yaml"
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"brand/logo.svg: @lena and @greta"* ]]
	[[ $output == *"errors in OWNERS files (mowners)"*Skipped* ]]
	echo nonsense >>OWNERS
	git add -A
	run pre-commit run --config "$SANDBOX/config.yaml" mowners-lint
	echo "$output"
	[ "$status" -ne 0 ]
	[[ $output == *"OWNERS:"*"error:"* ]]
	git checkout -q HEAD -- OWNERS brand
	change hero email/hero.png
	git checkout -q main && git commit -q --allow-empty -m other
	GITHEAD=$(git rev-parse hero)
	run env "GITHEAD_$GITHEAD=hero" pre-commit run --config "$SANDBOX/config.yaml" --hook-stage merge-commit
	echo "$output"
	[[ $output == *"main: 1 changed file cannot land yet"* ]]
}
