#!/usr/bin/env bash
# Versions: OpenSSH 9.2p1 and git 2.39.5 (Debian 12, 1:9.2p1-2+deb12u10 and 1:2.39.5-0+deb12u3): one key on two lines of an
# allowed_signers file, each for another namespace.
#
# Guessed: `ssh-keygen -Y find-principals`, which is given the signature and so knows its namespace, leaves out lines
# whose namespaces= do not allow it, as it leaves out lines that have expired; and git, whose commits are signed in
# the namespace "git", takes the line that allows it, in whatever order the lines stand.
# Happens: find-principals does not look at namespaces, and reports the first line that has the key and no other. git
# asks for the principals first and verifies for these alone. So with a line for files in front the good signature of
# a commit is bad (B) and has no signer, and with the two lines exchanged it is good. A first line that has expired
# is passed over. Where the line is a list of patterns, git's "signer" is the first pattern of that list, also a
# negated one, `!bob@example.org`.
# Source: the programs themselves; ssh-keygen(1) does not say which lines find-principals leaves out.
#
# Seen (the commit's %G? and %GS):
#   file-only line: find-principals files@example.org
#   file, git: files@example.org B
#   git, file: alice@example.org G alice@example.org
#   expired, git: alice@example.org G alice@example.org
#   negated pattern: G !bob@example.org
set -eu

name=git-ssh-namespace-order
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb git=1:2.39.5-0+deb12u3 openssh-client=1:9.2p1-2+deb12u10
export PATH=$dir/root/usr/bin:$PATH GIT_EXEC_PATH=$dir/root/usr/lib/git-core
export GIT_TEMPLATE_DIR=$dir/root/usr/share/git-core/templates
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org

ssh-keygen -q -t ed25519 -N '' -C '' -f key
key=$(cut -d' ' -f1,2 key.pub)
git init -q repo
git -C repo config gpg.format ssh
git -C repo config user.signingKey "$dir/key"
git -C repo config gpg.ssh.allowedSignersFile "$dir/signers"
git -C repo commit -q --allow-empty -S -m 'docs: signed'
git -C repo cat-file commit HEAD | sed -n '/^gpgsig /,/END SSH/s/^\(gpgsig\)\{0,1\} //p' >sig

file="files@example.org namespaces=\"file\" $key"
mail="alice@example.org namespaces=\"git\" $key"
old="old@example.org valid-before=\"20200101\" $key"
found() { ssh-keygen -Y find-principals -f signers -s sig 2>/dev/null; }
state() { git -C repo log -1 --format='%G? %GS' 2>/dev/null | sed 's/ $//'; }
seen=$(
	echo "$file" >signers
	echo "file-only line: find-principals $(found)"
	printf '%s\n' "$file" "$mail" >signers
	echo "file, git: $(found) $(state)"
	printf '%s\n' "$mail" "$file" >signers
	echo "git, file: $(found) $(state)"
	printf '%s\n' "$old" "$mail" >signers
	echo "expired, git: $(found) $(state)"
	echo "!bob@example.org,*@example.org $key" >signers
	echo "negated pattern: $(state)"
)
want='file-only line: find-principals files@example.org
file, git: files@example.org B
git, file: alice@example.org G alice@example.org
expired, git: alice@example.org G alice@example.org
negated pattern: G !bob@example.org'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
