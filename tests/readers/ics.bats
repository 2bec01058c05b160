#!/usr/bin/env bats
# The calendar of mowners agenda, read by programs that we did not write: ical.js, khal and python3-icalendar. The file is
# that of tests/golden, where an event a line is told by the JSON beside it.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

DAYS="$BATS_TEST_DIRNAME/../golden/agenda-days"

# "KIND FROM END" of each event, END not included, as the JSON has them.
expected() {
	jq -r '.items[] | if .from | test("T") | not then [.kind, .from, (.until + "T00:00:00Z" | fromdate + 86400 | todate[:10])]
		elif .from == .until then [.kind, .from, .from] else [.kind, .from, (.until | fromdate + 1 | todate)] end | join(" ")' "$DAYS.json"
}

@test "ical.js: kinds, days and moments, ends that are not included, texts" {
	NODE_PATH=$NODE_MODULES node -e '
		import(process.argv[1]).then(({ default: ICAL }) => {
			const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf8")));
			for (const each of root.getAllSubcomponents("vevent")) {
				const event = new ICAL.Event(each);
				const end = each.hasProperty("dtend") ? event.endDate : event.startDate;
				console.log(each.getFirstPropertyValue("categories"), event.startDate.toString(), end.toString());
				console.error(event.summary + "|" + event.description);
			}
		});' "$NODE_MODULES/ical.js/dist/ical.js" <"$DAYS.ics" >found 2>texts
	diff found <(expected)
	grep -F 'Freeze: xmas|freeze xmas until 2 January 2027: Fêtes: no "sends", please\nBEGIN:VEVENT — until the offices open again, everywhere,日本 too; @tomas' texts
	grep -F 'the rights to brand/photos/a, b;c.jpg and 1 more file end' texts
}

@test "python3-icalendar: the same days and moments, each event its own" {
	/usr/bin/python3 - "$DAYS.ics" <<-'END' >found
		import sys, icalendar
		events = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT")
		assert len({str(event["uid"]) for event in events}) == len(events)
		for event in events:
		    shown = [event.decoded(key).isoformat().replace("+00:00", "Z") for key in ("dtstart", "dtend") if key in event]
		    print(event["categories"].to_ical().decode(), shown[0], shown[-1])
	END
	diff found <(expected)
}

@test "khal: a freeze is there on its last day, and not on the day behind; nobody is busy" {
	mkdir -p .config/khal calendar
	cat >.config/khal/config <<-END
		[calendars]
		[[acme]]
		path = $PWD/calendar
		[locale]
		local_timezone = UTC
		default_timezone = UTC
		longdateformat = %Y-%m-%d
		dateformat = %Y-%m-%d
		timeformat = %H:%M
	END
	shows() { # DAY
		HOME=$PWD khal -c .config/khal/config list --day-format '' --format '{title}' "$1" 1d
	}
	HOME=$PWD run_split khal -c .config/khal/config import --batch -a acme "$DAYS.ics"
	[ "$status" -eq 0 ]
	[[ "$stderr" != *warning* ]]
	shows 2027-01-02 | grep -Fx 'Freeze: xmas'
	[ -z "$(shows 2027-01-03)" ]
	shows 2026-12-24 | grep -Fx 'Freeze: xmas'
	[[ "$(shows 2026-12-23)" != *xmas* ]]
	[ "$(cat calendar/* | grep -c TRANSP:TRANSPARENT)" -eq "$(jq '.items | length' "$DAYS.json")" ]
	# An agenda of nothing is a calendar of nothing.
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mowners//agenda//EN\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n' >empty.ics
	HOME=$PWD khal -c .config/khal/config printics empty.ics
}
