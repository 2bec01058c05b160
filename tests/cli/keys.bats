# mowners keys: whose keys there are, and one more.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# People with and without keys; two keys that nobody has yet, made once a file.
people() {
	local kept="$BATS_FILE_TMPDIR/spare"

	if [[ ! -e $kept/rsa ]]; then
		mkdir -p "$kept" && ssh-keygen -q -t ed25519 -N '' -C "" -f "$kept/one" && ssh-keygen -q -t rsa -N '' -C "" -f "$kept/rsa" || return 1
	fi
	KEY=$(cut -d" " -f1,2 "$kept/one.pub")
	RSA=$(cut -d" " -f1,2 "$kept/rsa.pub")
	SPARE=$kept
	repo_new
	world_rules | owners
	world_keys lena marc ines greta paul tomas omar hana ella bot
	sed -i '/^\(hana\|bot\)@/d' OWNERS.signers
}

OURS='namespaces="approval@mowners"'

@test "lists keys by person, and at the end who has none" {
	people
	echo "lena@private.example $OURS,valid-before=\"20300101\" $RSA" >>OWNERS.signers
	echo "nemo@nowhere.example $OURS,valid-after=\"20991231\" $KEY" >>OWNERS.signers
	run_split mowners keys
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "@lena  Lena Fischer" ]
	[ "${lines[1]}" = "  lena@example.com  ED25519  $(ssh-keygen -lf "$(key_of lena)" | cut -d' ' -f2)" ]
	[ "${lines[2]}" = "  lena@private.example  RSA  $(ssh-keygen -lf "$SPARE/rsa" | cut -d' ' -f2)  until 2030-01-01" ]
	[[ $output == *$'\n'"nemo@nowhere.example  is nobody in OWNERS, so this counts for nobody"$'\n'"  nemo@"*"  from 2099-12-31 on"$'\n'* ]]
	[[ ${output//$'\n         '/ } == *$'\n\n'"No key   @hana and @bot: they cannot sign an approval; mowners install --client makes one" ]]
	run_split mowners keys --format json
	[ "$status" -eq 0 ]
	[ "$(jq -c '[.mowners, .file, (.holders[] | select(.who == "@lena") | .name, (.keys[1] | .email, .type, .until, .from, .line, .counts)), (.holders[-1] | .who, .keys), (.holders[] | select(.who == "nemo@nowhere.example") | .name, .keys[0].from, .keys[0].counts)]' <<<"$output")" = \
		"[1,\"OWNERS.signers\",\"Lena Fischer\",\"lena@private.example\",\"ssh-rsa\",\"2030-01-01T00:00:00Z\",null,9,true,\"@bot\",[],null,\"2099-12-31T00:00:00Z\",false]" ]
	run_split mowners keys --format json --from github @lena
	[ "$status" -eq 2 ]
	[[ $stderr == *"--format is for listing"* ]]
	echo "ines@example.com $(grep ^marc OWNERS.signers | cut -d' ' -f2-)" >"$SANDBOX/twice"
	cat "$SANDBOX/twice" >>OWNERS.signers
	sed -i 's/20300101/20200101/' OWNERS.signers
	run_split mowners keys
	[[ $output == *"  ended on 2020-01-01"* && $output == *"listed for two people, so it counts for neither"* ]]
	rm OWNERS.signers
	run_split mowners keys
	[ "$status" -eq 1 ]
	[[ $output == "No key   @lena, @marc"* ]]
}

@test "errors in the files are told, and no list made of them" {
	people
	echo "what is that" >>OWNERS.signers
	run_split mowners keys
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == *"OWNERS.signers:9:1: error: "*"OWNERS.signers has errors, so no key in it counts"* ]]
	run_split mowners keys add --yes "hana@example.com $OURS $KEY"
	[ "$status" -eq 2 ]
	[[ $stderr == *"correct it first, mowners lint shows where"* ]]
	rm OWNERS
	run_split mowners keys
	[ "$status" -eq 3 ]
	[[ $stderr == *"there is no OWNERS file"* ]]
}

@test "add: shows whose it is, keeps what is there, says who decides" {
	people
	printf '# our keys\r\n%s' "$(<OWNERS.signers)" >"$SANDBOX/before"
	cp "$SANDBOX/before" OWNERS.signers
	chmod 600 OWNERS.signers
	run_split mowners keys add --yes "hana@example.com $OURS $KEY of Hana"
	[ "$status" -eq 0 ]
	[[ $stderr == "mowners: a key for Hana Mori (@hana):"$'\n'"  hana@example.com  ED25519  SHA256:"* ]]
	[ "${lines[0]}" = "mowners: OWNERS.signers has 1 more key; it counts once that landed" ]
	[ "${lines[2]}" = "  Decides  Tomas Riva (@tomas), as about all rules; what they commit themselves, a deputy" ]
	{ cat "$SANDBOX/before"; printf '\nhana@example.com %s %s of Hana\n' "$OURS" "$KEY"; } | cmp - OWNERS.signers
	[ "$(stat -c %a OWNERS.signers)" = 600 ]
	run_split mowners keys add "hana@example.com $OURS $KEY"
	[ "$status" -eq 0 ]
	[[ $output == "mowners: listed already, for Hana Mori (@hana) (line 10 of OWNERS.signers):"* ]]
}

@test "add: lines of standard input; what is there already stays as it is; a file is made" {
	people
	rm OWNERS.signers
	printf '# a comment\r\n\r\n  hana@example.com %s %s \r\n' "$OURS" "$KEY" | mowners keys add --yes - >"$SANDBOX/out" 2>&1
	[ "$(<OWNERS.signers)" = "hana@example.com $OURS $KEY" ]
	[ "$(stat -c %a OWNERS.signers)" = 644 ]
	printf '%s\n' "hana@example.com $OURS $KEY" "lena@private.example,lena@example.com $OURS,valid-before=\"20300101\" $RSA" |
		mowners keys add --yes - >"$SANDBOX/out" 2>&1
	[[ $(<"$SANDBOX/out") == *"listed already, for Hana"*"a key for Lena"*"a key for Lena"*"has 2 more keys"* ]]
	[ "$(wc -l <OWNERS.signers)" -eq 2 ]
}

@test "add: what is not taken, and nothing is written" {
	local line words

	people
	cp OWNERS.signers "$SANDBOX/before"
	while IFS='|' read -r words line; do
		run_split mowners keys add --yes "$line"
		[ "$status" -eq 2 ] && [ -z "$output" ] && [[ $stderr == *"$words"* ]] || { echo "$line: $status $stderr"; return 1; }
		cmp "$SANDBOX/before" OWNERS.signers
	done <<-END
		marx@example.com is the e-mail of nobody in OWNERS; is marc@example.com (@marc) meant|marx@example.com $OURS $KEY
		this is a key alone; before it stand the e-mail of whose it is, and namespaces=|$KEY hana@example.com
		add the person to [people] there first|nemo@nowhere.example $OURS $KEY
		this is the key of @marc (line 2 of OWNERS.signers)|hana@example.com $OURS $(cut -d' ' -f1,2 "$(key_of marc).pub")
		for two people, and would count for neither|hana@example.com,bot@example.com $OURS $KEY
		[missing-namespaces]|hana@example.com $KEY
		[wrong-namespace]|hana@example.com namespaces="git" $KEY
		[wildcard]|*@example.com $OURS $KEY
		[cert-authority]|hana@example.com cert-authority,$OURS $KEY
		[key-type]|hana@example.com $OURS ssh-ed25519-cert-v01@openssh.com AAAA
		[key-type]|hana@example.com $OURS ssh-dss AAAA
		as mowners install --client shows it to whom|$KEY
		there is no line with a key|# nothing
		mowners keys add - <OWNERS.signers reads what is in it|OWNERS.signers
	END
}

@test "add: a private key is not repeated, and its owner is told to make another" {
	people
	cp OWNERS.signers "$SANDBOX/before"
	run_split mowners keys add --yes "$(<"$SPARE/one")"
	[ "$status" -eq 2 ]
	[[ $stderr == *"this is a private key"*"make a new key"*"[private-key]"* ]]
	[[ $stderr != *"$(sed -n 3p "$SPARE/one")"* ]]
	run_split mowners keys add --yes - <"$SPARE/rsa"
	[[ $stderr == *"[private-key]"* ]]
	cmp "$SANDBOX/before" OWNERS.signers
}

@test "add: asks on a terminal; without one --yes is named" {
	local line
	people
	run_split mowners keys add "hana@example.com $OURS $KEY" </dev/null
	[ "$status" -eq 2 ]
	[[ $stderr == *"a key for Hana Mori"*"--yes adds without the question"* ]]
	run ! grep -q hana OWNERS.signers
	command -v script >/dev/null || skip "no script(1)"
	line=$(printf '%q ' "$MOWNERS" keys add "hana@example.com $OURS $KEY")
	run script -qec "$line" /dev/null <<<n
	[ "$status" -eq 1 ]
	[[ $output == *"Is that theirs, and to be added to OWNERS.signers? [y/N]"*"nothing was added"* ]]
	run script -qec "$line" /dev/null <<<y
	[ "$status" -eq 0 ]
	grep -q ^hana OWNERS.signers
}

@test "add: not over a link, not where a sparse checkout left the file out, not into a bare repository" {
	people
	commit_all keys
	mv OWNERS.signers elsewhere && ln -s elsewhere OWNERS.signers
	run_split mowners keys add --yes "hana@example.com $OURS $KEY"
	[ "$status" -ne 0 ]
	[ -L OWNERS.signers ]
	git checkout -q -f && git sparse-checkout set --no-cone '/*' '!/OWNERS.signers'
	run_split mowners keys add --yes "hana@example.com $OURS $KEY"
	[ "$status" -eq 2 ]
	[[ $stderr == *"left out of this working tree; bring it here first: git sparse-checkout add /OWNERS.signers"* ]]
	[ ! -e OWNERS.signers ]
	run_split mowners -C .git keys add --yes "hana@example.com $OURS $KEY"
	[ "$status" -eq 2 ]
}

@test "usage" {
	people
	for arguments in "del" "add" "add a b" "--yes" "--nonsense"; do
		# shellcheck disable=SC2086 # words
		run_split mowners keys $arguments
		[ "$status" -eq 2 ]
		[ -z "$output" ]
	done
	run_split mowners --rules HEAD keys add x
	[ "$status" -eq 2 ]
}
