#!/usr/bin/env bash
# Versions: npm editorconfig 3.0.2 with @one-ini/wasm 0.2.1, against Debian 12's editorconfig 0.12.6-0.1: an odd line in INI.
#
# Guessed: a line that is no section, no pair and no remark is left out, or is an error, as it is for Debian's.
# Happens: reading ends there, without an error. All that follows in the file does not exist, sections included, and
# what stood before holds: with a forgotten `=` in [*], [*.md] has no effect. An indented line that goes on with a value
# is such a line, and so is a remark behind a section's name, `[*.txt] ; texts`, which Debian's takes.
# Source: the programs themselves.
#
# Seen (indent_style of notes.md, of npm's and of Debian's):
#   key = value: space space
#   forgotten =: tab error
#   value in two lines: tab error
#   remark behind a section: tab space
set -eu

name=editorconfig-odd-line
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts editorconfig@3.0.2 @one-ini/wasm@0.2.1

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb editorconfig=0.12.6-0.1 libeditorconfig0=0.12.6-0.1 libpcre2-8-0
LD_LIBRARY_PATH=$(echo "$dir"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH PATH=$dir/root/usr/bin:$PATH

cat >ask.mjs <<'JS'
import { parseSync } from 'editorconfig'
console.log(parseSync(process.argv[2]).indent_style)
JS
ask() { # WHAT LINE
	mkdir -p files
	printf '%s\n' 'root = true' '' '[*]' 'indent_style = tab' "$2" '' '[*.md]' 'indent_style = space' >files/.editorconfig
	echo "$1: $(node ask.mjs "$dir/files/notes.md") $(editorconfig "$dir/files/notes.md" 2>/dev/null |
		sed -n 's/^indent_style=//p' | grep . || echo error)"
}
seen=$(
	ask 'key = value' 'max_line_length = 120'
	ask 'forgotten =' 'max_line_length 120'
	ask 'value in two lines' $'max_line_length = 120\n    wide'
	ask 'remark behind a section' '[*.txt] ; texts'
)
want='key = value: space space
forgotten =: tab error
value in two lines: tab error
remark behind a section: tab space'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
