#!/usr/bin/env bash
# Versions: npm json-2-csv 5.6.0, csv-simple-parser 2.0.2, csv-parser 3.2.1: a file that ends as files end.
#
# Guessed: the line end of the last line is no data, and a file with CR LF has the same columns as one with LF.
# Happens: json-2-csv leaves the line feed in the last field of the file, so that the last owner is "@bob\n", whom nobody
# knows; of a file with CR LF the last column is called "owner\r". With its option delimiter.eol neither happens, but a
# record of one empty field comes last. csv-simple-parser always adds that record.
# Source: the libraries themselves; RFC 4180, 2.1 and 2.2.
#
# Seen:
#   json-2-csv, LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob\n"}]
#   json-2-csv, CR LF: [{"file":"a.md","owner\r":"@ann\r"},{"file":"b.md","owner\r":"@bob\r\n"}]
#   csv-simple-parser, LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob"},{"file":""}]
#   csv-parser, CR LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob"}]
set -eu

name=csv-last-line
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts json-2-csv@5.6.0 csv-simple-parser@2.0.2 csv-parser@3.2.1

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import simple from 'csv-simple-parser'
const load = createRequire(import.meta.url)
const { csv2json } = load('json-2-csv')
const text = 'file,owner\na.md,@ann\nb.md,@bob\n'
const windows = text.replace(/\n/g, '\r\n')
console.log('json-2-csv, LF:', JSON.stringify(csv2json(text)))
console.log('json-2-csv, CR LF:', JSON.stringify(csv2json(windows)))
console.log('csv-simple-parser, LF:', JSON.stringify(simple(text, { header: true })))
const rows = await Readable.from([windows]).pipe(load('csv-parser')()).toArray()
console.log('csv-parser, CR LF:', JSON.stringify(rows))
JS
seen=$(node ask.mjs)
want='json-2-csv, LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob\n"}]
json-2-csv, CR LF: [{"file":"a.md","owner\r":"@ann\r"},{"file":"b.md","owner\r":"@bob\r\n"}]
csv-simple-parser, LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob"},{"file":""}]
csv-parser, CR LF: [{"file":"a.md","owner":"@ann"},{"file":"b.md","owner":"@bob"}]'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
