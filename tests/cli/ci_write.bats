# mowners ci --comment and --status: what it leaves on a forge.

# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; run_split sets stderr

load helper
load world
load forge

API="/repos/acme/marketing"
PULL="GET $API/pulls/7"
REVIEWS="GET $API/pulls/7/reviews?per_page=100"
COMMENTS="$API/issues/7/comments"
MARKER='<!-- mowners: the check of this request -->'

# A request on GitHub, to be told of in what follows.
begin() { # [REVIEW…]
	forge_world
	request 7 topic email/hero.png
	answer "$PULL" "$(pull)"
}

start() {
	forge_start
	github_job pull_request_target
}

comment() { # ID ACCOUNT BODY
	jq -cn --argjson id "$1" --arg login "$2" --arg body "$3" '{id: $id, user: {login: $login}, body: $body}'
}

# What was sent with a request, from the log; one line each.
sent() { # METHOD PATH
	grep -F "main $1 $2 " "$FORGE_LOG" | sed 's/^[^}]*} //'
}

@test "the first comment, which begins with a marker" {
	begin
	answer "$REVIEWS" "$(list)"
	answer "GET /user" '{"message": "Resource not accessible by integration"}' '.status = 403'
	answer "GET $COMMENTS?per_page=100" "$(list "$(comment 1 tess-gh 'Please look')" "$(comment 2 tess-gh "$MARKER"$'\nmine')")"
	answer "POST $COMMENTS" '{"id": 3}' '.status = 201'
	start
	ci --comment
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(sent POST "$COMMENTS" | wc -l)" -eq 1 ]
	local body
	body=$(sent POST "$COMMENTS" | jq -r .body)
	[ "$(head -n 1 <<<"$body")" = "$MARKER" ]
	[ "$(sed -n 2p <<<"$body")" = "### mowners: \`main\`: 1 changed file cannot land yet" ]
	[[ $body == *"approve pull request 7 on GitHub"* ]]
	! grep -E '(^|[^`])@[a-z]' <<<"$body" || false
}

@test "the same comment is changed, and left alone where it says that already" {
	begin
	answer "$REVIEWS" "$(list)"
	answer "GET /user" '{"login": "Check-Bot"}'
	answer "GET $COMMENTS?per_page=100" "$(list "$(comment 1 other "$MARKER"$'\nnot ours')")" \
		".headers.Link = \"<$COMMENTS?per_page=100&page=2>; rel=next\""
	answer "GET $COMMENTS?per_page=100&page=2" "$(list "$(comment 8 check-bot "$MARKER"$'\nold')" "$(comment 9 check-bot "$MARKER"$'\nolder')")"
	answer "PATCH $API/issues/comments/8" '{"id": 8}'
	start
	ci --comment
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(grep -c 'main P' "$FORGE_LOG")" -eq 1 ]
	local body
	body=$(sent PATCH "$API/issues/comments/8" | jq -r .body)
	[[ $body == "$MARKER"$'\n### mowners:'* ]]
	forge_stop
	: >"$FORGE_LOG"
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list)"
	answer "GET /user" '{"login": "Check-Bot"}'
	answer "GET $COMMENTS?per_page=100" "$(list "$(comment 8 check-bot "$body"$'\n')")"
	start
	ci --comment
	[ "$status" -eq 1 ]
	! grep 'main P' "$FORGE_LOG" || false
}

@test "what can land begins no comment, and ends the one that is there" {
	begin
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED)")"
	answer "GET /user" '{"login": "check-bot"}'
	answer "GET $COMMENTS?per_page=100" "$(list)"
	answer "GET $COMMENTS?per_page=100" "$(list "$(comment 8 check-bot "$MARKER"$'\nold')")"
	answer "PATCH $API/issues/comments/8" '{"id": 8}'
	start
	ci --comment
	[ "$status" -eq 0 ]
	! grep 'main P' "$FORGE_LOG" || false
	ci --comment
	[ "$status" -eq 0 ]
	[[ $(sent PATCH "$API/issues/comments/8" | jq -r .body) == *"can land"* ]]
}

@test "a comment that cannot be written is a warning" {
	begin
	answer "$REVIEWS" "$(list)"
	answer "GET /user" '{"login": "check-bot"}'
	answer "GET $COMMENTS?per_page=100" "$(list)"
	answer "POST $COMMENTS" '{"message": "no"}' '.status = 403'
	start
	ci --comment
	[ "$status" -eq 1 ]
	[[ $stderr == "mowners: warning: the comment on github#7 could not be written: 127.0.0.1 does not allow to write a comment on pull request acme/marketing#7 (403); the token needs pull-requests: write"* ]]
	forge_stop
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list)"
	answer "GET /user" '{"login": "check-bot"}' '.status = 500'
	start
	ci --comment
	[ "$status" -eq 1 ]
	[[ $stderr == *"could not be written: 127.0.0.1 gave no answer about who asks about pull request acme/marketing#7 (500)"* ]]
}

@test "what writes is not tried again where it may have been heard, and follows no redirect" {
	local code
	for code in 500 502 302; do
		begin
		answer "$REVIEWS" "$(list)"
		answer "POST $API/statuses/$(git rev-parse HEAD)" null ".status = $code | .headers.Location = \"/elsewhere\""
		start
		ci --status
		[ "$status" -eq 3 ]
		[ "$(grep -c 'main POST' "$FORGE_LOG")" -eq 1 ]
		! grep elsewhere "$FORGE_LOG" || false
		forge_stop
	done
	begin
	answer "$REVIEWS" "$(list)"
	answer "POST $API/statuses/$(git rev-parse HEAD)" null '.status = 429 | .headers["Retry-After"] = "0"'
	answer "POST $API/statuses/$(git rev-parse HEAD)" '{}' '.status = 201'
	start
	ci --status
	[ "$status" -eq 1 ]
	[ "$(grep -c 'main POST' "$FORGE_LOG")" -eq 2 ]
}

@test "the status of the head" {
	begin
	answer "$REVIEWS" "$(list)"
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED)")"
	answer "$REVIEWS" "$(list)" '.status = 403'
	answer "POST $API/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	start
	export GITHUB_SERVER_URL=https://github.com GITHUB_RUN_ID=42
	ci --status
	[ "$status" -eq 1 ]
	ci --status
	[ "$status" -eq 0 ]
	ci --status
	[ "$status" -eq 3 ]
	[ "$(sent POST "$API/statuses/$(git rev-parse HEAD)" | jq -c '[.state, .context, .description, .target_url]')" = '["failure","mowners","main: 1 changed file cannot land yet","https://github.com/acme/marketing/actions/runs/42"]
["success","mowners","main: 1 changed file can land: approved by @marc","https://github.com/acme/marketing/actions/runs/42"]
["error","mowners","this could not be decided; the log of the job says why","https://github.com/acme/marketing/actions/runs/42"]' ]
}

@test "no status where nothing protects the branch: it would hold for a request of that commit to another one" {
	begin
	git push -q origin main:free
	forge_stop
	answer "$PULL" "$(pull '.base.ref = "free"')"
	answer "$REVIEWS" "$(list)"
	start
	ci --status
	[ "$status" -eq 0 ]
	[[ $output == *"nothing here is protected"* ]]
	! grep 'main P' "$FORGE_LOG" || false
}

@test "a job of an older commit, and a closed request, set no status" {
	begin
	answer "$REVIEWS" "$(list)"
	start
	github_job pull_request_target '.pull_request.head.sha = "2222222222222222222222222222222222222222"'
	undecided "this job was made for commit 222222222222" --status
	forge_stop
	answer "$PULL" "$(pull '.state = "closed"')"
	start
	undecided "github#7 is closed" --status --comment
	! grep 'main P' "$FORGE_LOG" || false
}

@test "--dry-run writes nothing, and says so" {
	begin
	answer "$REVIEWS" "$(list)"
	start
	: >"$SANDBOX/summary.md"
	export GITHUB_STEP_SUMMARY=$SANDBOX/summary.md
	ci --comment --status --dry-run
	[ "$status" -eq 1 ]
	[[ $stderr == *"a comment on github#7 is not written, as --dry-run says"* ]]
	[[ $stderr == *"the status mowners of commit $(git rev-parse --short=12 HEAD) is not set, as --dry-run says: fails"* ]]
	! grep 'main P' "$FORGE_LOG" || false
	[ ! -s "$SANDBOX/summary.md" ]
}

@test "on Gitea" {
	forge_world
	request 7 topic email/hero.png
	local api=/api/v1/repos/acme/marketing
	answer "GET $api/pulls/7" "$(pull)"
	answer "GET $api/pulls/7/reviews?limit=50&page=1" "$(list)" '.headers["X-Total-Count"] = "0"'
	answer "GET /api/v1/user" '{"login": "check-bot"}'
	answer "GET $api/issues/7/comments" "$(list "$(comment 8 check-bot "$MARKER"$'\nold')")"
	answer "PATCH $api/issues/comments/8" '{"id": 8}'
	answer "POST $api/statuses/$(git rev-parse HEAD)" '{"id": 8}' '.status = 201'
	forge_start
	MOWNERS_TOKEN=gt_secretsecret ci --platform gitea --api "$FORGE/api/v1" --project acme/marketing --request 7 --comment --status
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(sent POST "$api/statuses/$(git rev-parse HEAD)" | jq -r .state)" = failure ]
	[ "$(grep -c 'main PATCH' "$FORGE_LOG")" -eq 1 ]
}

@test "on GitLab" {
	forge_world
	request 7 topic email/hero.png
	local api=/api/v4/projects/acme%2Fmarketing
	answer "GET $api/merge_requests/7" "$(jq -cn --arg head "$(git rev-parse HEAD)" '{state: "opened", sha: $head, target_branch: "main"}')"
	answer "GET $api/merge_requests/7/approvals" '{"approved_by": []}'
	answer "GET $api/merge_requests/7/reviewers" '[]'
	answer "GET /api/v4/user" '{"username": "check-bot"}'
	answer "GET $api/merge_requests/7/notes?per_page=100" "$(jq -cn --arg body "$MARKER" '[{id: 7, author: {username: "x"}, body: $body}, {id: 8, author: {username: "check-bot"}, body: $body}]')"
	answer "PUT $api/merge_requests/7/notes/8" '{"id": 8}'
	answer "POST $api/statuses/$(git rev-parse HEAD)" '{"id": 8}' '.status = 201'
	forge_start
	export MOWNERS_TOKEN=glpat_secretsecret
	ci --platform gitlab --api "$FORGE/api/v4" --project acme/marketing --request 7 --comment --status
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "$(sent POST "$api/statuses/$(git rev-parse HEAD)" | jq -c '[.state, .name]')" = '["failed","mowners"]' ]
	[ "$(grep -c 'main PUT' "$FORGE_LOG")" -eq 1 ]
}

# ---- Every open request ------------------------------------------------------------------------------------------

@test "--all-open: a line and a status each, and what one of them lacks is no failure" {
	forge_world
	request 7 topic email/hero.png
	local first second
	first=$(git rev-parse HEAD)
	answer "GET $API/pulls?state=open&per_page=100" '[{"number": 7}]' ".headers.Link = \"<$API/pulls?state=open&per_page=100&page=2>; rel=next\""
	answer "GET $API/pulls?state=open&per_page=100&page=2" '[{"number": 8}]'
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list)"
	request 8 other blog/post.md
	second=$(git rev-parse HEAD)
	answer "GET $API/pulls/8" "$(pull)"
	answer "GET $API/pulls/8/reviews?per_page=100" "$(list "$(review 1 omar-gh APPROVED)")"
	answer "POST $API/statuses/$first" '{"id": 1}' '.status = 201'
	answer "POST $API/statuses/$second" '{"id": 1}' '.status = 201'
	start
	github_job schedule '{}'
	git checkout -q --detach origin/main
	ci --all-open
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: github#7: main: 1 changed file cannot land yet
mowners: github#8: main: 1 changed file can land: approved by @omar" ]
	[ -z "$stderr" ]
	[ "$(sent POST "$API/statuses/$first" | jq -r .state)" = failure ]
	[ "$(sent POST "$API/statuses/$second" | jq -r .state)" = success ]
	: >"$FORGE_LOG"
	ci --all-open --dry-run -q
	[ "$status" -eq 2 ]
	run_split mowners -q --now "$NOW" ci --all-open --dry-run
	[ "$status" -eq 0 ]
	! grep 'main P' "$FORGE_LOG" || false
}

@test "--all-open: of requests with the same head one that cannot land speaks for all" {
	forge_world
	request 7 topic email/hero.png
	git push -q origin main:release/1 HEAD:refs/pull/8/head HEAD:refs/pull/9/head
	answer "GET $API/pulls?state=open&per_page=100" '[{"number": 8}, {"number": 7}, {"number": 9}]'
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list)"
	for number in 8 9; do
		answer "GET $API/pulls/$number" "$(pull '.base.ref = "release/1"')"
		answer "GET $API/pulls/$number/reviews?per_page=100" "$(list "$(review 1 marc-gh APPROVED)")"
		answer "GET $API/issues/$number/timeline?per_page=100" '[]'
	done
	answer "POST $API/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	start
	github_job schedule '{}'
	ci --all-open
	[ "$status" -eq 0 ]
	[ "$(wc -l <<<"$output")" -eq 3 ]
	[[ $stderr == "mowners: warning: the status mowners of commit $(git rev-parse --short=12 HEAD) is left as it is: another open request has that head, and cannot land" ]]
	[ "$(sent POST "$API/statuses/$(git rev-parse HEAD)" | jq -r .state | paste -sd ' ')" = "success failure" ]
}

@test "--all-open: one that cannot be looked at is 3, and the others are looked at" {
	forge_world
	request 7 topic email/hero.png
	answer "GET $API/pulls?state=open&per_page=100" '[{"number": 6}, {"number": 7}]'
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list)"
	answer "POST $API/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	start
	github_job schedule '{}'
	ci --all-open
	[ "$status" -eq 3 ]
	[ "$output" = "mowners: github#7: main: 1 changed file cannot land yet" ]
	[[ $stderr == "mowners: 127.0.0.1 does not have, or does not show, the pull request acme/marketing#6 (404)"* ]]
	forge_stop
	answer "GET $API/pulls?state=open&per_page=100" '[]' '.status = 403'
	start
	github_job schedule '{}'
	undecided "127.0.0.1 does not allow to read the list of every open pull request acme/marketing (403)" --all-open
	ci --all-open --request 7
	[ "$status" -eq 2 ]
}

@test "--all-open on GitLab, where an approval starts no pipeline, and on Gitea" {
	forge_world
	request 7 topic email/hero.png
	local api=/api/v4/projects/5
	answer "GET $api/merge_requests?state=opened&per_page=100" '[{"iid": 7, "id": 1001}]'
	answer "GET $api/merge_requests/7" "$(jq -cn --arg head "$(git rev-parse HEAD)" '{state: "opened", sha: $head, target_branch: "main"}')"
	answer "GET $api/merge_requests/7/approvals" '{"approved_by": []}'
	answer "GET $api/merge_requests/7/reviewers" '[]'
	answer "POST $api/statuses/$(git rev-parse HEAD)" '{"id": 8}' '.status = 201'
	api=/api/v1/repos/acme/marketing
	answer "GET $api/pulls?state=open&limit=50&page=1" '[]' '.headers["X-Total-Count"] = "0"'
	forge_start
	export MOWNERS_TOKEN=glpat_secretsecret GITLAB_CI=true CI_API_V4_URL=$FORGE/api/v4 CI_PROJECT_ID=5 CI_PIPELINE_SOURCE=schedule
	ci --all-open
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: gitlab!7: main: 1 changed file cannot land yet" ]
	unset GITLAB_CI "${!CI_@}"
	ci --all-open --platform gitea --api "$FORGE/api/v1" --project acme/marketing
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
}
