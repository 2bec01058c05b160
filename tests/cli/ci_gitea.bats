# mowners ci on Gitea and Forgejo.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

export DESCRIBED=gitea
PULL="GET /api/v1/repos/acme/marketing/pulls/7"
REVIEWS="GET /api/v1/repos/acme/marketing/pulls/7/reviews?limit=50&page="

# A job of Gitea's Actions about pull request 7; its runner sets GitHub's variables.
gitea_job() { # EVENT
	github_job "$1"
	unset GITHUB_WORKFLOW_REF GITHUB_TOKEN
	export GITEA_ACTIONS=true GITHUB_API_URL=$FORGE/api/v1 GITEA_TOKEN=gt_secretsecret
}

# Gitea's description has no examples; in what is read here its answers are GitHub's.
gitea_pull() {
	pull '{number, title, state, draft, merged, user: {login: .user.login}, head: {ref: .head.ref, sha: .head.sha}, base: {ref: .base.ref}}'
}

gitea_review() { # ID ACCOUNT STATE [JQ]
	review "$1" "$2" "$3" '{id, body, state, commit_id, submitted_at, user: {login: .user.login}} | .stale = false | .official = true | .dismissed = false | .submitted_at = "2026-11-22T12:00:00+01:00" | '"${4-.}"
}

reviewed() { # REVIEW…
	answer "$PULL" "$(gitea_pull)"
	answer "${REVIEWS}1" "$(list "$@")" ".headers[\"X-Total-Count\"] = \"$#\""
	forge_start
	gitea_job pull_request_target
}

@test "approvals and requests for changes, the last one of each" {
	forge_world
	request 7 topic brand/logo.svg email/hero.png
	reviewed "$(gitea_review 1 lena-gt REQUEST_CHANGES)" "$(gitea_review 2 lena-gt COMMENT)" "$(gitea_review 3 lena-gt APPROVED)" \
		"$(gitea_review 4 greta-gt APPROVED)" "$(gitea_review 5 marc-gt APPROVED)" "$(gitea_review 6 marc-gt REQUEST_CHANGES)" \
		"$(gitea_review 7 greta-gt REQUEST_REVIEW)" "$(gitea_review 8 greta-gt PENDING)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	[[ $output == *"email/hero.png"*"@marc stopped it on 2026-11-22 at 11:00 UTC, as gitea#7 review 6"* ]]
	[ "$(grep -c '"Authorization": "token gt_secretsecret"' "$FORGE_LOG")" -eq 4 ]
}

@test "an approval given before the request came to this branch" {
	forge_world
	request 7 topic email/hero.png
	answer "GET /api/v1/repos/acme/marketing/issues/7/timeline" "$(list '{"type": "comment", "created_at": "2026-11-22T12:00:00+01:00"}' \
		'{"type": "change_target_branch", "created_at": "2026-11-22T12:00:00+01:00"}')"
	reviewed "$(gitea_review 1 marc-gt APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"gitea#7 review 1 by gitea:marc-gt does not count: it was given before the request came to this branch"* ]]
	forge_stop
	reviewed "$(gitea_review 1 marc-gt APPROVED '.submitted_at = "2026-11-22T12:02:00+01:00"')"
	ci
	[ "$status" -eq 0 ]
}

@test "they approve it there" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"  They     approve pull request 7 on Gitea"* ]]
	[[ $output != *Mode* ]]
	gitea_job pull_request
	ci
	[[ $output == *"Mode     advise: this job may be read from the change itself"* ]]
}

@test "dismissed, stale, not official, of a team, of a blocked account" {
	forge_world
	request 7 topic email/hero.png blog/post.md social/post.md partner/copy.md guild/type.woff2
	reviewed "$(gitea_review 1 marc-gt APPROVED '.stale = true | .official = false')" \
		"$(gitea_review 2 omar-gt APPROVED '.dismissed = true')" \
		"$(gitea_review 3 x APPROVED 'del(.user) | .team = {name: "guild"}')" \
		"$(gitea_review 4 hana-gt REQUEST_CHANGES '.dismissed = true')" \
		"$(gitea_review 5 ines-gt REQUEST_CHANGES '.user.prohibit_login = true')"
	ci --explain
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @marc  @marc approved"* ]]
	[[ $output != *stopped* ]]
	[[ $output == *"gitea#7 review 2; does not count: the review was dismissed"* ]]
	[[ $output == *"gitea#7 review 5; does not count: the account is blocked"* ]]
	[[ $stderr == *"gitea#7 review 3 does not count: its account is gone"* ]]
}

@test "stale without a commit does not count" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(gitea_review 1 marc-gt APPROVED '.stale = true | .commit_id = ""')"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"gitea#7 review 1"*"the forge does not say which commit it is for"* ]]
}

@test "pages are counted, also where drafts of others are not shown" {
	forge_world
	request 7 topic email/hero.png
	answer "$PULL" "$(gitea_pull)"
	answer "${REVIEWS}1" "$(list "$(gitea_review 1 marc-gt APPROVED)")" '.headers["X-Total-Count"] = "23"'
	answer "${REVIEWS}2" "$(list)" '.headers["X-Total-Count"] = "23"'
	answer "${REVIEWS}3" "$(list "$(gitea_review 21 marc-gt REQUEST_CHANGES)")" '.headers["X-Total-Count"] = "23"'
	answer "${REVIEWS}4" "$(list)" '.headers["X-Total-Count"] = "23"'
	forge_start
	gitea_job pull_request_target
	ci
	[ "$status" -eq 1 ]
	[[ $output == *stopped* ]]
	[ "$(asked "${REVIEWS}4")" -eq 1 ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 6 ]
}

@test "a server that does not count: up to the first empty page" {
	forge_world
	request 7 topic email/hero.png
	answer "$PULL" "$(gitea_pull)"
	answer "${REVIEWS}1" "$(list "$(gitea_review 1 marc-gt REQUEST_CHANGES)")"
	answer "${REVIEWS}2" "$(list "$(gitea_review 2 marc-gt APPROVED)")" '.headers["X-Total-Count"] = "many"'
	answer "${REVIEWS}3" "$(list)"
	forge_start
	gitea_job pull_request_target
	ci
	[ "$status" -eq 0 ]
	[ "$(asked "${REVIEWS}3")" -eq 1 ]
}

@test "by hand there is no address that everybody means" {
	forge_world
	run_split mowners ci --platform gitea --project acme/marketing --request 7
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: where Gitea is, is not known here; --api names its address, such as https://git.example.com/api/v1" ]
}

@test "Forgejo says so by a variable of its own" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(gitea_review 1 marc-gt APPROVED)"
	unset GITEA_ACTIONS GITEA_TOKEN
	export FORGEJO_ACTIONS=true FORGEJO_TOKEN=fj_secretsecret
	ci
	[ "$status" -eq 0 ]
	grep -q '"token fj_secretsecret"' "$FORGE_LOG"
}

@test "commits of its author alone, in pages, are approved by them where that is enough" {
	forge_world
	git fetch -q origin && git checkout -q -B topic --no-track origin/main
	local commits="GET /api/v1/repos/acme/marketing/pulls/7/commits?verification=false&files=false&limit=50&page=" first total='.headers["X-Total-Count"] = "2"'
	git -c user.email=omar@example.com commit -q --allow-empty -m first
	first=$(git rev-parse HEAD)
	echo mine >blog/post.md
	git -c user.email=omar@example.com commit -q -a -m mine
	git push -q origin +HEAD:refs/pull/7/head
	answer "$PULL" "$(gitea_pull | jq -c '.user.login = "omar-gt"')"
	answer "${REVIEWS}1" "[]" '.headers["X-Total-Count"] = "0"'
	answer "${commits}1" "$(list "$(commit "$(git rev-parse HEAD)" omar-gt | jq -c '{sha, author: {login: .author.login}}')")" "$total"
	answer "${commits}2" "$(list "$(commit "$first" omar-gt | jq -c '{sha, author: {login: .author.login}}')")" "$total"
	forge_start
	gitea_job pull_request_target
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @omar" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
}
