# mowners approve by many people at the same moment, against one server: as many as a small machine has the time for.

load helper
load world

@test "ten approvals at once: all ten records get in" {
	world
	local i pids=() paths=()

	for i in {1..10}; do
		paths+=("brand/$i.svg")
	done
	change many "${paths[@]}"
	git push -q origin many
	git fetch -q
	for i in {1..10}; do
		cp -R "$PWD" "$SANDBOX/clone-$i"
	done
	for i in {1..10}; do
		(cd "$SANDBOX/clone-$i" && as lena mowners -q approve --yes origin/many "brand/$i.svg" >"$SANDBOX/said-$i" 2>&1) &
		pids+=($!)
	done
	for i in {1..10}; do
		wait "${pids[$((i - 1))]}" || cat "$SANDBOX/said-$i"
	done
	[ "$(git -C "$SERVER" ls-tree -r --name-only refs/mowners/approvals records | wc -l)" -eq 10 ]
}
