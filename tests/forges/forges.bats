#!/usr/bin/env bats
# mowners-ci beside others who read the forges' own descriptions: Prism, which checks every request and every answer
# against them, and clients that we did not write. $NODE_MODULES is where npm put those.

# shellcheck disable=SC2154,SC2016,SC2030,SC2031,SC2153 # run_split sets status, output and stderr; jq has names of its own

load ../cli/helper
load ../cli/world
load ../cli/forge
load prism

teardown() {
	prism_stop
}

# The scripted forge with Prism before it.
both_start() { # FORGE
	forge_start
	UPSTREAM=$FORGE
	prism_start proxy "$1" "$UPSTREAM${2-}"
}

# Prism had nothing to say against a request or an answer.
described() { # FORGE
	local unknown

	# At its start it shows addresses of words by chance, "error" among them.
	if grep -vF '[CLI]' "$PRISM_LOG" | grep -E 'iolation|rror|warn'; then
		return 1
	fi
	unknown=$(unknown_queries "$1")
	if [[ -n $unknown ]]; then
		printf 'not described: %s\n' "$unknown"
		return 1
	fi
}

github_request() {
	forge_world
	request 7 topic brand/logo.svg
	answer "GET /repos/acme/marketing/pulls/7" "$(pull)"
}

gitea_request() {
	forge_world
	request 7 topic brand/logo.svg
	answer "GET /api/v1/repos/acme/marketing/pulls/7" \
		"$(pull '{number, title, state, draft, merged, user: {login: .user.login}, head: {ref: .head.ref, sha: .head.sha}, base: {ref: .base.ref}}')"
}

gitea_review() {
	review "$@" | jq -c '{id, body, state, commit_id, submitted_at, user: {login: .user.login}, stale: false, official: true, dismissed: false}'
}

gitea_job() {
	github_job pull_request_target
	unset GITHUB_WORKFLOW_REF GITHUB_TOKEN
	export GITEA_ACTIONS=true GITHUB_API_URL=$1 GITEA_TOKEN=gt_secretsecret
}

# The example that GitLab's description gives.
example() { # PAGE [JQ]
	jq -c --arg path "/api/v4/projects/{id}/merge_requests/{merge_request_iid}$1" \
		'.paths[$path].get.responses["200"].examples["application/json"]' "$FORGE_DATA/gitlab-api.json" |
		jq -c --arg head "$(git rev-parse HEAD)" --arg base "$(git rev-parse origin/main)" "${2-.}"
}

gitlab_request() {
	local at="GET /api/v4/projects/5/merge_requests/7"

	forge_world
	request 7 topic brand/logo.svg
	answer "$at" "$(example "" '.state = "opened" | .target_branch = "main" | .sha = $head')"
	answer "$at/approvals" "$(example /approvals '.approved_by = [.approved_by[0] | .approved_at = "2026-11-22T10:00:00.000Z" |
		(.user.username = "lena-gl"), (.user.username = "greta-gl")]')"
	answer "$at/versions?per_page=100" "$(example /versions '[.[0] | .head_commit_sha = $head | .base_commit_sha = $base | .created_at = "2026-11-22T09:00:00.000Z"]')"
	answer "$at/reviewers" "$(example /reviewers '[.[0] | .user.username = "lena-gl" | .state = "approved"]')"
}

gitlab_job() {
	export GITLAB_CI=true CI_API_V4_URL=$FORGE/api/v4 CI_PROJECT_ID=5 CI_PROJECT_PATH=acme/marketing CI_PIPELINE_SOURCE=merge_request_event \
		CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5 CI_MERGE_REQUEST_EVENT_TYPE=detached CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="" \
		CI_CONFIG_PATH=owners.yml@acme/rules MOWNERS_TOKEN=glpat_secretsecret
	CI_COMMIT_SHA=$(git rev-parse HEAD)
	export CI_COMMIT_SHA
}

fetched() { # PATH
	curl -s -o /dev/null -w '%{http_code}' "$FORGE/repos/acme/marketing/$1"
}

# ---- Every request and every answer, checked by Prism ---------------------------------------------------------------

@test "GitHub: what is asked and what is read are as its description says" {
	local at="GET /repos/acme/marketing/pulls/7"
	github_request
	answer "$at/reviews?per_page=100" "$(list "$(review 1 lena-gh APPROVED)")" \
		'.headers.Link = "</repos/acme/marketing/pulls/7/reviews?per_page=100&page=2>; rel=\"next\""'
	answer "$at/reviews?per_page=100&page=2" "$(list "$(review 2 greta-gh APPROVED)")"
	answer "$at/reviews" '[{"id": "seven"}]'
	answer "$at/reviews?nonsense=1" '[]'
	both_start github
	github_job pull_request_target
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
	described github

	# This says something: Prism refuses what is not described, but takes any query.
	[ "$(fetched pulls/7)" = 200 ]
	[ "$(fetched pulls/seven)" = 422 ]
	[ "$(fetched pulls/7/nothing)" = 404 ]
	[ "$(fetched pulls/7/reviews)" = 500 ]
	run described github
	[ "$status" -eq 1 ]
	[ "$(fetched "pulls/7/reviews?nonsense=1")" = 200 ]
	[ "$(unknown_queries github)" = nonsense ]
}

@test "GitLab: what is asked and what is read are as its description says" {
	gitlab_request
	both_start gitlab
	gitlab_job
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
	described gitlab
}

@test "Gitea: what is asked and what is read are as its description says" {
	gitea_request
	answer "GET /api/v1/repos/acme/marketing/pulls/7/reviews?limit=50&page=1" \
		"$(list "$(gitea_review 1 lena-gt APPROVED)" "$(gitea_review 2 greta-gt APPROVED)")" '.headers["X-Total-Count"] = "2"'
	both_start gitea /api/v1
	gitea_job "$FORGE"
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 4 ]
	described gitea
}

# Omar's own work, of which marc's part has waited for long.
own_work() {
	git fetch -q origin && git checkout -q -B topic --no-track origin/main
	echo mine | tee blog/post.md >email/hero.png
	git -c user.email=omar@example.com commit -q -a -m mine
	git push -q origin +HEAD:refs/pull/7/head
}

@test "GitHub and Gitea: what is asked only where the verdict hangs on it is as their descriptions say" {
	local -x FORGE_EDIT="/^accountable = @marc/a escalate = @greta after 2d"
	local api="GET /repos/acme/marketing" pull
	forge_world
	own_work
	answer "$api/pulls/7" "$(pull '.user.login = "omar-gh"')"
	answer "$api/pulls/7/reviews?per_page=100" "[]"
	answer "$api/pulls/7/commits?per_page=100" "$(list "$(commit "$(git rev-parse HEAD)" omar-gh)")"
	answer "$api/issues/7/timeline?per_page=100" "$(list "$(pull '{id: 1, node_id: "x", url: "x", actor: .user, event: "ready_for_review",
		commit_id: null, commit_url: null, created_at: "2026-11-01T12:00:00Z", performed_via_github_app: null}')")"
	both_start github
	github_job pull_request_target
	ci
	[[ $output == *"1 of 2 changed files cannot land yet"*"@greta"* ]]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
	described github
	prism_stop
	forge_stop
	: >"$FORGE_LOG"
	pull=$(pull '{number, title, state, draft, merged, created_at, user: {login: "omar-gt"}, head: {ref: .head.ref, sha: .head.sha}, base: {ref: .base.ref}}')
	answer "GET /api/v1/repos/acme/marketing/pulls/7" "$pull"
	answer "GET /api/v1/repos/acme/marketing/pulls/7/reviews?limit=50&page=1" "[]" '.headers["X-Total-Count"] = "0"'
	answer "GET /api/v1/repos/acme/marketing/pulls/7/commits?verification=false&files=false&limit=50&page=1" \
		"$(list "$(commit "$(git rev-parse HEAD)" omar-gt | jq -c '{sha, author: {login: .author.login}}')")" '.headers["X-Total-Count"] = "1"'
	both_start gitea /api/v1
	gitea_job "$FORGE"
	ci
	[[ $output == *"1 of 2 changed files cannot land yet"*"@greta"* ]]
	[ "$(wc -l <"$FORGE_LOG")" -eq 4 ]
	described gitea
}

# An example of GitHub's description, by its name there.
github_example() { # NAME [JQ]
	jq -c --arg name "$1" '.components.examples[$name].value' "$FORGE_DATA/github-api.json" | jq -c "${2-.}"
}

MARKER="<!-- mowners: the check of this request -->"

# A comment and a status are written, then written anew, and all open requests get a status.
writes_described() { # FORGE
	ci --comment --status
	[ "$status" -eq 1 ] && [ -z "$stderr" ]
	ci --comment --status
	[ "$status" -eq 1 ] && [ -z "$stderr" ]
	ci --all-open
	[ "$status" -eq 0 ] && [ -z "$stderr" ]
	[ "$(grep -c 'main POST .*/statuses/' "$FORGE_LOG")" -eq 3 ]
	[ "$(grep -c 'main POST .*/\(comments\|notes\) ' "$FORGE_LOG")" -eq 1 ]
	[ "$(grep -c 'main \(PATCH\|PUT\) ' "$FORGE_LOG")" -eq 1 ]
	described "$1"
}

@test "GitHub: what is written is as its description says" {
	local api="/repos/acme/marketing" comment
	github_request
	comment=$(github_example issue-comment | jq -c --arg body "$MARKER" '.id = 8 | .body = $body')
	answer "GET $api/pulls/7/reviews?per_page=100" "[]"
	answer "GET /user" "$(github_example private-user-response-with-public-profile-information '.login = "check-bot"')"
	answer "GET $api/issues/7/comments?per_page=100" "[]"
	answer "GET $api/issues/7/comments?per_page=100" "$(list "$comment")" '.json[0].user.login = "check-bot"'
	answer "POST $api/issues/7/comments" "$comment" '.status = 201'
	answer "PATCH $api/issues/comments/8" "$comment"
	answer "POST $api/statuses/$(git rev-parse HEAD)" "$(github_example status)" '.status = 201'
	answer "GET $api/pulls?state=open&per_page=100" "$(github_example pull-request-simple-items '[.[0] | .number = 7 | .requested_teams = []]')"
	both_start github
	github_job pull_request_target
	writes_described github
}

@test "GitLab: what is written is as its description says" {
	local api=/api/v4/projects/5 note
	gitlab_request
	note=$(example /notes '[.[] | select(.system == false)][0] | .id = 8' | jq -c --arg body "$MARKER" '.body = $body | .author.username = "check-bot"')
	sed -i 's|lena-gl|greta-gl|g' "$SCENARIO"
	answer "GET /api/v4/user" "$(example /reviewers '.[0].user | .username = "check-bot"')"
	answer "GET $api/merge_requests/7/notes?per_page=100" "[]"
	answer "GET $api/merge_requests/7/notes?per_page=100" "[$note]"
	answer "POST $api/merge_requests/7/notes" "$note" '.status = 201'
	answer "PUT $api/merge_requests/7/notes/8" "$note"
	answer "POST $api/statuses/$(git rev-parse HEAD)" "$(jq -c '.paths["/api/v4/projects/{id}/statuses/{sha}"].post.responses["201"].examples["application/json"]' \
		"$FORGE_DATA/gitlab-api.json")" '.status = 201'
	answer "GET $api/merge_requests?state=opened&per_page=100" "$(list "$(example "" '.state = "opened" | .iid = 7')")"
	both_start gitlab
	gitlab_job
	writes_described gitlab
}

@test "Gitea: what is written is as its description says" {
	local api=/api/v1/repos/acme/marketing
	gitea_request
	answer "GET $api/pulls/7/reviews?limit=50&page=1" "[]" '.headers["X-Total-Count"] = "0"'
	answer "GET /api/v1/user" '{"id": 1, "login": "check-bot"}'
	answer "GET $api/issues/7/comments" "[]"
	answer "GET $api/issues/7/comments" "$(jq -cn --arg body "$MARKER" '[{id: 8, body: $body, user: {login: "check-bot"}}]')"
	answer "POST $api/issues/7/comments" '{"id": 8}' '.status = 201'
	answer "PATCH $api/issues/comments/8" '{"id": 8}'
	answer "POST $api/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	answer "GET $api/pulls?state=open&limit=50&page=1" '[{"id": 1, "number": 7}]' '.headers["X-Total-Count"] = "1"'
	both_start gitea /api/v1
	gitea_job "$FORGE"
	writes_described gitea
}

# Hana has a key on the forge, which is asked through Prism and must be taken.
keys_described() { # FORGE API
	run_split mowners --now "$NOW" keys --from "$1" --api "$FORGE$2" --yes @hana
	[ "$status" -eq 0 ]
	[[ $output == "mowners: OWNERS.signers has 1 more key"* ]]
	described "$1"
}

@test "keys of people: what is asked and what is read are as the descriptions say" {
	local key forge
	forge_world
	sed -i '/^hana@/d' OWNERS.signers
	for forge in github gitlab gitea; do
		ssh-keygen -q -t ed25519 -N '' -C "" -f "$SANDBOX/$forge"
		key=$(jq -cn --arg key "$(cut -d" " -f1,2 "$SANDBOX/$forge.pub")" '{id: 1, key: $key, title: "a key", created_at: "2026-01-01T00:00:00Z"}')
		case $forge in
		github) answer "GET /users/hana-gh/ssh_signing_keys?per_page=100" "[$key]" ;;
		gitlab)
			answer "GET /api/v4/users?username=hana-gl" "$(example /reviewers '[.[0].user | .id = 21 | .username = "hana-gl"]')"
			answer "GET /api/v4/users/21/keys?per_page=100" "[$key]" '.json[0] |= . + {usage_type: "signing", expires_at: "2027-01-01T00:00:00.000Z"}'
			;;
		gitea) answer "GET /api/v1/users/hana-gt/keys?limit=50&page=1" "[$key]" '.headers["X-Total-Count"] = "1"' ;;
		esac
		case $forge in
		github) both_start github && keys_described github "" ;;
		gitlab) both_start gitlab && MOWNERS_TOKEN=glpat_secretsecret keys_described gitlab /api/v4 ;;
		gitea) both_start gitea /api/v1 && GITEA_TOKEN=gt_secretsecret keys_described gitea "" ;;
		esac
		prism_stop
		forge_stop
		: >"$FORGE_LOG"
	done
}

# ---- What Prism makes up from the descriptions -----------------------------------------------------------------------

@test "examples of GitHub: pages on another host are not asked, and made-up answers approve nothing" {
	forge_world
	request 7 topic brand/logo.svg
	prism_start mock github
	github_job pull_request_target
	undecided "127.0.0.1 says that its next page is on another host, which is not asked"
	described github
	prism_stop
	prism_start mock github -d --seed mowners
	github_job pull_request_target
	for _ in 1 2 3 4 5; do
		undecided ""
	done
	! grep -q 'UNPROCESSABLE\|NO_PATH' "$PRISM_LOG" || false
}

@test "examples of GitLab: a header that Prism makes up is no next page, and made-up answers approve nothing" {
	forge_world
	request 7 topic brand/logo.svg
	prism_start mock gitlab
	gitlab_job
	undecided "127.0.0.1 says where its next page is in a way that cannot be read"
	described gitlab
	prism_stop
	prism_start mock gitlab -d --seed mowners
	gitlab_job
	for _ in 1 2 3 4 5; do
		undecided ""
	done
	! grep -q 'UNPROCESSABLE\|NO_PATH' "$PRISM_LOG" || false
}

@test "made-up answers of Gitea approve nothing" {
	forge_world
	request 7 topic brand/logo.svg
	prism_start mock gitea
	gitea_job "$FORGE"
	undecided "Gitea sent a pull request without a head commit"
	described gitea
}

# ---- Clients of others ----------------------------------------------------------------------------------------------

client() { # FORGE ORIGIN
	run_split node "$BATS_TEST_DIRNAME/clients.mjs" "$@"
	[ "$status" -eq 0 ]
}

@test "octokit reads the scripted forge as we do" {
	github_request
	answer "GET /repos/acme/marketing/pulls/7/reviews?per_page=100" "$(list "$(review 1 lena-gh APPROVED)")" \
		'.headers.Link = "<{{origin}}/repos/acme/marketing/pulls/7/reviews?per_page=100&page=2>; rel=\"next\""'
	answer "GET /repos/acme/marketing/pulls/7/reviews?per_page=100&page=2" "$(list "$(review 2 greta-gh CHANGES_REQUESTED)")"
	forge_start
	client github "$FORGE"
	local head
	head=$(git rev-parse HEAD)
	[ "$output" = "head open $head"$'\n'"lena-gh APPROVED $head"$'\n'"greta-gh CHANGES_REQUESTED $head" ]
	github_job pull_request_target
	ci --explain
	[[ $output == *"  lena-gh   approves       ${head:0:12}  "*"  greta-gh  wants changes  "* ]]
}

@test "gitbeaker reads the scripted forge as we do" {
	gitlab_request
	forge_start
	client gitlab "$FORGE"
	local head
	head=$(git rev-parse HEAD)
	[ "$output" = "head opened $head"$'\n'"lena-gl approved $head"$'\n'"greta-gl approved $head" ]
	gitlab_job
	ci --explain
	[[ $output == *"  lena-gl   approves       ${head:0:12}  "*"  greta-gl  approves       ${head:0:12}  "* ]]
}

@test "gitea-js reads the scripted forge as we do" {
	gitea_request
	answer "GET /api/v1/repos/acme/marketing/pulls/7/reviews?limit=50&page=1" \
		"$(list "$(gitea_review 1 lena-gt APPROVED)" "$(gitea_review 2 greta-gt REQUEST_CHANGES)")" '.headers["X-Total-Count"] = "2"'
	forge_start
	client gitea "$FORGE"
	local head
	head=$(git rev-parse HEAD)
	[ "$output" = "head open $head"$'\n'"lena-gt APPROVED $head"$'\n'"greta-gt REQUEST_CHANGES $head" ]
	gitea_job "$FORGE/api/v1"
	ci --explain
	[[ $output == *"  lena-gt   approves       ${head:0:12}  "*"  greta-gt  wants changes  "* ]]
}

# ---- What was recorded ----------------------------------------------------------------------------------------------

@test "pages as GitHub numbered them in a recording" {
	local recording="$NODE_MODULES/@octokit/fixtures/scenarios/api.github.com/paginate-issues/normalized-fixture.json" page link route
	github_request
	for page in 0 1 2 3 4; do
		route=$(jq -r --argjson page "$page" '.[$page].path' "$recording")
		link=$(jq -c --argjson page "$page" '.[$page].headers.link | gsub("https://api.github.com"; "{{origin}}")' "$recording")
		[[ $page -gt 0 ]] || route="/repos/acme/marketing/pulls/7/reviews?per_page=100"
		answer "GET $route" "$(list "$(review $((page + 1)) "$([[ $page -lt 4 ]] && echo nobody || echo lena-gh)" APPROVED)")" ".headers.Link = $link"
	done
	forge_start
	github_job pull_request_target
	ci --explain
	[ "$status" -eq 1 ]
	[[ $output == *"  lena-gh  approves "* ]]
	[ "$(wc -l <"$FORGE_LOG")" -eq 8 ]
}

@test "every example of an event that GitHub gives" {
	local index="$NODE_MODULES/@octokit/webhooks-examples/api.github.com/index.json" event number seen=0
	forge_world
	request 7 topic brand/logo.svg
	forge_start
	github_job pull_request_target
	jq -r '.[] | select(.name | test("^(pull_request(_review(_comment)?)?|merge_group|issue_comment|push|workflow_run)$")) | .name as $name |
		.examples[] | $name, .pull_request.number // "", tojson' "$index" >"$SANDBOX/events"
	while read -r event && read -r number && read -r; do
		printf '%s\n' "$REPLY" >"$SANDBOX/event.json"
		GITHUB_EVENT_NAME=$event undecided "${number:+acme/marketing#$number}"
		printf '%s: %s\n' "$event" "$stderr" >>"$SANDBOX/said"
		seen=$((seen + 1))
	done <"$SANDBOX/events"
	[ "$seen" -ge 60 ]
	! grep -v '^pull_request\|about no pull request\|^issue_comment: .* on an issue\|^merge_group: .*#104 ' "$SANDBOX/said" || false
}
