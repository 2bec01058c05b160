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

# The question, in the format that is being tried.
ask() { # STATUS COMMAND [ARGUMENT…]
	local status=0

	mowners --now "$NOW" "$2" --format "$FORMAT" "${@:3}" >"$SANDBOX/answer" 2>"$SANDBOX/stderr" || status=$?
	if [[ $status -ne $1 ]]; then
		echo "status $status, not $1"
		cat "$SANDBOX/stderr"
		return 1
	fi
	# Of a page what is its own: how it looks is for tests/readers, and what lets it, for test_report_html.
	[[ $FORMAT != html ]] || sed -i '/Content-Security-Policy/d; /^<style>/,/^<\/style>/d; /^<script>/,/^<\/script>/d' "$SANDBOX/answer"
}

# One input in one format.
try() { # NAME FORMAT
	local expected FORMAT=$2

	expected="$GOLDEN/$1.$(suffix_of "$2")"
	rm -rf "$SANDBOX/work" "$SANDBOX/answer"
	mkdir "$SANDBOX/work" && cd "$SANDBOX/work" || return 1
	# shellcheck disable=SC1090 # the input
	source "$GOLDEN/$1.bash" || return 1
	if [[ -n ${RENEW-} ]]; then
		cp "$SANDBOX/answer" "$expected"
	fi
	diff -u "$expected" "$SANDBOX/answer"
}

# Every input of a command in every format; what differs is printed.
try_all() { # COMMAND
	local input name format formats tried=0 wrong=0

	formats=$(formats_of "$1")
	[ -n "$formats" ] || return 1
	for input in "$GOLDEN/$1"-*.bash; do
		name=$(basename "$input" .bash)
		for format in $formats; do
			tried=$((tried + 1))
			(try "$name" "$format") || { echo "-- $name, $format"; wrong=$((wrong + 1)); }
		done
	done
	[ "$wrong" -eq 0 ] && [ "$tried" -gt 0 ]
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
	local file name suffix format found

	for file in "$GOLDEN"/*; do
		name=${file##*/}
		suffix=${name##*.}
		name=${name%.*}
		[ -f "$GOLDEN/$name.bash" ] || { echo "$name.$suffix: no $name.bash"; return 1; }
		[[ $suffix == bash ]] && continue
		found=
		for format in $(formats_of "${name%%-*}"); do
			[[ $(suffix_of "$format") == "$suffix" ]] && found=1
		done
		[ -n "$found" ] || { echo "$name.$suffix: no such format"; return 1; }
	done
}
