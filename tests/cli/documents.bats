# README.md and the man pages tell the truth: their examples run, and what they list is what there is.

load helper
load world
load forge
load documents

setup() {
	sandbox_new
	unset GIT_TEMPLATE_DIR # as it is for readers
	ROOT=$(realpath "$BATS_TEST_DIRNAME/../..")
	PAGES=$ROOT/man
}

# The same lines on both sides, whatever their order and however often.
same_lines() { # WHAT FOUND EXPECTED
	local difference

	[[ -n $2 && -n $3 ]] || { echo "$1: nothing to compare"; return 1; }
	difference=$(diff <(sort -u <<<"$3") <(sort -u <<<"$2")) || {
		printf '%s\n' "$1 (< in the program, > in the document):" "$difference"
		return 1
	}
}

# The first words of list items in some sections of a page, less markup: `.It Ic review. Ns Ar GATE` gives "review.".
items() { # PAGE MACRO SECTION…
	local page=$1 macro=$2 section

	shift 2
	for section; do
		awk -v macro="$macro" -v section="$section" '
			/^\.Sh / { inside = (substr($0, 5) == section) }
			inside && $1 == ".It" && $2 == macro { print $3 }' "$PAGES/$page"
	done
}

# Every command of the program.
commands() {
	mowners help | awk '/^[A-Z]/ && NF <= 2 { inside = ($1 != "Options") } inside && /^  [a-z]/ { print $1 }'
}

# ---- Examples -----------------------------------------------------------------------------------------------------

@test "examples of README.md" {
	document_run "$ROOT/README.md"
}

@test "examples of mowners(1)" {
	document_run "$PAGES/mowners.1"
}

@test "examples of mowners-who(1)" {
	document_run "$PAGES/mowners-who.1"
}

@test "examples of mowners-why(1)" {
	document_run "$PAGES/mowners-why.1"
}

@test "examples of mowners-files(1)" {
	document_run "$PAGES/mowners-files.1"
}

@test "examples of mowners-agenda(1)" {
	document_run "$PAGES/mowners-agenda.1"
}

@test "examples of mowners-report(1)" {
	document_run "$PAGES/mowners-report.1"
}

@test "examples of mowners-site(1)" {
	document_run "$PAGES/mowners-site.1"
}

@test "examples of mowners-rehearse(1)" {
	document_run "$PAGES/mowners-rehearse.1"
}

@test "examples of mowners-coverage(1)" {
	document_run "$PAGES/mowners-coverage.1"
}

@test "examples of mowners-matrix(1)" {
	document_run "$PAGES/mowners-matrix.1"
}

@test "examples of mowners-diff(1)" {
	document_run "$PAGES/mowners-diff.1"
}

@test "examples of mowners-sheet(1)" {
	document_run "$PAGES/mowners-sheet.1"
}

@test "examples of mowners-check(1)" {
	document_run "$PAGES/mowners-check.1"
}

@test "examples of mowners-approve(1)" {
	document_run "$PAGES/mowners-approve.1"
}

@test "examples of mowners-request(1)" {
	document_run "$PAGES/mowners-request.1"
}

@test "examples of mowners-stop(1)" {
	document_run "$PAGES/mowners-stop.1"
}

@test "examples of mowners-withdraw(1)" {
	document_run "$PAGES/mowners-withdraw.1"
}

@test "examples of mowners-override(1)" {
	document_run "$PAGES/mowners-override.1"
}

@test "examples of mowners-sync(1)" {
	document_run "$PAGES/mowners-sync.1"
}

@test "examples of mowners-keys(1)" {
	document_run "$PAGES/mowners-keys.1"
}

@test "examples of mowners-store(1)" {
	document_run "$PAGES/mowners-store.1"
}

@test "examples of mowners-log(1)" {
	document_run "$PAGES/mowners-log.1"
}

@test "examples of mowners-audit(1)" {
	document_run "$PAGES/mowners-audit.1"
}

@test "examples of mowners-init(1)" {
	document_run "$PAGES/mowners-init.1"
}

@test "examples of mowners-export(1)" {
	document_run "$PAGES/mowners-export.1"
}

@test "examples of mowners-lint(1)" {
	document_run "$PAGES/mowners-lint.1"
}

@test "examples of mowners-fmt(1)" {
	document_run "$PAGES/mowners-fmt.1"
}

@test "examples of mowners-rename(1)" {
	document_run "$PAGES/mowners-rename.1"
}

@test "examples of mowners-ready(1)" {
	document_run "$PAGES/mowners-ready.1"
}

@test "examples of mowners-install(1)" {
	document_run "$PAGES/mowners-install.1"
}

@test "examples of mowners-doctor(1)" {
	document_run "$PAGES/mowners-doctor.1"
}

@test "examples of mowners-hook(1)" {
	document_run "$PAGES/mowners-hook.1"
}

@test "examples of mowners-ci(1)" {
	document_run "$PAGES/mowners-ci.1"
}

@test "examples of mowners-help(1)" {
	document_run "$PAGES/mowners-help.1"
}

@test "examples of OWNERS(5)" {
	document_run "$PAGES/OWNERS.5"
}

@test "examples of mowners-approvals(5)" {
	document_run "$PAGES/mowners-approvals.5"
}

@test "examples of mowners-audit(5)" {
	document_run "$PAGES/mowners-audit.5"
}

@test "examples of mowners-hooks(7)" {
	document_run "$PAGES/mowners-hooks.7"
}

@test "examples of mowners-tutorial(7)" {
	document_run "$PAGES/mowners-tutorial.7"
}

@test "examples of mowners-performance(7)" {
	document_run "$PAGES/mowners-performance.7"
}

@test "the limits of mowners-performance(7) are those of the program" {
	local what name limit

	while IFS=: read -r what name; do
		limit=$(grep -rhoE "define $name .*[0-9].*" "$BATS_TEST_DIRNAME/../../src" | sed -E 's/^define [A-Z_]+ +//; s|/\*.*||')
		if [ -z "$limit" ]; then
			limit=$(grep -rh -A 1 "define $name" "$BATS_TEST_DIRNAME/../../src" | tail -n 1 | sed 's|/\*.*||')
		fi
		limit=$((${limit//(size_t)/}))
		case $limit in
		$((1 << 20))) limit='1 MiB' ;;
		$((16 << 20))) limit='16 MiB' ;;
		esac
		grep -qxE "\.It $what Ta $(sed ':a; s/\B[0-9]{3}\>/,&/; ta' -E <<<"$limit")" "$PAGES/mowners-performance.7" ||
			{ echo "$what: $limit"; return 1; }
	done <<-'END'
		changed files of a push:STEPS_MAX
		files and folders that a walk looks at:TREE_ENTRIES_MAX
		folders inside one another:TREE_DEPTH_MAX
		parents of a commit in a push:COMMIT_PARENTS_MAX
		bytes of a commit in a push:COMMIT_SIZE_MAX
		bytes of a path:TREE_PATH_MAX
		bytes of an OWNERS file:RULES_FILE_MAX
		OWNERS files:RULES_FILES_MAX
		areas:RULES_AREAS_MAX
		patterns:RULES_PATTERNS_MAX
		files in one approval:RECORD_STEPS_MAX
		records that speak of a change:GATHER_RECORDS_MAX
		signatures that are checked for a change:GATHER_VERIFY_MAX
		new records in a push:STORE_PUSH_MAX
	END
	[ "$(grep -c '^\.It .* Ta ' "$PAGES/mowners-performance.7")" -eq 14 ]
}

@test "no page that shows something is left out of these" {
	local page name

	for page in "$PAGES"/*; do
		grep -q '^\.Bd' "$page" || continue
		name=$(basename "$page")
		grep -qF "@test \"examples of ${name%.*}(${name##*.})\"" "$BATS_TEST_FILENAME" || { echo "$name"; return 1; }
	done
}

@test "an example that is wrong is found" {
	documents_tools
	printf '%s\n' '$ echo one' 'one' '$ echo two' 'three' >display
	run console_run display
	[ "$status" -eq 1 ]
	[[ $output == *'$ echo two'* ]]
	printf '%s\n' '$ false' >display
	run console_run display
	[ "$status" -eq 1 ]
	printf '%s\n' '$ echo a b c; echo d' 'a…c' 'd' '$ true' >display
	run console_run display
	[ "$status" -eq 0 ]
	printf '%s\n' '.Bd -literal' 'text' '.Ed' >page
	run document_run page
	[ "$status" -eq 1 ]
	[[ $output == "a display without a test line before it:"* ]]
}

# ---- Lists ----------------------------------------------------------------------------------------------------------

@test "every command has a page, every page its command" {
	same_lines commands "$(cd "$PAGES" && printf '%s\n' mowners-*.1 | sed 's/^mowners-//; s/\.1$//')" "$(commands)"
	same_lines "commands in mowners(1)" "$(sed -n 's/^\.It Xr mowners-\([a-z]*\) 1$/\1/p' "$PAGES/mowners.1")" \
		"$(commands)"
}

# "-r --recursive" of one line, each option on its own.
shown_options() { # [COMMAND]
	mowners help "$@" | awk '/^Options/ { inside = 1; next } /^$/ { inside = 0 } inside && /^  -/' |
		grep -oE -- '(^  |, )(--[a-z-]+|-[A-Za-z])' | tr -d ' ,'
}

described_options() { # PAGE
	grep -E '^\.It Fl ' "$PAGES/$1" | grep -oE 'Fl [^ ]+' | sed 's/^Fl /-/'
}

@test "the options of each page are those of its command" {
	local command

	same_lines mowners "$(described_options mowners.1)" "$(shown_options)"
	for command in $(commands); do
		if [[ -z $(shown_options "$command") ]]; then
			[[ -z $(described_options "mowners-$command.1") ]] || { echo "$command has no options"; return 1; }
			continue
		fi
		same_lines "$command" "$(described_options "mowners-$command.1")" "$(shown_options "$command")"
	done
}

synopsis() { # PAGE
	sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$PAGES/$1"
}

@test "the synopsis of each page has every option" {
	local command option

	for command in $(commands); do
		while read -r option; do
			synopsis "mowners-$command.1" | grep -qE "^\..*Fl $option( |\$)" ||
				{ echo "mowners-$command(1) lacks -$option in its synopsis"; return 1; }
		done < <(mowners help "$command" | awk '/^$/ { exit } { print }' | grep -oE -- '\[-[a-zA-Z-]+' | sed 's/^\[-//')
	done
}

# Rows of the table of keys: name, the sections that know it (the first word of them).
key_rows() {
	sed -nE 's/^\tROW\([A-Z_]+, "([a-z.-]+)", ([^,]+), .*, [a-z_A-Z]+\),$/\1 \2/p' "$ROOT/src/rules/keys.c"
}

@test "OWNERS(5) describes the keys that there are" {
	[ "$(key_rows | wc -l)" -eq "$(grep -c '^	ROW(' "$ROOT/src/rules/keys.c")" ]
	same_lines keys "$(items OWNERS.5 Ic AREAS LEVELS SETTINGS)" \
		"$(key_rows | awk '$2 != "F" { print $1 }')"
	same_lines "what is said of people" "$(items OWNERS.5 Ic 'PEOPLE AND TEAMS')" \
		"$(sed -nE 's/^\t\[ATTRIBUTE_[A-Z]+\] = \{ATTRIBUTE_[A-Z]+, "([a-z]+)".*/\1/p' "$ROOT/src/rules/keys.c")"
}

# The codes of a list of the table, or of all.
listed_codes() { # [LIST]
	sed -n "/^#define FINDING_CODES_${1-}/,/[^\\\\]\$/p" "$ROOT/src/base/finding_codes.h" |
		sed -nE 's/^\tX\([A-Z_0-9]+, [A-Z]+, "([a-z0-9-]+)".*/\1/p'
}

# The codes that C sources name.
named_codes() { # FILE…
	grep -ohE '\bFINDING_[A-Z_0-9]+\b' "$@" | sed 's/^FINDING_//' | tr 'A-Z_' 'a-z-' | grep -xF "$(listed_codes)"
}

# The codes that a section of a page explains; none twice.
explained_codes() { # PAGE SECTION
	local twice

	twice=$(items "$1" Cm "$2" | sort | uniq -d)
	[[ -z $twice ]] || echo "twice: $twice"
	items "$1" Cm "$2"
}

@test "OWNERS(5) explains the codes of errors" {
	same_lines codes "$(explained_codes OWNERS.5 DIAGNOSTICS)" "$(listed_codes RULES)"
}

@test "mowners-approvals(5) explains the codes of errors in keys" {
	same_lines codes "$(explained_codes mowners-approvals.5 KEYS)" "$(
		echo too-many-errors
		listed_codes KEYS
		named_codes "$ROOT"/src/policy/keyring.c "$ROOT"/src/evidence/signers/*.c | grep -vxF "$(listed_codes LINT)"
	)"
}

@test "mowners-lint(1) explains the codes of warnings" {
	same_lines codes "$(explained_codes mowners-lint.1 DESCRIPTION)" "$(listed_codes LINT)"
}

@test "mowners-init(1) explains the codes of errors in tables" {
	same_lines codes "$(items mowners-init.1 Cm DESCRIPTION | grep '^bad-')" "$(listed_codes TABLES)"
}

@test "mowners-hooks(7) describes the git configuration that is read" {
	same_lines settings "$(items mowners-hooks.7 Ic CONFIGURATION)" \
		"$(grep -ohE '"(mowners|receive)\.[A-Za-z]{2,}"' -r "$ROOT/src" | tr -d '"' | grep -vx mowners.installedFsckObjects)"
}

@test "mowners-approvals(5) describes the states of a verdict" {
	same_lines states "$(items mowners-approvals.5 Cm 'THE VERDICT')" \
		"$(sed -n '/^const char \*words_state(/,/^}/p' "$ROOT/src/report/words.c" |
			grep -oE 'return "[a-z]+"' | cut -d'"' -f2)"
}

@test "what the pages refer to is there" {
	local name section

	while read -r name section; do
		case "$name" in
		mowners* | OWNERS*) [[ -e $PAGES/$name.$section ]] || { echo "$name($section)"; return 1; } ;;
		esac
	done < <(grep -hoE '\.(It )?Xr [^ ]+ [0-9]' "$PAGES"/* | sed 's/.*Xr //')
	while read -r name; do
		[[ -e $ROOT/$name ]] || { echo "README.md: $name"; return 1; }
	done < <(grep -oE '\]\([^)#]+\)' "$ROOT/README.md" | tr -d '])(' | grep -v ://)
}

@test "README.md names the two commands, and make knows its targets" {
	local target

	grep -qx '    make deps demo' "$ROOT/README.md"
	grep -qx '    make check' "$ROOT/README.md"
	while read -r target; do
		make -s -n -C "$ROOT" SHARED=1 BUILD="$SANDBOX/build" "$target" >/dev/null || return 1
	done < <(grep -oE '^    make .*' "$ROOT/README.md" | sed 's/^    make //; s/ *#.*//' | tr ' ' '\n' | grep -v =)
}
