#!/usr/bin/env bash
# Versions: npm @octokit/plugin-throttling 11.0.5, @octokit/plugin-retry 8.1.1, @octokit/core 7.0.8: who says no to a retry.
#
# Guessed: onRateLimit and onSecondaryRateLimit that answer false mean that the request is not repeated, also with
# the sister plugin for retries loaded; and a Retry-After that is a date, as HTTP allows, is waited for.
# Happens: that holds for 403 alone. For 429, which GitHub sends for the same reasons, plugin-retry repeats the request
# after a second (here a thousandth), whatever the handler said and Retry-After asks for. A date in Retry-After
# counts as no header, the handler is told 60 seconds, and so does 0.
# Source: the libraries themselves; RFC 9110, 10.2.3 (Retry-After).
#
# Seen (the handler says false):
#   403, Retry-After 7: told 7, requests 1
#   429, Retry-After 7: told 7, requests 2
#   403, Retry-After a date in 7 seconds: told 60, requests 1
#   403, Retry-After 0: told 60, requests 1
#   429, nothing about limits in the message: told nothing, requests 2
set -eu

name=octokit-throttle-retry
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts \
	@octokit/core@7.0.8 @octokit/plugin-retry@8.1.1 @octokit/plugin-throttling@11.0.5

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
let status, after, message, requests
const server = createServer((_, answer) => {
	requests++
	answer.writeHead(requests > 1 ? 200 : status, { 'content-type': 'application/json', 'retry-after': after })
	answer.end(JSON.stringify({ message }))
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const Client = Octokit.plugin(throttling, retry)
const log = { debug() {}, info() {}, warn() {}, error() {} }
async function ask(what, isStatus, isAfter, isMessage) {
	[status, after, message, requests] = [isStatus, isAfter, isMessage, 0]
	let told = 'nothing'
	const no = (seconds) => {
		told = seconds
		return false
	}
	const client = new Client({
		baseUrl: `http://127.0.0.1:${server.address().port}`, log, retry: { retryAfterBaseValue: 1 },
		throttle: { onRateLimit: no, onSecondaryRateLimit: no }
	})
	await client.request('GET /').catch(() => {})
	console.log(`${what}: told ${told}, requests ${requests}`)
}
const limit = 'You have exceeded a secondary rate limit.'
await ask('403, Retry-After 7', 403, '7', limit)
await ask('429, Retry-After 7', 429, '7', limit)
await ask('403, Retry-After a date in 7 seconds', 403, new Date(Date.now() + 7000).toUTCString(), limit)
await ask('403, Retry-After 0', 403, '0', limit)
await ask('429, nothing about limits in the message', 429, '7', 'Later.')
server.close()
JS
seen=$(node ask.mjs)
want='403, Retry-After 7: told 7, requests 1
429, Retry-After 7: told 7, requests 2
403, Retry-After a date in 7 seconds: told 60, requests 1
403, Retry-After 0: told 60, requests 1
429, nothing about limits in the message: told nothing, requests 2'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
