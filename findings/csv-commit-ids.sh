#!/usr/bin/env bash
# Versions: npm csv42 5.0.3, d3-dsv 3.0.2 (autoType), json-2-csv 5.6.0, udsv 0.7.3: short commit ids in a column.
#
# Guessed: a column of ids of seven signs is text, since most of them hold letters; one that has digits alone, or digits
# and an e, does not become a number in a column whose other values are text.
# Happens: that holds for udsv, which decides by column. csv42 and d3's autoType decide cell by cell: among ids that stay
# text 0012345 is 12345 and 123e456 is Infinity, which is null once it is JSON. json-2-csv spares the two, but
# 1000e02 is 100000.
# Source: the libraries themselves.
#
# Seen (as JavaScript has them):
#   csv42: Infinity 12345 100000 abcdef0
#   d3 autoType: Infinity 12345 100000 abcdef0
#   json-2-csv: 123e456 0012345 100000 abcdef0
#   udsv: 123e456 0012345 1000e02 abcdef0
set -eu

name=csv-commit-ids
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts csv42@5.0.3 udsv@0.7.3 d3-dsv@3.0.2 json-2-csv@5.6.0

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
import { csv2json as csv42 } from 'csv42'
import { autoType, csvParse } from 'd3-dsv'
import { inferSchema, initParser } from 'udsv'
const { csv2json } = createRequire(import.meta.url)('json-2-csv')
const ids = ['123e456', '0012345', '1000e02', 'abcdef0']
const text = 'file,commit\n' + ids.map((id, i) => `${i}.md,${id}`).join('\n')
const show = (name, rows) => console.log(`${name}:`, rows.map((row) => String(row.commit)).join(' '))
show('csv42', csv42(text))
show('d3 autoType', [...csvParse(text, autoType)])
show('json-2-csv', csv2json(text))
show('udsv', initParser(inferSchema(text)).typedObjs(text))
JS
seen=$(node ask.mjs)
want='csv42: Infinity 12345 100000 abcdef0
d3 autoType: Infinity 12345 100000 abcdef0
json-2-csv: 123e456 0012345 100000 abcdef0
udsv: 123e456 0012345 1000e02 abcdef0'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
