#!/usr/bin/env bash
# Versions: npm alasql 4.19.1: a table of files and owners, added up with SQL.
#
# Guessed: MAX(path) and MIN(path) are the last and the first text, as in SQL; SUM and AVG of a column in which
# one number came as text, such as from a CSV file, count it as a number or leave it out.
# Happens: MAX and MIN of text are no value at all: the row has no such column. With one text among the numbers SUM is
# the last number alone, and AVG puts the digits side by side: 2, "10" and 1 have the sum 1 and the average 700.33,
# a third of 2101. No word is said.
# Source: the library itself.
#
# Seen:
#   MAX(path): undefined
#   MAX(size): 10
#   SUM(size) of 2 10 1: 13
#   SUM(size) of 2 "10" 1: 1
#   AVG(size) of 2 "10" 1: 700.33
set -eu

name=alasql-mixed-columns
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts alasql@4.19.1

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
const alasql = createRequire(import.meta.url)('alasql')
const files = (second) => [{ path: 'a.md', size: 2 }, { path: 'b.md', size: second }, { path: 'c.md', size: 1 }]
const ask = (what, rows) => alasql(`SELECT ${what} AS answer FROM ?`, [rows])[0].answer
console.log('MAX(path):', ask('MAX(path)', files(10)))
console.log('MAX(size):', ask('MAX(size)', files(10)))
console.log('SUM(size) of 2 10 1:', ask('SUM(size)', files(10)))
console.log('SUM(size) of 2 "10" 1:', ask('SUM(size)', files('10')))
console.log('AVG(size) of 2 "10" 1:', ask('AVG(size)', files('10')).toFixed(2))
JS
seen=$(node ask.mjs)
want='MAX(path): undefined
MAX(size): 10
SUM(size) of 2 10 1: 13
SUM(size) of 2 "10" 1: 1
AVG(size) of 2 "10" 1: 700.33'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
