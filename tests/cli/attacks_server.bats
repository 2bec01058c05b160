# Attacks on the server's repository and on the hook at work that must fail, each played with real pushes: a refusal that
# says why, and a server whose refs are as before.

# shellcheck disable=SC2154,SC2030,SC2031 # run_split sets stderr; each test is a shell of its own

load helper
load world

# ---- The server's repository ------------------------------------------------------------------------------------------

# A linked working tree of the server's repository, on a branch with other rules: a stranger's. Its path is in $LINKED.
linked_tree() {
	git checkout -q -B mine origin/main
	printf '[mowners]\nversion = 1\n[rules]\naccountable = @hana\n[all]\npath = *\naccountable = @hana\n[people]\n@hana = Hana <hana@example.com>\n' >OWNERS
	commit_all "rules of mine"
	git push -q origin mine || return 1
	LINKED="$SANDBOX/linked"
	git -C "$SERVER" worktree add -q "$LINKED" mine
}

@test "server: a push to a linked working tree, its .git file, its folder below worktrees/" {
	local place
	world
	linked_tree
	change logo brand/logo.svg
	for place in "$LINKED" "$LINKED/.git" "$SERVER/worktrees/linked"; do
		refused "@lena" git push -q "$place" logo:main
		refused "refs/mowners/" git push -q "$place" +main:refs/mowners/audit
	done
	approve lena logo
	approve greta logo
	accepted git push -q "$LINKED" logo:main
}

@test "server: settings are the repository's, not those of a linked working tree" {
	world
	LINKED="$SANDBOX/linked"
	git push -q origin main:copy
	git -C "$SERVER" worktree add -q "$LINKED" copy
	ssh-keygen -q -k -f "$SANDBOX/revoked" "$(key_of marc).pub"
	git -C "$SERVER" config extensions.worktreeConfig true
	git -C "$SERVER" config --worktree mowners.revokedSigners "$SANDBOX/revoked"
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" git push -q "$LINKED" refs/mowners/approvals
	refused "marc@example.com" push_store
}

@test "server: refs that belong to one working tree alone" {
	local name
	world
	linked_tree
	git -C "$LINKED" symbolic-ref refs/worktree/alias refs/heads/main
	change logo brand/logo.svg
	for name in refs/worktree/alias refs/rewritten/x refs/bisect/bad; do
		refused "one working tree" git push -q "$LINKED" "logo:$name"
	done
}

@test "server: a name that differs in case alone, where case is folded" {
	local name
	world
	change logo brand/logo.svg
	git push -q origin main:release/1 main:refs/heads/topic
	git -C "$SERVER" config core.ignoreCase true
	for name in refs/heads/Main refs/Heads/main refs/HEADS/MAIN refs/heads/Release/1 refs/Heads/release/2 refs/Tags/launch/2; do
		refused "mowners: " git push -q origin "logo:$name"
	done
	refused "refs/heads/main" git push -q origin logo:refs/heads/Main
	refused "refs/heads/release/1" git push -q origin main:refs/heads/Release/1
	for name in refs/mowners/Approvals refs/Mowners/approvals refs/MOWNERS/x; do
		refused "refs/mowners/" git push -q origin "main:$name"
	done
	refused "refs/replace/" git push -q origin "main:refs/Replace/$(git rev-parse main)"
	refused "same ref" git push -q origin main:refs/heads/new main:refs/heads/New
	accepted git push -q origin logo:refs/heads/Topic
	accepted git push -q origin main:refs/heads/Release/2
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
}

@test "server: patterns in other case than the pushed name, where case is folded" {
	world
	git -C "$SERVER" config core.ignoreCase true
	git checkout -q -B rules origin/main
	sed -i 's|^protect = .*|protect = Über/* Tags/x|' OWNERS
	commit_all rules
	approve tomas rules
	accepted git push -q origin rules:main
	change logo brand/logo.svg
	refused "@lena" git push -q origin logo:refs/heads/über/1
	refused "@lena" git push -q origin logo:refs/heads/tags/x
	accepted git push -q origin logo:refs/tags/x
}

@test "server: a ref that is a link to another, as git once made symbolic refs" {
	world
	git push -q origin main:refs/heads/refs/heads/main # so that the link leads somewhere on the disk too
	ln -s refs/heads/main "$SERVER/refs/heads/alias"
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:alias
}

@test "server: a tag, or another ref, that git takes for a protected branch" {
	local name
	world
	git push -q origin main:release/1 main:refs/tags/release/3
	change logo brand/logo.svg
	for name in refs/tags/main refs/release/1 refs/tags/release/1 refs/tags/origin/main; do
		refused "git takes $name for refs/heads/" git push -q origin "logo:$name"
	done
	for name in refs/heads/HEAD refs/heads/head refs/tags/origin refs/tags/origin/HEAD; do
		refused "git takes $name for refs/heads/main" git push -q origin "logo:$name"
	done
	git -C "$SERVER" fetch -q "$PWD" logo
	git -C "$SERVER" update-ref refs/tags/main FETCH_HEAD
	[ "$(git -C "$SERVER" rev-parse main 2>/dev/null)" = "$(git rev-parse logo)" ] # which is why
	refused "git takes refs/tags/release/2 for refs/heads/release/2" git push -q origin main:refs/heads/release/2 logo:refs/tags/release/2
	refused "refs/tags/release/3 for refs/heads/release/3, which is protected, where the short name alone is said; choose another name, or delete" \
		git push -q origin main:refs/heads/release/3
	refused "git takes refs/launch/1 for refs/tags/launch/1" git push -q origin main:refs/tags/launch/1 logo:refs/launch/1
	accepted git push -q origin logo:refs/tags/topic logo:refs/tags/release/4 logo:refs/else/topic
	accepted git push -q origin :refs/tags/main
	git -C "$SERVER" tag main "$(git rev-parse origin/main)"
	accepted git push -q origin "$(git commit-tree -p origin/main -m next 'origin/main^{tree}'):refs/heads/main"
}

@test "server: a branch or tag that is a protected one in other case, as clones on macOS and Windows keep it" {
	local name
	world
	git push -q origin main:release/1 main:refs/tags/launch/1
	change logo brand/logo.svg
	for name in refs/heads/Main refs/tags/MAIN refs/tags/Origin/Main refs/heads/RELEASE/1 refs/tags/Release/1 refs/tags/Launch/1; do
		refused "git takes $name for refs/" git push -q origin "logo:$name"
	done
	refused "for refs/heads/main, which is protected, where case is folded, as on macOS and Windows; choose another name" \
		git push -q origin logo:refs/heads/MAIN
	accepted git push -q origin logo:refs/heads/Release/2 logo:refs/tags/Else
	refused "git takes refs/heads/Release/2 for refs/heads/release/2" git push -q origin main:release/2
	refused "git takes refs/heads/Release/3 for" git push -q origin main:release/3 logo:refs/heads/Release/3
	# git may leave a deletion out and take the rest of the push.
	git -C "$SERVER" config receive.denyDeletes true
	refused "delete that one first, in a push of its own" git push -q origin :refs/heads/Release/2 main:release/2
	git -C "$SERVER" config --unset receive.denyDeletes
	accepted git push -q origin :refs/heads/Release/2
	accepted git push -q origin main:release/2
	git -C "$SERVER" update-ref refs/heads/Main "$(git rev-parse origin/main)" # before the hooks
	refused "git takes refs/heads/Main for" git push -q origin logo:refs/heads/Main
	accepted git push -q origin :refs/heads/Main "$(git commit-tree -p origin/main -m next 'origin/main^{tree}'):refs/heads/main"
}

@test "server: an orphan commit of the empty tree takes no protected name" {
	world
	local empty none
	none=$(git hash-object -t tree -w /dev/null)
	empty=$(git commit-tree -m nothing "$none")
	refused "nothing" git push -q origin "$empty:refs/heads/release/1"
	refused "nothing" git push -q origin "$empty:refs/tags/launch/1"
	git tag -a -m nothing launch/1 "$empty"
	refused "nothing" git push -q origin launch/1
	empty=$(git commit-tree -p origin/main -m nothing "origin/main^{tree}")
	refused "nothing" git push -q origin "$empty:refs/heads/release/1"
	accepted git push -q origin main:release/1
	git tag -f -a -m first launch/1 main 2>/dev/null
	accepted git push -q origin launch/1
	accepted git push -q origin "$empty:main"
}

@test "server: protect = refs/** leaves the store to approvals" {
	world
	git checkout -q -B rules origin/main
	sed -i 's|^protect = .*|protect = refs/**|' OWNERS
	commit_all rules
	approve tomas rules
	accepted git push -q origin rules:main
	change hero email/hero.png
	refused "@marc" git push -q origin hero:topic
	approve marc hero
	[ -n "$(git -C "$SERVER" for-each-ref refs/mowners)" ]
	accepted git push -q origin hero:main
	refused "refs/mowners/" git push -q origin +main:refs/mowners/audit
}

# The server's hook finds something broken that git, before and after, finds whole: as on a file system that fails now and then.
hook_with_fault() { # BREAKING REPAIR, of the shell, in the repository
	rm -f "$SERVER/hooks/pre-receive"
	cat >"$SERVER/hooks/pre-receive" <<-END
		#!/bin/sh
		$1
		"$MOWNERS" hook pre-receive
		status=\$?
		$2
		exit \$status
	END
	chmod +x "$SERVER/hooks/pre-receive"
}

hook_with_broken() { # PATH
	hook_with_fault "mv '$1' '$1.kept'; ln -s '${1##*/}' '$1'" "rm '$1'; mv '$1.kept' '$1'"
}

@test "server: files that cannot be read are not read as if they were not there" {
	local path
	world
	git -C "$SERVER" pack-refs --all
	change logo brand/logo.svg
	for path in packed-refs HEAD config objects; do
		hook_with_broken "$path"
		refused "could not decide" git push -q origin logo:main
		refused "could not decide" git push -q origin logo:topic
	done
	git -C "$SERVER" pack-refs --all
	hook_with_fault "mkdir packed && mv packed-refs packed/ && mkdir packed-refs" "rmdir packed-refs && mv packed/packed-refs . && rmdir packed"
	refused "could not decide" git push -q origin logo:main
	hook_with_fault "mv config config.kept; mkdir config" "rmdir config; mv config.kept config"
	refused "could not decide" git push -q origin logo:main
	hook_with_fault "mv config config.kept; ln -s nowhere config" "rm config; mv config.kept config"
	refused "could not decide" git push -q origin logo:main
	hook_with_fault "ln -s shallow shallow" "rm shallow"
	refused "could not decide" git push -q origin logo:main
}

@test "server: the default branch cannot be read" {
	local main
	world
	change logo brand/logo.svg
	main=$SERVER/refs/heads/main
	hook_with_broken refs/heads/main
	refused "could not decide" git push -q origin logo:main
	for bytes in '' "$ZERO" nonsense; do
		hook_with_fault "mv $main $SERVER/main.kept; echo $bytes >$main" "mv $SERVER/main.kept $main"
		refused "could not decide" git push -q origin logo:main
		refused "could not decide" git push -q origin logo:topic
	done
	hook_with_fault "mv refs/heads refs/kept; ln -s heads refs/heads" "rm refs/heads; mv refs/kept refs/heads"
	refused "could not decide" git push -q origin logo:main
	hook_with_fault "mv $main $SERVER/main.kept; ln -s /nowhere/main $main" "rm $main; mv $SERVER/main.kept $main"
	refused "could not decide" git push -q origin logo:main
	refused "could not decide" git push -q origin logo:topic
}

@test "server: the approvals cannot be read" {
	world
	change hero email/hero.png
	approve marc hero
	hook_with_broken refs/mowners/approvals
	refused "could not decide" git push -q origin hero:main
	hook_with_broken refs/mowners
	refused "could not decide" git push -q origin hero:main
}

@test "server: objects that are not there now" {
	local id name
	world
	git checkout -q -B nested origin/main
	printf '[brand-light]\npath = *.svg\naccountable = @hana\n' >brand/OWNERS
	commit_all nested
	approve tomas nested
	approve greta nested
	accepted git push -q origin nested:main
	git -C "$SERVER" repack -q -a -d
	mkdir "$SANDBOX/pack"
	mv "$SERVER"/objects/pack/* "$SANDBOX/pack/"
	git -C "$SERVER" unpack-objects -q <"$(ls "$SANDBOX"/pack/*.pack)"
	change logo brand/logo.svg
	for name in main 'main^{tree}' main:OWNERS main:OWNERS.signers main:brand main:brand/OWNERS; do
		id=$(git -C "$SERVER" rev-parse "$name")
		hook_with_fault "mv objects/${id:0:2}/${id:2} kept" "mkdir -p objects/${id:0:2}; mv kept objects/${id:0:2}/${id:2}"
		refused "could not decide" git push -q origin logo:main
	done
}

@test "server: mowners.require holds also where the configuration cannot be read" {
	local path
	repo_new "$SANDBOX/work"
	files a
	commit_all one
	server_new
	git -C "$SERVER" config mowners.require true
	refused "mowners.require" git push -q origin main
	hook_with_broken config
	refused "could not decide" git push -q origin main
	git -C "$SERVER" config --unset mowners.require
	git -C "$SERVER" config include.path more
	git config -f "$SERVER/more" mowners.require true
	hook_with_broken more
	refused "could not decide" git push -q origin main
	git -C "$SERVER" config --unset include.path
	git -C "$SERVER" config extensions.worktreeConfig true
	git -C "$SERVER" config --worktree mowners.require true
	hook_with_broken config.worktree
	refused "could not decide" git push -q origin main
}

@test "server: settings without a value, or with an empty one" {
	local key
	world
	change hero email/hero.png
	approve marc hero
	cp "$SERVER/config" "$SANDBOX/config"
	for key in revokedSigners allowedSigners; do
		printf '[mowners]\n\t%s\n' "$key" >>"$SERVER/config"
		refused "could not decide" git push -q origin hero:main
		cp "$SANDBOX/config" "$SERVER/config"
		git -C "$SERVER" config "mowners.$key" ""
		refused "git config mowners.$key is empty: name a file, or unset it" git push -q origin hero:main
		cp "$SANDBOX/config" "$SERVER/config"
	done
	accepted git push -q origin hero:main
}

@test "server: a list of revoked keys that cannot be read" {
	world
	change hero email/hero.png
	approve marc hero
	git -C "$SERVER" config mowners.revokedSigners "$SANDBOX/revoked"
	refused "revoked" git push -q origin hero:main
	ln -s revoked "$SANDBOX/revoked"
	refused "revoked" git push -q origin hero:main
	rm "$SANDBOX/revoked"
	mkdir "$SANDBOX/revoked"
	refused "revoked" git push -q origin hero:main
	rmdir "$SANDBOX/revoked"
	: >"$SANDBOX/revoked"
	refused "revoked" git push -q origin hero:main
	git -C "$SERVER" config mowners.revokedSigners "$SANDBOX/$(printf 'x%.0s' {1..300})"
	refused "revoked" git push -q origin hero:main
}

@test "server: HEAD names no branch" {
	local text
	world
	change logo brand/logo.svg
	for text in "ref: refs/tags/launch/1" "ref: refs/mowners/approvals" "$(git rev-parse origin/main)" "ref: refs/remotes/origin/main"; do
		hook_with_fault "cp HEAD HEAD.kept; echo '$text' >HEAD" "mv HEAD.kept HEAD"
		refused "could not decide" git push -q origin logo:main
	done
}

@test "server: HEAD names a branch that is not there, while another has the rules" {
	world
	git -C "$SERVER" symbolic-ref HEAD refs/heads/master
	change logo brand/logo.svg
	refused "git symbolic-ref HEAD refs/heads/main" git push -q origin logo:main
	refused "refs/heads/master" git push -q origin logo:topic
	git -C "$SERVER" symbolic-ref HEAD refs/heads/main
	refused "cannot land yet" git push -q origin logo:main
}

@test "server: a new one takes the branch that HEAD names, whatever came before" {
	repo_new "$SANDBOX/work"
	world_rules | owners
	world_keys lena marc ines greta paul tomas omar hana ella bot
	commit_all "rules"
	server_new
	accepted git push -q origin main:topic
	accepted git push -q origin main
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:main
}

@test "server: a hook that was there before and cannot be looked at" {
	world
	change hero email/hero.png
	mkdir "$SERVER/hooks.mowners-kept"
	ln -s pre-receive "$SERVER/hooks.mowners-kept/pre-receive"
	refused "could not decide" git push -q origin hero:topic
	rm "$SERVER/hooks.mowners-kept/pre-receive"
	ln -s /nowhere/hook "$SERVER/hooks.mowners-kept/pre-receive"
	refused "could not decide" git push -q origin hero:topic
}

# ---- Running ---------------------------------------------------------------------------------------------------------

# A PATH with git and the shell's tools, but without what is named.
path_without() { # PROGRAM
	local file
	local -A programs

	for file in /bin/* /usr/bin/* /usr/local/bin/*; do
		[ ! -x "$file" ] || programs[${file##*/}]=$file
	done
	unset "programs[$1]"
	mkdir -p "$SANDBOX/bin" && ln -s "${programs[@]}" "$SANDBOX/bin/" && echo "$SANDBOX/bin"
}

@test "running: no ssh-keygen on the server" {
	world
	change hero email/hero.png
	approve marc hero
	refused "ssh-keygen" env PATH="$(path_without ssh-keygen)" git push -q origin hero:main
}

@test "running: keys that cannot be read" {
	world
	change hero email/hero.png
	approve marc hero
	git -C "$SERVER" config mowners.allowedSigners /nowhere/signers
	refused "could not decide" git push -q origin hero:main
}

@test "running: no room for temporary files" {
	world
	change hero email/hero.png
	approve marc hero
	refused "could not decide" env TMPDIR=/nowhere git push -q origin hero:main
	accepted git push -q origin hero:main
}

@test "running: the hook ended while it verifies" {
	world
	change hero email/hero.png
	approve marc hero
	mkdir "$SANDBOX/bin" "$SANDBOX/tmp"
	# shellcheck disable=SC2016 # the expansions are the program's
	printf '#!/bin/sh\nkill -TERM $PPID\nexec %s "$@"\n' "$(command -v ssh-keygen)" >"$SANDBOX/bin/ssh-keygen"
	chmod +x "$SANDBOX/bin/ssh-keygen"
	local before
	before=$(refs)
	run env PATH="$SANDBOX/bin:$PATH" TMPDIR="$SANDBOX/tmp" git push -q origin hero:main
	[ "$status" -ne 0 ]
	[ "$(refs)" = "$before" ]
	[ -z "$(ls -A "$SANDBOX/tmp")" ]
	beside "killed: no word of mowners" git push -q origin hero:main
	accepted git push -q origin hero:main
}

@test "running: files that may not grow" {
	world
	change hero email/hero.png
	run as marc bash -c "set -o pipefail; (ulimit -f 0; exec '$MOWNERS' approve --yes hero) 2>&1 | cat"
	[ "$status" -eq 3 ]
	[[ $output == *"mowners: "*"too large"* ]]
	[ -z "$(find . "$SERVER" -name '*.lock')" ]
	approve marc hero
	hook_with_fault "ulimit -f 0" ""
	refused "could not decide" git push -q origin hero:main
}

@test "running: out of memory" {
	world
	local size before
	change logo brand/logo.svg
	before=$(refs)
	for size in 9000 10000 11000 12000 14000 16000 20000; do
		run bash -c "ulimit -v $size; exec git push -q origin logo:main"
		[ "$status" -ne 0 ]
		[ "$(refs)" = "$before" ]
	done
	beside "cannot land yet" bash -c "ulimit -v 14000; exec git push -q origin logo:main"
}

@test "running: an environment full of GIT_ variables" {
	world
	change logo brand/logo.svg
	refused "cannot land yet" env GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=mowners.require GIT_CONFIG_VALUE_0=false \
		GIT_CONFIG_KEY_1=mowners.allowedSigners GIT_CONFIG_VALUE_1=/dev/null GIT_NO_REPLACE_OBJECTS=0 GIT_TRACE=0 \
		GIT_CEILING_DIRECTORIES=/ GIT_LITERAL_PATHSPECS=1 git push -q origin logo:main
	refused "cannot land yet" git -c mowners.allowedSigners=/dev/null push -q origin logo:main
}

@test "running: keys from a home directory's git config count nothing" {
	world
	change hero email/hero.png
	ssh-keygen -q -t ed25519 -N '' -f "$SANDBOX/evil" </dev/null
	printf 'marc@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$SANDBOX/evil.pub")" >"$SANDBOX/signers"
	git config --global mowners.allowedSigners "$SANDBOX/signers"
	record_text marc hero email/hero.png | sign_with "$SANDBOX/evil" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" push_store
}

@test "running: 1,000 refs in a push" {
	world
	change logo brand/logo.svg
	seq -f "create refs/heads/release/%.0f $(git rev-parse logo)" 1000 | git update-ref --stdin
	refused "release/" git push -q origin "refs/heads/release/*:refs/heads/release/*"
	[ "$(grep -c '^remote: ' <<<"$output")" -lt 100 ]
	[[ $output == *"and 980 more refs"* ]]
}

@test "running: two pushes at the same time" {
	world
	change one email/hero.png
	approve marc one
	change two email/second.png
	approve marc two
	git push -q origin one:main &
	local first=$! bad=0 good=0
	if git push -q origin two:main; then good=$((good + 1)); else bad=$((bad + 1)); fi
	if wait $first; then good=$((good + 1)); else bad=$((bad + 1)); fi
	[ "$good" -eq 1 ]
	[ "$bad" -eq 1 ]
	git -C "$SERVER" fsck --no-dangling
}

@test "running: more new records in a push than the server looks at" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/one"
	local i files=()
	for ((i = 0; i < 201; i++)); do
		sed "s/^expires .*/expires $(printf '2027-01-01T%02d:%02d:00Z' $((i / 60)) $((i % 60)))/" "$SANDBOX/one" >"$SANDBOX/r$i"
		files+=("$SANDBOX/r$i")
	done
	: >"$SANDBOX/none"
	LINES_FILE=$SANDBOX/none store_records "${files[@]}"
	refused "200" push_store
}

@test "running: 5,000 paths" {
	world
	git checkout -q -B many origin/main
	{
		printf 'commit refs/heads/many\ncommitter Tess Tester <tess@example.com> 1795348800 +0000\ndata 4\nmany\nfrom refs/remotes/origin/main\n'
		for ((i = 0; i < 5000; i++)); do
			printf 'M 100644 inline email/%d/%d.png\ndata 1\nx\n' $((i % 100)) "$i"
		done
	} | git fast-import --quiet --force
	refused "5000 of 5000" git push -q origin many:main
	approve marc many
	accepted git push -q origin many:main
}
