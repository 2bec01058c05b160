load helper

@test "no command: the overview on stderr, status 2" {
	run_split mowners
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == "usage: mowners "* ]]
	[[ "$stderr" == *"  who "* ]]
}

@test "--version" {
	run_split mowners --version
	[ "$status" -eq 0 ]
	[[ "$output" =~ ^mowners\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	[ -z "$stderr" ]
}

@test "--help and -h are the overview, on stdout" {
	run_split mowners --help
	[ "$status" -eq 0 ]
	[[ "$output" == "usage: mowners "* ]]
	[ -z "$stderr" ]
	long=$output
	run_split mowners -h
	[ "$status" -eq 0 ]
	[ "$output" = "$long" ]
}

@test "--help before or behind a command is the command's" {
	run_split mowners --help who
	[ "$status" -eq 0 ]
	[[ "$output" == "usage: mowners who "* ]]
	before=$output
	for flag in --help -h; do
		run_split mowners who "$flag"
		[ "$status" -eq 0 ]
		[ "$output" = "$before" ]
	done
}

@test "a command that there is not: one line, the nearest one" {
	run_split mowners whi
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: there is no command whi; did you mean who?" ]
	run_split mowners lintt
	[ "$stderr" = "mowners: there is no command lintt; did you mean lint?" ]
	run_split mowners appr
	[ "$stderr" = "mowners: there is no command appr; did you mean approve?" ]
	run_split mowners frobnicate
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: there is no command frobnicate; see mowners help" ]
	run_split mowners brand/logo.svg
	[ "$stderr" = "mowners: there is no command brand/logo.svg; to ask about a file: mowners who PATH; see mowners help" ]
}

@test "a hostile command name does not reach the terminal raw" {
	run_split mowners $'\e[31mwho\n::error::x'
	[ "$status" -eq 2 ]
	[ "$stderr" = 'mowners: there is no command \x1B[31mwho\x0A::error::x; see mowners help' ]
}

@test "an option that there is not" {
	run_split mowners --colour always who
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: there is no option --colour; did you mean --color?" ]
	run_split mowners --zzz who
	[ "$stderr" = "mowners: there is no option --zzz; see mowners help" ]
	run_split mowners -X who
	[ "$stderr" = "mowners: there is no option -X; see mowners help" ]
}

@test "options are not abbreviated" {
	run_split mowners --vers
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: there is no option --vers; did you mean --version?" ]
	run_split mowners --rule HEAD who x
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: there is no option --rule; did you mean --rules?" ]
}

@test "an option without its argument" {
	run_split mowners --rules
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: --rules needs its REV behind it; see mowners help" ]
	run_split mowners -C
	[ "$stderr" = "mowners: -C needs its DIR behind it; see mowners help" ]
	run_split mowners --color
	[ "$stderr" = "mowners: --color needs one of auto, always or never behind it; see mowners help" ]
}

@test "an option with a value that it does not take" {
	run_split mowners --quiet=yes who x
	[ "$status" -eq 2 ]
	[ "$stderr" = "mowners: --quiet takes no value; see mowners help" ]
	run_split mowners --color sometimes who x
	[ "$status" -eq 2 ]
	[ "$stderr" = 'mowners: --color is auto, always or never, not "sometimes"; see mowners help' ]
}

@test "a global option behind the command says where it belongs" {
	run_split mowners who --now 2026-11-22 x
	[ "$status" -eq 2 ]
	[[ "$stderr" == "mowners who: --now stands before the command: mowners --now TIME who "* ]]
}

@test "-C goes to a folder, several add up, an empty one changes nothing" {
	studio_new studio
	cd ..
	run_split mowners -C studio who --format tsv brand/logo.svg
	[ "$status" -eq 0 ]
	[[ "$output" == $'brand/logo.svg\tbrand-identity\t@lena\t'* ]]
	whole=$output
	run_split mowners -C studio -C '' -C brand who --format tsv logo.svg
	[ "$status" -eq 0 ]
	[ "$output" = "$whole" ]
}

@test "-C to a folder that is not there" {
	run_split mowners -C nowhere who x
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: cannot go to nowhere: No such file or directory" ]
}

@test "--now is a day or a moment, and nothing else" {
	studio_new
	for now in 2026-12-01 2026-12-01T00:00:00Z 2026-12-01T01:00:00+01:00 2026-12-01t00:00:00.5z; do
		run_split mowners --now "$now" who --role review email/offer.claims.md
		[ "$status" -eq 0 ]
		[ "$output" = "@greta" ]
	done
	run_split mowners --now=2026-11-30T23:59:59Z who --role review email/offer.claims.md
	[ "$output" = $'@greta\n@paul' ]
	for now in tomorrow 2026-13-01 2026-02-29 2026-12-01T00:00 1764547200 '' '2026-12-01 '; do
		run_split mowners --now "$now" who x
		[ "$status" -eq 2 ]
		[[ "$stderr" == "mowners: --now is a day (2026-11-22) or a moment (2026-11-22T12:00:00Z), not \"$now\""* ]]
	done
}

@test "--now at the epoch is not the system's clock" {
	studio_new
	sed -i 's/, until 2026-11-30/, from 1970-01-02/' OWNERS
	run_split mowners --now 1970-01-01 who --role review email/offer.claims.md
	[ "$output" = "@greta" ]
	run_split mowners who --role review email/offer.claims.md
	[ "$output" = $'@greta\n@paul' ]
}

@test "--rules takes the OWNERS files of a revision, of the index, of the working tree" {
	studio_new
	sed -i 's/^accountable = @lena/accountable = @ines/' OWNERS
	git add OWNERS
	sed -i 's/^accountable = @ines/accountable = @marc/' OWNERS
	run_split mowners --rules HEAD who --role accountable brand/logo.svg
	[ "$output" = "@lena" ]
	run_split mowners --rules : who --role accountable brand/logo.svg
	[ "$output" = "@ines" ]
	run_split mowners who --role accountable brand/logo.svg
	[ "$output" = "@marc" ]
	run_split mowners --rules=HEAD who --rules : --role accountable brand/logo.svg
	[ "$output" = "@ines" ]
}

@test "--rules with something that is no revision" {
	studio_new
	run_split mowners --rules no-such-branch who brand/logo.svg
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == "mowners: "*no-such-branch* ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "--color always, never, auto; NO_COLOR" {
	studio_new
	run_split mowners --color always who brand/logo.svg
	[[ "$output" == *$'\e['* ]]
	run_split mowners --color never who brand/logo.svg
	[[ "$output" != *$'\e'* ]]
	plain=$output
	run_split mowners --color auto who brand/logo.svg
	[ "$output" = "$plain" ]
	NO_COLOR=1 run_split mowners --color always who brand/logo.svg
	[[ "$output" == *$'\e['* ]]
}

@test "colour on a terminal, unless NO_COLOR is set or the terminal is dumb" {
	if ! command -v script >/dev/null; then
		skip "no script(1)"
	fi
	studio_new
	on_terminal() {
		script -qec "$MOWNERS --no-pager who brand/logo.svg" /dev/null </dev/null
	}
	TERM=xterm run on_terminal
	[[ "$output" == *$'\e['* ]]
	TERM=xterm NO_COLOR=1 run on_terminal
	[[ "$output" != *$'\e['* ]]
	TERM=xterm NO_COLOR='' run on_terminal
	[[ "$output" == *$'\e['* ]]
	TERM=dumb run on_terminal
	[[ "$output" != *$'\e['* ]]
}

@test "colour never reaches a format for scripts" {
	studio_new
	for format in tsv json ndjson; do
		run_split mowners --color always who --format "$format" brand/logo.svg
		[[ "$output" != *$'\e'* ]]
	done
}

@test "a line tells how far it is, on a terminal, after a delay, and goes away" {
	local shown
	studio_new
	mkdir many
	(cd many && touch {1..1100})
	commit_all many
	# What stderr shows on a terminal, each line end and return as a line.
	progress_of() { # ARGUMENT…
		script -qec "$MOWNERS $* >answer" /dev/null </dev/null | tr '\r' '\n'
	}
	shown=$(GIT_PROGRESS_DELAY=0 progress_of who --all)
	[[ $shown == "mowners: 1024 files so far"* ]]
	[ "$(tail -n 1 <<<"$shown" | tr -d ' ')" = "" ]
	[ "$(wc -l <answer)" -gt 1100 ]
	[[ $(GIT_PROGRESS_DELAY=0 progress_of audit) != *" 1 "*"so far"* ]]
	[ -z "$(GIT_PROGRESS_DELAY=0 progress_of -q who --all)" ]
	[ -z "$(GIT_PROGRESS_DELAY=3600 progress_of who --all)" ]
	GIT_PROGRESS_DELAY=0 run_split mowners who --all
	[ -z "$stderr" ]
}

@test "-q: no warnings" {
	repo_new
	run_split mowners who x
	[ "$status" -eq 1 ]
	[[ "$stderr" == "mowners: warning: "* ]]
	run_split mowners -q who x
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	run_split mowners --quiet who x
	[ -z "$stderr" ]
}

@test "no repository: status 3" {
	run_split mowners who x
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[[ "$stderr" == "mowners: "* ]]
	[ "$(wc -l <<<"$stderr")" -eq 1 ]
}

@test "a full disk is status 3" {
	[ -c /dev/full ] || skip "no /dev/full"
	studio_new
	for command in "who brand/logo.svg" "who --all" "who --format json -r ." "who --role review brand/logo.svg" "why brand/logo.svg" \
		--version help "help who"; do
		# shellcheck disable=SC2086
		run_split bash -c '"$@" >/dev/full' - "$MOWNERS" $command
		[ "$status" -eq 3 ]
		[ "$stderr" = "mowners: cannot write the answer: No space left on device" ]
	done
}

@test "a closed stdout is status 3, and nothing is written elsewhere" {
	studio_new
	for command in "who brand/logo.svg" "why brand/logo.svg" --version; do
		# shellcheck disable=SC2086
		run_split bash -c '"$@" >&-' - "$MOWNERS" $command
		[ "$status" -eq 3 ]
		[ "$stderr" = "mowners: cannot write the answer: Bad file descriptor" ]
	done
	git fsck --strict
}

@test "where the reader went away it ends as silently as git" {
	studio_new
	for command in "$MOWNERS who --all" "git ls-tree -r HEAD"; do
		# shellcheck disable=SC2016
		run_split bash -c '{ sleep 0.3; $0; echo "$?" >status; } | true' "$command"
		[ "$(cat status)" -eq 141 ]
		[ -z "$stderr" ]
	done
}

@test "a closed stdin is no empty list" {
	studio_new
	# shellcheck disable=SC2016
	run_split bash -c '"$0" who --stdin <&-' "$MOWNERS"
	[ "$status" -eq 3 ]
	[ -z "$output" ]
	[ "$stderr" = "mowners: cannot read standard input: Bad file descriptor" ]
}

@test "a closed stderr does no harm" {
	studio_new
	run bash -c '"$0" who --format tsv brand/logo.svg 2>&-' "$MOWNERS"
	[ "$status" -eq 0 ]
	[[ "$output" == $'brand/logo.svg\t'* ]]
	run bash -c '"$0" who --nonsense 2>&-' "$MOWNERS"
	[ "$status" -eq 2 ]
	[ -z "$output" ]
}

@test "POSIXLY_CORRECT changes nothing" {
	studio_new
	POSIXLY_CORRECT=1 run_split mowners who brand/logo.svg --format tsv
	[ "$status" -eq 0 ]
	[[ "$output" == $'brand/logo.svg\t'* ]]
}

# shellcheck disable=SC2016 # another shell expands it
@test "without a locale everything is as with one" {
	studio_new
	mkdir -p 'brand/Größe' && : >'brand/Größe/木.txt'
	sed -i 's/Ines Rao/Inés Räo/' OWNERS
	expected=$(mowners who 'brand/Größe/木.txt' && mowners why 'brand/Größe/木.txt' && mowners lint 2>&1 || true)
	[[ $expected == *"brand/Größe/木.txt"* ]]
	for locale in POSIX C ''; do
		[ "$(env -u LANG LC_ALL=$locale bash -c '"$0" who "brand/Größe/木.txt" && "$0" why "brand/Größe/木.txt" && "$0" lint 2>&1' "$MOWNERS" || true)" = "$expected" ]
	done
}

@test "under the name of a hook it is that hook" {
	git init -q --bare -b main "$SANDBOX/bare.git"
	ln -s "$MOWNERS" "$SANDBOX/pre-receive"
	cd "$SANDBOX/bare.git"
	GIT_DIR=. run_split mowners hook pre-receive </dev/null
	named=$status:$output:$stderr
	GIT_DIR=. run_split "$SANDBOX/pre-receive" </dev/null
	[ "$status:$output:$stderr" = "$named" ]
	[[ "$stderr" != *"usage: mowners "* ]]
	ln -s "$MOWNERS" "$SANDBOX/pre-receive.old"
	run_split "$SANDBOX/pre-receive.old" </dev/null
	[ "$status" -eq 2 ]
}

@test "git's environment names the repository" {
	studio_new studio
	cd ..
	GIT_DIR="$PWD/studio/.git" run_split mowners --rules HEAD who --format tsv brand/logo.svg
	[ "$status" -eq 0 ]
	[[ "$output" == $'brand/logo.svg\tbrand-identity\t@lena\t'* ]]
}

@test "long answers go through the pager, as git looks for it, and only on a terminal" {
	if ! command -v script >/dev/null; then
		skip "no script(1)"
	fi
	studio_new
	local -x TERM=xterm LESS=x
	unset GIT_PAGER PAGER
	# Status, and what the terminal got.
	paged() { # ARGUMENTS
		run script -qec "$MOWNERS $1; echo status \$?" /dev/null </dev/null
	}
	git config core.pager "sed 's/^/core /'; echo \$LESS\$LV"
	paged "who brand/logo.svg"
	[[ $output == "core "*"@"*$'\n'"x-c"*$'\n'"status 0"* ]]
	GIT_PAGER="sed s/^/git/" paged "who brand/logo.svg"
	[[ $output == git* ]]
	paged "--no-pager who brand/logo.svg"
	[[ $output != *core* ]]
	GIT_PAGER='' paged "who brand/logo.svg"
	[[ $output != *core* ]]
	git config --unset core.pager
	PAGER="sed s/^/env/" paged "files --owner @nobody"
	[[ $output == *"status "[12]* ]]
	PAGER="sed s/^/env/" paged "coverage"
	[[ $output == env* ]]
	# What is not there, and what ends at once.
	PAGER=surely-not-a-program paged "who brand/logo.svg"
	[[ $output == *"brand/logo.svg"*"status 0"* ]]
	PAGER="exec 0<&-; sleep 0" paged "help"
	[[ $output == *"status "* && $output != *mowners:* ]]
	# An error after the answer has begun goes the same way; commands that decide have none.
	PAGER="sed s/^/env/" paged "check HEAD"
	[[ $output != *env* ]]
	PAGER="touch '$SANDBOX/paged'; cat" mowners who brand/logo.svg >/dev/null
	[ ! -e "$SANDBOX/paged" ]
}
