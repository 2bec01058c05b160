# A request on a forge that tests/forges/server.py plays, for tests of `mowners ci`.
#
#     load helper
#     load world
#     load forge
#
#     @test "…" {
#             forge_world
#             request 7 logo brand/logo.svg
#             answer "GET /repos/acme/marketing/pulls/7" "$(pull)"   (DESCRIBED=github: it must fit that)
#             forge_start
#             …
#     }

# shellcheck disable=SC2154

FORGE_DATA="$BATS_TEST_DIRNAME/../data/forge"

# world() whose people have accounts of their names on every forge; FORGE_EDIT changes the rules besides.
forge_world() {
	WORLD_EDIT="${FORGE_EDIT-}"'
		s/^@bot .*/&\n@tess  = Tess Tester <tess@example.com>/
		s/^@[a-z]* .*<\([a-z]*\)@example.com>/&, github \1-gh, gitlab \1-gl, gitea \1-gt/' world || return 1
	SCENARIO=$SANDBOX/scenario
	FORGE_LOG=$SANDBOX/forge.log
	: >"$SCENARIO"
	: >"$FORGE_LOG"
	unset "${!GITHUB_@}" "${!GITEA_@}" "${!FORGEJO_@}" "${!GITLAB_@}" "${!CI_@}" "${!MOWNERS_@}" GH_TOKEN \
		http_proxy HTTPS_PROXY ALL_PROXY all_proxy https_proxy NO_PROXY no_proxy CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR
	export MOWNERS_RETRY_PAUSE=0
}

# A branch of Tess's with changes to these files, which is the head of a request on the server; we stay on it.
request() { # NUMBER BRANCH PATH…
	local number=$1

	shift
	change "$@" && git push -q origin "+HEAD:refs/pull/$number/head" "+HEAD:refs/merge-requests/$number/head"
}

# What a route answers, next.
answer() { # ROUTE JSON [JQ, on the answer]
	local line="{\"route\":\"$1\",\"status\":200,\"json\":${2//$'\n'/}}"

	[[ $# -lt 3 ]] || line=$(jq -c "$3" <<<"$line") || return 1
	printf '%s\n' "$line" >>"$SCENARIO"
}

# The forge begins to answer, at $FORGE; $OTHER is another host. One process plays it for all tests of a file.
forge_start() {
	local pipe="$BATS_FILE_TMPDIR/forge" ports

	if [[ ! -e $pipe.pid ]]; then
		mkfifo "$pipe.orders" "$pipe.ports"
		python3 -B "$BATS_TEST_DIRNAME/../forges/server.py" "$pipe.orders" "$pipe.ports" >"$pipe.out" 2>&1 3>&- &
		echo $! >"$pipe.pid"
	fi
	printf '%s\t%s\t%s\t%s\n' "$SCENARIO" "$FORGE_LOG" "${DESCRIBED:+$FORGE_DATA/$DESCRIBED-api.json}" "${FORGE_TLS-}" >"$pipe.orders"
	read -r -a ports <"$pipe.ports"
	[[ ${ports[0]} != 0 ]] || { cat "$pipe.out"; return 1; }
	FORGE=http${FORGE_TLS:+s}://127.0.0.1:${ports[0]}
	# shellcheck disable=SC2034
	OTHER=http://127.0.0.1:${ports[1]}
}

# What it was told and what it was asked is forgotten, before it begins anew.
forge_stop() {
	: >"$SCENARIO"
	: >"$FORGE_LOG"
}

teardown_file() {
	[[ ! -e $BATS_FILE_TMPDIR/forge.pid ]] || kill "$(<"$BATS_FILE_TMPDIR/forge.pid")"
}

# How often a route was asked.
asked() { # ROUTE
	grep -cF "main $1 " "$FORGE_LOG" || true
}

# An example of GitHub's description, in the file $EXAMPLE; it is made once a file of tests.
look_up() { # NAME
	EXAMPLE=$BATS_FILE_TMPDIR/$1.json
	[[ -e $EXAMPLE ]] || jq -c --arg name "$1" '.components.examples[$name].value' "$FORGE_DATA/github-api.json" >"$EXAMPLE"
}

# A pull request that GitHub or Gitea shows: of HEAD, to main; the example of GitHub's description in all the rest.
# shellcheck disable=SC2120
pull() { # [JQ]
	look_up pull-request
	jq -c --arg head "$(git rev-parse HEAD)" '.requested_teams = [] | .number = 7 | .state = "open" | .merged = false |
		.user.login = "tess-gh" | .head.ref = "topic" | .head.sha = $head | .base.ref = "main" | '"${1-.}" "$EXAMPLE"
}

# A commit as GitHub shows it, of an account; without one it is nobody's there.
commit() { # ID [ACCOUNT]
	look_up commit-items
	jq -c --arg id "$1" --arg login "${2-}" '.[0] | .sha = $id | .author.login = $login |
		if $login == "" then .author = null else . end' "$EXAMPLE"
}

# A review there, for HEAD, given at $WHEN, by the clock of the tests unless set.
review() { # ID ACCOUNT STATE [JQ]
	look_up pull-request-review-items
	jq -c --argjson id "$1" --arg login "$2" --arg state "$3" --arg head "$(git rev-parse HEAD)" \
		--arg when "${WHEN-2026-11-22T11:00:00Z}" '.[0] | .id = $id | .user.login = $login |
		.state = $state | .commit_id = $head | .submitted_at = $when | '"${4-.}" "$EXAMPLE"
}

# Those as a list.
list() { # JSON…
	local IFS=,

	printf '[%s]\n' "$*"
}

# A job of GitHub's Actions about pull request 7 of HEAD; the event file says what happened.
github_job() { # EVENT [JQ, on the event]
	# shellcheck disable=SC2119
	pull | jq -c '{action: "synchronize", number: 7, pull_request: .} | '"${2-.}" >"$SANDBOX/event.json"
	export GITHUB_ACTIONS=true GITHUB_API_URL=$FORGE GITHUB_REPOSITORY=acme/marketing GITHUB_EVENT_NAME=$1 \
		GITHUB_EVENT_PATH=$SANDBOX/event.json GITHUB_TOKEN=ghp_secretsecret \
		GITHUB_WORKFLOW_REF=acme/marketing/.github/workflows/owners.yml@refs/heads/main
}

# `mowners ci`, by the clock of the tests; output and standard error are told apart, and neither has a token in it.
ci() { # ARGUMENT…
	run_split mowners --now "$NOW" ci "$@"
	if grep '^undescribed' "$FORGE_LOG"; then
		return 1
	fi
	if [[ "$output$stderr" == *secretsecret* ]]; then
		printf '%s\n' "the token is shown:" "$output" "$stderr"
		return 1
	fi
}

# What of the output shows without a click; folds must be whole.
unfolded() {
	sed $'/^::group::/,/^::endgroup::$/d; /^section_start:[0-9]*:mowners_[0-9]*[[]collapsed=true]\r\e[[]0K/,/^section_end:[0-9]*:mowners_[0-9]*\r\e[[]0K$/d' <<<"$output"
}

# It could not decide, for this reason, in one line.
undecided() { # REASON [ARGUMENT…]
	local reason=$1

	shift
	ci "$@"
	if [[ $status -ne 3 || -n $output || $stderr != "mowners: "*"$reason"* || $stderr == *$'\n'* ]]; then
		printf '%s\n' "not undecided as it should be (status $status, reason \"$reason\"):" "$output" "$stderr"
		return 1
	fi
}
