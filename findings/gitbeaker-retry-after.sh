#!/usr/bin/env bash
# Versions: npm @gitbeaker/rest 43.8.0: a GitLab that asks for a pause.
#
# Guessed: 429 with Retry-After: 2, GitLab's own way to ask for a pause, is waited for, or at least the ten tries are
# spread over seconds; a POST, such as a note on a merge request, is not repeated by itself.
# Happens: the pauses start at a quarter of a millisecond and double: all ten tries are over in well below two seconds,
# Retry-After is not looked at, and the call fails. A POST is repeated like a GET, also where 502 says that
# nobody knows whether it was carried out.
# Source: the library itself.
#
# Seen:
#   GET, 429 with Retry-After 2: 10 requests, within 2 seconds, GitbeakerRetryError
#   POST, 502 once: 2 requests, success
set -eu

name=gitbeaker-retry-after
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts \
	@gitbeaker/rest@43.8.0 @gitbeaker/core@43.8.0 @gitbeaker/requester-utils@43.8.0

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Gitlab } from '@gitbeaker/rest'
let answers, requests
const server = createServer((request, answer) => {
	request.resume()
	const [status, headers, body] = answers[Math.min(requests++, answers.length - 1)]
	answer.writeHead(status, headers).end(body)
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const api = new Gitlab({ host: `http://127.0.0.1:${server.address().port}`, token: 'x' })
async function ask(what, isAnswers, call) {
	[answers, requests] = [isAnswers, 0]
	const outcome = await call().then(() => 'success', (e) => e.name)
	return `${what}: ${requests} requests, ${outcome}`
}
const start = Date.now()
const later = [429, { 'retry-after': '2', 'content-type': 'text/plain' }, 'Retry later\n']
const text = await ask('GET, 429 with Retry-After 2', [later], () => api.MergeRequests.all({ projectId: 5 }))
console.log(text.replace('requests,', `requests, ${Date.now() - start < 2000 ? 'within' : 'in more than'} 2 seconds,`))
console.log(await ask('POST, 502 once', [[502, {}, ''], [201, { 'content-type': 'application/json' }, '{"id":1}']],
	() => api.MergeRequestNotes.create(5, 1, 'Approved.')))
server.close()
JS
seen=$(node ask.mjs)
want='GET, 429 with Retry-After 2: 10 requests, within 2 seconds, GitbeakerRetryError
POST, 502 once: 2 requests, success'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
