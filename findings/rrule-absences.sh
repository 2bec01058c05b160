#!/usr/bin/env bash
# Versions: npm rrule 2.8.1, against rrule-temporal 2.2.8: absences of whole days, and ends given in UTC, as calendars write them.
#
# Guessed: rrulestr reads `DTSTART;VALUE=DATE:20260105` as 5 January, which is how every all-day event begins, or
# refuses it; and with DTSTART;TZID=Europe/Berlin an UNTIL or an EXDATE in UTC, which the format demands or allows,
# means that moment.
# Happens: a DTSTART with VALUE=DATE is passed over in silence, and the rule starts now, at the moment of the call: a
# holiday of January is on whatever day the program runs. UNTIL and EXDATE in UTC are compared with the wall clock of
# the zone: east of Greenwich an UNTIL that equals the last occurrence cuts it off, and such an EXDATE excludes none.
# Source: the two libraries themselves; RFC 5545, 3.3.10 (UNTIL is UTC where DTSTART has a zone) and 3.6.1.
#
# Seen (rrule; rrule-temporal):
#   all day, January 2026:      starts now; 2026-01-05 2026-01-12
#   Berlin 09:00 until 08:00Z:  1; 2 occurrences
#   Berlin 09:00 but 08:00Z:    2; 1 occurrences
set -eu

name=rrule-absences
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --ignore-scripts rrule@2.8.1 rrule-temporal@2.2.8

cat >ask.mjs <<'JS'
import rrule from 'rrule'
import { RRuleTemporal } from 'rrule-temporal'
const old = (text) => rrule.rrulestr(text).all()
const temporal = (text) => new RRuleTemporal({ rruleString: text }).all()
const allDay = 'DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=WEEKLY;COUNT=2'
const first = old(allDay)[0]
console.log('all day, January 2026:', Math.abs(first - Date.now()) < 60000 ? 'starts now;' : first.toISOString() + ';',
	temporal(allDay).map((date) => date.toString().slice(0, 10)).join(' '))
const berlin = 'DTSTART;TZID=Europe/Berlin:20260105T090000\nRRULE:FREQ=DAILY;'
const both = (text) => `${old(text).length}; ${temporal(text).length} occurrences`
console.log('Berlin 09:00 until 08:00Z:', both(berlin + 'UNTIL=20260106T080000Z'))
console.log('Berlin 09:00 but 08:00Z:', both(berlin + 'COUNT=2\nEXDATE:20260106T080000Z'))
JS
seen=$(node ask.mjs)
want='all day, January 2026: starts now; 2026-01-05 2026-01-12
Berlin 09:00 until 08:00Z: 1; 2 occurrences
Berlin 09:00 but 08:00Z: 2; 1 occurrences'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
