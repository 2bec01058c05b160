#!/usr/bin/env bats
# What shells make of a tab: bash, zsh and fish themselves, with the files that are installed for them.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

SHELLS="$BATS_TEST_DIRNAME/../../hooks/shells"

clone() {
	repo_new
	files brand/logo.svg
	commit_all first
	git branch winter
	export TERM=dumb
}

# The same in each: a command, an option, its value in both ways, a branch, a file, of which the line is wiped out then.
typed() { # COMMAND…
	# shellcheck disable=SC2028 # keys
	{
		printf '%s\t%s\n' 'ready> ' 'mowners che\t' 'check ' '--form\t' '--format' '\x20mark\t' 'markdown' '\x20--format=sa\t' \
			'--format=sarif' '\x20wint\t' 'winter' '\x15mowners why br\t' 'brand/' 'lo\t' 'go.svg' '\x15exit\n'
	} >turns
	run "$BATS_TEST_DIRNAME/typed" "$@" <turns
	printf '%s\n' "$output"
	[ "$status" -eq 0 ]
}

@test "bash" {
	clone
	printf '%s\n' "PS1='ready> '" ". $SHELLS/bash-completion/completions/mowners" >rc
	typed bash --rcfile rc -i
}

@test "zsh" {
	clone
	printf '%s\n' "PS1='ready> '" 'unsetopt prompt_sp' "fpath=($SHELLS/zsh/site-functions \$fpath)" 'autoload -Uz compinit' 'compinit -u -D' >.zshrc
	ZDOTDIR=$PWD typed zsh -i
}

@test "fish" {
	clone
	local line
	while IFS=$'\t' read -r line; do
		[ "$(fish --no-config -c "source $SHELLS/fish/vendor_completions.d/mowners.fish; complete -C '${line%%|*}'" | cut -f1 | tr '\n' ' ')" = "${line#*|} " ]
	done <<-'END'
		mowners che|check
		mowners check --form|--format
		mowners check --format mark|markdown
		mowners check --format=sa|--format=sarif
		mowners check wint|winter
		mowners why br|brand/
		mowners why brand/lo|brand/logo.svg
	END
}
