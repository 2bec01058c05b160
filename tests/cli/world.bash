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

# The server ($SERVER), and the clone that we are then in. WORLD_EDIT changes the rules, as sed(1) does.
# shellcheck disable=SC2120
world() { # [FILE…]
	made_once world_make "$@"
}

# Runs a command that fills an empty sandbox with a server and a clone, which takes some sixty programs; from then on all
# tests of the suite get copies. The hooks are large: they are links, so that who changes one must remove it first.
made_once() { # COMMAND [ARGUMENT…]
	local kept hook config

	kept="$(shared)/world.$(cksum <<<"${WORLD_EDIT-} $*" | tr ' ' .)"
	if [[ ! -e $kept ]]; then
		"$@" && world_keep "$kept"
		return
	fi
	for hook in "$kept/hooks/"*; do
		[[ -x $hook && ! $hook -nt $kept ]] || { echo "a test has changed the hooks of all others: $hook"; return 1; }
	done
	SERVER="$SANDBOX/server.git"
	[[ ! -e $SERVER ]] || rm -rf "$SANDBOX/work" "$SERVER" "$SANDBOX/people"
	cp -RP "$kept/sandbox/." "$SANDBOX/" && mkdir "$SERVER/hooks" || return 1
	ln "$kept/hooks/"* "$SERVER/hooks/" 2>/dev/null || cp "$kept/hooks/"* "$SERVER/hooks/" || return 1
	config=$(<"$kept/sandbox/work/.git/config")
	printf '%s\n' "${config//@SANDBOX@/$SANDBOX}" >"$SANDBOX/work/.git/config"
	cd "$SANDBOX/work" && git update-index -q --refresh
}

# Few files are quickly copied. Who comes second, of two at once, keeps nothing.
world_keep() { # KEPT
	local copy="$1.$$/sandbox"

	git repack -adnq && git -C "$SERVER" repack -adnq && mkdir -p "$copy" || return 1
	cp -RP "$SANDBOX/work" "$SERVER" "$SANDBOX/people" "$copy/" && mv "$copy/server.git/hooks" "$1.$$/" || return 1
	sed -i "s|$SANDBOX/|@SANDBOX@/|" "$copy/work/.git/config" && touch "$1.$$" || return 1
	ln -sn "$1.$$" "$1" 2>/dev/null || true
}

# The folder for what is made once: of the suite, where tests/run-suite made one, else of the file of tests.
shared() {
	if [[ -w ${SUITE_SHARED-} ]]; then echo "$SUITE_SHARED"; else echo "$BATS_FILE_TMPDIR"; fi
}

world_make() { # [FILE…]
	repo_new "$SANDBOX/work" && mkdir -p .git/hooks || return 1
	world_rules | sed "${WORLD_EDIT-}" | owners || return 1
	world_keys lena marc ines greta paul tomas omar hana ella bot || return 1
	files brand/logo.svg brand/price.claims.md email/hero.png blog/post.md social/post.md guild/type.woff2 partner/copy.md "$@" || return 1
	commit_all "first" || return 1
	server_new || return 1
	git push -q origin main 2>/dev/null || return 1
	git remote set-head origin main || return 1
	git fetch -q
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

# Keys cost a run of ssh-keygen each; they are made once, and all people of that name have them.
world_keys() { # HANDLE…
	local kept who

	kept="$(shared)/keys"
	if [[ ! -e $kept ]]; then
		mkdir "$kept.$$" && (cd "$kept.$$" && SANDBOX="$PWD/made" keys_new "$@") && cp -R "$kept.$$/made/people" "$kept.$$/" || return 1
		for who; do
			ln -sf "$kept.$$/made/people/$who/"key* "$kept.$$/people/$who/" || return 1
		done
		ln -sn "$kept.$$" "$kept" 2>/dev/null || true
	fi
	cp "$kept/OWNERS.signers" . && cp -RP "$kept/people" "$SANDBOX/"
}

# A branch off the server's main in which Tess changes files; each gets new content.
change() { # BRANCH PATH…
	local branch=$1 path

	shift
	cmp -s "$SERVER/refs/heads/main" .git/refs/remotes/origin/main || git fetch -q origin || return 1
	git checkout -q -B "$branch" --no-track origin/main || return 1
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

# A push that must be refused by our hook, for this reason, wherever its lines break, and leave every ref as it was.
refused() { # REASON COMMAND…
	local before reason=$1

	shift
	before=$(refs)
	run "$@"
	if [[ $status -eq 0 || "$output $(said)" != *"$reason"* || $(refs) != "$before" ]]; then
		printf '%s\n' "not refused as it should be: $* (status $status, reason \"$reason\")" "$output" "-- refs" "$(diff <(echo "$before") <(refs))"
		return 1
	fi
	[[ $output == *"remote: mowners: "* ]] || { printf '%s\n' "refused, but not by mowners:" "$output"; return 1; }
	beside "$reason" "$@"
}

# For the table of `make check-attacks` ($ATTACKS is a folder): what mowners said last, and what git alone does with the same
# push, to a server as it is but for its hooks. Then all is as it was.
beside() { # REASON COMMAND…
	local kept="$SANDBOX/beside" git=refused clone said

	if [[ -n ${ATTACKS-} ]]; then
		clone=$(git rev-parse --absolute-git-dir) && cp -RP "$SERVER" "$kept.server" && cp -RP "$clone" "$kept.clone" || return 1
		rm -rf "$SERVER/hooks"
		if "${@:2}" >"$kept.said" 2>&1; then git=accepted; fi
		rm -rf "$SERVER" "$clone"
		mv "$kept.server" "$SERVER" && mv "$kept.clone" "$clone" || return 1
		said=$(sed -n "s|$SANDBOX||g; /^remote: mowners: warning: /d; s/^remote: mowners: //p" <<<"$output" | head -n 1)
		printf '%s\t%s\t%s\t%s\n' "$BATS_TEST_DESCRIPTION" "$git" "$1" "$said" >>"$ATTACKS/$(printf '%s.%03d' "${BATS_TEST_FILENAME##*/}" "$BATS_TEST_NUMBER")"
	fi
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

# ---- Pushes while programs of the server fail ----

# A change that Marc has approved, and two folders: of programs that come before all others, and for temporary files.
approved_world() {
	# shellcheck disable=SC2119
	world
	change hero email/hero.png
	approve marc hero
	mkdir "$SANDBOX/bin" "$SANDBOX/tmp"
}

# A program for the server, from standard input.
program() { # NAME
	cat >"$SANDBOX/bin/$1" && chmod +x "$SANDBOX/bin/$1"
}

push_hero() {
	PATH="$SANDBOX/bin:$PATH" TMPDIR="$SANDBOX/tmp" git push -q origin hero:main
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

# What a store has of records: "ID FOLDER", and below it what the index has of each of its lines, "PLACE STATE"; none of a
# stop or a withdrawal.
record_read() { # FILE…
	perl -MDigest::SHA=sha256_hex -we '
		sub digits { return substr sha256_hex($_[0]), 0, $_[1] }
		undef $/;
		for my $file (@ARGV) {
			open my $in, "<:raw", $file or die "$file: $!";
			my ($text) = split /^-----BEGIN SSH SIGNATURE-----$/m, <$in>;
			my $stops = $text =~ /^decision (stop|withdraw)$/m;
			print sha256_hex($text), $stops ? " stops\n" : " records\n";
			next if $stops || $ENV{LINES_FILE};
			for ($text =~ /^(?:step|move) .*/mg) {
				my ($state, $folder, $name) = (digits($_, 16), m{ (?:([^ ]*)/)?([^ /]*)$});
				print /^move/ ? $state : digits($folder // "", 8) . digits($name, 8), " $state\n";
			}
		}' "$@"
}

record_lines() { # FILE
	record_read "$1" | tail -n +2
}

index_line() { # LINE
	record_lines <(echo "$1")
}

# Puts records into the local store as a commit on its ref, whatever they say; into as many folders as they need, and at
# most 128 lines. LINES_FILE: the index gets these for each instead, "PLACE STATE".
store_records() { # RECORD-FILE…
	local place state blob blobs parent=() index="$SANDBOX/store.index" lines="$SANDBOX/store.lines" paths="$SANDBOX/store.paths"

	rm -f "$index"
	: >"$lines"
	: >"$paths"
	if git rev-parse -q --verify refs/mowners/approvals >/dev/null; then
		parent=(-p refs/mowners/approvals)
		GIT_INDEX_FILE=$index git read-tree refs/mowners/approvals || return 1
		git cat-file blob refs/mowners/approvals:index >"$lines" 2>/dev/null || true
	fi
	mapfile -t blobs < <(git hash-object -w --no-filters "$@")
	while read -r place state; do
		if [[ $state != records && $state != stops ]]; then
			echo "$place $state $blob" >>"$lines"
			continue
		fi
		blob=${blobs[0]}
		blobs=("${blobs[@]:1}")
		[[ $# -le 64 ]] || place=${place:0:1}/${place:1}
		printf '100644 %s\t%s/%s\n' "$blob" "$state" "$place" >>"$paths"
		[[ ! -s ${LINES_FILE-} ]] || sed "s/$/ $blob/" "$LINES_FILE" >>"$lines"
	done < <(record_read "$@")
	printf '100644 %s\tformat\n' "$(echo "mowners-store 2" | git hash-object -w --stdin)" >>"$paths"
	if [[ -s $lines ]]; then
		printf '100644 %s\tindex\n' "$(LC_ALL=C sort -u "$lines" | git hash-object -w --stdin)" >>"$paths"
	fi
	GIT_INDEX_FILE=$index git update-index --index-info <"$paths" || return 1
	git update-ref refs/mowners/approvals "$(git commit-tree "${parent[@]}" -m records "$(GIT_INDEX_FILE=$index git write-tree)")"
}

# A store of the first layout with these records: what a former version left behind.
store_first() { # RECORD-FILE…
	local file id index="$SANDBOX/first.index"

	rm -f "$index"
	for file; do
		id=$(record_id "$file")
		printf '100644 %s\trecords/%s/%s\n' "$(git hash-object -w --no-filters "$file")" "${id:0:2}" "${id:2}"
		printf '100644 %s\tindex/%s/%s/%s/%s\n' "$(git hash-object -w --stdin </dev/null)" "${id:0:2}" "${id:2:2}" "${id:4}" "$id"
	done | GIT_INDEX_FILE=$index git update-index --index-info || return 1
	git update-ref refs/mowners/approvals "$(git commit-tree -m "a former version" "$(GIT_INDEX_FILE=$index git write-tree)")"
}

# The same on the server, and not here.
server_first() { # RECORD-FILE…
	store_first "$@" && git -C "$SERVER" fetch -q "$PWD" +refs/mowners/approvals:refs/mowners/approvals &&
		git update-ref -d refs/mowners/approvals
}

push_store() {
	git push -q origin refs/mowners/approvals
}
