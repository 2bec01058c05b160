#!/usr/bin/env bash
# Versions: npm @octokit/request 10.0.16 (in @octokit/core 7.0.8): answers whose type ends in +json.
#
# Guessed: application/vnd.github+json, which is what one asks GitHub for, and application/problem+json, in which
# stand-in servers and gateways report errors, are read as JSON; and JSON that is broken is an error.
# Happens: the two are not JSON: with a charset of UTF-8 the data is a string, without one an ArrayBuffer; an error says
# "Unknown error", or its message is the whole body. An answer of application/json that is cut off in the middle
# is a string as well, with status 200, and nobody is told.
# Source: the library itself; RFC 6839, 3.1 (what +json means).
#
# Seen:
#   application/json: {"state":"APPROVED"}
#   application/vnd.github+json: ArrayBuffer
#   application/vnd.github+json; charset=utf-8: String
#   422 application/json: No.
#   422 application/problem+json: Unknown error
#   broken: String
set -eu

name=octokit-json-suffix
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/core@7.0.8 @octokit/request@10.0.16

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Octokit } from '@octokit/core'
let next
const server = createServer((_, answer) => answer.writeHead(next.status, { 'content-type': next.type }).end(next.body))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const log = { debug() {}, info() {}, warn() {}, error() {} }
const client = new Octokit({ baseUrl: `http://127.0.0.1:${server.address().port}`, log })
async function ask(type, body, status = 200) {
	next = { status, type, body }
	return client.request('GET /').then((answer) => answer.data, (e) => e)
}
const show = (data) => data.constructor === Object ? JSON.stringify(data) : data.constructor.name
const body = '{"state":"APPROVED"}'
for (const type of ['application/json', 'application/vnd.github+json', 'application/vnd.github+json; charset=utf-8'])
	console.log(type + ':', show(await ask(type, body)))
for (const type of ['application/json', 'application/problem+json'])
	console.log(`422 ${type}:`, (await ask(type, '{"message":"No."}', 422)).message)
console.log('broken:', show(await ask('application/json', '{"state":')))
server.close()
JS
seen=$(node ask.mjs)
want='application/json: {"state":"APPROVED"}
application/vnd.github+json: ArrayBuffer
application/vnd.github+json; charset=utf-8: String
422 application/json: No.
422 application/problem+json: Unknown error
broken: String'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
