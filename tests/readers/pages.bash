# Pages looked at by a browser; what it saw is left in the folder $PICTURES, where that is set.

# shellcheck disable=SC2154 # run_split sets status and output

setup_file() {
	CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
	[ -n "$CHROMIUM" ] || { echo 'there is no chromium; run: make deps-dev' >&2; return 1; }
	export CHROMIUM
}

# Nothing to complain about, and a picture of each look.
looks_well() { # FILE
	local pictures=${PICTURES:-$BATS_TEST_TMPDIR}/${1%.html}

	mkdir -p "$pictures"
	run_split node "$BATS_TEST_DIRNAME/browser.mjs" "$1" "$pictures"
	[ "$status" -eq 0 ] || { echo "$stderr"; return 1; }
	[ -z "$output" ] || { echo "$output"; return 1; }
	[ "$(head -c 4 "$pictures/print.pdf")" = %PDF ] && [ -s "$pictures/no-script.png" ]
}
