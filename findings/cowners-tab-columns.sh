#!/usr/bin/env bash
# Versions: npm @pvm/cowners 0.55.20, codeowners-utils 1.0.2: a CODEOWNERS file whose columns are set with tabs.
#
# Guessed: pattern and owners are parted by any white space, and the majority of two owners is two.
# Happens: a tab is part of the pattern: the line `*.md<tab>@ann` has the pattern "*.md\t@ann", matches nothing and has no
# owner, so that the line above it owns the file. getMajority asks for half of the owners, rounded up: one of
# two, two of four.
# Source: the library itself.
#
# Seen (owners of notes.md: cowners, codeowners-utils):
#   * @all, *.md<blank>@ann: @ann @ann
#   * @all, *.md<tab>@ann: @all @ann
#   majority of @a @b: 1
#   majority of @a @b @c @d: 2
set -eu

name=cowners-tab-columns
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @pvm/cowners@0.55.20 codeowners-utils@1.0.2

cat >ask.mjs <<'JS'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const { readCodeOwners } = load('@pvm/cowners')
const { parse, matchFile } = load('codeowners-utils')
async function owners(text) {
	writeFileSync('CODEOWNERS', text)
	return readCodeOwners(process.cwd())
}
mkdirSync('files')
process.chdir('files')
for (const [name, sign] of [['<blank>', ' '], ['<tab>', '\t']]) {
	const text = `* @all\n*.md${sign}@ann\n`
	const found = (await owners(text)).getOwners(['notes.md'])
	console.log(`* @all, *.md${name}@ann: ${found} ${matchFile('notes.md', parse(text)).owners}`)
}
for (const names of ['@a @b', '@a @b @c @d'])
	console.log(`majority of ${names}: ${(await owners(`* ${names}\n`)).getMajority(['notes.md']).length}`)
JS
seen=$(node ask.mjs)
want='* @all, *.md<blank>@ann: @ann @ann
* @all, *.md<tab>@ann: @all @ann
majority of @a @b: 1
majority of @a @b @c @d: 2'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
