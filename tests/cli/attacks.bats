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

@test "rules: a nested OWNERS deleted along with a change of what it guards" {
	world
	printf '[area]\npath = *\nreview = @paul\n' | owners email
	force_rules
	git checkout -q -B both origin/main
	git rm -q email/OWNERS
	echo new >email/hero.png
	commit_all both
	approve marc both
	approve tomas both
	refused "2 of 2 changed files cannot land yet" git push -q origin both:main
	[[ $output == *"@paul"* ]]
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

@test "rules: a file that git reads as .gitattributes, or as .gitmodules, on macOS or Windows" {
	world
	git checkout -q -B twin origin/main
	echo '* export-subst' >blog/.GitAttributes
	echo '[submodule "x"]' >blog/.GITMODULES
	echo '* export-subst' >email/$'.git\u200cattributes' # as HFS+ compares names
	echo '[submodule "x"]' >blog/GITMOD~1             # as NTFS shortens them
	as hana commit_all twin
	record_text omar twin blog/.GitAttributes | sign_with "$(key_of omar)" >"$SANDBOX/record"
	store_records "$SANDBOX/record"
	push_store
	refused "4 of 4 changed files cannot land yet" git push -q origin twin:main
	[[ $output == *"Ask"*"(@tomas): "* ]]
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

@test "rules: OWNERS and the keys replaced by a submodule" {
	local name
	world
	for name in OWNERS OWNERS.signers brand/OWNERS; do
		git checkout -q -f -B sub origin/main
		git rm -q --cached --ignore-unmatch "$name"
		git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),$name"
		git commit -q -m sub
		approve tomas sub || true
		approve greta sub || true
		refused "$name" git push -q origin sub:main
	done
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

@test "rules: a twin of OWNERS by a letter that folds to another" {
	world
	git checkout -q -B twin origin/main
	cp OWNERS $'OWNER\xc5\xbf'
	commit_all twin
	approve tomas twin || true
	refused "one and the same name" git push -q origin twin:main
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
