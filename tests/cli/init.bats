# mowners init: a first OWNERS file from what there is.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

setup() {
	sandbox_new
	repo_new
}

# The owners of paths, a line each.
gates() { # PATH…
	mowners who --format tsv "$@" | cut -f 1,4
}

@test "codeowners: each path is asked about as before, and the file blocks nothing yet" {
	run_split mowners init --from codeowners - <<-'END'
		*              @acme/all
		*.js           @ann @bob   # front
		/docs/         @acme/docs docs@example.com
		/docs/internal
		/docs/api/     @ANN
	END
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[[ $stderr == "-:2: warning: a comment behind the owners "*"[read-otherwise]"$'\n'"mowners: OWNERS is written; it blocks nothing yet"* ]]
	diff - <(gates a b.js docs/b.js docs/internal/b.js docs/api/b.js 2>/dev/null) <<-END
		a	acme/all=1:@acme/all
		b.js	ann=1:@ann,@bob
		docs/b.js	docs=1:@acme/docs,docs@example.com
		docs/internal/b.js	-
		docs/api/b.js	ann=1:@ann
	END
	run_split mowners lint
	[[ $output != *error:* ]]
	[ "$(grep -c '^; accountable = ?' OWNERS)" -eq 4 ]
	# What is there stays.
	cp OWNERS kept
	run_split mowners init --from codeowners - <<<'* @ann'
	[ "$status" -eq 1 ]
	[[ $stderr == "mowners: there is an OWNERS file already, and it stays as it is; "*"--output -" ]]
	cmp OWNERS kept
	run_split mowners init --from codeowners -o - - <<<'* @ann'
	[ "$status" -eq 0 ]
	[[ $output == *$'\n[ann]\npath   = *\n'* ]]
}

@test "gitlab: sections add up, and ask for as many as they say" {
	mkdir lib
	run_split mowners init --from gitlab - <<-'END'
		* @all
		[Docs][2] @acme/docs
		docs/
		README.md @ann @bob
		!docs/old/
		^[Data] @ann
		data/model/*
		[Roles]
		*.lock @@maintainer
		/lib @ann
	END
	[ "$status" -eq 0 ]
	[[ $stderr == *"-:10: warning: /lib is not carried over: GitLab takes it for a file, and a folder of that name is there; write it with a slash behind if all below is meant"* ]]
	[[ $stderr == *"-:9: warning: @@maintainer is a role of GitLab; it is the team @role-maintainer here, whose people are to be filled in [not-carried]"* ]]
	[[ $stderr == *"Lost     2 things could not be carried over"* ]]
	mowners who --format tsv docs/a a/docs/b docs/old/c README.md data/model/x a/data/model/x a.lock 2>/dev/null |
		cut -f 1,4,6 | diff - <(tr ' ' '\t' <<-END
			docs/a all=1:@all;acme/docs=2:@acme/docs -
			a/docs/b all=1:@all;acme/docs=2:@acme/docs -
			docs/old/c all=1:@all -
			README.md all=1:@all;docs-ann=2:@ann,@bob -
			data/model/x all=1:@all @ann
			a/data/model/x all=1:@all @ann
			a.lock all=1:@all;role-maintainer=1:@role-maintainer -
		END
	)
}

@test "gitea: expressions become patterns where these can say the same, and all lines add up" {
	run_split mowners init --from gitea - <<-'END'
		.*\\.go @ann bob # comment
		src/.*\\.js @acme/js
		!src/.* @docs
		a/(b|c)/[^/]*\\.(md|txt)x? @text
		with\ blank\#x @text
		x.*y/z @xy
		v[0-9]+ @no
		a|b @no
		x/ @no
		.* mail@example.com @all
	END
	[ "$status" -eq 0 ]
	[ "$(grep -c not-carried <<<"$stderr")" -eq 4 ]
	mowners who --format tsv a.go src/a/b.js README a/b/x.md a/c/x.txtx a/d/x.md 'with blank#x' xy/z x/1/2y/z v1 2>/dev/null |
		cut -f 1,4 | diff - <(tr '|' '\t' <<-END
			a.go|ann=1:@ann,@bob;docs=1:@docs;all=1:@all
			src/a/b.js|acme/js=1:@acme/js;all=1:@all
			README|docs=1:@docs;all=1:@all
			a/b/x.md|docs=1:@docs;text=1:@text;all=1:@all
			a/c/x.txtx|docs=1:@docs;text=1:@text;all=1:@all
			a/d/x.md|docs=1:@docs;all=1:@all
			with blank#x|docs=1:@docs;text=1:@text;all=1:@all
			xy/z|docs=1:@docs;xy=1:@xy;all=1:@all
			x/1/2y/z|docs=1:@docs;xy=1:@xy;all=1:@all
			v1|docs=1:@docs;all=1:@all
		END
	)
}

@test "what cannot be carried over, and what makes no sense" {
	printf '%s\n' '[a-b].md @ann' '!x @ann' '\#x @ann' 'x, @ann ,' 'a//b @ann' $'bad\x01name @ann' 'ok @ann' \
		"$(printf '%0200d' 7) @ann" 'my\ file\  @ann' 'level=2 @ann' >CODEOWNERS
	run_split mowners init --from codeowners CODEOWNERS
	[ "$status" -eq 0 ]
	diff - <(grep not-carried <<<"$stderr" | cut -c 1-80 | sed 's/ $//') <<-'END'
		CODEOWNERS:1: warning: [a-b].md is not carried over: GitHub skips a line with [
		CODEOWNERS:2: warning: !x is not carried over: GitHub skips a line that begins w
		CODEOWNERS:3: warning: \#x is not carried over: GitHub skips a line that begins
		CODEOWNERS:4: warning: the line is not carried over: , is no owner, so GitHub sk
		CODEOWNERS:5: warning: a//b is not carried over: two slashes with nothing betwee
		CODEOWNERS:6: warning: bad\x01name is not carried over: it holds bytes that an O
		CODEOWNERS:8: warning: 000000000000000000000000000000000000000000000000000000000
	END
	grep -qx ' *my file\[ \]' OWNERS
	gates level=2 'my file ' ok 2>/dev/null | cut -f 2 | uniq | grep -qx 'ann=1:@ann'
	rm OWNERS
	for arguments in '-o OWNERS' '--from codeowners' '--from svn x' '--from codeowners a b' '--from codeowners no-such-file'; do
		# shellcheck disable=SC2086
		run_split mowners init $arguments
		[ "$status" -ge 2 ]
		[ "${#lines[@]}" -eq 0 ]
	done
	run_split mowners init --from codeowners - < <(printf '\xFF\xFE*\0 \0@\0a\0\n\0')
	[ "$status" -eq 2 ]
	[[ $stderr == *"this file is UTF-16; save it as plain text, encoding UTF-8" ]]
	git config user.email nobody
	run_split mowners init --from codeowners - <<<'* @ann'
	[ "$status" -eq 2 ]
	[[ $stderr == *"set git config user.email" ]]
	[ ! -e OWNERS ]
}

@test "many lines end in an answer or a precise error, soon" {
	# A hundred thousand that hardly overlap, of few owners, and as many that all do.
	awk 'BEGIN { for (i = 0; i < 20000; i++) print "/a/" i "/x" i " @u" i % 7 }' >many
	run_split timeout 20 mowners init --from codeowners many
	[ "$status" -eq 0 ]
	[ "$(mowners who --format tsv a/15/x15/y 2>/dev/null | cut -f 4)" = u1=1:@u1 ]
	rm OWNERS
	awk 'BEGIN { for (i = 0; i < 100000; i++) print "file-with-a-long-name-" i ".txt @u" i }' >many
	run_split timeout 20 mowners init --from codeowners many
	[ "$status" -eq 3 ]
	[[ $stderr == *"does not fit into one OWNERS file, which holds 1 MiB"* ]]
	# Areas that would all be called alike, and whose people do not fit any more.
	awk 'BEGIN { for (i = 0; i < 9000; i++) print "/d" i " @o" i "/team" }' >many
	run_split timeout 5 mowners init --from codeowners many
	[ "$status" -eq 3 ]
	[[ $stderr == *"does not fit into one OWNERS file, which holds 1 MiB"* ]]
	[ ! -e OWNERS ]
}

@test "csv: the matrix comes out again, and what is wrong with one is told by its lines" {
	studio_new other
	printf '%s\n' '[psd]' 'path = *.psd' '       /=1+1' '       [ ]x \;y' 'accountable = @ines' \
		'review = @greta' '         2 of @brand-guild @ella' '         all of @legal' 'review.colour = 1 of @sam @lena' >brand/OWNERS
	mowners matrix --format csv >../matrix.csv
	cd ..
	run_split mowners init --from csv matrix.csv
	[ "$status" -eq 0 ]
	[[ $stderr == "mowners: OWNERS is written; it blocks nothing yet"* ]]
	mowners matrix --format csv | diff matrix.csv -
	run_split mowners lint
	[[ $output != *error:* && $output == *"still to be filled in: @tomas, @"*" and "*" more; write their names, "*"[fill-in]"* ]]
	rm OWNERS
	run_split mowners init --from csv - <<-'END'
		Area,Path,A,Review
		brand,"/brand/
		/logos/",Lena & Marc,2 of guild

		email,/email//x,omar,
		Brand,/b/,omar,
		,/c/,omar,
	END
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	diff - <(echo "$stderr") <<-'END'
		-:2: error: "Lena & Marc" is no name, handle or e-mail; write one of these for each, such as Lena Fischer [bad-owner]
		-:6: error: the area "Brand" is in row 2 already, or one that would be called so; give it another name (row 5) [duplicate-section]
		-:7: error: this row names no area; give it a name, or, where its cell was merged with the one above, put the paths of an area into one cell, a line each (row 6) [missing-key]
		mowners: nothing is made of the table until that is mended
	END
	[ ! -e OWNERS ]
}

@test "folders: areas to be filled in, by the marketing template, with what history suggests" {
	files brand/logos/a.svg crm/fields.yaml 'Paid Media/b.csv' docs/c ai-workflows/drafter/prompts/d.md .x/e 'docs/*'
	GIT_AUTHOR_NAME='Ann Lee' GIT_AUTHOR_EMAIL=ann@example.com commit_all $'one\n\nReviewed-by: Bob Ode <bob@example.com>'
	files brand/f
	GIT_AUTHOR_NAME=Robot GIT_AUTHOR_EMAIL='1+x[bot]@users.noreply.example' commit_all two
	run_split mowners init
	[ "$status" -eq 0 ]
	[[ $stderr == "mowners: OWNERS is written; it blocks nothing yet"* ]]
	# shellcheck disable=SC2016
	diff - <(mowners matrix --format tsv | cut -f 1-4) <<-END
		paid-media	/Paid Media/	-	-
		ai-workflows	/ai-workflows/	-	-
		brand	/brand/	-	-
		crm	/crm/	-	-
		docs	/docs/	-	-
		rules	-	-	$(git config user.email)
	END
	run_split mowners lint
	[[ $output == *"nobody is accountable for files in "*"[brand]"* ]]
	rm OWNERS
	run_split mowners init --from history --since 2020-01-01 --template marketing
	[ "$status" -eq 0 ]
	diff - <(sed -n '/^.brand/,/^.crm/p' OWNERS) <<-'END'
		[brand]
		summary = Guidelines, typefaces, colours
		path    = /brand/
		; accountable = ?    ; one person, who decides
		; review      = ?    ; the brand team
		; responsible = ?    ; who makes it
		; responsible: @ann (1 of 2 changes)
		; approved by: @bob (1)

		[logos]
		summary = Logos and trademarks
		path    = /brand/logos/
		; accountable = ?    ; one person, who decides
		; review      = ?    ; legal
		; responsible = ?    ; who makes it
		; responsible: @ann (1 of 1 change)
		; approved by: @bob (1)
		level   = detailed

		[crm]
	END
	grep -qx '@ann = Ann Lee <ann@example.com>' OWNERS
	mowners fmt --check
	grep -qx '; review.rules = ?    ; who owns what it may do' OWNERS
	run_split mowners lint
	[[ $output != *error:* ]]
	# Only what is not older; and what makes no sense.
	run_split mowners --now 2040-01-01 init --from history -o -
	[ "$status" -eq 0 ]
	[[ $output != *responsible:* && $output != *'[people]'* ]]
	for arguments in '--since 1d' '--from history --since yesterday' 'file' '--from history file' '--template x' '--from csv --template marketing x'; do
		# shellcheck disable=SC2086
		run_split mowners init $arguments
		[ "$status" -eq 2 ]
	done
}
