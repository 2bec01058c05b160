# The audit: what the server notes of what lands.

# shellcheck disable=SC2154,SC2030,SC2031,SC2016

load helper
load world

AUDIT=refs/mowners/audit

# The text of an entry of the server's chain, the newest unless said.
entry() { # [REVISION]
	git -C "$SERVER" log -1 --format=%B "$AUDIT${1-}" | sed '/^$/d'
}

@test "what lands has an entry each: what it was, what carried it, what came into the store" {
	world
	before=$(git rev-parse origin/main)
	change logo brand/logo.svg
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 2 ]
	approve lena logo
	approve greta logo
	id=$(entry | sed -n 's/^received approve //p')
	[ "${#id}" -eq 64 ]
	accepted git push -q origin logo:main logo:free
	tip=$(git rev-parse logo)
	said=$(entry)
	[[ $said == "mowners-audit 1"$'\n'"at "*Z$'\n'"pusher -"$'\n'"rules $before"$'\n'"default refs/heads/main"$'\n'* ]]
	[[ $said == *"ref $before $tip refs/heads/main"$'\n'"verdict approved"$'\n'"record "*$'\n'"record "* ]]
	[[ $said == *"record $id"* ]]
	[[ $said == *"ref $ZERO $tip refs/heads/free"* ]]
	[ "$(grep -c '^verdict' <<<"$said")" -eq 1 ]
	[ "$(git -C "$SERVER" log -1 --format='%an %cn' "$AUDIT")" = "mowners mowners" ]
	# The first entry is that of the installation, the second that of what founded the repository.
	[[ $(entry ~3) == *"ref $ZERO $before refs/heads/main"$'\n'"verdict open"* ]]
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 5 ]
	[ "$(git -C "$SERVER" cat-file blob "$AUDIT:tips/${tip}000000000000000000000000")" = "$(sed -n 's/^at //p' <<<"$said")" ]
}

@test "a former tip of the default branch is where a release can begin" {
	world
	old=$(git rev-parse origin/main)
	change one blog/post.md
	approve omar one
	accepted git push -q origin one:main
	git fetch -q
	# Never a tip: the middle of a push.
	git checkout -q -B two --no-track origin/main
	echo a >>blog/post.md && commit_all a && middle=$(git rev-parse HEAD)
	echo b >>blog/post.md && commit_all b
	approve omar two
	accepted git push -q origin two:main
	refused "release/2" git push -q origin "$middle:refs/heads/release/2"
	accepted git push -q origin "$old:refs/heads/release/1"
	[[ $(entry) == *"ref $ZERO $old refs/heads/release/1"$'\n'"verdict approved"* ]]
	git -C "$SERVER" update-ref -d "$AUDIT"
	refused "release/3" git push -q origin "$old:refs/heads/release/3"
}

@test "what was a tip before the rules, or while they were only said, is none where a release can begin" {
	git init -q --bare -b main "$SANDBOX/server.git" && SERVER="$SANDBOX/server.git"
	mowners -C "$SERVER" install --server
	repo_new && git remote add origin "$SERVER"
	files blog/post.md && commit_all "before the rules"
	accepted git push -q origin HEAD:main
	world_rules | sed 's/^version.*/&\nmode = advise/' | owners && world_keys tomas && commit_all "said" && said=$(git rev-parse HEAD)
	accepted git push -q origin HEAD:main
	world_rules | owners && commit_all "enforced"
	accepted git push -q origin HEAD:main
	for begins in "$said" "$said~1"; do
		[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 4 ]
		refused "blog/post.md" git push -q origin "$begins:refs/heads/release/2"
	done
	accepted git push -q origin HEAD:refs/heads/release/2
}

@test "an entry that cannot be written is said, and the push has landed" {
	world
	git -C "$SERVER" update-ref -d "$AUDIT"
	mkdir -p "$SERVER/refs/mowners/audit/x" && git -C "$SERVER" rev-parse HEAD >"$SERVER/refs/mowners/audit/x/y"
	run git push origin HEAD:free
	[ "$status" -eq 0 ]
	[[ $output == *"AUDIT: this push has landed, and its entry could not be written: "* ]]
	[ "$(git -C "$SERVER" rev-parse free)" = "$(git rev-parse HEAD)" ]
}

@test "what could not be judged has an entry that says so" {
	world
	change logo brand/logo.svg
	git -C "$SERVER" config mowners.maxMemory 10
	cp "$SERVER/hooks/pre-receive" "$SANDBOX/kept" && rm "$SERVER/hooks/pre-receive"
	run git push origin logo:main
	[ "$status" -eq 0 ]
	[[ $output == *"could not be judged again for the audit"* ]]
	[[ $(entry) == *"verdict unknown"$'\n'"problem "* ]]
	git -C "$SERVER" config --unset mowners.maxMemory
	change more brand/logo.svg
	accepted git push -q origin more:main
	[[ $(entry) == *"verdict blocked"* ]]
}

@test "who pushes is in the entry" {
	world
	git -C "$SERVER" config mowners.platform gitea
	GITEA_PUSHER_NAME="lena f" accepted git push -q origin HEAD:free
	[[ $(entry) == *$'\n'"pusher gitea lena%20f"$'\n'* ]]
}

@test "a post-receive hook that was there runs after it, and comes back" {
	git init -q --bare -b main "$SANDBOX/server.git" && SERVER="$SANDBOX/server.git" && mkdir "$SERVER/hooks"
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nsed "s/^/first: /" >&2\n' >"$SERVER/hooks/post-receive" && chmod +x "$SERVER/hooks/post-receive"
	printf '#!/bin/sh\ncat >/dev/null; echo before >&2\n' >"$SERVER/hooks/pre-receive" && chmod +x "$SERVER/hooks/pre-receive"
	run mowners -C "$SERVER" install --server
	[ "$status" -eq 0 ]
	[[ $output == *"hooks.mowners-kept/pre-receive"*"Audit"*"hooks/post-receive"*"hooks.mowners-kept/post-receive"* ]]
	mowners -C "$SERVER" install --server
	repo_new && files a && commit_all a && git remote add origin "$SERVER"
	run git push origin HEAD:main
	[ "$status" -eq 0 ]
	[[ $output == *"before"*"first: $ZERO $(git rev-parse HEAD) refs/heads/main"* ]]
	[[ $(entry) == *"ref $ZERO $(git rev-parse HEAD) refs/heads/main"* ]]
	run mowners -C "$SERVER" install --uninstall
	[[ $output == *"Back     the pre-receive hook"*"Back     the post-receive hook"* ]]
	grep -q first "$SERVER/hooks/post-receive"
	grep -q before "$SERVER/hooks/pre-receive"
	[ ! -e "$SERVER/hooks.mowners-kept" ]
	git -C "$SERVER" rev-parse -q --verify "$AUDIT"
}

@test "a kept pre-receive alone: ours is not taken for one that was there" {
	git init -q --bare -b main "$SANDBOX/server.git" && SERVER="$SANDBOX/server.git" && mkdir "$SERVER/hooks"
	printf '#!/bin/sh\ncat >/dev/null\n' >"$SERVER/hooks/pre-receive" && chmod +x "$SERVER/hooks/pre-receive"
	mowners -C "$SERVER" install --server
	mowners -C "$SERVER" install --server
	repo_new && files a && commit_all a && git remote add origin "$SERVER"
	accepted git push -q origin HEAD:main
	[ "$(git -C "$SERVER" rev-list --count "$AUDIT")" -eq 2 ]
}

@test "ten pushes at once: none is lost" {
	world
	for i in 1 2 3 4 5 6 7 8 9 10; do
		git push -q origin "HEAD:refs/heads/free$i" 2>/dev/null &
	done
	wait
	[ "$(git -C "$SERVER" log --format=%B "$AUDIT" | grep -c 'refs/heads/free')" -eq 10 ]
}

# ---- mowners audit -----------------------------------------------------------------------------------------------

# In the server's repository; $flat is what it said on one line.
audit() { # [ARGUMENT…]
	run_split mowners -C "$SERVER" audit "$@"
	flat=$(tr -s ' \n' '  ' <<<"$output")
}

# Past the hooks: what the administrator can do, and what is not noted.
sneak() { # BRANCH
	git push -q origin "$1:refs/heads/sneak" 2>/dev/null && git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse "$1")"
}

@test "audit: all is well, and the second time it is remembered" {
	world
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
	change post blog/post.md
	approve omar post
	accepted git push -q origin post:main
	audit --format json
	[ "$status" -eq 0 ]
	[[ $output == *'"changes": 3, "judged": 3, "chain": true, "copy": false, "more": false, "findings": []'* ]]
	audit --format json
	[[ $output == *'"changes": 3, "judged": 0,'* ]]
	# New records, of whatever, are no reason to judge again.
	change more blog/post.md
	approve omar more
	audit --format json
	[[ $output == *'"changes": 3, "judged": 0,'* ]]
	audit
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: main: 3 landed changes: nothing is wrong" ]
	# A cache that is none does no harm.
	printf 'mowners-audit-cache 1 0.1.0\nrubbish\n' >"$SERVER/mowners/audit-cache"
	audit --format json
	[[ $output == *'"changes": 3, "judged": 3,'* ]]
}

@test "audit: what landed past the hook is named, by path and reason, and so is that it is not noted" {
	world
	change logo brand/logo.svg "brand/a b.svg" email/hero.png
	sneak logo
	change post blog/post.md
	approve omar post
	accepted git push -q origin post:main
	audit
	[ "$status" -eq 1 ]
	[[ $output == *"2 things are wrong in 3 landed changes"* ]]
	[[ $flat == *"$(git rev-parse logo | cut -c1-12) landed without a full record: brand/a b.svg (missing), brand/logo.svg (missing)"* ]]
	[[ $flat == *"the audit knows nothing of it"* ]]
	[[ $output == *"\"logo\" by Tess Tester; by the commit's date"* ]]
	audit --format csv
	[ "$status" -eq 1 ]
	[[ $output == *'"unapproved","'*'"no"'*'"Tess Tester","logo","brand/logo.svg","missing",""'* ]]
	audit --format ndjson
	[ "$(jq -r .kind <<<"$output" | sort | tr '\n' ' ')" = "unapproved unnoted " ]
	audit --under blog
	[ "$status" -eq 0 ]
	audit --under brand/logo.svg --format json # as it is remembered of the whole
	[ "$status" -eq 1 ]
	[ "$(jq -c '.findings[] | select(.kind == "unapproved") | [.files, .paths]' <<<"$output")" = '[1,[{"path":"brand/logo.svg","state":"missing"}]]' ]
	audit "$(git rev-parse logo)..main"
	[ "$status" -eq 0 ]
	audit "main..$(git rev-parse logo)"
	[ "$status" -eq 0 ]
	audit "$(git rev-parse logo~)..$(git rev-parse logo)"
	[ "$status" -eq 1 ]
	[[ $output == *"2 things are wrong in 1 landed change"*"the audit knows nothing of it"* ]]
	audit nothing
	[ "$status" -eq 2 ]
}

@test "audit: what was good then stays good: keys that go, records that expire" {
	world
	change logo brand/logo.svg
	approve lena --expires 2d logo
	approve greta logo
	accepted git push -q origin logo:main
	git fetch -q && git checkout -q -B rules --no-track origin/main
	sed -i '/^lena@/d; /^greta@/d' OWNERS.signers && commit_all "keys go"
	force_rules
	run_split mowners -C "$SERVER" --now "$(moment '60 days')" audit --format json
	[[ $output != *'"unapproved"'*"brand/logo.svg"* ]]
	[[ $output == *'OWNERS.signers'* ]]
}

@test "audit: a branch that was turned back, and an entry that is none" {
	world
	start=$(git rev-parse origin/main)
	change one blog/post.md
	approve omar one
	accepted git push -q origin one:main
	git -C "$SERVER" update-ref refs/heads/main "$start"
	git fetch -q
	change two blog/post.md
	approve omar two
	accepted git push -q origin two:main
	audit --format ndjson
	[ "$status" -eq 1 ]
	[ "$(jq -r '.kind + " " + .old + " " + .new' <<<"$output")" = "gap $(git rev-parse one) $start" ]
	tree=$(git -C "$SERVER" rev-parse "$AUDIT^{tree}")
	git -C "$SERVER" update-ref "$AUDIT" "$(git -C "$SERVER" commit-tree -p "$AUDIT" -m rubbish "$tree")"
	audit
	[ "$status" -eq 1 ]
	[[ $flat == *"this entry of the audit cannot be read: it is no entry that this version knows"* ]]
}

@test "audit: without a chain, by commits and their dates" {
	world
	git checkout -q -B later --no-track origin/main
	echo a >>brand/logo.svg && commit_all a
	git push -q origin later && git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse later)"
	git fetch -q
	audit_here() {
		run_split mowners audit "$@"
	}
	audit_here
	[ "$status" -eq 1 ]
	[[ $output == *"1 thing is wrong in 2 landed changes"*"brand/logo.svg (missing)"*"there is no audit of a server here"* ]]
	git fetch -q origin "$AUDIT:$AUDIT"
	audit_here --format ndjson
	[ "$(jq -r .kind <<<"$output" | sort | tr '\n' ' ')" = "unapproved unnoted " ]
}

@test "audit: without a chain nothing before the rules is looked at, of a folder neither" {
	mkdir -p assets/a && cd assets
	git init -q -b main . && echo 1 >a/f && commit_all old
	printf '[mowners]\nversion = 1\n[rules]\naccountable = @t\n[people]\n@t = T <t@x.org>\n' >OWNERS && commit_all rules
	run_split mowners audit --under a --format json
	[ "$(jq -c '[.changes, .findings]' <<<"$output")" = "[0,[]]" ]
}

# ---- mowners.notifyCommand ---------------------------------------------------------------------------------------

# A program that keeps what it gets; it says its words and ends so.
notify_by() { # [STATUS]
	printf '#!/bin/sh\ncat >"%s"\nprintf "%%s|" "$0" "$#" >>"%s"\necho oops >&2\nexit %d\n' "$SANDBOX/told" "$SANDBOX/called" "${1:-0}" >"$SANDBOX/notify"
	chmod +x "$SANDBOX/notify"
	git -C "$SERVER" config mowners.notifyCommand "$SANDBOX/notify"
}

@test "notify: who is to be informed, of which files, as JSON to a program" {
	world
	notify_by
	change logo brand/logo.svg "brand/a b.svg" blog/post.md
	approve lena logo
	approve greta logo
	approve omar logo
	[ ! -e "$SANDBOX/told" ]
	accepted git push -q origin logo:main
	[ "$(jq -r '.event, (.informed[] | .owner, .people[].email, .ref, .new, .files, .paths[].path)' "$SANDBOX/told" | tr '\n' '|')" = \
		"landed|@ines|ines@example.com|refs/heads/main|$(git rev-parse logo)|2|brand/a b.svg|brand/logo.svg|" ]
	[ "$(cat "$SANDBOX/called")" = "$SANDBOX/notify|0|" ]
	# Nobody is to know of these.
	rm "$SANDBOX/told"
	change post blog/post.md
	approve omar post
	accepted git push -q origin post:main post:free
	[ ! -e "$SANDBOX/told" ]
}

@test "notify: a program that fails, and a setting that is none, are said and stop nothing" {
	world
	notify_by 3
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	accepted git push origin logo:main
	[[ $(said) == *"who is to be informed of this push could not be told: "*"ended with status 3: oops"* ]]
	git -C "$SERVER" config mowners.notifyCommand "notify --now"
	# What a user's own configuration says is not run.
	git config --global mowners.notifyCommand "$SANDBOX/notify" && rm "$SANDBOX/told"
	change more brand/logo.svg
	approve lena more
	approve greta more
	accepted git push origin more:main
	[[ $(said) == *"mowners.notifyCommand is the absolute path of a program"* ]]
	[ ! -e "$SANDBOX/told" ]
	[[ $(entry) == *"verdict approved"* ]]
}

@test "notify: the examples, by mail and to a chat" {
	local hooks="$BATS_TEST_DIRNAME/../../hooks"

	repo_new && git config mowners.notifyUrl https://chat.example.com/SECRET
	cat >"$SANDBOX/event" <<-'END'
		{"mowners": 1, "event": "landed", "at": "2026-11-22T12:55:00Z", "pusher": "tess", "informed": [
		{"owner": "@sales", "people": [{"name": "Ines Paz", "email": "ines@example.com"}, {"name": "Omar", "email": "omar@example.com"}],
		 "ref": "refs/heads/main", "old": "1111111111111111111111111111111111111111", "new": "2222222222222222222222222222222222222222",
		 "files": 3, "paths": [{"path": "a b.svg"}, {"path": "c\nTo: x@example.com"}]}]}
	END
	mkdir "$SANDBOX/bin"
	printf '#!/bin/sh\n{ echo "$@"; cat; echo END; } >>"%s"\n' "$SANDBOX/mails" >"$SANDBOX/bin/sendmail"
	printf '#!/bin/sh\n{ echo "$@"; cat; cat <&3; } >"%s"\n' "$SANDBOX/chat" >"$SANDBOX/bin/curl"
	chmod +x "$SANDBOX"/bin/*
	PATH="$SANDBOX/bin:$PATH" "$hooks/notify-mail" <"$SANDBOX/event"
	[ "$(grep -c '^-i -t$' "$SANDBOX/mails")" -eq 2 ]
	[ "$(grep '^To: ' "$SANDBOX/mails" | tr '\n' ' ')" = "To: ines@example.com To: omar@example.com " ]
	[ "$(grep -c '^MIME-Version: 1.0$' "$SANDBOX/mails")" -eq 2 ]
	[ "$(grep -c '^Content-Transfer-Encoding: 8bit$' "$SANDBOX/mails")" -eq 2 ]
	grep -q '^On "main", now 222222222222, pushed by tess:$' "$SANDBOX/mails"
	grep -q '^  "a b.svg"$' "$SANDBOX/mails"
	grep -q '^  and 1 more$' "$SANDBOX/mails"
	PATH="$SANDBOX/bin:$PATH" "$hooks/notify-chat" <"$SANDBOX/event"
	[[ $(head -n 1 "$SANDBOX/chat") != *SECRET* ]]
	[[ $(cat "$SANDBOX/chat") == *'"text":"3 changed on \"main\", for Ines Paz, Omar: \"a b.svg\", '*'url = "https://chat.example.com/SECRET"'* ]]
}

@test "notify: the examples, of a request" {
	local hooks="$BATS_TEST_DIRNAME/../../hooks"

	repo_new && git config mowners.notifyUrl https://chat.example.com/SECRET
	cat >"$SANDBOX/event" <<-'END'
		{"mowners": 1, "event": "requested", "at": "2026-11-22T12:55:00Z", "pusher": null, "requests": [
		{"record": "11", "by": {"name": "Marc Ode", "email": "marc@example.com"}, "made": "2026-11-22T12:50:00Z", "reason": "For the launch",
		 "target": "refs/heads/main", "commit": "2222222222222222222222222222222222222222",
		 "people": [{"name": "Lena Fischer", "email": "lena@example.com"}, {"name": "Greta Holm", "email": "greta@example.com"}],
		 "files": 3, "paths": [{"path": "a b.svg"}, {"path": "c\nTo: x@example.com"}]},
		{"record": "12", "by": {"name": "bo@x.example", "email": "bo@x.example"}, "made": "2026-11-22T12:50:00Z", "reason": null,
		 "target": "refs/heads/main", "commit": null,
		 "people": [{"name": "Lena Fischer", "email": "lena@example.com"}], "files": 1, "paths": [{"path": "d"}]}]}
	END
	mkdir "$SANDBOX/bin"
	printf '#!/bin/sh\n{ echo "$@"; cat; echo END; } >>"%s"\n' "$SANDBOX/mails" >"$SANDBOX/bin/sendmail"
	printf '#!/bin/sh\n{ cat; cat <&3; } >"%s"\n' "$SANDBOX/chat" >"$SANDBOX/bin/curl"
	chmod +x "$SANDBOX"/bin/*
	PATH="$SANDBOX/bin:$PATH" "$hooks/notify-mail" <"$SANDBOX/event"
	[ "$(grep '^To: ' "$SANDBOX/mails" | tr '\n' ' ')" = "To: greta@example.com To: lena@example.com " ]
	[ "$(grep '^Subject: ' "$SANDBOX/mails" | tr '\n' '|')" = \
		"Subject: 3 changed files wait for your approval|Subject: 4 changed files wait for your approval|" ]
	grep -q '^Marc Ode <marc@example.com> asks you to approve for "main", "For the launch":$' "$SANDBOX/mails"
	grep -q '^bo@x.example <bo@x.example> asks you to approve for "main":$' "$SANDBOX/mails"
	grep -q '^  git fetch && mowners approve 222222222222$' "$SANDBOX/mails"
	grep -q '^  git fetch && mowners approve BRANCH$' "$SANDBOX/mails"
	PATH="$SANDBOX/bin:$PATH" "$hooks/notify-chat" <"$SANDBOX/event"
	[ "$(head -n 1 "$SANDBOX/chat" | jq -r .text)" = \
		'Marc Ode asks Lena Fischer, Greta Holm to approve 3 for "main": "a b.svg", "c\nTo: x@example.com" (For the launch); mowners approve 222222222222
bo@x.example asks Lena Fischer to approve 1 for "main": "d"' ]
	# Of another event nobody is told.
	rm "$SANDBOX/mails"
	echo '{"mowners": 1, "event": "another"}' | PATH="$SANDBOX/bin:$PATH" "$hooks/notify-mail"
	[ ! -e "$SANDBOX/mails" ]
}

@test "notify: a request that is pushed tells whom it asks, by the smallest set" {
	world
	notify_by
	change logo brand/logo.svg "brand/a b.svg"
	approve greta logo
	run_split as marc mowners request --yes -m 'For the launch' logo
	[ "$status" -eq 0 ]
	[ "$(jq -r '.mowners, .event, .pusher, (.requests[] | .record, .by.name, .by.email, .reason, .target, .commit, .people[].name, .people[].email, .files, .paths[].path)' \
		"$SANDBOX/told" | tr '\n' '|')" = \
		"1|requested|null|$(request_id)|Marc Ode|marc@example.com|For the launch|refs/heads/main|null|Lena Fischer|lena@example.com|2|brand/a b.svg|brand/logo.svg|" ]
	[ "$(cat "$SANDBOX/called")" = "$SANDBOX/notify|0|" ]
	# Who asks does not ask themself: who acts for them does.
	change mail email/hero.png
	as omar mowners request --yes mail >/dev/null 2>&1
	[ "$(jq -r '.requests[] | .by.name, .reason, .people[].name' "$SANDBOX/told" | tr '\n' '|')" = "Omar Diaz|null|Marc Ode|" ]
	rm "$SANDBOX/told"
	# An approval is no request.
	change again brand/logo.svg
	approve lena again
	[ ! -e "$SANDBOX/told" ]
}

# The ids of the requests in the store here.
request_id() {
	local id

	git ls-tree -r --name-only refs/mowners/approvals records | while read -r id; do
		if git cat-file blob "refs/mowners/approvals:$id" | grep -q '^decision request$'; then
			basename "$id"
		fi
	done
}

@test "notify: several requests in one push, and one for what is not protected" {
	world
	notify_by
	change logo brand/logo.svg
	change mail email/hero.png
	as omar mowners request --yes --no-push -m 'one' logo >/dev/null 2>&1
	as omar mowners request --yes --no-push -m 'two' mail >/dev/null 2>&1
	as omar mowners sync --push origin >/dev/null 2>&1 || git push -q origin refs/mowners/approvals
	[ "$(jq -r '.requests[] | .reason, .people[].name' "$SANDBOX/told" | sort | tr '\n' '|')" = "Greta Holm|Lena Fischer|Marc Ode|one|two|" ]
	[ "$(cat "$SANDBOX/called")" = "$SANDBOX/notify|0|" ]
}

@test "notify: requests for other targets, by an agency, about nothing that is there, and more than are told of" {
	local i texts=()

	world
	notify_by
	change mail email/hero.png
	for i in "target=refs/heads/free" "target=refs/heads/release/9" "target=refs/heads/main"; do
		record_text ella mail email/hero.png decision=request "$i" | sign_with "$(key_of ella)" >"$SANDBOX/request.${#texts[@]}"
		texts+=("$SANDBOX/request.${#texts[@]}")
	done
	record_text ella mail email/hero.png decision=request reason=odd \
		step="000000 $(printf '0%.0s' {1..40}) 120000 $(printf '9%.0s' {1..40}) email/%FF%0Ax" | sign_with "$(key_of ella)" >"$SANDBOX/odd"
	store_records "${texts[@]}" "$SANDBOX/odd" && push_store
	[ "$(jq -r '.requests[] | [.target, .reason, .by.name, .people[].name, .files] | join(" ")' "$SANDBOX/told" | sort | tr '\n' '|')" = \
		"refs/heads/main  Ella Moor Marc Ode 1|refs/heads/main odd Ella Moor Marc Ode 1|refs/heads/release/9  Ella Moor Marc Ode 1|" ]
	[ "$(jq -r '.requests[] | select(.reason == "odd") | .paths[].path_bytes' "$SANDBOX/told")" = "656d61696c2fff0a78" ]
	texts=()
	for i in {1..22}; do
		record_text ella mail email/hero.png decision=request "reason=number $i" | sign_with "$(key_of ella)" >"$SANDBOX/many.$i"
		texts+=("$SANDBOX/many.$i")
	done
	store_records "${texts[@]}" && push_store
	[ "$(jq '.requests | length' "$SANDBOX/told")" -eq 20 ]
}

@test "notify: a request whose program fails stands, and that is said" {
	world
	notify_by 3
	change mail email/hero.png
	run_split as omar mowners request --yes mail
	[ "$status" -eq 0 ]
	[[ $(tr -s ' \n' ' ' <<<"$output") == *"Sent to origin Server who is to be asked by this request could not be told: "*"ended with status 3: oops"* ]]
	[[ $output == *"asked for approval of 1 change"* ]]
	[[ $(git --git-dir "$SERVER" ls-tree -r --name-only refs/mowners/approvals | wc -l) -gt 1 ]]
}

@test "notify: where a clone has such a program, mowners request runs it once it has sent" {
	world
	notify_by
	git -C "$SERVER" config --unset mowners.notifyCommand
	git config mowners.notifyCommand "$SANDBOX/notify"
	change logo brand/logo.svg
	as marc mowners request --yes --no-push logo >/dev/null 2>&1
	as marc mowners request --yes --dry-run logo >/dev/null 2>&1
	[ ! -e "$SANDBOX/told" ]
	run_split as marc mowners request --yes -m 'For the launch' logo
	[ "$status" -eq 0 ]
	[ "$(jq -r '.event, .pusher, (.requests[] | .by.name, .reason, .commit, .people[].name, .files)' "$SANDBOX/told" | tr '\n' '|')" = \
		"requested|null|Marc Ode|For the launch|$(git rev-parse logo)|Lena Fischer|Greta Holm|1|" ]
	[ "$(cat "$SANDBOX/called")" = "$SANDBOX/notify|0|" ]
	# It is said that it fails; what is an approval tells nobody.
	rm "$SANDBOX/told"
	approve lena logo
	[ ! -e "$SANDBOX/told" ]
	notify_by 3 && git -C "$SERVER" config --unset mowners.notifyCommand
	run_split as marc mowners request --yes -m 'Once more' logo
	[ "$status" -eq 0 ]
	[[ $stderr == *"the request is sent, and who is to be asked by it could not be told: "*"status 3: oops"* ]]
	# What a user's own configuration says is not run.
	git config --unset mowners.notifyCommand && git config --global mowners.notifyCommand "$SANDBOX/notify" && rm "$SANDBOX/told"
	as marc mowners request --yes -m 'A third time' logo >/dev/null 2>&1
	[ ! -e "$SANDBOX/told" ]
}

@test "an override leaves a debt, until the owners approve what landed" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change hero email/hero.png
	local who old new
	old=$(git rev-parse origin/main)
	for who in lena ines; do
		as "$who" mowners override --yes -m 'The launch is today' hero >/dev/null 2>&1
	done
	accepted git push -q origin hero:main
	git fetch -q origin main "+$AUDIT:$AUDIT"
	run_split mowners audit --unratified
	[ "$status" -eq 1 ]
	new=$(git rev-parse origin/main)
	[[ "$output" == *"email/hero.png"*"its owners run mowners approve ${old:0:12}..${new:0:12}"* ]]
	# A later change of the file pays it, also where one asks about what landed before that.
	git checkout -q -B more --no-track origin/main && echo more >>email/hero.png && commit_all more
	git update-ref refs/remotes/origin/main more
	run_split mowners audit --unratified "$old..$new"
	[ "$status" -eq 0 ]
	git update-ref refs/remotes/origin/main "$new"
	as marc mowners approve --yes "${old:0:12}..${new:0:12}" >/dev/null 2>&1
	run_split mowners audit --unratified
	[ "$status" -eq 0 ]
	# What it was for has landed: it does not let the same in again.
	git checkout -q -B back --no-track origin/main && git revert -n HEAD && commit_all back
	approve marc back
	accepted git push -q origin back:main
	git fetch -q
	git checkout -q -B again --no-track origin/main && git revert -n HEAD && commit_all again
	refused "spent" git push -q origin again:main
}

@test "a move that an override let through has its records in the entry" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	local old who
	old=$(git rev-parse origin/main)
	accepted git push -q origin "$old:refs/heads/release/1"
	for who in lena ines; do
		as "$who" mowners override --yes --target release/1 --move "$old" "$ZERO" -m 'Over' >/dev/null 2>&1
	done
	accepted git push -q origin :release/1
	[[ $(entry) == *"ref $old $ZERO refs/heads/release/1"$'\n'"verdict approved"$'\n'"override "*$'\n'"override "* ]]
}

@test "what a rewind took back by an override is a debt of that, until its owners approve it" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	local old new who
	old=$(git rev-parse origin/main)
	change hero email/hero.png
	approve marc hero
	accepted git push -q origin hero:main
	new=$(git rev-parse hero)
	git fetch -q
	for who in lena ines; do
		as "$who" mowners override --yes --move "$new" "$old" -m 'Too early' >/dev/null 2>&1
	done
	accepted git push -q -f origin "$old:main"
	mowners -C "$SERVER" audit --format ndjson >found || true
	[ "$(jq -r '.kind, .files, .paths[].path, (.overrides | length)' found | tr '\n' ' ')" = "override 1 email/hero.png 2 " ]
	git fetch -q
	as marc mowners approve --yes "$new..$old" >/dev/null 2>&1
	run mowners -C "$SERVER" audit
	[ "$status" -eq 0 ]
}

@test "who may decide only later has carried nothing" {
	WORLD_EDIT='s/^accountable = @marc/&\nescalate = @omar after 3d/' world
	change hero email/hero.png
	approve marc hero
	id=$(entry | sed -n 's/^received approve //p')
	record_text omar hero email/hero.png | sign_with "$(key_of omar)" >"$SANDBOX/omars"
	store_records "$SANDBOX/omars"
	accepted push_store
	accepted git push -q origin hero:main
	[[ $(entry) == *"record $id"* ]]
	[ "$(entry | grep -c '^record ')" -eq 1 ]
}

# ---- In a clone ----------------------------------------------------------------------------------------------------

COPY=refs/mowners-remotes/origin/audit

# What the clone has of the audit, and what the server has.
copied() {
	git rev-parse -q --verify "$COPY"
}
there() {
	git -C "$SERVER" rev-parse "$AUDIT"
}

@test "a clone: sync, approve and git fetch bring the audit, and audit tells there what it tells on the server" {
	world
	change logo brand/logo.svg
	approve lena logo
	[ "$(git rev-parse "$COPY~0")" = "$(git -C "$SERVER" rev-parse "$AUDIT~1")" ]
	approve greta logo
	accepted git push -q origin logo:main
	change post blog/post.md
	sneak post
	git fetch -q && mowners sync >/dev/null
	[ "$(copied)" = "$(there)" ]
	audit --format ndjson
	run_split mowners audit --format ndjson
	[ "$status" -eq 1 ]
	[ "$output" = "$(mowners -C "$SERVER" audit --format ndjson)" ]
	[ "$(jq -r .kind <<<"$output" | sort | tr '\n' ' ')" = "unapproved unnoted " ]
	run_split mowners audit
	[[ $(tr -s ' \n' '  ' <<<"$output") == *"Note of what landed after the audit was fetched it knows nothing: mowners sync, and look again"* ]]
	# Nothing of it is ever sent, and a colleague gets it with git fetch alone.
	git clone -q "$SERVER" "$SANDBOX/other" && cd "$SANDBOX/other"
	mowners install --client >/dev/null
	run copied
	[ "$status" -ne 0 ]
	git fetch -q
	[ "$(copied)" = "$(there)" ]
	before=$(there)
	mowners sync >/dev/null
	[ "$(there)" = "$before" ]
	[ "$(git -C "$SERVER" for-each-ref --format='%(refname)' refs/mowners refs/mowners-remotes)" = $'refs/mowners/approvals\nrefs/mowners/audit' ]
	mowners install --client --uninstall >/dev/null
	[ "$(git config --get-all remote.origin.fetch | grep -c mowners)" -eq 0 ]
}

@test "a clone that has fetched less of the branch than the audit tells of is not told of a gap" {
	world
	git clone -q "$SERVER" "$SANDBOX/other"
	change logo brand/logo.svg
	approve lena logo
	approve greta logo
	accepted git push -q origin logo:main
	cd "$SANDBOX/other" && mowners sync >/dev/null
	run_split mowners audit
	[ "$status" -eq 0 ]
	[[ $output == "mowners: main: 1 landed change: nothing is wrong"* ]]
	[[ $(tr -s ' \n' '  ' <<<"$output") == *"Note the audit tells of more than what was fetched of the branch: git fetch brings that"* ]]
	run_split mowners audit --format json
	[[ $output == *'"chain": true, "copy": true, "more": true,'* ]]
	git fetch -q
	run_split mowners audit --format json
	[[ $output == *'"changes": 2,'*'"copy": true, "more": false, "findings": []'* ]]
}

@test "a clone: an audit that was written anew is not taken over, and said" {
	world
	mowners sync >/dev/null
	local kept
	kept=$(copied)
	[ -n "$kept" ]
	git -C "$SERVER" update-ref "$AUDIT" "$(git -C "$SERVER" commit-tree -m "$(entry)" "$AUDIT^{tree}")"
	run_split mowners sync
	[ "$status" -eq 0 ]
	[[ $stderr == "mowners: warning: the audit of origin does not go on from what was fetched before: it was written anew there; what is here is kept, and where the new one is meant: git update-ref -d $COPY" ]]
	[ "$(copied)" = "$kept" ]
	# Approvals come and go all the same, which says it too.
	change post blog/post.md
	run_split as omar mowners approve --yes post
	[ "$status" -eq 0 ]
	[[ $stderr == *"mowners: warning: the audit of origin does not go on"* ]]
	# Nor by git fetch.
	mowners install --client >/dev/null
	run git fetch
	[ "$status" -ne 0 ]
	[[ $output == *"[rejected]"*"$COPY"*"(non-fast-forward)"* ]]
	[ "$(copied)" = "$kept" ]
	# As it says.
	git update-ref -d "$COPY"
	mowners sync >/dev/null
	[ "$(copied)" = "$(there)" ]
}

@test "a clone: what lies there and is no audit is left there, and a server without one is fine" {
	world
	git -C "$SERVER" update-ref "$AUDIT" "$(git -C "$SERVER" rev-parse main)"
	run_split mowners sync
	[ "$status" -eq 0 ]
	[ "$stderr" = "mowners: warning: refs/mowners/audit of origin is no audit, so it was left there" ]
	run copied
	[ "$status" -ne 0 ]
	git -C "$SERVER" update-ref -d "$AUDIT"
	run_split mowners sync
	[ "$status" -eq 0 ]
	[ -z "$stderr" ]
	run_split mowners audit
	[[ $(tr -s ' \n' '  ' <<<"$output") == *"there is no audit of a server here, so each commit is taken as one change, at its own date; mowners sync brings it, where the server has one"* ]]
	git -C "$SERVER" update-ref refs/heads/x main
	run_split mowners -C "$SERVER" audit
	[[ $(tr -s ' \n' '  ' <<<"$output") == *"there is no audit here, so each commit is taken as one change, at its own date; mowners install --server begins one"* ]]
}
