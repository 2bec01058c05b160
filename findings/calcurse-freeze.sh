#!/usr/bin/env bash
# Versions: calcurse 4.7.1 (Debian 12, calcurse 4.7.1-1): a freeze of three days, in and out again.
#
# Guessed: an event from 5 to 7 January, DTEND 8 January, comes out as it went in, or with a duration; an appointment in UTC
# is the same moment afterwards; a cancelled freeze does not come in, or stays cancelled.
# Happens: the freeze becomes an event of one day that recurs daily until the 7th. The appointment is written in the zone of
# the machine without naming it, so that it is at ten wherever it is read. The cancelled freeze comes in and out like any
# other. What comes out has no UID and no DTSTAMP, which the format demands.
# Source: the program itself; RFC 5545, 3.3.5 (form 1, floating time), 3.6.1, 3.8.1.11 (STATUS).
#
# Seen (TZ=Europe/Berlin):
#   DTSTART;VALUE=DATE:20260105
#   RRULE:FREQ=DAILY;UNTIL=20260107
#   SUMMARY:Freeze
#   DTSTART;VALUE=DATE:20260205
#   SUMMARY:Cancelled
#   DTSTART:20260305T100000
#   DURATION:P0DT1H0M0S
#   SUMMARY:Call
set -eu

name=calcurse-freeze
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb calcurse=4.7.1-1 libncursesw6=6.4-4 libtinfo6=6.4-4
LD_LIBRARY_PATH=$(printf '%s:' "$dir"/root/usr/lib/*-linux-gnu "$dir"/root/lib/*-linux-gnu)
export LD_LIBRARY_PATH TZ=Europe/Berlin LC_ALL=C.UTF-8

event() { # UID LINES…
	printf '%s\r\n' BEGIN:VEVENT "UID:$1@example.org" DTSTAMP:20260101T000000Z "${@:2}" END:VEVENT
}
{
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:owners
	event a 'DTSTART;VALUE=DATE:20260105' 'DTEND;VALUE=DATE:20260108' SUMMARY:Freeze
	event b 'DTSTART;VALUE=DATE:20260205' 'DTEND;VALUE=DATE:20260206' STATUS:CANCELLED SUMMARY:Cancelled
	event c DTSTART:20260305T090000Z DTEND:20260305T100000Z SUMMARY:Call
	printf '%s\r\n' END:VCALENDAR
} >in.ics
mkdir data
root/usr/bin/calcurse -D data -C data -q -i in.ics >/dev/null
seen=$(root/usr/bin/calcurse -D data -C data --export=ical | tr -d '\r' | grep -v '^BEGIN\|^END\|^VERSION\|^PRODID')
want='DTSTART;VALUE=DATE:20260105
RRULE:FREQ=DAILY;UNTIL=20260107
SUMMARY:Freeze
DTSTART;VALUE=DATE:20260205
SUMMARY:Cancelled
DTSTART:20260305T100000
DURATION:P0DT1H0M0S
SUMMARY:Call'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
