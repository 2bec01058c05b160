#!/usr/bin/env bash
# Versions: npm @duckdb/node-api 1.5.6-r.1 (DuckDB v1.5.6): moments without a zone, such as forms and spreadsheets write
# them, read into a column TIMESTAMPTZ while the session's TimeZone is America/New_York.
#
# Guessed: read_ndjson and COPY of JSON take 2026-11-22T12:00:00 as CAST and read_csv do: as noon in the session's zone.
# Happens: whatever turns JSON itself into the type takes it as noon in UTC, five hours earlier: read_ndjson with that
# column, COPY, from_json, a cast of json->'made'. A cast of json->>'made', which is text, read_csv, and a column VARCHAR
# that is cast later take it as noon in New York. Nothing is said, so that one table filled both ways has both.
# Source: the program itself; for CAST its documentation of TIMESTAMPTZ, which names the TimeZone setting.
#
# Seen:
#   CAST: 2026-11-22 12:00:00-05
#   read_csv: 2026-11-22 12:00:00-05
#   json->>: 2026-11-22 12:00:00-05
#   json->: 2026-11-22 07:00:00-05
#   from_json: 2026-11-22 07:00:00-05
#   read_ndjson: 2026-11-22 07:00:00-05
#   COPY: 2026-11-22 07:00:00-05
#   read_ndjson, with a Z: 2026-11-22 07:00:00-05
set -eu

name=duckdb-json-moments
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @duckdb/node-api@1.5.6-r.1

echo '{"made":"2026-11-22T12:00:00"}' >made.ndjson
echo '{"made":"2026-11-22T12:00:00Z"}' >zone.ndjson
printf 'made\n2026-11-22T12:00:00\n' >made.csv
cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api')
const database = await (await DuckDBInstance.create(':memory:')).connect()
const column = "columns={made: 'TIMESTAMPTZ'}"
const ask = async (what, from, how) =>
	console.log(`${what}:`, (await database.runAndReadAll(`SELECT (${how})::VARCHAR AS made ${from}`)).getRowObjectsJson()[0].made)
await database.run("SET TimeZone = 'America/New_York'")
await database.run('CREATE TABLE copied (made TIMESTAMPTZ)')
await database.run("COPY copied FROM 'made.ndjson' (FORMAT json)")
await ask('CAST', '', "'2026-11-22T12:00:00'::TIMESTAMPTZ")
await ask('read_csv', `FROM read_csv('made.csv', header=true, ${column})`, 'made')
await ask('json->>', "FROM read_ndjson_objects('made.ndjson')", "(json->>'made')::TIMESTAMPTZ")
await ask('json->', "FROM read_ndjson_objects('made.ndjson')", "(json->'made')::TIMESTAMPTZ")
await ask('from_json', "FROM read_ndjson_objects('made.ndjson')", `from_json(json, '{"made": "TIMESTAMPTZ"}').made`)
await ask('read_ndjson', `FROM read_ndjson('made.ndjson', ${column})`, 'made')
await ask('COPY', 'FROM copied', 'made')
await ask('read_ndjson, with a Z', `FROM read_ndjson('zone.ndjson', ${column})`, 'made')
JS
seen=$(node ask.mjs)
want='CAST: 2026-11-22 12:00:00-05
read_csv: 2026-11-22 12:00:00-05
json->>: 2026-11-22 12:00:00-05
json->: 2026-11-22 07:00:00-05
from_json: 2026-11-22 07:00:00-05
read_ndjson: 2026-11-22 07:00:00-05
COPY: 2026-11-22 07:00:00-05
read_ndjson, with a Z: 2026-11-22 07:00:00-05'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
