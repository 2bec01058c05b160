#!/usr/bin/env bash
# Versions: npm @gitbeaker/rest 43.8.0: the newest pages of GitLab's lists, with maxPages.
#
# Guessed: `all({ maxPages: 1 })`, which the README shows for Projects ("maximum amount of requests that should be
# made"), makes one request.
# Happens: pages are not counted: items are, divided by perPage. Without perPage the first answer has no bound, so that
# maxPages 1 makes two requests where the Link header names per_page, as GitLab's does, and all of them where it does
# not. With perPage, pages that come with fewer items than that are requested beyond maxPages.
# Source: the library itself, its README.
#
# Seen (four pages, requests made):
#   maxPages 1: 2
#   maxPages 1, Link without per_page: 4
#   maxPages 1, perPage 2: 1
#   maxPages 2, perPage 2, pages of one item: 4
set -eu

name=gitbeaker-max-pages
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @gitbeaker/rest@43.8.0 @gitbeaker/core@43.8.0

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Gitlab } from '@gitbeaker/rest'
let requests, sized, items
const server = createServer((request, answer) => {
	const page = Number(new URL(request.url, 'http://localhost').searchParams.get('page') ?? 1)
	const next = `http://127.0.0.1:${server.address().port}/api/v4/projects?page=${page + 1}${sized ? '&per_page=2' : ''}`
	requests++
	answer.writeHead(200, { 'content-type': 'application/json', ...(page < 4 && { link: `<${next}>; rel="next"` }) })
	answer.end(JSON.stringify(Array(items).fill({ id: page })))
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const api = new Gitlab({ host: `http://127.0.0.1:${server.address().port}`, token: 'x' })
async function ask(what, options, isSized = true, isItems = 2) {
	[requests, sized, items] = [0, isSized, isItems]
	await api.Projects.all(options)
	console.log(`${what}: ${requests}`)
}
await ask('maxPages 1', { maxPages: 1 })
await ask('maxPages 1, Link without per_page', { maxPages: 1 }, false)
await ask('maxPages 1, perPage 2', { maxPages: 1, perPage: 2 })
await ask('maxPages 2, perPage 2, pages of one item', { maxPages: 2, perPage: 2 }, true, 1)
server.close()
JS
seen=$(node ask.mjs)
want='maxPages 1: 2
maxPages 1, Link without per_page: 4
maxPages 1, perPage 2: 1
maxPages 2, perPage 2, pages of one item: 4'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
