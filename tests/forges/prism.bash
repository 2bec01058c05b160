# Prism (npm @stoplight/prism-cli) between us and what answers, held to a forge's own description.

# shellcheck disable=SC2154,SC2034 # of helper and forge

# The description as Prism can use it. GitHub documents a media type of its own elsewhere, and its example of a pull
# request has a team without `type`, which does not fit the schema; of GitLab, a token may also stand in Authorization,
# and Prism overlooks that what is referred to may be null.
prism_description() { # FORGE
	jq 'walk(
			if type != "object" then .
			elif .content?["application/json"]? then .content["application/vnd.github+json"] = .content["application/json"]
			elif .requested_teams? | type == "array" then .requested_teams = []
			elif ."x-nullable"? and has("allOf") then {anyOf: [{allOf}, {type: "null"}]}
			else . end) |
		if .info.title | startswith("GitLab") then
			.securityDefinitions.bearer = {type: "apiKey", in: "header", name: "Authorization"} | .security += [{bearer: []}]
		else . end' "$FORGE_DATA/$1-api.json"
}

# It runs, at $FORGE; PRISM_LOG has what it says. It is waited for by what it writes, so nothing sleeps.
prism_start() { # mock|proxy FORGE [UPSTREAM] [OPTION…]
	local how=$1 description="$SANDBOX/$2-openapi.json" pipe="$SANDBOX/prism.pipe" line=

	prism_description "$2" >"$description"
	shift 2
	PRISM_LOG="$SANDBOX/prism.log"
	mkfifo "$pipe"
	node "$NODE_MODULES/.bin/prism" "$how" -h 127.0.0.1 -p 0 --errors "$description" "$@" >"$pipe" 2>&1 3>&- &
	PRISM_PID=$!
	exec 8<"$pipe"
	rm "$pipe"
	while [[ $line != *"Prism is listening on "* ]]; do
		read -r line <&8 || { echo "Prism did not start: $*"; return 1; }
		printf '%s\n' "$line" >>"$PRISM_LOG"
	done
	cat <&8 >>"$PRISM_LOG" 3>&- &
	exec 8<&-
	FORGE=${line##*listening on }
}

prism_stop() {
	[[ -n ${PRISM_PID-} ]] || return 0
	kill "$PRISM_PID"
	wait "$PRISM_PID" 2>/dev/null || true
	PRISM_PID=
}

# Prism takes any query: each name in one must be described. Prints those that are not.
unknown_queries() { # FORGE
	sed -n 's/^main \(GET\|POST\|PUT\|PATCH\) \([^ ]*\) .*/\2/p' "$FORGE_LOG" | sed -n 's/^[^?]*?//p' | tr '&' '\n' |
		sed 's/=.*//' | sort -u | while read -r name; do
		jq -e --arg name "$name" '[.. | objects | select(.in? == "query") | .name] | index($name)' \
			"$FORGE_DATA/$1-api.json" >/dev/null || echo "$name"
	done
}
