#!/usr/bin/env bash
# Versions: npm codeowners 5.1.1, codeowners-utils 1.0.2, @snyk/github-codeowners 1.1.0.
#
# Guessed: in `my\ logos/ @ann`, as GitLab's documentation writes it for "my logos", the blank is part of the name, at
# least for codeowners, which also looks for the file in .gitlab/.
# Happens: none of the three knows the escape. codeowners and codeowners-utils end the pattern at the blank: `my\` with the
# owners `logos/` and @ann, so that what lies in "my logos" goes to whom an earlier line names, and nobody is told.
# @snyk/github-codeowners refuses the whole file, since `logos/` is no owner.
# Source: GitLab's documentation, "Syntax of CODEOWNERS file": escape spaces in paths with a backslash.
#
# Seen (owners of "my logos/a.svg" by the lines `* @bob` and `my\ logos/ @ann`):
#   codeowners: @bob
#   codeowners-utils: @bob
#   github-codeowners: refused
set -eu

name=codeowners-escaped-blank
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts codeowners@5.1.1 codeowners-utils@1.0.2 @snyk/github-codeowners@1.1.0

printf '%s\n' '* @bob' 'my\ logos/ @ann' >CODEOWNERS
cat >ask.cjs <<'JS'
const Codeowners = require('codeowners')
const { parse, matchFile } = require('codeowners-utils')
const { OwnershipEngine } = require('@snyk/github-codeowners/dist/lib/ownership')
const path = 'my logos/a.svg'
console.error = () => {}
console.log(`codeowners: ${new Codeowners().getOwner(path).join(' ')}`)
console.log(`codeowners-utils: ${matchFile(path, parse(require('fs').readFileSync('CODEOWNERS', 'utf8'))).owners.join(' ')}`)
let owners
try {
	owners = OwnershipEngine.FromCodeownersFile('CODEOWNERS').calcFileOwnership(path).join(' ')
} catch {
	owners = 'refused'
}
console.log(`github-codeowners: ${owners}`)
JS
seen=$(node ask.cjs)
want='codeowners: @bob
codeowners-utils: @bob
github-codeowners: refused'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
