#!/usr/bin/env bash
# Versions: npm @microsoft/sarif-multitool-linux 5.7.0: which results of a SARIF log are errors.
#
# Guessed: `query --expression "Level == Error"` finds a result without a level whose rule says that it is an error
# (defaultConfiguration.level), for so the format defines the level of such a result.
# Happens: the query takes each result without a level for a warning, whatever its rule says: an error is not found
# by "Level == Error", and a note of its rule is found by "Level == Warning". Only a level at the result itself counts,
# so a log for this tool has to repeat it, though the format lets it be left out.
# Source: the program itself; SARIF 2.1.0, 3.27.10 (level).
#
# Seen (three results: of a rule of level error, of a rule of level note, and with "level": "error" at the result):
#   Error: 1
#   Warning: 2
#   Note: 0
set -eu

name="sarif-multitool-rule-level"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/sarif-multitool-linux@5.7.0
tool=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod +x "$tool"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

cat >log.sarif <<'JSON'
{
	"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
	"version": "2.1.0",
	"runs": [{
		"tool": { "driver": { "name": "owners", "rules": [
			{ "id": "OWN1", "defaultConfiguration": { "level": "error" } },
			{ "id": "OWN2", "defaultConfiguration": { "level": "note" } }
		] } },
		"results": [
			{ "ruleId": "OWN1", "ruleIndex": 0, "message": { "text": "No approval." } },
			{ "ruleId": "OWN2", "ruleIndex": 1, "message": { "text": "No owner." } },
			{ "ruleId": "OWN2", "ruleIndex": 1, "level": "error", "message": { "text": "No rule." } }
		]
	}]
}
JSON
seen=$(
	for level in Error Warning Note; do
		"$tool" query log.sarif --expression "Level == $level" | sed -n "s/^Found \([0-9]*\) of.*/$level: \1/p"
	done
)
want='Error: 1
Warning: 2
Note: 0'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
