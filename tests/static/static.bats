#!/usr/bin/env bats
# What `make static` makes, in a chroot where nothing else is but what it needs. $MOWNERS is that program.

# shellcheck disable=SC2154 # run_split sets stderr

load ../cli/helper
load ../cli/world

ENTER="$BATS_TEST_DIRNAME/enter"

# An empty folder but for the program.
root_new() {
	ROOT="$SANDBOX/root"
	mkdir -p "$ROOT/bin" && cp "$MOWNERS" "$ROOT/bin/mowners"
}

# What git and ssh-keygen need: their libraries, /dev/null, a folder for temporary files, a name for who runs them.
root_tools() {
	local program library

	mkdir -p "$ROOT/dev" "$ROOT/etc" "$ROOT/tmp" || return 1
	echo 'git:x:0:0::/:/bin/false' >"$ROOT/etc/passwd"
	if [[ $(id -u) -eq 0 ]]; then
		mknod -m 666 "${ROOT:?}/dev/null" c 1 3 || return 1
	else
		: >"${ROOT:?}/dev/null"
	fi
	for program in git ssh-keygen; do
		cp "$(command -v "$program")" "$ROOT/bin/" || return 1
		for library in $(ldd "$(command -v "$program")" | grep -o '/[^ ]*'); do
			mkdir -p "$ROOT${library%/*}" && cp -L "$library" "$ROOT$library" || return 1
		done
	done
}

inside() {
	"$ENTER" "$ROOT" "$@"
}

# The world's server, moved into the chroot. git receives outside, as a forge does, and its hook runs inside.
server_inside() {
	rm "$SERVER/hooks/pre-receive" && mv "$SERVER" "$ROOT/server.git" || return 1
	SERVER="$ROOT/server.git"
	inside mowners -C /server.git install --server || return 1
	mkdir -p "$SANDBOX/hooks" && cat >"$SANDBOX/hooks/pre-receive" <<-END
		#!/bin/bash
		for name in GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_QUARANTINE_PATH "\${!GITHUB_@}"; do
			variables+=("\$name=\${!name#"$ROOT"}")
		done
		exec "$ENTER" "$ROOT" GIT_DIR=/server.git "\${variables[@]}" /${HOOK:-server.git/hooks/pre-receive}
	END
	chmod +x "$SANDBOX/hooks/pre-receive" && git remote set-url origin "$SERVER" &&
		git config remote.origin.receivepack "git -c core.hooksPath='$SANDBOX/hooks' receive-pack"
}

@test "alone: it starts, and answers" {
	root_new
	world
	git clone -q --bare . "$ROOT/work.git"
	run inside mowners --version
	[ "$output" = "$(mowners --version)" ]
	run inside mowners -C /work.git who email/hero.png
	[ "$status" -eq 0 ]
	[[ $output == *"email/hero.png  email  standard  @marc decides"* ]]
	run inside mowners -C /work.git lint
	[[ $output == *"mowners: "*" warnings" ]]
	rm -r "${ROOT:?}/work.git"
	[ "$(find "$ROOT" -type f)" = "$ROOT/bin/mowners" ]
}

@test "with git and ssh-keygen: a push is refused, approved, accepted" {
	root_new
	world
	root_tools
	server_inside
	change hero email/hero.png
	git push -q origin hero
	refused "mowners approve origin/hero" git push origin hero:main
	run inside mowners -C /server.git check main...hero
	[ "$status" -eq 1 ]
	[[ $output == *"@marc"*"not yet"* ]]
	approve marc origin/hero
	run inside mowners -C /server.git check main...hero
	[ "$status" -eq 0 ]
	accepted git push origin hero:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse hero)" ]
}

# Its hook is a file of another repository, which nobody installs, and the platform stands in the environment's own settings.
@test "as on GitHub Enterprise Server: who pushes, and nothing of the repository's own" {
	local HOOK=hooks/pre-receive

	root_new
	WORLD_EDIT='/^version/a evidence = signed, pusher
		s/^@omar .*/&, github omar-d/' world
	root_tools
	server_inside
	rm -r "$SERVER/hooks" && mkdir "$ROOT/hooks" && cp "$MOWNERS" "$ROOT/hooks/pre-receive"
	git -C "$SERVER" config --remove-section receive
	awk '/^\.\\" test: file ghes.gitconfig/ { getline; inside = 1; next } /^\.Ed/ { inside = 0 } inside' \
		"$BATS_TEST_DIRNAME/../../man/mowners-hooks.7" >"$ROOT/etc/gitconfig"
	grep -q platform "$ROOT/etc/gitconfig"
	change post blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	refused "says ghes, but GITHUB_USER_LOGIN, which names the pusher there, is not set" git push origin post
	export GITHUB_VIA=git GITHUB_REPO_NAME=acme/marketing GITHUB_REPO_PUBLIC=false GITHUB_USER_LOGIN=hana-m
	accepted git push -q origin post
	refused "main: 1 changed file cannot land yet" git push origin post:main
	accepted env GITHUB_USER_LOGIN=Omar-D GITHUB_VIA="pull request merge button" git push -q origin post:main
	change hero email/hero.png
	accepted git push -q origin hero
	refused "mowners approve origin/hero" git push origin hero:main
	accepted as marc mowners approve --yes origin/hero
	accepted git push -q origin hero:main
	refused "refs/mowners/approvals" git push origin :refs/mowners/approvals
}

@test "where something of that is missing the push is refused" {
	root_new
	world
	root_tools
	server_inside
	change hero email/hero.png
	git push -q origin hero
	approve marc origin/hero
	rmdir "$ROOT/tmp"
	refused "cannot make a temporary folder below /tmp" git push origin hero:main
	mkdir "$ROOT/tmp"
	mv "$ROOT/bin/ssh-keygen" "$ROOT/bin/gone"
	refused "there is no ssh-keygen" git push origin hero:main
	mv "$ROOT/bin/gone" "$ROOT/bin/ssh-keygen"
	mv "$ROOT/etc" "$ROOT/gone"
	refused "" git push origin hero:main
	mv "$ROOT/gone" "$ROOT/etc"
	rm "${ROOT:?}/dev/null"
	refused "" git push origin hero:main
}
