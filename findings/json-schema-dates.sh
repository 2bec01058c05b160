#!/usr/bin/env bash
# Versions: npm ajv 8.20.0 with ajv-formats 3.0.1, jsonschema 1.5.0, z-schema 6.0.2, djv 2.1.4, @cfworker/json-schema 4.1.6,
# @exodus/schemasafe 1.3.0: dates and times of absences and expiries.
#
# Guessed: a library that looks at format takes 2026-01-02 for a date and refuses 2026-02-30; it takes a date-time as RFC
# 3339 has it, T or t, and refuses a blank in its place, 24:00:00, and a leap second in the middle of the day.
# Happens: 30 February is a date for three of the six. All but z-schema take the blank. Two take the hour 24. z-schema
# and djv refuse the leap second of 1990, which was one, and jsonschema takes one at noon.
# Source: the libraries themselves; JSON Schema draft-07 validation, 7.3.1; RFC 3339, 5.6.
#
# Seen (+ valid, - invalid; ajv, jsonschema, z-schema, djv, cfworker, schemasafe):
#   2026-01-02: + + + + + +
#   2026-02-30: - + + + - -
#   2026-01-02 03:04:05Z: + + - + + +
#   2026-01-02T24:00:00Z: - + - + - -
#   1990-12-31T23:59:60Z: + + - - + +
#   1990-12-31T12:59:60Z: - + - - - -
set -eu

name=json-schema-dates
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts ajv@8.20.0 ajv-formats@3.0.1 jsonschema@1.5.0 \
	z-schema@6.0.2 djv@2.1.4 @cfworker/json-schema@4.1.6 @exodus/schemasafe@1.3.0

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const { Ajv } = load('ajv')
const formats = load('ajv-formats').default
const djv = load('djv')
const libraries = {
	ajv(schema, value) {
		const ajv = new Ajv()
		formats(ajv)
		return ajv.validate(schema, value)
	},
	jsonschema: (schema, value) => new (load('jsonschema').Validator)().validate(value, schema).valid,
	'z-schema': (schema, value) => new (load('z-schema'))().validate(value, schema),
	djv(schema, value) {
		const environment = new djv({ version: 'draft-06' })
		environment.addSchema('it', schema)
		return environment.validate('it', value) === undefined
	},
	cfworker: (schema, value) => new (load('@cfworker/json-schema').Validator)(schema, '7').validate(value).valid,
	schemasafe: (schema, value) => load('@exodus/schemasafe').validator(schema, { mode: 'lax' })(value)
}
const values = ['2026-01-02', '2026-02-30', '2026-01-02 03:04:05Z', '2026-01-02T24:00:00Z', '1990-12-31T23:59:60Z',
	'1990-12-31T12:59:60Z']
for (const value of values) {
	const schema = () => ({ type: 'string', format: value.length > 10 ? 'date-time' : 'date' })
	console.log(`${value}: ${Object.values(libraries).map((valid) => valid(schema(), value) ? '+' : '-').join(' ')}`)
}
JS
seen=$(node ask.mjs)
want='2026-01-02: + + + + + +
2026-02-30: - + + + - -
2026-01-02 03:04:05Z: + + - + + +
2026-01-02T24:00:00Z: - + - + - -
1990-12-31T23:59:60Z: + + - - + +
1990-12-31T12:59:60Z: - + - - - -'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
