# mowners install: hooks in place, kept hooks, and everything taken back.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

bare() {
	git init -q --bare -b main "$SANDBOX/bare.git"
	cd "$SANDBOX/bare.git" || return 1
}

# All that a failed or undone installation must leave as it was.
state() {
	find "${1:-hooks}" -type f -o -type l | sort | xargs -r sha256sum
	git config --local --list | grep -v '^mowners\.'
}

hook_saying() { # FILE WORD [STATUS]
	printf '#!/bin/sh\necho %s >&2\ncat >/dev/null\nexit %d\n' "$2" "${3:-0}" >"$1"
	chmod +x "$1"
}

# ---- Server ----------------------------------------------------------------------------------------------------

@test "server: the binary itself under the hook's name, and fsck on" {
	bare
	run_split mowners install --server
	[ "$status" -eq 0 ]
	cmp hooks/pre-receive "$MOWNERS"
	[ "$(stat -c %a hooks/pre-receive)" = 755 ]
	[ "$(git config receive.fsckObjects)" = true ]
	[[ $output == *"(enforce)"* ]]
	[[ $output == *"hooks/pre-receive"* ]]
	[[ $output == *"OWNERS"* ]]
	[ -z "$stderr" ]
}

@test "server: what a bare repository gets without being told" {
	bare
	run_split mowners install
	[ "$status" -eq 0 ]
	[ -x hooks/pre-receive ]
}

@test "server: twice is as once" {
	bare
	mowners install --server
	before=$(state; git config --local --list)
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[ "$(state; git config --local --list)" = "$before" ]
	[ ! -e hooks/pre-receive.mowners-kept ]
}

@test "server: an older copy is renewed, not kept" {
	bare
	mowners install --server
	printf 'trailing bytes' >>hooks/pre-receive
	mowners install --server
	cmp hooks/pre-receive "$MOWNERS"
	[ ! -e hooks/pre-receive.mowners-kept ]
}

@test "server: a hook that was there is kept, chained, and comes back" {
	bare
	hook_saying hooks/pre-receive first
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[[ $output == *"pre-receive.mowners-kept"* ]]
	grep -q first hooks/pre-receive.mowners-kept
	mowners install --server
	grep -q first hooks/pre-receive.mowners-kept
	run_split mowners install --server --uninstall
	[ "$status" -eq 0 ]
	[[ $output == *"that was there before"* ]]
	[ "$(state)" = "$before" ]
	[ -x hooks/pre-receive ]
}

@test "server: a link that was there is kept as a link" {
	bare
	hook_saying "$SANDBOX/shared" first
	ln -s "$SANDBOX/shared" hooks/pre-receive
	mowners install --server
	[ -L hooks/pre-receive.mowners-kept ]
	[ ! -L hooks/pre-receive ]
	mowners install --uninstall
	[ -L hooks/pre-receive ]
	grep -q first "$SANDBOX/shared"
}

@test "server: two hooks of others are too many, and nothing changes" {
	bare
	hook_saying hooks/pre-receive first
	hook_saying hooks/pre-receive.mowners-kept second
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"pre-receive.mowners-kept"* ]]
	[ "$(state)" = "$before" ]
	[ -z "$(git config mowners.installedFsckObjects)" ]
}

@test "server: uninstall gives back what was configured" {
	bare
	before=$(state)
	mowners install --server
	run_split mowners install --uninstall
	[ "$status" -eq 0 ]
	[ "$(state)" = "$before" ]
	[ -z "$(git config receive.fsckObjects)" ]
	git config receive.fsckObjects false
	before=$(state)
	mowners install --server
	[ "$(git config receive.fsckObjects)" = true ]
	mowners install --server
	mowners install --uninstall
	[ "$(state)" = "$before" ]
	[ "$(git config receive.fsckObjects)" = false ]
	git config receive.fsckObjects yes
	mowners install --server
	mowners install --uninstall
	[ "$(git config receive.fsckObjects)" = yes ]
}

@test "server: uninstall leaves alone what somebody else set since" {
	bare
	mowners install --server
	git config receive.fsckObjects false
	hook_saying hooks/pre-receive other
	run_split mowners install --uninstall
	[ "$status" -eq 0 ]
	grep -q other hooks/pre-receive
	[ "$(git config receive.fsckObjects)" = false ]
}

@test "server: uninstall where nothing is installed" {
	bare
	before=$(state)
	run_split mowners install --uninstall
	[ "$status" -eq 0 ]
	[ "$(state)" = "$before" ]
	[[ $output == *"no pre-receive hook of mowners"* ]]
}

@test "server: a repository with a working tree is no server" {
	repo_new
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"bare"* ]]
	[ ! -e .git/hooks/pre-receive ]
}

@test "server: no folder of hooks" {
	bare
	rm -rf hooks
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[ -x hooks/pre-receive ]
}

@test "server: a failed step leaves everything as it was" {
	[ "$(id -u)" -ne 0 ] || skip "root writes everywhere"
	bare
	hook_saying hooks/pre-receive first
	before=$(state)
	chmod a-w hooks
	run_split mowners install --server
	[ "$status" -eq 3 ]
	chmod u+w hooks
	[ "$(state)" = "$before" ]
	[ -z "$(git config mowners.installedFsckObjects)" ]
}

@test "server: a folder in the hook's place" {
	bare
	mkdir hooks/pre-receive
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[ "$(state)" = "$before" ]
}

@test "server: a config that cannot be written" {
	bare
	hook_saying hooks/pre-receive first
	: >config.lock
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 3 ]
	[ "$(state)" = "$before" ]
	[ ! -e hooks/pre-receive.mowners-kept ]
}

@test "server: in a path with a space and a quote" {
	mkdir "$SANDBOX/a b's"
	git init -q --bare -b main "$SANDBOX/a b's/x.git"
	run_split mowners -C "$SANDBOX/a b's/x.git" install
	[ "$status" -eq 0 ]
	[ -x "$SANDBOX/a b's/x.git/hooks/pre-receive" ]
}

# ---- Client ------------------------------------------------------------------------------------------------------

@test "client: the script, with this program in it" {
	repo_new
	run_split mowners install
	[ "$status" -eq 0 ]
	[[ $output == *"(advise)"* ]]
	[ -x .git/hooks/pre-commit ]
	grep -qF "mowners='$MOWNERS'" .git/hooks/pre-commit
	sh -n .git/hooks/pre-commit
	[ -z "$(git config receive.fsckObjects)" ]
}

@test "client: twice is as once; a hook that was there is kept, and comes back" {
	repo_new
	hook_saying .git/hooks/pre-commit first
	before=$(state .git/hooks)
	mowners install --client
	after=$(state .git/hooks)
	mowners install --client
	[ "$(state .git/hooks)" = "$after" ]
	grep -q first .git/hooks/pre-commit.mowners-kept
	run_split mowners install --client --uninstall
	[ "$status" -eq 0 ]
	[ "$(state .git/hooks)" = "$before" ]
}

@test "client: from a folder below, and in another working tree" {
	repo_new
	files a/b
	commit_all one
	(cd a && mowners install)
	[ -x .git/hooks/pre-commit ]
	mowners install --uninstall
	git worktree add -q "$SANDBOX/tree"
	cd "$SANDBOX/tree"
	mowners install
	[ -x "$SANDBOX/work/.git/hooks/pre-commit" ]
}

@test "client: a bare repository makes no commits" {
	bare
	run_split mowners install --client
	[ "$status" -eq 2 ]
	[ ! -e hooks/pre-commit ]
}

# ---- core.hooksPath -------------------------------------------------------------------------------------------------

@test "core.hooksPath of the user: refused, with what to do" {
	bare
	git config --global core.hooksPath "$SANDBOX/everybodys"
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"core.hooksPath"* ]]
	[ ! -e hooks/pre-receive ]
	[ ! -e "$SANDBOX/everybodys" ]
	[ -z "$(git config receive.fsckObjects)" ]
}

@test "core.hooksPath of the repository is where it goes" {
	bare
	git config core.hooksPath "$SANDBOX/own"
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[ -x "$SANDBOX/own/pre-receive" ]
	[ ! -e hooks/pre-receive ]
}

# ---- Mistakes -----------------------------------------------------------------------------------------------------------

@test "usage" {
	repo_new
	run_split mowners install --client --server
	[ "$status" -eq 2 ]
	run_split mowners install somewhere
	[ "$status" -eq 2 ]
	run_split mowners install --nonsense
	[ "$status" -eq 2 ]
	cd "$SANDBOX"
	run_split mowners install
	[ "$status" -eq 3 ]
}
