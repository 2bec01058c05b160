# The update hook: ref by ref, where a server runs no other.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

# A server that has an update hook alone.
update_world() {
	world
	rm "$SERVER/hooks/pre-receive" "$SERVER/hooks/post-receive"
	ln -s "$MOWNERS" "$SERVER/hooks/update"
}

@test "each ref is judged by itself: one is refused, the other one lands" {
	update_world
	change hero email/hero.png
	run git push origin hero:main hero:refs/heads/topic
	[ "$status" -ne 0 ]
	[[ $output == *"mowners: main: 1 changed file cannot land yet"* ]]
	[[ $output == *"mowners: enforce: this ref is refused, and stays as it was"* ]]
	[ "$(git -C "$SERVER" rev-parse topic)" = "$(git rev-parse hero)" ]
	[ "$(git -C "$SERVER" rev-parse main)" != "$(git rev-parse hero)" ]
	approve marc hero
	accepted git push origin hero:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse hero)" ]
}

@test "no refs all at once, of which each is made without the other one to be seen" {
	update_world
	git -C "$SERVER" config receive.advertiseAtomic false
	run git push --atomic origin main:refs/heads/release/1 main:refs/tags/release/1
	[[ $status -ne 0 && $output == *"does not support --atomic push"* ]]
	run git push origin main:refs/heads/release/1 main:refs/tags/release/1
	[[ $status -ne 0 && $output == *"git takes refs/tags/release/1 for refs/heads/release/1"* ]]
}

@test "as a VREF of gitolite: five arguments, a name of its own, nothing on standard output" {
	update_world
	change hero email/hero.png
	rm "$SERVER/hooks/update"
	git push -q origin hero:refs/heads/topic
	old=$(git rev-parse origin/main) new=$(git rev-parse hero)
	cd "$SERVER"
	mkdir VREF && ln -s "$MOWNERS" VREF/mowners
	run_split env GIT_DIR=. VREF/mowners refs/heads/main "$old" "$new" "$old" "$new" W VREF/mowners
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == *"cannot land yet"* ]]
	run_split env GIT_DIR=. "$MOWNERS" hook update refs/heads/main "$old" "$ZERO" "$old" 4b825dc642cb6eb9a060e54bf8d69288fbee4904 + VREF/mowners
	[ "$status" -eq 1 ]
	[[ $stderr == *deleted* ]]
	run_split env GIT_DIR=. "$MOWNERS" hook update refs/heads/main "$old"
	[ "$status" -eq 3 ]
	[[ $stderr == *"update takes a ref, and its old and its new id; the ref is refused"* ]]
	run_split env GIT_DIR=. "$MOWNERS" hook update $'refs/heads/main\nx' "$old" "$new"
	[ "$status" -eq 3 ]
}
