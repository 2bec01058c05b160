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
	[[ $output == *$'\n[ann]\npath        = *\n'* ]]
}

@test "gitlab: sections add up, and ask for as many as they say" {
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
	END
	[ "$status" -eq 0 ]
	[[ $stderr == *"-:9: warning: @@maintainer is a role of GitLab; it is the team @role-maintainer here, whose people are to be filled in [not-carried]"* ]]
	[[ $stderr == *"Lost     1 thing could not be carried over"* ]]
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
		/x @no
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
	for arguments in '' '--from codeowners' '--from svn x' '--from codeowners a b' '--from codeowners no-such-file'; do
		# shellcheck disable=SC2086
		run_split mowners init $arguments
		[ "$status" -ge 2 ]
		[ "${#lines[@]}" -eq 0 ]
	done
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
	[ ! -e OWNERS ]
}
