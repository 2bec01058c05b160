# mowners ci on GitHub: the reviews of a pull request, and which change a job is about.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

export DESCRIBED=github
PULL="GET /repos/acme/marketing/pulls/7"
REVIEWS="GET /repos/acme/marketing/pulls/7/reviews?per_page=100"

# The request has these reviews, in one page, and a job of it runs.
reviewed() { # REVIEW…
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list "$@")"
	forge_start
	github_job pull_request_target
}

# ---- Verdicts ----------------------------------------------------------------------------------------------------

@test "a change that nobody has approved" {
	forge_world
	request 7 topic brand/logo.svg email/hero.png
	reviewed
	ci
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "mowners: main: 2 of 2 changed files cannot land yet" ]
	[[ $output == *"    decision  @lena   not yet"* ]]
	[[ $(said) == *" Ask Lena Fischer (@lena), Marc Ode (@marc) and Greta Holm (@greta): together they complete this "* ]]
	[[ $output == *"  They     approve pull request 7 on GitHub"* ]]
	[[ $output == *"  Why      mowners why brand/logo.svg"* ]]
	[[ $output != *"mowners approve"* ]]
	[[ $output != *"Mode"* ]]
	[ -z "$stderr" ]
	[ "$(asked "$PULL")" -eq 2 ]
	[ "$(wc -l <"$FORGE_LOG")" -eq 3 ]
}

@test "approvals count for the people whose accounts they are" {
	forge_world
	request 7 topic brand/logo.svg
	reviewed "$(review 1 Lena-GH APPROVED)" "$(review 2 greta-gh APPROVED)" "$(review 3 stranger APPROVED)"
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
	[[ $stderr == *"github#7 review 3 by github:stranger does not count: the rules know nobody with that account"* ]]
}

@test "the last review that is no comment is what an account thinks" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh CHANGES_REQUESTED)" "$(review 2 marc-gh COMMENTED)" "$(review 3 Marc-gh APPROVED)" \
		"$(review 4 marc-gh COMMENTED)" "$(review 5 marc-gh PENDING)" "$(review 6 marc-gh SOMETHING_NEW)"
	ci
	[ "$status" -eq 0 ]
}

@test "an approval given before the request came to this branch, or at once after" {
	forge_world
	request 7 topic email/hero.png
	local timeline="GET /repos/acme/marketing/issues/7/timeline?per_page=100" turn
	turn=$(pull | jq -c '{id: 1, node_id: "x", url: "x", actor: .user, event: "base_ref_changed", commit_id: null, commit_url: null,
		created_at: "2026-11-22T11:00:00Z", performed_via_github_app: null}')
	answer "$timeline" "$(list "$(jq -c '.event = "labeled" | .created_at = "2026-11-22T11:59:00Z"' <<<"$turn")" "$turn" \
		"$(jq -c '.created_at = "2026-11-22T10:00:00Z"' <<<"$turn")")"
	WHEN=2026-11-22T11:01:59Z reviewed "$(WHEN=2026-11-22T11:01:59Z review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"github#7 review 1 by github:marc-gh does not count: it was given before the request came to this branch, or less than two minutes after; approve it again"* ]]
	forge_stop
	answer "$timeline" "$(list "$turn")"
	reviewed "$(WHEN=2026-11-22T11:02:00Z review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 0 ]
	forge_stop
	answer "$timeline" "$(list "$(jq -c '.event = "automatic_base_change_succeeded" | .created_at = "soon"' <<<"$turn")")"
	reviewed "$(review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	# Where the branch lost commits, the request brings them, which its page did not show.
	forge_stop
	answer "$timeline" "$(list "$(jq -c '.event = "base_ref_force_pushed"' <<<"$turn")")"
	reviewed "$(WHEN=2026-11-22T11:01:59Z review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	# It is a stop whenever it was given.
	forge_stop
	answer "$timeline" "$(list "$turn")"
	reviewed "$(WHEN=2026-11-22T10:00:00Z review 1 marc-gh CHANGES_REQUESTED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *stopped* ]]
	[ "$(asked "$timeline")" -eq 0 ]
	forge_stop
	answer "$timeline" '{"message": "no"}' '.status = 403'
	reviewed "$(review 1 marc-gh APPROVED)"
	undecided "127.0.0.1 does not allow to read the events of pull request acme/marketing#7 (403); the token needs pull-requests: read"
}

@test "a request for changes stops, whatever was approved before and whatever was pushed since" {
	forge_world
	request 7 topic email/hero.png
	local before
	before=$(review 2 marc-gh CHANGES_REQUESTED)
	request 7 topic email/hero.png blog/post.md
	reviewed "$(review 1 marc-gh APPROVED)" "$before" "$(review 3 omar-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"email/hero.png"*"stopped"*"@marc stopped it on 2026-11-22 at 11:00 UTC, as github#7 review 2"* ]]
	[[ $(unfolded) != *"blog/post.md"* ]]
}

@test "a request for changes of somebody without a role stops nothing" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh APPROVED)" "$(review 2 omar-gh CHANGES_REQUESTED)" "$(review 3 nobody CHANGES_REQUESTED)"
	ci
	[ "$status" -eq 0 ]
}

@test "what was dismissed counts for nothing, an approval and a request for changes" {
	forge_world
	request 7 topic email/hero.png blog/post.md
	reviewed "$(review 1 marc-gh DISMISSED)" "$(review 2 omar-gh APPROVED)" "$(review 3 omar-gh DISMISSED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"2 of 2 changed files"* ]]
	[[ $output != *stopped* ]]
	[[ $stderr == *"github#7 review 1"*"the review was dismissed"* ]]
}

@test "an approval counts for what was there when it was given" {
	forge_world
	request 7 topic email/hero.png
	local first
	first=$(review 1 marc-gh APPROVED)
	echo more >email/other.png
	commit_all "more"
	git push -q origin +HEAD:refs/pull/7/head
	reviewed "$first"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	[[ $output == *"  email/other.png "* ]]
}

@test "a request that was merged crosswise with its target: from where it left that twice, a file that goes back is no change" {
	forge_world
	git checkout -q -b side && GIT_COMMITTER_DATE="4070908800 +0000" git commit -q --allow-empty -m "side"
	change fix brand/logo.svg
	git checkout -q -b landed && git merge -q --no-ff -m "main" side
	git push -q origin landed && git -C "$SERVER" update-ref refs/heads/main landed
	git checkout -q -b topic side && git merge -q --no-ff --no-commit fix && git checkout -q side -- brand && commit_all "back"
	git push -q origin HEAD:refs/pull/7/head
	reviewed
	ci
	[ "$status" -eq 3 ]
	[[ $stderr == "mowners: the change and main were merged into one another crosswise, so that nobody can tell what would land; merge main into the change first" ]]
	run mowners check
	[ "$status" -eq 2 ]
	run mowners check landed...topic
	[ "$status" -eq 2 ]
	[[ $(said) == *"were merged into one another crosswise, so they have several common ancestors; merge one into the other first"* ]]
	git merge -q -s ours -m "main" landed
	run mowners check
	[ "$status" -eq 1 ]
	[[ $output == *brand/logo.svg* ]]
	# Nor is it known what a review was of then.
	git push -q origin HEAD:refs/pull/7/head
	forge_stop
	reviewed "$(review 1 lena-gh APPROVED ".commit_id = \"$(git rev-parse HEAD^)\"")"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"its commit and the target were merged into one another crosswise, so that nobody knows what was seen"* ]]
}

@test "a file that the target has moved meanwhile: git merges the change into the other place, which nobody was asked about" {
	forge_world
	seq 20 >blog/post.md
	force_rules
	change topic email/hero.png
	sed 's/^9$/nine/' blog/post.md >x && mv x blog/post.md
	commit_all "topic"
	git push -q origin HEAD:refs/pull/7/head
	change moved && git mv blog/post.md brand/post.md
	force_rules
	git checkout -q topic
	reviewed "$(review 1 omar-gh APPROVED)" "$(review 2 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"*"  blog/post.md "* ]]
	[[ $stderr == *"main has changed blog/post.md too since this left it"* ]]
}

@test "an approval is spent where the same has landed since by another request and was taken back" {
	forge_world
	request 7 topic email/hero.png email/other.png
	local first
	first=$(review 1 marc-gh APPROVED)
	git checkout -q -b other origin/main && git checkout -q topic -- email/hero.png && commit_all "other"
	git revert -n HEAD && git commit -q -m "back"
	git push -q origin HEAD:refs/heads/landed && git -C "$SERVER" update-ref refs/heads/main landed
	git checkout -q topic
	reviewed "$first"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"*"  email/hero.png "* ]]
	[[ $stderr == *"github#7 review 1 by github:marc-gh does not count: it is spent, the change to email/hero.png has landed since; it needs a new approval to come back, of a commit that has the target in it"* ]]
	forge_stop
	git merge -q -m "main" other
	git push -q origin +HEAD:refs/pull/7/head
	reviewed "$first"
	ci
	[ "$status" -eq 1 ]
	forge_stop
	reviewed "$first" "$(review 2 marc-gh APPROVED)"
	ci
	[ "$status" -eq 0 ]
}

@test "an approval of a commit that was pushed away is fetched by its id" {
	forge_world
	request 7 topic email/hero.png blog/post.md
	local first
	first=$(review 1 marc-gh APPROVED)
	echo other >blog/post.md
	git commit -q -a --amend -m "again"
	git push -q origin +HEAD:refs/pull/7/head
	git reflog expire --expire=now --all
	git gc -q --prune=now
	reviewed "$first"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 2 changed files cannot land yet"* ]]
	[[ $(unfolded) != *hero.png* ]]
	[ -z "$stderr" ]
}

@test "an approval of a commit that is gone does not count, which is said" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh APPROVED '.commit_id = "1111111111111111111111111111111111111111"')"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"github#7 review 1"*"the commit that it was given for is gone, and cannot be fetched"* ]]
}

@test "no commit, no account, no moment" {
	forge_world
	request 7 topic email/hero.png blog/post.md social/post.md
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED '.commit_id = null')" "$(review 2 x APPROVED '.user = null')" \
		"$(review 3 omar-gh APPROVED 'del(.submitted_at)')" "$(review 4 'a b' APPROVED)" 'null' '{}' '[]' '7')" ".odd = true"
	forge_start
	github_job pull_request_target
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"1 of 3 changed files"* || $output == *"2 of 3 changed files"* ]]
	[[ $output == *"email/hero.png"* ]]
	[[ $(unfolded) != *"blog/post.md"* ]]
	[[ $stderr == *"github#7 review 1"*"the forge does not say which commit it is for"* ]]
	[[ $stderr == *"github#7 review 2 does not count: its account is gone"* ]]
	[[ $stderr == *"github#7 review 4 does not count: its account is gone"* ]]
}

@test "a bot decides where it is declared to, and nowhere else" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 'renovate[bot]' APPROVED '.user.type = "Bot"')"
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == *"renovate[bot]"*"know nobody with that account"* ]]
}

@test "signed approvals count beside reviews" {
	forge_world
	request 7 topic brand/logo.svg
	git push -q origin HEAD:refs/heads/topic
	approve greta topic
	git update-ref -d refs/mowners/approvals
	local -x WHEN
	WHEN=$(moment '1 hour ago')
	reviewed "$(review 1 lena-gh APPROVED)"
	run_split mowners ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @lena and @greta" ]
}

@test "authors do not approve their own work" {
	forge_world
	git fetch -q origin
	git checkout -q -B topic --no-track origin/main
	echo mine >email/hero.png
	git -c user.email=marc@example.com commit -q -a -m mine
	git push -q origin +HEAD:refs/pull/7/head
	reviewed "$(review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
}

@test "rules are those of the default branch as it is now" {
	forge_world
	request 7 topic email/hero.png
	local head
	head=$(git rev-parse HEAD)
	git checkout -q --detach origin/main
	sed -i '/^\[email\]/,/^$/s/@marc/@omar/' OWNERS
	commit_all "omar decides"
	git push -q origin HEAD:refs/heads/forced
	git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
	git checkout -q --detach "$head"
	git update-ref -d refs/remotes/origin/HEAD
	reviewed "$(review 1 marc-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"decision  @omar"* ]]
}

@test "what is approved stands in folds, one an area, and names do not break out of them" {
	forge_world
	request 7 topic email/hero.png brand/logo.svg blog/'::endgroup::' blog/'##[endgroup]' blog/$'a\n::error::b' social/post.md
	reviewed "$(review 1 marc-gh APPROVED)" "$(review 2 omar-gh APPROVED)" "$(review 3 lena-gh APPROVED)"
	ci
	[ "$status" -eq 1 ]
	[[ $output == *$'\n\n::group::blog: 3 files, approved\n  '* ]]
	[[ $output == *$'\n::group::email: 1 file, approved\n  email/hero.png'*$'\n    decision  @marc  @marc approved\n::endgroup::\n'* ]]
	[ "$(grep -c '^::group::' <<<"$output")" = "$(grep -c '^::endgroup::$' <<<"$output")" ]
	! grep -E '^ *::' <<<"$output" | grep -vE '^::(group::[a-z]*: |endgroup::$)' || false
	! grep '##' <<<"$output" || false
	[[ $(unfolded) == "mowners: main: "*"  Ask "* ]]
	[[ $(unfolded) != *blog/* ]]
	unset GITHUB_ACTIONS
	ci --platform github --api "$FORGE" --project acme/marketing --request 7
	[[ $output != *blog* ]]
	[[ $output != *::* ]]
}

@test "mode = advise: said, and 0" {
	forge_world
	sed -i 's/^version = 1/&\nmode = advise/' OWNERS
	force_rules
	request 7 topic email/hero.png
	reviewed
	ci
	[ "$status" -eq 0 ]
	[[ $output == *"1 changed file is not approved yet"* ]]
	[[ $output == *"Mode     advise: OWNERS says mode = advise"* ]]
}

@test "an error that the change brings into OWNERS is 1, one in the rules in force 2" {
	forge_world
	git fetch -q origin
	git checkout -q -B topic --no-track origin/main
	echo nonsense >>OWNERS
	commit_all "nonsense"
	git push -q origin +HEAD:refs/pull/7/head
	reviewed
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"cannot land: it brings 1 error into OWNERS files or keys"* ]]
	git push -q origin HEAD:refs/heads/forced
	git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
	forge_stop
	echo x >email/hero.png
	commit_all "more"
	git -C "$SERVER" fetch -q "$PWD" "+HEAD:refs/pull/7/head"
	reviewed
	ci
	[ "$status" -eq 2 ]
}

@test "as JSON, and another branch than the default one" {
	forge_world
	git push -q origin origin/main:refs/heads/forced
	git -C "$SERVER" update-ref refs/heads/release/1 "$(git rev-parse origin/main)"
	request 7 topic email/hero.png
	answer "$PULL" "$(pull '.base.ref = "release/1"')"
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED)")"
	forge_start
	github_job pull_request_target
	ci --format json
	[ "$status" -eq 0 ]
	[ "$(jq -r '.result + " " + .mode + " " + .target' <<<"$output")" = "approved enforce refs/heads/release/1" ]
}

# ---- What it says ------------------------------------------------------------------------------------------------

@test "--explain says what the forge said, and why what does not count" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 omar-gh DISMISSED)" "$(review 2 marc-gh APPROVED)" "$(review 3 ines-gh CHANGES_REQUESTED)" \
		"$(review 4 x APPROVED '.user = null')"
	ci --explain
	[ "$status" -eq 0 ]
	local id
	id=$(git rev-parse --short=12 HEAD)
	[ "${lines[0]}" = "mowners: github#7 is at $id, to go to main; these reviews still say something" ]
	[[ $output == *"  omar-gh  approves       $id  2026-11-22T11:00:00Z  github#7 review 1; does not count: the review was dismissed"* ]]
	[[ $output == *"  marc-gh  approves       $id  2026-11-22T11:00:00Z  github#7 review 2"$'\n'* ]]
	[[ $output == *"  ines-gh  wants changes  2026-11-22T11:00:00Z  github#7 review 3"$'\n'* ]]
	[[ $output == *"  (gone)   approves       $id  2026-11-22T11:00:00Z  github#7 review 4; does not count: its account is gone"* ]]
	[[ $output == *"mowners: main: 1 changed file can land: approved by @marc"* ]]
	[[ $output == *"decision  @marc  @marc approved (github#7 review 2)   OWNERS:"* ]]
}

@test "--explain of a request without reviews" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	ci --explain
	[[ ${lines[0]} == *"to go to main; nobody has approved or stopped it there" ]]
}

@test "names of the forge cannot play tricks with a terminal or a runner" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 $'::error::x\e[2J' APPROVED)" "$(review 2 '::set-output' APPROVED)" "$(review 3 '##[group]x' APPROVED)"
	ci --explain
	[ "$status" -eq 1 ]
	[[ $output$stderr != *$'\e'* ]]
	! grep -E '^::|##\[| ::' <<<"$output$stderr" || false
}

@test "the summary of a job is the answer as a document" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	echo "# before" >"$SANDBOX/summary.md"
	export GITHUB_STEP_SUMMARY=$SANDBOX/summary.md
	ci
	[ "$status" -eq 1 ]
	[ "$(head -n 1 "$SANDBOX/summary.md")" = "# before" ]
	[ "$(sed -n 2p "$SANDBOX/summary.md")" = "### mowners: \`main\`: 1 changed file cannot land yet" ]
	grep -qxF -- '- **They** approve pull request 7 on GitHub' "$SANDBOX/summary.md"
	! grep -q "mowners approve" "$SANDBOX/summary.md" || false
	export GITHUB_STEP_SUMMARY=$SANDBOX/no/folder/summary.md
	ci
	[ "$status" -eq 1 ]
	[[ $stderr == "mowners: warning: cannot write the summary of the job: No such file or directory" ]]
	: >"$SANDBOX/summary.md"
	GITHUB_STEP_SUMMARY=$SANDBOX/summary.md undecided "(404)" --request 8
	[ ! -s "$SANDBOX/summary.md" ]
}

# ---- Pages -------------------------------------------------------------------------------------------------------

@test "reviews come in pages, of which the last one may decide" {
	forge_world
	request 7 topic email/hero.png
	local path=/repos/acme/marketing/pulls/7/reviews
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED)")" \
		".headers.Link = \"<{{origin}}$path?per_page=100&page=2>; rel=\\\"next\\\", <{{origin}}$path?per_page=100&page=3>; rel=\\\"last\\\"\""
	answer "$REVIEWS&page=2" "$(list)" ".headers.Link = \"<$path?per_page=100&page=3>; rel=next\""
	answer "$REVIEWS&page=3" "$(list "$(review 2 marc-gh CHANGES_REQUESTED)")" ".headers.Link = \"<{{origin}}$path?per_page=100>; rel=\\\"first\\\"\""
	forge_start
	github_job pull_request_target
	ci
	[ "$status" -eq 1 ]
	[[ $output == *"stopped"* ]]
	[ "$(wc -l <"$FORGE_LOG")" -eq 5 ]
}

@test "a thousand files and fifty approvals are four requests and the pages" {
	forge_world
	local reviews path=/repos/acme/marketing/pulls/7/reviews
	mapfile -t names < <(seq -f 'email/%04g.png' 1000)
	request 7 topic "${names[@]}"
	reviews=$(jq -c --argjson review "$(review 1 marc-gh APPROVED)" -n '[range(50) | . as $i | $review | .id = $i + 1 |
		if $i < 49 then .user.login = "reader-\($i)" else . end]')
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(jq -c '.[:25]' <<<"$reviews")" ".headers.Link = \"<{{origin}}$path?per_page=100&page=2>; rel=\\\"next\\\"\""
	answer "$REVIEWS&page=2" "$(jq -c '.[25:]' <<<"$reviews")"
	forge_start
	github_job pull_request_target
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1000 changed files can land: approved by @marc" ]
	[ "$(wc -l <"$FORGE_LOG")" -le 6 ]
}

# ---- Which change ------------------------------------------------------------------------------------------------

@test "no job at all" {
	forge_world
	run_split mowners ci
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: this is no job that a forge has started; --platform, --project and --request say what is to be checked" ]
}

@test "by hand" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	unset "${!GITHUB_@}"
	export MOWNERS_TOKEN=ghp_secretsecret
	ci --platform github --api "$FORGE/" --project acme/marketing --request 7
	[ "$status" -eq 1 ]
	[[ $output == *"Mode     advise: this blocks nothing; the job of the request decides"* ]]
	ci --platform github --project acme/marketing --api "$FORGE"
	[ "$status" -eq 2 ]
	[[ $stderr == *"which pull request is meant? --request names its number"* ]]
	ci --platform github --api "$FORGE" --request 7
	[ "$status" -eq 2 ]
	[[ $stderr == *'the project is OWNER/NAME, not ""; --project names it'* ]]
	for number in 0 -7 7x 07 '' 1234567890; do
		ci --platform github --api "$FORGE" --project acme/marketing "--request=$number"
	[ "$status" -eq 2 ]
	[[ $stderr == *'a pull request has a number, and "'* ]]
	done
	for project in acme / acme/ /x a/b/c; do
		ci --platform github --api "$FORGE" --project "$project" --request 7
	[ "$status" -eq 2 ]
	[[ $stderr == *'the project is OWNER/NAME, not "'* ]]
	done
	ci --platform bitbucket
	[ "$status" -eq 2 ]
	ci HEAD
	[ "$status" -eq 2 ]
	[[ $stderr == *"it takes no arguments; the job says what is to be checked"* ]]
}

@test "pull_request: checked, and said that its job is part of the change" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	github_job pull_request
	export GITHUB_WORKFLOW_REF=acme/marketing/.github/workflows/owners.yml@refs/pull/7/merge
	ci
	[ "$status" -eq 1 ]
	[[ ${output//$'\n           '/ } == *"Mode     advise: this job is read from the change itself, so whoever changes the job passes it; mowners-ci(1) says how it binds"* ]]
	export GITHUB_WORKFLOW_REF=acme/required/.github/workflows/owners.yml@refs/heads/main
	ci
	[[ $output != *"Mode"* ]]
}

@test "pull_request_review, and a comment" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh APPROVED)"
	github_job pull_request_review '.action = "submitted"'
	ci
	[ "$status" -eq 0 ]
	github_job issue_comment '{issue: {number: 7, pull_request: {url: "x"}}}'
	ci
	[ "$status" -eq 0 ]
	github_job issue_comment '{issue: {number: 7}}'
	undecided "this job was started by a comment on an issue, not on a pull request"
}

@test "a job of an older commit does not speak for the newer one" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh APPROVED)"
	github_job pull_request_target '.pull_request.head.sha = "2222222222222222222222222222222222222222"'
	undecided "this job was made for commit 222222222222, and github#7 is at $(git rev-parse --short=12 HEAD) by now; the job of that commit decides"
}

@test "a merge queue: the step that it makes, with the approvals of the request" {
	forge_world
	request 7 topic email/hero.png
	local head base
	head=$(git rev-parse HEAD)
	git checkout -q --detach origin/main
	echo elsewhere >blog/post.md
	commit_all "before it in the queue"
	base=$(git rev-parse HEAD)
	git merge -q --no-ff -m "queue" "$head"
	git push -q origin "HEAD:refs/heads/gh-readonly-queue/main/pr-7-$base"
	git checkout -q --detach "$head"
	reviewed "$(review 1 marc-gh APPROVED)"
	local queued
	queued=$(git -C "$SERVER" rev-parse "gh-readonly-queue/main/pr-7-$base")
	github_job merge_group "{merge_group: {head_sha: \"$queued\", base_sha: \"$base\", base_ref: \"refs/heads/main\",
		head_ref: \"refs/heads/gh-readonly-queue/main/pr-7-$base\"}}"
	git update-ref -d refs/heads/topic
	ci
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: main: 1 changed file can land: approved by @marc" ]
	github_job merge_group '{merge_group: {head_sha: "x"}}'
	undecided "the event file of this job does not say which pull request the merge queue is at"
}

@test "events about no request, and event files that say nothing" {
	forge_world
	request 7 topic email/hero.png
	reviewed
	github_job push
	undecided "this job was started by push, which is about no pull request; start it by pull_request_target, pull_request_review or merge_group, or name one with --request"
	ci --request 7
	[ "$status" -eq 1 ]
	github_job pull_request_target '{}'
	undecided "the event file of this job has no number of a pull request"
	github_job pull_request_target
	echo '{"pull_request":' >"$SANDBOX/event.json"
	undecided "the event file of this job: JSON that was cut off"
	rm "$SANDBOX/event.json"
	undecided "event.json"
	unset GITHUB_EVENT_PATH
	undecided "GITHUB_EVENT_PATH names no file that says what this job is about"
	unset GITHUB_EVENT_NAME
	undecided "GITHUB_EVENT_NAME does not say what started this job"
}

@test "event files as GitHub gives them as examples" {
	forge_world
	request 7 topic email/hero.png
	answer "GET /repos/acme/marketing/pulls/2" "$(pull)"
	answer "GET /repos/acme/marketing/pulls/2/reviews?per_page=100" "$(list)"
	answer "GET /repos/acme/marketing/pulls/104" "$(pull)"
	answer "GET /repos/acme/marketing/pulls/104/reviews?per_page=100" "$(list)"
	forge_start
	local event
	for event in pull_request pull_request_review merge_group issue_comment push; do
		github_job "$event"
		jq ".events.$event" "$FORGE_DATA/github-events.json" >"$SANDBOX/event.json"
		case $event in
		pull_request*) undecided "this job was made for commit ec26c3e57ca3, and github#2 is at $(git rev-parse --short=12 HEAD) by now" ;;
		merge_group) undecided "origin has no refs/heads/gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64, which would hold the change" ;;
		issue_comment) undecided "this job was started by a comment on an issue, not on a pull request" ;;
		push) undecided "this job was started by push, which is about no pull request" ;;
		esac
	done
}

@test "the examples of GitHub's own description" {
	forge_world
	request 7 topic email/hero.png
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(jq -c '.components.examples["pull-request-review-items"].value' "$FORGE_DATA/github-api.json")"
	forge_start
	github_job pull_request_target
	ci --explain
	[ "$status" -eq 1 ]
	[[ $output == *"  octocat  approves       ecdd80bb57125d7ba9641ffaa4d7d2c19d3f3091  "* || $output == *"  octocat  approves       ecdd80bb5712  2019-11-17T17:43:43Z  github#7 review 80; does not count: the commit that it was given for is gone"* ]]
}

@test "a shallow clone says how much a job has to fetch" {
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
	reviewed "$(review 1 marc-gh APPROVED)"
	git clone -q --depth 1 "file://$SERVER" "$SANDBOX/shallow"
	cd "$SANDBOX/shallow"
	undecided "fetch-depth: 0"
}

@test "a clone without the default branch, and one of a single branch, are enough" {
	forge_world
	request 7 topic email/hero.png
	reviewed "$(review 1 marc-gh APPROVED)"
	git init -q "$SANDBOX/bare-minimum"
	cd "$SANDBOX/bare-minimum"
	git remote add origin "$SERVER"
	git fetch -q origin refs/pull/7/head
	git checkout -q --detach FETCH_HEAD
	ci
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
}
