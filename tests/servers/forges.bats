# Forges that run hooks of a folder: with the environment that they document, and from where they push themselves.

# shellcheck disable=SC2154,SC2030,SC2031,SC2016 # of helper and world; each test is a shell of its own; hooks are written

load ../cli/helper
load ../cli/world
load servers

setup_file() {
	servers_new
}

address() { # REPOSITORY
	echo "$SRV/$1"
}

log_in() { # WHO
	:
}

# ---- Gitea and Forgejo -------------------------------------------------------------------------------------------

# Their own hooks, written anew when they are upgraded: each program of the folder gets the lines, and the first status that
# is not 0 is theirs once all have run.
gitea_hooks() {
	local hook

	for hook in pre-receive post-receive; do
		mkdir -p "$SERVER/hooks/$hook.d"
		cat >"$SERVER/hooks/$hook" <<-'END'
			#!/usr/bin/env bash
			lines=$(cat)
			status=0
			for hook in "${GIT_DIR:-$(dirname "$0")/..}/hooks/$(basename "$0").d/"*; do
				test -x "$hook" && test -f "$hook" || continue
				echo "$lines" | "$hook" || { was=$?; [ "$status" -ne 0 ] || status=$was; }
			done
			exit "$status"
		END
		printf '#!/bin/sh\necho "$GITEA_PUSHER_NAME ${GITEA_INTERNAL_PUSH-}" >>"%s"\n' "$SANDBOX/forge.$hook" >"$SERVER/hooks/$hook.d/gitea"
		chmod +x "$SERVER/hooks/$hook" "$SERVER/hooks/$hook.d/gitea"
	done
}

# A repository of this file is pushed to in the name of whose home it is, as who logs in there is known by the key.
receives() { # SCRIPT
	cat >"$SANDBOX/receive"
	chmod +x "$SANDBOX/receive"
	git config remote.origin.receivepack "$SANDBOX/receive"
}

# The world on Gitea: the hooks of `install` beside those of the forge, and the environment of a push over SSH or HTTP.
world_gitea() {
	world_on none
	rm "$SERVER"/hooks/*-receive
	gitea_hooks
	mowners -C "$SERVER" install --server --platform gitea >/dev/null
	receives <<-'END'
		#!/bin/sh
		export GITEA_REPO_NAME=marketing GITEA_REPO_USER_NAME=acme GITEA_REPO_ID=1 GITEA_REPO_IS_WIKI=false GITEA_PUSHER_ID=7 \
			GITEA_PUSHER_NAME="${HOME##*/}" GITEA_PUSHER_EMAIL="${HOME##*/}@example.com" GITEA_KEY_ID=9 GITEA_PR_ID=0 \
			GITEA_DEPLOY_KEY_ID="${GITEA_DEPLOY_KEY_ID:-0}" GITEA_ROOT_URL=https://git.example.com/
		exec git receive-pack "$@"
	END
}

@test "Gitea: approved, stopped, several refs, deleted, forced, the store; its own hooks stay" {
	world_gitea
	before=$(sha256sum "$SERVER"/hooks/*-receive)
	lands_approved
	stops
	judges_together
	holds
	[ "$(sha256sum "$SERVER"/hooks/*-receive)" = "$before" ]
	grep -q '^tess $' "$SANDBOX/forge.pre-receive"
	grep -q '^tess $' "$SANDBOX/forge.post-receive"
}

# A merge as it makes one for who presses the button: in a scratch repository that borrows the objects, with that person's
# environment.
gitea_merges() { # WHO BRANCH
	local merge

	rm -rf "$SANDBOX/scratch.git"
	git init -q --bare "$SANDBOX/scratch.git"
	echo "$SERVER/objects" >"$SANDBOX/scratch.git/objects/info/alternates"
	merge=$(GIT_COMMITTER_NAME="$1" git -C "$SANDBOX/scratch.git" commit-tree -p "$(git -C "$SERVER" rev-parse main)" -p "$(git -C "$SERVER" rev-parse "$2")" \
		-m "Merge pull request" "$(git -C "$SERVER" rev-parse "$2^{tree}")")
	git -C "$SANDBOX/scratch.git" update-ref refs/heads/base "$merge"
	GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$1@example.com" GIT_COMMITTER_NAME="$1" GIT_COMMITTER_EMAIL="$1@example.com" \
		GITEA_REPO_NAME=marketing GITEA_REPO_USER_NAME=acme GITEA_REPO_ID=1 GITEA_REPO_IS_WIKI=false GITEA_PUSHER_ID=7 \
		GITEA_PUSHER_NAME="$1" GITEA_ROOT_URL=https://git.example.com/ GITEA_PR_ID=12 GITEA_PR_INDEX=3 \
		GITEA_PUSH_TRIGGER=pr-merge-to-base SSH_ORIGINAL_COMMAND=gitea-internal \
		git -C "$SANDBOX/scratch.git" push "$SERVER" base:refs/heads/main
}

@test "Gitea: a merge on its page is a push by who merged; what it pushes by itself is judged too" {
	world_gitea
	change hero email/hero.png
	accepted env GITEA_INTERNAL_PUSH=true git push -q origin hero hero:refs/pull/3/head
	refused "main: 1 changed file cannot land yet" gitea_merges hana hero
	refused "main: 1 changed file cannot land yet" env GITEA_INTERNAL_PUSH=true git push origin hero:main
	accepted as marc mowners approve --yes origin/hero
	accepted gitea_merges hana hero
	[ "$(git -C "$SERVER" log -1 --format='%cn %s' main)" = "hana Merge pull request" ]
	[[ $(audited) == *$'\n'"pusher gitea hana"$'\n'* ]]
	# Who merges their own work, where authors may.
	change post blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	accepted git push -q origin post
	refused "main: 1 changed file cannot land yet" gitea_merges hana post
	refused "deploy key 3 pushes, as gitea says" as omar env GITEA_DEPLOY_KEY_ID=3 git push origin post:main
	accepted gitea_merges omar post
	refused "GITEA_PUSHER_NAME, which names the pusher there, is not set" git push "$SERVER" post:refs/heads/free
}

# ---- GitLab --------------------------------------------------------------------------------------------------------

# A hook of Gitaly's own, which runs those of the repository and then those for all, each with the lines and an environment of
# these variables alone, and tells of what fails.
gitaly_hooks() {
	local hook

	mkdir -p "$SANDBOX/gitaly" "$SANDBOX/all/pre-receive.d"
	for hook in pre-receive post-receive; do
		cat >"$SANDBOX/gitaly/$hook" <<-END
			#!/usr/bin/env bash
			lines=\$(cat)
			cd "$SERVER" || exit 1
			for name in GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES; do
				[[ -z \${!name-} ]] || places+=("\$name=\$(cd "\${!name%%:*}" && pwd)")
			done
			for hook in custom_hooks/$hook custom_hooks/$hook.d/* "$SANDBOX/all/$hook.d/"*; do
				[[ -f \$hook && -x \$hook && \$hook != *~ ]] || continue
				echo "\$lines" | env -i PATH="\$PATH" HOME="\$HOME" "\${places[@]}" GIT_DIR="$SERVER" GL_ID="\${GL_ID-}" \\
					GL_USERNAME="\${GL_USERNAME-}" GL_PROTOCOL=ssh GL_REPOSITORY=project-1 GL_PROJECT_PATH=acme/marketing "\$hook" || exit
			done
		END
		chmod +x "$SANDBOX/gitaly/$hook"
	done
}

world_gitlab() {
	world_on none
	mowners -C "$SERVER" install --server --uninstall >/dev/null
	[ ! -e "$SERVER/hooks/pre-receive" ]
	gitaly_hooks
	mowners -C "$SERVER" install --server --platform gitlab >/dev/null
	receives <<-END
		#!/bin/sh
		export GL_ID=user-7 GL_USERNAME="\${GL_USERNAME-\${HOME##*/}}"
		exec git -c core.hooksPath="$SANDBOX/gitaly" receive-pack "\$@"
	END
}

# All that is said begins as GitLab wants it; the rest of the line is what other servers say.
refused_gitlab() { # REASON COMMAND…
	local before reason=$1

	shift
	before=$(refs)
	run "$@"
	echo "$output"
	[ "$status" -ne 0 ] && [ "$(refs)" = "$before" ]
	[ "$(grep -c '^remote: ' <<<"$output")" -eq "$(grep -c '^remote: GL-HOOK-ERR: ' <<<"$output")" ]
	[[ $(tr -s ' \n' '  ' <<<"${output//remote: GL-HOOK-ERR: /}") == *"$reason"* ]]
}

@test "GitLab: custom hooks of the repository, who pushes, and lines that it shows" {
	world_gitlab
	change hero email/hero.png
	accepted git push -q origin hero hero:refs/merge-requests/3/head
	refused_gitlab "main: 1 changed file cannot land yet" git push origin hero:main hero:topic
	accepted as marc mowners approve --yes origin/hero
	accepted as marc mowners stop --yes -m "wrong colour" origin/hero
	id=$(sed -n 's/^  Record   //p' <<<"$output")
	refused_gitlab "wrong colour" git push origin hero:main
	accepted as marc mowners withdraw --yes "$id"
	accepted git push -q origin hero:main
	[[ $(audited) == *$'\n'"pusher gitlab tess"$'\n'* ]]
	refused_gitlab "deleted" git push origin :main
	refused_gitlab "main" git push origin "+$(git commit-tree -m orphan 'HEAD^{tree}'):main"
	refused_gitlab "refs/mowners/approvals" git push origin :refs/mowners/approvals
	change post blog/post.md && git commit -q --amend --no-edit --author="Omar <omar@example.com>"
	refused_gitlab "1 changed file cannot land yet" as hana git push origin post:main
	# A deploy key has no name there.
	refused_gitlab "GL_USERNAME, which names the pusher there, is not set" env GL_USERNAME= git push origin post:free
	accepted as omar git push -q origin post:main
	# The program in the folder for all repositories.
	mv "$SERVER/custom_hooks/pre-receive.d/mowners" "$SANDBOX/all/pre-receive.d/mowners"
	change other email/hero.png
	refused_gitlab "main: 1 changed file cannot land yet" git push origin other:main
}

@test "GitLab: a merge on its page, for which no git receives anything" {
	world_gitlab
	change hero email/hero.png
	accepted git push -q origin hero
	main=$(git -C "$SERVER" rev-parse main)
	mkdir -p "$SERVER/quarantine"
	new=$(GIT_OBJECT_DIRECTORY="$SERVER/quarantine" GIT_ALTERNATE_OBJECT_DIRECTORIES="$SERVER/objects" git -C "$SERVER" \
		commit-tree -p "$main" -p "$(git rev-parse hero)" -m "Merge branch 'hero'" "$(git rev-parse 'hero^{tree}')")
	merge_hook() {
		echo "$main $new refs/heads/main" | (cd "$SERVER" && env -i PATH="$PATH" HOME="$HOME" GIT_OBJECT_DIRECTORY="$SERVER/quarantine" \
			GIT_ALTERNATE_OBJECT_DIRECTORIES="$SERVER/objects" GIT_DIR="$SERVER" GL_ID=user-7 GL_USERNAME=hana GL_PROTOCOL=web \
			GL_REPOSITORY=project-1 GL_PROJECT_PATH=acme/marketing custom_hooks/pre-receive.d/mowners)
	}
	run merge_hook
	[ "$status" -eq 1 ]
	[[ $output == *"GL-HOOK-ERR: mowners: main: 1 changed file cannot land yet"* ]]
	[ "$(grep -vc '^GL-HOOK-ERR: ' <<<"$output")" -eq 0 ]
	accepted as marc mowners approve --yes origin/hero
	run merge_hook
	[ "$status" -eq 0 ]
}
