# mowners ci --record: a forge's approvals, carried to a server that cannot ask it.

# shellcheck disable=SC2154,SC2016 # run_split sets stderr; what sed calls the last line

load helper
load world
load forge

export DESCRIBED=github
export FORGE_EDIT="/^version/a witness = @bot"
PULL="GET /repos/acme/marketing/pulls/7"
REVIEWS="GET /repos/acme/marketing/pulls/7/reviews?per_page=100"

# The request of topic has these reviews, and a job of it runs that has the key of WHO.
reviewed() { # WHO REVIEW…
	MOWNERS_KEY_FILE=$(key_of "$1")
	export MOWNERS_KEY_FILE
	shift
	answer "$PULL" "$(pull)"
	answer "$REVIEWS" "$(list "$@")"
	forge_start
	github_job pull_request_target
}

# The server goes by its own clock, and so does the job.
record() { # ARGUMENT…
	run_split mowners "${BEFORE[@]}" ci --record "$@"
	[[ "$output$stderr" != *secretsecret* ]]
}

stored() {
	git -C "$SERVER" rev-parse -q --verify refs/mowners/approvals || echo none
}

@test "what is approved on the forge passes the hook of the server, once it is recorded" {
	forge_world
	request 7 topic email/hero.png brand/logo.svg
	reviewed bot "$(review 41 marc-gh APPROVED)" "$(review 42 Lena-GH APPROVED)" "$(review 43 greta-gh APPROVED)" \
		"$(review 44 omar-gh APPROVED)"
	refused "2 of 2 changed files cannot land yet" git push origin topic:main
	record --dry-run
	[ "$status" -eq 0 ]
	[[ $stderr == *"mowners: 3 approvals would be recorded for origin"* ]]
	[ "$(stored)" = none ]
	record --format json
	[ "$status" -eq 0 ]
	[ "$(jq -r .result <<<"$output")" = approved ]
	[ "$(jq -c '[.groups[].needs[].have_said]' <<<"$output")" = '[["github#7 review 42"],["github#7 review 43"],["github#7 review 41"]]' ]
	[[ $stderr == *"mowners: 3 approvals recorded for origin"$'\n'"  @marc  github#7 review 41  1 file, until 20"* ]]
	[[ $stderr == *"  @greta  github#7 review 43  1 file, until 20"* ]]
	[[ $stderr != *"review 44  "* ]]
	local before
	before=$(stored)
	[ "$(git grep -h '^witness ' "$before" -- records | sort | head -n 1)" = \
		"witness bot@example.com github#7 review 41 head $(git rev-parse topic)" ]
	record
	[[ $stderr == *"mowners: 0 approvals recorded for origin"$'\n'"  @marc  github#7 review 41  1 file, until 20"*"; recorded before"* ]]
	[ "$(stored)" = "$before" ]
	git update-ref -d refs/mowners/approvals
	record
	[ "$(stored)" = "$before" ]
	accepted git push -q origin topic:main
}

@test "a record ends when its review is too old for the level, however young it is itself" {
	local made end
	FORGE_EDIT+='
$a [level standard]\nmax-age = 7d' forge_world
	request 7 topic email/hero.png
	made=$(date -u -d '6 days ago 18 hours ago' +%FT%TZ)
	end=$(date -u -d "$made 7 days 1 second" +%FT%TZ)
	reviewed bot "$(WHEN=$made review 41 marc-gh APPROVED)"
	record
	[[ $stderr == *"mowners: 1 approval recorded for origin"$'\n'"  @marc  github#7 review 41  1 file, until $end"* ]]
	record
	[[ $stderr == *"mowners: 0 approvals recorded for origin"*"until $end; recorded before"* ]]
	accepted git push -q origin topic:main
}

@test "what [rules] covers and what is stopped is left out, and the rest is recorded" {
	forge_world
	git fetch -q origin && git checkout -q -B topic --no-track origin/main
	echo "; more" >>OWNERS
	echo more >email/hero.png
	echo more >blog/post.md
	commit_all topic
	git push -q origin +HEAD:refs/pull/7/head
	reviewed bot "$(review 41 marc-gh APPROVED)" "$(review 42 tomas-gh APPROVED)" "$(review 43 omar-gh CHANGES_REQUESTED)" \
		"$(review 44 hana-gh APPROVED)"
	record
	[ "$status" -eq 1 ]
	[[ $stderr == *"warning: no approval of 1 file is recorded that [rules] covers: whoever approves those signs it, with mowners approve"* ]]
	[[ $stderr == *"mowners: 1 approval recorded for origin"$'\n'"  @marc  github#7 review 41  1 file, until 20"* ]]
	refused "2 of 3 changed files cannot land yet" git push origin topic:main
}

@test "a job that is read from the change, and a key of nobody who is a witness" {
	forge_world
	request 7 topic email/hero.png
	reviewed lena "$(review 41 marc-gh APPROVED)"
	local -a BEFORE=(-q)
	record
	[ "$status" -eq 3 ]
	[[ $stderr == "mowners: no approval is recorded: this is @lena's key (line 1 of OWNERS.signers), not one of @bot"* ]]
	MOWNERS_KEY_FILE=$SANDBOX/none record
	[ "$status" -eq 3 ]
	[[ $stderr == *"no approval is recorded: there is no signing key $SANDBOX/none"* ]]
	MOWNERS_KEY_FILE="" record
	[[ $stderr == *"no approval is recorded: there is no key to sign with; MOWNERS_KEY_FILE names that of a witness" ]]
	local mangled="$SANDBOX/mangled"
	install -m 600 /dev/null "$mangled"
	sed 's/$/\r/' "$(key_of bot)" >"$mangled"
	MOWNERS_KEY_FILE=$mangled record
	[[ $stderr == *"no approval is recorded: ssh-keygen cannot read the private key $mangled: its lines must end as on Unix, the last one too"* ]]
	printf %s "$(<"$(key_of bot)")" >"$mangled"
	MOWNERS_KEY_FILE=$mangled record
	[ "$status" -eq 3 ]
	[[ $stderr == *"no approval is recorded: ssh-keygen cannot read the private key $mangled: "* ]]
	GITHUB_WORKFLOW_REF=acme/marketing/x.yml@refs/pull/7/merge record
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[[ $stderr == "mowners: no approval is recorded: this job is read from the change itself, and with it what it does with the key of the witness; mowners-ci(1) says from where else it can be read" ]]
	[ "$(stored)" = none ]
}

@test "for 24 hours, by the server's clock; and not where nobody is a witness" {
	forge_world
	request 7 topic email/hero.png
	reviewed bot "$(review 41 marc-gh APPROVED)"
	local -a BEFORE=(--now "$(moment '25 hours ago')")
	record
	[ "$status" -eq 3 ]
	[[ $stderr == *"no approval is recorded: "*"expired on"* ]]
	[ "$(stored)" = none ]
	BEFORE=(--now "$(moment '13 hours ago')")
	record
	[[ $stderr == *"1 approval recorded"* ]]
	BEFORE=()
	record
	[[ $stderr == *"1 approval recorded for origin"* ]]
	[ "$(git ls-tree -r --name-only "$(stored)" records | wc -l)" -eq 2 ]
	git checkout -q --detach origin/main
	sed -i '/^witness/d' OWNERS
	force_rules
	git checkout -q topic
	record
	[ "$status" -eq 3 ]
	[[ $stderr == *"no approval is recorded: [mowners] witness in OWNERS names nobody who is in service"* ]]
}

@test "every request on a schedule, and not in a pipeline of GitLab that a change brings" {
	forge_world
	request 7 topic email/hero.png
	answer "GET /repos/acme/marketing/pulls?state=open&per_page=100" "[{\"number\": 7}]" '.odd = true'
	reviewed bot "$(review 41 marc-gh APPROVED)"
	github_job schedule
	record --all-open --dry-run
	[ "$status" -eq 0 ]
	[[ $output == "mowners: github#7: main: 1 changed file can land: approved by @marc" ]]
	[[ $stderr == *"mowners: 1 approval would be recorded for origin"* ]]
	unset GITHUB_ACTIONS
	export GITLAB_CI=true CI_API_V4_URL=$FORGE/api/v4 CI_PROJECT_ID=5 CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5
	record
	[ "$status" -eq 3 ]
	[[ $stderr == "mowners: no approval is recorded: this job is read from the change itself, unless a policy brings it, and with it what it does with the key of the witness; mowners-ci(1) says from where else it can be read" ]]
}
