#!/usr/bin/env bash
# Versions: npm sarif-junit 1.1.4: which results of a SARIF log are failed tests.
#
# Guessed: a result without a level has that of its rule, and without one there is a warning, for so the format says;
# suppressed results and those of baselineState "absent", which are no longer there, do not fail.
# Happens: the other way round. A result fails where it has a level itself, error or warning; without one it is a passed
# test, although its rule says error, and the build is green. Suppressed and absent results fail. A result without a
# location is a TypeError, and one whose message is an id of the rule's messageStrings is refused, with the whole log.
# Source: the program itself; SARIF 2.1.0, 3.27.10 (level), 3.27.23 (suppressions), 3.27.24 (baselineState).
#
# Seen (tests, failures):
#   level error: 1, 1
#   level of the rule, error: 1, 0
#   suppressed: 1, 1
#   absent: 1, 1
set -eu

name=sarif-junit-passed
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts sarif-junit@1.1.4

cat >make.mjs <<'JS'
const physicalLocation = { artifactLocation: { uri: 'brand/logo.svg' }, region: { startLine: 1 } }
const result = { ruleId: 'OWN1', ruleIndex: 0, message: { text: 'No approval.' }, locations: [{ physicalLocation }] }
const rules = [{ id: 'OWN1', defaultConfiguration: { level: 'error' } }]
console.log(JSON.stringify({
	$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0',
	runs: [{ tool: { driver: { name: 'owners', rules } }, results: [{ ...result, ...JSON.parse(process.argv[2]) }] }]
}))
JS
ask() { # WHAT MEMBERS
	node make.mjs "$2" >log.sarif
	node node_modules/sarif-junit/bin/sarif-junit.js -i log.sarif -o tests.xml >/dev/null
	sed -n "s/^<testsuites tests=\"\([0-9]*\)\" failures=\"\([0-9]*\)\".*/$1: \1, \2/p" tests.xml
}
seen=$(
	ask 'level error' '{"level":"error"}'
	ask 'level of the rule, error' '{}'
	ask 'suppressed' '{"level":"error","suppressions":[{"kind":"external","status":"accepted"}]}'
	ask 'absent' '{"level":"error","baselineState":"absent"}'
)
want='level error: 1, 1
level of the rule, error: 1, 0
suppressed: 1, 1
absent: 1, 1'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
