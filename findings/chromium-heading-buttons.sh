#!/usr/bin/env bash
# Versions: Debian 12's chromium 156.0.8078.108 and poppler-utils 22.12.0, npm playwright-core 1.65.1: a table printed
# over two pages, whose heading cells are sorted by a click.
#
# Guessed: <thead> is printed again at the top of the second page, as it stands on the first.
# Happens: the cells are there, and what is a <button> or an <input> in them is not: a table whose headings are buttons,
# as those are that sort, has empty headings from the second page on. Text beside a button, links, <summary>, boxes that
# scroll or are inline blocks are printed again.
# Source: the browser itself.
#
# Seen:
#   page 1: Text Block Link Button Field Scroll Summary Beside
#   page 2: Text Block Link Scroll Summary Beside
set -eu

name=chromium-heading-buttons
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1

cat >print.mjs <<'JS'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { writeFileSync } from 'node:fs'
const { chromium } = createRequire(import.meta.url)('playwright-core')
const heads = ['Text', '<span style="display: inline-block">Block</span>', '<a href="#x">Link</a>',
	'<button>Button</button>', '<input value="Field">', '<div style="overflow: auto">Scroll</div>',
	'<details open><summary>Summary</summary></details>', 'Beside <button>-</button>']
const rows = Array.from({ length: 60 }, (_, i) => `<tr><td>${i}</td></tr>`).join('')
writeFileSync('table.html', `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>t</title>
<table><thead><tr>${heads.map(head => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows}</tbody></table>`)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()
await page.goto(pathToFileURL('table.html').href)
await page.pdf({ path: 'table.pdf', format: 'A3' })
await browser.close()
JS
node print.mjs
seen=$(for page in 1 2; do
	printf 'page %s:%s\n' "$page" "$(pdftotext -f "$page" -l "$page" -raw table.pdf - | grep -oE '[A-Z][a-z]+' | tr '\n' ' ' | sed 's/^/ /; s/ $//')"
done)
want='page 1: Text Block Link Button Field Scroll Summary Beside
page 2: Text Block Link Scroll Summary Beside'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
