#!/usr/bin/env bash
# Versions: npm @octokit/fixtures 23.1.2: recorded answers of GitHub, for tests of a client that waits and pages.
#
# Guessed: x-ratelimit-reset is in seconds, as GitHub's manual says and as GitHub sends it, and next pages are below the
# address that was asked.
# Happens: in every answer that has it the header was set to milliseconds: taken as seconds it is a day of the year 49745,
# though the date of the same answer is 2017. A test in which the limit is reached waits for ever, or shows that
# the client takes milliseconds. The next page of /repos/OWNER/NAME/issues is below /repositories/NUMBER, so that a
# client which compares paths stops after the first page; that is what GitHub does, too.
# Source: the package itself.
#
# Seen:
#   answers with x-ratelimit-reset: 67, of which in milliseconds: 67
#   get-repository: of 2017-10-10, reset in the year 49745
#   next page of /repos/octokit-fixture-org/paginate-issues/issues: /repositories/1000/issues
set -eu

name=octokit-fixtures-reset
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/fixtures@23.1.2

cat >ask.mjs <<'JS'
import { readFileSync, readdirSync } from 'node:fs'
const folder = 'node_modules/@octokit/fixtures/scenarios/api.github.com'
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}/normalized-fixture.json`, 'utf8'))
const resets = readdirSync(folder).flatMap(read).map((answer) => answer.headers['x-ratelimit-reset']).filter(Boolean)
const late = resets.filter((reset) => Number(reset) > 1e12)
console.log(`answers with x-ratelimit-reset: ${resets.length}, of which in milliseconds: ${late.length}`)
const { headers } = read('get-repository')[0]
const reset = new Date(headers['x-ratelimit-reset'] * 1000).getUTCFullYear()
console.log(`get-repository: of ${new Date(headers.date).toISOString().slice(0, 10)}, reset in the year ${reset}`)
const [first] = read('paginate-issues')
const next = new URL(first.headers.link.match(/<([^>]*)>; rel="next"/)[1]).pathname
console.log(`next page of ${first.path.split('?')[0]}: ${next}`)
JS
seen=$(node ask.mjs)
want='answers with x-ratelimit-reset: 67, of which in milliseconds: 67
get-repository: of 2017-10-10, reset in the year 49745
next page of /repos/octokit-fixture-org/paginate-issues/issues: /repositories/1000/issues'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
