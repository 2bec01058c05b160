# One table of changes, tests/data/scenarios, judged in three ways that have to agree: `mowners check` in a clone, the
# server's pre-receive, and `mowners ci` beside a forge. What a forge says reaches `check` as --evidence and the hook not
# at all; so the hook has to say what `check` says without it.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world
load forge

FORGES=(github gitlab gitea)
WHEN=2020-01-02T10 # when reviews were made, and minutes from then on

setup_file() {
	BATS_TEST_TMPDIR="$BATS_FILE_TMPDIR/rows"
	mkdir -p "$BATS_TEST_TMPDIR"
	sandbox_new
	TABLE=$SANDBOX/table
	scenarios_new || { echo "the table cannot be set up" >&2; return 1; }
}

setup() {
	sandbox_new
	SHARED="$BATS_FILE_TMPDIR/rows"
	TABLE=$SHARED/table
	cd "$SHARED/work" || return 1
	FORGE=$(<"$BATS_FILE_TMPDIR/origin")
	unset "${!GITHUB_@}" "${!GITEA_@}" "${!FORGEJO_@}" "${!GITLAB_@}" "${!CI_@}" "${!MOWNERS_@}" GH_TOKEN \
		http_proxy HTTPS_PROXY ALL_PROXY all_proxy https_proxy NO_PROXY no_proxy
	export MOWNERS_TOKEN=xyz MOWNERS_RETRY_PAUSE=0
}

# ---- The world of the table -------------------------------------------------------------------------------------

# The rows of the table, each with its number and its section in front of its columns. Each row has files of its own, in
# folders of its number, since there is one store of records for all; what begins with a digit is left alone.
table_new() {
	local number=0 section="" name change signed forge result hook

	while IFS='|' read -r name change signed forge result hook; do
		case $name in
		"" | "#"*) ;;
		"["*) section=$name ;;
		*)
			number=$((number + 1))
			read -r name <<<"$name"
			sed -E "s#([a-z]+)/([^/ >:,0-9][^/ >:,]*)#\\1/$number/\\2#g" <<<"$change|$signed|$result" | {
				IFS='|' read -r change signed result
				echo "$number|$section|$name|$change|$signed|$forge|$result|$hook"
			}
			;;
		esac
	done <"$BATS_TEST_DIRNAME/../data/scenarios" >"$TABLE"
}

# Calls FUNCTION with the number, the section and the columns of each row, of one section or of all.
rows() { # FUNCTION [SECTION]
	local number section name change signed forge result hook

	while IFS='|' read -r number section name change signed forge result hook <&9; do
		[[ $section == "${2-$section}" ]] || continue
		"$1" "$number" "$section" "$name" "$change" "$signed" "$forge" "$result" "$hook" || return 1
	done 9<"$TABLE"
}

# What a row changes, takes away, moves or makes executable is there before; what it gives a text is new.
row_files() { # NUMBER SECTION NAME CHANGE
	local word

	for word in $4; do
		case $word in
		'!OWNERS' | *OWNERS*[+=]* | *=* | *@* | to:* | by:* | with:* | behind | again | ';') ;;
		'!'*) echo "${word#?}" ;;
		'x:'*) echo "${word#x:}" ;;
		*'>'*) echo "${word%%>*}" ;;
		*) echo "$word" ;;
		esac
	done
}

scenarios_new() {
	local names

	table_new
	mapfile -t names < <(rows row_files)
	# shellcheck disable=SC2016 # $a is sed's
	WORLD_EDIT='s/^@bot .*/&\n@tess  = Tess Tester <tess@example.com>/
		s/^protect.*/&\noverride = 2 of @guild/
		s/^@[a-z]* .*<\([a-z]*\)@example.com>/&, github \1-gh, gitlab \1-gl, gitea \1-gt/
		$a\\n[sealed]\npath = /sealed/\naccountable = @hana\nlevel = detailed\n
		$a\\n[level detailed]\nevidence = signed\npeople = 1
		$a\\n[film]\npath = /film/\naccountable = @omar\nreview = @ella\n
		$a\\n[freeze sale]\npath = /frozen/\nfrom = 2020-01-01\nuntil = 2099-12-31\nallow = @ines\n
		$a\\n[frozen]\npath = /frozen/\naccountable = @marc' world_make "${names[@]}" || return 1
	git push -q origin "main:refs/heads/release/1" 2>/dev/null || return 1
	landed_and_reverted || return 1
	git fetch -q origin || return 1
	: >"$SANDBOX/scenario"
	rows row_make || return 1
	git push -q origin 'refs/pull/*' 'refs/merge-requests/*' 2>/dev/null || return 1
	rows row_hand || return 1
	store_records "$SANDBOX"/by-hand.* &&
		git -C "$SERVER" fetch -q "$PWD" refs/mowners/approvals:refs/mowners/approvals || return 1
	rows row_signs || return 1
	git push -q origin refs/mowners/approvals || return 1
	SCENARIO=$SANDBOX/scenario FORGE_LOG=$SANDBOX/log forge_start
	echo "$FORGE" >"$BATS_FILE_TMPDIR/origin"
}

# The content of email/1.png that a row brings once more was approved by Marc, has landed and was taken back since.
landed_and_reverted() {
	git checkout -q -B landed origin/main && echo again >email/1.png && commit_all "again" &&
		as marc mowners approve --yes --no-push landed >/dev/null 2>&1 &&
		git revert --no-edit HEAD >/dev/null && git push -q origin HEAD:refs/heads/forced 2>/dev/null &&
		git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)"
}

# The branch of a row, and what the forge says of it.
row_make() { # NUMBER SECTION NAME CHANGE SIGNED FORGE
	local branch="row-$1" word target=main author="" trailer="" commits=()

	git checkout -q -B "$branch" --no-track origin/main || return 1
	for word in $4 ';'; do
		case $word in
		to:*) target=${word#to:} && git reset -q --hard "origin/$target" ;;
		behind) git reset -q --hard origin/main~1 ;;
		by:*) author=${word#by:} ;;
		with:*) trailer=${word#with:} ;;
		';')
			git add -A && git ${author:+-c user.name="$author" -c user.email="$author@example.com"} commit -q --allow-empty \
				-m "$3" ${trailer:+--trailer "Co-authored-by: $trailer <$trailer@example.com>"} || return 1
			commits+=("$(git rev-parse HEAD)")
			;;
		*) row_edit "$word" "$branch.${#commits[@]}" ;;
		esac || return 1
	done
	printf '%s\n' "$target" >"$SANDBOX/$1.target"
	case ${FORGES[$1 % 3]} in
	gitlab) git update-ref "refs/merge-requests/$1/head" HEAD ;;
	*) git update-ref "refs/pull/$1/head" HEAD ;;
	esac || return 1
	printf '%s\n' "${commits[@]}" >"$SANDBOX/$1.commits"
	row_forge "$1" "$target" "$6" "${commits[@]}"
}

row_edit() { # WORD CONTENT
	local word=$1 path

	path=${word#[!]} path=${path#x:} path=${path%%[=>@+]*}

	mkdir -p "./${path%"${path##*/}"}" || return 1
	case $word in
	'!'*) rm "${word#?}" ;;
	x:*) chmod +x "${word#x:}" ;;
	again) echo again >email/1.png ;;
	*'>'*) mkdir -p "$(dirname "${word#*>}")" && mv "$path" "${word#*>}" ;;
	*'@'[./]*) ln -s "${word#*@}" "$path" ;;
	*'+='*) word=${word#*+=} && printf '%b' "${word//\~/ }" >>"$path" ;;
	*=SAME) echo "$path" >"$path" ;;
	*=*) word=${word#*=} && printf '%b' "${word//\~/ }" >"$path" ;;
	*) echo "$2" >"$path" ;;
	esac
}

# Records that no command of ours makes, or that were made longer ago: [+.]WHO:PATH.
row_hand() { # NUMBER SECTION NAME CHANGE SIGNED
	local word who times

	for word in $5; do
		who=${word%%:*}
		case $word in
		+*) times=() ;;
		.*) times=(made="$(moment '3 days ago')" expires="$(moment '1 day ago')") ;;
		*) continue ;;
		esac
		who=${who#?}
		record_text "$who" "row-$1" "${word#*:}" "${times[@]}" |
			sign_with "$(key_of "$who")" >"$SANDBOX/by-hand.$1.$who" || return 1
	done
}

row_signs() { # NUMBER SECTION NAME CHANGE SIGNED
	local word commits target

	target=$(<"$SANDBOX/$1.target")
	mapfile -t commits <"$SANDBOX/$1.commits"
	for word in $5; do
		row_sign "$word" "$target" "${commits[@]}" || { echo "row $1, $3: $word" >&2; return 1; }
	done
}

declare -gA LAST

# [-!~]WHO[=ROLE][^TARGET][#COMMIT][:PATH]: approves; - stops, ! overrides, ~ takes back the last record of theirs.
row_sign() { # WORD TARGET COMMIT…
	[[ $1 != [+.]* ]] || return 0
	[[ $1 =~ ^([-!~]?)([a-z]+)(=([a-z.]+))?(\^([a-z0-9/]+))?(#([0-9]))?(:(.+))?$ ]] || return 1
	local who=${BASH_REMATCH[2]} role=${BASH_REMATCH[4]} target=${BASH_REMATCH[6]:-$2} nth=${BASH_REMATCH[8]:-0}
	local path=${BASH_REMATCH[10]} command=approve commits=("${@:3}")

	case ${BASH_REMATCH[1]} in
	-) command=stop ;;
	!) command=override ;;
	\~)
		as "$who" mowners withdraw --yes --no-push "${LAST[$who]}" >/dev/null 2>&1
		return
		;;
	esac
	LAST[$who]=$(as "$who" mowners "$command" --yes --no-push --target "$target" -m "because" ${role:+--as "$role"} \
		"${commits[nth - 1]}" ${path:+"$path"} 2>&1 | sed -n 's/^  Record   //p')
	[[ -n ${LAST[$who]} ]]
}

# WHO[+-cx][#COMMIT]: approves, wants changes, comments, or had it dismissed.
row_forge() { # NUMBER TARGET WORDS COMMIT…
	local number=$1 target=$2 word who what nth commit head base kind id=0 i
	local reviews="" approvals="" reviewers="" versions="" evidence=""
	local commits=("${@:4}") made user by
	local -A said suffix=([github]=gh [gitlab]=gl [gitea]=gt)

	kind=${FORGES[number % 3]}
	head=${commits[-1]}
	for word in $3; do
		[[ $word =~ ^([a-z]+)([-+cx])(#([0-9]))?$ ]] || return 1
		who=${BASH_REMATCH[1]} what=${BASH_REMATCH[2]} nth=${BASH_REMATCH[4]:-0}
		commit=${commits[nth - 1]}
		id=$((id + 1))
		made=$WHEN:$((10 + id)):00Z
		[[ $what == c ]] || said[$who]="$what $commit $id $made"
		reviews+=",$(row_review "$kind" "$id" "$who" "$what" "$commit" "$made")"
		nth=$((nth ? nth : ${#commits[@]}))
		[[ $what != [+-] ]] || said[$who]+=" 2020-01-01T0$nth:30:00Z"
	done
	base=$(git merge-base "origin/$target" "$head")
	for i in "${!commits[@]}"; do
		made=2020-01-01T0$((i + 1)):00:00Z
		versions=",{\"id\":$((i + 1)),\"head_commit_sha\":\"${commits[i]}\",\"base_commit_sha\":\"$base\",\"created_at\":\"$made\"}$versions"
	done
	for who in "${!said[@]}"; do
		read -r what commit id made i <<<"${said[$who]}"
		user="{\"id\":$id,\"username\":\"$who-gl\",\"state\":\"active\",\"locked\":false}"
		by="\"by\":\"$kind:$who-${suffix[$kind]}\",\"source\":\"$kind#$number review $id\",\"made\":\"$made\""
		case $kind$what in
		gitlab+)
			approvals+=",{\"user\":$user,\"approved_at\":\"$i\"}"
			by="\"by\":\"gitlab:$who-gl\",\"source\":\"gitlab!$number review $id\",\"made\":\"$i\""
			evidence+="{$by,\"commit\":\"$commit\"}"$'\n'
			;;
		gitlab-)
			reviewers+=",{\"user\":$user,\"state\":\"requested_changes\"}"
			evidence+="{\"by\":\"gitlab:$who-gl\",\"source\":\"gitlab!$number review $id\",\"decision\":\"stop\"}"$'\n'
			;;
		gitlab*) ;;
		*+) evidence+="{$by,\"commit\":\"$commit\"}"$'\n' ;;
		*-) evidence+="{$by,\"decision\":\"stop\"}"$'\n' ;;
		*x) evidence+="{$by,\"why_not\":\"the review was dismissed\"}"$'\n' ;;
		esac
	done
	printf %s "$evidence" >"$SANDBOX/$number.evidence"
	case $kind in
	gitlab)
		row_answer "/api/v4/projects/5/merge_requests/$number" \
			"{\"iid\":$number,\"state\":\"opened\",\"target_branch\":\"$target\",\"sha\":\"$head\"}"
		row_answer "/api/v4/projects/5/merge_requests/$number/approvals" "{\"approved_by\":[${approvals#,}]}"
		row_answer "/api/v4/projects/5/merge_requests/$number/versions?per_page=100" "[${versions#,}]"
		row_answer "/api/v4/projects/5/merge_requests/$number/reviewers" "[${reviewers#,}]"
		;;
	*)
		local place=/repos/acme/marketing/pulls/$number list="reviews?per_page=100"
		[[ $kind == github ]] || place=/api/v1$place list="reviews?limit=50&page=1"
		row_answer "$place" "{\"number\":$number,\"state\":\"open\",\"merged\":false,\"user\":{\"login\":\"tess\"},
			\"head\":{\"ref\":\"row-$number\",\"sha\":\"$head\"},\"base\":{\"ref\":\"$target\"}}"
		row_answer "$place/$list" "[${reviews#,}]" ",\"headers\":{\"X-Total-Count\":\"$id\"}"
		;;
	esac
}

row_answer() { # PATH JSON [MORE]
	printf '{"route":"GET %s","status":200,"json":%s%s}\n' "$1" "${2//$'\n'/}" "${3-}" >>"$SANDBOX/scenario"
}

row_review() { # FORGE ID WHO WHAT COMMIT MOMENT
	local state dismissed=false account=$3-gh

	case $4 in
	+) state=APPROVED ;;
	-) state=CHANGES_REQUESTED ;;
	c) state=COMMENTED ;;
	x) state=DISMISSED ;;
	esac
	if [[ $1 == gitea ]]; then
		account=$3-gt
		case $4 in
		-) state=REQUEST_CHANGES ;;
		c) state=COMMENT ;;
		x) state=APPROVED dismissed=true ;;
		esac
	fi
	printf '{"id":%s,"user":{"login":"%s"},"state":"%s","commit_id":"%s","submitted_at":"%s","dismissed":%s}' \
		"$2" "$account" "$state" "$5" "$6" "$dismissed"
}

# ---- The three ways ---------------------------------------------------------------------------------------------

# Judges each row of a section, and tells of all that are not as the table says.
judged() { # SECTION
	local wrong=0 count=0

	rows row_judge "$1"
	[[ $count -gt 0 ]] || { echo "no rows in $1"; return 1; }
	[[ $wrong -eq 0 ]] || { echo "$wrong of $count rows are not as they should be"; return 1; }
}

# shellcheck disable=SC2034 # output and stderr are those of bats
row_judge() { # NUMBER SECTION NAME CHANGE SIGNED FORGE RESULT HOOK
	local number=$1 name=$3 result=$7 hook=$8 target reviewed plain asked said faults=""

	count=$((count + 1))
	target=$(<"$SHARED/$number.target")
	read -r result <<<"$result"
	read -r hook <<<"$hook"
	reviewed=$(mowners check --format json --target "$target" --evidence "$SHARED/$number.evidence" "row-$number" \
		2>/dev/null) || true
	plain=$(mowners check --target "$target" "row-$number" 2>/dev/null)
	row_hook $? "${hook:-$result}"
	asked=$(row_ci)
	mapfile -t said < <(row_said <<<"$reviewed"$'\n'"$asked")
	row_same "check" "$result" "${said[0]-}"
	row_same "ci" "$result" "${said[1]-}"
	row_same "ci beside check" "${said[2]-}" "${said[3]-}"
	if [[ -n $faults ]]; then
		wrong=$((wrong + 1))
		printf -- '-- row %s, "%s", %s%s\n' "$number" "$name" "${FORGES[number % 3]}" "$faults"
	fi
}

row_same() { # WAY EXPECTED SAID
	if [[ $2 != "$3" ]]; then
		faults+=$'\n'"   $1: should be $2"$'\n'"   $1: is        $3"
	fi
}

# Of two answers in JSON: the result, and each group's state and files; then all but what is about who asks.
row_said() {
	jq -rcsS 'def states: [.result] + (if .refused then ["refused"] else [] end) + (.errors | map(.code // "error")) +
		(.groups | map(.state + ":" + (.paths | join(","))) | sort) | join(" ");
		(.[0] | states), (.[1] | states), (.[] | del(.mode, .enforced))' 2>&1
}

row_hook() { # STATUS-OF-CHECK EXPECTED
	local new said status before=$1 tip

	tip=$(git -C "$SHARED/server.git" rev-parse "$target")
	new=$(git rev-parse "row-$number")
	if ! git merge-base --is-ancestor "$tip" "$new"; then
		new=$(git -c user.name=Merge -c user.email=merge@example.com commit-tree -p "$tip" -p "$new" -m merge \
			"$(git merge-tree --write-tree "$tip" "$new")") && git push -q origin "$new:refs/heads/merged-$number" 2>/dev/null
	fi
	said=$(cd "$SHARED/server.git" && echo "$tip $new refs/heads/$target" | GIT_DIR=. hooks/pre-receive 2>&1)
	status=$?
	row_same "pre-receive" "${2%% *}" "$([[ $status -eq 0 ]] && echo approved || echo blocked)"
	row_same "status of check beside pre-receive" "$before" "$status"
	if [[ $status -ne 0 ]]; then
		row_same "pre-receive beside check" "$(row_body "$plain")" "$(row_body "$said")"
	fi
}

# What is said of files that cannot land, up to what is to be done; in the words of both.
row_body() { # TEXT
	sed -nE '/^mowners: [^ :]+: /,/^  (Ask|First|They|Why|Fetch|Mode|Urgent|Note|See)  /{
		/^  [A-Z][a-z]+  |^$|^mowners: enforce:/!{
			s/: refused: /: cannot land: /
			s/, whoever approves it: /: /
			p
		}
	}' <<<"$1"
}

row_ci() {
	case ${FORGES[number % 3]} in
	github) set -- --platform github --api "$FORGE" --project acme/marketing ;;
	gitlab) set -- --platform gitlab --api "$FORGE/api/v4" --project 5 ;;
	gitea) set -- --platform gitea --api "$FORGE/api/v1" --project acme/marketing ;;
	esac
	mowners ci "$@" --request "$number" --format json 2>/dev/null
}

@test "the table has at least forty rows" {
	local count=0
	count_row() { count=$((count + 1)); }
	rows count_row
	[ "$count" -ge 40 ]
}

@test "signed approvals" {
	judged "[signed]"
}

@test "kinds of changes" {
	judged "[changes]"
}

@test "authors" {
	judged "[authors]"
}

@test "stops, withdrawals and overrides" {
	judged "[decisions]"
}

@test "reviews on a forge" {
	judged "[forge]"
}

@test "rules" {
	judged "[rules]"
}
