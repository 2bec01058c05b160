#!/usr/bin/env bash
# Versions: icalendar 2.8.0 for Ruby (Debian 12, ruby-icalendar 2.8.0-1): the address of an event, and a title cut by a fold.
#
# Guessed: URL holds one address, whatever signs it is made of: the type URI knows no escapes and no lists. A line that is
# folded within a character of UTF-8, as the format allows, is joined to the same text.
# Happens: an address with a semicolon is cut there, and then at its commas too, and comes out as a list of which no part is
# the one that was written; with commas alone it stays whole. With nothing required but "icalendar", the folded title ends
# the whole reading with a NameError (StringIO), though what is read is a file; with "stringio" required as well it is read
# rightly.
# Source: the program itself; RFC 5545, 3.1 (folding), 3.3.13 and 3.8.4.6 (a single URI).
#
# Seen:
#   plain: https://example.org/files/main
#   comma: https://example.org/map?at=1,2
#   semicolon: https://example.org/diff?from=a | to=b
#   both: https://example.org/diff?from=a | to=b | c
#   folded: NameError
#   folded, stringio: Grüße
set -eu

name=ruby-icalendar-addresses
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb ruby-icalendar=2.8.0-1 ruby-ice-cube=0.16.4-3 ruby3.1 libruby3.1 libyaml-0-2 libgmp10 libcrypt1
LD_LIBRARY_PATH=$(printf '%s:' "$dir"/root/usr/lib/*-linux-gnu "$dir"/root/lib/*-linux-gnu)
RUBYLIB=$(printf '%s:' "$dir"/root/usr/share/rubygems-integration/all/gems/*/lib "$dir"/root/usr/lib/ruby/vendor_ruby "$dir"/root/usr/lib/ruby/3.1.0 \
	"$dir"/root/usr/lib/*-linux-gnu/ruby/3.1.0)
export LD_LIBRARY_PATH RUBYLIB LC_ALL=C.UTF-8

calendar() { # FILE LINES…
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:owners BEGIN:VEVENT UID:a@example.org DTSTAMP:20261101T000000Z \
		'DTSTART;VALUE=DATE:20261201' "${@:2}" END:VEVENT END:VCALENDAR >"$1"
}
address() { # WHAT ADDRESS
	calendar url.ics "URL:$2"
	echo "$1: $(root/usr/bin/ruby3.1 --disable-gems -ricalendar \
		-e 'puts [*Icalendar::Calendar.parse(File.open("url.ics"))[0].events[0].url].join(" | ")' 2>&1)"
}
title() { # OPTION…
	root/usr/bin/ruby3.1 --disable-gems "$@" -ricalendar -e '
		begin
			puts Icalendar::Calendar.parse(File.open("fold.ics"))[0].events[0].summary
		rescue NameError => error
			puts error.class
		end' 2>&1
}
calendar fold.ics $'SUMMARY:Gr\xc3\r\n \xbc\xc3\x9fe'
seen=$(
	address plain https://example.org/files/main
	address comma 'https://example.org/map?at=1,2'
	address semicolon 'https://example.org/diff?from=a;to=b'
	address both 'https://example.org/diff?from=a;to=b,c'
	echo "folded: $(title)"
	echo "folded, stringio: $(title -rstringio)"
)
want='plain: https://example.org/files/main
comma: https://example.org/map?at=1,2
semicolon: https://example.org/diff?from=a | to=b
both: https://example.org/diff?from=a | to=b | c
folded: NameError
folded, stringio: Grüße'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
