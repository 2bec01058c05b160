# What the bats files share: a sandbox for each test, a pinned world, and short words for what tests do again and again.
#
#     load helper
#
#     @test "somebody owns the logo" {
#             repo_new
#             owners <<-'END'
#             	[mowners]
#             	…
#             END
#             run_split mowners who brand/logo.svg
#             …
#     }
#
# The program under test is $MOWNERS, build/mowners unless set.

bats_require_minimum_version 1.5.0

# The moment of commits, and a clock for --now.
NOW=2026-11-22T12:00:00Z

# An empty folder to work in ($SANDBOX), a HOME with nothing but an identity, no git configuration and no environment of the machine's.
sandbox_new() {
	local root="$BATS_TEST_DIRNAME/../.."

	set +T # bats notes each command that runs; in the functions of helpers that takes longer than the commands
	MOWNERS=$(realpath "${MOWNERS:-$root/build/mowners}")
	SANDBOX=$(cd -P "$BATS_TEST_TMPDIR" && pwd)
	unset "${!GIT_@}" NO_COLOR COLUMNS LESS LV EMAIL XDG_CONFIG_HOME SSH_AUTH_SOCK
	export PAGER=cat # a test must never wait for a key
	export HOME="$SANDBOX/home"
	export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$HOME/.gitconfig" GIT_TERMINAL_PROMPT=0 GIT_TEMPLATE_DIR=
	export GIT_AUTHOR_DATE=$NOW GIT_COMMITTER_DATE=$NOW
	export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
	mkdir -p "$HOME" "$SANDBOX/work"
	person_config "Tess Tester" tess@example.com >"$GIT_CONFIG_GLOBAL"
	cd "$SANDBOX/work" || return 1
}

setup() {
	sandbox_new
}

mowners() {
	"$MOWNERS" "$@"
}

# stdout to $output, stderr to $stderr, and the status. A command that closes or fills its output goes through bash -c.
run_split() {
	run --separate-stderr "$@"
}

# A git configuration with an identity, and a signing key if there is one.
person_config() { # NAME EMAIL [KEY]
	printf '[user]\n\tname = %s\n\temail = %s\n' "$1" "$2"
	printf '[init]\n\tdefaultBranch = main\n[commit]\n\tgpgSign = false\n'
	# What is thrown away at once needs neither to be tidied up nor to survive a power cut.
	printf '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautoGC = false\n[core]\n\tfsync = none\n'
	printf '[protocol "file"]\n\tallow = always\n[advice]\n\tdetachedHead = false\n'
	if [[ -n ${3-} ]]; then
		printf '[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = %s\n' "$3"
	fi
}

# An empty repository, and into it.
repo_new() { # [DIR]
	git init -q -b main "${1:-.}" && cd "${1:-.}" || return 1
}

# Everything that lies here becomes a commit.
commit_all() { # MESSAGE
	git add -A && git commit -q --allow-empty -m "${1:-change}"
}

# Standard input becomes an OWNERS file.
# shellcheck disable=SC2120
owners() { # [FOLDER]
	mkdir -p "${1:-.}" && cat >"${1:-.}/OWNERS"
}

# Files with some content, folders included.
files() { # PATH…
	local path

	for path; do
		if [[ $path == */* ]]; then
			mkdir -p -- "${path%/*}" || return 1
		fi
		printf '%s\n' "$path" >"./$path" || return 1
	done
}

# SSH keys of people, each with a git configuration of their own, and their lines in OWNERS.signers here.
keys_new() { # HANDLE…
	local who home

	for who; do
		home="$SANDBOX/people/$who"
		mkdir -p "$home"
		ssh-keygen -q -t ed25519 -N '' -C "$who" -f "$home/key" </dev/null || return 1
		# shellcheck disable=SC2088 # git and mowners expand it
		person_config "${who^}" "$who@example.com" '~/key' >"$home/.gitconfig"
		printf '%s@example.com namespaces="approval@mowners" %s\n' "$who" "$(cut -d' ' -f1,2 "$home/key.pub")" >>OWNERS.signers
	done
}

# Runs a command as one of those people.
as() { # HANDLE COMMAND…
	local home="$SANDBOX/people/$1"

	shift
	HOME="$home" GIT_CONFIG_GLOBAL="$home/.gitconfig" "$@"
}

# A bare repository with the hooks installed, in $SERVER; the `origin` of the repository we are in, if we are in one.
server_new() { # [NAME]
	SERVER="$SANDBOX/${1:-server.git}"
	git init -q --bare -b main "$SERVER" || return 1
	mowners -C "$SERVER" install --server >&2 || return 1
	if git rev-parse -q --is-inside-work-tree >/dev/null 2>&1; then
		git remote add origin "$SERVER"
	fi
}

# A small company's repository, committed: the example of OWNERS(5), with all its people.
studio_new() { # [DIR]
	repo_new "${1:-.}" || return 1
	cat >OWNERS <<'END'
[mowners]
version = 1

[rules]
accountable = @tomas

[otherwise]
accountable = @tomas
level       = lightweight

[brand-identity]
summary     = Logos, colours, typefaces
path        = /brand/
              !/brand/sketches/
accountable = @lena
review      = 2 of @brand-guild
              @legal
responsible = @studio-north
consulted   = @product-marketing
informed    = @sales
level       = detailed

[claims]
path   = disclaimers/
         *.claims.md
review = @legal

[people]
@lena  = Lena Fischer <lena@example.com>, deputy @marc
@marc  = Marc Ode <marc@example.com>, away 2026-12-20..2027-01-05
@ines  = Ines Rao <ines@example.com>
@tomas = Tomas Riva <tomas@example.com>, deputy @lena
@greta = Greta Holm <greta@example.com>
@paul  = Paul Ahn <paul@example.com>, until 2026-11-30
@ella  = Ella Moor <ella@north.example>, external, until 2027-03-31
@sam   = Sam Lund <sam@north.example>, external

[teams]
@brand-guild       = @lena @marc @ines
@legal             = @greta @paul
@studio-north      = @ella @sam, external
@product-marketing = @ines
@sales             = @marc
END
	files brand/logo.svg brand/sketches/idea.txt email/hero.png email/offer.claims.md
	commit_all "the studio"
}

# The same without [otherwise]: what no area claims is unowned.
studio_strict() {
	studio_new "$@" && sed -i '/^\[otherwise\]/,/^$/d' OWNERS && commit_all "nobody else"
}

# The fields of a TSV line, one a line.
fields() {
	tr '\t' '\n' <<<"$1"
}
