# Nothing from a repository reaches a terminal or the log of a CI as it is: one world of hostile names and words, in which
# every command runs in each of its formats; then all that was said is looked at, byte by byte.

# shellcheck disable=SC2016,SC2154 # names are hostile; bats sets output

load helper
load world
load forge

# Paths that would be something else: escapes, commands of CI runners, marks of sections, Markdown, HTML, a formula.
HOSTILE=(
	$'\e]0;title\a' $'esc\e[31mred' $'c1\u009b31m' $'\x9b31m' $'bidi\u202Egnp' $'line\u2028end' $'new\n::error::b' $'cr\r::error::b'
	'::set-output name=x::y' '::error::x/::group::y' ' ::error::blank' '##[error]x' '##vso[task.complete]x' $'section_start:1:x\r\e[0K'
	'[md](http:x)' '`tick`' '@everyone' '<img src=x onerror=alert(1)>' '<!-- mowners -->' '=1+1' 'a|b*_~'
)
WORDS='::error::w ##[error]w <b>@everyone</b> `w`'

# A branch that is called badly, by a badly called author, of all those paths; landed with the approval of those who must.
hostile_world() {
	local path bad=$'::error::\e[31mMallory ##[error]x\u202E'

	WORLD_EDIT='s/^version = 1/&\noverride = 2 of @marc @lena/
		s/Tomas Riva/::error::Tomas ##[error]x/; s/Omar Diaz/**@all** `Omar` [x](http:y)/
		s/^\[brand\]/[otherwise]\naccountable = @tomas\n\n&\nsummary = ::error::s ##[error]s/
		s/^\[guild\]/&\nrights-until = 2020-01-01/' world
	git checkout -q -B $'b\u009b\u202E' origin/main
	for path in "${HOSTILE[@]}"; do
		[[ $path != */* ]] || mkdir -p "${path%/*}"
		printf '%s\n' "$path" >"./$path"
	done
	mkdir -p ./'::error::x/dir' && echo x >./'::error::x/dir/a'
	git add -A && git -c user.name="$bad" -c user.email=$'m\e[0m@x' commit -q -m "$bad"
	approve tomas -m "$WORDS" HEAD || return 1
	git push -q origin HEAD:main || return 1
	git fetch -q
	for path in "${HOSTILE[@]}"; do
		printf 'again\n' >"./$path"
	done
	echo more >>brand/logo.svg
	sed -i 's/^accountable = @marc/accountable = @omar/' OWNERS
	git add -A && git -c user.name="$bad" -c user.email=$'m\e[0m@x' commit -q -m "$bad"
	git push -q origin HEAD
	as tomas mowners request --yes -m "$WORDS" HEAD >/dev/null
	as marc mowners stop --yes -m "$WORDS" --path '/email/' >/dev/null
	mowners sync >/dev/null
	# Errors of rules quote what they are about.
	printf '[%s]\n%s = x\n\n[::error::z ##[error]z]\npath = /[z\naccountable = @::error::q\n' '##[error]y' '::error::key ##[error]k' >"$SANDBOX/broken"
	printf '@everyone ::error::w ##[error]\n"::error::x" @lena\n*.[ ##[error]x @a\n' >"$SANDBOX/CODEOWNERS"
	printf '::error::x,##[error]y,=1+1\n"\e[31m",@everyone,<b>\n' >"$SANDBOX/sheet.csv"
}

# Runs a command, in each of its formats, and keeps what it said, both ways.
tried() { # COMMAND [ARGUMENT…]
	local format formats

	formats=$(mowners help "$1" | grep -o -m1 -e '--format [a-z|]*' || echo '--format text')
	for format in $(tr '|' ' ' <<<"${formats#--format }"); do
		if [[ $formats == "--format text" ]]; then
			keep "$1.text" mowners "$@"
		else
			keep "$1.$format" mowners "$1" --format "$format" "${@:2}"
		fi
	done
}

keep() { # NAME COMMAND…
	local name=$1

	shift
	"$@" >>"$SANDBOX/said/$name" 2>>"$SANDBOX/said/$name.stderr" || true
}

# What the server says of HEAD as that ref.
pushed() { # REF
	git push -q origin +HEAD:refs/heads/brought
	(cd "$SERVER" && keep hook.text mowners hook pre-receive) <<<"$(git rev-parse origin/main) $(git rev-parse HEAD) $1"
}

# A request of HEAD that each forge tells of, in words of others, with a review.
forge_world() {
	local user='"login": "::error::x ##[error]x\u001b[31m"' text='"title": "\u001b[0m::error::t", "body": "<b>@everyone</b>\n##[error]b"'
	local head pulls=repos/acme/marketing/pulls/7 merge="GET /api/v4/projects/5/merge_requests/7"

	head=$(git rev-parse HEAD)
	git push -q origin HEAD:refs/pull/7/head HEAD:refs/merge-requests/7/head
	# shellcheck disable=SC2034 # for forge_start
	SCENARIO=$SANDBOX/scenario FORGE_LOG=$SANDBOX/forge.log
	for path in "GET /$pulls" "GET /api/v1/$pulls"; do
		answer "$path" "{\"number\": 7, \"state\": \"open\", \"merged\": false, \"user\": {$user}, $text,
			\"head\": {\"ref\": \"::error::x\", \"sha\": \"$head\"}, \"base\": {\"ref\": \"main\"}}"
	done
	for path in "GET /$pulls/reviews?per_page=100" "GET /api/v1/$pulls/reviews?limit=50&page=1"; do
		answer "$path" "[{\"id\": 1, \"user\": {$user}, \"state\": \"APPROVED\", \"commit_id\": \"$head\", $text,
			\"submitted_at\": \"2020-01-01T00:00:00Z\", \"dismissed\": false}]" '.headers["X-Total-Count"] = "1"'
	done
	user="\"user\": {\"id\": 1, \"username\": ${user#*: }, \"state\": \"active\", \"locked\": false}"
	answer "$merge" "{\"iid\": 7, \"state\": \"opened\", \"target_branch\": \"main\", \"sha\": \"$head\", $text}"
	answer "$merge/approvals" "{\"approved_by\": [{$user, \"approved_at\": \"2020-01-01T00:00:00Z\"}]}"
	answer "$merge/versions?per_page=100" "[{\"id\": 1, \"head_commit_sha\": \"$head\", \"base_commit_sha\": \"$(git rev-parse origin/main)\", \"created_at\": \"2020-01-01T00:00:00Z\"}]"
	answer "$merge/reviewers" "[{$user, \"state\": \"requested_changes\"}]"
	forge_start
	export MOWNERS_RETRY_PAUSE=0
}

# What a terminal, a runner, a browser or a reader would take for its own: prints where.
looked_at() {
	perl -CSD -Mutf8 -Mstrict -we '
		my $bad = 0;
		for my $file (@ARGV) {
			my ($format) = $file =~ /\.(\w+)$/;
			open my $in, "<:raw", $file or die;
			while (my $line = <$in>) {
				my $why = utf8::decode($line) ? "" : "no UTF-8";
				$line =~ s/\r?\n$//;
				$line =~ s/\t//g if $format =~ /^(tsv|html)$/;
				$why = "a control or format character" if $line =~ /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/;
				$line =~ s/^::(error|warning|notice) [^:]*::// if $format eq "github";
				$why = "a command of a runner" if $line =~ /##\[|##vso\[|^\s*::/ && $format !~ /^(tsv|csv|ics|html)$/;
				$why = "a tag" if $format eq "html" && $line =~ /<(img src=x|b>\@everyone|!-- mowners)/;
				$why = "a section of GitLab" if $line =~ /section_(start|end):\d+:\w+[\r\e]/;
				next if $why eq "";
				$line =~ s/([^ -~])/sprintf("<%x>", ord $1)/ge;
				print "$file: $why: $line\n";
				$bad = 1;
			}
		}
		exit $bad;' "$@"
}

@test "every command, every format: no control characters, no commands of a runner" {
	local path

	exec </dev/null
	hostile_world
	mkdir "$SANDBOX/said"
	tried who --all
	tried who "${HOSTILE[@]}"
	for path in "${HOSTILE[@]:6:6}"; do tried why "$path"; done
	tried files
	tried files --unowned
	tried coverage
	for path in area person; do tried matrix --by "$path" --effective; done
	tried agenda
	tried report --by person
	for path in en de fr; do
		keep "report.html" mowners report --format html --lang "$path"
		keep "site.text" mowners site -o "$SANDBOX/site.$path" --lang "$path"
		keep "sheet.html" mowners sheet -o - --lang "$path" HEAD
	done
	for path in $(mowners report --format csv | tr -d '"' | awk -F, 'NR > 1 && !seen[$1]++ { print $2 }'); do
		keep report.text mowners report --show "$path"
		keep report.json mowners report --show "$path" --format json
	done
	tried rehearse --without @tomas
	tried diff origin/main~1 HEAD
	tried ready '::error::x'
	tried ready guild
	tried check HEAD
	tried check --explain HEAD
	tried check --target "$WORDS" HEAD
	tried log
	tried audit
	tried lint
	tried doctor
	tried export -o - codeowners
	tried export -o - gitlab
	tried keys
	tried store
	tried sync
	tried init -o - --from codeowners "$SANDBOX/CODEOWNERS"
	tried init -o - --from csv "$SANDBOX/sheet.csv"
	tried init -o - --from history
	tried rename '@::error::x' @y
	tried install
	tried ci
	forge_world
	for path in "github --api $FORGE --project acme/marketing" "gitlab --api $FORGE/api/v4 --project 5" "gitea --api $FORGE/api/v1 --project acme/marketing"; do
		# shellcheck disable=SC2086 # words
		tried ci --platform $path --request 7 --explain
	done
	[ "$(grep -c "cannot land yet" "$SANDBOX/said/ci.text")" -eq 3 ]
	for path in approve request stop override; do keep "$path.text" as tomas mowners "$path" --dry-run -m why HEAD; done
	keep withdraw.text as tomas mowners withdraw --dry-run "$WORDS"
	for path in pre-commit prepare-commit-msg pre-merge-commit pre-push update post-receive; do tried hook "$path"; done
	for path in "$WORDS" $'\e[31m##[error]x' '::error::x'; do
		keep usage.text mowners "$path"
		keep usage.text mowners who "--$path"
		keep usage.text mowners check "$path"
		keep usage.text mowners log --by "@$path"
		keep usage.text mowners -C "$path" who
	done
	pushed 'refs/heads/main'
	git checkout -q -B link && ln -s /etc './##[error]l' && ln -s ../.. './::error::l' && commit_all link && pushed refs/heads/main
	git checkout -q -B twin HEAD^ && echo x >'##[Error]x' && commit_all twin && pushed refs/heads/main
	pushed $'refs/heads/\u009b##x' && pushed 'refs/mowners/##x' && pushed refs/tags/main
	git -C "$SERVER" config mowners.allowedSigners '/::error::/##[x]' && pushed refs/heads/main
	git -C "$SERVER" config mowners.platform '::error::##[x]' && pushed refs/heads/main && keep doctor.text mowners -C "$SERVER" doctor
	cp "$SANDBOX/broken" ./'::error::x/OWNERS'
	cp "$SANDBOX/broken" brand/OWNERS
	tried lint
	tried check --staged
	tried fmt --check
	git add -A && keep hook.text mowners hook pre-commit
	# What is not named here is tried without arguments.
	for path in $(mowners help | sed -n 's/^  \([a-z]\{2,\}\)  *[a-z].*/\1/p'); do
		[[ -n $(find "$SANDBOX/said" -name "$path.*") ]] || tried "$path"
	done
	run looked_at "$SANDBOX"/said/* "$SANDBOX"/site.??/*.html
	echo "$output"
	[ "$status" -eq 0 ]
}
