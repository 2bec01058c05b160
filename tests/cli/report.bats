# report: figures of what landed. What they are is in tests/model/figures.py and tests/golden/report-*.

# shellcheck disable=SC2154,SC2030,SC2031 # run_split sets status, output and stderr

load helper

@test "windows, keys and files" {
	repo_new
	git config mowners.target main
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[blog]
		path        = /blog/
		accountable = @ann

		[people]
		@ann = Ann Berg <ann@example.com>
	END
	commit_all first
	files blog/1.md
	commit_all post
	run_split mowners --now "$NOW" report --show changes
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mowners: Changes: 2" ]
	[[ ${lines[2]} == *"  commit $(git rev-parse --short=12 HEAD)" ]]
	run_split mowners --now "$NOW" report --show left --format json
	[ "$(jq -c '[.behind[] | .id, .other]' <<<"$output")" = '[]' ]
	run_split mowners --now "$NOW" report --show left --format csv
	refused_usage "--show is told as text or as json"
	# Before it looks for a repository.
	run_split mowners -C / report --show left -o left.html
	refused_usage "--show is told as text or as json"
	run_split mowners --now "$NOW" report --show nothing
	refused_usage "there is no figure of that key"
	run_split mowners --now "$NOW" report --since 2026-11-30 --until 2026-11-01
	[ "$status" -eq 2 ]
	[[ $stderr == *"ends before it begins"* ]]
	run_split mowners --now "$NOW" report --since soon
	refused_usage "--since is a day"
	run_split mowners --now "$NOW" report --until soon
	refused_usage "--until is a day"
	run_split mowners report --lang de
	refused_usage "--lang goes with --format html, or -o FILE.html"
	run_split mowners report main
	refused_usage "said with --since and --until"
	# Of a day all of it; of a window before there was anything nothing, and that is no 0.
	[ "$(mowners --now "$NOW" report --until "${NOW%T*}" --format json | jq -r .until)" = "${NOW%T*}T23:59:59Z" ]
	[ "$(mowners --now "$NOW" report --until 2020-01-01 --format json | jq -c '[.figures[] | select(.key == "records").why]')" = '["nothing"]' ]
	# A commit of a year that nobody will see is in no window.
	printf 'tree %s\nparent %s\nauthor a <a@x.org> 9223372036854775800 +0000\ncommitter a <a@x.org> 9223372036854775801 +0000\n\nx\n' \
		"$(git rev-parse 'HEAD^{tree}')" "$(git rev-parse HEAD)" >far
	git update-ref refs/heads/main "$(git hash-object -t commit -w far)"
	[ "$(mowners --now "$NOW" report --format json | jq '.figures[0].count')" = 2 ]
	# The address of the remote, without a password.
	git remote add origin https://ann:secret@git.example.com/acme.git
	git update-ref refs/remotes/origin/main HEAD
	git config mowners.target main
	mowners --now "$NOW" report -o figures.ndjson
	[ "$(jq -r .repository figures.ndjson | sort -u)" = "https://git.example.com/acme.git" ]
	[ "$(jq -c .kind figures.ndjson | uniq -c | awk '{ print $2 }' | head -n 2 | tr '\n' ' ')" = '"report" "figure" ' ]
}

refused_usage() { # PIECE
	[ "$status" -eq 2 ]
	[[ $stderr == *"$1"* ]]
}
