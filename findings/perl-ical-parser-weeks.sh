#!/usr/bin/env bash
# Versions: iCal::Parser 1.21 (Debian 12, libical-parser-perl 1.21-3): a freeze of seven days, its end given in two ways.
#
# Guessed: DTEND eight days later and DURATION:P1W are the same span, so both freezes are listed under each of seven days,
# as the manual promises ("one per day covered by the event"); a comma in a title, written `\,`, is read as a comma.
# Happens: the freeze with DTEND is listed under seven days, each entry with that one day as its span. The one with DURATION
# is listed under its first day alone, its DTEND a week later, so that a page made from the days leaves it out from the
# second on. No escape of any text is undone: `\,` and `\n` stay as they are in the file.
# Source: the program itself and its manual, section DESCRIPTION; RFC 5545, 3.3.11 and 3.6.1.
#
# Seen:
#   01 until 02 By DTEND
#   01 until 08 By DURATION\, a week
#   02 until 03 By DTEND
#   03 until 04 By DTEND
#   04 until 05 By DTEND
#   05 until 06 By DTEND
#   06 until 07 By DTEND
#   07 until 08 By DTEND
set -eu

name=perl-ical-parser-weeks
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks a Debian package, given as name=version, and what it needs below root.
deb() {
	needed=$(apt-cache depends --recurse --important "${1%=*}" | sed -n 's/^\(lib[a-z0-9-]*-perl\)$/\1/p' | sort -u | grep -vx "${1%=*}")
	# shellcheck disable=SC2086 # A word each.
	apt-get -q -o APT::Sandbox::User=root download "$1" $needed >/dev/null 2>&1 || { echo "$name: cannot download $1"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb libical-parser-perl=1.21-3
PERL5LIB=$(printf '%s:' root/usr/share/perl5 root/usr/lib/*/perl5/*)
export PERL5LIB LC_ALL=C.UTF-8

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:owners \
	BEGIN:VEVENT UID:a@example.org DTSTAMP:20261101T000000Z 'DTSTART;VALUE=DATE:20261201' 'DTEND;VALUE=DATE:20261208' 'SUMMARY:By DTEND' END:VEVENT \
	BEGIN:VEVENT UID:b@example.org DTSTAMP:20261101T000000Z 'DTSTART;VALUE=DATE:20261201' DURATION:P1W 'SUMMARY:By DURATION\, a week' END:VEVENT \
	END:VCALENDAR >freeze.ics

seen=$(perl -MiCal::Parser -e '
	my $days = iCal::Parser->new(start => "20261101", end => "20270131")->parse("freeze.ics")->{events}{2026}{12};
	for my $day (sort { $a <=> $b } keys %$days) {
		printf "%02d until %02d %s\n", $day, $_->{DTEND}->day, $_->{SUMMARY} for sort { $a->{UID} cmp $b->{UID} } values %{$days->{$day}};
	}')
want='01 until 02 By DTEND
01 until 08 By DURATION\, a week
02 until 03 By DTEND
03 until 04 By DTEND
04 until 05 By DTEND
05 until 06 By DTEND
06 until 07 By DTEND
07 until 08 By DTEND'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
