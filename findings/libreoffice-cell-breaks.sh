#!/usr/bin/env bash
# Versions: LibreOffice Calc 7.4.7 (Debian 12, libreoffice-calc 4:7.4.7-1+deb12u14): cells of more than one line.
#
# Guessed: a line break, a tab and blanks in a cell of an OpenDocument table, written as ODF has them, are read as such.
# Happens: <text:line-break/> and <text:tab/> are left out, and what stands on both sides of them is joined: two file names
# become one. <text:s/> and paragraphs are read. Nothing is said, the status is 0; saved again, the break is gone from the
# document too. Gnumeric 1.12.55 writes breaks in this way, LibreOffice itself as paragraphs.
# Source: the program itself; OpenDocument 1.2, part 1, 6.1.3 to 6.1.5.
#
# Seen:
#   break: a.mdb.md
#   break in a span: a.mdb.md
#   tab: a.mdb.md
#   blanks: a.md  b.md
#   paragraphs: a.md|b.md
set -eu

name=libreoffice-cell-breaks
version=4:7.4.7-1+deb12u14
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
# It is too large to be unpacked here.
if [ "$(dpkg-query -W -f='${Version}' libreoffice-calc 2>/dev/null)" != "$version" ]; then
	echo "$name: needs apt-get install --no-install-recommends libreoffice-calc=$version"
	exit 2
fi

row() { # NAME CELL
	printf '<table:table-row><table:table-cell office:value-type="string"><text:p>%s: %s</text:p></table:table-cell></table:table-row>\n' "$@"
}
{
	echo '<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
	xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
	office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="files">'
	row break 'a.md<text:line-break/>b.md'
	row 'break in a span' '<text:span>a.md<text:line-break/>b.md</text:span>'
	row tab 'a.md<text:tab/>b.md'
	row blanks 'a.md<text:s text:c="2"/>b.md'
	row paragraphs 'a.md</text:p><text:p>b.md'
	echo '</table:table></office:spreadsheet></office:body></office:document>'
} >files.fods

HOME=$dir soffice --headless "-env:UserInstallation=file://$dir/profile" --convert-to csv files.fods >said 2>&1 || { cat said; exit 2; }
# The last cell alone has two lines.
seen=$(tr -d '"' <files.csv | sed '/^paragraphs/{N; s/\n/|/}')
want='break: a.mdb.md
break in a span: a.mdb.md
tab: a.mdb.md
blanks: a.md  b.md
paragraphs: a.md|b.md'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
