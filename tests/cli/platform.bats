# Who pushes, as git config mowners.platform says it.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

platform() { # NAME
	git -C "$SERVER" config mowners.platform "$1"
}

@test "a platform that is named must say who pushes, and what it says must be a name" {
	world
	change free free.txt
	accepted git push -q origin free:topic/1
	platform gitea
	refused "says gitea, but GITEA_PUSHER_NAME, which names the pusher there, is not set for this hook" git push origin free:topic/2
	[[ $(said) == *"could not decide"*"the administrator sets mowners.platform to what runs it, or to none"* ]]
	refused "is not set" env GITEA_PUSHER_NAME= git push origin free:topic/2
	refused "is not set" env GL_USERNAME=lena git push origin free:topic/2
	accepted env GITEA_PUSHER_NAME=lena git push -q origin free:topic/2
	refused "names the pusher by what is no name" env GITEA_PUSHER_NAME=$'le\nna' git push origin free:topic/3
	refused "names the pusher by what is no name" env GITEA_PUSHER_NAME=$'le\xffna' git push origin free:topic/3
	platform giteaa
	refused "says giteaa, which is no platform (did you mean gitea?)" env GITEA_PUSHER_NAME=lena git push origin free:topic/3
	platform ""
	refused "could not decide" git push origin free:topic/3
	platform none
	accepted git push -q origin free:topic/3
}

@test "what install sets is what counts" {
	world
	change free free.txt
	mowners -C "$SERVER" install --server --platform gitea >/dev/null
	refused "says gitea, but GITEA_PUSHER_NAME" git push origin free:topic/1
	accepted env GITEA_PUSHER_NAME=lena git push -q origin free:topic/1
}

@test "each platform has its variable" {
	local name

	world
	change free free.txt
	for name in ghes:GITHUB_USER_LOGIN gitolite:GL_USER bitbucket:BB_USER_NAME http:REMOTE_USER; do
		platform "${name%:*}"
		refused "${name#*:}, which names the pusher" git push origin "free:${name%:*}"
		accepted env "${name#*:}=lena" git push -q origin "free:${name%:*}"
	done
	platform uid
	accepted git push -q origin free:uid
	mkdir "$SANDBOX/bin"
	printf '#!/bin/sh\nexit 3\n' >"$SANDBOX/bin/id"
	chmod +x "$SANDBOX/bin/id"
	PATH="$SANDBOX/bin:$PATH" refused "cannot ask id(1) who pushes" git push origin free:uid2
}

@test "the platform is the server's: no home directory, push option or variable says it" {
	world
	change free free.txt
	git config --global mowners.platform gitea
	accepted git push -q origin free:topic/1
	accepted env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=mowners.platform GIT_CONFIG_VALUE_0=gitea git push -q origin free:topic/2
	accepted env GIT_CONFIG_PARAMETERS="'mowners.platform=gitea'" git push -q origin free:topic/3
	git config --global mowners.platform none
	platform gitea
	refused "GITEA_PUSHER_NAME" git push origin free:topic/4
}

@test "GitLab is given lines that it shows" {
	world
	platform gitlab
	change logo brand/logo.svg
	run env GL_USERNAME=lena git push origin logo:main
	[ "$status" -ne 0 ]
	[[ $output == *"GL-HOOK-ERR: mowners: main: 1 changed file cannot land yet"* ]]
	[ "$(grep -c '^remote: ' <<<"$output")" -eq "$(grep -c '^remote: GL-HOOK-ERR:' <<<"$output")" ]
	run git push origin logo:main
	[ "$status" -ne 0 ]
	[[ $output == *"remote: GL-HOOK-ERR: mowners: could not decide: git config mowners.platform"* ]]
}

# ---- evidence = pusher --------------------------------------------------------------------------------------------

# Work of one of the people; who pushes it says GITEA_PUSHER_NAME.
own_change() { # WHO BRANCH PATH…
	local who=$1

	shift
	change "$@" && git commit -q --amend --no-edit --author="$who <$who@example.com>"
}

pushed_by() { # NAME BRANCH
	env GITEA_PUSHER_NAME="$1" git push origin "$2:main"
}

@test "evidence = pusher: who pushes their own work approves it, where authors may, and nothing else" {
	WORLD_EDIT='/^version/a evidence = signed, pusher
s/^@omar  = .*/@omar = Omar Diaz <omar@example.com>, gitea Omar-D/
s/^@hana  = .*/@hana = Hana Mori <hana@example.com>, gitea hana/
s/^@marc  = .*/@marc = Marc Ode <marc@example.com>, gitea marc/' world
	platform gitea
	own_change omar post blog/post.md
	run_split mowners check post
	[[ $stderr == *"by evidence = pusher the server may count who pushes for their own work, which cannot be seen here"* ]]
	refused "1 changed file cannot land yet" pushed_by hana post
	refused "omar pushes, as gitea says, and [people] in OWNERS has nobody of that" pushed_by omar post
	# Gitea names the owner of the repository where a deploy key pushes.
	refused "deploy key 3 pushes, as gitea says, and [people] in OWNERS has nobody of that" env GITEA_DEPLOY_KEY_ID=3 GITEA_PUSHER_NAME=omar-d git push origin post:main
	accepted env GITEA_DEPLOY_KEY_ID=0 GITEA_PUSHER_NAME=omar-d git push origin post:main
	# Of somebody else's work, in part too, of a level without self-approval, and of a folder of others.
	own_change hana both blog/post.md
	echo more >>blog/post.md && git commit -qam "more" --author "Omar Diaz <omar@example.com>"
	refused "1 changed file cannot land yet" pushed_by omar-d both
	own_change omar stranger blog/post.md
	echo more >>blog/post.md && git commit -qam "more"
	refused "1 changed file cannot land yet" pushed_by omar-d stranger
	change others blog/post.md
	refused "1 changed file cannot land yet" pushed_by omar-d others
	own_change marc hero email/hero.png
	refused "1 changed file cannot land yet" pushed_by marc hero
	own_change omar social email/hero.png
	refused "1 changed file cannot land yet" pushed_by omar-d social
	git -C "$SERVER" config mowners.platform none
	own_change omar again blog/post.md
	refused "evidence = pusher counts for nothing, since git config" git push origin again:main
}
