#!/usr/bin/env bash
# Versions: npm exceljs 4.4.0, write-excel-file 4.1.1, read-excel-file 9.3.17: a matrix with rows named after SharePoint folders.
#
# Guessed: a text that a library writes into a cell is read back as that text, at least by the library itself.
# Happens: the file format keeps `_xHHHH_` for characters that XML cannot hold, so a text that only looks like one,
# such as Logo_x0020_Pack (SharePoint's own way to write a name with a blank), has to be written with its first
# underscore escaped (_x005F_). Neither writer does that, and both readers resolve it: the name comes back as
# "Logo Pack", another path, without a word. The reverse is not done either: a vertical tab, for which the notation was
# made, is left out, so that the words on both sides grow together.
# Source: the libraries themselves; ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
#
# Seen (writer: read by exceljs, by read-excel-file):
#   exceljs: "Logo Pack" "Logo Pack", "ab" "ab"
#   write-excel-file: "Logo Pack" "Logo Pack", "ab" "ab"
set -eu

name=xlsx-underscore-x
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0 write-excel-file@4.1.1 read-excel-file@9.3.17

cat >ask.mjs <<'JS'
import excel from 'exceljs'
import { readSheet } from 'read-excel-file/node'
import writeExcel from 'write-excel-file/node'
const texts = ['Logo_x0020_Pack', 'a\u000bb']
const writers = {
	async exceljs(file) {
		const book = new excel.Workbook()
		book.addWorksheet('matrix').addRows(texts.map((text) => [text]))
		await book.xlsx.writeFile(file)
	},
	async 'write-excel-file'(file) {
		await writeExcel(texts.map((value) => [{ value, type: String }])).toFile(file)
	}
}
for (const [name, write] of Object.entries(writers)) {
	await write(name + '.xlsx')
	const book = new excel.Workbook()
	await book.xlsx.readFile(name + '.xlsx')
	const rows = await readSheet(name + '.xlsx')
	console.log(name + ':', [0, 1].map((i) => JSON.stringify(book.worksheets[0].getCell(i + 1, 1).value)
		+ ' ' + JSON.stringify(rows[i][0])).join(', '))
}
JS
seen=$(node ask.mjs)
want='exceljs: "Logo Pack" "Logo Pack", "ab" "ab"
write-excel-file: "Logo Pack" "Logo Pack", "ab" "ab"'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
