#!/usr/bin/env bats
# Unit programs ($UNITS), while memory runs out: from some place on, once by each way that the code takes to an allocation.
# Their assertions may fail, and they neither crash nor hang.

load helper

@test "unit programs" {
	local program wrong=0

	cd "$BATS_TEST_DIRNAME/../.." # what they read lies there
	for program in $UNITS; do
		echo "${program##*/}"
		sweep --unit --status 0 --kinds "${KINDS-site:12:1}" --most "${MOST-3}" -- "$program" || wrong=$((wrong + 1))
	done
	[ "$wrong" -eq 0 ]
}
