#!/usr/bin/env bash
# Versions: npm ts-ics 2.4.6 with zod 4.6.7, node-ical 0.26.1, ical.js 2.2.1: an all-day freeze with labels.
#
# Guessed: two lines CATEGORIES add up, as a calendar may have them, and an escaped comma is part of a label; the name and
# the value of a parameter have no case, so that value=date is a date.
# Happens: ts-ics keeps the last line alone, and cuts at the escaped comma, leaving a backslash; node-ical adds up and
# cuts as well. With value=date ts-ics has an event that starts on no date at all (Invalid Date, type DATE-TIME),
# without an error.
# Source: the libraries themselves; RFC 5545, 2 (no case), 3.3.11 (escapes), 3.8.1.2.
#
# Seen (labels; start with value=date):
#   ts-ics: c\ | d; Invalid Date
#   node-ical: a | b | c\ | d; 2026-01-01
#   ical.js: a | b | c,d; 2026-01-01
set -eu

name=ical-categories-lines
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts ts-ics@2.4.6 zod@4.6.7 node-ical@0.26.1 ical.js@2.2.1
export TZ=UTC

cat >ask.mjs <<'JS'
import { createRequire } from 'node:module'
import ICAL from 'ical.js'
import { convertIcsCalendar } from 'ts-ics'
const ical = createRequire(import.meta.url)('node-ical')
const calendar = (lines) => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:owners', 'BEGIN:VEVENT', 'UID:freeze@example.org',
	'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
const labels = calendar(['DTSTART;VALUE=DATE:20260101', 'SUMMARY:Freeze', 'CATEGORIES:a,b', 'CATEGORIES:c\\,d'])
const small = calendar(['DTSTART;value=date:20260101', 'SUMMARY:Freeze'])
const day = (date) => isNaN(date) ? 'Invalid Date' : date.toISOString().slice(0, 10)
const show = (name, categories, start) => console.log(`${name}: ${categories.join(' | ')}; ${start}`)
const [one, two] = [labels, small].map((text) => convertIcsCalendar(undefined, text).events[0])
show('ts-ics', one.categories, day(two.start.date))
const [three, four] = [labels, small].map((text) => ical.sync.parseICS(text)['freeze@example.org'])
show('node-ical', three.categories, day(four.start))
const [five, six] = [labels, small].map((text) => new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'))
show('ical.js', five.getAllProperties('categories').flatMap((line) => line.getValues()),
	six.getFirstPropertyValue('dtstart').toString())
JS
seen=$(node ask.mjs)
want='ts-ics: c\ | d; Invalid Date
node-ical: a | b | c\ | d; 2026-01-01
ical.js: a | b | c,d; 2026-01-01'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
