# mowners install: hooks in place, kept hooks, and everything taken back.

# shellcheck disable=SC2154,SC2030,SC2031,SC2016 # run_split sets stderr; each test is a shell of its own; hooks are written

load helper
load world

# With the folder of hooks, and the samples in it, that git makes.
setup() {
	sandbox_new
	unset GIT_TEMPLATE_DIR
}

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
	[ ! -e hooks.mowners-kept ]
}

@test "server: an older copy is renewed, not kept" {
	bare
	mowners install --server
	printf 'trailing bytes' >>hooks/pre-receive
	mowners install --server
	cmp hooks/pre-receive "$MOWNERS"
	[ ! -e hooks.mowners-kept ]
}

@test "server: a hook that was there is kept, chained, and comes back" {
	bare
	hook_saying hooks/pre-receive first
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[[ $output == *"/hooks.mowners-kept/pre-receive"* ]]
	grep -q first hooks.mowners-kept/pre-receive
	mowners install --server
	grep -q first hooks.mowners-kept/pre-receive
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
	[ -L hooks.mowners-kept/pre-receive ]
	[ ! -L hooks/pre-receive ]
	mowners install --uninstall
	[ -L hooks/pre-receive ]
	grep -q first "$SANDBOX/shared"
}

@test "server: two hooks of others are too many, and nothing changes" {
	bare
	hook_saying hooks/pre-receive first
	mkdir hooks.mowners-kept
	hook_saying hooks.mowners-kept/pre-receive second
	before=$(state)
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"/hooks.mowners-kept/pre-receive"* ]]
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
	[ ! -e hooks.mowners-kept ]
}

@test "server: --platform says who pushes, and no name but one of the list" {
	local name before

	bare
	before=$(state)
	for name in gitlb "" "git lab" $'gitlab\n'; do
		run_split mowners install --server --platform "$name"
		[ "$status" -eq 2 ]
		[[ $stderr == *"which is no platform"*"it takes one of: none, gitlab, ghes, gitea, gitolite, bitbucket, http, uid"* ]]
	done
	[ "$(state)" = "$before" ]
	run_split mowners install --client --platform gitlab
	[ "$status" -eq 2 ]
	run_split mowners install --server --platform=gitlab
	[ "$status" -eq 0 ]
	[[ $output == *"  Set      mowners.platform = gitlab"* ]]
	[ "$(git config --local mowners.platform)" = gitlab ]
	run_split mowners install --server
	[[ $output != *mowners.platform* ]]
	[ "$(git config --local mowners.platform)" = gitlab ]
	mowners install --server --platform none
	[ "$(git config --local --get-all mowners.platform)" = none ]
	run_split mowners install --uninstall --platform gitlab
	[ "$status" -eq 2 ]
	mowners install --uninstall
	[ "$(git config --local mowners.platform)" = none ]
	cd .. && git init -q clone && cd clone
	run_split mowners install --platform gitlab
	[ "$status" -eq 2 ]
	[[ $stderr == *"--platform is for a server's hook"* ]]
}

@test "server: --platform is as it was where something fails" {
	bare
	git config mowners.platform gitea
	mkdir hooks/pre-receive
	run_split mowners install --server --platform http
	[ "$status" -ne 0 ]
	[ "$(git config --local mowners.platform)" = gitea ]
	rmdir hooks/pre-receive
	rmdir hooks 2>/dev/null || rm -r hooks
	: >hooks
	run_split mowners install --server --platform http
	[ "$status" -ne 0 ]
	: >custom_hooks
	run_split mowners install --server --platform gitlab
	[ "$status" -ne 0 ]
	[ "$(git config --local mowners.platform)" = gitea ]
}

@test "server: on Gitea and Forgejo into the folders that their own hooks run, which stay as they are" {
	world
	rm "$SERVER/hooks/pre-receive" "$SERVER/hooks/post-receive"
	# As Gitea writes it: each file of the folder gets the lines of the push, and one that fails refuses it.
	for hook in pre-receive post-receive; do
		mkdir -p "$SERVER/hooks/$hook.d"
		printf '#!/usr/bin/env bash\ndata=$(cat)\nfor hook in "$GIT_DIR/hooks/%s.d/"*; do\n\ttest -x "$hook" && test -f "$hook" || continue\n\techo "$data" | "$hook" || exit\ndone\n' "$hook" >"$SERVER/hooks/$hook"
		chmod +x "$SERVER/hooks/$hook"
	done
	before=$(sha256sum "$SERVER"/hooks/*-receive)
	run_split mowners -C "$SERVER" install --server --platform gitea
	[ "$status" -eq 0 ]
	[[ $output == *"/hooks/pre-receive.d/mowners"*"/hooks/post-receive.d/mowners"* ]]
	[ "$(sha256sum "$SERVER"/hooks/*-receive)" = "$before" ]
	change hero email/hero.png
	refused "main: 1 changed file cannot land yet" env GITEA_PUSHER_NAME=tess git push origin hero:main
	refused "GITEA_PUSHER_NAME" git push origin hero:main
	GITEA_PUSHER_NAME=marc approve marc hero
	accepted env GITEA_PUSHER_NAME=tess git push -q origin hero:main
	[ "$(git -C "$SERVER" log -1 --format=%B refs/mowners/audit | grep -c tess)" -gt 0 ]
	run_split mowners -C "$SERVER" doctor --server
	[ "$status" -eq 0 ]
	chmod -x "$SERVER/hooks/pre-receive"
	run_split mowners -C "$SERVER" doctor --server
	[ "$status" -eq 1 ]
	[[ $output == *"gitea admin regenerate hooks"* ]]
	mowners -C "$SERVER" install --server --uninstall
	[ ! -e "$SERVER/hooks/pre-receive.d/mowners" ]
	[ "$(sha256sum "$SERVER"/hooks/*-receive)" = "$before" ]
}

@test "server: with another platform the hooks move, and --uninstall leaves none anywhere" {
	bare
	for hook in pre-receive post-receive; do
		printf '#!/bin/sh\n' >hooks/$hook
		chmod +x hooks/$hook
	done
	for platform in none gitea gitlab; do
		mowners install --server --platform "$platform"
		[ "$(grep -rlF "knows as its own" hooks custom_hooks 2>/dev/null | wc -l)" -eq 2 ]
	done
	[ "$(cat hooks/pre-receive)" = '#!/bin/sh' ]
	rm hooks/post-receive
	# As one of before may have left them.
	cp custom_hooks/pre-receive.d/mowners hooks/post-receive
	rm custom_hooks/*/mowners
	run_split mowners install --server --uninstall
	[[ $output == *"no longer judged"* ]]
	[ ! -e hooks/post-receive ]
}

@test "server: where nothing of the forge's is there to run the hooks, those that git runs stay" {
	world
	change hero email/hero.png
	run_split mowners -C "$SERVER" install --server --platform gitea
	[ "$status" -eq 0 ]
	refused "main: 1 changed file cannot land yet" env GITEA_PUSHER_NAME=tess git push origin hero:main
	rm "$SERVER/hooks/pre-receive"
	run_split mowners -C "$SERVER" install --server
	[[ $(said) == *"the forge's own hooks/pre-receive is missing, so nothing runs this yet: gitea admin regenerate hooks"* ]]
}

@test "server: on GitLab into custom_hooks" {
	world
	rm "$SERVER/hooks/pre-receive" "$SERVER/hooks/post-receive"
	mowners -C "$SERVER" install --server --platform gitlab
	[ ! -e "$SERVER/hooks/pre-receive" ]
	# As Gitaly does: what is in the folder, with its own hooks in front.
	mkdir "$SANDBOX/gitaly"
	printf '#!/bin/sh\nexec custom_hooks/pre-receive.d/mowners\n' >"$SANDBOX/gitaly/pre-receive"
	chmod +x "$SANDBOX/gitaly/pre-receive"
	git -C "$SERVER" config core.hooksPath "$SANDBOX/gitaly"
	change hero email/hero.png
	run env GL_USERNAME=tess git push origin hero:main
	[ "$status" -ne 0 ]
	[[ $output == *"remote: GL-HOOK-ERR: mowners: main: 1 changed file cannot land yet"* ]]
	GL_USERNAME=marc approve marc hero
	accepted env GL_USERNAME=tess git push -q origin hero:main
	git -C "$SERVER" config --unset core.hooksPath
	run_split mowners -C "$SERVER" doctor
	[ "$status" -eq 0 ]
	[[ $output == *"custom_hooks/pre-receive.d/mowners, of this version"* ]]
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
	grep -q first .git/hooks.mowners-kept/pre-commit
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

# ---- Keys -------------------------------------------------------------------------------------------------------

# Somebody of the rules who never made a key.
hana() {
	repo_new
	world_rules | owners
	git config user.email hana@example.com
}

# Runs install --client on a terminal of its own, with these answers.
on_terminal() { # INPUT OPTION…
	local input=$1 line

	shift
	command -v script >/dev/null || skip "no script(1)"
	line=$(printf '%q ' "$MOWNERS" install --client "$@")
	run script -qec "$line" /dev/null <<<"$input"
	output=${output//$'\r'/}
}

@test "client, keys: who has none is told how to make one, and nothing is made unasked" {
	hana
	for option in --client --yes; do
		run_split mowners install "$option" </dev/null
		[ "$status" -eq 0 ]
		[[ $output == *"  Key      none yet to sign approvals with; to make one:"$'\n'"           ssh-keygen -t ed25519 -f ~/.ssh/id_mowners_ed25519 -C hana@example.com"$'\n'"           git config mowners.signingKey ~/.ssh/id_mowners_ed25519"$'\n'* ]]
	done
	[ ! -e "$HOME/.ssh" ]
	[ -z "$(git config mowners.signingKey)" ]
	on_terminal n
	[[ $output == *"You have no key to sign approvals with. Make one, ~/.ssh/id_mowners_ed25519? [y/N]"* ]]
	[ ! -e "$HOME/.ssh" ]
}

@test "client, keys: made on a terminal, whose it is, and the line to send" {
	local key line
	hana
	# What is typed before ssh-keygen asks for the passphrase is lost.
	printf '#!/bin/sh\necho\n' >"$SANDBOX/askpass"
	chmod +x "$SANDBOX/askpass"
	export SSH_ASKPASS="$SANDBOX/askpass" SSH_ASKPASS_REQUIRE=force
	on_terminal y
	[ "$status" -eq 0 ]
	key="$HOME/.ssh/id_mowners_ed25519"
	[ "$(stat -c %a "$HOME/.ssh")" = 700 ]
	[[ $output == *"  Key      ~/.ssh/id_mowners_ed25519, made just now"$'\n'"           it is yours alone: never send that file"* ]]
	line="hana@example.com namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$key.pub")"
	[[ $output == *"  Send     this one line for OWNERS.signers, which is no secret, to Tomas Riva (@tomas):"$'\n\n'"$line"$'\n'* ]]
	[ "$(git config mowners.signingKey)" = \~/.ssh/id_mowners_ed25519 ]
	# Once more: the line again; in another clone: the key is taken, not made anew; and listed.
	run_split mowners install --client
	[[ $output == *"$line"* && $output != *"made just now"* ]]
	cp "$key" "$SANDBOX/before"
	git config --unset mowners.signingKey
	run_split mowners install --client
	[[ $output == *"to take your ~/.ssh/id_mowners_ed25519:"$'\n'"           git config mowners.signingKey ~/.ssh/id_mowners_ed25519"* ]]
	on_terminal "" --yes
	[[ $output == *"  Key      ~/.ssh/id_mowners_ed25519, which was there"*"$line"* ]]
	cmp "$key" "$SANDBOX/before"
	mowners keys add --yes "$line" 2>/dev/null
	run_split mowners install --client
	[[ $output == *"  Key      listed in OWNERS.signers for Hana Mori (@hana)"* ]]
}

@test "client, keys: nobody of the rules, a key that does not do, no need of keys" {
	hana
	git config user.email nemo@nowhere.example
	run_split mowners install --client
	[ "$status" -eq 0 ]
	[[ $output == *"  Who      nemo@nowhere.example, git's user.email, is nobody in OWNERS; to approve, set it"* ]]
	git config user.email hana@example.com
	git config mowners.signingKey "$HOME/gone"
	run_split mowners install --client
	[[ $output == *"  Key      there is no signing key $HOME/gone"* ]]
	sed -i 's/^version = 1/&\nevidence = forge/' OWNERS
	run_split mowners install --client
	[[ $output != *"  Key "* ]]
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
	git config core.hooksPath "$PWD/own"
	run_split mowners install --server
	[ "$status" -eq 0 ]
	[ -x own/pre-receive ]
	[ ! -e hooks/pre-receive ]
}

@test "core.hooksPath that is empty or no folder: git runs no hooks there, so none is said to be in place" {
	bare
	for path in '' /dev/null; do
		git config core.hooksPath "$path"
		run_split mowners install --server --yes
		[ "$status" -eq 2 ]
		[[ $stderr == *"git runs no hooks of this repository"*"git config --unset core.hooksPath" ]]
		[ ! -e pre-receive ]
	done
}

@test "hooks that other repositories may share: said before anything is written or removed" {
	bare
	mkdir "$SANDBOX/shared"
	mv hooks hooks.old
	ln -s "$SANDBOX/shared" hooks
	before=$(state "$SANDBOX/shared")
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"other repositories may use too"*"--yes"* ]]
	[ "$(state "$SANDBOX/shared")" = "$before" ]
	mowners install --server --yes
	[ -x "$SANDBOX/shared/pre-receive" ]
	run_split mowners install --uninstall
	[ "$status" -eq 2 ]
	[[ $stderr == *"gone for all of them"* ]]
	[ -x "$SANDBOX/shared/pre-receive" ]
	mowners install --uninstall --yes
	[ ! -e "$SANDBOX/shared/pre-receive" ]
	rm hooks
	mv hooks.old hooks
	git config core.hooksPath "$SANDBOX/shared"
	run_split mowners install --server
	[ "$status" -eq 2 ]
	[ ! -e "$SANDBOX/shared/pre-receive" ]
	git config core.hooksPath ../shared
	run_split mowners install --server
	[ "$status" -eq 2 ]
}

# ---- What it guards ----------------------------------------------------------------------------------------------------

@test "server: says which branch it guards, and when people push to another one" {
	bare
	run_split mowners install --server
	[[ $output == *"Guards   main, the default branch"* ]]
	[[ $output != *"Note"* ]]
	git init -q -b master "$SANDBOX/old"
	git -C "$SANDBOX/old" commit -q --allow-empty -m one
	git -C "$SANDBOX/old" push -q "$SANDBOX/bare.git" master
	run_split mowners install --server
	[[ $output == *"main has no commit yet, but there is master"*"git symbolic-ref HEAD refs/heads/"* ]]
	git symbolic-ref HEAD refs/heads/master
	run_split mowners install --server
	[[ $output == *"Guards   master, the default branch"* ]]
	[[ $output != *"Note"* ]]
	git update-ref --no-deref HEAD master
	run_split mowners install --server
	[[ $output == *"Guards   nothing: HEAD names no branch"* ]]
}

# ---- Hooks that somebody else writes ------------------------------------------------------------------------------------

# A clone in which the hooks are husky's: generated ones in .husky/_ find the script of their name a folder above.
husky() {
	world
	mkdir -p .husky/_
	printf '*' >.husky/_/.gitignore
	cat >.husky/_/pre-commit <<-'END'
		#!/bin/sh
		script=$(dirname "$(dirname "$0")")/$(basename "$0")
		[ -f "$script" ] || exit 0
		exec sh -e "$script" "$@"
	END
	chmod +x .husky/_/pre-commit
	git config core.hooksPath .husky/_
}

line='! command -v mowners >/dev/null || mowners hook pre-commit || exit'

# A commit of an image is told about.
told() {
	date +%N >>email/hero.png
	run git commit -q -am hero
	[ "$status" -eq 0 ]
	[[ $output == *"@marc"* ]]
}

@test "husky: the line for its own file is named, written with --yes, and taken out" {
	husky
	before=$(state .husky)
	run_split mowners install
	[ "$status" -eq 1 ]
	[[ $output == *"those of husky"*"/.husky/pre-commit"*"$line"*"mowners install --yes"* ]]
	[ "$(state .husky)" = "$before" ]
	run_split mowners install --yes
	[ "$status" -eq 0 ]
	[ "$(cat .husky/pre-commit)" = "$line" ]
	told
	run_split mowners install
	[ "$status" -eq 0 ]
	[[ $output == *"there already"* ]]
	run_split mowners install --uninstall
	[ "$status" -eq 1 ]
	[[ $output == *"$line"*"--uninstall --yes"* ]]
	run_split mowners install --uninstall --yes
	[ "$status" -eq 0 ]
	[ "$(state .husky)" = "$before" ]
	run_split mowners install --uninstall
	[ "$status" -eq 0 ]
	[[ $output == *"no pre-commit hook of mowners"* ]]
}

@test "husky: what stands in its file stays, and runs after ours" {
	husky
	printf 'echo linted\n' >.husky/pre-commit
	chmod 644 .husky/pre-commit
	mowners install --yes
	[ "$(cat .husky/pre-commit)" = "$line"$'\n''echo linted' ]
	[ "$(stat -c %a .husky/pre-commit)" = 644 ]
	told
	[[ $output == *"linted"* ]]
	mowners install --uninstall --yes
	[ "$(cat .husky/pre-commit)" = 'echo linted' ]
}

@test "husky: who has no mowners commits as before" {
	husky
	mowners install --yes
	echo x >>email/hero.png
	if [[ -x /usr/bin/mowners || -x /bin/mowners ]]; then
		skip "mowners is installed for everybody"
	fi
	PATH=/usr/bin:/bin run git commit -q -am hero
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "a tracked core.hooksPath: the team's own file" {
	world
	mkdir .githooks
	git config core.hooksPath .githooks
	run_split mowners install
	[ "$status" -eq 1 ]
	[[ $output == *"/.githooks/pre-commit"*"$line"* ]]
	[ ! -e .githooks/pre-commit ]
	mowners install --yes
	[ "$(cat .githooks/pre-commit)" = $'#!/bin/sh\n'"$line" ]
	told
	mowners install --uninstall --yes
	[ ! -e .githooks/pre-commit ]
	printf '#!/usr/bin/env bash\necho first\n' >.githooks/pre-commit
	chmod +x .githooks/pre-commit
	mowners install --yes
	[ "$(sed -n 2p .githooks/pre-commit)" = "$line" ]
	told
}

@test "a tracked hook in another language is edited by hand" {
	world
	mkdir .githooks
	git config core.hooksPath .githooks
	printf '#!/usr/bin/python3\nprint(1)\n' >.githooks/pre-commit
	before=$(state .githooks)
	run_split mowners install --yes
	[ "$status" -eq 1 ]
	[[ $output == *"with an editor"* ]]
	[ "$(state .githooks)" = "$before" ]
	rm .githooks/pre-commit
	ln -s /nowhere .githooks/pre-commit
	run_split mowners install --yes
	[ "$status" -ne 0 ]
	[ -L .githooks/pre-commit ]
}

@test "lefthook: a line in its local file; a file that is there is edited by hand" {
	world
	printf '#!/bin/sh\ncall_lefthook run "pre-push" "$@"\n' >.git/hooks/pre-push
	run_split mowners install
	[ "$status" -eq 1 ]
	[[ $output == *"/lefthook-local.yml"*"Then     lefthook install"* ]]
	[ ! -e .git/hooks/pre-commit ]
	run_split mowners install --yes
	[ "$status" -eq 0 ]
	[ "$(cat lefthook-local.yml)" = "pre-commit: {commands: {mowners: {run: mowners hook pre-commit}}}" ]
	mowners install --uninstall --yes
	[ ! -e lefthook-local.yml ]
	echo 'pre-push: {}' >lefthook-local.yml
	run_split mowners install --yes
	[ "$status" -eq 1 ]
	[ "$(cat lefthook-local.yml)" = 'pre-push: {}' ]
}

@test "pre-commit: an item behind the last one, where the list ends the file" {
	world
	printf '#!/bin/sh\n# https://pre-commit.com\n' >.git/hooks/pre-commit
	printf 'repos:\n  - repo: local\n    hooks: []\n' >.pre-commit-config.yaml
	mowners install --yes
	[ "$(sed -n 4p .pre-commit-config.yaml | cut -c 1-18)" = "  - {repo: local, " ]
	mowners install --uninstall --yes
	[ "$(cat .pre-commit-config.yaml)" = $'repos:\n  - repo: local\n    hooks: []' ]
	printf 'repos:\n- repo: local\n  hooks: []\nfail_fast: true\n' >.pre-commit-config.yaml
	before=$(sha256sum .pre-commit-config.yaml)
	run_split mowners install --yes
	[ "$status" -eq 1 ]
	[[ $output == *"as the last item of repos"* ]]
	[ "$(sha256sum .pre-commit-config.yaml)" = "$before" ]
}

@test "pre-commit: it runs ours where that was there first" {
	world
	mowners install
	mv .git/hooks/pre-commit .git/hooks/pre-commit.legacy
	printf '#!/bin/sh\n# https://pre-commit.com\nexec "$0.legacy"\n' >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	told
	run_split mowners install
	[ "$status" -eq 0 ]
	[[ $output == *"there already"*"pre-commit.legacy"* ]]
	mowners install --uninstall --yes
	[ ! -e .git/hooks/pre-commit.legacy ]
}

@test "overcommit and simple-git-hooks: the line, by hand" {
	world
	touch .git/hooks/overcommit-hook
	run_split mowners install --yes
	[ "$status" -eq 1 ]
	[[ $output == *"/.overcommit.yml"*"with an editor"*"overcommit --sign pre-commit"* ]]
	rm .git/hooks/overcommit-hook
	printf '#!/bin/sh\n[ "$SKIP_SIMPLE_GIT_HOOKS" ]\n' >.git/hooks/commit-msg
	run_split mowners install --yes
	[ "$status" -eq 1 ]
	[[ $output == *"/package.json"*"with an editor"*"npx simple-git-hooks"* ]]
}

# ---- A hook that is kept ------------------------------------------------------------------------------------------------

@test "kept: it sees its name, its folder and the one above as before" {
	world
	cat >.git/hooks/pre-commit <<-'END'
		#!/bin/sh
		. "$(dirname "$0")/common"
		test -f "$(dirname "$0")/../HEAD" && echo "$(basename "$0") $COMMON" >&2
	END
	chmod +x .git/hooks/pre-commit
	echo COMMON=found >.git/hooks/common
	before=$(state .git/hooks)
	mowners install
	told
	[[ $output == *"pre-commit found"* ]]
	mowners install --uninstall
	[ "$(state .git/hooks)" = "$before" ]
	[ ! -e .git/hooks.mowners-kept ]
}

@test "kept: a link to a dispatcher that goes by its name" {
	world
	mkdir tools
	printf '#!/bin/sh\necho "dispatched $(basename "$0")" >&2\n' >tools/dispatch
	chmod +x tools/dispatch
	ln -s ../../tools/dispatch .git/hooks/pre-commit
	mowners install
	told
	[[ $output == *"dispatched pre-commit"* ]]
}

@test "kept: the same hook again is no conflict" {
	world
	hook_saying .git/hooks/pre-commit first
	cp .git/hooks/pre-commit "$SANDBOX/copy"
	mowners install
	cp "$SANDBOX/copy" .git/hooks/pre-commit
	run_split mowners install
	[ "$status" -eq 0 ]
	told
	cp "$SANDBOX/copy" .git/hooks/pre-commit
	run_split mowners install --uninstall
	[ "$status" -eq 0 ]
	[ ! -e .git/hooks.mowners-kept ]
	cmp .git/hooks/pre-commit "$SANDBOX/copy"
}

@test "kept: one without its run bit is named, not promised" {
	world
	hook_saying .git/hooks/pre-commit first
	chmod -x .git/hooks/pre-commit
	run_split mowners install
	[ "$status" -eq 0 ]
	[[ $output == *"not executable"* ]]
	[[ $output != *"it runs after it"* ]]
	told
	[[ $output != *"first"* ]]
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

# ---- Many repositories --------------------------------------------------------------------------------------------

@test "all bare repositories below a folder: hooks in each, and away again; one that fails stops none" {
	mkdir -p "$SANDBOX/all/brand" && cd "$SANDBOX"
	git init -q --bare -b main all/brand/a.git
	git init -q --bare -b main all/b.git
	git init -q -b main all/clone
	run_split mowners install --server --all all --platform http
	[ "$status" -eq 0 ]
	[[ $output == "all/b.git"$'\n'"mowners: every push"*"all/brand/a.git"$'\n'"mowners: every push"* ]]
	[ -x all/b.git/hooks/pre-receive ] && [ -x all/brand/a.git/hooks/pre-receive ]
	[ ! -e all/clone/.git/hooks/pre-receive ]
	[ "$(git -C all/b.git config mowners.platform)" = http ]
	rm all/b.git/hooks/pre-receive && mkdir all/b.git/hooks/pre-receive
	run_split mowners install --server --all all
	[ "$status" -eq 1 ]
	[[ $stderr == *"is a folder, in the place of a hook"* ]]
	rmdir all/b.git/hooks/pre-receive
	# A newer program upgrades them all, and the older one brings that back.
	cp "$MOWNERS" older && printf older >>older
	mowners install --server --all all >/dev/null
	./older install --server --all all >/dev/null
	for hook in all/b.git/hooks/*-receive all/brand/a.git/hooks/*-receive; do
		cmp "$hook" older
	done
	run_split mowners doctor --all all
	[ "$(grep -c 'Hook .*another version' <<<"$output")" -eq 2 ]
	mowners install --server --all all >/dev/null
	for hook in all/b.git/hooks/*-receive all/brand/a.git/hooks/*-receive; do
		cmp "$hook" "$MOWNERS"
	done
	run_split mowners install --server --all all --uninstall
	[ "$status" -eq 0 ]
	[ ! -e all/brand/a.git/hooks/pre-receive ]
	run_split mowners install --all all
	[ "$status" -eq 2 ]
	mkdir none
	run_split mowners install --server --all none
	[ "$status" -eq 3 ]
}

@test "a template gives the hooks to each repository that is made; a backup keeps what clone --bare loses" {
	world
	mkdir -p "$SANDBOX/template/hooks"
	cp "$SERVER"/hooks/*-receive "$SANDBOX/template/hooks/"
	git init -q --bare -b main --template="$SANDBOX/template" "$SANDBOX/new.git"
	run_split mowners -C "$SANDBOX/new.git" doctor --server
	[[ $output == *"hooks/pre-receive, of this version"* ]]
	change hero email/hero.png
	approve marc hero
	git clone -q --bare "$SERVER" "$SANDBOX/bare.git"
	[ -z "$(git -C "$SANDBOX/bare.git" for-each-ref refs/mowners)" ]
	git clone -q --mirror "$SERVER" "$SANDBOX/backup.git"
	cp "$SERVER/config" "$SANDBOX/backup.git/config"
	rm -rf "$SERVER"
	cp -R "$SANDBOX/backup.git" "$SERVER"
	mowners -C "$SERVER" install --server >/dev/null
	mowners -C "$SERVER" doctor --server >/dev/null
	accepted git push -q origin hero:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse hero)" ]
}
