#!/usr/bin/env bash
# Versions: csvkit 1.0.7 with agate 1.6.3 (Debian 12, csvkit 1.0.7-1, python3-agate 1.6.3-2): a column of people.
#
# Guessed: csvjson and csvsort turn numbers and ISO dates into numbers and dates, and leave a column of names alone.
# Happens: a column whose every value is the name of a month or a weekday is a column of dates: people called April,
# May, June and August, in capitals or not, become 0001-04-01 and so on; a rota of Tuesday and Friday 0001-01-02 and
# 0001-01-05. One other name in the column keeps all of it as text. A team called "none" or "na" becomes null, and
# values such as 5m or 3h become durations, 0:05:00. csvsort writes all this back into the table that it sorts.
# -I ("no inference") stops the dates, but not the nulls: those want --blanks.
# Source: the programs themselves.
#
# Seen:
#   April May June: 0001-04-01 0001-05-01 0001-06-01
#   April May Juno: April May Juno
#   may, sorted: 0001-05-01
#   5m 3h: 0:05:00 3:00:00
#   none na: null null
#   April May June, -I: April May June
#   none na, -I: null null
set -eu

name=csvkit-people-dates
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks Debian packages, given as name=version, below root.
deb() {
	apt-get -q -o APT::Sandbox::User=root download "$@" >/dev/null 2>&1 || { echo "$name: cannot download $*"; exit 2; }
	for file in *.deb; do dpkg-deb -x "$file" root; rm "$file"; done
}

deb csvkit=1.0.7-1 python3-csvkit=1.0.7-1 python3-agate=1.6.3-2 \
	python-babel-localedata=2.10.3-1 python3-agatedbf=0.2.2-2 python3-agateexcel=0.2.5-2 python3-agatesql=0.5.8-2 \
	python3-babel=2.10.3-1 python3-dbfread=2.0.7-5 python3-et-xmlfile=1.0.1-2.1 python3-greenlet=2.0.2-1 \
	python3-isodate=0.6.1-1 python3-leather=0.3.4-2 python3-olefile=0.46-3 python3-openpyxl=3.0.9-1 \
	python3-parsedatetime=2.6-3 python3-pkg-resources=66.1.1-1+deb12u2 python3-pytimeparse=1.1.5-3 \
	python3-six=1.16.0-4 python3-slugify=4.0.0-2 python3-sqlalchemy=1.4.46+ds1-1 python3-tz=2022.7.1-4 \
	python3-unidecode=1.3.6-1 python3-xlrd=1.2.0-3
export PYTHONPATH=$dir/root/usr/lib/python3/dist-packages PYTHONWARNINGS=ignore LC_ALL=C.UTF-8

run() { # PROGRAM OPTIONS… : on standard input
	local program=$1

	shift
	/usr/bin/python3 "root/usr/bin/$program" "$@"
}
names() { # OPTION VALUES… : the column of these values, after csvjson
	local option=$1

	shift
	printf '%s,x\n' name "$@" | run csvjson "$option" | grep -o '"name": [^,}]*' | cut -d' ' -f2- | tr -d '"' | xargs
}
seen=$(
	echo "April May June: $(names --no-doublequote April May June)"
	echo "April May Juno: $(names --no-doublequote April May Juno)"
	echo "may, sorted: $(printf '%s,x\n' name may | run csvsort | tail -n 1 | cut -d, -f1)"
	echo "5m 3h: $(names --no-doublequote 5m 3h)"
	echo "none na: $(names --no-doublequote none na)"
	echo "April May June, -I: $(names -I April May June)"
	echo "none na, -I: $(names -I none na)"
)
want='April May June: 0001-04-01 0001-05-01 0001-06-01
April May Juno: April May Juno
may, sorted: 0001-05-01
5m 3h: 0:05:00 3:00:00
none na: null null
April May June, -I: April May June
none na, -I: null null'

if [ "$seen" = "$want" ]; then
	echo "$name: as seen"
	exit 0
fi
echo "$name: changed (< expected, > now)"
diff <(echo "$want") <(echo "$seen")
