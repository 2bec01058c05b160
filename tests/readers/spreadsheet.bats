#!/usr/bin/env bats
# The matrix, opened in LibreOffice and saved again: what mowners init makes of it is the same matrix.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

# Opens a file and saves it in another format, which may have options of a filter behind a colon.
office() { # FORMAT FILE [OPTION]
	mkdir -p saved && HOME=$BATS_FILE_TMPDIR soffice --headless "-env:UserInstallation=file://$BATS_FILE_TMPDIR/office" \
		--convert-to "$@" --outdir saved 2>/dev/null >&2
}

# Text CSV with this separator, in quotes where it must be, UTF-8: what the dialogue of the program asks for. Without it
# LibreOffice takes the bytes for Latin 1, both ways.
csv_filter() { # SEPARATOR
	printf 'Text - txt - csv (StarCalc):%d,34,76,1,,0,false,true,false' "'$1"
}

# The matrix as a document.
document() { # FORMAT
	office "$1" original.csv --infilter="$(csv_filter ,)"
}

# What is to come out again: what LibreOffice would make numbers, days and formulas of among it.
matrix_new() {
	repo_new "$SANDBOX/first"
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[otherwise]
		accountable = @ann
		level       = lightweight

		[001]
		path        = /"quoted", with a comma; and more.txt
		              /=1+1
		              !/Größe 日本/
		accountable = @007
		review      = 2 of @legal
		review.two  = 1 of @ann @1e5
		responsible = @12
		consulted   = @ann @1e5
		informed    = +1@example.com

		[2026-10]
		path   = 'x
		         10:30
		review = @legal
		level  = detailed

		[may-2026]
		path        = 1/2
		accountable = @1e5

		[people]
		@ann = Ann Berg <ann@example.com>
		@007 = Bob Ode <bob@example.com>
		@1e5 = Cy Lee <cy@example.com>
		@12  = Dee Ray <dee@example.com>

		[teams]
		@legal = @ann @007
	END
	mowners matrix --format csv >../work/original.csv
	cd ../work || return 1
}

# Whether what was saved becomes the matrix that it was made of.
comes_back() { # FILE
	rm -rf again && repo_new again && mowners -q init --from csv "../$1" && mowners matrix --format csv >../found.csv && cd .. &&
		diff original.csv found.csv
}

setup() {
	sandbox_new
	matrix_new
}

@test "opened and saved as csv, as it comes" {
	office csv original.csv
	grep -qx 'Area,Path,Level,A,Review,R,C,I' saved/original.csv
	comes_back saved/original.csv
}

@test "kept as a document, and saved with commas, semicolons and tabs" {
	document ods
	for separator in ',' ';' $'\t'; do
		office "csv:$(csv_filter "$separator")" saved/original.ods
		head -n 1 saved/original.csv | grep -F "Area${separator}Path"
		comes_back saved/original.csv
	done
	run_split mowners -C again init --from csv ../saved/original.ods
	[ "$status" -eq 2 ]
	[[ $stderr == *"/original.ods: error: this file is a document of a word processor or a spreadsheet; save the table as CSV "* ]]
}

@test "kept as a document of Excel" {
	document xlsx
	office "csv:$(csv_filter ,)" saved/original.xlsx
	comes_back saved/original.csv
}
