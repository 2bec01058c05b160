# [mowners] mode = advise: everything is said, nothing that needs approvals is blocked.

# shellcheck disable=SC2154 # run_split sets stderr

load helper
load world

advise() {
	WORLD_EDIT='/^version/a mode = advise' world
}

@test "advise: a push that lacks approvals lands, and is told what it lacks" {
	advise
	change logo brand/logo.svg
	accepted git push origin logo:main
	[ "$(git -C "$SERVER" rev-parse main)" = "$(git rev-parse logo)" ]
	[[ $output == *"remote: mowners: main: 1 changed file is not approved yet"* ]]
	[[ $output == *"remote:     decision  @lena   not yet"* ]]
	[[ $output == *"remote:   They run git fetch && mowners approve"* && $output != *"push again"* ]]
	[[ $output == *"remote:   Mode     advise: OWNERS says mode = advise, so it can land all the same"* ]]
	[[ $(said) == *"mowners: advise: nothing is blocked, since OWNERS says mode = advise; with mode = enforce this push would be refused"* ]]
	change hero email/hero.png
	approve marc hero
	accepted git push origin hero:main
	[[ $output != *mowners* ]]
}

@test "advise: a rewind, a moved tag and a protected branch that goes are only said" {
	advise
	git push -q origin main:release/1 main:refs/tags/launch/1
	change logo brand/logo.svg
	accepted git push origin logo:main
	accepted git push -f origin main:main
	[[ $(said) == *"main: advice: this branch is protected: it moves only forward"* ]]
	accepted git push -f origin logo:refs/tags/launch/1
	[[ $(said) == *"launch/1: advice: this tag is protected: it cannot be moved"* ]]
	accepted git push origin :release/1
	[[ $(said) == *"release/1: advice: this branch or tag is protected"* ]]
	git -C "$SERVER" config receive.denyDeleteCurrent ignore
	refused "this branch or tag is protected: it cannot be deleted" git push origin :main
}

@test "advise: an override that is not enough to take back rules is not less than none" {
	local new
	WORLD_EDIT='/^version/a mode = advise\noverride = @marc' world
	git checkout -q -B more origin/main && echo "# more" >>OWNERS && commit_all more
	new=$(git rev-parse more)
	accepted git push -q origin more:main
	as marc mowners override --yes --target main --move "$new" "$new~" -m 'Not yet'
	accepted git push -q -f origin "$new~:main"
	[[ $(said) == *"main: advice: this takes back changes of OWNERS files or what else [rules] covers, which needs an override of two or more"* ]]
}

@test "advise: what needs no approvals is refused all the same" {
	advise
	git checkout -q -B broken origin/main
	echo "[" >>OWNERS
	commit_all broken
	refused "it brings 1 error into OWNERS files or keys" git push origin broken:main
	[[ $output == *"enforce: the whole push is refused"* ]]
	run_split mowners check broken
	[ "$status" -eq 1 ]
	git checkout -q -B link origin/main
	ln -s ../../outside brand/link
	commit_all link
	refused "leads out of the repository" git push origin link:main
	refused "refs/replace/" git push origin "main:refs/replace/$(git rev-parse main)"
	refused "nothing but refs/mowners/approvals" git push origin main:refs/mowners/other
	change logo brand/logo.svg
	refused "it brings 1 error" git push origin logo:main broken:release/2
	[[ $(said) == *"main: 1 changed file is not approved yet"* ]]
}

@test "advise: check says it and exits with 0" {
	advise
	change logo brand/logo.svg
	run_split mowners check logo
	[ "$status" -eq 0 ]
	[[ $output == "mowners: main: 1 changed file is not approved yet"* ]]
	[[ $output == *"  Mode     advise: OWNERS says mode = advise, so it can land all the same"* ]]
	run_split mowners check --format json logo
	[ "$status" -eq 0 ]
	[ "$(jq -c '[.result, .mode, .enforced]' <<<"$output")" = '["blocked","advise",false]' ]
}

@test "advise: a commit is held up by errors alone" {
	advise
	mowners install --client >/dev/null 2>&1
	git checkout -q -B none origin/main
	files nobody/x
	git add nobody
	run git commit -q -m none
	[ "$status" -eq 0 ]
	echo "[" >>OWNERS
	git add OWNERS
	run git commit -q -m broken
	[ "$status" -eq 1 ]
}

@test "the mode is that of the rules before the push, and a change of it comes first among what OWNERS files do" {
	world
	git checkout -q -B soft origin/main
	sed -i -e '/^version/a mode = advise' -e '/^review      = @greta/d' OWNERS
	commit_all soft
	refused "mode = advise in place of mode = enforce" git push origin soft:main
	[[ $(said) == *"With these OWNERS files and keys mode = advise in place of mode = enforce "* ]]
	run_split mowners check --format json soft
	[ "$(jq -r '.effects[0] | "\(.kind) \(.after) \(.rules)"' <<<"$output")" = "rule-lower mode = advise true" ]
	approve tomas soft
	accepted git push -q origin soft:main
	git checkout -q -B hard origin/main
	sed -i '/^mode = advise/d' OWNERS
	commit_all hard
	accepted git push origin hard:main
	[[ $(said) == *"mode = enforce in place of mode = advise"* ]]
	change logo brand/logo.svg
	refused "cannot land yet" git push origin logo:main
}

@test "advise: a root file with errors advises nothing" {
	advise
	echo "[" >>OWNERS
	force_rules
	change logo brand/logo.svg
	refused "" git push origin logo:main
}
