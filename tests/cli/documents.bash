# The examples of README.md and the man pages, run for real. A display that shows commands follows a line
#
#     .\" test: console WORLD [as WHO]          of a man page, before its `.Bd -literal`
#     <!-- test: console WORLD -->              of README.md, before its ```console
#
# Lines that begin with `$ ` are commands (a here-document belongs to its command, and so does the line behind a final
# `\`); what follows is all they print, stdout and stderr. A `…` stands for any text. A command that prints nothing must
# succeed. The displays of a document run in their order in one world, which the first one makes: world_WORLD.
#
#     .\" test: file PATH
#
# The display becomes that file. `not run: REASON` instead of `test: …`: it does not.

# Cuts a document into displays: $SANDBOX/displays/N holds the text, N.test what the line before says.
displays_cut() { # FILE
	rm -rf "$SANDBOX/displays" && mkdir "$SANDBOX/displays" || return 1
	awk -v folder="$SANDBOX/displays" '
		function begin() {
			file = sprintf("%s/%03d", folder, ++count)
			printf "" >file
			print test >(file ".test")
			test = "unmarked"
			inside = 1
		}
		BEGIN { test = "unmarked" }
		!inside && (/^\.\\" (test|not run): / || /^<!-- (test|not run): .* -->$/) {
			test = $0; sub(/^[^ ]+ /, "", test); sub(/ -->$/, "", test); next
		}
		!inside && (/^\.Bd -literal/ || /^```./) { man = /^\./; begin(); next }
		inside && (/^\.Ed$/ || /^```$/) { inside = 0; next }
		inside { if (man) { sub(/^\\&/, ""); gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\") } print >file }' "$1"
}

# As a pattern of bash in which `…` matches anything.
as_pattern() {
	# shellcheck disable=SC2016 # characters
	sed -e 's/[][\\*?+@!()|^$]/\\&/g' -e 's/…/*/g'
}

# Runs one command, in this shell, and compares what it prints.
example_run() { # COMMAND EXPECTED
	local status=0 output pattern

	eval "$1" >"$SANDBOX/output" 2>&1 </dev/null || status=$?
	output=$(sed 's/ *$//' "$SANDBOX/output")
	pattern=$(as_pattern <<<"$2")
	# shellcheck disable=SC2053 # a pattern
	if [[ $output != $pattern || ($2 == "" && $status -ne 0) ]]; then
		printf '%s\n' "\$ $1" "-- status $status, prints:" "$output" "-- the document says:" "$2"
		return 1
	fi
}

# Runs the commands of a display.
console_run() { # FILE
	local line command='' expected='' until=''

	while IFS= read -r line <&3; do
		if [[ -n $until ]]; then
			command+=$'\n'$line
			[[ $line != "$until" ]] || until=
		elif [[ $command == *\\ && -z $expected ]]; then
			command+=$'\n'$line
		elif [[ $line == '$ '* ]]; then
			[[ -z $command ]] || example_run "$command" "${expected%$'\n'}" || return 1
			command=${line#'$ '}
			expected=
			[[ ! $command =~ \<\<\'?([A-Z]+) ]] || until=${BASH_REMATCH[1]}
		else
			expected+=$line$'\n'
		fi
	done 3<"$1"
	[[ -z $command ]] || example_run "$command" "${expected%$'\n'}"
}

# Runs a display as its test line says. The first display that names a world makes it.
display_run() { # FILE
	local kind what world as who

	read -r kind what world as who <"$1.test"
	case "$kind $what" in
	'test: file')
		cp "$1" "$world"
		;;
	'test: console')
		if [[ ! -e $SANDBOX/world.made ]]; then
			: >"$SANDBOX/world.made"
			"world_$world" || return 1
		fi
		if [[ $as == as ]]; then
			export HOME="$SANDBOX/people/$who" GIT_CONFIG_GLOBAL="$SANDBOX/people/$who/.gitconfig"
		else
			export HOME="$SANDBOX/home" GIT_CONFIG_GLOBAL="$SANDBOX/home/.gitconfig"
		fi
		console_run "$1"
		;;
	'not run:')
		;;
	*)
		printf '%s\n' "a display without a test line before it:" "$(head -n 3 "$1")"
		return 1
		;;
	esac
}

# All displays of a document, in their order; there must be one at least.
document_run() { # FILE
	local display

	displays_cut "$1" && documents_tools || return 1
	for display in "$SANDBOX/displays/"???; do
		display_run "$display" || return 1
	done
}

# The commands of the examples: mowners as a program in PATH. It asks on the day of the examples, which have people who are
# away; what a server will have to accept is made on the day that it is.
documents_tools() {
	mkdir -p "$SANDBOX/bin" || return 1
	cat >"$SANDBOX/bin/mowners" <<-END
		#!/bin/sh
		case " \$* " in
		*" --now "* | *" approve "* | *" log "* | *" install "* | *" hook "* | *" doctor "*) exec "$MOWNERS" "\$@" ;;
		esac
		exec "$MOWNERS" --now $NOW "\$@"
	END
	chmod +x "$SANDBOX/bin/mowners"
	unset -f mowners
	export PATH="$SANDBOX/bin:$PATH" TMPDIR="$SANDBOX"
}

# ---- Worlds -----------------------------------------------------------------------------------------------------

# Nothing at all.
world_empty() {
	:
}

# A repository with some files, and whatever the document has put there.
world_files() {
	git init -q -b main . && files brand/logo.svg brand/sketches/idea.txt email/hero.png email/offer.claims.md &&
		files disclaimers/price.txt && commit_all "first"
}

# The same with the OWNERS file that OWNERS(5) shows, and a branch.
world_studio() {
	awk '/^\.\\" test: file OWNERS/ { getline; inside = 1; next } /^\.Ed/ { inside = 0 } inside' "$PAGES/OWNERS.5" >OWNERS
	world_files && git switch -q -c new-hero && echo new >email/hero.png && commit_all "new hero"
}

# The repository of world.bash with its server and keys, and two branches of Tess's, whom its rules know here.
world_team() {
	WORLD_EDIT='s/^@bot .*/&\n@tess  = Tess Tester <tess@example.com>/' world >/dev/null 2>&1 || return 1
	change new-hero email/hero.png blog/post.md && git push -q origin new-hero || return 1
	change new-logo brand/logo.svg brand/price.claims.md && git push -q origin new-logo
}

# The same, whose server and clone have an approval as a former version kept it.
world_older() {
	world_team || return 1
	record_text marc new-hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/marc"
	server_first "$SANDBOX/marc" && git fetch -q origin refs/mowners/approvals:refs/mowners/approvals
}

# The same as a project on a forge, with a request of Tess's that Lena has approved, in a job about it.
world_forge() {
	forge_world >/dev/null 2>&1 || return 1
	request 7 new-logo brand/logo.svg brand/price.claims.md >/dev/null 2>&1 || return 1
	answer "GET /repos/acme/marketing/pulls/7" "$(pull)"
	answer "GET /repos/acme/marketing/pulls/7/reviews?per_page=100" \
		"$(list "$(review 41 lena-gh APPROVED)" "$(review 42 omar-gh DISMISSED)")"
	forge_start && github_job pull_request_target
}
