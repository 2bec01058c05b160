# mowners export: the rules as CODEOWNERS of a forge; and there and back from one.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

@test "areas that add up come out right for every file there is, and what is lost is said" {
	repo_new
	owners <<-'END'
		[mowners]
		version = 1
		[rules]
		accountable = @ann
		[otherwise]
		accountable = @ann
		[brand]
		path        = /brand/
		              !/brand/drafts/
		accountable = @bob
		review      = 2 of @acme/guild
		level       = detailed
		[claims]
		path   = *.claims.md
		         odd/[ab]?
		review = @legal
		[freeze q4]
		path  = *
		from  = 2030-12-20
		until = 2031-01-02
		[people]
		@ann = Ann <ann@example.com>, github ann-gh, gitlab ann-gl
		@bob = Bob <bob@example.com>
		@cid = Cid <cid@example.com>, github cid
		@dan = Dan <dan@example.com>
		[teams]
		@acme/guild = @ann @bob
		@legal      = @cid @dan
	END
	files brand/logo.svg brand/x.claims.md brand/drafts/x.claims.md brand/drafts/y.svg 'plan b.md' odd/a1 odd/c1 $'odd/\n'
	mkdir nested && printf '%s\n' '[deep]' 'path = *.txt' '       x/' 'accountable = @cid' >nested/OWNERS
	files nested/a/b.txt nested/q/x/c.md
	git add .
	run_split mowners export codeowners
	[ "$status" -eq 0 ]
	diff - <(echo "$output") <<-'END'
		# Made from OWNERS by mowners export. Change OWNERS, and make this anew.
		* @ann-gh
		/brand/ bob@example.com @acme/guild
		/brand/drafts/
		*.claims.md @ann-gh @cid dan@example.com
		/nested/**/*.txt @cid
		/nested/**/x/ @cid
		/brand/drafts/y.svg @ann-gh
		/brand/x.claims.md bob@example.com @acme/guild @cid dan@example.com
		/odd/a1 @ann-gh @cid dan@example.com
	END
	diff - <(echo "$stderr") <<-'END'
		mowners: warning: lost: one of a file's people is enough there: who is accountable, and how many of which gate must agree, is not said
		mowners: warning: lost: levels are not said: where one of several is enough, or two people must approve
		mowners: warning: lost: freezes and embargoes are not said
		mowners: warning: lost: teams that are none of the forge (@group/name) stand there as the people who are in them now
		mowners: warning: lost: 1 pattern is no pattern there: files that are there now stand by themselves
	END
	ln -s OWNERS link
	run_split mowners -q export gitlab -o link
	[ "$status" -eq 2 ]
	[[ $stderr == *"link is no ordinary file; name one that may be replaced" ]]
	[ -L link ]
	rm link
	run_split mowners -q export gitlab -o CODEOWNERS
	[ "$status" -eq 0 ]
	[ -z "$output$stderr" ]
	diff - <(sed -n '/^.acme/,$p' CODEOWNERS) <<-'END'
		[acme/guild][2]
		/brand/ @acme/guild
		/brand/drafts/

		[legal]
		*.claims.md cid@example.com dan@example.com
		/odd/[ab]? cid@example.com dan@example.com
	END
	[ "$(sed -n 2,3p CODEOWNERS)" = $'* @ann-gl\n/brand/ bob@example.com' ]
}

@test "what GitHub does not read for its size is told of GitHub" {
	repo_new
	{
		printf '[mowners]\nversion = 1\n\n[rules]\naccountable = a@x.org\n\n[all]\npath ='
		printf ' /file-%d\n' {1..3000}
		printf 'accountable = a@x.org\nreview = @team\n\n[teams]\n@team ='
		printf ' somebody-%d@example.com\n' {1..50}
	} >OWNERS
	run_split mowners export codeowners
	[ "$status" -eq 0 ]
	[[ $stderr == *"the file has more than 3 MiB, and GitHub does not read it" ]]
	run_split mowners export gitlab
	[ "$status" -eq 0 ]
	[ "${#output}" -gt 3145728 ]
	[[ $stderr != *GitHub* ]]
}

@test "no rules, errors in them, usage" {
	repo_new
	run_split mowners export codeowners
	[ "$status" -eq 3 ]
	[[ $stderr == *"there is no OWNERS file at the root of the repository; mowners init writes a first one" ]]
	for arguments in '' 'svn' 'codeowners gitlab'; do
		# shellcheck disable=SC2086
		run_split mowners export $arguments
		[ "$status" -ge 2 ]
		[ -z "$output" ]
	done
	owners <<<'[mowners]'
	run_split mowners export gitlab
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == *"OWNERS:"*"error:"* ]]
}

@test "random CODEOWNERS in and out again: the same people are asked about every file" {
	repo_new tree
	python3 -B "$BATS_TEST_DIRNAME/../model/codeowners.py" 20 1 "$MOWNERS" "$PWD"
}
