# A marketing repository with people, keys and a server that judges pushes, for tests of approvals.
#
#     load helper
#     load world
#
#     @test "…" {
#             world
#             change logo brand/logo.svg
#             approve lena logo
#             accepted git push -q origin logo:main
#     }
#
# Tess (tess@example.com), who makes the changes, is nobody whom the rules know. Everybody else approves with `as`.

# shellcheck disable=SC2154

# The server ($SERVER), and the clone that we are then in. Making them takes some sixty programs; a file makes them once.
# WORLD_EDIT changes the rules, as sed(1) does, and makes them anew.
world() { # [FILE…]
	local kept="$BATS_FILE_TMPDIR/world"

	if [[ $# -gt 0 || -n ${WORLD_EDIT-} ]]; then
		world_make "$@"
	elif [[ -e $kept.done ]]; then
		world_copy "$kept"
	else
		world_make && mkdir -p "$kept" && cp -R "$SANDBOX/work" "$SANDBOX/server.git" "$SANDBOX/people" "$kept/" || return 1
		echo "$SANDBOX" >"$kept.done"
	fi
}

world_make() { # [FILE…]
	repo_new "$SANDBOX/work" || return 1
	world_rules | sed "${WORLD_EDIT-}" | owners || return 1
	world_keys lena marc ines greta paul tomas omar hana ella bot || return 1
	files brand/logo.svg brand/price.claims.md email/hero.png blog/post.md social/post.md guild/type.woff2 partner/copy.md "$@" || return 1
	commit_all "first" || return 1
	server_new || return 1
	git push -q origin main 2>/dev/null || return 1
	git remote set-head origin main || return 1
	git fetch -q
}

# What names the place where it was made gets the new one, and the index forgets it.
world_copy() { # KEPT
	local made

	made=$(<"$1.done")
	cp -R "$1/." "$SANDBOX/" || return 1
	sed -i "s|$made/|$SANDBOX/|" "$SANDBOX/work/.git/config" "$SANDBOX"/people/*/.gitconfig || return 1
	SERVER="$SANDBOX/server.git"
	cd "$SANDBOX/work" && git update-index -q --refresh
}

world_rules() {
	cat <<-'END'
		[mowners]
		version = 1
		protect = release/* tags/launch/*

		[rules]
		accountable = @tomas

		[brand]
		path        = /brand/
		accountable = @lena
		review      = @greta
		consulted   = @omar
		informed    = @ines
		level       = standard

		[claims]
		path   = *.claims.md
		review = @legal

		[email]
		path        = /email/
		accountable = @marc

		[blog]
		path        = /blog/
		accountable = @omar
		responsible = @hana
		level       = lightweight

		[guild]
		path        = /guild/
		accountable = @hana
		review      = 2 of @guild

		[partner]
		path           = /partner/
		accountable    = @hana
		review.copy    = @copywriters

		[people]
		@lena  = Lena Fischer <lena@example.com>, email lena@private.example, deputy @marc
		@marc  = Marc Ode <marc@example.com>
		@ines  = Ines Paz <ines@example.com>
		@greta = Greta Holm <greta@example.com>
		@paul  = Paul Rey <paul@example.com>
		@tomas = Tomas Riva <tomas@example.com>, deputy @ines
		@omar  = Omar Diaz <omar@example.com>
		@hana  = Hana Mori <hana@example.com>
		@ella  = Ella Moor <ella@example.com>, external
		@bot   = Drafter <bot@example.com>, bot

		[teams]
		@legal       = @greta @paul
		@guild       = @lena @marc @ines
		@copywriters = @ella @omar
	END
}

# Keys cost a run of ssh-keygen each; they are made once a file.
world_keys() { # HANDLE…
	local kept="$BATS_FILE_TMPDIR/keys"

	if [[ ! -e $kept.done ]]; then
		(cd "$BATS_FILE_TMPDIR" && rm -f OWNERS.signers && SANDBOX="$kept" keys_new "$@" && cp OWNERS.signers "$kept/") || return 1
		: >"$kept.done"
	fi
	cp "$kept/OWNERS.signers" . && mkdir -p "$SANDBOX/people" && cp -R "$kept/people/." "$SANDBOX/people/" || return 1
	local who
	for who; do
		sed -i "s|$kept/|$SANDBOX/|" "$SANDBOX/people/$who/.gitconfig"
	done
}

# A branch off the server's main in which Tess changes files; each gets new content.
change() { # BRANCH PATH…
	local branch=$1 path

	shift
	git fetch -q origin && git checkout -q -B "$branch" --no-track origin/main || return 1
	for path; do
		if [[ $path == */* ]]; then
			mkdir -p -- "${path%/*}"
		fi
		printf '%s %s\n' "$branch" "$path" >"./$path" || return 1
	done
	commit_all "$branch"
}

approve() { # WHO [ARGUMENT…]
	local who=$1

	shift
	as "$who" mowners approve --yes "$@" >/dev/null 2>&1
}

refs() {
	git -C "$SERVER" for-each-ref
}

# A push that must go through.
accepted() { # COMMAND…
	run "$@"
	if [[ $status -ne 0 ]]; then
		printf '%s\n' "not accepted: $*" "$output"
		return 1
	fi
}

# A push that must be refused by our hook, for this reason, and leave every ref as it was.
refused() { # REASON COMMAND…
	local before reason=$1

	shift
	before=$(refs)
	run "$@"
	if [[ $status -eq 0 || $output != *"$reason"* || $(refs) != "$before" ]]; then
		printf '%s\n' "not refused as it should be: $* (status $status, reason \"$reason\")" "$output" "-- refs" "$(diff <(echo "$before") <(refs))"
		return 1
	fi
	[[ $output == *"remote: mowners: "* ]] || { printf '%s\n' "refused, but not by mowners:" "$output"; return 1; }
}

# What the last push or command said, as one line: without git's "remote: ", and without line breaks.
said() {
	tr -s ' \n' '  ' <<<"${output//remote: /}"
}

# OWNERS and OWNERS.signers as they lie here become the server's main, whatever the hook would say.
force_rules() {
	commit_all "rules" && git push -q origin HEAD:refs/heads/forced && git -C "$SERVER" update-ref refs/heads/main "$(git rev-parse HEAD)" &&
		git fetch -q origin
}

# ---- Records by hand: what a hostile client could send ----

# shellcheck disable=SC2034
ZERO=0000000000000000000000000000000000000000

moment() { # AGO, as date(1) understands it
	date -u -d "${1:-now}" +%Y-%m-%dT%H:%M:%SZ
}

# The step line of a path between two commits.
step_line() { # OLD NEW PATH
	git diff-tree -r --no-renames --full-index "$1" "$2" -- "$3" | sed -E 's/^:([0-9]+) ([0-9]+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\t(.*)$/step \1 \3 \2 \4 \5/'
}

# A record of WHO for the step of PATH from origin/main to BRANCH, on stdout; NAME=VALUE changes a line, NAME= drops it.
record_text() { # WHO BRANCH PATH [NAME=VALUE…]
	local who=$1 branch=$2 path=$3 base name
	local -A line

	shift 3
	base=$(git merge-base origin/main "$branch")
	line=([target]=refs/heads/main [base]=$(git rev-parse origin/main) [decision]=approve [as]='*' [by]=$who@example.com
		[made]=$(moment '1 minute ago') [expires]=$(moment '30 days') [step]=$(step_line "$base" "$branch" "$path"))
	line[step]=${line[step]#step }
	for name; do
		line[${name%%=*}]=${name#*=}
	done
	echo "mowners-approval 1"
	for name in repository target base decision as by witness made expires reason record path step move; do
		if [[ -n ${line[$name]-} ]]; then
			echo "$name ${line[$name]}"
		fi
	done
}

# Signs the text on stdin; the record with its signature on stdout.
sign_with() { # KEY [NAMESPACE]
	local text="$SANDBOX/text.$RANDOM"

	cat >"$text"
	ssh-keygen -q -Y sign -n "${2:-approval@mowners}" -f "$1" "$text" >/dev/null 2>&1 || return 1
	cat "$text" "$text.sig"
	rm -f "$text" "$text.sig"
}

key_of() { # WHO
	echo "$SANDBOX/people/$1/key"
}

# The id of a record: the SHA-256 of its text without the signature.
record_id() { # FILE
	sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' "$1" | sha256sum | cut -d' ' -f1
}

# The lines under which a record is indexed.
record_lines() { # FILE
	sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' "$1" | awk '/^(step|record|move) / { print } /^step / { print "at " $6 } /^path / && !p++ { print "path" }'
}

# Puts records into the local store as a commit on its ref, whatever they say. LINES=FILE: index under these lines instead.
store_records() { # RECORD-FILE…
	local file id blob hash line empty parent=()
	local index="$SANDBOX/store.index"

	rm -f "$index"
	if git rev-parse -q --verify refs/mowners/approvals >/dev/null; then
		parent=(-p refs/mowners/approvals)
		GIT_INDEX_FILE=$index git read-tree refs/mowners/approvals || return 1
	fi
	empty=$(git hash-object -w --stdin </dev/null)
	for file; do
		id=$(record_id "$file")
		blob=$(git hash-object -w --no-filters "$file")
		{
			printf '100644 %s\trecords/%s/%s\n' "$blob" "${id:0:2}" "${id:2}"
			while IFS= read -r line; do
				hash=$(printf %s "$line" | sha256sum | cut -d' ' -f1)
				printf '100644 %s\tindex/%s/%s/%s/%s\n' "$empty" "${hash:0:2}" "${hash:2:2}" "${hash:4}" "$id"
			done < <(if [[ -n ${LINES_FILE-} ]]; then cat "$LINES_FILE"; else record_lines "$file"; fi)
		} | GIT_INDEX_FILE=$index git update-index --index-info || return 1
	done
	git update-ref refs/mowners/approvals "$(git commit-tree "${parent[@]}" -m records "$(GIT_INDEX_FILE=$index git write-tree)")"
}

push_store() {
	git push -q origin refs/mowners/approvals
}
