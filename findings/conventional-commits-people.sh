#!/usr/bin/env bash
# Versions: npm conventional-commits-parser 6.4.0, on the trailers that name people, against `git interpret-trailers`.
#
# Guessed: the last paragraph, Reviewed-by and Signed-off-by, is the footer; mentions are the @names of the text;
# references are words such as "Fixes #12".
# Happens: trailers are no footer, they stay in the body. What starts the footer is the first line that holds anything
# like a reference, wherever it stands, and the whole rest of the message goes with it: a text that begins "Fixes
# #12, …" has an empty body. Each e-mail address counts as a mention of the first word of its host, so everybody who
# signs off at example.org mentions @example, once for each. A colour, #fff, is a reference to an issue "fff".
# Source: the library itself.
#
# Seen:
#   trailers alone: footer null, mentions alice,example,example
#   reference first: body "", footer of 3 lines
#   subject "docs: logo in #fff": issue fff
#   git: 2 trailers
set -eu

name=conventional-commits-people
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts conventional-commits-parser@6.4.0

cat >ask.mjs <<'JS'
import { CommitParser } from 'conventional-commits-parser'
const parse = (text) => new CommitParser().parse(text)
const trailers = parse(process.argv[2])
console.log(`trailers alone: footer ${trailers.footer}, mentions ${trailers.mentions}`)
const first = parse('docs: one\n\nFixes #12, the old logo.\n\nThe new one is of @alice.\n')
console.log(`reference first: body "${first.body}", footer of ${first.footer.split('\n').length} lines`)
console.log(`subject "docs: logo in #fff": issue ${parse('docs: logo in #fff').references.map((r) => r.issue)}`)
JS
text='docs: one

For @alice, who asked.

Reviewed-by: B <b@example.org>
Signed-off-by: C <c@example.org>'
seen=$(
	node ask.mjs "$text"
	echo "git: $(echo "$text" | git interpret-trailers --parse | wc -l) trailers"
)
want='trailers alone: footer null, mentions alice,example,example
reference first: body "", footer of 3 lines
subject "docs: logo in #fff": issue fff
git: 2 trailers'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
