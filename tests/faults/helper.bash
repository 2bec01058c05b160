# What the tests of faults share: calls that fail. $SHIM is shim.c, made; $MOWNERS a program with shared libraries.

load ../cli/helper
load ../cli/world

# Runs a hook of the server again and again on these lines, each time with another call failing; STATUS as it is
# undisturbed.
sweep_hook() { # STATUS LINES [OPTION…]
	local status=$1 lines=$2

	shift 2
	printf '%b' "$lines" >"$SANDBOX/lines"
	(cd "$SERVER" && GIT_DIR=. sweep --status "$status" --input "$SANDBOX/lines" "$@" -- hooks/pre-receive)
}

sweep() { # [OPTION…] -- COMMAND…
	python3 -B "$BATS_TEST_DIRNAME/sweep.py" --shim "$SHIM" --seed "${SEED-0}" "$@"
}

# A line of git's about a push of a commit that the server has.
line() { # REF COMMIT
	local old

	old=$(git -C "$SERVER" rev-parse -q --verify "$1" || echo "$ZERO")
	git push -q origin "$2:refs/heads/lent/$2" 2>/dev/null || true
	printf '%s %s %s\\n' "$old" "$(git rev-parse "$2")" "$1"
}

# The server's hook, from now on, with a call that fails, as MOW_FAULT says; "" mends it.
fault() { # FAULT
	rm -f "$SERVER/hooks/pre-receive"
	if [[ -z $1 ]]; then
		cp "$MOWNERS" "$SERVER/hooks/pre-receive"
		return
	fi
	printf '#!/bin/sh\nexport LD_PRELOAD="%s" MOW_FAULT="%s"\nexec "%s" hook pre-receive\n' "$SHIM" "$1" "$MOWNERS" >"$SERVER/hooks/pre-receive"
	chmod +x "$SERVER/hooks/pre-receive"
}

# What is left of a push that failed: no lock, and with TMPDIR nothing that is temporary.
left_behind() {
	find "$SERVER" "$SANDBOX/tmp" -name '*.lock' -o -name 'mowners-*' -o -name '.mowners-*' -o -name 'incoming-*'
}
