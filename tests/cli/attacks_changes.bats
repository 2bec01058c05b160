# Attacks by what a change holds that must fail, each played with real pushes: a refusal that says
# why, and a server whose refs are as before.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# ---- Changes -----------------------------------------------------------------------------------------------------

@test "changes: a rename out of an owned folder" {
	world
	git checkout -q -B move origin/main
	git mv brand/logo.svg blog/logo.svg
	commit_all move
	approve omar move
	refused "brand/logo.svg" git push -q origin move:main
}

@test "changes: a rename into an owned folder" {
	world
	git checkout -q -B move origin/main
	git mv blog/post.md brand/post.md
	commit_all move
	approve omar move
	refused "brand/post.md" git push -q origin move:main
}

@test "changes: a deletion" {
	world
	git checkout -q -B delete origin/main
	git rm -q brand/logo.svg
	commit_all delete
	refused "brand/logo.svg" git push -q origin delete:main
}

@test "changes: the mode alone" {
	world
	git checkout -q -B mode origin/main
	chmod +x brand/logo.svg
	git update-index --chmod=+x brand/logo.svg
	commit_all mode
	refused "brand/logo.svg" git push -q origin mode:main
}

@test "changes: a folder becomes a link" {
	world
	git checkout -q -B link origin/main
	git rm -rq brand
	ln -s blog brand
	commit_all link
	refused "brand/logo.svg" git push -q origin link:main
}

@test "changes: a link that leads out" {
	local to
	world
	for to in /etc/passwd ../../secret ../../../x '..\..\x' ../.git/config; do
		git checkout -q -B out origin/main
		ln -sf "$to" blog/out
		as hana commit_all out
		approve hana out || true
		refused "blog/out is a symbolic link" git push -q origin out:main
	done
}

@test "changes: a gitlink" {
	world
	git checkout -q -B sub origin/main
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),brand/sub"
	git commit -q -m sub
	refused "brand/sub" git push -q origin sub:main
}

@test "changes: an evil merge" {
	world
	change hero email/hero.png
	approve marc hero
	git checkout -q -B evil origin/main
	git merge -q --no-ff --no-commit hero
	echo evil >brand/logo.svg
	commit_all "merge hero"
	refused "brand/logo.svg" git push -q origin evil:main
}

@test "changes: an octopus" {
	world
	change one email/hero.png
	change two brand/logo.svg
	change three blog/post.md
	approve marc one
	approve omar three
	git checkout -q -B octopus origin/main
	git merge -q --no-edit one two three
	refused "brand/logo.svg" git push -q origin octopus:main
	[[ $output != *"hero.png"* ]]
}

@test "changes: reversed parents" {
	world
	change side brand/logo.svg
	git checkout -q -B base origin/main
	local tree reversed
	tree=$(git rev-parse "side^{tree}")
	reversed=$(git commit-tree -p side -p origin/main -m reversed "$tree")
	refused "brand/logo.svg" git push -q origin "$reversed:main"
}

@test "changes: a push that is forced" {
	world
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git checkout -q -B back hero^
	echo x >social/x
	commit_all back
	refused "forward" git push -q -f origin back:main
	refused "forward" git push -q -f origin hero^:main
}

@test "changes: a branch deleted and made again in two pushes" {
	world
	git push -q origin main:release/1
	refused "deleted" git push -q origin :release/1
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:release/1
}

@test "changes: a deletion that an override let through, once more" {
	local override=(mowners override --yes --target release/1 --move)
	WORLD_EDIT='s/^protect.*/&\noverride = @marc/' world
	override+=("$(git rev-parse main)" "$ZERO" -m)
	git push -q origin main:release/1
	as marc "${override[@]}" "Too early"
	accepted git push -q origin :release/1
	git push -q origin main:release/1
	refused "so it is spent" git push -q origin :release/1
	as marc "${override[@]}" "Too early again"
	accepted git push -q origin :release/1
}

@test "changes: what an override took out of the default branch becomes no release" {
	local bad
	WORLD_EDIT='s/^protect.*/&\noverride = @marc/' world
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	bad=$(git rev-parse hero)
	as marc mowners override --yes --target main --move "$bad" "$bad~" -m "The wrong picture"
	accepted git push -q -f origin "$bad~:main"
	refused "email/hero.png" git push -q origin "$bad:refs/heads/release/1"
	accepted git push -q origin "$bad~:refs/heads/release/1"
}

@test "changes: push to an alias of a branch that is not there yet" {
	world
	change logo brand/logo.svg
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/mowners/audit
	refused "refs/mowners/" git push -q origin +logo:alias
}

@test "changes: an alias and its branch in one push" {
	world
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/heads/main
	change hero email/hero.png
	approve marc hero
	change logo brand/logo.svg
	refused "two updates of this push are for the same ref" git push -q origin hero:main logo:alias
	git -C "$SERVER" config receive.denyDeleteCurrent ignore
	refused "protected: it cannot be deleted" git push -q origin :alias
	[[ $output != *"--target"* ]]
}

@test "changes: a tag that is moved or deleted" {
	world
	git tag launch/1 origin/main
	accepted git push -q origin launch/1
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git tag -f launch/1 hero >/dev/null
	refused "cannot be moved" git push -q -f origin launch/1
	refused "cannot be deleted" git push -q origin :refs/tags/launch/1
}

@test "changes: a tag on what nobody approved" {
	world
	change logo brand/logo.svg
	git tag -a -m one launch/1 logo
	refused "brand/logo.svg" git push -q origin launch/1
	refused "must point to a commit" git push -q origin "$(git rev-parse 'main^{tree}'):refs/tags/launch/2"
}

# An object as it is, whatever git thinks of it; fsck is switched off on both sides, so that it is ours to refuse.
malformed() { # TREE-BYTES-FILE
	local tree

	git -C "$SERVER" config receive.fsckObjects false
	tree=$(git hash-object -t tree --literally -w "$1") || return 1
	git commit-tree -p origin/main -m malformed "$tree"
}

entry() { # MODE NAME OBJECT
	printf '%s %s\0' "$1" "$2"
	printf %s "$(git rev-parse "$3")" | sed 's/../\\x&/g' | xargs -0 printf
}

@test "changes: malformed trees" {
	local name commit blob
	world
	blob=$(git rev-parse HEAD:OWNERS)
	for name in duplicate unsorted slash dot dotdot dotgit mode; do
		{
			case $name in
			duplicate) entry 100644 a "$blob"; entry 100644 a "$blob" ;;
			unsorted) entry 100644 b "$blob"; entry 100644 a "$blob" ;;
			slash) entry 100644 brand/logo.svg "$blob" ;;
			dot) entry 40000 . "HEAD:brand" ;;
			dotdot) entry 40000 .. "HEAD:brand" ;;
			dotgit) entry 40000 .git "HEAD:brand" ;;
			mode) entry 100600 a "$blob" ;;
			esac
		} >"$SANDBOX/tree"
		commit=$(malformed "$SANDBOX/tree")
		refused "malformed tree" git push -q origin "$commit:main"
	done
}

# Commits that change nothing on balance, each with what git takes and nobody could judge later.

bulky() { # PARENT: a message of 17 MB
	{ echo long; head -c 17000000 /dev/zero | tr '\0' x; } | git commit-tree -p "$1" -F - "$1^{tree}"
}

crowded() { # PARENT: a merge of 257 parents
	local who="Tess <tess@example.com> 1700000000 +0000"
	{
		echo "tree $(git rev-parse "$1^{tree}")"
		yes "parent $(git rev-parse "$1")" | head -257
		printf 'author %s\ncommitter %s\n\ncrowded\n' "$who" "$who"
	} | git hash-object -t commit -w --stdin
}

odd() { # PARENT: a mode of very old versions of git in email/, and back again
	local email root
	git ls-tree -z "$1:email" | tr '\0' '\n' | while read -r _ _ object; do
		entry 100664 "${object#*$'\t'}" "${object%%$'\t'*}"
	done >"$SANDBOX/email"
	email=$(git hash-object -t tree --literally -w "$SANDBOX/email") || return 1
	root=$(git ls-tree "$1" | sed "s/[0-9a-f]*\temail$/$email\temail/" | git mktree) || return 1
	git commit-tree -m back -p "$(git commit-tree -m odd -p "$1" "$root")" "$1^{tree}"
}

@test "histories: nothing is brought that cannot be judged later, though on balance it changes nothing" {
	world
	git -C "$SERVER" config receive.fsckObjects false
	refused "has 257 parents, more than 256" git push -q origin "$(crowded origin/main):main"
	refused "bytes, more than 16777216" git push -q origin "$(bulky origin/main):main"
	refused "mode 100664" git push -q origin "$(odd origin/main):main"
	refused "mode 100664" git push -q origin "$(odd origin/main):refs/heads/release/1"
	change hero email/hero.png
	approve marc hero
	refused "mode 100664" git push -q origin "$(odd hero):main"
	accepted git push -q origin hero:main
}

@test "histories: what is old already stops nobody" {
	world
	git -C "$SERVER" config receive.fsckObjects false
	change before email/hero.png
	approve marc before
	git push -q origin "$(odd "$(bulky "$(crowded origin/main)")"):refs/heads/old"
	git -C "$SERVER" update-ref refs/heads/main refs/heads/old
	git fetch -q
	git checkout -q -B rebased origin/main
	git checkout -q before -- email/hero.png
	commit_all "rebased"
	accepted git push -q origin rebased:main
	change after email/hero.png
	approve marc after
	accepted git push -q origin after:main
}

@test "histories: an odd mode that is there already can be made good" {
	local tip
	world
	git -C "$SERVER" config receive.fsckObjects false
	tip=$(odd origin/main)
	git push -q origin "$tip^:refs/heads/odd"
	git -C "$SERVER" update-ref refs/heads/main refs/heads/odd
	git fetch -q
	accepted git push -q origin "$tip:main"
	change hero email/hero.png
	refused "email/hero.png" git push -q origin hero:main
	approve marc hero
	accepted git push -q origin hero:main
}

@test "changes: twins under case or NFC" {
	world
	git checkout -q -B twin origin/main
	printf x >blog/Post.md
	git add -A
	as hana git -c core.ignoreCase=false commit -q -m twin
	approve hana twin || true
	refused "blog/Post.md and blog/post.md are one and the same name" git push -q origin twin:main
	git checkout -q -f -B twin origin/main
	printf x >$'blog/caf\xc3\xa9'
	printf x >$'blog/cafe\xcc\x81'
	git -c core.precomposeUnicode=false add -A
	as hana git commit -q -m twin
	approve hana twin || true
	refused "one and the same name" git push -q origin twin:main
	git checkout -q -f -B twin origin/main
	printf x >$'blog/po\u200cst.md' # HFS+ leaves that character out
	as hana commit_all twin
	refused "blog/post.md and \"blog/po\\342\\200\\214st.md\" are one and the same name" git push -q origin twin:main
}

@test "changes: a folder that is the twin of another" {
	world
	git checkout -q -B twin origin/main
	mkdir Blog && echo x >Blog/post.md
	as hana commit_all twin
	refused "Blog and blog are one and the same name" git push -q origin twin:main
}

@test "changes: where there are no rules yet: malformed trees, links, twins, replace refs, the store" {
	repo_new "$SANDBOX/work"
	files a
	commit_all one
	server_new
	git push -q origin main 2>/dev/null
	git fetch -q origin
	entry 100644 a/b "HEAD:a" >"$SANDBOX/tree"
	refused "malformed tree" git push -q origin "$(malformed "$SANDBOX/tree"):main"
	ln -s ../out link && commit_all link
	refused "link is a symbolic link" git push -q origin HEAD:main
	git checkout -q -f -B twin origin/main
	echo x >A && commit_all twin
	refused "A and a are one and the same name" git push -q origin HEAD:main
	refused "cannot be deleted" git push -q origin :main
	refused "refs/replace/" git push -q origin "main:refs/replace/$(git rev-parse main)"
	refused "refs/mowners/" git push -q origin +main:refs/mowners/audit
	refused "git takes refs/tags/main for" git push -q origin main:refs/tags/main
}

@test "changes: an LFS pointer edited" {
	world
	git checkout -q -B lfs origin/main
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 1\n' 1 >brand/film.mp4
	commit_all pointer
	approve lena lfs
	approve greta lfs
	printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%064d\nsize 1\n' 2 >brand/film.mp4
	commit_all "another film"
	refused "brand/film.mp4" git push -q origin lfs:main
}

@test "changes: replace refs" {
	world
	change logo brand/logo.svg
	git update-ref "refs/replace/$(git rev-parse origin/main)" logo
	refused "refs/replace/" git push -q origin "refs/replace/*:refs/replace/*"
}

@test "changes: a shallow push" {
	world
	git -C "$SERVER" config receive.shallowUpdate true
	git checkout -q --orphan long && git commit -q -m one && git commit -q --allow-empty -m two
	git clone -q --depth 1 "file://$PWD" "$SANDBOX/shallow" -b long
	cd "$SANDBOX/shallow"
	refused "comes from a shallow clone" git push -q "$SERVER" long
	refused "comes from a shallow clone" git push -q "$SERVER" long:release/1
	# What the server has already is no cut in its history.
	git clone -q --depth 1 "file://$SERVER" "$SANDBOX/tip"
	cd "$SANDBOX/tip"
	git commit -q --allow-empty -m new
	accepted git push -q origin HEAD:topic
}
