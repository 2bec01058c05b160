# Golden files: one input, and what it comes to in every format, in tests/golden.
#
# COMMAND-NAME.bash makes a repository and ends in `ask STATUS COMMAND…`: the question, without --format, and the status
# that it has in every format. Beside it stands what is then on stdout, a file a format: .txt, .json, .tsv, … A new
# format needs a file for each of them and not a line here; RENEW=1 writes them, to be read before they are committed.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

GOLDEN="$BATS_TEST_DIRNAME/../golden"

# The formats that a command says it has.
formats_of() { # COMMAND
	mowners help "$1" | sed -n 's/^ *--format \([a-z|]*\).*/\1/p' | tr '|' '\n'
}

suffix_of() { # FORMAT
	case $1 in
	text) echo txt ;;
	markdown) echo md ;;
	*) echo "$1" ;;
	esac
}

# The question, in each format, and what differs from the answer that is expected.
ask() { # STATUS COMMAND [ARGUMENT…]
	local format expected status wrong=0

	for format in $FORMATS; do
		expected="$GOLDEN/$NAME.$(suffix_of "$format")"
		status=0
		mowners --now "$NOW" "$2" --format "$format" "${@:3}" >"$SANDBOX/answer" 2>"$SANDBOX/stderr" || status=$?
		if [[ $status -ne $1 ]]; then
			echo "-- $NAME, $format: status $status, not $1"
			cat "$SANDBOX/stderr"
			wrong=1
			continue
		fi
		# Of a page what is its own: how it looks is for tests/readers, and what lets it, for test_report_html.
		[[ $format != html ]] || sed -i '/Content-Security-Policy/d; /^<style>/,/^<\/style>/d; /^<script>/,/^<\/script>/d' "$SANDBOX/answer"
		[[ -z ${RENEW-} ]] || cp "$SANDBOX/answer" "$expected"
		diff -u "$expected" "$SANDBOX/answer" || wrong=1
	done
	echo asked >>"$SANDBOX/asked"
	return $wrong
}

# Every input of a command in every format.
try_all() { # COMMAND
	local input FORMATS NAME wrong=0 tried=0

	FORMATS=$(formats_of "$1")
	[ -n "$FORMATS" ] || return 1
	for input in "$GOLDEN/$1"-*.bash; do
		NAME=$(basename "$input" .bash)
		tried=$((tried + 1))
		rm -rf "$SANDBOX/work" && mkdir "$SANDBOX/work" && cd "$SANDBOX/work" || return 1
		# shellcheck disable=SC1090 # the input
		(source "$input") || { echo "-- $NAME"; wrong=1; }
	done
	[ "$wrong" -eq 0 ] && [ "$(wc -l <"$SANDBOX/asked")" -eq "$tried" ]
}

@test "check: one input, the expected output in every format" {
	try_all check
}

@test "lint: one input, the expected output in every format" {
	try_all lint
}

@test "agenda: one input, the expected output in every format" {
	try_all agenda
}

@test "coverage: one input, the expected output in every format" {
	try_all coverage
}

@test "diff: one input, the expected output in every format" {
	try_all diff
}

@test "files: one input, the expected output in every format" {
	try_all files
}

@test "matrix: one input, the expected output in every format" {
	try_all matrix
}

@test "report: one input, the expected output in every format" {
	try_all report
}

@test "rehearse: one input, the expected output in every format" {
	try_all rehearse
}

@test "who: one input, the expected output in every format" {
	try_all who
}

@test "why: one input, the expected output in every format" {
	try_all why
}

@test "every golden file belongs to an input and a format" {
	local input command="" format formats

	for input in "$GOLDEN"/*.bash; do
		input=${input##*/}
		[[ $command == "${input%%-*}" ]] || { command=${input%%-*} && formats=$(formats_of "$command"); }
		echo "$input"
		for format in $formats; do
			echo "${input%.bash}.$(suffix_of "$format")"
		done
	done | sort >"$SANDBOX/expected"
	diff "$SANDBOX/expected" <(find "$GOLDEN" -type f -printf '%f\n' | sort)
}
