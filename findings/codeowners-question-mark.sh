#!/usr/bin/env bash
# Versions: npm codeowners 5.1.1 (which brings its own ignore 3.3.10), codeowners-utils 1.0.2, @snyk/github-codeowners
# 1.1.0.
#
# Guessed: `banner?.png @ann` owns banner1.png, as the rules of gitignore have it, which GitHub says it follows.
# Happens: for codeowners the ? is part of the name: banner1.png is nobody's, and a file really called `banner?.png` is
# Ann's. For the other two it is one character.
# Source: the documentation of GitHub: patterns follow most of the rules used in gitignore files, ? not among the
# exceptions.
#
# Seen (owners of banner1.png; of banner?.png):
#   codeowners: none; @ann
#   codeowners-utils: @ann; @ann
#   github-codeowners: @ann; @ann
set -eu

name=codeowners-question-mark
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts codeowners@5.1.1 codeowners-utils@1.0.2 @snyk/github-codeowners@1.1.0

echo 'banner?.png @ann' >CODEOWNERS
cat >ask.cjs <<'JS'
const Codeowners = require('codeowners')
const { parse, matchFile } = require('codeowners-utils')
const { OwnershipEngine } = require('@snyk/github-codeowners/dist/lib/ownership')
const file = new Codeowners()
const entries = parse(require('fs').readFileSync('CODEOWNERS', 'utf8'))
const engine = OwnershipEngine.FromCodeownersFile('CODEOWNERS')
const say = (program, ask) =>
	console.log(`${program}: ${['banner1.png', 'banner?.png'].map((path) => ask(path).join(' ') || 'none').join('; ')}`)
say('codeowners', (path) => file.getOwner(path))
say('codeowners-utils', (path) => matchFile(path, entries)?.owners ?? [])
say('github-codeowners', (path) => engine.calcFileOwnership(path))
JS
seen=$(node ask.cjs)
want='codeowners: none; @ann
codeowners-utils: @ann; @ann
github-codeowners: @ann; @ann'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
