#!/usr/bin/env bash
# Versions: git 2.39.5, libgit2 1.5.1, dulwich 0.21.2 (all Debian 12): one .mailmap, three readings.
#
# Guessed: libgit2's git_mailmap_resolve and dulwich's Mailmap.lookup follow gitmailmap(5): old names and addresses
# are compared without regard to case, and of two lines for one address one may give the name and the other the
# new address.
# Happens: both compare case, so `<OLD@x.org>` never finds old@x.org, though git's own commands do. And with two lines
# for one address git puts the name of one and the address of the other together, in whatever order they stand, while
# libgit2 and dulwich let the last line win whole: the other half keeps what the commit says.
# Whoever counts people by libgit2 gets two where `git shortlog` shows one.
# Source: the three programs themselves; git's rules are in gitmailmap(5).
#
# Seen, for the commit's `Old <old@example.org>`:
#   address in capitals:  git New <new@example.org>  libgit2 Old <old@example.org>  dulwich Old <old@example.org>
#   name, then address:   git New <new@example.org>  libgit2 Old <new@example.org>  dulwich Old <new@example.org>
#   address, then name:   git New <new@example.org>  libgit2 New <old@example.org>  dulwich New <old@example.org>
#   one line (control):   git New <new@example.org>  libgit2 New <new@example.org>  dulwich New <new@example.org>
set -eu

name=mailmap-readers
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb git=1:2.39.5-0+deb12u3 libgit2-1.5=1.5.1+ds-1+deb12u2 libgit2-dev=1.5.1+ds-1+deb12u2 libhttp-parser2.9=2.9.4-5 \
	libmbedcrypto7=2.28.3-1 libmbedtls14=2.28.3-1 libmbedx509-1=2.28.3-1 libssh2-1=1.10.0-3+deb12u1 \
	python3-dulwich=0.21.2-1+b1 python3-urllib3=1.26.12-1+deb12u4
export PATH=$dir/root/usr/bin:$PATH GIT_EXEC_PATH=$dir/root/usr/lib/git-core
export GIT_TEMPLATE_DIR=$dir/root/usr/share/git-core/templates
export LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages
LD_LIBRARY_PATH=$(echo "$dir"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH

cat >map.c <<'C'
#include <git2.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	git_mailmap *map = NULL;
	const char *name, *mail;

	git_libgit2_init();
	if (argc != 2 || git_mailmap_from_buffer(&map, argv[1], strlen(argv[1])) != 0
	    || git_mailmap_resolve(&name, &mail, map, "Old", "old@example.org") != 0)
		return 1;
	printf("%s <%s>\n", name, mail);
	return 0;
}
C
cc -Iroot/usr/include map.c -o map "$LD_LIBRARY_PATH/libgit2.so" -Wl,--allow-shlib-undefined
cat >map.py <<'PY'
import io, sys
from dulwich.mailmap import Mailmap, read_mailmap
lines = read_mailmap(io.BytesIO(sys.argv[1].encode()))
print(Mailmap(lines).lookup(b"Old <old@example.org>").decode())
PY
git init -q repo

read_three() { # TITLE LINES
	printf '%s\n' "$2" >repo/.mailmap
	printf '%s:\n  git     %s\n  libgit2 %s\n  dulwich %s\n' "$1" \
		"$(git -C repo check-mailmap 'Old <old@example.org>')" "$(./map "$2")" "$(/usr/bin/python3 map.py "$2")"
}
name_line='New <old@example.org>'
mail_line='<new@example.org> <old@example.org>'
seen=$(
	read_three 'address in capitals' 'New <new@example.org> <OLD@example.org>'
	read_three 'name, then address' "$name_line"$'\n'"$mail_line"
	read_three 'address, then name' "$mail_line"$'\n'"$name_line"
	read_three 'one line' 'New <new@example.org> <old@example.org>'
)
want='address in capitals:
  git     New <new@example.org>
  libgit2 Old <old@example.org>
  dulwich Old <old@example.org>
name, then address:
  git     New <new@example.org>
  libgit2 Old <new@example.org>
  dulwich Old <new@example.org>
address, then name:
  git     New <new@example.org>
  libgit2 New <old@example.org>
  dulwich New <old@example.org>
one line:
  git     New <new@example.org>
  libgit2 New <new@example.org>
  dulwich New <new@example.org>'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
