#!/usr/bin/env bash
# Versions: npm remark-stringify 11.0.0 with remark-gfm 4.0.1, against remark-parse 11.0.0 and Debian 12's cmark-gfm
# 0.29.0.gfm.6-6: people's addresses in a report in Markdown.
#
# Guessed: a text node "alice@example.org" is written so that it stays text: the writer puts a backslash before the
# sign (`alice\@example.org`), and that is what such a backslash is for.
# Happens: it does not help. The same project's reader makes a mail link of it all the same, and so does cmark-gfm:
# both look for addresses in the finished text, when the backslash is gone. No text that holds an address
# survives being written and read. The escapes of www. and http: help with cmark-gfm, but not with remark itself.
# Source: the programs themselves.
#
# Seen (text, as written, read by remark, by cmark-gfm):
#   alice@example.org alice\@example.org link link
#   www.example.org www\.example.org link text
#   http://example.org/a http\://example.org/a link text
set -eu

name=remark-gfm-escape-in-vain
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}
npm install --silent --no-audit --no-fund --ignore-scripts \
	remark-gfm@4.0.1 remark-parse@11.0.0 remark-stringify@11.0.0 unified@11.0.5
deb cmark-gfm=0.29.0.gfm.6-6 libcmark-gfm0.29.0.gfm.6=0.29.0.gfm.6-6 libcmark-gfm-extensions0.29.0.gfm.6=0.29.0.gfm.6-6
LD_LIBRARY_PATH=$(echo "$dir"/root/usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH PATH=$dir/root/usr/bin:$PATH

cat >ask.mjs <<'JS'
import { unified } from 'unified'
import gfm from 'remark-gfm'
import parse from 'remark-parse'
import stringify from 'remark-stringify'
const value = process.argv[2]
const tree = { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] }
const text = unified().use(stringify).use(gfm).stringify(tree).trim()
console.log(text, unified().use(parse).use(gfm).parse(text).children[0].children[0].type)
JS
seen=$(
	for text in alice@example.org www.example.org http://example.org/a; do
		line=$(node ask.mjs "$text")
		case $(echo "${line% *}" | cmark-gfm -e autolink) in
			*'<a href'*) other="link" ;;
			*) other="text" ;;
		esac
		echo "$text $line $other"
	done
)
want='alice@example.org alice\@example.org link link
www.example.org www\.example.org link text
http://example.org/a http\://example.org/a link text'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
