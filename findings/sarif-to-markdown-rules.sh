#!/usr/bin/env bash
# Versions: npm @security-alert/sarif-to-markdown 1.11.1: which results of a SARIF log are in the comment.
#
# Guessed: every result, with its own level; those of kind "pass" not; suppressed ones only below their own title.
# Happens: a result is found by ruleId alone. One that names its rule by ruleIndex, or by a longer id, "OWN1/logo", as
# the format lets it, is left out: "Nothing here", and hasMessages is false. The level is that of the rule: a note is
# an [ERROR], and so is a test that has passed. A suppressed result is in both lists.
# Source: the library itself; SARIF 2.1.0, 3.5.4 and 3.27.5 (ids in levels), 3.27.6, 3.27.9, 3.27.10.
#
# Seen (the rule's level is error):
#   by ruleId: true, [ERROR]
#   by ruleIndex: false
#   OWN1/logo: false
#   level note: true, [ERROR]
#   kind pass: true, [ERROR]
#   suppressed: true, [ERROR] [ERROR]
set -eu

name=sarif-to-markdown-rules
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @security-alert/sarif-to-markdown@1.11.1

cat >ask.mjs <<'JS'
import { sarifToMarkdown } from '@security-alert/sarif-to-markdown'
const convert = sarifToMarkdown({ owner: 'o', repo: 'r', branch: 'main', sourceRoot: '' })
function ask(what, members) {
	const physicalLocation = { artifactLocation: { uri: 'brand/logo.svg' }, region: { startLine: 1 } }
	const result = { message: { text: 'No approval.' }, locations: [{ physicalLocation }], ruleIndex: 0, ...members }
	const rules = [{ id: 'OWN1', shortDescription: { text: 'Approvals' }, defaultConfiguration: { level: 'error' } }]
	const [report] = convert({
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0',
		runs: [{ tool: { driver: { name: 'owners', rules } }, results: [result] }]
	})
	const levels = report.body.match(/\[(ERROR|WARNING|NOTE)\]/g) ?? []
	console.log(`${what}: ${report.hasMessages}${levels.length ? ', ' : ''}${levels.join(' ')}`)
}
ask('by ruleId', { ruleId: 'OWN1' })
ask('by ruleIndex', {})
ask('OWN1/logo', { ruleId: 'OWN1/logo' })
ask('level note', { ruleId: 'OWN1', level: 'note' })
ask('kind pass', { ruleId: 'OWN1', kind: 'pass', level: 'none' })
ask('suppressed', { ruleId: 'OWN1', suppressions: [{ kind: 'external', status: 'accepted' }] })
JS
seen=$(node ask.mjs)
want='by ruleId: true, [ERROR]
by ruleIndex: false
OWN1/logo: false
level note: true, [ERROR]
kind pass: true, [ERROR]
suppressed: true, [ERROR] [ERROR]'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
