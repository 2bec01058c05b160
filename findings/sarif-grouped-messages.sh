#!/usr/bin/env bash
# Versions: npm @security-alert/sarif-to-markdown 1.11.1, sarif-junit 1.1.4: two results of one rule, a path with a blank.
#
# Guessed: what turns a SARIF log into a comment or a JUnit report tells each result with its own level and message, and
# calls files by their names.
# Happens: sarif-to-markdown leaves all results out where their rule has no defaultConfiguration, though each says its
# level: "Nothing here." With one, all results of a rule stand below the message of the first; that of the second is
# nowhere. The version of the tool is "undefined" where there is `version` and no `semanticVersion`. sarif-junit has all
# messages, and in `file` the percent signs of the URI, so that no file of that name is found.
# Source: the libraries themselves; SARIF 2.1.0, 3.27.10 (level), 3.27.11 (message), 3.4.3 (uri).
#
# Seen:
#   alone: Nothing here. - Version: undefined
#   with defaultConfiguration: - **[WARNING]** **[dead]** `\[a\] is dead`
#     - https://github.com/o/r/blob/main/brand/my%20logo.svg#L1 - https://github.com/o/r/blob/main/OWNERS#L2
#     - Version: undefined
#   sarif-junit: <testcase classname="dead" name="Ln 1 [a] is dead" file="brand/my%20logo.svg">
#     <testcase classname="dead" name="Ln 2 [b] is dead" file="OWNERS">
set -eu

name=sarif-grouped-messages
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @security-alert/sarif-to-markdown@1.11.1 sarif-junit@1.1.4 ||
	exit 2

cat >ask.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const { sarifToMarkdown } = createRequire(import.meta.url)('@security-alert/sarif-to-markdown')
const result = (text, uri, startLine) => ({ ruleId: 'dead', ruleIndex: 0, level: 'warning', message: { text },
	locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }] })
const log = (rule) => ({ version: '2.1.0', runs: [{
	tool: { driver: { name: 't', version: '1.2.3', rules: [{ id: 'dead', shortDescription: { text: 'd' }, ...rule }] } },
	results: [result('[a] is dead', 'brand/my%20logo.svg', 1), result('[b] is dead', 'OWNERS', 2)] }] })
const options = { title: 't', owner: 'o', repo: 'r', branch: 'main', sourceRoot: '' }
const show = (what, rule) => {
	const [results, rest] = sarifToMarkdown(options)(log(rule))[0].body.split('## Suppressed Results')
	const lines = [...results.split('## Results')[1].trim().split('\n'), rest.match(/- Version.*/)[0]]
	console.log(`${what}:`, lines.map((line) => line.trim().replace(/  +/g, ' ')).join(' '))
}
show('alone', {})
show('with defaultConfiguration', { defaultConfiguration: { level: 'warning' } })
writeFileSync('log.sarif', JSON.stringify(log({})))
JS
node ask.mjs >seen
npx --no-install sarif-junit -i log.sarif -o log.xml >output
echo "sarif-junit:" "$(grep '<testcase' log.xml | sed 's/^ *//' | paste -sd ' ')" >>seen
cat >want <<'WANT'
alone: Nothing here. - Version: undefined
with defaultConfiguration: - **[WARNING]** **[dead]** `\[a\] is dead` - https://github.com/o/r/blob/main/brand/my%20logo.svg#L1 - https://github.com/o/r/blob/main/OWNERS#L2 - Version: undefined
sarif-junit: <testcase classname="dead" name="Ln 1 [a] is dead" file="brand/my%20logo.svg"> <testcase classname="dead" name="Ln 2 [b] is dead" file="OWNERS">
WANT

if cmp -s want seen; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff want seen
