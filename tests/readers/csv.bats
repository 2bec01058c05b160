#!/usr/bin/env bats
# Tables of mowners, read by programs that we did not write. $NODE_MODULES is where npm put those.

# shellcheck disable=SC2154 # run_split sets status and output

load ../cli/helper

# As an array of arrays, one row a line.
rows_of() { # OPTIONS, as JSON, of csv-parse
	NODE_PATH=$NODE_MODULES node -e '
		const { parse } = require("csv-parse/sync");
		const rows = parse(require("fs").readFileSync(0), JSON.parse(process.argv[1]));
		for (const row of rows) console.log(JSON.stringify(row));' "$1"
}

@test "the matrix as csv has the cells that its tsv has" {
	repo_new
	owners <<-'END'
		[mowners]
		version = 1

		[rules]
		accountable = @ann

		[quotes]
		path = /"quoted", with a comma.txt
		       /=1+1
		accountable = @ann
		review = 1 of @ann @bob
		responsible = @bob

		[people]
		@ann = Ann Berg <ann@example.com>
		@bob = Bob Ode <bob@example.com>
	END
	run_split mowners matrix --format csv
	[ "$status" -eq 0 ]
	rows_of '{"trim": false, "relax_column_count": false}' <<<"$output" >rows
	cat rows
	[ "$(jq -rs 'map(length) | unique | join(",")' rows)" = "$(jq -s '.[0] | length' rows)" ]
	jq -se 'any(.[]; .[1] | contains("/\"quoted\", with a comma.txt"))' rows
}
