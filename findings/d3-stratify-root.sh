#!/usr/bin/env bash
# Versions: npm d3-hierarchy 3.1.3: stratify().path() on the paths of a repository, for a treemap.
#
# Guessed: the root is "/" whatever the paths are, one level is one folder, and a path that cannot be placed is an
# error, as a missing parent is without path().
# Happens: where all the paths lie in one folder, that folder is the root, or the deepest common one is; with a single
# file the file is, and the tree has no folder at all. So depth 1 is the top folders in one report and files in
# the next, if a filter by owner leaves one folder. A file that is listed twice makes two leaves of the same id, without
# an error, and is counted twice.
# Source: the library itself.
#
# Seen (root: its children):
#   README.md docs/a.md: / : /README.md /docs
#   docs/a.md docs/b.md: /docs : /docs/a.md /docs/b.md
#   docs/x/a.md: /docs/x/a.md :
#   a.md a.md: / : /a.md /a.md
set -eu

name=d3-stratify-root
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts d3-hierarchy@3.1.3

cat >ask.mjs <<'JS'
import { stratify } from 'd3-hierarchy'
for (const paths of ['README.md docs/a.md', 'docs/a.md docs/b.md', 'docs/x/a.md', 'a.md a.md']) {
	const root = stratify().path((path) => path)(paths.split(' '))
	console.log(`${paths}: ${root.id} :`, ...(root.children ?? []).map((node) => node.id))
}
JS
seen=$(node ask.mjs)
want='README.md docs/a.md: / : /README.md /docs
docs/a.md docs/b.md: /docs : /docs/a.md /docs/b.md
docs/x/a.md: /docs/x/a.md :
a.md a.md: / : /a.md /a.md'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
