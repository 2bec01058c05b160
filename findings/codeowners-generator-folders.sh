#!/usr/bin/env bash
# Versions: npm codeowners-generator 2.5.0, its result read by codeowners-utils 1.0.2: CODEOWNERS files of folders, made one.
#
# Guessed: each CODEOWNERS file below the root gives its lines, with its folder in front and escaped where need be.
# Happens: a folder whose name holds a blank is written as it is, so that the pattern ends at the blank and the rest of
# the path is an owner: what `my logos` says of itself holds for nothing, and nobody is told. The files docs/CODEOWNERS and
# .github/CODEOWNERS are left out in silence, since a forge might read them itself; it reads one of them only.
# Source: the program itself; its README says that the files may lie anywhere.
#
# Seen (line, owners of a file in that folder):
#   logos: /logos/**/* @ann; @ann
#   my logos: /my logos/**/* @ann; none
#   docs: none; none
set -eu

name=codeowners-generator-folders
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts codeowners-generator@2.5.0 codeowners-utils@1.0.2
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null

cat >ask.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const { parse, matchFile } = createRequire(import.meta.url)('codeowners-utils')
const found = matchFile(process.argv[2], parse(readFileSync(process.argv[3], 'utf8')))
console.log(found?.owners.join(' ') || 'none')
JS
ask() { # FOLDER
	git init -q "repo of $1"
	mkdir -p "repo of $1/$1" "repo of $1/other"
	echo '* @ann' >"repo of $1/$1/CODEOWNERS"
	echo '* @bob' >"repo of $1/other/CODEOWNERS"
	touch "repo of $1/$1/a.svg"
	git -C "repo of $1" add .
	(cd "repo of $1" && ../node_modules/.bin/codeowners-generator generate >/dev/null 2>&1)
	echo "$1: $(grep '@ann$' "repo of $1/CODEOWNERS" || echo none); $(node ask.mjs "$1/a.svg" "repo of $1/CODEOWNERS")"
}
seen=$(
	ask logos
	ask 'my logos'
	ask docs
)
want='logos: /logos/**/* @ann; @ann
my logos: /my logos/**/* @ann; none
docs: none; none'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
