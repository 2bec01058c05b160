#!/usr/bin/env bash
# Versions: npm ical2json 5.0.0, ical-js-parser 0.7.4: calendar lines that are folded within the name or its parameters.
#
# Guessed: a line that was folded, wherever, is one line again before it is taken apart: that is the first thing the format
# asks for. A name in quotes stays as it is.
# Happens: ical2json knows lines that go on only once they have a colon. A DTSTART that is folded before it, as a writer may
# fold it at any place, is lost, and its rest stands behind the value of the line above: DTSTAMP ends in "TE:20260101". It
# says nothing. ical-js-parser unfolds, but "Lee, Ann" of an organizer comes out as "Lee,Ann", the quotes still on.
# Source: the libraries themselves; RFC 5545, 3.1 (folding).
#
# Seen:
#   ical2json: DTSTART none, DTSTAMP 20260101T000000ZTE:20260101
#   ical-js-parser: dtstart 20260101, organizer "Lee,Ann"
set -eu

name=ical2json-folded-name
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts ical2json@5.0.0 ical-js-parser@0.7.4

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
const load = createRequire(import.meta.url)
const parser = load('ical-js-parser')
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:owners', 'BEGIN:VEVENT', 'UID:freeze@example.org',
	'DTSTAMP:20260101T000000Z', 'DTSTART;VALUE=DA', ' TE:20260101', 'ORGANIZER;CN="Lee, Ann":mailto:ann@example.org',
	'SUMMARY:Freeze', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
const one = load('ical2json').convert(text).VCALENDAR[0].VEVENT[0]
console.log(`ical2json: DTSTART ${one.DTSTART ?? 'none'}, DTSTAMP ${one.DTSTAMP}`)
const two = (parser.default ?? parser).toJSON(text).events[0]
console.log(`ical-js-parser: dtstart ${two.dtstart.value}, organizer ${two.organizer.CN}`)
JS
seen=$(node ask.mjs)
want='ical2json: DTSTART none, DTSTAMP 20260101T000000ZTE:20260101
ical-js-parser: dtstart 20260101, organizer "Lee,Ann"'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
