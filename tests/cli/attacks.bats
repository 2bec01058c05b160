# Attacks that must fail, each played with real pushes: a refusal that says why, and a server whose refs are as before. Beside them
# what must succeed.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# ---- What must succeed ----------------------------------------------------------------------------------------

@test "approved: a push that everybody approved who has to" {
	world
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:main
	approve lena logo
	refused "cannot land yet" git push -q origin logo:main
	approve greta logo
	accepted git push -q origin logo:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse logo)" ]
	[ -z "$output" ]
}

@test "approved: the records, and then in another push what they approve" {
	world
	change hero email/hero.png
	approve marc --no-push hero
	accepted push_store
	accepted git push -q origin hero:main
}

@test "approved: a rebase keeps approvals" {
	world
	change hero email/hero.png
	approve marc hero
	change other brand/other.svg
	approve lena other
	approve greta other
	accepted git push -q origin other:main
	git fetch -q
	git checkout -q hero
	git -c user.name=Else -c user.email=else@example.com rebase -q origin/main
	accepted git push -q origin hero:main
}

@test "approved: a squash and another message keep approvals" {
	world
	change hero email/hero.png
	echo more >>email/hero.png
	commit_all "a second commit"
	approve marc hero
	git reset -q --soft origin/main
	git commit -q -m "one commit, other words"
	accepted git push -q origin hero:main
}

@test "approved: a change to another file keeps the approval of this one" {
	world
	change hero email/hero.png
	approve marc hero
	echo new >email/second.png
	commit_all "one more"
	refused "1 of 2 changed files" git push -q origin hero:main
	approve marc hero email/second.png
	accepted git push -q origin hero:main
}

@test "approved: two people fill a gate of two" {
	world
	change type guild/type.woff2
	approve hana type
	approve marc type
	refused "1 of 2" git push -q origin type:main
	approve ines type
	accepted git push -q origin type:main
}

@test "approved: the author alone at a lightweight level" {
	world
	git fetch -q
	git checkout -q -B post origin/main
	echo new >blog/post.md
	as hana commit_all "by Hana"
	approve hana post
	accepted git push -q origin post:main
}

@test "approved: a deputy of the accountable owner who made the change" {
	world
	git checkout -q -B logo origin/main
	echo new >brand/logo.svg
	as lena commit_all "by Lena"
	approve lena logo || true
	approve greta logo
	refused "@marc" git push -q origin logo:main
	approve marc logo
	accepted git push -q origin logo:main
}

@test "open: a branch that nothing protects" {
	world
	change logo brand/logo.svg
	accepted git push -q origin logo
	accepted git push -q -f origin main:logo
	accepted git push -q origin :logo
}

@test "names: newline, quote, tab, escape, leading dash, invalid UTF-8, trailing space are handled exactly" {
	world
	git checkout -q -B odd origin/main
	mkdir -p email
	local name names=($'new\nline' 'quo"te' $'ta\tb' $'esc\033[31m' -dash $'bad\xff' 'trail ' 'per%20cent' 'back\slash')
	for name in "${names[@]}"; do
		printf x >"email/$name"
	done
	commit_all "odd names"
	refused "cannot land yet" git push -q origin odd:main
	[[ $output != *$'\033'* ]]
	[[ $output != *$'\xff'* ]]
	approve marc odd
	accepted git push -q origin odd:main
	for name in "${names[@]}"; do
		git -C "$SERVER" cat-file -e "main:email/$name"
	done
}

# ---- Rules ------------------------------------------------------------------------------------------------------

@test "rules: oneself added to OWNERS with the assets" {
	world
	git checkout -q -B mine origin/main
	sed -i 's/^accountable = @lena/accountable = @hana/; s/^accountable = @tomas/accountable = @omar/; s/= @greta$/= @omar/' OWNERS
	sed -i '/^path        = .brand/{n;s/@lena/@hana/}' OWNERS
	echo mine >brand/logo.svg
	commit_all "mine"
	approve hana mine || true
	approve omar mine || true
	refused "@tomas" git push -q origin mine:main
	[[ $output == *"@lena"* ]]
}

@test "rules: in an earlier commit of the same push" {
	world
	git checkout -q -B mine origin/main
	sed -i 's/@lena$/@hana/; s/= @tomas$/= @hana/' OWNERS
	as hana commit_all "first the rules"
	echo mine >brand/logo.svg
	commit_all "then the asset"
	approve hana mine || true
	refused "@lena" git push -q origin mine:main
}

@test "rules: in another ref of the same push" {
	world
	git checkout -q -B rules origin/main
	sed -i 's/@lena$/@hana/' OWNERS
	commit_all "rules"
	git checkout -q -B release/1 origin/main
	echo mine >brand/logo.svg
	commit_all "asset"
	approve tomas rules
	approve hana release/1 --target release/1 || true
	refused "release/1" git push -q origin rules:main release/1
}

@test "rules: another branch says nothing" {
	world
	git checkout -q -B mine origin/main
	printf '[mowners]\nversion = 1\n[rules]\naccountable = @hana\n[all]\npath = *\naccountable = @hana\n[people]\n@hana = Hana <hana@example.com>\n' >OWNERS
	echo mine >brand/logo.svg
	commit_all "mine"
	accepted git push -q origin mine
	approve hana mine || true
	refused "@lena" git push -q origin mine:main
}

@test "rules: a nested OWNERS that drops a gate or lowers a level has to be approved, and drops nothing" {
	world
	git checkout -q -B nested origin/main
	printf '[brand-light]\npath = *\naccountable = @hana\nlevel = lightweight\n' >brand/OWNERS
	commit_all "nested"
	approve hana nested || true
	refused "brand/OWNERS" git push -q origin nested:main
	approve tomas nested
	approve greta nested
	accepted git push -q origin nested:main
	change logo brand/logo.svg
	approve hana logo
	refused "@greta" git push -q origin logo:main
	[[ $output == *"standard"* ]]
}

@test "rules: OWNERS deleted" {
	world
	git checkout -q -B gone origin/main
	git rm -q OWNERS
	commit_all "gone"
	refused "@tomas" git push -q origin gone:main
}

@test "rules: OWNERS renamed" {
	world
	git checkout -q -B gone origin/main
	git mv OWNERS social/OWNERS.txt
	commit_all "renamed"
	refused "OWNERS" git push -q origin gone:main
}

@test "rules: OWNERS replaced by a link" {
	world
	git checkout -q -B link origin/main
	mv OWNERS social/rules
	ln -s social/rules OWNERS
	commit_all "link"
	refused "OWNERS" git push -q origin link:main
	approve tomas link || true
	refused "OWNERS" git push -q origin link:main
}

@test "rules: OWNERS replaced by a folder" {
	world
	git checkout -q -B folder origin/main
	git rm -q OWNERS
	mkdir OWNERS
	echo x >OWNERS/x
	commit_all "folder"
	approve tomas folder || true
	refused "OWNERS" git push -q origin folder:main
}

@test "rules: a twin of OWNERS in other case" {
	world
	git checkout -q -B twin origin/main
	cp OWNERS owners
	git add -A
	git -c core.ignoreCase=false commit -q -m twin
	approve tomas twin || true
	refused "one and the same name" git push -q origin twin:main
	[[ $output == *"OWNERS and owners"* ]]
}

@test "rules: a key added to the signers in the same push" {
	world
	git checkout -q -B key origin/main
	ssh-keygen -q -t ed25519 -N '' -f "$SANDBOX/evil" </dev/null
	printf 'lena@example.com,greta@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$SANDBOX/evil.pub")" >>OWNERS.signers
	echo mine >brand/logo.svg
	commit_all "key"
	record_text lena key brand/logo.svg | sign_with "$SANDBOX/evil" >"$SANDBOX/lena"
	store_records "$SANDBOX/lena"
	refused "refs/mowners/approvals" git push -q origin key:main refs/mowners/approvals
	refused "@lena" git push -q origin key:main
}

@test "rules: a section name of 60 bytes" {
	world
	git checkout -q -B long origin/main
	printf '\n[%s]\npath = /social/\naccountable = @hana\n' "$(printf 'a%.0s' {1..60})" >>OWNERS
	commit_all "long"
	approve tomas long || true
	refused "OWNERS:" git push -q origin long:main
	[[ $output == *": error: "* ]]
}

@test "rules: a comment of 300 bytes whose tail is a directive stays a comment" {
	world
	git checkout -q -B comment origin/main
	sed -i "s|^\[email\]|; $(printf 'x%.0s' {1..198})\n[email]|; s|^accountable = @marc|accountable = @marc ; $(printf 'y%.0s' {1..280}) accountable = @hana|" OWNERS
	printf '; %s\naccountable = @hana\n' "$(printf 'z%.0s' {1..300})" >/dev/null
	commit_all "comment"
	approve tomas comment
	accepted git push -q origin comment:main
	change hero email/hero.png
	approve hana hero || true
	refused "@marc" git push -q origin hero:main
}

@test "rules: NUL, a lone CR, a bidi control" {
	local bytes
	world
	for bytes in '\000' '\r;' '\342\200\256'; do
		git checkout -q -B bytes origin/main
		# shellcheck disable=SC2059
		printf "; a${bytes}b\n" >>OWNERS
		commit_all "bytes"
		approve tomas bytes || true
		refused ": error: " git push -q origin bytes:main
	done
}

@test "rules: a pattern bomb ends in time" {
	world
	git checkout -q -B bomb origin/main
	printf '\n[bomb]\npath = /social/%s\naccountable = @hana\n' "$(printf '*a%.0s' {1..80})" >>OWNERS
	commit_all "bomb"
	approve tomas bomb
	accepted git push -q origin bomb:main
	mkdir -p social
	change long "social/$(printf 'a%.0s' {1..200})b"
	refused "cannot land yet" timeout 20 git push -q origin long:main
}

@test "rules: a huge file" {
	world
	git checkout -q -B huge origin/main
	yes '; nothing' | head -c 1100000 >>OWNERS
	commit_all "huge"
	approve tomas huge || true
	refused "OWNERS" git push -q origin huge:main
	[[ $output == *"error"* ]]
}

@test "rules: an orphan branch without OWNERS becomes no protected branch" {
	world
	git checkout -q --orphan orphan
	git rm -rfq .
	files brand/logo.svg
	commit_all "orphan"
	refused "forward" git push -q -f origin orphan:main
	refused "@lena" git push -q origin orphan:release/1
}

@test "rules: a release branch made from before OWNERS" {
	repo_new "$SANDBOX/work"
	files brand/old.svg
	commit_all "before any rules"
	git branch before
	world_rules | owners
	world_keys lena marc ines greta paul tomas omar hana ella bot
	commit_all "rules"
	server_new
	git push -q origin main 2>/dev/null
	refused "@lena" git push -q origin before:release/1
	accepted git push -q origin main:release/2
}

@test "rules: a release branch made from when one still was owner" {
	world
	git branch old main
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	git push -q origin logo:main
	git checkout -q -B mine old
	echo mine >brand/logo.svg
	commit_all mine
	refused "@lena" git push -q origin mine:release/1
}

@test "rules: a release branch made from an ancestor that a merge with -s ours brought in" {
	world
	git checkout -q -B side origin/main
	echo side >brand/logo.svg
	commit_all "never approved"
	git checkout -q -B merged origin/main
	git merge -q -s ours --no-edit side
	accepted git push -q origin merged:main
	refused "@lena" git push -q origin side:release/1
}

@test "rules: the default branch pushed under another name" {
	world
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/heads/main
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:alias
}

@test "rules: the default branch deleted" {
	world
	git -C "$SERVER" config receive.denyDeleteCurrent ignore
	refused "deleted" git push -q origin :main
}

@test "rules: another branch is not made the default one by a push" {
	world
	git checkout -q -B next origin/main
	sed -i 's/= @tomas$/= @hana/' OWNERS
	commit_all next
	accepted git push -q origin next
	change logo brand/logo.svg
	refused "cannot land yet" git push -q origin logo:main next:next
	before=$(git -C "$SERVER" rev-parse main)
	run git push -q origin logo:HEAD
	[ "$(git -C "$SERVER" symbolic-ref HEAD)" = refs/heads/main ]
	[ "$(git -C "$SERVER" rev-parse main)" = "$before" ]
}

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
	for to in /etc/passwd ../../secret ../../../x '..\..\x'; do
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

@test "changes: push to an alias of a branch that is not there yet" {
	world
	change logo brand/logo.svg
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/mowners/audit
	refused "refs/mowners/" git push -q origin logo:alias
}

@test "changes: an alias and its branch in one push" {
	world
	git -C "$SERVER" symbolic-ref refs/heads/alias refs/heads/main
	change hero email/hero.png
	approve marc hero
	change logo brand/logo.svg
	refused "two updates of this push are for the same ref" git push -q origin hero:main logo:alias
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
	local kind
	world
	git -C "$SERVER" config receive.fsckObjects false
	for kind in crowded bulky odd; do
		change "before-$kind" email/hero.png
		approve marc "before-$kind"
		git push -q origin "$("$kind" origin/main):refs/heads/$kind"
		git -C "$SERVER" update-ref refs/heads/main "refs/heads/$kind"
		git fetch -q
		git checkout -q -B "rebased-$kind" origin/main
		git checkout -q "before-$kind" -- email/hero.png
		commit_all "rebased"
		accepted git push -q origin "rebased-$kind:main"
		change "after-$kind" email/hero.png
		approve marc "after-$kind"
		accepted git push -q origin "after-$kind:main"
	done
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
	change logo brand/logo.svg
	git clone -q --depth 1 "file://$PWD" "$SANDBOX/shallow" -b logo
	cd "$SANDBOX/shallow"
	before=$(refs)
	run git push -q "$SERVER" logo:main
	[ "$status" -ne 0 ]
	[ "$(refs)" = "$before" ]
}

# ---- Approvals ----------------------------------------------------------------------------------------------------

@test "approvals: stale" {
	world
	change hero email/hero.png
	approve marc hero
	echo "after the approval" >>email/hero.png
	commit_all "changed after it"
	refused "@marc" git push -q origin hero:main
	[[ $output == *"older"* ]]
}

@test "approvals: somebody else changed the same file first" {
	world
	change one email/hero.png
	approve marc one
	change two email/hero.png
	approve marc two
	git push -q origin one:main
	git fetch -q
	git checkout -q -B merged origin/main
	git checkout -q two -- email/hero.png
	commit_all "two on top of one"
	refused "@marc" git push -q origin merged:main
}

@test "approvals: for another ref" {
	world
	git push -q origin main:release/1
	change hero email/hero.png
	approve marc hero --target release/1
	refused "@marc" git push -q origin hero:main
	accepted git push -q origin hero:release/1
}

@test "approvals: for another repository" {
	world
	git checkout -q -B name origin/main
	sed -i 's/^version = 1/version = 1\nrepository = ours/' OWNERS
	commit_all name
	approve tomas name
	git push -q origin name:main
	change hero email/hero.png
	record_text marc hero email/hero.png repository=theirs | sign_with "$(key_of marc)" >"$SANDBOX/theirs"
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/unnamed"
	store_records "$SANDBOX/theirs" "$SANDBOX/unnamed"
	git push -q origin refs/mowners/approvals || true
	refused "@marc" git push -q origin hero:main
	record_text marc hero email/hero.png repository=ours | sign_with "$(key_of marc)" >"$SANDBOX/ours"
	store_records "$SANDBOX/ours"
	accepted git push -q origin refs/mowners/approvals
	accepted git push -q origin hero:main
}

@test "approvals: pushed along with what they approve" {
	world
	change hero email/hero.png
	approve marc --no-push hero
	refused "the approvals in this push do not count yet; push them first: git push origin refs/mowners/approvals" \
		git push -q origin refs/mowners/approvals hero:main
	accepted git push -q origin refs/mowners/approvals
	accepted git push -q origin hero:main
}

@test "approvals: pushed along, where the server hides the store from pushes" {
	world
	change hero email/hero.png
	approve marc --no-push hero
	git -C "$SERVER" config receive.hideRefs refs/mowners
	refused "email/hero.png" git push -q origin refs/mowners/approvals hero:main
}

@test "approvals: the store moved without a new record, which keeps others from adding theirs" {
	local empty

	world
	change hero email/hero.png
	empty=$(git mktree </dev/null)
	refused "no new record" git push -q origin "$(git commit-tree -m x "$empty"):refs/mowners/approvals"
	approve marc hero
	refused "no new record" git push -q origin \
		"$(git commit-tree -m x -p refs/mowners/approvals 'refs/mowners/approvals^{tree}'):refs/mowners/approvals"
	accepted git push -q origin hero:main
}

@test "approvals: for another path" {
	world
	change hero email/hero.png
	cp email/hero.png email/second.png
	commit_all "the same bytes at another path"
	approve marc hero email/hero.png
	refused "email/second.png" git push -q origin hero:main
}

@test "approvals: replayed after a revert" {
	world
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git fetch -q
	git checkout -q -B revert origin/main
	git revert --no-edit HEAD >/dev/null
	approve marc revert
	accepted git push -q origin revert:main
	git fetch -q
	git checkout -q -B again origin/main
	git revert --no-edit HEAD >/dev/null
	refused "@marc" git push -q origin again:main
}

@test "approvals: replayed after a merge that hides where it landed" {
	world
	before=$(git rev-parse origin/main)
	change hero email/hero.png
	approve marc hero
	git push -q origin hero:main
	git fetch -q
	git checkout -q -B revert origin/main
	git revert --no-edit HEAD >/dev/null
	approve marc revert
	accepted git push -q origin revert:main
	side=$(git commit-tree -p "$before" -m side "$before^{tree}")
	merge=$(git commit-tree -p "$side" -p revert -m "parents reversed" "revert^{tree}")
	git push -q origin "$merge:main"
	git fetch -q
	git checkout -q -B again origin/main
	git checkout -q hero -- email/hero.png
	commit_all "the same content again"
	refused "@marc" git push -q origin again:main
}

@test "approvals: replayed after merges whose first parents already had what landed" {
	world
	git checkout -q -B there origin/main
	echo new >email/hero.png
	commit_all "new content"
	git checkout -q -B back there
	git revert --no-edit HEAD >/dev/null
	accepted git push -q origin back:main
	git fetch -q
	git branch landing "$(git commit-tree -p there -p back -m "new content lands" "there^{tree}")"
	approve marc landing
	accepted git push -q origin landing:main
	git fetch -q
	git branch revert "$(git commit-tree -p back -p landing -m "and is taken back" "back^{tree}")"
	approve marc revert
	accepted git push -q origin revert:main
	git fetch -q
	git checkout -q -B again origin/main
	git checkout -q there -- email/hero.png
	commit_all "the same content again"
	refused "@marc" git push -q origin again:main
}

@test "approvals: by the author" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	as marc commit_all "by Marc"
	run as marc mowners approve --yes hero
	[ "$status" -eq 1 ]
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "email/hero.png" git push -q origin hero:main
}

@test "approvals: by the author's second address" {
	world
	git checkout -q -B logo origin/main
	echo new >brand/logo.svg
	git -c user.email=lena@private.example commit -q -am "by Lena, from home"
	record_text lena logo brand/logo.svg | sign_with "$(key_of lena)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	approve greta logo
	refused "made this change" git push -q origin logo:main
}

@test "approvals: by a co-author" {
	world
	git checkout -q -B hero origin/main
	echo new >email/hero.png
	git commit -q -am $'hero\n\nCo-authored-by: Marc Ode <MARC@example.com>'
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "email/hero.png" git push -q origin hero:main
}

@test "approvals: a record that has expired does not enter the store" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png made="$(moment '3 days ago')" expires="$(moment '1 day ago')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "expired" push_store
	refused "refs/mowners/approvals" git push -q origin hero:main refs/mowners/approvals
}

@test "approvals: one that expires in the store counts no longer" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png expires="$(moment '3 seconds')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	sleep 4
	refused "@marc" git push -q origin hero:main
}

@test "approvals: post-dated" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png made="$(moment '10 minutes')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "future" push_store
}

@test "approvals: a revoked key" {
	world
	change hero email/hero.png
	approve marc hero
	ssh-keygen -q -k -f "$SANDBOX/revoked" "$(key_of marc).pub"
	git -C "$SERVER" config mowners.revokedSigners "$SANDBOX/revoked"
	refused "@marc" git push -q origin hero:main
	record_text marc hero email/hero.png made="$(moment '2 minutes ago')" | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" push_store
}

@test "approvals: wildcard and CA principals are errors in the keys" {
	local line
	world
	for line in "* $(cut -d' ' -f1,2 "$(key_of ella).pub")" "*@example.com namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$(key_of ella).pub")" \
		"lena@example.com cert-authority,namespaces=\"approval@mowners\" $(cut -d' ' -f1,2 "$(key_of ella).pub")"; do
		git checkout -q -f -B keys origin/main
		echo "$line" >>OWNERS.signers
		commit_all keys
		approve tomas keys || true
		refused "OWNERS.signers:" git push -q origin keys:main
	done
}

@test "approvals: a key listed for two people counts for neither" {
	world
	git checkout -q -B keys origin/main
	printf 'ines@example.com namespaces="approval@mowners" %s\n' "$(cut -d' ' -f1,2 "$(key_of marc).pub")" >>OWNERS.signers
	commit_all keys
	approve tomas keys
	accepted git push -q origin keys:main
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "two people" push_store
	refused "@marc" git push -q origin hero:main
}

@test "approvals: a signature of another namespace" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" git >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "sign" push_store
}

@test "approvals: a signature by somebody else" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of hana)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "marc@example.com" push_store
}

@test "approvals: a signature over other bytes" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png reason=one | sign_with "$(key_of marc)" >"$SANDBOX/signed"
	{
		record_text marc hero email/hero.png reason=two
		sed -n '/^-----BEGIN/,$p' "$SANDBOX/signed"
	} >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "sign" push_store
}

@test "approvals: a record changed by one byte" {
	world
	change hero email/hero.png
	approve marc hero
	git fetch -q origin +refs/mowners/approvals:refs/mowners/approvals
	local path blob
	path=$(git ls-tree -r --name-only refs/mowners/approvals records)
	git cat-file blob "refs/mowners/approvals:$path" | sed 's/^expires 2/expires 3/' >"$SANDBOX/record"
	blob=$(git hash-object -w "$SANDBOX/record")
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --cacheinfo "100644,$blob,$path"
	git update-ref refs/mowners/approvals "$(git commit-tree -p refs/mowners/approvals -m changed "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "nothing is ever changed" push_store
}

@test "approvals: armour wrapped otherwise" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/signed"
	awk '/^-----BEGIN/ { print; inside = 1; next } /^-----END/ { print all; print; inside = 0; next } inside { all = all $0; next } { print }' \
		"$SANDBOX/signed" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	refused "not written as ssh-keygen writes it" push_store
}

@test "approvals: doubled and unknown lines" {
	local edit
	world
	change hero email/hero.png
	for edit in 's/^(as .*)$/\1\n\1/' 's/^(as .*)$/\1\nmood good/' 's/^mowners-approval 1$/mowners-approval 2/' 's/^(decision approve)$/\1 /' \
		's/^(step .*)$/\1\n\1/'; do
		record_text marc hero email/hero.png | sed -E "$edit" | sign_with "$(key_of marc)" >"$SANDBOX/record"
		git update-ref -d refs/mowners/approvals
		store_records "$SANDBOX/record"
		refused "is not well formed: line " push_store
	done
}

@test "approvals: decisions of later versions are refused, not ignored" {
	local decision
	world
	change hero email/hero.png
	for decision in stop override request withdraw; do
		git update-ref -d refs/mowners/approvals
		if [ "$decision" = withdraw ]; then
			record_text marc hero email/hero.png decision=withdraw step= record="$(printf '%064d' 7)"
		else
			record_text marc hero email/hero.png decision="$decision" reason=why
		fi | sign_with "$(key_of marc)" >"$SANDBOX/record"
		store_records "$SANDBOX/record"
		refused "not supported" push_store
	done
}

@test "approvals: index entries without a record" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	local path
	path=$(git ls-tree -r --name-only refs/mowners/approvals records)
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --force-remove "$path"
	git update-ref refs/mowners/approvals "$(git commit-tree -m index "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "indexes a record that" push_store
}

@test "approvals: index entries of other steps" {
	world
	change hero email/hero.png brand/logo.svg
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	{
		record_lines "$SANDBOX/record"
		step_line origin/main hero brand/logo.svg
		echo "at brand/logo.svg"
	} >"$SANDBOX/lines"
	LINES_FILE=$SANDBOX/lines store_records "$SANDBOX/record"
	refused "index" push_store
	git update-ref -d refs/mowners/approvals
	step_line origin/main hero email/hero.png >"$SANDBOX/lines"
	LINES_FILE=$SANDBOX/lines store_records "$SANDBOX/record"
	refused "index" push_store
}

@test "approvals: anything else in the store" {
	world
	change hero email/hero.png
	record_text marc hero email/hero.png | sign_with "$(key_of marc)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	GIT_INDEX_FILE=$SANDBOX/i git read-tree refs/mowners/approvals
	GIT_INDEX_FILE=$SANDBOX/i git update-index --add --cacheinfo "100644,$(git hash-object -w OWNERS),records/readme"
	git update-ref refs/mowners/approvals "$(git commit-tree -m other "$(GIT_INDEX_FILE=$SANDBOX/i git write-tree)")"
	refused "records/readme" push_store
}

@test "approvals: a record deleted from the store, the store forced, the store deleted" {
	world
	change hero email/hero.png
	approve marc hero
	git fetch -q origin +refs/mowners/approvals:refs/mowners/approvals
	git update-ref refs/mowners/kept refs/mowners/approvals
	git update-ref refs/mowners/approvals "$(git commit-tree -p refs/mowners/kept -m empty "$(git mktree </dev/null)")"
	refused "nothing is ever removed" push_store
	git update-ref refs/mowners/approvals "$(git commit-tree -m other "$(git rev-parse 'refs/mowners/kept^{tree}')")"
	refused "only moves forward" git push -q -f origin refs/mowners/approvals
	refused "deleted" git push -q origin :refs/mowners/approvals
}

@test "approvals: other refs below refs/mowners/" {
	world
	refused "refs/mowners/" git push -q origin main:refs/mowners/audit
	refused "refs/mowners/" git push -q origin main:refs/mowners/approvals/x
}

@test "approvals: one person does not fill a quorum of two" {
	world
	change type guild/type.woff2
	approve hana type
	approve marc type
	approve marc type --expires 7d
	refused "1 of 2" git push -q origin type:main
}

@test "approvals: an external and a bot decide nothing" {
	world
	change blog blog/post.md
	local who
	for who in ella bot; do
		record_text "$who" blog blog/post.md | sign_with "$(key_of "$who")" >"$SANDBOX/$who"
	done
	store_records "$SANDBOX/ella" "$SANDBOX/bot"
	accepted push_store
	refused "cannot land yet" git push -q origin blog:main
}

@test "approvals: an external counts in the gate that names their team, and nowhere else" {
	world
	change copy partner/copy.md
	approve ella copy
	refused "@hana" git push -q origin copy:main
	approve hana copy
	accepted git push -q origin copy:main
	change logo brand/price.claims.md
	approve lena logo
	record_text ella logo brand/price.claims.md as=review.legal | sign_with "$(key_of ella)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	accepted push_store
	refused "@greta" git push -q origin logo:main
}

@test "approvals: consulted and informed people" {
	world
	change logo brand/logo.svg
	approve greta logo
	local who
	for who in omar ines; do
		record_text "$who" logo brand/logo.svg | sign_with "$(key_of "$who")" >"$SANDBOX/$who"
	done
	store_records "$SANDBOX/omar" "$SANDBOX/ines"
	accepted push_store
	refused "@lena" git push -q origin logo:main
}

@test "approvals: in one role alone, as the record says" {
	world
	git checkout -q -B both origin/main
	sed -i 's/^review      = @greta/review      = @lena/' OWNERS
	commit_all both
	approve tomas both
	git push -q origin both:main
	change logo brand/logo.svg
	approve lena logo --as review.lena
	refused "decision" git push -q origin logo:main
}

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
		refused "refs/mowners/" git push -q "$place" main:refs/mowners/audit
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
	refused "refs/mowners/" git push -q origin main:refs/mowners/audit
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
	for name in main main^{tree} main:OWNERS main:OWNERS.signers main:brand main:brand/OWNERS; do
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
		refused "could not decide" git push -q origin hero:main
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
	ln -s pre-receive.mowners-kept "$SERVER/hooks/pre-receive.mowners-kept"
	refused "could not decide" git push -q origin hero:topic
	rm "$SERVER/hooks/pre-receive.mowners-kept"
	ln -s /nowhere/hook "$SERVER/hooks/pre-receive.mowners-kept"
	refused "could not decide" git push -q origin hero:topic
}

# ---- Running ---------------------------------------------------------------------------------------------------------

# A PATH with git and the shell's tools, but without what is named.
path_without() { # PROGRAM
	local dir file

	mkdir -p "$SANDBOX/bin"
	for dir in /bin /usr/bin /usr/local/bin; do
		for file in "$dir"/*; do
			[ -x "$file" ] && [ "${file##*/}" != "$1" ] && ln -sf "$file" "$SANDBOX/bin/${file##*/}"
		done
	done
	echo "$SANDBOX/bin"
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
	printf '#!/bin/sh\nkill -TERM $PPID\nexec %s "$@"\n' "$(command -v ssh-keygen)" >"$SANDBOX/bin/ssh-keygen"
	chmod +x "$SANDBOX/bin/ssh-keygen"
	local before
	before=$(refs)
	run env PATH="$SANDBOX/bin:$PATH" TMPDIR="$SANDBOX/tmp" git push -q origin hero:main
	[ "$status" -ne 0 ]
	[ "$(refs)" = "$before" ]
	[ -z "$(ls -A "$SANDBOX/tmp")" ]
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
	local i
	for i in $(seq 1000); do
		echo "create refs/heads/release/$i $(git rev-parse logo)"
	done | git update-ref --stdin
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
