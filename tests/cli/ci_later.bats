# mowners ci: what a forge is asked only where the verdict hangs on it.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

export DESCRIBED=github
export FORGE_EDIT="/^accountable = @marc/a escalate = @omar after 2d"
PULL="GET /repos/acme/marketing/pulls/7"
REVIEWS="GET /repos/acme/marketing/pulls/7/reviews?per_page=100"
COMMITS="GET /repos/acme/marketing/pulls/7/commits?per_page=100"
TIMELINE="GET /repos/acme/marketing/issues/7/timeline?per_page=100"

# The request, as JQ changes it, has these reviews; a job of it runs.
reviewed() { # JQ REVIEW…
	local edit=$1

	shift
	answer "$PULL" "$(pull "$edit")"
	answer "$REVIEWS" "$(list "$@")"
	forge_start
	github_job pull_request_target
}

event() { # EVENT MOMENT
	jq -cn --arg event "$1" --arg at "$2" --argjson user "$(pull | jq .user)" '{id: 1, node_id: "x", url: "x", actor: $user, event: $event,
		commit_id: null, commit_url: null, created_at: $at, performed_via_github_app: null}'
}

@test "escalate: since the request was opened, or was no draft any more" {
	forge_world
	request 7 topic email/hero.png
	local omar
	omar=$(review 1 omar-gh APPROVED)
	answer "$TIMELINE" "[]"
	reviewed '.created_at = "2026-11-20T11:00:00Z"' "$omar"
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @omar" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
	forge_stop
	: >"$FORGE_LOG"
	reviewed '.created_at = "2026-11-20T13:00:00Z"' "$omar"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @marc"* ]]
	[ "$(wc -l <"$FORGE_LOG")" -eq 4 ]
	forge_stop
	answer "$TIMELINE" "$(list "$(event base_ref_changed 2026-11-21T13:00:00Z)")"
	reviewed '.created_at = "2026-11-10T11:00:00Z"' "$omar"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @marc"* ]]
	forge_stop
	answer "$TIMELINE" "$(list "$(event ready_for_review 2026-11-18T13:00:00Z)" "$(event ready_for_review 2026-11-21T13:00:00Z)" \
		"$(event closed 2026-11-19T13:00:00Z)")"
	reviewed '.created_at = "2026-11-10T11:00:00Z"' "$omar"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @marc"* ]]
	forge_stop
	DESCRIBED='' reviewed '.created_at = "soon"' "$omar"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"escalate lets nobody in: how long github#7 has waited is not known (the forge does not say when it was opened)"* ]]
}

@test "escalate: not while it is a draft, and not where the forge's word does not count" {
	forge_world
	request 7 topic email/hero.png
	reviewed '.created_at = "2026-11-10T11:00:00Z" | .draft = true' "$(review 1 omar-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"escalate lets nobody in: how long github#7 has waited is not known (it is a draft)"* ]]
	[ "$(asked "$TIMELINE")" -eq 1 ]
	forge_stop
	git checkout -q --detach origin/main
	printf '\n[level standard]\nevidence = signed\n' >>OWNERS
	force_rules
	git checkout -q topic
	git push -q origin HEAD:refs/heads/topic
	approve omar topic
	reviewed '.created_at = "2026-11-10T11:00:00Z"'
	run_split mowners ci
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @marc"* && $output != *"@omar approved"* ]]
}

@test "self-approval: of the author of a request, where the forge says that all of it is theirs" {
	forge_world
	git fetch -q origin && git checkout -q -B topic --no-track origin/main
	local first
	echo mine >blog/post.md
	git -c user.email=omar@example.com commit -q -a -m mine
	first=$(git rev-parse HEAD)
	echo too >>blog/post.md
	git -c user.email=omar@example.com commit -q -a -m too
	git push -q origin +HEAD:refs/pull/7/head
	answer "$COMMITS" "$(list "$(commit "$first" Omar-GH)" "$(commit "$(git rev-parse HEAD)" omar-gh)")"
	reviewed '.user.login = "omar-gh"'
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @omar" ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 4 ]
	forge_stop
	answer "$COMMITS" "$(list "$(commit "$first")" "$(commit "$(git rev-parse HEAD)" omar-gh)")"
	reviewed '.user.login = "omar-gh"'
	ci
	[ "$status" -eq 1 ]
	forge_stop
	answer "$COMMITS" "$(list "$(commit "$(git rev-parse HEAD)" omar-gh)")"
	reviewed '.user.login = "omar-gh"'
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"github#7 by github:omar-gh does not count: commit ${first:0:12} may be somebody else's"* ]]
}

@test "self-approval: nothing is asked where it would not help" {
	forge_world
	request 7 topic blog/post.md
	reviewed '.user.login = "omar-gh"'
	ci
	[ "$status" -eq 1 ]
	forge_stop
	git checkout -q -B topic --no-track origin/main
	echo mine >email/hero.png
	git -c user.email=marc@example.com commit -q -a -m mine
	git push -q origin +HEAD:refs/pull/7/head
	reviewed '.user.login = "marc-gh"'
	ci
	[ "$status" -eq 1 ]
	[ "$(asked "$COMMITS")" -eq 0 ]
}
