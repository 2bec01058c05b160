# The formats that forges show: what golden.bats does not say of them. Sizes, places, what is counted.

# shellcheck disable=SC2154,SC2016 # run_split sets stderr; backticks in Markdown

load helper
load world

# A branch "winter" of AREAS areas with FILES files each, of names of LENGTH bytes.
many() { # AREAS FILES LENGTH
	local area file name

	name=$(printf "%0$3d" 0)
	repo_new
	{
		printf '[mowners]\nversion = 1\n[rules]\naccountable = @lena\n'
		for ((area = 0; area < $1; area++)); do
			printf '[area-%d]\npath = /%d/\naccountable = @lena\n' "$area" "$area"
		done
		printf '[people]\n@lena = Lena Fischer <lena@example.com>\n'
	} | owners
	commit_all "first"
	git checkout -q -b winter
	for ((area = 0; area < $1; area++)); do
		mkdir "$area"
		for ((file = 0; file < $2; file++)); do
			echo >"$area/$name$file"
		done
	done
	commit_all "many"
}

# ---- markdown -----------------------------------------------------------------------------------------------------------

@test "markdown: what is said first, whom to ask, the same status as text" {
	world
	change logo brand/logo.svg email/hero.png
	approve greta logo
	run_split mowners check --format markdown
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "### mowners: \`main\`: 2 of 2 changed files cannot land yet" ]
	[ "${lines[1]}" = '- **First** `git push origin logo`' ]
	[ "${lines[2]}" = '- **Ask** Lena Fischer (`@lena`) and Marc Ode (`@marc`): together they complete this' ]
	[ "${lines[3]}" = '- **They run** `git fetch && mowners approve origin/logo`' ]
	[[ $output == *$'\n#### `brand`, standard, by `OWNERS:10`\n\n`brand/logo.svg`\n\n- **decision** `@lena`: not yet\n- review `@greta`: `@greta` approved\n'* ]]
	[ -z "$stderr" ]
	approve lena logo
	approve marc logo
	run_split mowners check --format markdown
	[ "$status" -eq 0 ]
	[[ ${lines[0]} == "### mowners: \`main\`: 2 changed files can land: approved by "* ]]
}

@test "markdown: what is refused whatever the approvals stands first" {
	world
	git checkout -q -b broken
	echo 'nonsense' >>OWNERS
	commit_all "broken"
	run_split mowners check --format markdown
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "### mowners: \`main\`: cannot land: it brings 1 error into OWNERS files or keys" ]
	[[ ${lines[1]} == '- **Error** `OWNERS:56:1`: '*' (`no-value`)' ]]
	[[ $output == *"### mowners: \`main\`: 1 changed file cannot land yet"* ]]
}

@test "markdown: what a change of the rules does, warnings" {
	world
	git checkout -q -b rules
	sed -i 's/^review = @legal/review = @greta/' OWNERS
	commit_all "rules"
	printf '{"by": "@nobody", "commit": "%s"}\n' "$(git rev-parse rules)" >"$SANDBOX/evidence"
	run_split mowners check --format markdown --evidence "$SANDBOX/evidence"
	[ "$status" -eq 1 ]
	[[ $output == *'- **With these rules** '* ]]
	[[ $output == *'- **Warning** '*'`@nobody`'* ]]
	[ -z "$stderr" ]
}

@test "markdown: it fits into a comment, says how much was left out, and closes what it opens" {
	local shown

	many 80 30 150
	run_split mowners check --format markdown main winter
	[ "$status" -eq 1 ]
	[ "${#output}" -gt 40000 ]
	[ "$(LC_ALL=C wc -c <<<"$output")" -le 60000 ]
	[ "$(grep -c '^<details>' <<<"$output")" -eq "$(grep -c '^</details>' <<<"$output")" ]
	shown=$(grep -c '^- `[0-9]*/' <<<"$output")
	[[ $output == *"<details><summary>and 2250 more files</summary>"* ]]
	[[ $output == *"and $((2400 - shown)) more files; \`mowners check --format json\` lists all of them"* ]]
	[[ $output == *"- **Ask** Lena Fischer (\`@lena\`): that completes this"* ]]
}

# ---- github -------------------------------------------------------------------------------------------------------------

@test "github: errors on the files that are not approved; nothing where all are" {
	world
	change logo brand/logo.svg email/hero.png
	approve greta logo
	run_split mowners check --format github
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "::error file=brand/logo.svg,line=1,title=Approval is missing::brand/logo.svg: it lacks the decision of @lena (brand, standard, OWNERS:10) [missing]" ]
	[[ ${lines[1]} == "::error file=email/hero.png,line=1,title=Approval is missing::email/hero.png: "* ]]
	[ "${#lines[@]}" -eq 2 ]
	approve lena logo
	approve marc logo
	run_split mowners check --format github
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "github: warnings where OWNERS says mode = advise" {
	WORLD_EDIT='s/^version = 1/&\nmode = advise/' world
	change logo brand/logo.svg
	run_split mowners check --format github
	[ "$status" -eq 0 ]
	[[ $output == "::warning file=brand/logo.svg,line=1,"* ]]
}

@test "github: what the change brings into OWNERS has its line" {
	world
	git checkout -q -b broken
	echo 'nonsense' >>OWNERS
	commit_all "broken"
	run_split mowners check --format github
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "::error file=OWNERS,line=56,col=1,title="*"::OWNERS:56: "*" [no-value]" ]]
	[[ ${lines[1]} == "::error file=OWNERS,line=1,title=Approval is missing::OWNERS: "* ]]
}

@test "github: ten, with every group among them, and how many more there are" {
	many 3 20 10
	run_split mowners check --format github main winter
	[ "$status" -eq 1 ]
	[ "${#lines[@]}" -eq 10 ]
	[[ ${lines[0]} == *" file=0/"* && ${lines[1]} == *" file=1/"* && ${lines[2]} == *" file=2/"* && ${lines[3]} == *" file=0/"* ]]
	[[ ${lines[9]} == *" (and 50 more; mowners check --format json lists all of them)"* ]]
	[[ ${lines[8]} != *" more; "* ]]
}

@test "github: findings of lint, with the status of text" {
	repo_new
	owners <<-'END'
		[mowners]
		version = 1
		[rules]
		accountable = @lena, @marc
		[people]
		@lena = Lena Fischer <lena@example.com>
	END
	commit_all "first"
	run_split mowners lint --format github
	[ "$status" -eq 2 ]
	[[ ${lines[0]} == "::error file=OWNERS,line=4,col="*",title="*"::OWNERS:4: "* ]]
}

# ---- sarif --------------------------------------------------------------------------------------------------------------

# What the schema of SARIF 2.1.0 asks for of the objects that are written, and what it does not say: that each result has
# its rule, a place below the root, and a fingerprint of its own.
sarif_ok() { # FILE
	jq -e '
		def only($names): (keys - $names) == [];
		def text: only(["text"]) and (.text | type == "string" and length > 0);
		def level: . == "error" or . == "warning" or . == "note";
		def rule: only(["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"])
			and (.id | test("^[a-z0-9-]+$")) and (.shortDescription, .fullDescription, .help | text) and (.defaultConfiguration | only(["level"]) and (.level | level));
		def place($bases): only(["physicalLocation"]) and (.physicalLocation | only(["artifactLocation", "region"])
			and (.artifactLocation | only(["uri", "uriBaseId"]) and (.uri | test("^([A-Za-z0-9._~-]|%[0-9A-F]{2})([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$"))
				and (.uriBaseId as $base | $bases | has($base)))
			and (.region | only(["startLine"]) and .startLine >= 1));
		only(["$schema", "version", "runs"]) and .version == "2.1.0" and (.runs | length == 1) and (.runs[0] |
			only(["tool", "originalUriBaseIds", "invocations", "results"])
			and (.tool | only(["driver"]) and (.driver | only(["name", "version", "semanticVersion", "rules"]) and .name == "mowners"))
			and (.tool.driver.rules as $rules | .originalUriBaseIds as $bases
				| all($rules[]; rule) and ($rules | map(.id) | length == (unique | length))
				and all(.results[]; only(["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"])
					and $rules[.ruleIndex].id == .ruleId and (.level | level) and (.message | text)
					and (.locations | length == 1) and (.locations[0] | place($bases))
					and (.partialFingerprints | only(["mowners/v1"]) and (.["mowners/v1"] | test("^[0-9a-f]{64}$")))))
			and (.results | map(.partialFingerprints) | length == (unique | length)))' "$1" >/dev/null
}

@test "sarif: the golden files are what the format asks for" {
	local file
	for file in "$BATS_TEST_DIRNAME"/../golden/*.sarif; do
		sarif_ok "$file" || { echo "$file"; return 1; }
	done
}

@test "sarif: a fingerprint stays when who is missing, the line and the day change" {
	repo_new
	printf '[mowners]\nversion = 1\n[rules]\naccountable = @lena\n[a]\npath = /a/\n  /dead/\naccountable = @lena\nreview = @marc\n[people]\n@lena = Lena <lena@example.com>\n@marc = Marc <marc@example.com>\n' | owners
	files a/a a/b
	commit_all "first"
	git checkout -q -b winter
	files a/a a/b
	echo new >a/a
	echo new >a/b
	commit_all "new"
	mowners check --format sarif main winter >before || true
	mowners lint --format sarif >lint-before || true
	printf '{"by": "@marc", "commit": "%s"}\n' "$(git rev-parse winter)" >evidence
	mowners --now 2026-12-24T12:00:00Z check --evidence evidence --format sarif main winter >after || true
	sed -i '1i ; a line more' OWNERS
	mowners lint --format sarif >lint-after || true
	sarif_ok after
	run cmp -s before after
	[ "$status" -eq 1 ]
	run cmp -s lint-before lint-after
	[ "$status" -eq 1 ]
	[ "$(jq '.runs[0].results | length' after)" -eq 2 ]
	[ "$(jq -c '.runs[0].results | map(.partialFingerprints)' before)" = "$(jq -c '.runs[0].results | map(.partialFingerprints)' after)" ]
	[ "$(jq '.runs[0].results | map(select(.ruleId == "dead-pattern")) | length' lint-after)" -eq 1 ]
	[ "$(jq -c '.runs[0].results | map(.partialFingerprints)' lint-before)" = "$(jq -c '.runs[0].results | map(.partialFingerprints)' lint-after)" ]
}

@test "sarif: 5,000 results, and how many more there are" {
	many 3 1700 3
	mowners check --format sarif main winter >log || [ $? -eq 1 ]
	sarif_ok log
	[ "$(jq '.runs[0].results | length' log)" -eq 5000 ]
	[ "$(jq -r '.runs[0].invocations[0].toolExecutionNotifications[0].message.text' log)" = "There are 100 more; mowners check --format json lists all of them." ]
}

# ---- codequality --------------------------------------------------------------------------------------------------------

# What GitLab reads: https://docs.gitlab.com/ci/testing/code_quality/, "Code Quality report format".
codequality_ok() { # FILE
	jq -e '
		def only($names): (keys - $names) == [];
		type == "array" and (map(.fingerprint) | length == (unique | length)) and all(.[];
			only(["description", "check_name", "fingerprint", "severity", "location"])
			and (.description | type == "string" and length > 0) and (.check_name | test("^[a-z0-9-]+$"))
			and (.fingerprint | test("^[0-9a-f]{64}$"))
			and (.severity | IN("info", "minor", "major", "critical", "blocker"))
			and (.location | only(["path", "lines"]) and (.path | length > 0 and (startswith("/") or startswith("./") | not))
				and (.lines | only(["begin"]) and (.begin | type == "number" and . >= 1))))' "$1" >/dev/null
}

@test "codequality: the golden files are what GitLab reads, with the fingerprints of SARIF" {
	local file
	for file in "$BATS_TEST_DIRNAME"/../golden/*.codequality; do
		codequality_ok "$file" || { echo "$file"; return 1; }
		[ "$(jq -c 'map(.fingerprint)' "$file")" = "$(jq -c '.runs[0].results | map(.partialFingerprints["mowners/v1"])' "${file%.*}.sarif")" ]
	done
}

@test "codequality: what blocks, what does not, what is of no file" {
	world
	git checkout -q -b twin
	echo a >brand/Logo.svg
	commit_all "twin"
	run_split mowners check --format codequality
	[ "$status" -eq 1 ]
	codequality_ok <(echo "$output")
	[ "$(jq -c '.[0] | [.check_name, .severity, .location]' <<<"$output")" = '["refused","blocker",{"path":"OWNERS","lines":{"begin":1}}]' ]
	[ "$(jq -c '.[1] | [.check_name, .severity, .location]' <<<"$output")" = '["missing","blocker",{"path":"brand/Logo.svg","lines":{"begin":1}}]' ]
	run_split mowners lint --format codequality
	[ "$status" -eq 1 ]
	[ "$(jq -c 'map(.severity) | unique' <<<"$output")" = '["minor"]' ]
	run_split mowners check --format codequality main main
	[ "$status" -eq 0 ]
	[ "$output" = "[]" ]
}
