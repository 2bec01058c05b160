# mowners keys --from: the public keys that people have on a forge.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

OURS='namespaces="approval@mowners"'

# The world of forge.bash, where @hana and @tess have no key yet; three keys that nobody has, made once a file.
people() {
	local kept="$BATS_FILE_TMPDIR/spare" name

	if [[ ! -e $kept/three ]]; then
		mkdir -p "$kept" || return 1
		for name in one two three; do
			ssh-keygen -q -t ed25519 -N '' -C "" -f "$kept/$name" || return 1
		done
	fi
	ONE=$(cut -d" " -f1,2 "$kept/one.pub")
	TWO=$(cut -d" " -f1,2 "$kept/two.pub")
	THREE=$(cut -d" " -f1,2 "$kept/three.pub")
	forge_world
	sed -i '/^hana@/d' OWNERS.signers
	cp OWNERS.signers "$SANDBOX/before"
}

# A key as GitHub and Gitea show it.
public() { # ID KEY [JQ]
	jq -cn --argjson id "$1" --arg key "$2" '{id: $id, key: $key, title: "a key\u001b[31m", created_at: "2026-01-01T00:00:00Z"}' | jq -c "${3-.}"
}

# The keys of an account on GitHub.
github_keys() { # ACCOUNT KEY…
	answer "GET /users/$1/ssh_signing_keys?per_page=100" "$(list "${@:2}")"
}

from() { # FORGE API ARGUMENT…
	run_split mowners --now "$NOW" keys --from "$1" --api "$2" "${@:3}"
}

# Nothing was written.
untouched() {
	cmp "$SANDBOX/before" OWNERS.signers
}

@test "GitHub: keys for signing become lines, once somebody says yes" {
	people
	github_keys hana-gh "$(public 1 "$ONE")" "$(public 2 "$TWO a comment")" "$(public 3 "$ONE")"
	github_keys tess-gh "$(public 4 "$THREE")"
	forge_start
	from github "$FORGE" @hana tess@example.com
	[ "$status" -eq 2 ]
	[[ $stderr == "mowners: a key for Hana Mori (@hana):"$'\n'"  hana@example.com  ED25519  SHA256:"*"mowners: a key for Tess Tester (@tess):"* ]]
	[[ $stderr == *"nobody is at a terminal to be asked; --yes adds without the question"* ]]
	untouched
	from github "$FORGE" --yes @hana tess@example.com
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: OWNERS.signers has 3 more keys; they count once that landed" ]
	{ cat "$SANDBOX/before"; printf '%s\n' "hana@example.com $OURS $ONE github:hana-gh" "hana@example.com $OURS $TWO github:hana-gh" \
		"tess@example.com $OURS $THREE github:tess-gh"; } | cmp - OWNERS.signers
	! grep -q Authorization "$FORGE_LOG" || false
	GITHUB_TOKEN=ghp_secretsecret from github "$FORGE" @hana
	[ "$status" -eq 0 ]
	[[ $output == "mowners: listed already, for Hana Mori (@hana) (line "* ]]
	grep -q 'Bearer ghp_secretsecret' "$FORGE_LOG"
}

@test "GitLab: keys for signing that have not ended, with their end" {
	local users="GET /api/v4/users?username=hana-gl" keys="GET /api/v4/users/21/keys?per_page=100"
	people
	answer "$users" '[{"id": 20, "username": "hana", "state": "active"}, {"id": 21, "username": "Hana-GL", "state": "active", "locked": false}]'
	answer "$keys" "$(list "$(public 1 "$ONE" '.usage_type = "auth_and_signing" | .expires_at = null')" \
		"$(public 2 "$TWO" '.usage_type = "signing" | .expires_at = "2027-01-01T00:00:00.000Z"')" \
		"$(public 3 "$THREE" '.usage_type = "auth"')" "$(public 4 "$THREE")" \
		"$(public 5 "$THREE" '.usage_type = "signing" | .expires_at = "2026-11-21T00:00:00.000Z"')" \
		"$(public 6 "$THREE" '.usage_type = "signing" | .expires_at = "soon"')")"
	forge_start
	MOWNERS_TOKEN=glpat_secretsecret from gitlab "$FORGE/api/v4" --yes @hana
	[ "$status" -eq 0 ]
	[[ $stderr == *"warning: key 3 of hana-gl on GitLab is left out: it is not for signing"* ]]
	[[ $stderr == *"key 4 of hana-gl on GitLab is left out: the forge does not say what it is for"* ]]
	[[ $stderr == *"key 5 of hana-gl on GitLab is left out: it has ended"* ]]
	[[ $stderr == *"key 6 of hana-gl on GitLab is left out: the forge does not say when it ends"* ]]
	[[ $stderr == *"  until 2027-01-01"* ]]
	{ cat "$SANDBOX/before"; printf '%s\n' "hana@example.com $OURS $ONE gitlab:hana-gl" \
		"hana@example.com $OURS,valid-before=\"20270101000000\" $TWO gitlab:hana-gl"; } | cmp - OWNERS.signers
	run mowners --now "$NOW" lint
	[ "$status" -ne 2 ]
}

@test "GitLab: accounts that are not there, or blocked" {
	local users="GET /api/v4/users?username=hana-gl"
	people
	answer "$users" '[{"id": 20, "username": "hana", "state": "active"}]'
	answer "$users" '[{"id": 21, "username": "hana-gl", "state": "blocked"}]'
	answer "$users" '{"message": "no"}' '.status = 403'
	forge_start
	from gitlab "$FORGE/api/v4" --yes @hana
	[ "$status" -eq 3 ]
	[[ $stderr == *"GitLab has no account hana-gl, or does not show it"* ]]
	from gitlab "$FORGE/api/v4" --yes @hana
	[ "$status" -eq 3 ]
	[[ $stderr == *"the keys of hana-gl are not taken: the account is blocked"* ]]
	from gitlab "$FORGE/api/v4" --yes @hana
	[ "$status" -eq 3 ]
	[[ $stderr == *"127.0.0.1 does not allow to read the account hana-gl (403); there is no token: MOWNERS_TOKEN holds one"* ]]
	untouched
}

@test "Gitea: all keys, in pages" {
	local keys="GET /api/v1/users/hana-gt/keys?limit=50&page="
	people
	answer "${keys}1" "$(list "$(public 1 "$ONE")")" '.headers["X-Total-Count"] = "2"'
	answer "${keys}2" "$(list "$(public 2 "$TWO")")" '.headers["X-Total-Count"] = "2"'
	forge_start
	from gitea "$FORGE/api/v1" --yes @hana
	[ "$status" -eq 0 ]
	[ "$(tail -n 2 OWNERS.signers | cut -d' ' -f4)" = "$(printf '%s\n' "$ONE" "$TWO" | cut -d' ' -f2)" ]
}

@test "what is no key is left out; a key of somebody else, and one for two people, stop it all" {
	people
	github_keys hana-gh "$(public 1 'ssh-dss AAAA')" "$(public 2 "$ONE" 'del(.key)')" 'null' '7' \
		"$(public 3 '/etc/passwd')" "$(public 4 $'ssh-ed25519 AAAA\nlena@example.com '"$OURS $ONE")" "$(public 5 '*@example.com cert-authority ssh-ed25519 AAAA')"
	github_keys hana-gh "$(public 6 "$(cut -d' ' -f1,2 "$(key_of marc).pub")")"
	github_keys hana-gh "$(public 7 "$ONE")"
	github_keys tess-gh "$(public 8 "$ONE")"
	forge_start
	from github "$FORGE" --yes @hana
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == *"key 1 of hana-gh on GitHub is left out: it is no key of a kind that signs approvals"* ]]
	[[ $stderr == *"key 2 of hana-gh on GitHub is left out: the forge does not show it"* ]]
	[[ $stderr == *"@hana, who is hana-gh on GitHub, has no key for signing there"* ]]
	[ "$(grep -c 'is left out' <<<"$stderr")" -eq 7 ]
	untouched
	from github "$FORGE" --yes @hana
	[ "$status" -eq 2 ]
	[[ $stderr == *"this is the key of @marc (line 2 of OWNERS.signers)"* ]]
	untouched
	from github "$FORGE" --yes @hana @tess
	[ "$status" -eq 2 ]
	[[ $stderr == *"this key is given for two people, and would count for neither"* ]]
	untouched
}

@test "answers that are no answer" {
	local how words
	people
	while IFS='%' read -r how words; do
		jq -cn --arg route "GET /users/hana-gh/ssh_signing_keys?per_page=100" '{route: $route, status: 200} | '"$how" >>"$SCENARIO"
		forge_start
		from github "$FORGE" --yes @hana
		[ "$status" -eq 3 ] && [[ $stderr == *"$words"* && $stderr != *$'\n'* && -z $output ]] || { echo "$how: $status $stderr"; return 1; }
		untouched
		forge_stop
	done <<-'END'
		.status = 404 | .json = {}%127.0.0.1 does not have, or does not show, the keys of hana-gh (404)
		.status = 401 | .json = {}%127.0.0.1 wants a token for the keys of hana-gh (401); there is no token: MOWNERS_TOKEN holds one
		.json = {key: "x"}%something else than a list
		.body = "<html>"%something that is no JSON
		.json = [range(201) | {id: ., key: "x"}]%an account there has more than 200 keys
		.json = [] | .headers.Link = "<{{other}}/users>; rel=\"next\""%its next page is on another host, which is not asked
		.status = 302 | .headers.Location = "{{other}}/users"%another
		.deep = 1000%nested too deep
	END
}

@test "who is meant" {
	local words arguments
	people
	forge_start
	while IFS='|' read -r words arguments; do
		# shellcheck disable=SC2086 # words
		run_split mowners keys --from $arguments
		[ "$status" -eq 2 ] && [[ $stderr == *"$words"* && -z $output ]] || { echo "$arguments: $status $stderr"; return 1; }
	done <<-END
		OWNERS knows no @hanna; is @hana meant?|github @hanna
		OWNERS knows no nobody@nowhere.example; a person is named by the handle or the e-mail that stands in [people]|github nobody@nowhere.example
		@guild is a team; name people, who have keys|github @guild
		OWNERS tells of no github account of @bot; add it to their line in [people]: github NAME|github @bot
		name whose keys: @lena|github
		--from is github, gitlab or gitea, not "gitlub"|gitlub @hana
		where Gitea is, is not known here; --api names its address, such as https://git.example.com/api/v1|gitea @hana
		--api|github --api http://git.example.com @hana
	END
	[ ! -s "$FORGE_LOG" ]
	run_split mowners --rules HEAD keys --from github @hana
	[ "$status" -eq 2 ]
	run_split mowners keys --api "$FORGE"
	[ "$status" -eq 2 ]
	[[ $stderr == *"--api is for --from"* ]]
	run_split mowners keys add --api "$FORGE" x
	[ "$status" -eq 2 ]
	run_split mowners-ci keys
	[ "$status" -eq 2 ]
	[[ $stderr == *"this program knows --from alone"* ]]
}
