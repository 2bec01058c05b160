#!/usr/bin/env bash
# Versions: npm @octokit/plugin-paginate-rest 16.0.0 with @octokit/core 7.0.8: a list whose second page cannot be had.
#
# Guessed: a page that is answered with 409 is an error, as 404, 304 and 502 are; at most the first page is spared, for
# GitHub says 409 for a repository that is still empty.
# Happens: a 409 on any page is taken for an empty page and the end: paginate() resolves with what came before, and
# the iterator hands out a page of status 200, which nobody sent. A list that was cut by a conflict looks complete.
# A Link header in which anything stands between address and rel ends the list as well.
# Source: the library itself; RFC 8288, 3 (the parameters of a link have no order).
#
# Seen (first page: review 1, with a next page):
#   409: reviews 1
#   404: HttpError 404
#   304: HttpError 304
#   409, by the iterator: 200 200
#   <…>; rel="next": reviews 1 2
#   <…>; title="n"; rel="next": reviews 1
set -eu

name=octokit-paginate-conflict
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/core@7.0.8 @octokit/plugin-paginate-rest@16.0.0

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
let status, parameters
const server = createServer((request, answer) => {
	const second = request.url.includes('page=2')
	const link = `<http://127.0.0.1:${server.address().port}/reviews?page=2>; ${parameters}`
	answer.writeHead(second ? status : 200, { 'content-type': 'application/json', ...(second ? {} : { link }) })
	answer.end(JSON.stringify(second && status !== 200 ? { message: 'No.' } : [{ id: second ? 2 : 1 }]))
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const Client = Octokit.plugin(paginateRest)
const log = { debug() {}, info() {}, warn() {}, error() {} }
const client = new Client({ baseUrl: `http://127.0.0.1:${server.address().port}`, log })
async function ask(what, is, rel) {
	status = is
	parameters = rel
	console.log(what + ':', await client.paginate('GET /reviews').then(
		(list) => 'reviews ' + list.map((review) => review.id).join(' '), (e) => `${e.name} ${e.status}`))
}
for (const is of [409, 404, 304]) await ask(String(is), is, 'rel="next"')
status = 409
const pages = []
for await (const page of client.paginate.iterator('GET /reviews')) pages.push(page.status)
console.log('409, by the iterator:', ...pages)
for (const rel of ['rel="next"', 'title="n"; rel="next"']) await ask(`<…>; ${rel}`, 200, rel)
server.close()
JS
seen=$(node ask.mjs)
want='409: reviews 1
404: HttpError 404
304: HttpError 304
409, by the iterator: 200 200
<…>; rel="next": reviews 1 2
<…>; title="n"; rel="next": reviews 1'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
