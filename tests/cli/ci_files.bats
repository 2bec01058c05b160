# The ready-made jobs of hooks/*.yml, and mowners install --ci: the shell of the jobs is run as their forges would run it.

# shellcheck disable=SC2154,SC2153,SC2016,SC2030,SC2031 # run_split sets stderr; expressions of forges; each test is a shell of its own

load helper
load world
load forge

HOOKS="$BATS_TEST_DIRNAME/../../hooks"
STEPS="$BATS_TEST_DIRNAME/../job-steps"

# ---- Forges ------------------------------------------------------------------------------------------------------

# The server lies where the address of the project says, with and without .git.
project() {
	mkdir -p "$SANDBOX/acme"
	ln -s "$SERVER" "$SANDBOX/acme/marketing"
	ln -s "$SERVER" "$SANDBOX/acme/marketing.git"
}

# The request has these reviews on GitHub.
github_reviewed() { # REVIEW…
	answer "GET /repos/acme/marketing/pulls/7" "$(pull)"
	answer "GET /repos/acme/marketing/pulls/7/reviews?per_page=100" "$(list "$@")"
	answer "POST /repos/acme/marketing/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	project
	forge_start
	github_job pull_request_target
	export GITHUB_SERVER_URL=file://$SANDBOX
}

gitea_reviewed() { # REVIEW…
	local api=/api/v1/repos/acme/marketing

	answer "GET $api/pulls/7" "$(pull)"
	answer "GET $api/pulls/7/reviews?limit=50&page=1" "$(list "$@")" ".headers[\"X-Total-Count\"] = \"$#\""
	answer "POST $api/statuses/$(git rev-parse HEAD)" '{"id": 1}' '.status = 201'
	project
	forge_start
	github_job pull_request_target
	export GITEA_ACTIONS=true GITHUB_API_URL=$FORGE/api/v1 GITHUB_SERVER_URL=file://$SANDBOX
}

gitlab_approved() { # ACCOUNT…
	local merge=/api/v4/projects/5/merge_requests/7 head by

	head=$(git rev-parse HEAD)
	by=$(printf '%s\n' "$@" | jq -Rcn '[inputs | select(. != "") | {user: {username: ., state: "active"}, approved_at: "2026-11-22T10:00:00.000Z"}]')
	answer "GET $merge" "$(jq -cn --arg head "$head" '{iid: 7, project_id: 5, state: "opened", source_branch: "topic", target_branch: "main", sha: $head,
		author: {username: "tess-gl"}}')"
	answer "GET $merge/approvals" "{\"approved_by\": $by}"
	answer "GET $merge/versions?per_page=100" "$(jq -cn --arg head "$head" --arg base "$(git merge-base origin/main HEAD)" '[{id: 301, head_commit_sha: $head, base_commit_sha: $base, created_at: "2026-11-22T09:00:00.000Z"}]')"
	answer "GET $merge/reviewers" '[]'
	project
	forge_start
	export GITLAB_CI=true CI_API_V4_URL=$FORGE/api/v4 CI_PROJECT_ID=5 CI_PROJECT_PATH=acme/marketing CI_PROJECT_URL=file://$SANDBOX/acme/marketing \
		CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_ID=5 CI_MERGE_REQUEST_EVENT_TYPE=detached \
		CI_COMMIT_SHA="$head" CI_CONFIG_PATH=.gitlab-ci.yml CI_JOB_TOKEN=job_secretsecret MOWNERS_TOKEN=glpat_secretsecret
}

# ---- Jobs --------------------------------------------------------------------------------------------------------

# The variables of a job, as its forge works out their expressions.
job_env() { # FILE
	"$STEPS" "$HOOKS/$1" env | sed -e 's|\${{ github.token }}|ghp_secretsecret|g' -e "s|\${{ github.server_url }}|${GITHUB_SERVER_URL-}|g" \
		-e "s|\${{ github.repository }}|${GITHUB_REPOSITORY-}|g" -e "s|\$CI_PROJECT_URL|${CI_PROJECT_URL-}|g" -e "s|\$CI_JOB_TOKEN|${CI_JOB_TOKEN-}|g" \
		-e 's|\$\[\[ inputs\.[a-z0-9]* \]\]||g'
}

# A program that the runner has: mowners by the clock of the tests, which says first where it runs.
runner_has_mowners() {
	cat >"$SANDBOX/mowners" <<-END
		#!/bin/sh
		echo "files:" *
		cp .git/config "$SANDBOX/config"
		exec "$MOWNERS" --now $NOW "\$@"
	END
	chmod +x "$SANDBOX/mowners"
	SET+=(MOWNERS_PROGRAM="$SANDBOX/mowners")
}

# Runs the shell of a job as a runner does, beside a clone that is not its business. SET: what whoever installs it sets.
job() { # FILE
	local variables

	mapfile -t variables < <(job_env "$1")
	if printf '%s\n' "${variables[@]}" | grep -F '${{'; then
		return 1
	fi
	"$STEPS" "$HOOKS/$1" >"$SANDBOX/steps"
	mkdir -p "$SANDBOX/runner" "$SANDBOX/temp"
	cd "$SANDBOX/runner" || return 1
	run_split env "${variables[@]}" "${SET[@]}" TMPDIR="$SANDBOX/temp" CI=true sh -e "$SANDBOX/steps"
	cd "$SANDBOX/work" || return 1
	if [[ "$output$stderr" == *secretsecret* ]] || find "$SANDBOX/temp" "$SANDBOX/runner" -mindepth 1 | grep .; then
		printf '%s\n' "a token is shown, or something is left behind:" "$output" "$stderr"
		return 1
	fi
}

setup() {
	sandbox_new
	SET=()
}

@test "GitHub: a job that blocks, and lets through" {
	forge_world
	request 7 topic email/hero.png
	github_reviewed
	runner_has_mowners
	job github-action.yml
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "files: *" ]
	[ "${lines[1]}" = "mowners: main: 1 changed file cannot land yet" ]
	[[ $output != *Mode* ]]
	[ -z "$stderr" ]
	grep -F "POST /repos/acme/marketing/statuses/$(git rev-parse HEAD)" "$FORGE_LOG" | grep -F '"failure"'
	forge_stop
	rm "$SANDBOX/acme/"*
	github_reviewed "$(review 1 marc-gh APPROVED)"
	job github-action.yml
	[ "$status" -eq 0 ]
	[ "${lines[1]}" = "mowners: main: 1 changed file can land: approved by @marc" ]
	grep -F "POST /repos/acme/marketing/statuses/$(git rev-parse HEAD)" "$FORGE_LOG" | grep -F '"success"'
}

@test "GitHub, Gitea: a schedule looks at all open requests, also at what held when it was approved" {
	FORGE_EDIT='$a [freeze week]\npath = /email/\nfrom = 2026-11-22\nuntil = 2026-11-29\nallow = @tomas\nreason = launch' forge_world
	request 7 topic email/hero.png
	answer "GET /repos/acme/marketing/pulls?state=open&per_page=100" '[{"number": 7}]'
	github_reviewed "$(review 1 marc-gh APPROVED)"
	runner_has_mowners
	github_job schedule '{}'
	job github-action.yml
	[ "$status" -eq 0 ]
	[[ ${lines[1]} == "mowners: github#7: main: 1 changed file cannot land yet"* ]]
	grep -F "POST /repos/acme/marketing/statuses/$(git rev-parse HEAD)" "$FORGE_LOG" | grep -F '"failure"'
	for file in github-action.yml gitea-actions.yml; do
		grep -A 1 '^  schedule:' "$HOOKS/$file" | grep -F "cron: '7 0 * * *'"
	done
}

@test "GitHub: a review, a comment, a merge queue" {
	forge_world
	request 7 topic email/hero.png
	local base head
	base=$(git rev-parse origin/main)
	head=$(git rev-parse HEAD)
	git push -q origin "HEAD:refs/heads/gh-readonly-queue/main/pr-7-$base"
	github_reviewed "$(review 1 marc-gh APPROVED)"
	runner_has_mowners
	github_job pull_request_review '.action = "submitted"'
	job github-action.yml
	[ "$status" -eq 0 ]
	github_job issue_comment '{issue: {number: 7, pull_request: {url: "x"}}}'
	job github-action.yml
	[ "$status" -eq 0 ]
	github_job merge_group "{merge_group: {head_sha: \"$head\", base_sha: \"$base\", base_ref: \"refs/heads/main\",
		head_ref: \"refs/heads/gh-readonly-queue/main/pr-7-$base\"}}"
	job github-action.yml
	[ "$status" -eq 0 ]
	[ "$(grep -c '"success"' "$FORGE_LOG")" -eq 3 ]
}

@test "Gitea and Forgejo: a job that blocks, and lets through" {
	forge_world
	request 7 topic email/hero.png
	gitea_reviewed
	runner_has_mowners
	job gitea-actions.yml
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "files: *" ]
	[[ $output == *"They     approve pull request 7 on Gitea"* ]]
	[ -z "$stderr" ]
	forge_stop
	rm "$SANDBOX/acme/"*
	gitea_reviewed "$(review 1 marc-gt APPROVED '.dismissed = false | .stale = false | .official = true')"
	job gitea-actions.yml
	[ "$status" -eq 0 ]
	grep -F "POST /api/v1/repos/acme/marketing/statuses/" "$FORGE_LOG" | grep -F '"success"'
}

@test "GitLab: a job that blocks, and lets through" {
	forge_world
	request 7 topic email/hero.png
	gitlab_approved
	runner_has_mowners
	job gitlab-ci.yml
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "files: *" ]
	[[ $output == *"They     approve merge request 7 on GitLab"* ]]
	[[ $(said) == *"this job is read from the change itself, unless a policy brings it"* ]]
	[ -z "$stderr" ]
	forge_stop
	rm "$SANDBOX/acme/"*
	gitlab_approved marc-gl
	job gitlab-ci.yml
	[ "$status" -eq 0 ]
	[[ $output == *"mowners: main: 1 changed file can land: approved by @marc"* ]]
	! grep -F job_secretsecret "$FORGE_LOG" || false
	! grep -F "POST" "$FORGE_LOG" || false
}

@test "the token for git is given when git asks, to that server alone, and is written nowhere" {
	local file variables
	printf '#!/bin/sh\ncp .git/config "%s/config"\nfor url in "$FETCH_FROM" https://other.example.com/acme/marketing.git; do\n%s\ndone\n' "$SANDBOX" \
		'printf "url=%s\n\n" "$url" | git -c credential.interactive=false credential fill 2>&1 | sed "s/^password=.*_/password=.../"' >"$SANDBOX/program"
	chmod +x "$SANDBOX/program"
	SET=(MOWNERS_PROGRAM="$SANDBOX/program")
	export GITHUB_SERVER_URL=https://git.example.com GITHUB_REPOSITORY=acme/marketing CI_PROJECT_URL=https://git.example.com/acme/marketing \
		CI_JOB_TOKEN=job_secretsecret
	for file in github-action gitea-actions gitlab-ci; do
		mapfile -t variables < <(job_env $file.yml)
		run env "${variables[@]}" "${SET[@]}" sh -e <("$STEPS" "$HOOKS/$file.yml")
		[[ $output == *$'host=git.example.com\nusername='*$'\npassword=...secretsecret\n'* ]]
		[[ $output == *"could not read Username for 'https://other.example.com'"* ]]
		[ "$(grep -c secretsecret <<<"$output")" -eq 1 ]
		! grep secretsecret "$SANDBOX/config" || false
	done
}

# ---- How it gets mowners -----------------------------------------------------------------------------------------

# A source tarball that builds in no time, and a curl that has it; what is said of the download goes to $SANDBOX/curl.
small_tarball() {
	mkdir -p "$SANDBOX/source/mowners-1/.ci" "$SANDBOX/bin"
	printf '#!/bin/sh\necho "deps $*" >>"%s/built"\n' "$SANDBOX" >"$SANDBOX/source/mowners-1/.ci/deps"
	chmod +x "$SANDBOX/source/mowners-1/.ci/deps"
	printf 'build/mowners-ci:\n\tmkdir -p build\n\tprintf "#!/bin/sh\\\\necho checked \\$$*\\\\n" >$@\n\tchmod +x $@\n' >"$SANDBOX/source/mowners-1/Makefile"
	tar -czf "$SANDBOX/tarball" -C "$SANDBOX/source" mowners-1
	cat >"$SANDBOX/bin/curl" <<-END
		#!/bin/sh
		echo "\$*" >"$SANDBOX/curl"
		while [ \$# -gt 1 ]; do
			[ "\$1" != -o ] || cp "$SANDBOX/tarball" "\$2"
			shift
		done
	END
	chmod +x "$SANDBOX/bin/curl"
	PATH=$SANDBOX/bin:$PATH
	SET=(MOWNERS_URL=https://dist.example.com/mowners-1.tar.gz MOWNERS_SHA256="$(sha256sum <"$SANDBOX/tarball" | cut -d' ' -f1)")
	export GITHUB_SERVER_URL=file://$SANDBOX GITHUB_REPOSITORY=acme/marketing CI_PROJECT_URL=file://$SANDBOX/acme/marketing CI_JOB_TOKEN=job_secretsecret
}

@test "from a tarball whose checksum is told" {
	small_tarball
	local file
	for file in github-action gitea-actions gitlab-ci; do
		rm -f "$SANDBOX/built"
		job $file.yml
		[ "$status" -eq 0 ]
		[ "$(tail -n 1 <<<"$output")" = "checked ci$([[ $file == gitlab-ci ]] || echo " --status")" ]
		[ "$(cat "$SANDBOX/built")" = "deps build" ]
		[[ $(cat "$SANDBOX/curl") == *"--proto =https "*" https://dist.example.com/mowners-1.tar.gz" ]]
	done
}

@test "one sentence where nobody has told where mowners is" {
	small_tarball
	local file set
	for file in github-action gitea-actions gitlab-ci; do
		for set in MOWNERS_URL= MOWNERS_SHA256=; do
			SET+=("$set")
			job $file.yml
			[ "$status" -eq 3 ]
			[ -z "$output" ]
			[ "$stderr" = "mowners: this job does not know where mowners is: MOWNERS_URL and MOWNERS_SHA256 are to be set in its file" ]
			unset 'SET[-1]'
		done
	done
	[ ! -e "$SANDBOX/curl" ]
}

@test "other bytes than those of the checksum are not even unpacked" {
	small_tarball
	echo more >>"$SANDBOX/tarball"
	job github-action.yml
	[ "$status" -eq 3 ]
	[ "$stderr" = "mowners: what MOWNERS_URL names has another checksum than MOWNERS_SHA256" ]
	[ ! -e "$SANDBOX/built" ]
}

@test "a download and a build that fail" {
	small_tarball
	printf '#!/bin/sh\necho "curl: no route" >&2\nexit 7\n' >"$SANDBOX/bin/curl"
	job github-action.yml
	[ "$status" -eq 3 ]
	[ "$stderr" = $'curl: no route\nmowners: what MOWNERS_URL names cannot be fetched' ]
	small_tarball
	printf 'build/mowners-ci:\n\techo no compiler here; false\n' >"$SANDBOX/source/mowners-1/Makefile"
	tar -czf "$SANDBOX/tarball" -C "$SANDBOX/source" mowners-1
	SET+=(MOWNERS_SHA256="$(sha256sum <"$SANDBOX/tarball" | cut -d' ' -f1)")
	job gitlab-ci.yml
	[ "$status" -eq 3 ]
	[[ $stderr == *"no compiler here"*"mowners: mowners could not be built" ]]
}

@test "what the tarball of make dist holds is what the jobs use" {
	[ -x "$BATS_TEST_DIRNAME/../../.ci/deps" ]
	grep -q '^build)' "$BATS_TEST_DIRNAME/../../.ci/deps"
	grep -q '^CI_PROGRAM = $(BUILD)/mowners-ci$' "$BATS_TEST_DIRNAME/../../Makefile"
	grep -q '^BUILD ?= build$' "$BATS_TEST_DIRNAME/../../Makefile"
}

# ---- What they may do --------------------------------------------------------------------------------------------

@test "no actions of others, no cache, no more rights than needed, and the same shell everywhere" {
	local file
	cd "$HOOKS"
	! grep -E '^ *(- )?(uses|cache|artifacts):' ./*.yml || false
	for file in github-action.yml gitea-actions.yml; do
		[ "$(sed -n '/^permissions:/,/^$/{/^  issues: read$/d;p;}' $file)" = $'permissions:\n  contents: read\n  pull-requests: read\n  statuses: write' ]
		! "$STEPS" $file | grep -F '${{' || false
	done
	cmp <("$STEPS" github-action.yml) <("$STEPS" gitea-actions.yml)
	cmp <("$STEPS" github-action.yml) <("$STEPS" gitlab-ci.yml | sed '1,/^fi$/d')
	! "$STEPS" gitlab-ci.yml | grep -F '$[[' || false
}

# ---- mowners install --ci ----------------------------------------------------------------------------------------

@test "install --ci: each file in its place, and away again" {
	local forge path
	repo_new
	files brand/logo.svg
	cd brand
	while read -r forge path file; do
		run_split mowners install --ci "$forge"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[ "${lines[0]}" = "mowners: $path is written" ]
		[[ $output == *"[rules] in OWNERS"* ]]
		[[ $output == *"mowners-ci(1)"* ]]
		cmp "../$path" "$HOOKS/$file"
		run_split mowners install --ci "$forge"
		[ "$status" -eq 0 ]
		[ "${lines[0]}" = "mowners: $path is there already" ]
		run_split mowners install --ci "$forge" --uninstall
		[ "$status" -eq 0 ]
		[[ $output == "mowners: $path is removed; "* ]]
		[ "$(ls -A ..)" = $'.git\nbrand' ]
		run_split mowners install --ci "$forge" --uninstall
		[ "$status" -eq 0 ]
		[ "$output" = "mowners: there is no $path" ]
	done <<-END
		github .github/workflows/mowners.yml github-action.yml
		gitea .gitea/workflows/mowners.yml gitea-actions.yml
		forgejo .forgejo/workflows/mowners.yml gitea-actions.yml
		gitlab .gitlab/mowners/.gitlab-ci.yml gitlab-ci.yml
	END
}

@test "install --ci: [rules] own what is written" {
	world
	local path
	for path in .github/workflows/mowners.yml .gitea/workflows/mowners.yml .forgejo/workflows/mowners.yml .gitlab/mowners/.gitlab-ci.yml; do
		[[ $(mowners why "$path") == *"[rules]"* ]]
	done
}

@test "install --ci gitlab: the line for .gitlab-ci.yml is shown, and not written" {
	repo_new
	echo 'stages: [test]' >.gitlab-ci.yml
	run_split mowners install --ci gitlab
	[ "$status" -eq 0 ]
	[[ $output == *$'\n  Line     include: .gitlab/mowners/.gitlab-ci.yml\n'* ]]
	[ "$(cat .gitlab-ci.yml)" = 'stages: [test]' ]
	run_split mowners install --ci gitlab --uninstall
	[[ $output == *$'\n  Line     take this out of .gitlab-ci.yml: include: .gitlab/mowners/.gitlab-ci.yml' ]]
}

@test "install --ci: what was set is ours still, anything else is not" {
	repo_new
	local path=.github/workflows/mowners.yml
	mowners install --ci github
	sed -i "s|MOWNERS_URL: ''|MOWNERS_URL: 'https://dist.example.com/m.tar.gz'|; s|SHA256: ''|SHA256: \"abc\"|" "$path"
	run_split mowners install --ci github
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: $path is there already" ]
	grep -q dist.example.com "$path"
	cp "$path" "$SANDBOX/kept"
	sed -i 's/--status/--status --comment/' "$path"
	local way
	for way in "" --uninstall; do
		run_split mowners install --ci github $way
		[ "$status" -eq 2 ]
		[ "$stderr" = "mowners: $path is there, and not as this mowners writes it, so it stays; move it away or remove it, if nobody needs it" ]
	done
	head -n 10 "$SANDBOX/kept" >"$path"
	run_split mowners install --ci github
	[ "$status" -eq 2 ]
	{ cat "$SANDBOX/kept"; echo '# more'; } >"$path"
	run_split mowners install --ci github
	[ "$status" -eq 2 ]
	: >"$path"
	run_split mowners install --ci github
	[ "$status" -eq 2 ]
	cp "$SANDBOX/kept" "$path"
	touch .github/workflows/other.yml
	mowners install --ci github --uninstall
	[ "$(ls -A .github/workflows)" = other.yml ]
}

@test "install --ci --url --tarball: where the job fetches mowners, and the checksum of what lies there" {
	repo_new
	local url='https://dist.example.com/a?b=c,d&e=%27' sum path
	echo source | gzip >"$SANDBOX/one.tar.gz"
	echo other | gzip >"$SANDBOX/two.tar.gz"
	sum=$(sha256sum <"$SANDBOX/one.tar.gz" | cut -d' ' -f1)
	run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/one.tar.gz"
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: .github/workflows/mowners.yml is written" ]
	[[ $output == *$'\n  From     '"$url"$'\n  SHA-256  '"$sum"$'\n'* ]]
	[[ $output != *"  Set "* ]]
	path=.github/workflows/mowners.yml
	diff "$HOOKS/github-action.yml" "$path" >"$SANDBOX/changed" || true
	[ "$(grep '^>' "$SANDBOX/changed")" = $'>   MOWNERS_URL: \''"$url'"$'\n>   MOWNERS_SHA256: \''"$sum'" ]
	# Again, and what was set otherwise stays; then a newer one.
	sed -i "s|MOWNERS_PROGRAM: ''|MOWNERS_PROGRAM: 'mine'|" "$path"
	run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/one.tar.gz"
	[ "${lines[0]}" = "mowners: $path is there already" ]
	run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/two.tar.gz"
	[ "${lines[0]}" = "mowners: $path is written" ]
	grep -q "MOWNERS_SHA256: '$(sha256sum <"$SANDBOX/two.tar.gz" | cut -d' ' -f1)'" "$path"
	grep -q "MOWNERS_PROGRAM: 'mine'" "$path"
	mowners install --ci gitlab --url "$url" --tarball "$SANDBOX/one.tar.gz"
	[ "$(sed -n "s/^      default: '\(..*\)'/\1/p" .gitlab/mowners/.gitlab-ci.yml)" = "$url"$'\n'"$sum" ]
	run_split mowners install --ci forgejo --url "$url" --tarball "$SANDBOX/one.tar.gz"
	[[ $output == *$'\n  Set      runs-on, to a label of your runners\n'* ]]
}

@test "install --ci --url: what would say something else in the file is refused" {
	repo_new
	local url
	gzip </dev/null >"$SANDBOX/one.tar.gz"
	for url in http://a.example/x https:// https:///x 'https://a.example/$x' "https://a.example/'x" 'https://me:pw@a.example/x' $'https://a.example/\nx' \
		'https://a.example/x y' 'https://a.example/é' "https://a.example/$(printf 'x%.0s' {1..1000})" ftp://a.example/x; do
		run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/one.tar.gz"
		[ "$status" -eq 2 ]
		[[ $stderr == "mowners: --url is an https address "*"https://dist.example.com/mowners-"* ]]
	done
	url=https://a.example/x
	echo text >"$SANDBOX/text"
	run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/text"
	[ "$status" -eq 2 ]
	[[ $stderr == *"/text is no .tar.gz; make dist makes one" ]]
	run_split mowners install --ci github --url "$url" --tarball "$SANDBOX/none"
	[ "$status" -eq 3 ]
	local -a way
	for words in "--ci github --url $url" "--ci github --tarball x" "--url $url --tarball x" "--ci github --url $url --tarball x --uninstall"; do
		read -ra way <<<"$words"
		run_split mowners install "${way[@]}"
		[ "$status" -eq 2 ]
		[[ $stderr == *"--tarball"* ]]
	done
	[ "$(ls -A)" = .git ]
}

@test "install --ci: links are not followed" {
	repo_new
	mkdir "$SANDBOX/elsewhere"
	ln -s "$SANDBOX/elsewhere" .github
	run_split mowners install --ci github
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: .github is no folder; move it away first" ]
	[ -z "$(ls -A "$SANDBOX/elsewhere")" ]
	mkdir -p .gitea/workflows
	cp "$HOOKS/gitea-actions.yml" "$SANDBOX/elsewhere/x"
	ln -s "$SANDBOX/elsewhere/x" .gitea/workflows/mowners.yml
	run_split mowners install --ci gitea --uninstall
	[ "$status" -eq 2 ]
	[ -e "$SANDBOX/elsewhere/x" ]
	[ -L .gitea/workflows/mowners.yml ]
}

@test "install --ci: wrong usage" {
	repo_new
	run_split mowners install --ci bitbucket
	[ "$status" -eq 2 ]
	[[ $stderr == *"--ci names a forge: github, gitlab, gitea or forgejo"* ]]
	run_split mowners install --ci github --client
	[ "$status" -eq 2 ]
	[[ $stderr == *"--ci takes no other options than --url, --tarball and --uninstall"* ]]
	git init -q --bare "$SANDBOX/bare.git"
	run_split mowners -C "$SANDBOX/bare.git" install --ci github
	[ "$status" -eq 2 ]
	[[ $stderr == *"this repository has no working tree"* ]]
	[ "$(ls -A)" = .git ]
}
