# ready: whether what is in a folder may go out.

# shellcheck disable=SC2154 # run_split sets status, output and stderr

load helper
load world

# What there is to say: kind, whether it holds up, the first file and how many.
items() { # [ARGUMENT…]
	mowners ready --format json "$@" | jq -c '.items[] | [.kind, .holds_up, .path, .files]'
}

ready_world() {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/; s/^\[people\]/[freeze launch]\npath = email\/\nopens = 2026-12-24T09:00:00Z\nallow = @lena\nreason = Sale\n\n[freeze now]\npath = blog\/\nfrom = 2026-11-01\nuntil = 2026-12-31\nallow = @lena\n\n[photos]\npath = brand\/\nrights-until = 2026-12-20\n\n&/' world
}

@test "owners, rights, embargoes and freezes of a folder, on a day" {
	ready_world
	[ "$(items --at 2026-12-01 .)" = '["unowned",true,"social/post.md",1]
["rights",false,"brand/logo.svg",2]
["embargo",true,"email/hero.png",1]
["freeze",false,"blog/post.md",1]' ]
	[ "$(items --at 2026-12-21 brand/)" = '["rights",true,"brand/logo.svg",2]' ]
	run_split mowners ready --at 2026-12-21 brand
	[ "$status" -eq 1 ]
	[ "$output" = "mowners: brand is NOT ready on 21 December: 2 files on main, 1 thing holds it up

  !  brand/logo.svg and 1 more file: the rights to use it have ended, with 20
     December, by [photos] in OWNERS:$(grep -n rights-until OWNERS | cut -d: -f1)" ]
	cd email
	run_split mowners ready --at 2026-12-24T09:00:00Z .
	[ "$status" -eq 0 ]
	[ "$output" = "mowners: email is ready on 2026-12-24T09:00:00Z: 1 file on main" ]
	run_split mowners ready --at 2026-12-24 .
	[ "$status" -eq 1 ]
	[[ $(said) == *"! email/hero.png: not before 2026-12-24T09:00:00Z, by [freeze launch] in OWNERS:"*": Sale"* ]]
}

@test "what landed without approval counts as long as it is there; a debt until it is paid" {
	WORLD_EDIT='s/^protect.*/&\noverride = 2 of @guild/' world
	change hero email/hero.png
	for who in lena ines; do
		as "$who" mowners override --yes -m 'Today' hero >/dev/null 2>&1
	done
	accepted git push -q origin hero:main
	mapfile -t many < <(seq -f 'brand/%03.0f.svg' 101)
	change logo "${many[@]}" brand/logo.svg
	git --git-dir="$SERVER" fetch -q "$SANDBOX/work" logo
	git --git-dir="$SERVER" update-ref refs/heads/main FETCH_HEAD
	git fetch -q && mowners sync origin >/dev/null
	[ "$(items .)" = '["unowned",true,"social/post.md",1]
["unapproved",true,"brand/001.svg",102]
["debt",true,"email/hero.png",1]' ]
	run_split mowners ready .
	[ "$status" -eq 1 ]
	[[ $(said) == *"brand/001.svg and 101 more files: it landed on "*" without the approvals that it needs; mowners audit "* ]]
	[[ $(said) == *"email/hero.png: an override let it through on "*"mowners approve $(git rev-parse --short=12 hero^)..$(git rev-parse --short=12 hero)"* ]]
	[ -z "$(items blog)" ]
	git checkout -q -B again origin/main
	change logo2 "${many[@]}"
	approve lena logo2
	approve greta logo2
	accepted git push -q origin logo2:main
	git fetch -q && mowners sync origin >/dev/null
	[ "$(items brand)" = '["unapproved",true,"brand/logo.svg",1]' ]
	as marc mowners approve --yes "$(git rev-parse hero^)..$(git rev-parse hero)" >/dev/null 2>&1
	[ -z "$(items email)" ]
}

@test "usage, and where it cannot be told" {
	world
	refused() { # STATUS MESSAGE ARGUMENT…
		run_split mowners ready "${@:3}"
		[ "$status" -eq "$1" ]
		[ -z "$output" ]
		[[ $stderr == *"$2"* ]]
	}
	refused 2 'it takes one folder'
	refused 2 'it takes one folder' a b
	refused 2 'there is no file in nothing on the default branch' nothing
	refused 2 'outside' ..
	refused 2 '--at' --at tomorrow brand
	git init -q -b main "$SANDBOX/alone" && cd "$SANDBOX/alone"
	refused 3 'has no commit yet' .
}
