# mowners ci and a forge that answers badly: the right verdict, or 3 with the reason, and the token nowhere.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

PULL="GET /repos/acme/marketing/pulls/7"
REVIEWS="GET /repos/acme/marketing/pulls/7/reviews?per_page=100"

# A request, and a job of it, on a forge that is told what to say by what follows.
begin() {
	forge_world
	request 7 topic email/hero.png
	FORGE=http://127.0.0.1:1
	github_job pull_request_target
}

# The rest of what it says, and it begins.
good_pull() { # [JQ]
	answer "$PULL" "$(pull)" "${1-.}"
}

approved() { # [JQ]
	answer "$REVIEWS" "$(list "$(review 1 marc-gh APPROVED)")" "${1-.}"
}

start() {
	forge_start
	export GITHUB_API_URL=$FORGE
}

# Both have their answer, and the verdict is yes.
yes() {
	ci
	[[ $status -eq 0 ]] || { printf '%s\n' "status $status" "$output" "$stderr"; return 1; }
}

# ---- What it is asked --------------------------------------------------------------------------------------------

@test "the token goes into a header, of the forge alone" {
	begin
	good_pull
	approved
	start
	yes
	[ "$(grep -c 'main .*"Authorization": "Bearer ghp_secretsecret"' "$FORGE_LOG")" -eq 4 ]
	grep -q '"Accept": "application/vnd.github+json".*"User-Agent": "mowners-ci/0' "$FORGE_LOG"
	! grep '^other' "$FORGE_LOG" || false
}

@test "where the token comes from" {
	begin
	good_pull
	approved
	start
	unset GITHUB_TOKEN
	yes
	! grep -q Authorization "$FORGE_LOG" || false
	printf 'file_secretsecret\n' >"$SANDBOX/token"
	export MOWNERS_TOKEN_FILE=$SANDBOX/token GITHUB_TOKEN=ghp_other
	yes
	[ "$(grep -c '"Bearer file_secretsecret"' "$FORGE_LOG")" -eq 4 ]
	MOWNERS_TOKEN=first_secretsecret yes
	[ "$(grep -c '"Bearer first_secretsecret"' "$FORGE_LOG")" -eq 4 ]
	rm "$SANDBOX/token"
	undecided "$SANDBOX/token"
	unset MOWNERS_TOKEN_FILE
	MOWNERS_TOKEN="ghp secretsecret" undecided "the token is none: it is empty, too long, or has spaces or other odd characters"
	MOWNERS_TOKEN=$'ghp_secretsecret\r\nX-Evil: 1' undecided "the token is none"
	MOWNERS_TOKEN=$(printf 'x%.0s' {1..5000}) undecided "the token is none"
}

# ---- Statuses ----------------------------------------------------------------------------------------------------

@test "401, 403, 404, 409 and others" {
	local status_text
	begin
	while read -r code status_text; do
		good_pull ".status = $code"
		start
		undecided "$status_text"
		forge_stop
	done <<-'END'
		401 127.0.0.1 does not accept the token for the pull request acme/marketing#7 (401); the token needs pull-requests: read
		403 127.0.0.1 does not allow to read the pull request acme/marketing#7 (403); the token needs pull-requests: read
		404 127.0.0.1 does not have, or does not show, the pull request acme/marketing#7 (404); the token needs pull-requests: read
		409 127.0.0.1 gave no answer about the pull request acme/marketing#7 (409)
		204 127.0.0.1 gave no answer about the pull request acme/marketing#7 (204)
		418 127.0.0.1 gave no answer about the pull request acme/marketing#7 (418)
	END
}

@test "a status of the reviews is no empty list of them" {
	begin
	good_pull
	approved '.status = 403'
	start
	undecided "127.0.0.1 does not allow to read the reviews of pull request acme/marketing#7 (403)"
	unset GITHUB_TOKEN
	undecided "; there is no token: MOWNERS_TOKEN holds one that is allowed pull-requests: read"
}

@test "what passes is tried three times" {
	local code
	begin
	for code in 429 500 502 503 504; do
		good_pull
		answer "$REVIEWS" null ".status = $code | del(.json) | .body = \"Retry later\" | .headers = {\"Retry-After\": \"0\", \"Content-Type\": \"text/plain\"}"
		answer "$REVIEWS" null ".status = $code"
		approved
		start
		yes
		[ "$(asked "$REVIEWS")" -eq 3 ]
		forge_stop
	done
}

@test "what does not pass is a failure" {
	begin
	good_pull
	approved '.status = 502'
	start
	undecided "127.0.0.1 gave no answer about the reviews of pull request acme/marketing#7 (502)"
	[ "$(asked "$REVIEWS")" -eq 3 ]
}

@test "403 with Retry-After passes, without it it does not" {
	begin
	good_pull '.status = 403 | .headers["Retry-After"] = "0"'
	good_pull
	approved '.status = 403'
	approved
	start
	undecided "does not allow to read the reviews"
	[ "$(asked "$PULL")" -eq 2 ]
	[ "$(asked "$REVIEWS")" -eq 1 ]
}

@test "a limit that asks for more time than there is" {
	begin
	good_pull '.status = 429 | .headers["Retry-After"] = "3600"'
	start
	undecided "127.0.0.1 limits how often it is asked, and wants 3600 seconds to pass; that is longer than waits here"
	[ "$(asked "$PULL")" -eq 1 ]
	forge_stop
	good_pull '.status = 403 | .headers["X-RateLimit-Remaining"] = "0"'
	start
	undecided "127.0.0.1 limits how often it is asked; it answered 403"
	[ "$(asked "$PULL")" -eq 1 ]
}

# ---- Bytes -------------------------------------------------------------------------------------------------------

@test "an answer that is cut off" {
	begin
	good_pull
	approved '.cut = true'
	start
	undecided "127.0.0.1 cut its answer off"
}

@test "HTML, half a JSON, nothing, another encoding" {
	local body
	begin
	for body in '<html>Sign in</html>' '' '[{"id": 1' '[] []' '{"a"' '[nul]'; do
		good_pull
		answer "$REVIEWS" null ". + {body: $(jq -Rn --arg x "$body" '$x')}"
		start
		undecided "127.0.0.1: "
		forge_stop
	done
	good_pull
	answer "$REVIEWS" null '.hex = "5b22ff225d"'
	start
	undecided "127.0.0.1: something that is no JSON"
}

@test "more than 8 MiB" {
	begin
	good_pull
	answer "$REVIEWS" null ".fill = 8388608"
	start
	undecided "127.0.0.1 answered with more than 8 MiB"
}

@test "nested too deep, keys twice" {
	begin
	good_pull
	answer "$REVIEWS" null ".deep = 65"
	start
	undecided "127.0.0.1: JSON that is nested too deep"
	forge_stop
	good_pull
	answer "$REVIEWS" null '.body = "[{\"id\": 1, \"state\": \"APPROVED\", \"state\": \"COMMENTED\"}]"'
	start
	undecided "127.0.0.1: JSON with a key twice in one object"
	forge_stop
	answer "$PULL" null '.body = "{\"state\": \"open\", \"head\": {\"sha\": 1, \"sh\\u0061\": 2}}"'
	start
	undecided "127.0.0.1: JSON with a key twice in one object"
}

@test "another shape than the one that is promised" {
	begin
	good_pull
	answer "$REVIEWS" '{"message": "ok"}'
	start
	undecided "127.0.0.1: something else than a list"
	local how words
	while IFS='|' read -r how words; do
		forge_stop
		answer "$PULL" "$(pull "$how")"
		start
		undecided "GitHub sent a pull request without $words"
	done <<-'END'
		del(.state)|a state
		.state = null|a state
		.head = null|a head commit
		.head.sha = "abc"|a head commit
		.head.sha = "0000000000000000000000000000000000000000"|a head commit
		.head.sha = "ABCDEF0000000000000000000000000000000000"|a head commit
		.base.ref = 7|a target branch
		.base.ref = "a b"|a target branch
	END
	forge_stop
	answer "$PULL" '[]'
	start
	undecided "GitHub sent a pull request without a state"
}

@test "a target that is no name of a branch" {
	begin
	answer "$PULL" "$(pull '.base.ref = "a..b"')"
	answer "$REVIEWS" "$(list)"
	start
	undecided "refs/heads/a..b is no full name of a ref"
	forge_stop
	answer "$PULL" "$(pull '.base.ref = "gone"')"
	answer "$REVIEWS" "$(list)"
	start
	undecided "origin has no refs/heads/gone"
}

# ---- Elsewhere ---------------------------------------------------------------------------------------------------

@test "redirects are followed on the same host, three times at most" {
	begin
	good_pull '.status = 301 | .headers.Location = "/repositories/5/pulls/7"'
	answer "GET /repositories/5/pulls/7" null '.status = 307 | .headers.Location = "{{origin}}/three"'
	answer "GET /three" "$(pull)"
	approved
	start
	yes
	[ "$(grep -c 'GET /three .*Bearer' "$FORGE_LOG")" -eq 2 ]
	forge_stop
	good_pull '.status = 302 | .headers.Location = "{{origin}}/repos/acme/marketing/pulls/7"'
	start
	undecided "127.0.0.1 redirects more than 3 times"
	forge_stop
	good_pull '.status = 302'
	start
	undecided "127.0.0.1 redirects to nowhere"
}

@test "no redirect leads to another host, another port or scheme" {
	local to
	begin
	for to in '{{other}}/x' '//evil.example/x' 'https://127.0.0.1/x' 'file:///etc/passwd' 'ftp://127.0.0.1/x' 'http://a:b@127.0.0.1/x' 'http://[' ''; do
		good_pull ".status = 302 | .headers.Location = $(jq -n --arg to "$to" '$to')"
		start
		undecided "127.0.0.1 redirects to "
		! grep '^other' "$FORGE_LOG" || false
		forge_stop
	done
}

@test "no next page is fetched from another host" {
	local link
	begin
	for link in '<{{other}}/x>; rel="next"' '<//evil.example/x>; rel=next' '<https://127.0.0.1/x>; rel="next"' '<file:///etc/passwd>; rel=next'; do
		good_pull
		approved ".headers.Link = $(jq -n --arg link "$link" '$link')"
		start
		undecided "127.0.0.1 says that its next page is on another host, which is not asked"
		! grep '^other' "$FORGE_LOG" || false
		forge_stop
	done
}

@test "a list of pages that cannot be read, or never ends" {
	begin
	good_pull
	approved '.headers.Link = "</x; rel=next"'
	start
	undecided "127.0.0.1 says where its next page is in a way that cannot be read"
	forge_stop
	good_pull
	approved '.headers.Link = "</repos/acme/marketing/pulls/7/reviews?per_page=100>; rel=next"'
	start
	undecided "the reviews of pull request acme/marketing#7 are more than 100 pages"
	[ "$(asked "$REVIEWS")" -eq 100 ]
}

@test "addresses that are not asked" {
	begin
	start
	GITHUB_API_URL=http://git.example.com/api/v1 undecided "the address of the API is plain http to another machine, where anybody on the way could read the token; use https"
	GITHUB_API_URL=https://tess:secretsecret@127.0.0.1/ undecided "the address of the API has a user or a password in it; the token goes into MOWNERS_TOKEN"
	GITHUB_API_URL=ftp://127.0.0.1/ undecided "the address of the API is no https address"
	GITHUB_API_URL='http://' undecided "the address of the API is no address"
	GITHUB_API_URL=http://127.0.0.1:1 undecided "127.0.0.1 cannot be asked: "
	[ ! -s "$FORGE_LOG" ]
}

@test "a proxy is not handed a token in the clear" {
	begin
	good_pull
	approved
	start
	export http_proxy=$OTHER all_proxy=$OTHER
	yes
	! grep '^other' "$FORGE_LOG" || false
}

@test "certificates: those of the system, and of one's own" {
	begin
	good_pull
	approved
	export FORGE_TLS=$FORGE_DATA/loopback.pem
	start
	[[ $FORGE == https:* ]]
	undecided "the certificate of 127.0.0.1 is not trusted ("
	[[ $stderr == *"; where it is of a CA of your own, CURL_CA_BUNDLE names its file" ]]
	[ ! -s "$FORGE_LOG" ]
	CURL_CA_BUNDLE=$FORGE_TLS yes
	SSL_CERT_FILE=$FORGE_TLS yes
	CURL_CA_BUNDLE=$SANDBOX/nothing undecided "127.0.0.1"
	GITHUB_API_URL=${FORGE/127.0.0.1/localhost} CURL_CA_BUNDLE=$FORGE_TLS undecided "the certificate of localhost is not trusted ("
}

# ---- While it reads ----------------------------------------------------------------------------------------------

@test "a head that moves while its reviews are read: once more, then undecided" {
	begin
	answer "$PULL" "$(pull '.head.sha = "3333333333333333333333333333333333333333"')"
	answer "$PULL" "$(pull)"
	approved
	start
	yes
	[ "$(asked "$PULL")" -eq 4 ]
	[ "$(asked "$REVIEWS")" -eq 2 ]
	forge_stop
	for id in 3 4 5 6; do
		answer "$PULL" "$(pull ".head.sha = \"${id}333333333333333333333333333333333333333\"")"
	done
	approved
	start
	undecided "github#7 was pushed to while its approvals were read, twice; the next job reads them"
	forge_stop
	answer "$PULL" "$(pull)"
	answer "$PULL" "$(pull '.base.ref = "other"')"
	answer "$PULL" "$(pull)"
	approved
	start
	yes
}

@test "closed, merged, or so while it is read" {
	local how words
	begin
	while IFS='|' read -r how words; do
		answer "$PULL" "$(pull "$how")"
		approved
		start
		undecided "github#7 $words"
		forge_stop
		answer "$PULL" "$(pull)"
		answer "$PULL" "$(pull "$how")"
		approved
		start
		undecided "github#7 $words"
		forge_stop
	done <<-'END'
		.state = "closed"|is closed
		. + {state: "closed", merged: true}|has been merged already
	END
}

@test "what is not here cannot be fetched" {
	begin
	answer "$PULL" "$(pull '.head.sha = "3333333333333333333333333333333333333333"')"
	answer "$REVIEWS" "$(list)"
	start
	github_job pull_request_target '.pull_request.head.sha = "3333333333333333333333333333333333333333"'
	export GITHUB_API_URL=$FORGE
	undecided "commit 333333333333, which is to land, cannot be fetched"
	git -C "$SERVER" update-ref -d refs/pull/7/head
	undecided "origin has no refs/pull/7/head, which would hold the change"
	git remote set-url origin "$SANDBOX/nowhere"
	undecided "cannot ask for the branches of origin: "
	git remote remove origin
	undecided "this clone has no remote to fetch from"
	cd "$SERVER"
	undecided "this is a bare repository; run it in a clone with a working tree"
	cd /
	undecided "repository"
}
