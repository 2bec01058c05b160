#!/usr/bin/env bats
# Pushes that race: one of those for the same place lands, nothing is half there, and a record that was accepted stays.

# shellcheck disable=SC2154 # run_split sets stderr

load helper

PUSHES=20

# Changes of a file each, all from the same tip.
changes() {
	local i

	for ((i = 0; i < PUSHES; i++)); do
		change "c$i" "email/$i.png" || return 1
	done
}

# Runs the command for each number at once; $WON: the numbers of those that ended well.
race() { # COMMAND…, with {} for the number
	local i pids=()

	WON=()
	for ((i = 0; i < PUSHES; i++)); do
		"${@//\{\}/$i}" >"$SANDBOX/said.$i" 2>&1 &
		pids+=($!)
	done
	for ((i = 0; i < PUSHES; i++)); do
		if wait "${pids[i]}"; then
			WON+=("$i")
		fi
	done
}

# A clone of one's own for each, with their change, as pushes come from people.
clones() {
	local i

	for ((i = 0; i < PUSHES; i++)); do
		git clone -q --shared --no-checkout --branch "c$i" "$PWD" "$SANDBOX/clone.$i" && git -C "$SANDBOX/clone.$i" remote set-url origin "$SERVER" &&
			git -C "$SANDBOX/clone.$i" fetch -q --prune origin || return 1
	done
}

# How many records of them the server's store has.
records_of() { # WHO
	git -C "$SERVER" ls-tree -r --format='%(objectname)' refs/mowners/approvals records | git -C "$SERVER" cat-file --batch | grep -ac "^by $1@"
}

# Nothing is half there.
whole() {
	git -C "$SERVER" fsck --no-dangling && [ -z "$(find "$SERVER" -name '*.lock' -o -name 'incoming-*')" ]
}

approve_in() { # NUMBER
	cd "$SANDBOX/clone.$1" && as marc mowners approve --yes "c$1"
}

@test "approvals at once: each that was accepted is there" {
	world
	changes
	clones
	race approve_in {}
	[ "${#WON[@]}" -ge 1 ]
	[ "$(records_of marc)" -eq "${#WON[@]}" ]
	whole
}

@test "pushes to one branch at once: one lands, and is noted" {
	world
	changes
	approve_in_turn
	race git push -q origin "c{}:main"
	[ "${#WON[@]}" -eq 1 ]
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse "c${WON[0]}")" ]
	git -C "$SERVER" log -1 --format=%B refs/mowners/audit | grep -q "$(git rev-parse "c${WON[0]}")"
	whole
}

# All of them, one after the other.
approve_in_turn() { # [ARGUMENT…, with {} for the number]
	local i

	for ((i = 0; i < PUSHES; i++)); do
		approve marc "c$i" "${@//\{\}/$i}" || return 1
	done
}

@test "pushes to branches of their own at once, atomic: all that is approved lands, and is noted" {
	world
	local i heads=() landed
	changes
	for ((i = 0; i < PUSHES; i++)); do
		heads+=("main:release/$i")
	done
	git push -q origin "${heads[@]}"
	approve_in_turn --target "release/{}"
	race git push -q --atomic origin "c{}:release/{}" "c{}:topic/{}"
	[ "${#WON[@]}" -eq "$PUSHES" ]
	landed=$(git -C "$SERVER" log --format=%B refs/mowners/audit)
	for ((i = 0; i < PUSHES; i++)); do
		[ "$(git -C "$SERVER" rev-parse "release/$i" "topic/$i" | uniq)" = "$(git rev-parse "c$i")" ]
		[[ $landed == *"$(git rev-parse "c$i")"* ]]
	done
	whole
}

# Somebody's change, and its approval, which the server has not seen, in the same push.
push_both() { # NUMBER [OPTION]
	local record="$SANDBOX/record.$1"

	cd "$SANDBOX/clone.$1" || return 1
	record_text marc "c$1" "email/$1.png" | sign_with "$(key_of marc)" >"$record"
	SANDBOX=$PWD/.git
	store_records "$record" && git push -q "${@:2}" origin "c$1:main" refs/mowners/approvals
}

@test "records and what they approve in one push, at once: nothing lands without its records" {
	world
	local tip
	changes
	clones
	tip=$(git -C "$SERVER" rev-parse main)
	race push_both {}
	[ "${#WON[@]}" -eq 0 ]
	race push_both {} --atomic
	[ "${#WON[@]}" -eq 0 ]
	[ "$(git -C "$SERVER" rev-parse main)" = "$tip" ]
	grep -l 'record\|approv' "$SANDBOX"/said.* | wc -l | grep -qx "$PUSHES"
	whole
}
