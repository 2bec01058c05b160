#!/usr/bin/env bash
# Versions: crudini 0.9.4 (Debian 12, crudini 0.9.4-1, python3-iniparse 0.5-1): comments inside a value of several lines, read
# and set.
#
# Guessed: a value comes out without its comments, as Python's configparser has it, which crudini's library stands in for:
# neither those on lines of their own between its lines, nor, as with a value of one line, those behind a `;`.
# Happens: a comment line at the first column is left out, an indented one becomes a line of the value. Behind the first line
# of a value the comment is left out, behind every other line it is part of it. Setting the value replaces all of that.
# Source: crudini(1), "--get"; Python's configparser, "Supported INI File Structure": comments may be indented.
#
# Seen:
#   /brand/
#   ; both years
#   !/brand/old/ ; not the archive
set -eu

name=crudini-comments-in-values
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb crudini=0.9.4-1 python3-iniparse=0.5-1
export PYTHONPATH="$dir/root/usr/lib/python3/dist-packages"

cat >owners.ini <<'END'
[brand]
path = /brand/ ; all of it
; at the first column
       ; both years
       !/brand/old/ ; not the archive
END
seen=$(/usr/bin/python3 root/usr/bin/crudini --get owners.ini brand path)
want='/brand/
; both years
!/brand/old/ ; not the archive'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
