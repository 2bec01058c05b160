#!/usr/bin/env bash
# Versions: npm @git-stunts/trailer-codec 2.1.1, against `git interpret-trailers`: the trailers of a reviewed commit.
#
# Guessed: it finds the trailers that git finds; two reviewers are a list, or the last one counts.
# Happens: a second Reviewed-by, as every commit of two reviewers has, is an error that refuses the message. A trailer
# that goes on in an indented line, a blank before the colon, and the line that `git cherry-pick -x` adds
# behind the trailers each make all of the trailers part of the body, without an error. Keys lose their capitals, and
# one with an underscore is a trailer here and none for git.
# Source: the library itself; its README says that it follows git's convention.
#
# Seen (number of trailers, of git and of the library):
#   one reviewer: 1, 1
#   two reviewers: 2, Duplicate trailer key: "reviewed-by"
#   in two lines: 1, 0
#   blank before the colon: 1, 0
#   cherry-picked: 1, 0
#   underscore: 0, 1
set -eu

name=trailer-codec-reviewers
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @git-stunts/trailer-codec@2.1.1

cat >ask.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { TrailerCodec, TrailerCodecService } from '@git-stunts/trailer-codec'
const codec = new TrailerCodec({ service: new TrailerCodecService() })
const ends = {
	'one reviewer': 'Reviewed-by: Ann Lee',
	'two reviewers': 'Reviewed-by: Ann Lee\nReviewed-by: Bob Ito',
	'in two lines': 'Reviewed-by: Ann Lee\n  <ann@example.org>',
	'blank before the colon': 'Reviewed-by : Ann Lee',
	'cherry-picked': `Reviewed-by: Ann Lee\n(cherry picked from commit ${'0123456789'.repeat(4)})`,
	'underscore': 'Reviewed_by: Ann Lee'
}
for (const [what, end] of Object.entries(ends)) {
	const input = `docs: one\n\nText.\n\n${end}\n`
	const git = execFileSync('git', ['interpret-trailers', '--parse'], { input }).toString().split('\n').length - 1
	let count
	try { count = Object.keys(codec.decode(input).trailers).length } catch (e) { count = e.message }
	console.log(`${what}: ${git}, ${count}`)
}
JS
seen=$(node ask.mjs)
want='one reviewer: 1, 1
two reviewers: 2, Duplicate trailer key: "reviewed-by"
in two lines: 1, 0
blank before the colon: 1, 0
cherry-picked: 1, 0
underscore: 0, 1'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
