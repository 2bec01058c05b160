# The same verdict each time: by check with evidence, by a job on each forge, and, of what is signed, by the server's hook.

# shellcheck disable=SC2154 # forge_start sets FORGE

load helper
load world
load forge

# Words as members of a list of JSON, each made by printf from a format that has its number and the word.
members() { # FORMAT WORD…
	local format=$1 word out=() number=0

	shift
	for word; do
		number=$((number + 1))
		# shellcheck disable=SC2059 # a format
		out+=("$(printf "$format" "$number" "$word")")
	done
	(IFS=,; echo "${out[*]}")
}

# Reviews as GitHub and Gitea have them: approvals, and then those who want changes, in the words of the forge.
reviews() { # SUFFIX WORD-FOR-CHANGES
	local format="{\"id\": %d, \"user\": {\"login\": \"%s-$1\"}, \"commit_id\": \"$head\", \"submitted_at\": \"$when\", \"state\": \"STATE\"}"
	local all=("$(members "${format/STATE/APPROVED}" "${approvers[@]}")" "$(members "${format/STATE/$2}" "${stoppers[@]}")")

	(IFS=,; sed 's/^,//; s/,$//' <<<"${all[*]}")
}

say() { # PATH JSON
	printf '{"route": "GET %s", "json": %s, "headers": {"X-Total-Count": "%d"}}\n' "$1" "$2" $((${#approvers[@]} + ${#stoppers[@]})) >>"$SCENARIO"
}

# What the three forges say of a request at $head that these people approved, and these want changes in.
forges_say() { # APPROVED CHANGES
	local approvers stoppers pull who='"user": {"username": "%s-gl", "state": "active"}'

	read -r -a approvers <<<"$1"
	read -r -a stoppers <<<"$2"
	pull="{\"state\": \"open\", \"sha\": \"$head\", \"head\": {\"sha\": \"$head\"}, \"base\": {\"ref\": \"main\"}, \"target_branch\": \"main\"}"
	say /repos/a/b/pulls/7 "$pull"
	say "/repos/a/b/pulls/7/reviews?per_page=100" "[$(reviews gh CHANGES_REQUESTED)]"
	say /api/v1/repos/a/b/pulls/7 "$pull"
	say "/api/v1/repos/a/b/pulls/7/reviews?limit=50&page=1" "[$(reviews gt REQUEST_CHANGES)]"
	say /api/v4/projects/a%2Fb/merge_requests/7 "${pull/\"open\"/\"opened\"}"
	say /api/v4/projects/a%2Fb/merge_requests/7/approvals \
		"{\"approved_by\": [$(members "{\"approved_at\": \"$when\", \"x\": %d, $who}" "${approvers[@]}")]}"
	say /api/v4/projects/a%2Fb/merge_requests/7/reviewers \
		"[$(members "{\"state\": \"requested_changes\", \"x\": %d, $who}" "${stoppers[@]}")]"
	say "/api/v4/projects/a%2Fb/merge_requests/7/versions?per_page=100" \
		"[{\"id\": 1, \"head_commit_sha\": \"$head\", \"created_at\": \"2020-01-01T00:00:00Z\"}]"
}

# The status of each way to a verdict must be this one.
same() { # STATUS NAME COMMAND…
	local expected=$1 name=$2

	shift 2
	run "$@"
	if [[ $status -ne $expected ]]; then
		printf '%s\n' "$row" "$name: status $status, not $expected" "$output"
		return 1
	fi
}

# A row: files that Tess changes | who signs | who approves on the forge | who wants changes there | the status.
verdicts() { # ROWS on stdin
	local row paths signed approved changes expected who head when
	local ROW=0

	forge_world
	when=$(moment '1 hour ago')
	while IFS='|' read -r paths signed approved changes expected <&4; do
		row="$paths|$signed|$approved|$changes|$expected"
		ROW=$((ROW + 1))
		# shellcheck disable=SC2086 # a list
		request 7 "row$ROW" $paths || return 1
		head=$(git rev-parse HEAD)
		for who in $signed; do
			approve "$who" "row$ROW" || true
		done
		git fetch -q origin
		forges_say "$approved" "$changes"
		forge_start || return 1
		for who in $approved; do
			printf '{"by": "@%s", "commit": "%s", "made": "%s"}\n' "$who" "$head" "$when"
		done >evidence
		for who in $changes; do
			printf '{"by": "@%s", "decision": "stop"}\n' "$who"
		done >>evidence
		same "$expected" check mowners check --evidence evidence "row$ROW" || return 1
		rm evidence
		for who in github: gitea:/api/v1 gitlab:/api/v4; do
			same "$expected" "${who%:*}" mowners ci --platform "${who%:*}" --api "$FORGE${who#*:}" --project a/b --request 7 || return 1
		done
		forge_stop
		if [[ -z $approved$changes ]]; then
			same "$expected" pre-receive git push -q origin "row$ROW:main" || return 1
		fi
	done 4<&0
	[ "$ROW" -ge "${1-8}" ]
}

@test "the decision of one person" {
	verdicts 9 <<-'END'
		email/hero.png||||1
		email/hero.png|marc|||0
		email/hero.png||marc||0
		email/hero.png||lena||1
		email/hero.png|lena|||1
		email/hero.png|marc||marc|1
		email/hero.png||marc|lena|0
		email/hero.png|marc||omar|0
		email/hero.png||bot||1
	END
}

@test "a decision and a gate" {
	verdicts 12 <<-'END'
		brand/logo.svg|lena|||1
		brand/logo.svg|greta|||1
		brand/logo.svg|lena greta|||0
		brand/logo.svg|lena|greta||0
		brand/logo.svg||lena greta||0
		brand/logo.svg||lena|greta|1
		brand/logo.svg|lena greta||lena|1
		brand/logo.svg|lena greta||omar|0
		brand/logo.svg||lena greta|paul|0
		brand/logo.svg||marc greta||1
		brand/logo.svg||bot lena greta||0
		brand/logo.svg||bot||1
	END
}

@test "two gates, a quorum, outsiders" {
	verdicts 15 <<-'END'
		brand/price.claims.md|lena greta|||0
		brand/price.claims.md||lena paul||1
		brand/price.claims.md||lena greta paul||0
		brand/price.claims.md||lena greta|paul|1
		guild/type.woff2||hana||1
		guild/type.woff2||hana lena||1
		guild/type.woff2||hana lena marc||0
		guild/type.woff2|hana lena ines|||0
		guild/type.woff2|hana lena|marc||0
		guild/type.woff2||hana lena marc|ines|1
		guild/type.woff2||lena marc ines||1
		partner/copy.md||hana||1
		partner/copy.md||hana ella||0
		partner/copy.md|hana|omar||0
		partner/copy.md||hana ella|omar|1
	END
}

@test "several areas at once, a light level, and nobody's" {
	verdicts 14 <<-'END'
		blog/post.md|omar|||0
		blog/post.md||hana||0
		blog/post.md||omar hana||0
		blog/post.md||hana|omar|1
		blog/post.md||lena||1
		email/hero.png brand/logo.svg||marc||1
		email/hero.png brand/logo.svg||marc lena greta||0
		email/hero.png brand/logo.svg|marc|lena greta||0
		email/hero.png blog/post.md||marc omar||0
		email/hero.png blog/post.md||marc|omar|1
		social/post.md||||1
		social/post.md||tomas||1
		social/post.md||lena marc tomas||1
		email/hero.png new/file.txt||marc||1
	END
}
