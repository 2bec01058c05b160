#!/usr/bin/env bash
# Versions: npm @microsoft/sarif-multitool 5.7.0 (its Linux program): a log in a folder with a blank in its name.
#
# Guessed: the command of the package takes a quoted path as one argument, as the program does that it starts, and the
# package works as npm installs it.
# Happens: bin.js starts the program through a shell and does not quote, so "my logs/a.sarif" is two arguments and "no
# valid analysis targets were specified". Installed with --ignore-scripts, as many do by default, it does nothing at all
# but "Permission denied": a postinstall script makes the program executable. The program itself, called by its path, takes
# the name.
# Source: the package itself.
#
# Seen:
#   as installed: Permission denied
#   the command: No valid analysis targets were specified.
#   the program: 1 files scanned.
set -eu

name=sarif-multitool-names
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts @microsoft/sarif-multitool@5.7.0 \
	@microsoft/sarif-multitool-linux@5.7.0 || exit 2
program=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

mkdir 'my logs'
echo '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t", "version": "1.2.3"}}, "results": []}]}' \
	>'my logs/a.sarif'
words='Permission denied|No valid analysis targets were specified\.|[0-9]+ files scanned\.'
told() { # COMMAND…
	"$@" 2>&1 | grep -Eo "$words" | head -n 1
}
seen="as installed: $(told npx --no-install sarif-multitool validate 'my logs/a.sarif')"
chmod +x "$program"
seen+=$'\n'"the command: $(told npx --no-install sarif-multitool validate 'my logs/a.sarif')"
seen+=$'\n'"the program: $(told "$program" validate 'my logs/a.sarif')"
want='as installed: Permission denied
the command: No valid analysis targets were specified.
the program: 1 files scanned.'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
