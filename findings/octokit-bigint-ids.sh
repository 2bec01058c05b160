#!/usr/bin/env bash
# Versions: npm @octokit/request 10.0.16 (in @octokit/core 7.0.8), with its json-with-bigint 3.5.12: ids beyond 2^53.
#
# Guessed: an id that a double cannot hold is rounded, as JSON.parse does it, or kept as text.
# Happens: it is a BigInt, one id of a list, while its neighbours are numbers. JSON.stringify of the answer, for a cache
# or a log, is a TypeError, a difference of two ids too, as in a sort by id; and a key of an object that looks like a
# number with an n behind it, "9007199254740993n", is read with one n more.
# Source: the library itself.
#
# Seen:
#   ids: number bigint
#   JSON.stringify: TypeError
#   sort by id: TypeError
#   key: 9007199254740993nn
set -eu

name=octokit-bigint-ids
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts \
	@octokit/core@7.0.8 @octokit/request@10.0.16 json-with-bigint@3.5.12

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Octokit } from '@octokit/core'
const body = '[{"id":7},{"id":9007199254740993,"labels":{"9007199254740993n":1}}]'
const server = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'application/json' }).end(body))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const client = new Octokit({ baseUrl: `http://127.0.0.1:${server.address().port}` })
const { data } = await client.request('GET /jobs')
function attempt(work) {
	try { return work() && 'works' } catch (e) { return e.name }
}
console.log('ids:', ...data.map((job) => typeof job.id))
console.log('JSON.stringify:', attempt(() => JSON.stringify(data)))
console.log('sort by id:', attempt(() => [...data].sort((a, b) => a.id - b.id)))
console.log('key:', ...Object.keys(data[1].labels))
server.close()
JS
seen=$(node ask.mjs)
want='ids: number bigint
JSON.stringify: TypeError
sort by id: TypeError
key: 9007199254740993nn'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
