#!/usr/bin/env bash
# Versions: npm pixelmatch 8.0.0 (with pngjs 7.0.0), odiff-bin 4.5.0, looks-same 10.0.1: a logo that loses its transparency.
#
# Guessed: a clear background and a white one differ, or do not, for all three alike; a clear one and a black one differ for
# each; two clear ones are the same, whatever colour lies below.
# Happens: looks-same does not look at transparency at all, not even with strict: a clear background that is black below
# equals a black one, and two clear ones differ by the colour that nobody sees. odiff lays both pictures on
# white, so that taking out the background of a logo is no difference to it, also with threshold 0. pixelmatch sees
# both.
# Source: the libraries themselves.
#
# Seen (pixelmatch, odiff with threshold 0, looks-same with strict):
#   clear over black, black: differ differ same
#   clear over black, white: differ same differ
#   clear over white, white: differ same same
#   clear over red, clear over blue: same same differ
set -eu

name=image-diff-transparent
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts pixelmatch@8.0.0 pngjs@7.0.0 odiff-bin@4.5.0 looks-same@10.0.1

cat >ask.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs'
import looksSame from 'looks-same'
import { compare } from 'odiff-bin'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
const colours = { black: [0, 0, 0], white: [255, 255, 255], red: [255, 0, 0], blue: [0, 0, 255] }
function make(name) {
	const words = name.split(' ')
	const picture = new PNG({ width: 8, height: 8 })
	for (let i = 0; i < 64; i++) picture.data.set([...colours[words.at(-1)], words.length > 1 ? 0 : 255], i * 4)
	writeFileSync(`${name}.png`, PNG.sync.write(picture))
}
async function ask(one, two) {
	make(one)
	make(two)
	const files = [`${one}.png`, `${two}.png`]
	const [a, b] = files.map((file) => PNG.sync.read(readFileSync(file)).data)
	const answers = [
		pixelmatch(a, b, null, 8, 8) === 0,
		(await compare(...files, 'difference.png', { threshold: 0 })).match,
		(await looksSame(...files, { strict: true })).equal
	]
	console.log(`${one}, ${two}: ${answers.map((same) => same ? 'same' : 'differ').join(' ')}`)
}
await ask('clear over black', 'black')
await ask('clear over black', 'white')
await ask('clear over white', 'white')
await ask('clear over red', 'clear over blue')
JS
seen=$(node ask.mjs)
want='clear over black, black: differ differ same
clear over black, white: differ same differ
clear over white, white: differ same same
clear over red, clear over blue: same same differ'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
