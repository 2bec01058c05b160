#!/usr/bin/env bash
# Versions: npm jsonpath-plus 10.4.0: people and files as the keys of an object.
#
# Guessed: the library's own resultType "path" names one place, and asking with it finds that place again; in brackets and
# quotes a key is taken as it is, "@ann" too.
# Happens: signs keep their meaning in quotes. $['@ann'] is an error, since @ begins a filter by type; a path with a
# comma is two keys, neither of which is there; a file "*" stands for all. A key "^" or "~" has the path of the
# object around it. None of this is escaped in the paths that the library gives out; a backtick before
# such a key ($.`@ann) does it.
# Source: the library itself.
#
# Seen (key: path, what asking with it finds; the key alone would be 1):
#   ann: $['ann'] 1
#   @ann: $['@ann'] Unknown value type a
#   a,b.md: $['a,b.md'] nothing
#   *: $[*] 1,0
#   ^: $ the object
#   @ann, with a backtick: 1
set -eu

name=jsonpath-plus-handles
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts jsonpath-plus@10.4.0

cat >ask.mjs <<'JS'
import { JSONPath } from 'jsonpath-plus'
function find(path, json) {
	try {
		const found = JSONPath({ path, json })
		return found[0] === json ? 'the object' : found.join() || 'nothing'
	} catch (e) {
		return e.message
	}
}
for (const key of ['ann', '@ann', 'a,b.md', '*', '^']) {
	const json = { [key]: 1, other: 0 }
	const [path] = JSONPath({ path: '$.*', json, resultType: 'path' })
	console.log(`${key}: ${path} ${find(path, json)}`)
}
console.log('@ann, with a backtick:', find('$.`@ann', { '@ann': 1, other: 0 }))
JS
seen=$(node ask.mjs)
want="ann: \$['ann'] 1
@ann: \$['@ann'] Unknown value type a
a,b.md: \$['a,b.md'] nothing
*: \$[*] 1,0
^: \$ the object
@ann, with a backtick: 1"

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
