# mowners doctor: whether a server's hook holds, and whether a clone is ready for approvals.

# shellcheck disable=SC2154,SC2016 # run_split sets stderr; jq has names of its own

load helper
load world

# All that there is in the server's repository.
state() {
	find "$SERVER" | sort
	git -C "$SERVER" for-each-ref
	cat "$SERVER/config"
}

# The finding of a topic: "mend: there is no hook".
finding() { # TOPIC
	jq -r --arg topic "$1" '.findings[] | select(.topic == $topic) | "\(.state): \(.text)"' <<<"$output"
}

@test "a server in order: each thing is named, a push is tried on a copy, and nothing is left of it" {
	world
	before=$(state)
	mkdir "$SANDBOX/tmp"
	TMPDIR=$SANDBOX/tmp run_split mowners -C "$SERVER" doctor --server
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	[[ $output == "mowners: the repository that people push to (enforce)"* ]]
	[[ $output == *'  ok    Trial     a change of OWNERS that nobody approved, pushed to a copy, was
                  refused: "mowners: main: 1 changed file cannot land yet"'* ]]
	[[ $output == *"nothing to mend: what must be refused is refused" ]]
	[[ $output != *mend\ \ * ]]
	[ "$(state)" = "$before" ]
	[ -z "$(ls -A "$SANDBOX/tmp")" ]
}

@test "rules whose owner could change them with nobody else's approval" {
	WORLD_EDIT='s/^\(@tomas.*\), deputy.*/\1/' world
	run_split mowners -C "$SERVER" doctor --server --format json
	[ "$status" -eq 0 ]
	[[ $(finding Rules) == "ok: "*$'\n'"note: a change of the rules by their owner needs the decision of @tomas, which nobody else can give; name a deputy"* ]]
}

@test "what would let a push past is told, with the command that mends it" {
	world
	cd "$SERVER"
	git config receive.fsckObjects false
	cp -R hooks own && rm -r hooks && mv own hooks
	chmod -x hooks/pre-receive
	run_split mowners doctor
	[ "$status" -eq 1 ]
	[[ $output == *"may not be run"*"mowners install --server"* ]]
	[[ $output == *"git config receive.fsckObjects true"* ]]
	[[ $output == *ACCEPTED* ]]
	[[ $output == *"mowners: 3 things to mend; until then a push may get past what OWNERS asks for" ]]
	printf '#!/bin/sh\nexit 0\n' >hooks/pre-receive
	rm hooks/post-receive
	chmod +x hooks/pre-receive
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Hook) == "mend: "*"hooks/pre-receive is not of mowners, so every push is accepted" ]]
	[[ $(finding Audit) == "mend: there is no post-receive hook"* ]]
	[[ $(finding Trial) == "mend: "*ACCEPTED ]]
	printf "%%one_repo = ('x' => {'@all' => [[1, '-', 'VREF/mowners']]});\n" >gl-conf
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Hook) == "mend: there is no pre-receive hook of mowners, and gitolite has a rule with VREF/mowners; "* ]]
	[ -z "$(finding Trial)" ]
	mowners install --server >/dev/null
	printf x >>hooks/post-receive
	run_split mowners doctor --format json
	[ "$status" -eq 0 ]
	[[ $(finding Audit) == "note: "*"another version"* ]]
	git config --global core.hooksPath /srv/hooks
	run_split mowners doctor --format json
	git config --global --unset core.hooksPath
	[ "$status" -eq 1 ]
	[[ $(finding Hook) == "mend: "*core.hooksPath* ]]
	git config core.hooksPath /dev/null
	run_split mowners doctor --format json
	[[ $(finding Hook) == "mend: git runs no hooks of this repository"* ]]
	git config core.hooksPath /srv/hooks
	run_split mowners doctor --format json
	git config --unset core.hooksPath
	[[ $(finding Hook) == "mend: there is no pre-receive hook in /srv/hooks/, where git looks for it, so every push is accepted" ]]
	rm gl-conf
	printf '#!/bin/sh\nexit 0\n' >other && chmod +x other && mv other hooks/pre-receive
	run_split mowners doctor --format json
	[[ $(finding Hook) == "mend: "*"is not of mowners"* && $output != *"the hook that was there before"* ]]
}

@test "branches, aliases, names, the clock and the platform" {
	world
	cd "$SERVER"
	git update-ref refs/tags/main refs/heads/main && git update-ref refs/tags/other refs/heads/main
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Names) == "mend: git takes refs/tags/main for refs/heads/main, which is protected, where the short name alone is said"* ]]
	git update-ref -d refs/tags/main && git update-ref refs/heads/MAIN refs/heads/main
	run_split mowners doctor --format json
	[[ $(finding Names) == "mend: git takes refs/heads/MAIN for refs/heads/main, which is protected"* ]]
	git update-ref -d refs/heads/MAIN
	git symbolic-ref refs/heads/master refs/heads/main
	mowners install --server --platform gitlab >/dev/null
	run_split mowners --now 2020-01-01 doctor --format json
	[ "$status" -eq 1 ]
	[ "$(finding Aliases)" = "note: master for main: a push to one is judged as a push to the other" ]
	[[ $(finding Clock) == "mend: it stands before the last entry of the audit"* ]]
	[ "$(finding Platform)" = "ok: gitlab tells who pushes" ]
	[[ $(finding Trial) == "ok: "*"GL-HOOK-ERR: mowners: main: 1 changed file cannot land yet"* ]]
	git config mowners.platform gitlub
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[ "$(finding Platform)" = "mend: git config mowners.platform is gitlub, which is no platform, so every push is refused" ]
	[ -z "$(finding Deadline)" ] # which the platform has a say in
	git config --unset mowners.platform
	git symbolic-ref HEAD refs/heads/trunk
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[ "$(finding Branch)" = "mend: trunk, which HEAD names, does not exist yet" ]
	git update-ref --no-deref HEAD refs/heads/main
	run_split mowners doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Branch) == "mend: HEAD names no branch"* ]]
}

@test "rules: none, with errors, that nobody can change, that only advise" {
	world
	land() { # past the hook
		git commit -qm rules && git --git-dir="$SERVER" fetch -q "$SANDBOX/work" HEAD &&
			git --git-dir="$SERVER" update-ref refs/heads/main FETCH_HEAD
	}
	sed -i '/^version/a mode = advise' OWNERS && git add OWNERS && land
	run_split mowners -C "$SERVER" doctor --format json
	[ "$status" -eq 0 ]
	[[ $(finding Trial) == "note: OWNERS says mode = advise"* ]]
	run_split mowners -C "$SERVER" doctor
	[[ $output == *"nothing to mend; nothing is refused yet, since OWNERS says mode = advise" ]]
	git rm -q --cached OWNERS.signers && sed -i '/^mode/d' OWNERS && git add OWNERS && land
	run_split mowners -C "$SERVER" doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Rules) == "mend: nobody can change the rules any more: that needs the decision of @"* ]]
	[[ $(finding Trial) == ok:* ]]
	echo 'nonsense' >>OWNERS && git add OWNERS && land
	run_split mowners -C "$SERVER" doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Rules) == "mend: 1 error in OWNERS files"* ]]
	git rm -q --cached OWNERS && land
	run_split mowners -C "$SERVER" doctor --format json
	[ "$status" -eq 1 ]
	[[ $(finding Rules) == "mend: there is no OWNERS file"* ]]
	[ -z "$(finding Trial)" ]
	git -C "$SERVER" config mowners.require true
	run_split mowners -C "$SERVER" doctor --format json
	[ "$status" -eq 0 ]
	[[ $(finding Rules) == "note: "*mowners.require* ]]
}

@test "a clone: hook, approvals, and who may approve with which key" {
	world
	run_split mowners doctor
	[ "$status" -eq 0 ]
	[[ $output == *"You       tess@example.com, as git's user.email says, is nobody in"* ]]
	[[ $output == *"mowners install --client"* ]]
	GIT_CONFIG_GLOBAL=/dev/null run_split mowners doctor
	[[ $output == *"You       git does not know who you are, so that you cannot approve"* ]]
	mowners install --client >/dev/null
	as lena mowners doctor --format json >out
	output=$(<out)
	[[ $(finding Hooks) == ok:* ]]
	[[ $(finding Remote) == "ok: git fetch brings the approvals too" ]]
	[[ $(finding You) == "ok: Lena"*"with a key that OWNERS.signers lists" ]]
	run_split mowners doctor --server
	[ "$status" -eq 2 ]
	[[ $stderr == *"this one has a working tree"* ]]
}

@test "all repositories below a folder, each by its name" {
	world
	mkdir -p "$SANDBOX/all/brand"
	mv "$SERVER" "$SANDBOX/all/brand/"
	git init -q --bare -b main "$SANDBOX/all/z.git"
	cd "$SANDBOX"
	run_split mowners doctor --all all
	[ "$status" -eq 1 ]
	[[ $output == "all/brand/server.git: ok"$'\n'"all/z.git"$'\n'"  mend  Hook      there is no pre-receive hook, so every push is accepted"* ]]
	[ "$stderr" = "mowners: 1 of 2 repositories to mend" ]
	echo nonsense >all/z.git/config
	run_split mowners doctor --all all --format json
	[ "$status" -eq 1 ]
	[ "$(jq -rs 'map("\(.repository) \(.findings[0].state)") | join(" ")' <<<"$output")" = "all/brand/server.git ok all/z.git mend" ]
	mkdir none
	run_split mowners doctor --all none
	[ "$status" -eq 3 ]
}
