#!/usr/bin/env bash
# Versions: npm @octokit/plugin-paginate-rest 16.0.0 with @octokit/core 7.0.8: answers that are an object around a list.
#
# Guessed: paginate() of two commits that are compared gives commits, for the plugin's README lists it among the answers
# whose list it takes out ("key commits"); the combined status of a commit gives its statuses; issues give issues.
# Happens: an answer that has an `url` of its own is left whole, and both of these have one: the result is an array of
# one comparison, or of one combined status, for each page, and its length counts pages. Where the list is not the
# first key, such as in a search whose answer names its search_type before items, it is a TypeError.
# Source: the library itself, its README.
#
# Seen:
#   check runs: 2 of name
#   compare: 1 of url,total_commits,commits
#   combined status: 1 of state,statuses,total_count,url
#   search of issues: TypeError
set -eu

name=octokit-paginate-objects
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/core@7.0.8 @octokit/plugin-paginate-rest@16.0.0

cat >ask.mjs <<'JS'
import { createServer } from 'node:http'
import { Octokit } from '@octokit/core'
import { paginateRest } from '@octokit/plugin-paginate-rest'
let body
const type = { 'content-type': 'application/json' }
const server = createServer((_, answer) => answer.writeHead(200, type).end(JSON.stringify(body)))
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const Client = Octokit.plugin(paginateRest)
const client = new Client({ baseUrl: `http://127.0.0.1:${server.address().port}` })
async function ask(what, route, example) {
	body = example
	const values = { owner: 'o', repo: 'r', ref: 'main', basehead: 'main...topic', q: 'logo' }
	const seen = await client.paginate(route, values).then(
		(list) => `${list.length} of ${Object.keys(list[0])}`, (e) => e.name)
	console.log(`${what}: ${seen}`)
}
await ask('check runs', 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
	{ total_count: 2, check_runs: [{ name: 'a' }, { name: 'b' }] })
await ask('compare', 'GET /repos/{owner}/{repo}/compare/{basehead}',
	{ url: 'https://example.org/c', total_commits: 2, commits: [{ sha: 'a' }, { sha: 'b' }] })
await ask('combined status', 'GET /repos/{owner}/{repo}/commits/{ref}/status',
	{ state: 'success', statuses: [{ context: 'a' }, { context: 'b' }], total_count: 2, url: 'https://example.org/s' })
await ask('search of issues', 'GET /search/issues',
	{ total_count: 1, incomplete_results: false, search_type: 'hybrid', items: [{ number: 1 }] })
server.close()
JS
seen=$(node ask.mjs)
want='check runs: 2 of name
compare: 1 of url,total_commits,commits
combined status: 1 of state,statuses,total_count,url
search of issues: TypeError'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
