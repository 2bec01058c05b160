# What is read where git keeps less in the working tree, or older things in its history, than people think.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# A clone of the server with an OWNERS file in a folder that is then left out of the working tree.
nested_email() {
	world
	printf '[near]\npath = /hero.png\naccountable = @omar\n' >email/OWNERS
	commit_all nested
	git -C "$SERVER" fetch -q "$PWD" HEAD
	git -C "$SERVER" update-ref refs/heads/main FETCH_HEAD
}

decider() { # PATH [ARGUMENT…]
	mowners who "$@" --role accountable
}

@test "a sparse checkout: an OWNERS file outside the cone is in force" {
	nested_email
	git sparse-checkout set blog
	[ ! -e email/OWNERS ]
	[ "$(decider email/hero.png)" = "@omar" ]
	run_split mowners who --all
	[[ $output == *"email/hero.png"*"@omar"* ]]
	printf '[near]\npath = /hero.png\naccountable = @nobody\n' | git hash-object -w --stdin >"$SANDBOX/id"
	git update-index --cacheinfo "100644,$(cat "$SANDBOX/id"),email/OWNERS"
	git update-index --skip-worktree email/OWNERS
	run_split mowners lint
	[ "$status" -eq 2 ]
	[[ $output == *"email/OWNERS:3:15: error:"* ]]
}

@test "a sparse checkout: folders outside it are folders" {
	nested_email
	git sparse-checkout set blog
	run_split mowners who brand
	[[ $output == *"@lena"* ]]
}

@test "an OWNERS file that is marked skip-worktree by hand is in force, and one that is there counts as it is" {
	nested_email
	git update-index --skip-worktree email/OWNERS
	rm email/OWNERS
	[ "$(decider email/hero.png)" = "@omar" ]
	printf '[near]\npath = /hero.png\naccountable = @hana\n' >email/OWNERS
	[ "$(decider email/hero.png)" = "@hana" ]
}

@test "an OWNERS file that was deleted here is gone, also in an index of version 4" {
	nested_email
	git update-index --index-version 4
	rm email/OWNERS
	[ "$(decider email/hero.png)" = "@marc" ]
}

@test "keys outside a sparse checkout are read" {
	nested_email
	git sparse-checkout set --no-cone '/*' '!/OWNERS.signers'
	[ ! -e OWNERS.signers ]
	run_split mowners lint
	[[ $output != *"there is no OWNERS.signers"* ]]
}

@test "a partial clone: an OWNERS file that is missing is fetched, and without the remote refused" {
	nested_email
	git -C "$SERVER" config uploadpack.allowFilter true
	git -C "$SERVER" config uploadpack.allowAnySHA1InWant true
	git clone -q --no-checkout --filter=blob:none "file://$SERVER" "$SANDBOX/partial"
	cp -R "$SANDBOX/partial" "$SANDBOX/lonely"
	cd "$SANDBOX/partial"
	[ "$(decider --rules HEAD email/hero.png)" = "@omar" ]
	cd "$SANDBOX/lonely"
	git config remote.origin.url "$SANDBOX/gone.git"
	run_split mowners who --rules HEAD email/hero.png
	[ "$status" -eq 3 ]
	[ -z "$output" ]
}

@test "a clone that is sparse and partial at once, with a sparse index, in a path that holds a colon" {
	nested_email
	git -C "$SERVER" config uploadpack.allowFilter true
	git -C "$SERVER" config uploadpack.allowAnySHA1InWant true
	git clone -q --no-checkout --sparse --filter=tree:0 "file://$SERVER" "$SANDBOX/a:b"
	cd "$SANDBOX/a:b"
	git sparse-checkout set --sparse-index blog
	git checkout -q main
	git ls-files --sparse -t | grep -q 'email/$'
	[ "$(decider email/hero.png)" = "@omar" ]
	[ "$(decider --rules : email/hero.png)" = "@omar" ]
	mowners install >/dev/null
	git checkout -q -b topic
	echo new >blog/post.md
	run git commit -q -a -m topic
	[[ $output == *"before this reaches main, it needs"*"blog/post.md: "*"@omar"* ]]
	approve omar topic
	accepted git push -q origin topic:main
}

# ---- Submodules ---------------------------------------------------------------------------------------------------

# The rules of the server get an area more.
add_area() {
	cat >>OWNERS
	commit_all area
	git -C "$SERVER" fetch -q "$PWD" HEAD
	git -C "$SERVER" update-ref refs/heads/main FETCH_HEAD
	git fetch -q
}

@test "a submodule: what matches the folder of that name asks for it" {
	world
	add_area <<-'END'

		[fonts]
		path   = /blog/fonts/
		review = @lena
	END
	git checkout -q -B sub origin/main
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),blog/fonts"
	git commit -q -m sub
	approve omar sub
	refused "@lena" git push -q origin sub:main
	approve lena sub
	accepted git push -q origin sub:main
	git checkout -q -B gone --no-track HEAD
	git rm -q --cached blog/fonts
	git commit -q -m gone
	git fetch -q
	approve omar gone
	refused "@lena" git push -q origin gone:main
}

@test "a submodule: a file that becomes one, and what matches files alone, ask for it" {
	world blog/kit
	add_area <<-'END'

		[kits]
		path   = kit/
		review = @lena

		[loose]
		path   = /blog/*
		review = @ines
	END
	git checkout -q -B kit origin/main
	git rm -q --cached blog/kit
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),blog/kit"
	git commit -q -m kit
	approve omar kit
	refused "@lena" git push -q origin kit:main
	approve lena kit
	refused "@ines" git push -q origin kit:main
	approve ines kit
	accepted git push -q origin kit:main
}

@test "a submodule: who answers as for its folder, in a tree, in the index and in the working tree" {
	world
	add_area <<-'END'

		[fonts]
		path        = /fonts/
		accountable = @omar
	END
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),fonts"
	git commit -q -m sub
	[ "$(decider --rules HEAD fonts)" = "@omar" ]
	[ "$(decider --rules : fonts)" = "@omar" ]
	git init -q fonts
	[ "$(decider fonts)" = "@omar" ]
	run_split mowners who --all
	[[ $output == *"fonts"*"@omar"* ]]
	run_split mowners who -r --rules : .
	[[ $output == *"fonts"*"@omar"* ]]
	run_split mowners lint
	[[ $output != *"/fonts/"* ]]
}

# ---- Modes of very old git ----------------------------------------------------------------------------------------

# The id of a commit on HEAD whose file NAME in the root has the mode 100664.
odd_commit() { # NAME
	local tree

	tree=$(git cat-file tree 'HEAD^{tree}' | perl -0777 -pe "s/100644 $1\\0/100664 $1\\0/" | git hash-object -t tree -w --stdin --literally)
	[[ $tree != $(git rev-parse 'HEAD^{tree}') ]] || return 1
	git commit-tree -p HEAD -m odd "$tree"
}

# The server's default branch has one; the clone too.
old_mode() {
	local commit

	world
	printf old >old
	printf '\n[otherwise]\naccountable = @tomas\n' >>OWNERS
	commit_all old
	commit=$(odd_commit old)
	cp -R .git/objects/. "$SERVER/objects/"
	git -C "$SERVER" update-ref refs/heads/main "$commit"
	git update-ref refs/remotes/origin/main "$commit"
}

@test "a mode of very old git on the default branch does not block other changes" {
	old_mode
	git checkout -q -B hero --no-track origin/main
	printf hero >email/hero.png
	commit_all hero
	approve marc hero
	accepted git push -q origin hero:main
}

@test "a mode of very old git on the default branch: the change that removes it can land" {
	old_mode
	git checkout -q -B clean --no-track origin/main
	git rm -q old
	git commit -q -m clean
	refused "@tomas" git push -q origin clean:main
	approve tomas clean
	accepted git push -q origin clean:main
}

@test "a mode of very old git is read as git reads it, by who, and named by lint" {
	old_mode
	git checkout -q -B here --no-track origin/main
	run_split mowners who --all
	[ "$status" -eq 0 ]
	run_split mowners lint --rules HEAD
	[ "$status" -eq 1 ]
	[[ $output == *"old has the mode 100664"*"[old-tree]"* ]]
	run_split mowners -C "$SERVER" install --server
	[ "$status" -eq 0 ]
	[[ $output$stderr == *"  Found "*"old has the mode 100664"* ]]
}

@test "a folder in no order that is there already: no push takes it away, and it is said who can" {
	old_mode
	git ls-tree HEAD >"$SANDBOX/entries"
	bad=$(tac "$SANDBOX/entries" | perl -ne 'my ($mode, $type, $id, $name) = /^(\d+) (\w+) (\w+)\t(.*)$/; $mode =~ s/^0//; print "$mode $name\0", pack "H*", $id' |
		git hash-object -w -t tree --literally --stdin)
	git -C "$SERVER" fetch -q "$PWD" "$(git commit-tree -p HEAD -m bad "$bad"):refs/heads/bad"
	git -C "$SERVER" update-ref refs/heads/main bad
	git fetch -q
	git checkout -q -B clean HEAD
	git reset -q --soft origin/main
	git commit -q -m "in order"
	refused "is out of order; it is there already, so whoever runs the repository mends it there" git push -q origin clean:main
	run_split mowners check clean
	[ "$status" -ne 0 ]
	[[ $stderr == *"whoever runs the repository mends it"* ]]
}

@test "a mode of very old git that a push brings is refused" {
	world
	refused "100664" git push -q origin "$(odd_commit OWNERS):refs/heads/main"
}

# The OWNERS files of the working tree by lint, which finds an error in each, and by git.
told_by_lint() {
	mowners lint --format json | perl -MJSON::PP -0777 -ne 'print map { "$_->{file}\n" } @{decode_json($_)->{findings}}' | LC_ALL=C sort -u
}

told_by_git() {
	git ls-files -z --cached --others -- ':(top,glob)**/OWNERS' | perl -0 -ne 'chomp; print "$_\n"' | LC_ALL=C sort -u
}

@test "OWNERS files that git does not track are found wherever git finds them" {
	world
	git init -q blog/nested
	git init -q brand/module
	git -C brand/module commit -q --allow-empty -m first
	git -c advice.addEmbeddedRepo=false add brand/module
	mkdir -p new/below blog/new email/a/b "email/*?[x]\\" out brand/empty
	ln -s ../new brand/link
	printf 'out\n' >.gitignore
	for folder in . new new/below blog/new blog/nested email/a/b "email/*?[x]\\" out brand brand/module; do
		printf '[unknown\n' >"$folder/OWNERS"
	done
	git add brand/OWNERS
	rm brand/OWNERS
	diff <(told_by_lint) <(told_by_git | grep -v '^brand/OWNERS$')
	[ "$(told_by_lint | wc -l)" -eq 7 ]

	# More than git is asked about by name.
	mkdir -p out/{1..9} many/{1..9} few/{1..300} && printf x >few/kept && git add few/kept
	printf '[unknown\n' | tee few/7/OWNERS >many/OWNERS
	diff <(told_by_lint) <(told_by_git | grep -v '^brand/OWNERS$')

	# What is called OWNERS and cannot be one is an error in every state.
	mkdir blog/OWNERS
	run_split mowners lint
	[[ $output == *"blog/OWNERS: error: this is a folder"* ]]
}
