#!/usr/bin/env bash
# Versions: npm @stoplight/prism-cli 5.14.2, as a stand-in for a forge whose description is Swagger 2.0, as Gitea's is.
#
# Guessed: where the description has no example, a number of format int64 is 0 or 1, and a header of type boolean is
# "true" or "false"; every int64 is valid for a parameter of that format.
# Happens: format int64 becomes a range, of what a double holds exactly, and the answer shows its lower end: ids, page
# numbers and X-Total are all -9007199254740991. The boolean header is the word "null". An index of 9007199254740993 is
# refused, though it is an int64. A plain integer, without a format, is 0.
# Source: the program itself.
#
# Seen:
#   X-Total: -9007199254740991
#   X-HasMore: null
#   {"id":-9007199254740991,"size":0}
#   index 9007199254740993: 422
set -eu

name=prism-int64
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @stoplight/prism-cli@5.14.2 @stoplight/prism-http@5.12.0 \
	@stoplight/prism-http-server@5.12.2 @stoplight/http-spec@7.1.0

cat >api.json <<'JSON'
{
	"swagger": "2.0",
	"info": { "title": "pulls", "version": "1" },
	"produces": ["application/json"],
	"paths": {
		"/pulls/{index}": {
			"get": {
				"parameters": [
					{ "name": "index", "in": "path", "required": true, "type": "integer", "format": "int64" }
				],
				"responses": {
					"200": {
						"description": "One.",
						"headers": {
							"X-Total": { "type": "integer", "format": "int64" },
							"X-HasMore": { "type": "boolean" }
						},
						"schema": {
							"type": "object",
							"required": ["id", "size"],
							"properties": {
								"id": { "type": "integer", "format": "int64" },
								"size": { "type": "integer" }
							}
						}
					}
				}
			}
		}
	}
}
JSON
cat >ask.mjs <<'JS'
import { getHttpOperationsFromSpec } from '@stoplight/prism-cli/dist/operations.js'
import { createServer } from '@stoplight/prism-http-server'
import { createLogger } from '@stoplight/prism-core'
const config = {
	mock: { dynamic: false }, checkSecurity: true, validateRequest: true, validateResponse: true, errors: false,
	isProxy: false, upstreamProxy: undefined
}
const components = { logger: createLogger('test', { enabled: false }) }
const server = createServer(await getHttpOperationsFromSpec('api.json'), { components, config, cors: false })
const at = await server.listen(0, '127.0.0.1')
const one = await fetch(at + '/pulls/1')
console.log('X-Total: ' + one.headers.get('X-Total'))
console.log('X-HasMore: ' + one.headers.get('X-HasMore'))
console.log(await one.text())
console.log('index 9007199254740993: ' + (await fetch(at + '/pulls/9007199254740993')).status)
await server.close()
process.exit(0)
JS
seen=$(node ask.mjs)
want='X-Total: -9007199254740991
X-HasMore: null
{"id":-9007199254740991,"size":0}
index 9007199254740993: 422'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
