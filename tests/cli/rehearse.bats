# rehearse: what landed, by other rules or without somebody. What it tells of a leaver is in tests/golden/rehearse-*.

# shellcheck disable=SC2154 # run_split sets status, output and stderr

load helper

# A repository in which Tess has changed what @ann decides three times, and Ann once.
setup() {
	sandbox_new
	repo_new
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @bob

		[blog]
		path        = /blog/
		accountable = @ann

		[people]
		@ann = Ann Berg <ann@example.com>
		@bob = Bob Ode <bob@example.com>, from 2026-11-20
		@cleo = Cleo Lind <cleo@example.com>, bot
	END
	commit_all first
	for n in 1 2 3; do
		files "blog/$n.md"
		GIT_AUTHOR_DATE="2026-11-2$((n - 1))T12:00:00Z" GIT_COMMITTER_DATE="2026-11-2$((n - 1))T12:00:00Z" commit_all "post $n"
	done
	echo own >blog/1.md
	git -c user.name=Ann -c user.email=ann@example.com commit -qam own
}

# "WAITING of CHANGES, ANYWAY" and what is lacking.
told() { # ARGUMENT…
	mowners --now "$NOW" rehearse --format json "$@" | jq -c '"\(.waiting) of \(.changes), \(.anyway)", [.lacks[] | "\(.kind) \(.who) \(.changes)"]'
}

@test "rules, days and people: each change as if it were proposed again" {
	# As it is: Ann's own post has nobody else.
	[ "$(told --since 2026-11-01)" = $'"1 of 5, 1"\n["decision @ann 1"]' ]
	# Of what landed since, only.
	[ "$(told --since 2026-11-21)" = $'"1 of 3, 1"\n["decision @ann 1"]' ]
	[ "$(told --since 12h)" = $'"1 of 2, 1"\n["decision @ann 1"]' ]
	# On a day on which Bob has not come yet nobody decides about the rules.
	[ "$(told --since 2026-11-01 --from 2026-11-19)" = $'"2 of 5, 2"\n["decision @ann 1","decision @bob 1"]' ]
	# Without Ann, whom Bob would mend, and no bot.
	[ "$(told --since 2026-11-01 --without ANN@example.com)" = $'"4 of 5, 1"\n["decision @ann 4"]' ]
	[ "$(mowners --now "$NOW" rehearse --since 2026-11-01 --without @ann --format json | jq -c '.deputies[0] | [.of, .who, .changes, .all]')" = '[["@ann"],["@bob"],3,3]' ]
	# By the rules as they lie here, and by those of a revision.
	sed -i 's/^@ann = .*/&, deputy @bob/; s/^\[people\]/[draft]\npath = 3.md\nreview = @cleo\nlevel = standard\n\n&/' OWNERS
	[ "$(told --since 2026-11-01)" = $'"0 of 5, 0"\n[]' ]
	[ "$(told --since 2026-11-01 --without @cleo)" = $'"1 of 5, 0"\n["review @cleo 1"]' ]
	[ "$(told --since 2026-11-01 --rules HEAD)" = $'"1 of 5, 1"\n["decision @ann 1"]' ]
	sed -i '/^accountable = @ann/d' OWNERS
	[ "$(told --since 2026-11-01 | tail -n 1)" = '["unowned null 4"]' ]
	run_split mowners --now "$NOW" rehearse --since 2026-11-01 --rules HEAD
	[ "$status" -eq 1 ]
	[ -z "$stderr" ]
	[ "${lines[0]}" = "mowners: main: 1 of 5 changes since 1 November would have waited" ]
	[[ "$output" == *"the decision of @ann"*"@bob as deputy of @ann would mend 1 of 1" ]]
	run_split mowners --now "$NOW" rehearse --since 2026-11-01 --rules HEAD --without @ann --without @bob
	[[ "$output" == *"nobody as deputy of @ann and @bob would mend any of "* ]]
	run_split mowners --now "$NOW" rehearse --since 2026-11-22T12:00:01Z
	[ "$status:$output" = "0:mowners: main: 0 changes since 22 November: none would have waited" ]
}

@test "a merge is one change, by those who made what came with it" {
	git checkout -q -b topic HEAD~1
	echo topic >blog/2.md
	git -c user.name=Ann -c user.email=ann@example.com commit -qam topic
	git checkout -q main
	git config mowners.target main
	git merge -q --no-ff -m merge topic
	[ "$(told --since 2026-11-01)" = $'"2 of 6, 2"\n["decision @ann 2"]' ]
}

@test "usage, and what cannot be rehearsed" {
	refused() { # MESSAGE ARGUMENT…
		run_split mowners rehearse "${@:2}"
		[ "$status" -eq 2 ]
		[ -z "$output" ]
		[ "$stderr" = "mowners$1" ]
	}
	refused " rehearse: --since is a day (2026-09-01), a moment, or how long ago (90d, 12w); see mowners help rehearse" --since yesterday
	refused " rehearse: how far back it goes is said with --since; see mowners help rehearse" main
	refused ": @anm is nobody whom the OWNERS files know; did you mean @ann?" --without @anm
	echo nonsense >>OWNERS
	run_split mowners rehearse
	[ "$status" -eq 2 ]
	[[ "$stderr" == "OWNERS:"*" error: "* ]]
	rm OWNERS
	run_split mowners rehearse
	[ "$status" -eq 3 ]
	[[ "$stderr" == "mowners: there is no OWNERS file at the root"* ]]
}
