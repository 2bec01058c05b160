load helper

# The commands that help lists.
commands() {
	mowners help | sed -n 's/^  \([a-z]*\)  .*/\1/p'
}

@test "help lists the commands, with a line each" {
	run_split mowners help
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ "$output" == "usage: mowners "* ]]
	for command in who why help; do
		grep -q "^  $command  *[^ ]" <<<"$output"
	done
	[[ "$output" == *"-C DIR"*"--rules REV"*"--now TIME"*"--color auto|always|never"*"-q, --quiet"*"--version"*"-h, --help"* ]]
}

@test "everything that is listed is there, and has help" {
	[ "$(commands | wc -l)" -ge 3 ]
	for command in $(commands); do
		run_split mowners help "$command"
		[ "$status" -eq 0 ]
		[ -z "$stderr" ]
		[[ "${lines[0]}" == "usage: mowners $command"* ]]
		[[ "$output" == *"man mowners-$command"* ]]
	done
}

@test "help COMMAND: synopsis, options and what they do" {
	run_split mowners help who
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" == "usage: mowners who ["* ]]
	[[ "$output" == *"[--role accountable|review|responsible|consulted|informed]"*"PATH…"* ]]
	for option in "-r, --recursive" --all --role "--as-of DATE" "--rules REV" "--format text|tsv|json|ndjson" --stdin "-z, --null"; do
		grep -q -- "^  $option" <<<"$output"
	done
}

@test "every option that help names is taken" {
	for command in $(commands); do
		for option in $(mowners help "$command" | sed -n 's/^  \(-[a-zA-Z], \)\{0,1\}\(--[a-z-]*\).*/\2/p'); do
			run_split mowners "$command" "$option" --surely-not-an-option
			[[ "$stderr" != *"there is no option $option"* ]]
		done
	done
}

@test "help fits into 80 columns and is plain text" {
	for command in "" $(commands); do
		# shellcheck disable=SC2086
		run_split mowners --color always help $command
		[ "$status" -eq 0 ]
		[[ "$output" != *$'\e'* ]]
		for line in "${lines[@]}"; do
			[ "${#line}" -le 80 ]
			[[ "$line" != *' ' ]]
		done
	done
}

@test "help of what there is not" {
	run_split mowners help whi
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: there is no command whi; did you mean who?" ]
	run_split mowners help who why
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners help: name one command; see mowners help help" ]
	run_split mowners help --all
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners help: there is no option --all; see mowners help help" ]
}

@test "help needs no repository" {
	cd /
	run_split mowners help who
	[ "$status" -eq 0 ]
}

# What may stand in the place of the last word, joined by commas.
completed() { # WORD…
	mowners help --complete -- "$@" | cut -f1 | paste -sd,
}

@test "completion: what may follow, from the tables" {
	local line words
	while IFS='|' read -r line words; do
		local -a typed
		read -ra typed <<<"${line%_}"
		[[ $line != *_ ]] || typed+=("")
		[ "$(completed "${typed[@]}")" = "$words" ] || { echo "$line: $(completed "${typed[@]}")"; false; }
	done <<-'END'
		whi|words
		wh|words,who,why
		-|words,-C,--rules,--now,--color,--quiet,--no-pager,--version,--help
		--color _|words,auto,always,never
		--color=a|words,--color=auto,--color=always
		--color = al|words,always
		-C _|files
		--rules _|refs
		--now _|words
		-q ch|words,check
		-C who ch|words,check
		nothing _|words
		nothing --format _|words
		matrix --by _|words,area,person
		matrix --by = p|words,person
		matrix --by=p|words,--by=person
		matrix --by=p --rules _|refs
		who --role=acc|words,--role=accountable
		who _|files
		who -z --f|words,--format
		who -- --f|files
		check _|refs
		check x _|refs
		check --explain=|
		approve _|refs
		approve x _|files
		approve -- _|files
		audit --format=n|words,--format=ndjson
		help wh|words,who,why
		withdraw _|words
	END
	[ "$(completed)" = "$(completed "")" ]
	[[ $(mowners help --complete -- withd) == $'words\nwithdraw\ttake back an approval, '* ]]
	[[ $(mowners help --complete -- who --format t) == $'words\ntext\ntsv' ]]
}

@test "completion in bash: words, values behind =, branches and files" {
	repo_new
	files brand/logo.svg
	commit_all first
	git branch winter
	run bash -c '
		. "$0"/hooks/shells/bash-completion/completions/mowners
		compopt() { echo "compopt $*"; }
		try() { COMP_WORDS=(mowners "$@"); COMP_CWORD=$#; _mowners; echo "${COMPREPLY[*]}"; }
		try wi; try check --format = ma; try check --format =; try check wi; try who br' "$BATS_TEST_DIRNAME/../.."
	[ "$output" = "withdraw
markdown
text markdown github sarif codequality json
winter
compopt -o default" ]
}
