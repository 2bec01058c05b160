# mowners ci on GitLab: approvals without a commit, reviewers who want changes, and which change a job is about.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

export DESCRIBED=gitlab
MERGE="GET /api/v4/projects/5/merge_requests/7"
VERSIONS="$MERGE/versions?per_page=100"

# The example that the description gives of an answer, in a file; it is looked up once.
described() { # PAGE
	EXAMPLE=$BATS_FILE_TMPDIR/example${1////-}.json
	[[ -e $EXAMPLE ]] || jq -c --arg path "/api/v4/projects/{id}/merge_requests/{merge_request_iid}$1" \
		'.paths[$path].get.responses["200"].examples["application/json"]' "$FORGE_DATA/gitlab-api.json" >"$EXAMPLE"
}

# A merge request of HEAD, to main.
merge_request() { # [JQ]
	described ""
	jq -c --arg head "$(git rev-parse HEAD)" '.state = "opened" | .target_branch = "main" | .sha = $head | '"${1-.}" "$EXAMPLE"
}

approval() { # ACCOUNT MOMENT [JQ]
	described /approvals
	jq -c --arg name "$1" --arg at "$2" '.approved_by[0] | .user.username = $name | .approved_at = $at | '"${3-.}" "$EXAMPLE"
}

version() { # ID MOMENT [COMMIT [BASE]]
	described /versions
	local head=${3-$(git rev-parse HEAD)}
	jq -c --argjson id "$1" --arg at "$2" --arg head "$head" --arg base "${4-$(git merge-base origin/main "$head")}" '.[0] | .id = $id |
		.head_commit_sha = $head | .base_commit_sha = $base | .created_at = $at' "$EXAMPLE"
}

reviewer() { # ACCOUNT STATE [JQ]
	described /reviewers
	jq -c --arg name "$1" --arg state "$2" '.[0] | .user.username = $name | .state = $state | '"${3-.}" "$EXAMPLE"
}

gitlab_job() {
	export GITLAB_CI=true CI_API_V4_URL=$FORGE/api/v4 CI_PROJECT_ID=5 CI_PROJECT_PATH=acme/marketing CI_PIPELINE_SOURCE=merge_request_event \
		CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5 CI_MERGE_REQUEST_EVENT_TYPE=detached CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="" \
		CI_CONFIG_PATH=owners.yml@acme/rules CI_JOB_TOKEN=job_secretsecret MOWNERS_TOKEN=glpat_secretsecret
	CI_COMMIT_SHA=$(git rev-parse HEAD)
	export CI_COMMIT_SHA
}

# The request has these approvals, and reviewers who said these things; one version from nine o'clock on, unless told before.
# ODD='.odd = true': what the description does not allow.
says() { # APPROVALS REVIEWERS
	local odd=${ODD-.}

	answer "$MERGE" "$(merge_request)" "$odd"
	answer "$MERGE/approvals" "{\"user_has_approved\": false, \"user_can_approve\": true, \"approved\": true, \"approved_by\": $1}" "$odd"
	grep -qF "$VERSIONS" "$SCENARIO" || answer "$VERSIONS" "$(list "$(version 301 2026-11-22T09:00:00.000Z)")"
	answer "$MERGE/reviewers" "${2-[]}" "$odd"
	forge_start
	gitlab_job
}

@test "approvals count for people, by the version that was there" {
	forge_world
	request 7 topic brand/logo.svg
	says "$(list "$(approval lena-gl 2026-11-22T10:00:00.000Z)" "$(approval Greta-GL 2026-11-22T11:00:00.000+01:00)")"
	ci
	[ "$status" -eq 0 ]
	[ "$(unfolded)" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[[ $output == *$'\nsection_start:1795348800:mowners_1[collapsed=true]\r\e[0Kbrand: 1 file, approved\n  brand/logo.svg '*$'\nsection_end:1795348800:mowners_1\r\e[0K' ]]
	[ "$(grep -c '"Authorization": "Bearer glpat_secretsecret"' "$FORGE_LOG")" -eq 5 ]
	! grep -q 'JOB-TOKEN\|job_secretsecret' "$FORGE_LOG" || false
}

@test "nobody has approved" {
	forge_world
	request 7 topic email/hero.png
	says "[]"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"  They     approve merge request 7 on GitLab"* ]]
	[[ $output != *Mode* ]]
	[ "$(asked "$VERSIONS")" -eq 0 ]
}

@test "the other shape of approvals" {
	forge_world
	request 7 topic email/hero.png
	answer "$MERGE/approvals" "$(jq -n --argjson by "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")" '{id: 1001, iid: 7, project_id: 5,
		title: "x", state: "opened", merge_status: "can_be_merged", approvals_required: 2, approvals_left: 1, approved_by: $by}')"
	says "[]"
	ci
	[ "$status" -eq 0 ]
}

@test "an approval is for what was there two minutes before, and for nothing where it may be another version" {
	forge_world
	request 7 topic email/hero.png
	local first
	first=$(git rev-parse HEAD)
	echo more >email/other.png
	commit_all "more"
	git push -q origin +HEAD:refs/merge-requests/7/head
	answer "$VERSIONS" "$(list "$(version 302 2026-11-22T10:01:01.000Z)" "$(version 301 2026-11-22T09:00:00.000Z "$first")")"
	says "$(list "$(approval marc-gl 2026-11-22T10:01:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	[[ $output == *"  email/other.png "* ]]
	forge_stop
	# Whichever of the two was seen, what the last one left as it was is approved.
	answer "$VERSIONS" "$(list "$(version 302 2026-11-22T09:59:01.000Z)" "$(version 301 2026-11-22T09:00:00.000Z "$first")")"
	says "$(list "$(approval marc-gl 2026-11-22T10:01:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	forge_stop
	# Else something else could be pushed, what is wanted, and then the former again.
	answer "$VERSIONS" "$(list "$(version 303 2026-11-22T10:02:00.000Z)" "$(version 302 2026-11-22T09:59:01.000Z "$first")" \
		"$(version 301 2026-11-22T09:00:00.000Z)")"
	says "$(list "$(approval marc-gl 2026-11-22T10:01:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"2 of 2 changed files cannot land yet"* ]]
	[[ $stderr == *"marc-gl does not count: another version came less than two minutes before it, and then yet another one, so that nobody knows which was seen; approve it again"* ]]
	forge_stop
	answer "$VERSIONS" "$(list "$(version 302 2026-11-22T09:59:00.000Z)" "$(version 301 2026-11-22T09:00:00.000Z "$first")")"
	says "$(list "$(approval marc-gl 2026-11-22T10:01:00.000Z)")"
	ci
	[ "$status" -eq 0 ]
}

@test "an approval given while the request went to another branch is for what its page showed" {
	forge_world
	request 7 topic email/hero.png
	local first
	first=$(git rev-parse HEAD)
	git push -q origin HEAD:refs/heads/side
	echo more >email/other.png
	commit_all "more"
	git push -q origin +HEAD:refs/merge-requests/7/head
	answer "$VERSIONS" "$(list "$(version 302 2026-11-22T11:00:00.000Z)" "$(version 301 2026-11-22T09:00:00.000Z "$(git rev-parse HEAD)" "$first")")"
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	[[ $output == *"  email/hero.png "*"decision  @marc  not yet"* ]]
	forge_stop
	answer "$VERSIONS" "$(list "$(version 301 2026-11-22T09:00:00.000Z "$first" "" | jq -c 'del(.base_commit_sha)')")" '.odd = true'
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"the forge does not say with what its commit was compared"* ]]
	forge_stop
	answer "$VERSIONS" "$(list "$(version 301 2026-11-22T09:00:00.000Z "$first" 3333333333333333333333333333333333333333)")"
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"its commit cannot be read here"* ]]
}

@test "an approval that comes at once is for nothing yet, and is to be given again" {
	forge_world
	request 7 topic email/hero.png
	says "$(list "$(approval marc-gl 2026-11-22T09:01:59.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"gitlab!7 review 21 by gitlab:marc-gl does not count: two minutes before it nothing was there to approve; approve it again"* ]]
}

# shellcheck disable=SC2016 # words of the forge
@test "escalate: since the request came to this branch, or was no draft any more, as the forge itself says" {
	FORGE_EDIT="/^accountable = @marc/a escalate = @omar after 2d" forge_world
	request 7 topic email/hero.png
	told() { # SYSTEM TEXT: a day ago
		forge_stop
		answer "$MERGE/notes?per_page=100" "$(jq -cn --argjson system "$1" --arg body "$2" '[{id: 1, body: $body, system: $system,
			created_at: "2026-11-21T12:00:00.000Z"}]')" ".odd = true"
		says "$(list "$(approval omar-gl 2026-11-22T10:00:00.000Z)")"
		ci
	}
	told true 'added 1 commit'
	[ "$status" -eq 0 ]
	[ "$(unfolded)" = "mowners: main: 1 changed file can land: approved by @omar" ]
	told false 'changed target branch from `side` to `main`'
	[ "$status" -eq 0 ]
	for text in 'changed target branch from `side` to `main`' 'deleted the `side` branch. This merge request now targets the `main` branch' \
		'marked this merge request as **ready**'; do
		told true "$text"
		[ "$status" -eq 1 ]
		[[ $output == *"decision  @marc"* ]]
	done
}

@test "versions in any order, and in pages" {
	forge_world
	request 7 topic email/hero.png
	local first
	first=$(git rev-parse HEAD)
	echo more >email/other.png
	commit_all "more"
	git push -q origin +HEAD:refs/merge-requests/7/head
	answer "$VERSIONS" "$(list "$(version 301 2026-11-22T09:00:00.000Z "$first")")" \
		'.headers.Link = "<{{origin}}/api/v4/projects/5/merge_requests/7/versions?page=2>; rel=\"next\""'
	answer "$MERGE/versions?page=2" "$(list "$(version 302 2026-11-22T09:30:00.000Z)")"
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	ci
	[ "$status" -eq 0 ]
}

@test "without versions no approval counts; without an answer about them nothing is known" {
	forge_world
	request 7 topic email/hero.png
	answer "$VERSIONS" '{"message": "404 Not Found"}' '.status = 404'
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"the forge has no versions of the merge request, so that nobody knows what was approved"* ]]
	forge_stop
	answer "$VERSIONS" '{"message": "no"}' '.status = 403'
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	undecided "127.0.0.1 does not allow to read the versions of merge request 5!7 (403); the token needs read_api, which a job token does not have"
}

@test "who wants changes stops, whatever they approved; other states of reviewers do not" {
	forge_world
	request 7 topic email/hero.png blog/post.md
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)" "$(approval omar-gl 2026-11-22T10:00:00.000Z)")" \
		"$(list "$(reviewer marc-gl requested_changes)" "$(reviewer omar-gl unreviewed)" "$(reviewer ines-gl review_started)" \
			"$(reviewer lena-gl unapproved)")"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files"* ]]
	[[ $output == *"@marc stopped it, as gitlab!7 review 21 says; only @marc can take"* ]]
}

@test "accounts that are blocked, deactivated, locked, gone, or of which that is not said" {
	local ODD='.odd = true'
	forge_world
	request 7 topic email/hero.png
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z '.user.state = "blocked"')" \
		"$(approval lena-gl 2026-11-22T10:00:00.000Z '.user.state = "deactivated"')" \
		"$(approval omar-gl 2026-11-22T10:00:00.000Z '.user.locked = true')" \
		"$(approval ines-gl 2026-11-22T10:00:00.000Z 'del(.user.state)')" \
		"$(approval x 2026-11-22T10:00:00.000Z '.user = null')" \
		"$(approval hana-gl 2026-11-22T10:00:00.000Z '.approved_at = null')")" \
		"$(list "$(reviewer marc-gl requested_changes '.user.state = "blocked"')")"
	ci
	[ "$status" -eq 1 ]
	[[ $output != *stopped* ]]
	for why in "gitlab:marc-gl does not count: the account is blocked" "gitlab:lena-gl does not count: the account is not active" \
		"gitlab:omar-gl does not count: the account is locked" \
		"gitlab:ines-gl does not count: the forge does not say whether the account is active" \
		"gitlab!7 review does not count: its account is gone" "gitlab:hana-gl does not count: the forge does not say when it was given"; do
		[[ $stderr == *"$why"* ]] || { echo "$stderr"; false; }
	done
}

@test "what the answers lack" {
	local ODD='.odd = true'
	forge_world
	request 7 topic email/hero.png
	answer "$MERGE/approvals" '{"approved": true}' "$ODD"
	says "[]"
	undecided "GitLab sent a merge request without a list of who approved it"
	local how words
	while IFS='|' read -r how words; do
		forge_stop
		answer "$MERGE" "$(merge_request "$how")" "$ODD"
		says "[]"
		undecided "$words"
	done <<-'END'
		.sha = null|GitLab sent a merge request without a head commit
		.target_branch = null|GitLab sent a merge request without a target branch
		del(.state)|GitLab sent a merge request without a state
		.state = "closed"|gitlab!7 is closed
		.state = "merged"|gitlab!7 has been merged already
		.state = "locked"|gitlab!7 is being merged
	END
}

@test "a job token cannot read approvals, and that is said" {
	forge_world
	request 7 topic email/hero.png
	answer "$MERGE/approvals" '{"message": "401 Unauthorized"}' '.status = 401'
	says "[]"
	unset MOWNERS_TOKEN
	undecided "127.0.0.1 wants a token for the approvals of merge request 5!7 (401); there is no token: MOWNERS_TOKEN holds one that is allowed read_api, which a job token does not have"
	! grep -q 'job_secretsecret' "$FORGE_LOG" || false
}

@test "merged results and merge trains: the head of the source, not the pipeline's commit" {
	forge_world
	request 7 topic email/hero.png
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	local head
	head=$(git rev-parse HEAD)
	git checkout -q --detach origin/main
	echo elsewhere >blog/post.md
	commit_all "on main"
	git push -q origin HEAD:refs/heads/forced
	git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
	git merge -q --no-ff -m "Merge branch 'topic' into 'main'" "$head"
	CI_COMMIT_SHA=$(git rev-parse HEAD)
	export CI_MERGE_REQUEST_EVENT_TYPE=merged_result CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=$head CI_COMMIT_SHA
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @marc" ]
	export CI_MERGE_REQUEST_EVENT_TYPE=merge_train
	ci
	[ "$status" -eq 0 ]
	export CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=2222222222222222222222222222222222222222
	undecided "this job was made for commit 222222222222, and gitlab!7 is at $(git rev-parse --short=12 "$head") by now"
}

@test "pipelines of forks, of branches, of nothing" {
	forge_world
	request 7 topic email/hero.png
	says "[]"
	CI_PROJECT_ID=9 CI_MERGE_REQUEST_PROJECT_PATH=acme/marketing undecided "this pipeline runs in a fork, which knows neither the rules nor the approvals of acme/marketing; whoever may merge there starts one in that project"
	unset "${!CI_MERGE_@}"
	CI_PIPELINE_SOURCE=push undecided "this job was started by push, which is about no merge request; start it by merge_request_event, or name one with --request"
	answer "${MERGE/5/acme%2Fmarketing}" "$(merge_request)"
	forge_stop
	answer "${MERGE/5/acme%2Fmarketing}" "$(merge_request)"
	answer "${MERGE/5/acme%2Fmarketing}/approvals" '{"approved_by": []}'
	answer "${MERGE/5/acme%2Fmarketing}/reviewers" '[]'
	forge_start
	CI_API_V4_URL=$FORGE/api/v4 CI_PIPELINE_SOURCE=push CI_OPEN_MERGE_REQUESTS='acme/marketing!7' ci
	[ "$status" -eq 1 ]
}

@test "a project that was moved redirects to its number" {
	forge_world
	request 7 topic email/hero.png
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	unset "${!CI_@}" GITLAB_CI
	forge_stop
	local page
	for page in "" /approvals "/versions?per_page=100" /reviewers; do
		answer "GET /api/v4/projects/old%2Fgroup%2Fname/merge_requests/7$page" null \
			".status = 301 | .headers.Location = \"{{origin}}/api/v4/projects/5/merge_requests/7$page\""
	done
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	unset "${!CI_@}" GITLAB_CI
	ci --platform gitlab --api "$FORGE/api/v4" --project old/group/name --request 7
	[ "$status" -eq 0 ]
}

@test "a job of the change says that it binds nobody" {
	forge_world
	request 7 topic email/hero.png
	says "[]"
	unset CI_CONFIG_PATH
	ci
	[ "$status" -eq 1 ]
	[[ ${output//$'\n           '/ } == *"Mode     advise: this job is read from the change itself, unless a policy brings it, so whoever changes the job passes it; mowners-ci(1) says how it binds"* ]]
}

@test "a shallow clone says how much a pipeline has to fetch" {
	forge_world
	request 7 topic email/hero.png
	git checkout -q origin/main
	for i in 1 2 3 4; do
		echo "$i" >blog/post.md
		commit_all "on main $i"
	done
	git push -q origin HEAD:refs/heads/forced
	git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
	git checkout -q topic
	says "$(list "$(approval marc-gl 2026-11-22T10:00:00.000Z)")"
	git clone -q --depth 1 "file://$SERVER" "$SANDBOX/shallow"
	cd "$SANDBOX/shallow"
	undecided "GIT_DEPTH: 0"
}
