# The audit: what the server notes of what lands.

# shellcheck disable=SC2154,SC2030,SC2031

load helper
load world

AUDIT=refs/mowners/audit

# The text of an entry of the server's chain, the newest unless said.
entry() { # [REVISION]
	git -C "$SERVER" log -1 --format=%B "$AUDIT${1-}" | sed '/^$/d'
}

@test "what lands has an entry each: what it was, what carried it, what came into the store" {
	world
	before=$(git rev-parse origin/main)
	change logo brand/logo.svg
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 2 ]
	approve lena logo
	approve greta logo
	id=$(entry | sed -n 's/^received approve //p')
	[ "${#id}" -eq 64 ]
	accepted git push -q origin logo:main logo:free
	tip=$(git rev-parse logo)
	said=$(entry)
	[[ $said == "mowners-audit 1"$'\n'"at "*Z$'\n'"pusher -"$'\n'"rules $before"$'\n'"default refs/heads/main"$'\n'* ]]
	[[ $said == *"ref $before $tip refs/heads/main"$'\n'"verdict approved"$'\n'"record "*$'\n'"record "* ]]
	[[ $said == *"record $id"* ]]
	[[ $said == *"ref $ZERO $tip refs/heads/free"* ]]
	[ "$(grep -c '^verdict' <<<"$said")" -eq 1 ]
	[ "$(git -C "$SERVER" log -1 --format='%an %cn' "$AUDIT")" = "mowners mowners" ]
	# The first entry is that of the installation, the second that of what founded the repository.
	[[ $(entry ~3) == *"ref $ZERO $before refs/heads/main"$'\n'"verdict open"* ]]
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 5 ]
	[ "$(git -C "$SERVER" cat-file blob "$AUDIT:tips/${tip}000000000000000000000000")" = "$(sed -n 's/^at //p' <<<"$said")" ]
}

@test "a former tip of the default branch is where a release can begin" {
	world
	old=$(git rev-parse origin/main)
	change one blog/post.md
	approve omar one
	accepted git push -q origin one:main
	git fetch -q
	# Never a tip: the middle of a push.
	git checkout -q -B two --no-track origin/main
	echo a >>blog/post.md && commit_all a && middle=$(git rev-parse HEAD)
	echo b >>blog/post.md && commit_all b
	approve omar two
	accepted git push -q origin two:main
	refused "release/2" git push -q origin "$middle:refs/heads/release/2"
	accepted git push -q origin "$old:refs/heads/release/1"
	[[ $(entry) == *"ref $ZERO $old refs/heads/release/1"$'\n'"verdict approved"* ]]
	git -C "$SERVER" update-ref -d "$AUDIT"
	refused "release/3" git push -q origin "$old:refs/heads/release/3"
}

@test "an entry that cannot be written is said, and the push has landed" {
	world
	git -C "$SERVER" update-ref -d "$AUDIT"
	mkdir -p "$SERVER/refs/mowners/audit/x" && git -C "$SERVER" rev-parse HEAD >"$SERVER/refs/mowners/audit/x/y"
	run git push origin HEAD:free
	[ "$status" -eq 0 ]
	[[ $output == *"AUDIT: this push has landed, and its entry could not be written: "* ]]
	[ "$(git -C "$SERVER" rev-parse free)" = "$(git rev-parse HEAD)" ]
}

@test "what could not be judged has an entry that says so" {
	world
	change logo brand/logo.svg
	git -C "$SERVER" config mowners.maxMemory 10
	cp "$SERVER/hooks/pre-receive" "$SANDBOX/kept" && rm "$SERVER/hooks/pre-receive"
	run git push origin logo:main
	[ "$status" -eq 0 ]
	[[ $output == *"could not be judged again for the audit"* ]]
	[[ $(entry) == *"verdict unknown"$'\n'"problem "* ]]
	git -C "$SERVER" config --unset mowners.maxMemory
	change more brand/logo.svg
	accepted git push -q origin more:main
	[[ $(entry) == *"verdict blocked"* ]]
}

@test "who pushes is in the entry" {
	world
	git -C "$SERVER" config mowners.platform gitea
	GITEA_PUSHER_NAME="lena f" accepted git push -q origin HEAD:free
	[[ $(entry) == *$'\n'"pusher lena%20f"$'\n'* ]]
}

@test "a post-receive hook that was there runs after it, and comes back" {
	git init -q --bare -b main "$SANDBOX/server.git" && SERVER="$SANDBOX/server.git"
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nsed "s/^/first: /" >&2\n' >"$SERVER/hooks/post-receive" && chmod +x "$SERVER/hooks/post-receive"
	printf '#!/bin/sh\ncat >/dev/null; echo before >&2\n' >"$SERVER/hooks/pre-receive" && chmod +x "$SERVER/hooks/pre-receive"
	run mowners -C "$SERVER" install --server
	[ "$status" -eq 0 ]
	[[ $output == *"hooks.mowners-kept/pre-receive"*"Audit"*"hooks/post-receive"*"hooks.mowners-kept/post-receive"* ]]
	mowners -C "$SERVER" install --server
	repo_new && files a && commit_all a && git remote add origin "$SERVER"
	run git push origin HEAD:main
	[ "$status" -eq 0 ]
	[[ $output == *"before"*"first: $ZERO $(git rev-parse HEAD) refs/heads/main"* ]]
	[[ $(entry) == *"ref $ZERO $(git rev-parse HEAD) refs/heads/main"* ]]
	run mowners -C "$SERVER" install --uninstall
	[[ $output == *"Back     the pre-receive hook"*"Back     the post-receive hook"* ]]
	grep -q first "$SERVER/hooks/post-receive"
	grep -q before "$SERVER/hooks/pre-receive"
	[ ! -e "$SERVER/hooks.mowners-kept" ]
	git -C "$SERVER" rev-parse -q --verify "$AUDIT"
}

@test "a kept pre-receive alone: ours is not taken for one that was there" {
	git init -q --bare -b main "$SANDBOX/server.git" && SERVER="$SANDBOX/server.git"
	printf '#!/bin/sh\ncat >/dev/null\n' >"$SERVER/hooks/pre-receive" && chmod +x "$SERVER/hooks/pre-receive"
	mowners -C "$SERVER" install --server
	mowners -C "$SERVER" install --server
	repo_new && files a && commit_all a && git remote add origin "$SERVER"
	accepted git push -q origin HEAD:main
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 2 ]
}

@test "ten pushes at once: none is lost" {
	world
	for i in 1 2 3 4 5 6 7 8 9 10; do
		git push -q origin "HEAD:refs/heads/free$i" 2>/dev/null &
	done
	wait
	[ "$(git -C "$SERVER" log --format=%B "$AUDIT" | grep -c 'refs/heads/free')" -eq 10 ]
}
